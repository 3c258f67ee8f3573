#include <corridor/analysis/corridor_supply.hpp>
#include <corridor/analysis/routes.hpp>
#include <corridor/base/names.hpp>
#include <corridor/flow/allocation.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor {
namespace {

constexpr double micro_usd = 1e6;
constexpr double seconds_per_day = 86'400.0;

void fault(Diagnostics& told, std::string expected, std::string found, std::string advice) {
    told.add({Severity::error, Place{}, "corridors", std::move(expected), std::move(found),
              std::move(advice)});
}

/// The links of other corridors, by id.
std::vector<std::string> closed_links(const Network& network, const CompetingCorridor& corridor,
                                      Diagnostics& told) {
    std::vector<std::string> closed = corridor.closed_links;
    const auto systems = network.systems();
    for (const std::string& system : corridor.closed_systems) {
        if (std::find(systems.begin(), systems.end(), system) == systems.end()) {
            fault(told, "a system of the network", fmt::format("'{}' of {}", system, corridor.id),
                  did_you_mean(system, std::vector<std::string>(systems.begin(), systems.end())));
        }
    }
    for (const Link& link : network.links()) {
        const auto& names = corridor.closed_systems;
        if (!link.system.empty() &&
            std::find(names.begin(), names.end(), link.system) != names.end()) {
            closed.push_back(link.id);
        }
    }
    return closed;
}

/// Whether a way leads past a place.
bool goes_around(const CostModel& model, const CompetingCorridor& corridor, Selection selection,
                 NodeId place) {
    for (const LinkId link : model.network.links_at(place)) {
        selection.exclude_links.push_back(model.network.link(link).id);
    }
    return !cheapest_routes(model,
                            {.from = corridor.from,
                             .to = corridor.to,
                             .commodity = std::string(containers),
                             .selection = std::move(selection)},
                            {.count = 1})
                .routes.empty();
}

/// The network less what other cargo takes of it.
Network less_other_traffic(const Dataset& dataset, const CostModel& model,
                           const CompetingCorridor& corridor, const Selection& selection,
                           Diagnostics& told) {
    AllocationQuery query{
        .demands = {}, .selection = selection, .objective = flow::AllocationObjective::least_cost};
    for (const std::string& id : corridor.other_traffic) {
        const auto row = std::find_if(dataset.demand.begin(), dataset.demand.end(),
                                      [&](const Demand& demand) { return demand.id == id; });
        if (row == dataset.demand.end()) {
            fault(told, "the id of a demand", fmt::format("'{}' of {}", id, corridor.id), "");
            return model.network;
        }
        query.demands.push_back(
            {row->id, row->origin, row->destination, row->commodity, row->rate});
    }
    if (query.demands.empty()) {
        return model.network;
    }
    Diagnostics faults = check(model, query);
    told.append(faults);
    if (!faults.ok()) {
        return model.network;
    }
    const Allocation other = allocate(model, query);
    NetworkBuilder builder(model.network);
    for (const AllocationLimit& limit : other.limits) {
        if (!limit.element || limit.use <= 0.0) {
            continue;
        }
        const std::int64_t left = std::max(
            std::int64_t{0}, static_cast<std::int64_t>(std::llround(limit.capacity - limit.use)));
        const Quantity remaining = quantity(fmt::format("{} t/yr", left));
        switch (limit.element->kind) {
            case Element::Kind::link:
                builder.links()[limit.element->index].capacity = remaining;
                break;
            case Element::Kind::node:
                builder.nodes()[limit.element->index].throughput = remaining;
                break;
            case Element::Kind::container_terminal:
                builder.nodes()[limit.element->index].container_terminal = remaining;
                break;
        }
    }
    return builder.build().value();
}

/// The least generalised cost of an amount, and what it is made of.
struct Point {
    std::int64_t tonnes = 0;
    Int128 objective = 0;
    Int128 micro_usd = 0;
    Int128 seconds = 0;
};

/// The cost of carrying containers on a corridor as a function of how many.
class CostCurve {
  public:
    CostCurve(const CostModel& model, const CompetingCorridor& corridor, const Selection& selection)
        : model_(model),
          query_{.from = {Endpoint(corridor.from)},
                 .to = {Endpoint(corridor.to)},
                 .commodity = std::string(containers),
                 .selection = selection,
                 .with_prices = false} {}

    [[nodiscard]] Point at(std::int64_t tonnes) {
        if (tonnes == 0) {
            return {};
        }
        query_.amount = TonnesPerYear(tonnes);
        const MinCost flow = min_cost(model_, query_);
        return {tonnes, flow.objective, flow.cost.money(), flow.cost.time()};
    }

    /// The points at which the cost of a tonne more changes, from the first to the last.
    [[nodiscard]] std::vector<Point> corners(std::int64_t most) {
        std::vector<Point> result = {Point{}};
        if (most > 0) {
            const Point end = at(most);
            between(Point{}, slope(0), end, slope(most - 1), result);
            result.push_back(end);
        }
        return result;
    }

  private:
    Int128 slope(std::int64_t tonnes) { return at(tonnes + 1).objective - at(tonnes).objective; }

    /// Adds the corners strictly between two points, given the cost of a tonne more at the first
    /// and of the last tonne at the second: where these lines cross there is one, or the curve runs
    /// above the crossing and has corners on both sides.
    void between(const Point& low, Int128 first, const Point& high, Int128 last,
                 std::vector<Point>& result) {
        if (first == last || high.tonnes - low.tonnes < 2) {
            return;
        }
        const Int128 rise =
            high.objective - low.objective - last * Int128(high.tonnes - low.tonnes);
        const auto across = static_cast<std::int64_t>(rise / (first - last));
        const std::int64_t middle =
            std::clamp(low.tonnes + across, low.tonnes + 1, high.tonnes - 1);
        const Point corner = at(middle);
        const Int128 before = corner.objective - at(middle - 1).objective;
        const Int128 after = at(middle + 1).objective - corner.objective;
        between(low, first, corner, before, result);
        if (before != after) {
            result.push_back(corner);
        }
        between(corner, after, high, last, result);
    }

    const CostModel& model_;
    MinCostQuery query_;
};

FlowQuery flow_query(const CompetingCorridor& corridor, const Selection& selection) {
    return {.from = {Endpoint(corridor.from)},
            .to = {Endpoint(corridor.to)},
            .commodity = std::string(containers),
            .selection = selection};
}

std::optional<CorridorStep> cheapest_way(const CostModel& model, const CompetingCorridor& corridor,
                                         const Selection& selection, double weight) {
    const Routes ways = cheapest_routes(
        model,
        {.from = corridor.from,
         .to = corridor.to,
         .commodity = std::string(containers),
         .selection = selection},
        {.count = 1, .valuation = {.value_of_day = model.rates.value_of_day, .carbon_price = {}}});
    if (ways.routes.empty()) {
        return std::nullopt;
    }
    const TonneCost& cost = ways.routes.front().cost;
    return CorridorStep{.usd_per_teu = cost.money().usd_per_t() * weight,
                        .days = cost.time().hours() / 24.0};
}

std::vector<CorridorStep> steps_between(const std::vector<Point>& corners, double weight) {
    std::vector<CorridorStep> steps;
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const auto tonnes = static_cast<double>(corners[i].tonnes - corners[i - 1].tonnes);
        const auto money = static_cast<double>(corners[i].micro_usd - corners[i - 1].micro_usd);
        const auto time = static_cast<double>(corners[i].seconds - corners[i - 1].seconds);
        steps.push_back({.usd_per_teu = money / tonnes / micro_usd * weight,
                         .days = time / tonnes / seconds_per_day,
                         .teu_per_year = tonnes / weight});
    }
    return steps;
}

}  // namespace

double tonnes_per_teu(const Network& network) {
    constexpr std::int64_t many = 1'000'000;
    const auto rate = to_tonnes_per_year({Decimal(many), "TEU/yr"}, network.units());
    return rate ? static_cast<double>(rate->count()) / static_cast<double>(many) : 14.0;
}

Parsed<CorridorSupply> corridor_supply(const Dataset& dataset, const CostModel& model,
                                       const CompetingCorridor& corridor,
                                       const Selection& selection) {
    Diagnostics told;
    const Network& network = model.network;
    CorridorSupply supply;
    supply.selection.exclude_links = closed_links(network, corridor, told);
    told.append(check(network, flow_query(corridor, supply.selection)));
    if (!told.ok()) {
        return told;
    }
    for (const std::string& place : corridor.through) {
        const std::optional<NodeId> node = network.find_node(place);
        if (!node || goes_around(model, corridor, supply.selection, *node)) {
            fault(told, fmt::format("every way of {} by {}", corridor.id, place),
                  node ? "one that goes around it" : "no such node",
                  "close links or systems of other corridors");
        }
    }
    if (!told.ok()) {
        return told;
    }
    Selection open = selection;
    open.exclude_links.insert(open.exclude_links.end(), supply.selection.exclude_links.begin(),
                              supply.selection.exclude_links.end());
    supply.selection = std::move(open);
    supply.network = network;
    const double weight = tonnes_per_teu(network);
    if (!corridor.limited) {
        if (const auto way = cheapest_way(model, corridor, supply.selection, weight)) {
            supply.steps.push_back(*way);
        }
        return supply;
    }
    supply.network = less_other_traffic(dataset, model, corridor, supply.selection, told);
    if (!told.ok()) {
        return told;
    }
    const MaxFlow most = max_flow(supply.network, flow_query(corridor, supply.selection));
    if (most.outcome != flow::Outcome::optimal) {
        if (const auto way = cheapest_way(model, corridor, supply.selection, weight)) {
            supply.steps.push_back(*way);
        }
        return supply;
    }
    Parsed<CostModel> left = cost_model(supply.network, model.rates);
    if (!left.ok()) {
        return left.diagnostics();
    }
    supply.steps = steps_between(
        CostCurve(*left, corridor, supply.selection).corners(most.value.count()), weight);
    return supply;
}

std::vector<std::string> what_binds(const CorridorSupply& supply, const CostModel& model,
                                    const CompetingCorridor& corridor, double teu_per_year) {
    if (!corridor.limited || teu_per_year <= 0.0) {
        return {};
    }
    const FlowQuery query = flow_query(corridor, supply.selection);
    const MaxFlow most = max_flow(supply.network, query);
    if (most.outcome != flow::Outcome::optimal) {
        return {};
    }
    const double weight = tonnes_per_teu(supply.network);
    const auto tonnes = std::min(static_cast<std::int64_t>(std::llround(teu_per_year * weight)),
                                 most.value.count());
    if (tonnes == most.value.count()) {
        return supply.network.names(most.cut);
    }
    const Parsed<CostModel> left = cost_model(supply.network, model.rates);
    const MinCost flow = min_cost(*left, {.from = query.from,
                                          .to = query.to,
                                          .amount = TonnesPerYear(tonnes + 1),
                                          .commodity = std::string(containers),
                                          .selection = supply.selection});
    std::vector<std::string> names;
    for (const CapacityPrice& limit : flow.binding) {
        if (limit.saved_by_more > 0) {
            names.push_back(supply.network.name(limit));
        }
    }
    return names;
}

}  // namespace corridor
