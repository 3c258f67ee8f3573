#include "simulation/compiled_model.hpp"
#include "simulation/fastest_way.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace corridor::simulation {
namespace {

constexpr double kg_per_t = 1'000.0;
constexpr double default_container_lot_t = 1'400.0;
constexpr double default_lot_t = 1'500.0;
constexpr double ticks_a_year = static_cast<double>(ticks_per_year);

std::int64_t kilograms(double tonnes) {
    return std::llround(tonnes * kg_per_t);
}

double ticks_per_kg(double t_per_year) {
    return t_per_year > 0.0 ? ticks_a_year / (t_per_year * kg_per_t) : static_cast<double>(never);
}

TimeLaw law_of(const Handling& handling) {
    return handling.observed_service_h.empty() ? TimeLaw(handling.service_h, handling.service_cv)
                                               : TimeLaw(handling.observed_service_h);
}

const Handling* handling_of(const std::vector<Handling>& rows, const std::string& id) {
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const Handling& each) { return each.place == id; });
    return row == rows.end() ? nullptr : &*row;
}

bool handles(const Handling& handling) {
    return handling.servers || handling.service_h > 0.0 || !handling.observed_service_h.empty() ||
           handling.opening;
}

class Compiler {
  public:
    Compiler(const CostModel& model, const SimulationQuery& query) : cost_(model), query_(query) {
        result_.network = model.network;
        result_.reroute = query.reroute;
    }

    CompiledModel run() {
        result_.open = open_links(result_.network, query_.selection);
        add_nodes();
        add_links();
        add_resources();
        add_fleets();
        Diagnostics ignored;
        result_.disturbances = compile_disturbances(result_.network, query_.disruptions, ignored);
        add_demands();
        return std::move(result_);
    }

  private:
    std::uint32_t add_place(std::string id, std::string kind) {
        result_.places.push_back({std::move(id), std::move(kind)});
        return static_cast<std::uint32_t>(result_.places.size() - 1);
    }

    std::uint32_t add_gate(std::uint32_t place, double per_kg, double headway_h = 0.0) {
        const auto gate = static_cast<std::uint32_t>(result_.gates.size());
        result_.gates.push_back(
            {.place = place, .ticks_per_kg = per_kg, .headway = ticks(headway_h)});
        result_.places[place].gate = gate;
        return gate;
    }

    std::uint32_t add_station(const Handling& handling, std::uint32_t place, std::uint32_t node,
                              std::uint32_t link) {
        const auto station = static_cast<std::uint32_t>(result_.stations.size());
        result_.stations.push_back({.place = place,
                                    .node = node,
                                    .link = link,
                                    .servers = handling.servers,
                                    .service = law_of(handling),
                                    .opening = handling.opening,
                                    .mtbf_h = handling.mtbf_h,
                                    .mttr_h = handling.mttr_h,
                                    .stream = stream_of("service:" + handling.place)});
        result_.places[place].station = station;
        return station;
    }

    void add_nodes() {
        for (std::uint32_t i = 0; i < result_.network.nodes().size(); ++i) {
            const Node& node = result_.network.nodes()[i];
            NodeModel added{.place = add_place(node.id, "node")};
            std::uint32_t gate = none;
            if (node.throughput) {
                gate = add_gate(added.place,
                                ticks_per_kg(static_cast<double>(node.throughput->rate.count())));
                result_.gates[gate].nodes[0] = i;
            }
            result_.node_gate.push_back(gate);
            if (const Handling* handling = handling_of(query_.operations.nodes, node.id)) {
                if (handling->storage_t) {
                    added.storage_kg = kilograms(*handling->storage_t);
                }
                added.turns_away = handling->when_full == WhenFull::turn_away;
                added.berths = handling->berths;
                if (handling->berth_t_per_h) {
                    added.ticks_per_kg =
                        static_cast<double>(ticks_per_hour) / (*handling->berth_t_per_h * kg_per_t);
                }
                if (handles(*handling)) {
                    added.station = add_station(*handling, added.place, i, none);
                }
            }
            result_.nodes.push_back(added);
        }
        for (std::uint32_t i = 0; i < result_.network.nodes().size(); ++i) {
            const Node& node = result_.network.nodes()[i];
            std::uint32_t gate = none;
            if (node.container_terminal) {
                gate = add_gate(
                    add_place(node.id + " container terminal", "terminal"),
                    ticks_per_kg(static_cast<double>(node.container_terminal->rate.count())));
                result_.gates[gate].nodes[0] = i;
            }
            result_.terminal_gate.push_back(gate);
        }
    }

    void add_links() {
        for (std::uint32_t i = 0; i < result_.network.links().size(); ++i) {
            const Link& link = result_.network.links()[i];
            const Handling* handling = handling_of(query_.operations.links, link.id);
            const std::uint32_t place = add_place(link.id, "link");
            const double per_kg =
                link.capacity ? ticks_per_kg(static_cast<double>(link.capacity->rate.count()))
                              : 0.0;
            const std::uint32_t gate =
                add_gate(place, per_kg, handling == nullptr ? 0.0 : handling->headway_h);
            result_.gates[gate].link = i;
            result_.gates[gate].nodes[0] = link.tail.index;
            result_.gates[gate].nodes[1] = link.head.index;
            result_.link_gate.push_back(gate);
            result_.link_station.push_back(handling != nullptr && handles(*handling)
                                               ? add_station(*handling, place, none, i)
                                               : none);
            result_.link_legs.emplace_back();
            result_.link_uses.emplace_back();
        }
    }

    void add_resources() {
        for (const Resource& resource : query_.resources) {
            const std::uint32_t place = add_place(resource.id, "resource");
            const double amount = resource.rate ? static_cast<double>(resource.rate->count())
                                                : resource.amount.approximate();
            const std::uint32_t gate = add_gate(place, ticks_per_kg(amount));
            for (const ResourceUse& use : query_.resource_uses) {
                const auto link = result_.network.find_link(use.link);
                if (use.resource == resource.id && link) {
                    result_.link_uses[link->index].push_back(
                        {gate, use.commodity, use.per_tonne.approximate()});
                }
            }
        }
    }

    void add_fleets() {
        for (const Fleet& fleet : query_.operations.fleets) {
            FleetModel added;
            added.fleet = fleet;
            added.payload_kg = kilograms(fleet.payload_t);
            added.load = TimeLaw(fleet.load_h, fleet.service_cv);
            added.unload = TimeLaw(fleet.unload_h, fleet.service_cv);
            added.stream = stream_of("fleet:" + fleet.id);
            const auto index = static_cast<std::uint32_t>(result_.fleets.size());
            for (std::uint32_t i = 0; i < result_.network.links().size(); ++i) {
                const Link& link = result_.network.links()[i];
                const Handling* handling = handling_of(query_.operations.links, link.id);
                if (handling == nullptr || handling->fleet != fleet.id || !result_.open[i]) {
                    continue;
                }
                const Tick sail = link.transit_time.seconds * ticks_per_second;
                for (int direction = 0; direction < (link.directed ? 1 : 2); ++direction) {
                    const auto leg = static_cast<std::uint32_t>(result_.legs.size());
                    result_.legs.push_back(
                        {.fleet = index,
                         .link = i,
                         .tail = direction == 0 ? link.tail.index : link.head.index,
                         .head = direction == 0 ? link.head.index : link.tail.index,
                         .place = result_.gates[result_.link_gate[i]].place,
                         .sail = sail});
                    result_.link_legs[i].push_back(leg);
                    added.legs.push_back(leg);
                    add_port(added, link.tail.index);
                    add_port(added, link.head.index);
                }
            }
            add_distances(added);
            result_.fleets.push_back(std::move(added));
        }
    }

    static void add_port(FleetModel& fleet, std::uint32_t node) {
        if (std::find(fleet.ports.begin(), fleet.ports.end(), node) == fleet.ports.end()) {
            fleet.ports.push_back(node);
        }
    }

    /// Shortest sailing times between ports over the routes of the fleet, either way.
    void add_distances(FleetModel& fleet) const {
        const std::size_t count = fleet.ports.size();
        fleet.sail.assign(count, std::vector<Tick>(count, never));
        const auto port = [&](std::uint32_t node) {
            return static_cast<std::size_t>(
                std::find(fleet.ports.begin(), fleet.ports.end(), node) - fleet.ports.begin());
        };
        for (std::size_t i = 0; i < count; ++i) {
            fleet.sail[i][i] = 0;
        }
        for (const std::uint32_t leg : fleet.legs) {
            const std::size_t a = port(result_.legs[leg].tail);
            const std::size_t b = port(result_.legs[leg].head);
            fleet.sail[a][b] = std::min(fleet.sail[a][b], result_.legs[leg].sail);
            fleet.sail[b][a] = std::min(fleet.sail[b][a], result_.legs[leg].sail);
        }
        for (std::size_t k = 0; k < count; ++k) {
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t j = 0; j < count; ++j) {
                    fleet.sail[i][j] =
                        std::min(fleet.sail[i][j], fleet.sail[i][k] + fleet.sail[k][j]);
                }
            }
        }
    }

    Allocation allocated(flow::AllocationObjective objective) const {
        AllocationQuery query{.demands = {},
                              .resources = query_.resources,
                              .resource_uses = query_.resource_uses,
                              .selection = query_.selection,
                              .objective = objective};
        for (const SimulatedDemand& demand : query_.demands) {
            query.demands.push_back(demand.flow);
        }
        return allocate(cost_, query);
    }

    void add_demands() {
        Allocation routes;
        if (!query_.demands.empty()) {
            routes = allocated(flow::AllocationObjective::least_cost);
            add_bound(allocated(flow::AllocationObjective::most_served));
        }
        for (std::size_t i = 0; i < query_.demands.size(); ++i) {
            add_demand(query_.demands[i], i, routes);
        }
        for (const double served : routes.served) {
            result_.static_served_t_per_year += served;
        }
    }

    /// The dual of the largest served amount bounds what any offer can bring through: what the
    /// limits are worth, and of each demand the worth of a tonne more of it.
    void add_bound(const Allocation& most) {
        result_.static_bound_t_per_year = most.upper_bound;
        double mean_bound = 0.0;
        for (const AllocationLimit& limit : most.limits) {
            result_.fixed_bound_t_per_year += limit.price * limit.capacity;
        }
        for (std::size_t i = 0; i < query_.demands.size(); ++i) {
            const double weight = std::clamp(1.0 - most.demand_price[i], 0.0, 1.0);
            result_.offer_weight.push_back(weight);
            mean_bound += weight * static_cast<double>(query_.demands[i].flow.amount.count());
        }
        constexpr double close = 1e-6;
        if (std::abs(mean_bound + result_.fixed_bound_t_per_year - most.upper_bound) >
            close * (1.0 + most.upper_bound)) {
            result_.fixed_bound_t_per_year = most.upper_bound;
            std::fill(result_.offer_weight.begin(), result_.offer_weight.end(), 0.0);
        }
    }

    void add_demand(const SimulatedDemand& demand, std::size_t index, const Allocation& routes) {
        const AllocationDemand& flow = demand.flow;
        DemandModel added;
        const double fallback =
            flow.commodity == containers ? default_container_lot_t : default_lot_t;
        added.lot_kg = kilograms(demand.arrivals.lot_t.value_or(fallback));
        added.lots_per_tick = static_cast<double>(flow.amount.count()) * kg_per_t /
                              static_cast<double>(added.lot_kg) / ticks_a_year;
        added.law = demand.arrivals.law;
        added.priority = demand.arrivals.priority;
        added.origin = result_.network.find_node(flow.origin)->index;
        added.destination = result_.network.find_node(flow.destination)->index;
        added.commodity = flow.commodity;
        added.arrival_stream = stream_of("arrivals:" + flow.id);
        added.route_stream = stream_of("routes:" + flow.id);
        for (const TimedArrival& timed : query_.operations.timed) {
            if (timed.demand == flow.id && added.law == ArrivalLaw::table) {
                added.timed.emplace_back(ticks(timed.at_h), kilograms(timed.tonnes));
            }
        }
        std::stable_sort(added.timed.begin(), added.timed.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        double total = 0.0;
        for (const AllocatedRoute& route : routes.routes) {
            if (route.demand == index && route.t_per_year > 0.0) {
                RouteModel way = result_.route(added, added.origin, route.links);
                way.share = route.t_per_year;
                total += route.t_per_year;
                added.routes.push_back(std::move(way));
            }
        }
        for (RouteModel& route : added.routes) {
            route.share /= total;
        }
        if (added.routes.empty()) {
            const auto way = fastest_way(result_.network, result_.open, added.commodity,
                                         added.origin, added.destination);
            if (way) {
                added.routes.push_back(result_.route(added, added.origin, *way));
            }
        }
        result_.demands.push_back(std::move(added));
    }

    const CostModel& cost_;
    const SimulationQuery& query_;
    CompiledModel result_;
};

TimeUse use_of(Mode mode) {
    return mode == Mode::border_crossing ? TimeUse::border
           : mode == Mode::gauge_change  ? TimeUse::gauge
                                         : TimeUse::moving;
}

/// Lays out the stages of one way.
class WayBuilder {
  public:
    WayBuilder(const CompiledModel& model, const DemandModel& demand)
        : model_(model), demand_(demand) {}

    std::vector<Stage> run(std::uint32_t from, const std::vector<LinkId>& links) {
        std::uint32_t node = from;
        bool vessel_before = false;
        for (std::size_t i = 0; i <= links.size(); ++i) {
            const Link* next = i < links.size() ? &model_.network.link(links[i]) : nullptr;
            const bool vessel_next = next != nullptr && next->mode == Mode::container_vessel;
            add_node(node, i > 0 && next != nullptr, vessel_before || vessel_next);
            if (next == nullptr) {
                break;
            }
            const bool forward = next->tail.index == node;
            add_link(links[i], *next, forward);
            node = forward ? next->head.index : next->tail.index;
            vessel_before = vessel_next;
        }
        stages_.push_back({.kind = Stage::Kind::deliver, .subject = node});
        for (std::size_t i = 0; i + 1 < stages_.size(); ++i) {
            stages_[i].begins_visit = i == 0 || stages_[i - 1].kind == Stage::Kind::leave;
        }
        return std::move(stages_);
    }

  private:
    bool is_containers() const {
        return demand_.commodity == containers || demand_.commodity.empty();
    }

    void add_node(std::uint32_t index, bool passes, bool by_vessel) {
        const NodeModel& node = model_.nodes[index];
        const Node& data = model_.network.node(NodeId{index});
        const std::size_t before = stages_.size();
        if (node.storage_kg >= 0) {
            stages_.push_back({.kind = Stage::Kind::come, .subject = index, .place = node.place});
        }
        if (model_.node_gate[index] != none) {
            add_gate(model_.node_gate[index], node.place, 0, 1.0);
        }
        if (node.station != none) {
            add_station(node.station, node.place, TimeUse::dwelling);
        }
        if (passes && data.dwell.seconds > 0) {
            stages_.push_back({.kind = Stage::Kind::stay,
                               .use = TimeUse::dwelling,
                               .place = node.place,
                               .duration = data.dwell.seconds * ticks_per_second});
        }
        if (stages_.size() > before) {
            stages_.push_back({.kind = Stage::Kind::leave, .place = node.place});
        }
        const std::uint32_t terminal = model_.terminal_gate[index];
        if (terminal != none && by_vessel && is_containers()) {
            const std::uint32_t place = model_.gates[terminal].place;
            add_gate(terminal, place, 0, 1.0);
            stages_.push_back({.kind = Stage::Kind::leave, .place = place});
        }
    }

    void add_gate(std::uint32_t gate, std::uint32_t place, std::uint8_t lane, double use) {
        stages_.push_back({.kind = Stage::Kind::gate,
                           .lane = lane,
                           .subject = gate,
                           .place = place,
                           .use_per_kg = use});
    }

    void add_station(std::uint32_t station, std::uint32_t place, TimeUse use) {
        stages_.push_back(
            {.kind = Stage::Kind::handle, .use = use, .subject = station, .place = place});
    }

    void add_link(LinkId id, const Link& link, bool forward) {
        const std::uint32_t gate = model_.link_gate[id.index];
        const std::uint32_t place = model_.gates[gate].place;
        for (const CompiledModel::Use& use : model_.link_uses[id.index]) {
            const bool own = use.commodity == demand_.commodity;
            const bool named = std::any_of(
                model_.link_uses[id.index].begin(), model_.link_uses[id.index].end(),
                [&](const CompiledModel::Use& other) {
                    return other.gate == use.gate && other.commodity == demand_.commodity;
                });
            if (own || (use.commodity == "all" && !named)) {
                const std::uint32_t at = model_.gates[use.gate].place;
                add_gate(use.gate, at, 0, use.per_unit);
                stages_.push_back({.kind = Stage::Kind::leave, .place = at});
            }
        }
        const bool limited = link.capacity && (!link.capacity->containers_only || is_containers());
        const bool spaced = limited || model_.gates[gate].headway > 0;
        add_gate(gate, place, static_cast<std::uint8_t>((forward ? 0 : 1) + (spaced ? 0 : 2)),
                 limited ? 1.0 : 0.0);
        stages_.back().begins_link = true;
        if (model_.link_station[id.index] != none) {
            add_station(model_.link_station[id.index], place, use_of(link.mode));
        }
        const auto& legs = model_.link_legs[id.index];
        if (!legs.empty()) {
            stages_.push_back({.kind = Stage::Kind::voyage,
                               .use = TimeUse::moving,
                               .subject = legs[forward ? 0 : 1],
                               .place = place});
        } else {
            stages_.push_back(
                {.kind = Stage::Kind::stay,
                 .use = use_of(link.mode),
                 .is_pipeline = link.mode == Mode::oil_pipeline || link.mode == Mode::gas_pipeline,
                 .place = place,
                 .duration = link.transit_time.seconds * ticks_per_second});
        }
        stages_.push_back({.kind = Stage::Kind::leave, .place = place});
    }

    const CompiledModel& model_;
    const DemandModel& demand_;
    std::vector<Stage> stages_;
};

}  // namespace

std::uint32_t stream_of(std::string_view name) {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return hash;
}

RouteModel CompiledModel::route(const DemandModel& demand, std::uint32_t from,
                                const std::vector<LinkId>& links) const {
    RouteModel result;
    result.links = links;
    result.first_node = from;
    result.stages = WayBuilder(*this, demand).run(from, links);
    return result;
}

CompiledModel compile(const CostModel& model, const SimulationQuery& query) {
    return Compiler(model, query).run();
}

}  // namespace corridor::simulation
