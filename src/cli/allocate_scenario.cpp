#include "cli/allocate_scenario.hpp"

#include "cli/exit_codes.hpp"
#include "cli/print.hpp"
#include "cli/scenarios.hpp"

#include <corridor/flow/allocation.hpp>
#include <corridor/report/network_allocation.hpp>
#include <corridor/scenario/allocation_query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace corridor::cli {
namespace {

constexpr double micro_usd = 1e6;
constexpr double most_usd = 1e12;

Diagnostics no_such_year(const ScenarioPlan& plan, int year) {
    Diagnostics faults;
    faults.add({Severity::error, Place{}, "--year",
                fmt::format("a year of the scenario, {} to {}", plan.years.front().year,
                            plan.years.back().year),
                fmt::format("{}", year), ""});
    return faults;
}

AllocationQuery query_of(const AllocateArguments& arguments, const ScenarioPlan& plan,
                         const YearState& year, const CostModel& model) {
    AllocationQuery query = allocation_query(plan, year);
    query.objective = arguments.objective.value_or(query.objective);
    query.fair_between = arguments.fair_between;
    query.valuation = Valuation{arguments.value_of_day.value_or(model.rates.value_of_day),
                                arguments.carbon_price};
    query.shares = arguments.shares;
    if (arguments.without_resources) {
        query.resources.clear();
        query.resource_uses.clear();
    }
    if (arguments.unserved_cost) {
        query.unserved_price = {
            std::llround(std::min(*arguments.unserved_cost, most_usd) * micro_usd)};
    }
    return query;
}

}  // namespace

int allocate_scenario(const CommonArguments& common, const AllocateArguments& arguments,
                      Console& console) {
    const Parsed<LoadedScenario> loaded = load_scenario(arguments.file);
    console.tell(loaded.diagnostics());
    if (!loaded.ok()) {
        return invalid_input;
    }
    const ScenarioPlan& plan = loaded->plan;
    const int wanted = arguments.selection.year.value_or(plan.years.back().year);
    const auto year = std::find_if(plan.years.begin(), plan.years.end(),
                                   [&](const YearState& each) { return each.year == wanted; });
    if (year == plan.years.end()) {
        console.tell(no_such_year(plan, wanted));
        return invalid_input;
    }
    const Parsed<CostRates> rates = read_rates(plan.costs, year->network.units());
    const Parsed<CostModel> model =
        rates ? cost_model(year->network, *rates) : Parsed<CostModel>(rates.diagnostics());
    console.tell(model.diagnostics());
    if (!model.ok()) {
        return invalid_input;
    }
    report::NetworkAllocationReport report{
        .network_name = fmt::format("{} of {}", plan.scenario.network, plan.scenario.name),
        .network = year->network,
        .query = query_of(arguments, plan, *year, *model)};
    const Diagnostics faults = check(*model, report.query);
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    const auto begin = std::chrono::steady_clock::now();
    report.answer = corridor::allocate(*model, report.query);
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    print(report, common.format, console);
    return report.answer.certified ? answered : limit_reached;
}

}  // namespace corridor::cli
