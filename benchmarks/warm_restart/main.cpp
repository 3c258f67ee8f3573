#include "capacity_sweep/competitors.hpp"
#include "cold_max_flow/competitors.hpp"
#include "support/instances.hpp"
#include "support/options.hpp"
#include "support/questions.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"
#include "warm_restart/corridor.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <utility>

namespace corridor::bench {
namespace {

/// A network whose capacities change a few at a time and back again, with the value after each.
struct WarmProblem {
    Question question;
    std::vector<Changes> changes{};
    std::vector<std::vector<std::int64_t>> arc_capacities{};  // after each change
    std::vector<std::int64_t> values{};
};

WarmProblem changed(Question question, std::size_t links_at_once) {
    constexpr int pairs = 4;
    WarmProblem problem{std::move(question)};
    const ArcQuestion arcs(problem.question);
    const auto links = problem.question.network.links();
    Random random(6);
    const auto note = [&](const std::vector<std::int64_t>& of_link) {
        problem.arc_capacities.push_back(arcs.capacities(of_link));
        problem.values.push_back(arcs.proved_value(problem.arc_capacities.back()));
    };
    for (int pair = 0; pair < pairs; ++pair) {
        std::vector<std::int64_t> of_link(links.size(), -1);
        Changes there;
        Changes back;
        while (there.size() < links_at_once) {
            const LinkId link{static_cast<std::uint32_t>(random.below(links.size()))};
            const auto& capacity = links[link.index].capacity;
            if (!capacity || of_link[link.index] >= 0) {
                continue;
            }
            const std::int64_t base = capacity->rate.count();
            of_link[link.index] = base * random.between(30, 130) / 100;
            there.emplace_back(link, of_link[link.index]);
            back.emplace_back(link, base);
        }
        problem.changes.push_back(std::move(there));
        note(of_link);
        problem.changes.push_back(std::move(back));
        note(std::vector<std::int64_t>(links.size(), -1));
    }
    return problem;
}

/// One run is one change; the steps come round again and again.
class StepTrial : public Trial {
  public:
    explicit StepTrial(const WarmProblem& problem) : problem_(problem) {}

    double run() override {
        step_ = next_;
        next_ = (next_ + 1) % problem_.values.size();
        const auto begin = std::chrono::steady_clock::now();
        value_ = answer(step_);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    std::string fault() override {
        return value_ == problem_.values[step_]
                   ? ""
                   : fmt::format("step {}: {}, not {}", step_, value_, problem_.values[step_]);
    }

  protected:
    [[nodiscard]] const WarmProblem& problem() const { return problem_; }
    virtual std::int64_t answer(std::size_t step) = 0;

  private:
    const WarmProblem& problem_;
    std::size_t next_ = 0;
    std::size_t step_ = 0;
    std::int64_t value_ = 0;
};

class StandingTrial : public StepTrial {
  public:
    StandingTrial(const WarmProblem& problem, bool with_cut)
        : StepTrial(problem),
          standing_(problem.question.network, problem.question.query),
          with_cut_(with_cut) {
        static_cast<void>(standing_value(standing_, {}));
    }

  protected:
    std::int64_t answer(std::size_t step) override {
        const Changes& changes = problem().changes[step];
        return with_cut_ ? standing_value_and_cut(standing_, changes).value.count()
                         : standing_value(standing_, changes);
    }

  private:
    StandingMaxFlow standing_;
    const bool with_cut_;
};

class ColdTrial : public StepTrial {
  public:
    explicit ColdTrial(const WarmProblem& problem)
        : StepTrial(problem), question_(problem.question) {}

  protected:
    std::int64_t answer(std::size_t step) override {
        Arcs arcs = question_.arcs();
        arcs.capacity = problem().arc_capacities[step].data();
        return cold::corridor(arcs).value;
    }

  private:
    ArcQuestion question_;
};

class PeerTrial : public StepTrial {
  public:
    explicit PeerTrial(const WarmProblem& problem)
        : StepTrial(problem),
          solver_(standing::lemon_preflow(ArcQuestion(problem.question).arcs())) {}

  protected:
    std::int64_t answer(std::size_t step) override {
        return solver_->solve(problem().arc_capacities[step].data());
    }

  private:
    std::unique_ptr<Standing> solver_;
};

std::vector<std::pair<std::string, std::function<Question()>>> questions(const Options& options) {
    std::vector<std::pair<std::string, std::function<Question()>>> all;
    for (std::uint32_t nodes = 10000; nodes <= std::min(options.largest, 100000U); nodes *= 10) {
        const std::string name = fmt::format("made-{}k", nodes / 1000);
        all.emplace_back(
            name, [name, nodes] { return question_of(name, make_corridor({.nodes = nodes})); });
    }
    const auto folder = shared_benchmarks();
    for (const char* name : {"corr-10k", "corr-100k", "rmf-long-12", "rmf-long-16"}) {
        const bool is_large =
            std::string(name) == "corr-100k" || std::string(name) == "rmf-long-16";
        if (folder && (!is_large || options.largest >= 100000)) {
            const auto file = *folder / "maxflow" / fmt::format("{}.max.xz", name);
            all.emplace_back(name, [name, file] { return question_of(name, read_problem(file)); });
        }
    }
    return all;
}

int run(const Options& options) {
    const std::vector<std::string> names = {"corridor, value", "corridor, value + cut",
                                            "corridor from scratch", "LEMON preflow"};
    MarkdownTable times({"network", "links", "changed", names[0], names[1], names[2], names[3]});
    MarkdownTable ratios({"corridor, value over …", names[1], names[2], names[3]});
    std::string notes;
    bool ours_right = true;
    for (const auto& [name, make] : questions(options)) {
        if (name.find(options.filter) == std::string::npos) {
            continue;
        }
        std::fprintf(stderr, "warm_restart: %s\n", name.c_str());
        const Question question = make();
        const std::size_t links = question.network.links().size();
        for (const std::size_t at_once : {std::size_t{1}, links / 100}) {
            const WarmProblem problem = changed(question, at_once);
            const std::vector<Competitor> competitors = {
                {names[0], [&] { return std::make_unique<StandingTrial>(problem, false); }},
                {names[1], [&] { return std::make_unique<StandingTrial>(problem, true); }},
                {names[2], [&] { return std::make_unique<ColdTrial>(problem); }},
                {names[3], [&] { return std::make_unique<PeerTrial>(problem); }}};
            const std::vector<Result> results = measure(competitors, options.limits);
            std::vector<std::string> row = {name, fmt::to_string(links), fmt::to_string(at_once)};
            std::vector<std::string> ratio_row = {fmt::format("{}, {}", name, at_once)};
            for (std::size_t i = 0; i < results.size(); ++i) {
                ours_right = ours_right && (i == 3 || results[i].is_measured());
                row.push_back(shown(results[i], 1e3));
                if (i > 0) {
                    ratio_row.push_back(ratio(results[0], results[i]));
                }
            }
            times.add_row(std::move(row));
            ratios.add_row(std::move(ratio_row));
            notes += remarks(name, names, results);
        }
    }
    fmt::print(
        "Milliseconds for the change and the answer, median:\n\n{}\nTime of corridor over "
        "theirs:\n\n{}\n{}",
        times.text(), ratios.text(), notes);
    return ours_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char* argv[]) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "warm_restart: %s\n", error.what());
        return 1;
    }
}
