#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/certificate.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor::flow {

/// Largest transit time and horizon, in steps or units of time.
inline constexpr std::int64_t largest_time = std::int64_t{1} << 38;

/// How time passes.
enum class Clock : std::uint8_t {
    /// In steps 0, 1, …: capacities are per step, what leaves at step θ arrives at θ + transit, and
    /// a horizon T admits what arrives at T at the latest, so that there are T + 1 steps.
    steps,
    /// Without steps: capacities are per unit of time, and a horizon is a length of time.
    continuous,
};

/// A directed multigraph whose arcs take time. Arc a carries at most capacity[a] (or `unlimited`)
/// in a step or unit of time from tail[a] to head[a], where it arrives transit[a] later. Nodes may
/// hold what waits. Parallel arcs, loops and transit times of 0 are allowed.
struct OverTimeProblem {
    std::uint32_t node_count = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> capacity;
    std::vector<std::int64_t> transit;
    Clock clock = Clock::steps;

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
    void add(std::uint32_t from, std::uint32_t to, std::int64_t limit, std::int64_t time) {
        tail.push_back(from);
        head.push_back(to);
        capacity.push_back(limit);
        transit.push_back(time);
    }
};

/// What stands in the way of solving: arrays of unequal length, end points that are no nodes,
/// source equal to sink, capacities above 2^38 or that add up to 2^60, transit times below 0 or
/// above `largest_time`, more than 2^22 nodes or 2^24 arcs. Nothing when all is well; then no
/// intermediate overflows.
[[nodiscard]] Diagnostics check(const OverTimeProblem& problem);

/// A path that sends `rate` from time 0 on, without a break, for as long as it arrives in time.
struct RepeatedPath {
    std::vector<std::uint32_t> arcs;
    std::int64_t rate = 0;  ///< or `unlimited`
    std::int64_t transit = 0;
};

/// A cut over time: node u is on the source's side from time reached[u] on. Arc (u, v) crosses it
/// while what leaves would reach v too early: from reached[u] until reached[v] − transit.
struct TimedCut {
    std::vector<std::int64_t> reached;
    Int128 capacity = 0;
};

/// How much arrives within a horizon, with its own proof.
struct FlowOverTime {
    Outcome outcome = Outcome::optimal;
    Int128 value = 0;
    /// The flow: a few paths, repeated. Together they keep every capacity at every moment. When
    /// unbounded: one path on which nothing limits and that arrives in time.
    std::vector<RepeatedPath> paths;
    /// A minimum cut over time: its capacity is the value.
    TimedCut cut;
};

/// The largest flow that arrives within a horizon.
/// Model        maximise what reaches the sink in time subject to capacities at every moment; with
///              D the number of steps or the length of the horizon, it is the maximum over static
///              flows x of D·value(x) − Σ transit(a)·x(a)
/// Requires     check(problem) finds nothing and 0 ≤ horizon ≤ largest_time; otherwise
///              ContractViolation
/// Certificate  verify(problem, horizon, answer): the paths against the cut over time
/// Complexity   one minimum-cost flow, and O(n·m) for the paths
/// Determinism  same input, same bytes
/// Source       Ford & Fulkerson (1958), Constructing maximal dynamic flows from static flows
[[nodiscard]] FlowOverTime max_flow_over_time(const OverTimeProblem& problem, std::int64_t horizon);

/// Proves or refutes a flow over time without solving anything: each path leads from source to
/// sink, arrives in time and takes as long as it says; their rates together keep every capacity;
/// what they bring is the value; and the cut over time holds no more. O(n + m + path lengths).
[[nodiscard]] Verdict verify(const OverTimeProblem& problem, std::int64_t horizon,
                             const FlowOverTime& answer);

enum class QuickestOutcome : std::uint8_t {
    optimal,
    unreachable,  ///< no path from source to sink carries anything
    too_long,     ///< not within `largest_time`
};

/// A quotient in lowest terms with a denominator above 0.
struct WideFraction {
    Int128 numerator = 0;
    Int128 denominator = 1;
    friend bool operator==(const WideFraction&, const WideFraction&) = default;
};

/// How soon an amount can have arrived, with its own proof.
struct QuickestFlow {
    QuickestOutcome outcome = QuickestOutcome::optimal;
    /// The smallest integral horizon within which the amount arrives.
    std::int64_t horizon = 0;
    /// Clock::continuous: the smallest of all horizons; `horizon` is it rounded up.
    WideFraction exact;
    /// Nothing limits the path that comes last: all that is left arrives on it at the end.
    bool at_once = false;
    /// A largest flow for every horizon from `horizon` − 1 to `horizon`.
    std::vector<RepeatedPath> paths;
    /// A minimum cut over time that holds less than the amount: for `horizon` − 1 or, with a
    /// continuous clock, where `at_once`, for `horizon`; for `largest_time` where not optimal.
    TimedCut cut_before;
    /// A minimum cut over time for `horizon`; empty where `at_once` or not optimal. By convexity no
    /// horizon in between brings more than lies on the line that joins the two.
    TimedCut cut;
};

/// The shortest time in which an amount can move.
/// Model        minimise T subject to max_flow_over_time(problem, T) ≥ amount. The largest flow
///              is convex and piecewise linear in T with breaks at integers, so that Newton's
///              method from above stops at the exact answer
/// Requires     check(problem) finds nothing and 0 ≤ amount ≤ 2^100; otherwise ContractViolation
/// Returns      optimal, unreachable, or too_long
/// Certificate  verify(problem, amount, answer)
/// Complexity   O(log(amount·U)) minimum-cost flows, few in practice
/// Determinism  same input, same bytes
/// Source       Burkard, Dlaska & Klinz (1993), The quickest flow problem; breaks at integers from
///              Ford & Fulkerson (1958)
[[nodiscard]] QuickestFlow quickest_flow(const OverTimeProblem& problem, Int128 amount);

/// Proves or refutes a quickest flow without solving anything: the paths bring the amount within
/// the horizon (exactly, for a continuous clock), and the cuts over time show that nothing does so
/// sooner. Of `unreachable` and `too_long` the cut is checked.
[[nodiscard]] Verdict verify(const OverTimeProblem& problem, Int128 amount,
                             const QuickestFlow& answer);

}  // namespace corridor::flow
