#include <corridor/analysis/od_measures.hpp>
#include <corridor/analysis/route_measures.hpp>

namespace corridor {
namespace {

Route route_of(const CostModel& model, const std::string& origin,
               const std::vector<LinkId>& links) {
    Route route;
    NodeId at = *model.network.find_node(origin);
    for (const LinkId id : links) {
        const Link& link = model.network.link(id);
        const bool reversed = link.tail != at;
        route.steps.push_back({id, reversed});
        at = reversed ? link.tail : link.head;
    }
    const std::vector<ProfileRow> rows = profile(model, route);
    if (!rows.empty()) {
        route.cost = rows.back().total;
    }
    return route;
}

OdMeasures measures_of(const CostModel& model, const Route& route) {
    constexpr double grams = 1e3;
    const RouteMeasures found = measure(model, route);
    return {.cost_usd_per_t = route.cost.money().usd_per_t(),
            .time_h = route.cost.time().hours(),
            .distance_km = found.length.kilometres(),
            .borders = static_cast<double>(found.borders),
            .transshipments = static_cast<double>(found.transshipments),
            .co2_kg_per_t = static_cast<double>(route.cost.co2e_g) / grams};
}

}  // namespace

std::vector<std::optional<OdMeasures>> od_measures(const CostModel& model,
                                                   const AllocationQuery& query,
                                                   const Allocation& answer) {
    std::vector<double> tonnes(query.demands.size(), 0.0);
    for (const AllocatedRoute& route : answer.routes) {
        tonnes[route.demand] += route.t_per_year;
    }
    std::vector<std::optional<OdMeasures>> list(query.demands.size());
    for (const AllocatedRoute& route : answer.routes) {
        if (tonnes[route.demand] <= 0.0) {
            continue;
        }
        const double share = route.t_per_year / tonnes[route.demand];
        const OdMeasures each =
            measures_of(model, route_of(model, query.demands[route.demand].origin, route.links));
        OdMeasures& sum = list[route.demand] ? *list[route.demand] : list[route.demand].emplace();
        sum.cost_usd_per_t += share * each.cost_usd_per_t;
        sum.time_h += share * each.time_h;
        sum.distance_km += share * each.distance_km;
        sum.borders += share * each.borders;
        sum.transshipments += share * each.transshipments;
        sum.co2_kg_per_t += share * each.co2_kg_per_t;
    }
    return list;
}

}  // namespace corridor
