#include <corridor/base/contract.hpp>
#include <corridor/scenario/run.hpp>

#include <algorithm>

namespace corridor {
namespace {

std::vector<CommodityReadiness> readiness_of(const ScenarioPlan& plan, const Growth& growth) {
    std::vector<CommodityReadiness> result;
    if (growth.years.empty()) {
        return result;
    }
    for (const CommodityYear& first : growth.years.front().commodities) {
        const bool stays_behind =
            std::any_of(growth.years.begin(), growth.years.end(), [&](const YearResult& year) {
                return std::any_of(year.commodities.begin(), year.commodities.end(),
                                   [&](const CommodityYear& commodity) {
                                       return commodity.commodity == first.commodity &&
                                              commodity.unserved.count() > 0;
                                   });
            });
        if (stays_behind) {
            const std::vector<DemandYear> years = pooled_years(plan.years, first.commodity);
            result.push_back({first.commodity, readiness(years, plan.projects)});
        }
    }
    return result;
}

}  // namespace

ScenarioResult run(const ScenarioPlan& plan) {
    expects(!plan.years.empty(), "a plan has years: it comes from lay_out");
    ScenarioResult result;
    result.plan = plan;
    if (plan.scenario.growth) {
        result.growth = growth(plan.years);
        result.readiness = readiness_of(plan, result.growth);
    }
    for (const FlowRequest& request : plan.scenario.flows) {
        const int year = request.year.value_or(plan.years.front().year);
        const auto state =
            std::find_if(plan.years.begin(), plan.years.end(),
                         [&](const YearState& candidate) { return candidate.year == year; });
        expects(state != plan.years.end(), "a request asks about a year of the horizon");
        FlowAnswer answer{request, year, {}, {}};
        answer.query.from.assign(request.from.begin(), request.from.end());
        answer.query.to.assign(request.to.begin(), request.to.end());
        answer.query.commodity = request.commodity;
        answer.query.selection = state->selection;
        answer.flow = max_flow(state->network, answer.query);
        result.flows.push_back(std::move(answer));
    }
    return result;
}

}  // namespace corridor
