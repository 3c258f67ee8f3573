#include <corridor/base/contract.hpp>
#include <corridor/scenario/run.hpp>

#include <algorithm>
#include <optional>
#include <utility>

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

/// Largest factor on the demand that a curve is followed to.
constexpr std::int64_t curve_end = 4;

std::vector<DemandCurve> curves_of(const ScenarioPlan& plan, const Growth& growth) {
    std::vector<DemandCurve> curves;
    if (growth.years.empty()) {
        return curves;
    }
    for (const CommodityYear& commodity : growth.years.back().commodities) {
        if (commodity.demand.count() == 0) {
            continue;
        }
        const DemandYear last = pooled_years(plan.years, commodity.commodity).back();
        Scaling scaling = scale_endpoints(last.query);
        scaling.to = Fraction(curve_end);
        curves.push_back({commodity.commodity, last.year, last.demand,
                          parametric_max_flow(last.network, last.query, scaling)});
    }
    return curves;
}

constexpr std::size_t staircase_steps = 8;
constexpr std::size_t routes_shown = 3;

/// The network with what a tonne pays and waits on it; none where the data hold no figures for it.
std::optional<CostModel> priced(const ScenarioPlan& plan, const Network& network) {
    const Parsed<CostRates> rates = read_rates(plan.costs, network.units());
    if (!rates.ok()) {
        return std::nullopt;
    }
    Parsed<CostModel> model = cost_model(network, *rates);
    return model.ok() ? std::optional(std::move(model).value()) : std::nullopt;
}

std::vector<AnswerRoute> routes_of(const CostModel& model, const FlowQuery& query) {
    if (query.from.size() != 1 || query.to.size() != 1) {
        return {};
    }
    const Routes found = cheapest_routes(
        model,
        {.from = query.from.front().node,
         .to = query.to.front().node,
         .commodity = query.commodity,
         .selection = query.selection},
        {.count = routes_shown, .valuation = {.value_of_day = model.rates.value_of_day}});
    std::vector<AnswerRoute> routes;
    for (const Route& route : found.routes) {
        routes.push_back({route, measure(model, route), profile(model, route)});
    }
    return routes;
}

}  // namespace

ScenarioResult run(const ScenarioPlan& plan) {
    expects(!plan.years.empty(), "a plan has years: it comes from lay_out");
    ScenarioResult result;
    result.plan = plan;
    if (plan.scenario.growth) {
        result.growth = growth(plan.years);
        result.allocation = allocate(plan);
        result.readiness = readiness_of(plan, result.growth);
        result.curves = curves_of(plan, result.growth);
        put_in_place(result.growth, plan, result.allocation);
    }
    for (const FlowRequest& request : plan.scenario.flows) {
        const int year = request.year.value_or(plan.years.front().year);
        const auto state =
            std::find_if(plan.years.begin(), plan.years.end(),
                         [&](const YearState& candidate) { return candidate.year == year; });
        expects(state != plan.years.end(), "a request asks about a year of the horizon");
        FlowAnswer answer;
        answer.request = request;
        answer.year = year;
        answer.query.from.assign(request.from.begin(), request.from.end());
        answer.query.to.assign(request.to.begin(), request.to.end());
        answer.query.commodity = request.commodity;
        answer.query.selection = state->selection;
        answer.flow = max_flow(state->network, answer.query);
        answer.staircase = staircase(state->network, answer.query,
                                     {.steps = staircase_steps, .projects = plan.projects});
        answer.losses = criticality(state->network, answer.query, {.systems = true});
        if (const auto model = priced(plan, state->network)) {
            answer.routes = routes_of(*model, answer.query);
            if (answer.flow.outcome == flow::Outcome::optimal && answer.flow.value.count() > 0) {
                answer.delays =
                    soft_bottlenecks(*model, answer.query, std::nullopt, plan.disruptions);
            }
        }
        result.flows.push_back(std::move(answer));
    }
    return result;
}

}  // namespace corridor
