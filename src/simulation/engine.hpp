#pragma once

#include "simulation/compiled_model.hpp"

#include <corridor/simulation/event_queue.hpp>
#include <corridor/simulation/resource.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace corridor::simulation {

/// Running totals of a place; differences of two moments are what happened between them.
struct PlaceTotals {
    std::uint64_t arrivals = 0;
    std::uint64_t visits = 0;     ///< that are over
    Int128 visit_wait = 0;        ///< ticks that those waited
    Int128 queue_area = 0;        ///< waiting consignments × ticks
    Int128 busy_area = 0;         ///< busy servers, or the used time of a gate
    Int128 wait_of_finished = 0;  ///< of every wait that is over
    std::int64_t held_kg = 0;     ///< waits now
    std::int64_t turned_away_kg = 0;
    std::uint64_t turned_away = 0;
};

struct FleetTotals {
    std::uint64_t voyages = 0;
    std::uint64_t ballast = 0;
    double load = 0.0;  ///< share of the payload, summed over voyages
    Int128 idle_area = 0;
    Int128 weather_wait = 0;
};

struct FlowTotals {
    std::uint64_t delivered = 0;
    double delivered_kg = 0.0;  ///< spread evenly since the delivery before
    Int128 transit = 0;
    std::array<Int128, time_uses> use{};
};

/// All totals at one moment.
struct Snapshot {
    Tick time = 0;
    std::vector<PlaceTotals> places;
    std::vector<FleetTotals> fleets;
    std::vector<FlowTotals> flows;
};

struct MonthlyWait {
    std::array<double, 12> hours{};
    std::array<std::uint64_t, 12> visits{};
};

/// What one replication leaves.
struct RunResult {
    std::vector<Snapshot> snapshots;      ///< at the end of the warm-up and of each part
    std::vector<QuantileSketch> transit;  ///< of each demand, hours, after the warm-up
    std::vector<MonthlyWait> monthly;     ///< by place
    std::vector<double> daily_stock_t;    ///< in the corridor at the end of each day
    std::vector<TracePoint> trace;
    std::uint64_t events = 0;
    bool stopped = false;
    std::int64_t offered_kg = 0;
    std::int64_t delivered_kg = 0;
    std::int64_t turned_away_kg = 0;
    std::int64_t inside_kg = 0;  ///< counted consignment by consignment
    bool tonnes_conserved = false;
    std::vector<std::uint32_t> little_broken;  ///< places
    double bound_excess_t = 0.0;               ///< delivered beyond what the limits allow
    std::vector<std::uint32_t> gridlock;       ///< places that block each other in a circle
    std::uint64_t without_way = 0;             ///< consignments
};

struct RunOptions {
    std::uint64_t seed = 1;
    std::uint32_t replication = 0;
    Tick warm_up = 0;
    Tick measured = 0;
    std::uint32_t parts = 1;  ///< of equal length, with a snapshot after each
    bool daily_stock = false;
    std::uint32_t traced = 0;
    const std::atomic<bool>* stop = nullptr;
};

/// One replication: consignments, vessels and disturbances as states that events change.
class Engine {
  public:
    Engine(const CompiledModel& model, const RunOptions& options);
    RunResult run();

  private:
    enum EventKind : std::uint32_t {
        lot_ready,    ///< a stay is over
        lot_handled,  ///< a service is over
        lot_arrives,  ///< the next consignment of a demand comes
        gate_free,
        station_opens,
        leg_due,  ///< longest wait over
        leg_timetable,
        vessel_done,  ///< loading, sailing, unloading or repair is over
        disturbance,  ///< begins or ends
        server_fails,
        server_back,
        part_over,
        day_over,
    };

    struct Lot {
        std::int64_t kg = 0;
        std::uint32_t demand = 0;
        const std::vector<Stage>* stages = nullptr;
        std::uint32_t stage = 0;
        std::uint32_t number = 0;  ///< of all consignments, for the trace
        Tick born = 0;
        Tick hold_until = 0;             ///< by the slowest limit that it passes
        Tick since = 0;                  ///< begin of the wait, stay or service
        std::uint32_t waits_at = none;   ///< place
        std::uint32_t stored_at = none;  ///< node
        std::uint32_t holds = none;      ///< node whose server it keeps, handled but without room
        std::uint32_t blocks = none;     ///< gate that it keeps shut, with lane
        std::uint8_t blocked_lane = 0;
        std::uint32_t vessel = none;  ///< that it has not left yet
        Tick visit_wait = 0;
        std::array<Tick, time_uses> use{};
        double km = 0.0;
        bool alive = false;
        bool traced = false;
    };

    struct GateState {
        Tick next_free = 0;
        Tick hold_begin = 0;
        bool wake_set = false;
        int closed = 0;
        double factor = 1.0;
        std::array<WaitingLine, 4> lines;
        std::size_t waiting = 0;
        std::array<int, 2> blocked{};
        Int128 used = 0;
    };

    struct StationState {
        Resource resource;
        Stream service;
        int closed = 0;
        bool wake_set = false;
        explicit StationState(std::optional<int> servers) : resource(servers) {}
    };

    struct NodeState {
        std::int64_t stored_kg = 0;
        WaitingLine entrance;
        std::vector<std::uint32_t> on_servers;  ///< handled, and without room: they hold servers
        Resource berths;
        int closed = 0;
        explicit NodeState(std::optional<int> count) : berths(count) {}
    };

    struct LegState {
        std::deque<std::uint32_t> waiting;
        std::int64_t waiting_kg = 0;
        std::uint32_t assigned = 0;  ///< vessels on their way to load here
        bool due = false;            ///< by the timetable
        double payload_factor = 1.0;
        std::vector<std::uint32_t> wind_bound;  ///< vessels that wait to sail
    };

    struct Vessel {
        enum class State : std::uint8_t {
            idle,
            for_load_berth,
            loading,
            wind_bound,
            sailing,
            ballast,
            for_unload_berth,
            unloading,
            discharging,  ///< waits for room ashore
            repair,
        };
        State state = State::idle;
        std::uint32_t fleet = 0;
        std::uint32_t port = 0;  ///< node, also where it sails to
        std::uint32_t leg = none;
        std::vector<std::uint32_t> cargo;
        std::int64_t kg = 0;
        std::uint32_t pending = 0;
        Tick since = 0;
        Tick fails_at = never;
    };

    // engine.cpp: consignments
    void arrive(std::uint32_t demand);
    void schedule_arrival(std::uint32_t demand);
    [[nodiscard]] const std::vector<Stage>& choose_route(std::uint32_t demand);
    std::uint32_t new_lot();
    void proceed(std::uint32_t lot);
    bool come(std::uint32_t lot, const Stage& stage);
    bool pass_gate(std::uint32_t lot, const Stage& stage);
    void deliver(std::uint32_t lot);
    void turn_away(std::uint32_t lot, std::uint32_t node);
    void begin_wait(std::uint32_t lot, std::uint32_t place);
    void end_wait(std::uint32_t lot);
    [[nodiscard]] bool in_window() const { return now_ >= options_.warm_up; }
    void spend(std::uint32_t lot, TimeUse use);
    void leave(std::uint32_t lot, std::uint32_t place);
    void reroute(std::uint32_t lot, const Stage& stage);
    void trace(std::uint32_t lot, std::uint32_t node);

    // engine_places.cpp: gates, stations, stores
    void try_gate(std::uint32_t gate);
    [[nodiscard]] bool gate_lets(std::uint32_t gate, unsigned lane) const;
    void take_gate(std::uint32_t gate, std::uint32_t lot, const Stage& stage);
    void try_station(std::uint32_t station);
    void finish_service(std::uint32_t lot);
    void free_server(std::uint32_t lot);
    [[nodiscard]] bool fits(std::uint32_t node, std::int64_t kg) const;
    [[nodiscard]] bool has_room(std::uint32_t node, std::int64_t kg) const;
    void enter_node(std::uint32_t lot, std::uint32_t node);
    void store(std::uint32_t lot, std::uint32_t node);
    void unstore(std::uint32_t lot);
    void try_entrance(std::uint32_t node);
    void unblock(std::uint32_t lot);
    [[nodiscard]] Tick opens_at(const OpeningHours& hours) const;

    // engine_fleets.cpp
    void place_vessels();
    void queue_for_vessel(std::uint32_t lot, std::uint32_t leg);
    void serve(std::uint32_t fleet);
    [[nodiscard]] std::uint32_t loads_ready(std::uint32_t leg) const;
    [[nodiscard]] bool leg_open(std::uint32_t leg) const;
    [[nodiscard]] std::uint32_t idle_vessel(std::uint32_t fleet, std::uint32_t port) const;
    void send_ballast(std::uint32_t fleet, std::uint32_t leg);
    void want_berth(std::uint32_t vessel);
    void try_berths(std::uint32_t node);
    void begin_berth(std::uint32_t vessel);
    void board(std::uint32_t vessel);
    void vessel_event(std::uint32_t vessel);
    void sail(std::uint32_t vessel);
    void put_ashore(std::uint32_t vessel);
    void lot_ashore(std::uint32_t vessel);
    void become_idle(std::uint32_t vessel);
    void settle_idle(std::uint32_t fleet, int by);
    [[nodiscard]] Tick call_time(std::uint32_t vessel, bool loading);

    // engine_disturbances.cpp
    void start_disturbances();
    void disturbance_event(std::uint32_t index);
    void switch_disturbance(std::uint32_t index, bool on);
    void refresh_factors();
    void start_breakdowns();
    void server_event(std::uint32_t station, bool fails);
    void reopen(std::uint32_t index);

    // engine_results.cpp
    [[nodiscard]] Snapshot snapshot();
    void finish(RunResult& result);

    // engine_gridlock.cpp
    [[nodiscard]] std::uint32_t kept_back_by(const Lot& lot) const;
    [[nodiscard]] std::vector<std::uint32_t> gridlock() const;

    const CompiledModel& model_;
    RunOptions options_;
    Tick now_ = 0;
    Tick end_ = 0;
    EventQueue events_;
    std::vector<Lot> lots_;
    std::vector<std::uint32_t> free_lots_;
    std::vector<GateState> gates_;
    std::vector<StationState> stations_;
    std::vector<NodeState> nodes_;
    std::vector<LegState> legs_;
    std::vector<Vessel> vessels_;
    std::vector<Stream> fleet_streams_;
    std::vector<TimeWeighted> fleet_idle_;
    std::vector<PlaceTotals> places_;
    std::vector<TimeWeighted> place_queue_;
    std::vector<FleetTotals> fleets_;
    std::vector<FlowTotals> flows_;
    std::vector<Tick> first_delivery_;
    std::vector<Tick> last_delivery_;
    std::vector<std::uint64_t> deliveries_;
    struct DemandState {
        Stream arrivals;
        Stream routes;
        Tick next = 0;
        std::size_t timed = 0;
        std::uint64_t count = 0;
        std::vector<double> credit;
        std::int64_t offered_kg = 0;
    };
    std::vector<DemandState> demands_;
    struct DisturbanceState {
        Stream stream;
        bool on = false;
        bool in_season = false;
        bool season_next = false;
    };
    std::vector<DisturbanceState> disturbances_;
    std::vector<Stream> breakdowns_;
    double demand_factor_ = 1.0;
    std::vector<int> closed_links_;
    std::map<std::string, std::vector<Stage>> detours_;
    RunResult result_;
    std::uint32_t born_ = 0;
    std::uint32_t traced_ = 0;
    std::uint64_t trace_every_ = 1;  ///< so that those traced are spread over the time measured
    std::int64_t inside_kg_ = 0;
    std::uint32_t parts_done_ = 0;
};

}  // namespace corridor::simulation
