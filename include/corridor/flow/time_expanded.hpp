#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/over_time.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::flow {

/// Another capacity of an arc for what leaves in the steps `from` ≤ θ < `to`. Where windows of an
/// arc overlap, the smallest capacity counts.
struct CapacityWindow {
    std::uint32_t arc = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t capacity = 0;  ///< or `unlimited`
};

/// A flow over time in steps whose capacities change. Every node stores what waits, without limit.
struct VaryingProblem {
    OverTimeProblem network;
    std::vector<CapacityWindow> windows;
};

/// What stands in the way of solving: what stands in the way without windows, a continuous clock,
/// windows of unknown arcs, that end before they begin or lie before step 0, capacities out of
/// bounds.
[[nodiscard]] Diagnostics check(const VaryingProblem& problem);

/// What leaves over an arc in the steps from `step` to `step` + stride − 1, in all.
struct Departure {
    std::uint32_t arc = 0;
    std::int64_t step = 0;
    std::int64_t flow = 0;
};

/// How much arrives within a horizon, with its own proof.
struct VaryingFlow {
    Outcome outcome = Outcome::optimal;
    std::int64_t value = 0;
    /// Steps that were put together: all times of the problem are multiples of it.
    std::int64_t stride = 1;
    std::vector<Departure> departures;  ///< by step, then arc
    TimedCut cut;
};

/// The largest flow that arrives within a horizon, on the time-expanded network: a copy of each
/// node for every step in which the source can have reached it and the sink can still be reached,
/// with holdover arcs between the copies. Steps are put together where all times share a divisor.
/// Requires     check(problem) finds nothing and 0 ≤ horizon ≤ largest_time; otherwise
///              ContractViolation
/// Returns      faults where the network expanded in time would have more than 2^22 nodes, 2^24
///              arcs, or capacities that add up to 2^62
/// Certificate  verify(problem, horizon, answer): stocks, capacities, arrivals, and a cut over time
/// Complexity   one maximum flow on the expanded network
/// Determinism  same input, same bytes
/// Source       Ford & Fulkerson (1962), Flows in Networks, section III.9; putting steps together:
///              Fleischer & Skutella (2007), Quickest flows over time
[[nodiscard]] Parsed<VaryingFlow> max_flow_over_time(const VaryingProblem& problem,
                                                     std::int64_t horizon);

/// Proves or refutes it without solving anything. O(departures · log + n + m + windows).
[[nodiscard]] Verdict verify(const VaryingProblem& problem, std::int64_t horizon,
                             const VaryingFlow& answer);

struct QuickestVaryingFlow {
    QuickestOutcome outcome = QuickestOutcome::optimal;
    std::int64_t horizon = 0;
    VaryingFlow flow;  ///< within the horizon; without effect where unreachable
    /// For `horizon` − 1: holds less than the amount. Empty where the horizon is 0. For
    /// `unreachable`: for `horizon`, after which nothing more arrives.
    TimedCut cut_before;
};

/// The smallest horizon within which an amount arrives.
/// Requires     check(problem) finds nothing and 0 ≤ amount < 2^62; otherwise ContractViolation
/// Returns      optimal or unreachable; faults as max_flow_over_time where the size is exceeded
/// Complexity   a maximum flow on an expanded network for each step of a binary search
[[nodiscard]] Parsed<QuickestVaryingFlow> quickest_flow(const VaryingProblem& problem,
                                                        std::int64_t amount);

/// The capacity of a cut over time within a horizon; nothing where the times are no cut or
/// something unlimited crosses it.
[[nodiscard]] std::optional<Int128> cut_capacity(const VaryingProblem& problem,
                                                 std::int64_t horizon,
                                                 const std::vector<std::int64_t>& reached);

}  // namespace corridor::flow
