#pragma once

#include <corridor/flow/allocation.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/simulation/statistics.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// Consignments of one row of demand.
struct SimulatedDemand {
    AllocationDemand flow;
    ConsignmentArrivals arrivals{};
};

/// A corridor whose cargo is followed through time.
struct SimulationQuery {
    std::vector<SimulatedDemand> demands;
    Operations operations{};
    std::vector<Resource> resources{};
    std::vector<ResourceUse> resource_uses{};
    std::vector<Disruption> disruptions{};  ///< those that may happen
    Selection selection{};
    /// Cargo that comes to a closed link takes the fastest open way, if there is one.
    bool reroute = false;
};

/// How long and how often a query is simulated.
struct SimulationOptions {
    double days = 365.0;  ///< that are measured, after the warm-up
    /// None: found by MSER-5 on the tonnes in the corridor at the end of each day.
    std::optional<double> warm_up_days{};
    std::uint32_t replications = 30;
    /// Relative half-width that the confidence intervals of throughput and transit time shall
    /// reach; then `replications` is the least number, and `most_replications` the largest.
    std::optional<double> precision{};
    std::uint32_t most_replications = 1'000;
    double confidence = 0.95;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::uint32_t sampled_consignments = 0;  ///< whose way through time is kept, of replication 0
    /// Set from another thread or a signal: what is finished by then is the answer.
    const std::atomic<bool>* stop = nullptr;
    /// Told after each replication, by one thread at a time: how many are done, of how many.
    std::function<void(std::uint32_t, std::uint32_t)> progress{};
};

/// Where hours in transit go.
enum class TimeUse : std::uint8_t { moving, dwelling, waiting, border, gauge };
/// How many uses of time there are.
inline constexpr std::size_t time_uses = 5;
[[nodiscard]] std::string_view to_string(TimeUse use);

/// What happened at a node, link, container terminal or shared limit, a replication on average.
struct SimulatedPlace {
    std::string id;
    std::string kind;  ///< node, link, terminal, resource
    simulation::Estimate arrivals{};
    simulation::Estimate wait_h{};  ///< of a visit, from coming to beginning
    simulation::Estimate queue{};   ///< consignments that wait, over time
    /// Busy servers of all, or the used share of a capacity; none where nothing limits.
    std::optional<simulation::Estimate> utilisation{};
    simulation::Estimate turned_away_share{};
    /// Growth of what waits here and what was turned away, in t/yr.
    simulation::Estimate held_back_t_per_year{};
    double share_of_gap = 0.0;
    std::array<double, 12> wait_h_by_month{};
};

/// The vessels of a fleet.
struct SimulatedFleet {
    std::string id;
    simulation::Estimate voyages_per_year{};  ///< with cargo
    simulation::Estimate ballast_per_year{};  ///< without
    simulation::Estimate load_factor{};       ///< of voyages with cargo
    simulation::Estimate utilisation{};       ///< time that is not idle
    simulation::Estimate weather_wait_h{};    ///< of a voyage with cargo
};

/// CAREC's indicators for what was simulated; none where there is nothing to measure. Delay is the
/// time that cargo waits.
/// Source       CAREC Corridor Performance Measurement and Monitoring, annual reports
struct SimulatedCarec {
    double distance_km = 0.0;  ///< of the ways, by their shares
    /// TFI1: mean hours at a land border, gauge change included.
    std::optional<double> border_h_without_delay{};
    std::optional<double> border_h_with_delay{};
    std::optional<double> border_usd{};           ///< TFI2: at such a border, for 20 t
    std::optional<double> usd_per_500_km{};       ///< TFI3: for 20 t
    std::optional<double> speed_without_delay{};  ///< TFI4, SWOD: over moving time, in km/h
    std::optional<double> speed_with_delay{};     ///< TFI4, SWD: over all time
};

/// What became of one row of demand.
struct SimulatedFlow {
    std::string id;
    std::string origin;
    std::string destination;
    std::string commodity;
    double demand_t_per_year = 0.0;
    simulation::Estimate throughput_t_per_year{};
    simulation::Estimate transit_h{};
    std::uint64_t delivered = 0;  ///< consignments, over all replications
    double p50_h = 0.0;
    double p90_h = 0.0;
    double p95_h = 0.0;
    std::array<double, time_uses> use_h{};  ///< by TimeUse; adds up to the mean transit time
    SimulatedCarec carec{};
};

/// Something that holds in every run, or does not.
struct SimulationCheck {
    std::string name;
    bool holds = true;
    std::string detail{};
};

/// A consignment at a place: a point of the time–distance diagram.
struct TracePoint {
    std::uint32_t consignment = 0;
    std::uint32_t demand = 0;
    std::string node;
    double at_h = 0.0;
    double distance_km = 0.0;  ///< from its origin
};

/// What the replications of a simulation found: estimates, each with its interval, and the checks
/// that every run passed or failed.
struct Simulation {
    std::uint32_t replications = 0;  ///< that were finished
    bool complete = true;            ///< false: stopped, or the precision was not reached
    double warm_up_days = 0.0;
    bool warm_up_found = false;  ///< by MSER-5
    double days = 0.0;
    std::uint64_t events = 0;
    simulation::Estimate throughput_t_per_year{};
    simulation::Estimate transit_h{};  ///< of all consignments
    /// The most that the allocation of the mean demand serves.
    double static_bound_t_per_year = 0.0;
    double static_served_t_per_year = 0.0;  ///< on the routes that the consignments take
    std::vector<SimulatedPlace> places{};   ///< visited, in network order
    std::vector<SimulatedFlow> flows{};
    std::vector<SimulatedFleet> fleets{};
    std::vector<SimulationCheck> checks{};
    std::vector<TracePoint> trace{};
};

/// What is wrong with a query: what check() of the allocation says, operations of places that are
/// not there, fleets unknown or twice, a consignment larger than the payload of the vessels it
/// takes or the store of a place, timetables without a headway, repairs without a length,
/// disruptions that cannot be simulated. Fields are the attributes of the tables.
[[nodiscard]] Diagnostics check(const CostModel& model, const SimulationQuery& query);

/// Follows consignments through the corridor.
/// Model        docs/model/simulation.md
/// Requires     check(model, query) finds nothing; days > 0 and replications ≥ 1; otherwise
///              ContractViolation
/// Returns      estimates with confidence intervals over replications; over thirty parts of equal
///              length where there is one replication
/// Certificate  checks: tonnes are conserved, Little's law holds at each place, the throughput of
///              each run from the empty corridor is within the static bound; counted in whole
///              kilograms and microseconds, without tolerance
/// Complexity   O(log n) for each event, with n events pending
/// Determinism  same input, same bytes, for any number of threads
[[nodiscard]] Simulation simulate(const CostModel& model, const SimulationQuery& query,
                                  const SimulationOptions& options = {});

}  // namespace corridor
