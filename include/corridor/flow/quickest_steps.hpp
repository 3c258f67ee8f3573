#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/quickest.hpp>
#include <corridor/network/closure.hpp>

#include <cstdint>
#include <vector>

namespace corridor {

struct StepOptions {
    std::vector<LinkClosure> closures{};
    Duration step{3600};
};

/// What a link carries one way in a plan without circles, and when.
struct LinkUse : Leg {
    double tonnes = 0.0;
    Duration first_departure;
    Duration last_departure;
};

/// The most that waits at a place other than the origins and destinations.
struct Waiting {
    NodeId node;
    double tonnes = 0.0;
    Duration at;
};

/// A limit in the minimum cut over time, for how long, and what it lets through meanwhile.
struct StepLimit : Element {
    TonnesPerYear capacity;
    Duration binds_for;
    double tonnes = 0.0;
};

/// A flow over time in steps.
struct FlowInSteps {
    flow::QuickestOutcome outcome = flow::QuickestOutcome::optimal;
    bool unbounded = false;  ///< within a horizon: nothing limits what arrives
    /// Asked for: what moves, whole; within a horizon: what arrives, rounded down.
    Int128 tonnes = 0;
    Duration time;  ///< whole steps; where unreachable: after which nothing more arrives
    Duration step;
    std::vector<LinkUse> links;     ///< in network order
    std::vector<Waiting> waiting;   ///< the most first
    std::vector<StepLimit> limits;  ///< for `time`, those that let through the most first
    bool certified = false;
};

/// The quickest way to move a tonnage while links close and open, with cargo waiting where it must.
/// Model        as quickest(), in steps: links with the stay at their end take whole steps, rounded
///              up, and what leaves in a step has arrived at the end of one. A closure counts for
///              every step that it touches. The plan can be carried out as told, so that the time
///              is never too short; it is at most one step for each link of a way, and one more,
///              too long
/// Requires     check_over_time finds nothing; otherwise ContractViolation
/// Returns      optimal or unreachable; faults (fields "closures", "step") for links that the
///              network does not have, times that end before they begin, factors outside 0 to 1,
///              steps below a second or with which amounts leave the bounds, and networks that grow
///              too large when expanded in time
/// Certificate  departures against a cut over time for one step less, on the arcs of the model
/// Complexity   a few maximum flows on the network expanded in time
/// Source       Ford & Fulkerson (1962), Flows in Networks, section III.9
[[nodiscard]] Parsed<FlowInSteps> quickest_in_steps(const CostModel& model, const FlowQuery& query,
                                                    std::int64_t tonnes,
                                                    const StepOptions& options = {});

/// What arrives within a horizon, rounded down to whole steps, while links close and open.
/// Requires     as above, and 0 ≤ horizon ≤ 2^37 s
[[nodiscard]] Parsed<FlowInSteps> arrivals_in_steps(const CostModel& model, const FlowQuery& query,
                                                    Duration horizon,
                                                    const StepOptions& options = {});

}  // namespace corridor
