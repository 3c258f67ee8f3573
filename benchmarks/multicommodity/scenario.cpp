#include "multicommodity/scenario.hpp"

#include "flow/allocation_lowering.hpp"
#include "support/table.hpp"

#include <corridor/io/files.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace corridor::bench {
namespace {

constexpr const char* name = "growth-beyond-5mt";
constexpr int years = 20;

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

ScenarioPlan read_plan() {
    const std::string file =
        fmt::format("{}/examples/scenarios/{}.toml", CORRIDOR_SOURCE_DIR, name);
    Scenario scenario = parse_scenario(io::read_file(file).value(), file).value();
    scenario.last_year = scenario.first_year + years - 1;
    return lay_out(scenario, middle_corridor_dataset()).value();
}

CostModel model_of(const ScenarioPlan& plan, const YearState& year) {
    return cost_model(year.network, read_rates(plan.costs, year.network.units()).value()).value();
}

class AllYears : public Trial {
  public:
    explicit AllYears(const ScenarioPlan& plan) : plan_(plan) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        found_ = allocate(plan_);
        return seconds_since(begin);
    }
    std::string fault() override {
        const bool all = std::all_of(found_.begin(), found_.end(), [](const AllocatedYear& year) {
            return year.answer.certified;
        });
        return all && found_.size() == plan_.years.size() ? "" : "not certified";
    }

  private:
    const ScenarioPlan& plan_;
    std::vector<AllocatedYear> found_;
};

class OneYear : public Trial {
  public:
    OneYear(const CostModel& model, const AllocationQuery& query, double value)
        : model_(model), query_(query), value_(value) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        found_ = corridor::allocate(model_, query_);
        return seconds_since(begin);
    }
    std::string fault() override {
        return found_.certified && std::abs(found_.value - value_) <= 1e-7 * std::abs(value_)
                   ? ""
                   : "another value";
    }

  private:
    const CostModel& model_;
    const AllocationQuery& query_;
    double value_;
    Allocation found_;
};

template <class Range, class Text>
std::string list(const Range& range, const Text& text) {
    std::vector<std::string> parts;
    for (const auto& each : range) {
        parts.push_back(text(each));
    }
    return fmt::format("[{}]", fmt::join(parts, ","));
}

/// The problem on arcs as the JSON that the script reads.
std::string exported(const flow::MulticommodityProblem& problem, double optimum) {
    const auto number = [](const auto& each) { return fmt::format("{}", each); };
    const auto open = [&](const auto& commodity) {
        return list(commodity.open, [](const auto each) { return fmt::format("{}", int{each}); });
    };
    const auto cost = [&](const auto& commodity) { return list(commodity.cost, number); };
    return fmt::format(
        "{{\"nodes\":{},\"optimum\":{},\"tail\":{},\"head\":{},\"open\":{},\"cost\":{},\"limits\":"
        "{},\"uses\":{},\"demands\":{}}}\n",
        problem.node_count, optimum, list(problem.tail, number), list(problem.head, number),
        list(problem.commodities, open), list(problem.commodities, cost),
        list(problem.limits, number),
        list(problem.arc_uses,
             [&](const auto& use) {
                 const auto commodity =
                     use.commodity == problem.every_commodity ? -1 : std::int64_t{use.commodity};
                 return fmt::format("[{},{},{},{}]", use.limit, use.arc, commodity, use.per_unit);
             }),
        list(problem.demands, [](const auto& demand) {
            return fmt::format("[{},{},{},{},{}]", demand.commodity, demand.origin,
                               demand.destination, demand.amount, demand.unserved_cost);
        }));
}

Result highs(const flow::MulticommodityProblem& problem, double optimum, const Limits& limits) {
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() /
        fmt::format("corridor-bench-{}.json",
                    std::chrono::steady_clock::now().time_since_epoch().count());
    std::ofstream(file) << exported(problem, optimum);
    Result result =
        measure_script(fmt::format("{}/multicommodity/scipy_highs.py", CORRIDOR_BENCHMARK_DIR),
                       file.string(), std::llround(optimum), limits);
    std::filesystem::remove(file);
    return result;
}

}  // namespace

std::string scenario_table(const Options& options) {
    if (std::string(name).find(options.filter) == std::string::npos) {
        return "";
    }
    const ScenarioPlan plan = read_plan();
    const std::vector<AllocatedYear> found = allocate(plan);
    const AllocatedYear& last = found.back();
    const CostModel model = model_of(plan, plan.years.back());
    const flow::MulticommodityProblem problem = flow::lower(model, last.query).problem;
    const std::vector<Result> results =
        measure({{"all years", [&] { return std::make_unique<AllYears>(plan); }},
                 {"one year",
                  [&] { return std::make_unique<OneYear>(model, last.query, last.answer.value); }}},
                options.limits);
    const Result script = highs(problem, last.answer.value, options.limits);
    if (!results[0].is_measured() || !results[1].is_measured()) {
        throw std::runtime_error(fmt::format("{}: {}", name, results[0].remark));
    }
    MarkdownTable table({"scenario", "arcs", "demands", "corridor, 20 years ms",
                         "corridor, 1 year cold ms", "SciPy HiGHS, 1 year ms",
                         "1 year of 20 / HiGHS"});
    Result one_of_all = results[0];
    one_of_all.seconds /= years;
    table.add_row({name, fmt::to_string(problem.arc_count()),
                   fmt::to_string(problem.demands.size()), shown(results[0], 1e3),
                   shown(results[1], 1e3), shown(script, 1e3), ratio(one_of_all, script)});
    return "\n" + table.text();
}

}  // namespace corridor::bench
