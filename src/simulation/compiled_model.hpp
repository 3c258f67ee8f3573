#pragma once

#include <corridor/simulation/clock.hpp>
#include <corridor/simulation/freight.hpp>
#include <corridor/simulation/variates.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::simulation {

inline constexpr std::uint32_t none = ~std::uint32_t{0};

/// What a consignment does next on its way.
struct Stage {
    enum class Kind : std::uint8_t {
        come,     ///< to a node: needs room where it has a store
        gate,     ///< pass a limit on a rate
        handle,   ///< be served at a station
        stay,     ///< spend a time
        voyage,   ///< be carried by a vessel
        leave,    ///< the place: its visit is over
        deliver,  ///< the end
    };
    Kind kind = Kind::deliver;
    TimeUse use = TimeUse::dwelling;
    bool is_pipeline = false;   ///< of stay: what comes last leaves last
    bool begins_visit = false;  ///< the first stage of a place
    bool begins_link = false;   ///< of gate: the link may be closed, and another way taken
    std::uint8_t lane = 0;      ///< of gate
    std::uint32_t subject = 0;  ///< node, gate, station or leg
    std::uint32_t place = 0;
    double use_per_kg = 0.0;  ///< of gate: kilograms of its limit that one of cargo takes
    Tick duration = 0;
};

/// A limit on a rate: what passes keeps others back for as long as the rate gives it.
struct GateModel {
    std::uint32_t place = 0;
    double ticks_per_kg = 0.0;  ///< 0: not limited
    Tick headway = 0;
    std::uint32_t link = none;  ///< whose closure closes the gate
    std::uint32_t nodes[2] = {none, none};
};

/// Servers of a node or link.
struct StationModel {
    std::uint32_t place = 0;
    std::uint32_t node = none;
    std::uint32_t link = none;
    std::optional<int> servers;
    TimeLaw service;
    std::optional<OpeningHours> opening;
    double mtbf_h = 0.0;
    double mttr_h = 0.0;
    std::uint32_t stream = 0;
};

struct NodeModel {
    std::uint32_t place = 0;
    std::int64_t storage_kg = -1;  ///< negative: unlimited
    bool turns_away = false;
    std::uint32_t station = none;
    std::optional<int> berths{};
    double ticks_per_kg = 0.0;  ///< of a berth; 0: the fleet's times count
};

/// One direction of a link that a fleet serves.
struct LegModel {
    std::uint32_t fleet = 0;
    std::uint32_t link = 0;
    std::uint32_t tail = 0;
    std::uint32_t head = 0;
    std::uint32_t place = 0;
    Tick sail = 0;
};

struct FleetModel {
    Fleet fleet;
    std::int64_t payload_kg = 0;
    std::vector<std::uint32_t> legs;
    std::vector<std::uint32_t> ports;     ///< nodes
    std::vector<std::vector<Tick>> sail;  ///< between ports, without cargo
    TimeLaw load;
    TimeLaw unload;
    std::uint32_t stream = 0;
};

struct RouteModel {
    std::vector<Stage> stages;
    double share = 1.0;
    std::vector<LinkId> links;
    std::uint32_t first_node = 0;
};

struct DemandModel {
    std::int64_t lot_kg = 0;
    double lots_per_tick = 0.0;
    ArrivalLaw law = ArrivalLaw::poisson;
    int priority = 0;
    std::vector<RouteModel> routes;  ///< empty: no way
    std::vector<std::pair<Tick, std::int64_t>> timed;
    std::uint32_t origin = 0;
    std::uint32_t destination = 0;
    std::string commodity;
    std::uint32_t arrival_stream = 0;
    std::uint32_t route_stream = 0;
};

/// What a disruption does, and when.
struct DisturbanceModel {
    enum class Pattern : std::uint8_t { lasting, season, spells, random };
    Pattern pattern = Pattern::lasting;
    bool closes = false;
    bool of_demand = false;
    bool of_payload = false;
    double factor = 1.0;
    std::vector<std::uint32_t> links;
    std::vector<std::uint32_t> nodes;
    Tick season_begin = 0;  ///< in the year
    Tick season_end = 0;
    double closed_share = 1.0;  ///< of the season, in spells
    double spell_h = 0.0;       ///< mean length; 0: without a break
    double events_per_year = 0.0;
    double duration_h = 0.0;
    std::uint32_t stream = 0;
};

struct PlaceModel {
    std::string id;
    std::string kind;
    std::uint32_t station = none;
    std::uint32_t gate = none;
};

/// A query laid out for the engine: nothing in it changes during a run.
struct CompiledModel {
    Network network;
    std::vector<PlaceModel> places;
    std::vector<NodeModel> nodes;          ///< by node
    std::vector<std::uint32_t> link_gate;  ///< by link
    std::vector<GateModel> gates;
    std::vector<StationModel> stations;
    std::vector<LegModel> legs;
    std::vector<FleetModel> fleets;
    std::vector<DemandModel> demands;
    std::vector<DisturbanceModel> disturbances;
    bool reroute = false;
    std::vector<bool> open;  ///< by link
    /// Linear bound on what is delivered in a run: tonnes a year whatever is offered, and the part
    /// of each demand's offer that counts.
    double fixed_bound_t_per_year = 0.0;
    std::vector<double> offer_weight;
    double static_bound_t_per_year = 0.0;
    double static_served_t_per_year = 0.0;

    /// Lays out the stages of a way for a demand.
    [[nodiscard]] RouteModel route(const DemandModel& demand, std::uint32_t from,
                                   const std::vector<LinkId>& links) const;

    std::vector<std::uint32_t> link_station;            ///< by link
    std::vector<std::vector<std::uint32_t>> link_legs;  ///< by link: forward, then backward
    std::vector<std::uint32_t> node_gate;               ///< by node
    std::vector<std::uint32_t> terminal_gate;           ///< by node
    struct Use {
        std::uint32_t gate = 0;
        std::string commodity;
        double per_unit = 1.0;
    };
    std::vector<std::vector<Use>> link_uses;  ///< by link
};

/// A number for a name that does not depend on what else is there, so that scenarios draw the same
/// random numbers for the same things. FNV-1a.
[[nodiscard]] std::uint32_t stream_of(std::string_view name);

[[nodiscard]] CompiledModel compile(const CostModel& model, const SimulationQuery& query);

/// The disruptions that can be simulated, and what is wrong with the others.
[[nodiscard]] std::vector<DisturbanceModel> compile_disturbances(
    const Network& network, const std::vector<Disruption>& disruptions, Diagnostics& diagnostics);

}  // namespace corridor::simulation
