#include "support/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sstream>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace corridor::bench {
namespace {

struct ChildEnd {
    bool in_time = true;
    bool exited_well = false;
    std::string said;
};

/// Forks, lets `work` write to a pipe, and ends the child where it takes longer than the cap.
template <class Work>
ChildEnd in_child(double cap_seconds, Work work) {
    int ends[2];
    if (::pipe(ends) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child < 0) {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (child == 0) {
        ::close(ends[0]);
        work(ends[1]);
        ::_exit(0);
    }
    ::close(ends[1]);
    ChildEnd end;
    pollfd waiting = {ends[0], POLLIN, 0};
    while (true) {
        const int ready = ::poll(&waiting, 1, static_cast<int>(cap_seconds * 1000.0));
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready <= 0) {
            end.in_time = false;
            ::kill(child, SIGKILL);
            break;
        }
        char buffer[4096];
        const ssize_t got = ::read(ends[0], buffer, sizeof buffer);
        if (got <= 0) {
            break;
        }
        end.said.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    end.exited_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return end;
}

void say(int descriptor, const std::string& text) {
    // A parent that is gone needs no answer.
    static_cast<void>(!::write(descriptor, text.data(), text.size()));
}

struct FirstRun {
    Result result;
    double run_seconds = 0.0;
};

FirstRun first_run(const Competitor& competitor, const Limits& limits) {
    const ChildEnd end = in_child(limits.cap_seconds, [&](int out) {
        try {
            const std::unique_ptr<Trial> trial = competitor.start();
            const double seconds = trial->run();
            say(out, fmt::format("{:.12f} {:.12f} {}", seconds, trial->scale(), trial->fault()));
        } catch (const std::exception& error) {
            say(out, fmt::format("failed {}", error.what()));
        }
    });
    FirstRun first;
    Result& result = first.result;
    result.seconds = limits.cap_seconds;
    if (!end.in_time) {
        result.state = Result::State::cut_off;
        return first;
    }
    std::istringstream said(end.said);
    double scale = 1.0;
    if (!end.exited_well || !(said >> first.run_seconds >> scale)) {
        result.state = Result::State::failed;
        result.remark = end.said.empty() ? "ended by a signal" : end.said;
        return first;
    }
    std::getline(said >> std::ws, result.remark);
    result.seconds = first.run_seconds * scale;
    result.state = result.remark.empty() ? Result::State::measured : Result::State::wrong;
    result.runs = 1;
    return first;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// A competitor that repeats: each sample is the mean of as many runs as fill a millisecond.
struct Repeating {
    Result* result;
    std::unique_ptr<Trial> trial;
    std::size_t rounds = 0;
    std::size_t runs_a_sample = 1;
    std::vector<double> samples{};

    bool checked_run(double& seconds) {
        seconds = trial->run();
        const std::string fault = trial->fault();
        if (!fault.empty()) {
            result->state = Result::State::wrong;
            result->remark = fault;
        }
        return fault.empty();
    }

    void warm_up(const Limits& limits) {
        constexpr double sample_seconds = 1e-3;
        double seconds = 0.0;
        for (int i = 0; i < 2; ++i) {
            if (!checked_run(seconds)) {
                return;
            }
        }
        const double once = std::max(seconds, 1e-7);
        runs_a_sample = static_cast<std::size_t>(std::max(1.0, sample_seconds / once));
        const double wished = limits.round_seconds / (once * static_cast<double>(runs_a_sample));
        rounds = std::min(limits.most_rounds, static_cast<std::size_t>(std::max(3.0, wished)));
    }

    void sample() {
        double sum = 0.0;
        for (std::size_t i = 0; i < runs_a_sample; ++i) {
            double seconds = 0.0;
            if (!checked_run(seconds)) {
                return;
            }
            sum += seconds;
        }
        samples.push_back(sum / static_cast<double>(runs_a_sample));
    }
};

}  // namespace

std::vector<Result> measure(const std::vector<Competitor>& competitors, const Limits& limits) {
    constexpr double long_enough = 1.0;
    std::vector<Result> results;
    std::vector<double> run_seconds;
    for (const Competitor& competitor : competitors) {
        const FirstRun first = first_run(competitor, limits);
        results.push_back(first.result);
        run_seconds.push_back(first.run_seconds);
    }
    std::vector<Repeating> repeating;
    for (std::size_t i = 0; i < competitors.size(); ++i) {
        if (results[i].is_measured() && run_seconds[i] < long_enough) {
            repeating.push_back({&results[i], competitors[i].start()});
            repeating.back().warm_up(limits);
        }
    }
    for (std::size_t round = 0; round < limits.most_rounds; ++round) {
        for (std::size_t k = 0; k < repeating.size(); ++k) {
            Repeating& next = repeating[(k + round) % repeating.size()];
            if (round < next.rounds && next.result->is_measured()) {
                next.sample();
            }
        }
    }
    for (Repeating& each : repeating) {
        if (each.result->is_measured()) {
            each.result->seconds = median(each.samples) * each.trial->scale();
            each.result->runs = each.samples.size() * each.runs_a_sample;
        }
    }
    return results;
}

Result measure_script(const std::string& script, const std::string& problem_file, long long optimum,
                      const Limits& limits) {
    const std::string seconds = fmt::format("{}", limits.round_seconds);
    const ChildEnd end = in_child(limits.cap_seconds, [&](int out) {
        ::dup2(out, STDOUT_FILENO);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDERR_FILENO);
        ::execl(CORRIDOR_BENCHMARK_PYTHON, CORRIDOR_BENCHMARK_PYTHON, "-B", script.c_str(),
                problem_file.c_str(), seconds.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    });
    Result result;
    result.seconds = limits.cap_seconds;
    if (!end.in_time) {
        result.state = Result::State::cut_off;
        return result;
    }
    long long value = 0;
    long long crossing = 0;
    std::istringstream said(end.said);
    if (!end.exited_well || !(said >> value >> crossing >> result.seconds >> result.runs)) {
        result.state = end.said.empty() ? Result::State::absent : Result::State::failed;
        result.remark = end.said;
        return result;
    }
    result.state =
        value == optimum && crossing == optimum ? Result::State::measured : Result::State::wrong;
    return result;
}

}  // namespace corridor::bench
