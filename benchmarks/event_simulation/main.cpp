#include "event_simulation/ferry_model.hpp"
#include "support/options.hpp"
#include "support/table.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace corridor::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// The mean wait for a berth that all of them must find, within two percent.
constexpr double expected_wait_h = 0.4605;

double seconds_of(const std::function<void()>& work) {
    const auto begin = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[values.size() / 2];
}

struct Measured {
    std::vector<double> rates{};  ///< events a second
    double wait_h = 0.0;
    [[nodiscard]] bool right() const { return std::abs(wait_h / expected_wait_h - 1.0) < 0.02; }
};

Measured simpy(double until_h) {
    Measured result;
    const std::string command =
        fmt::format("{} {}/event_simulation/simpy.py {}", CORRIDOR_BENCHMARK_PYTHON,
                    CORRIDOR_BENCHMARK_DIR, until_h);
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) {
        return result;
    }
    double events = 0.0;
    double seconds = 0.0;
    if (std::fscanf(pipe, "%lf %lf %lf", &events, &seconds, &result.wait_h) == 3) {
        result.rates.push_back(events / seconds);
    }
    pclose(pipe);
    return result;
}

std::string rate_text(const Measured& measured, double ours) {
    if (measured.rates.empty()) {
        return "-";
    }
    const double rate = median(measured.rates);
    return fmt::format("{}{:.3g} million/s ({:.3g} x)",
                       measured.right() ? "" : "wrong: ", rate / 1e6, ours / rate);
}

/// Seconds of one replication of a year of the Middle Corridor with all commodities.
double year_of_the_corridor(std::uint64_t& events) {
    const Dataset& data = middle_corridor_dataset();
    std::vector<Demand> rows;
    for (const Demand& row : data.demand) {
        if (row.base_year == 2024) {
            rows.push_back(row);
        }
    }
    const SimulationQuery query = simulation_query(data, rows);
    const CostModel model = cost_model(data).value();
    const auto run = [&](std::uint32_t replications) {
        Simulation answer;
        const double seconds = seconds_of([&] {
            answer = simulate(model, query,
                              {.days = 365, .warm_up_days = 60, .replications = replications});
        });
        events = answer.events / replications;
        return seconds;
    };
    // The allocation is solved once for all replications.
    const double one = run(2);
    return (run(6) - one) / 4.0;
}

/// Two threads beside one on the same replications of that year.
struct Threads {
    double faster = 0.0;     ///< by the clock: two on a machine with two free cores
    double processor = 0.0;  ///< processor time: one where no work is done twice or waited for
};

Threads two_threads() {
    const Dataset& data = middle_corridor_dataset();
    std::vector<Demand> rows;
    for (const Demand& row : data.demand) {
        if (row.base_year == 2024) {
            rows.push_back(row);
        }
    }
    const SimulationQuery query = simulation_query(data, rows);
    const CostModel model = cost_model(data).value();
    double processor = 0.0;
    const auto run = [&](unsigned threads, std::uint32_t replications) {
        const std::clock_t begin = std::clock();
        const double seconds = seconds_of([&] {
            static_cast<void>(simulate(model, query,
                                       {.days = 365,
                                        .warm_up_days = 60,
                                        .replications = replications,
                                        .threads = threads}));
        });
        processor = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        return seconds;
    };
    constexpr std::uint32_t replications = 25;
    const double setting_up = run(1, 1);
    const double setting_up_processor = processor;
    std::vector<double> faster;
    std::vector<double> shares;
    for (int round = 0; round < 3; ++round) {
        const double one = run(1, replications) - setting_up;
        const double one_processor = processor - setting_up_processor;
        faster.push_back(one / (run(2, replications) - setting_up));
        shares.push_back((processor - setting_up_processor) / one_processor);
    }
    return {median(faster), median(shares)};
}

int run(const Options& options) {
    const bool quick = options.largest <= 10'000;
    const FerryModel model;
    const std::uint64_t events = quick ? 2'000'000 : 20'000'000;
    const int rounds = quick ? 3 : 7;
    Measured machines;
    Measured coroutines;
    Measured python;
    for (int round = 0; round < rounds; ++round) {
        FerryAnswer answer;
        machines.rates.push_back(static_cast<double>(events) / seconds_of([&] {
                                     answer = run_state_machines(model, events, 1);
                                 }));
        machines.wait_h = answer.mean_wait_h;
        coroutines.rates.push_back(static_cast<double>(events) /
                                   seconds_of([&] { answer = run_coroutines(model, events, 1); }));
        coroutines.wait_h = answer.mean_wait_h;
        const Measured once = simpy(quick ? 20'000.0 : 200'000.0);
        python.rates.insert(python.rates.end(), once.rates.begin(), once.rates.end());
        python.wait_h = once.wait_h;
    }
    const double ours = median(machines.rates);
    MarkdownTable table({"ferries: 20 vessels, 4 berths a port", "corridor, state machines",
                         "corridor, coroutines", "SimPy 2"});
    table.add_row({"events", rate_text(machines, ours), rate_text(coroutines, ours),
                   rate_text(python, ours)});
    table.add_row({"mean wait for a berth", fmt::format("{:.4f} h", machines.wait_h),
                   fmt::format("{:.4f} h", coroutines.wait_h),
                   python.rates.empty() ? "-" : fmt::format("{:.4f} h", python.wait_h)});
    fmt::print("{}\n", table.text());
    std::uint64_t year_events = 0;
    const double year = year_of_the_corridor(year_events);
    fmt::print(
        "A year of the Middle Corridor after 60 days of warm-up, all commodities: {:.3f} s a "
        "replication, {:.2f} million events.\n",
        year, static_cast<double>(year_events) / 1e6);
    const Threads threads = two_threads();
    fmt::print("Two threads are {:.2f} times as fast as one, with {:.3f} of its processor time.\n",
               threads.faster, threads.processor);
    return machines.right() && coroutines.right() ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char** argv) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_event_simulation: {}\n", error.what());
        return 1;
    }
}
