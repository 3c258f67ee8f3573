#include "min_cost_resolve/competitors.hpp"
#include "support/cost_instances.hpp"
#include "support/instances.hpp"
#include "support/options.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>

namespace corridor::bench {
namespace {

using Start = std::function<std::unique_ptr<StandingCost>(const CostInstance&)>;

/// One in fifty arcs with another capacity, or another cost.
struct Scenario {
    std::vector<ArcChange> changes;
    std::int64_t value = -1;
};

constexpr std::size_t scenario_count = 12;

std::vector<Scenario> make_scenarios(const CostInstance& instance, bool of_costs) {
    const flow::MinCostProblem& problem = instance.problem;
    Random random(of_costs ? 11 : 12);
    std::vector<Scenario> scenarios(scenario_count);
    for (Scenario& scenario : scenarios) {
        flow::MinCostProblem changed = problem;
        for (std::size_t left = problem.arc_count() / 50; left > 0; --left) {
            const std::size_t a = random.below(problem.arc_count());
            const std::int64_t percent = random.between(50, 99);
            const std::int64_t share = random.between(70, 129);
            changed.capacity[a] =
                of_costs ? problem.capacity[a] : problem.capacity[a] * percent / 100;
            changed.cost[a] = of_costs ? problem.cost[a] * share / 100 : problem.cost[a];
            scenario.changes.push_back({a, changed.capacity[a], changed.cost[a]});
        }
        const flow::MinCostSolution solution =
            flow::solve(changed, {.method = flow::MinCostMethod::network_simplex});
        if (solution.outcome == flow::MinCostOutcome::optimal) {
            scenario.value = static_cast<std::int64_t>(solution.cost);
        }
    }
    return scenarios;
}

/// Undoes the changes of one scenario, makes those of the next, and solves; all of it is timed.
class ResolveTrial : public Trial {
  public:
    ResolveTrial(const CostInstance& instance, const std::vector<Scenario>& scenarios,
                 const Start& start)
        : instance_(instance), scenarios_(scenarios), standing_(start(instance)) {
        static_cast<void>(standing_->solve());
    }

    double run() override {
        const flow::MinCostProblem& problem = instance_.problem;
        values_.clear();
        const auto begin = std::chrono::steady_clock::now();
        for (const Scenario& scenario : scenarios_) {
            for (const ArcChange& change : scenario.changes) {
                standing_->change(change);
            }
            values_.push_back(standing_->solve());
            for (const ArcChange& change : scenario.changes) {
                standing_->change(
                    {change.arc, problem.capacity[change.arc], problem.cost[change.arc]});
            }
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    [[nodiscard]] double scale() const override { return 1.0 / scenario_count; }
    std::string fault() override {
        for (std::size_t i = 0; i < scenarios_.size(); ++i) {
            if (values_[i] != scenarios_[i].value) {
                return fmt::format("cost {}, not {}", values_[i], scenarios_[i].value);
            }
        }
        return "";
    }

  private:
    const CostInstance& instance_;
    const std::vector<Scenario>& scenarios_;
    std::unique_ptr<StandingCost> standing_;
    std::vector<std::int64_t> values_;
};

int run(const Options& options) {
    const std::vector<std::pair<std::string, Start>> entrants = {
        {"corridor", [](const CostInstance& i) { return resolve::corridor(i.problem); }},
        {"corridor from scratch",
         [](const CostInstance& i) { return resolve::corridor_cold(i.problem); }},
        {"LEMON network simplex",
         [](const CostInstance& i) { return resolve::lemon_network_simplex(i.arcs()); }}};
    const std::vector<std::string> names = {entrants[0].first, entrants[1].first,
                                            entrants[2].first};
    MarkdownTable times({"instance", "changed", names[0], names[1], names[2]});
    MarkdownTable ratios({"corridor over …", "changed", names[1], names[2]});
    std::string notes;
    bool ours_right = true;
    constexpr std::uint32_t largest = 20000;
    std::vector<CostInstance> instances = made_cost_corridors(std::min(options.largest, largest));
    for (CostInstance& instance : shared_cost_instances(std::min(options.largest * 2, largest))) {
        instances.push_back(std::move(instance));
    }
    for (const CostInstance& instance : instances) {
        if (instance.name.find(options.filter) == std::string::npos) {
            continue;
        }
        std::fprintf(stderr, "min_cost_resolve: %s\n", instance.name.c_str());
        for (const bool of_costs : {false, true}) {
            const std::vector<Scenario> scenarios = make_scenarios(instance, of_costs);
            std::vector<Competitor> competitors;
            for (const auto& entrant : entrants) {
                const Start& start = entrant.second;
                competitors.push_back({entrant.first, [&instance, &scenarios, &start] {
                                           return std::make_unique<ResolveTrial>(instance,
                                                                                 scenarios, start);
                                       }});
            }
            const std::vector<Result> results = measure(competitors, options.limits);
            ours_right = ours_right && results[0].is_measured();
            const std::string changed = of_costs ? "costs" : "capacities";
            times.add_row({instance.name, changed, shown(results[0], 1e3), shown(results[1], 1e3),
                           shown(results[2], 1e3)});
            ratios.add_row({instance.name, changed, ratio(results[0], results[1]),
                            ratio(results[0], results[2])});
            notes += remarks(instance.name, names, results);
        }
    }
    fmt::print("Milliseconds a scenario, median:\n\n{}\nTime of corridor over theirs:\n\n{}\n{}",
               times.text(), ratios.text(), notes);
    return ours_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char* argv[]) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "min_cost_resolve: %s\n", error.what());
        return 1;
    }
}
