#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/arc_list.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace corridor::flow {

/// Largest capacity, lower bound and supply of a minimum-cost problem.
inline constexpr std::int64_t largest_cost_problem_amount = std::int64_t{1} << 38;

/// Largest sum of all amounts: each arc's capacity, or lower bound where it is unlimited, and the
/// absolute value of each node's supply.
inline constexpr std::int64_t largest_cost_problem_sum = std::int64_t{1} << 60;

/// Largest cost of one unit on an arc, in absolute value.
inline constexpr std::int64_t largest_unit_cost = std::int64_t{1} << 40;

/// A minimum-cost flow problem on a directed multigraph. Arc a runs from tail[a] to head[a] and
/// carries lower[a] ≤ x(a) ≤ capacity[a] at cost[a] a unit, which may be negative. Node u sends
/// supply[u] more than it receives; a negative supply is a demand. Parallel arcs and loops are
/// allowed.
struct MinCostProblem {
    /// How supplies and demands meet.
    enum class Supplies : std::uint8_t {
        exact,           ///< every supply is sent, every demand is met; they must add up to 0
        supply_at_most,  ///< every demand is met, supplies are what may be sent
        demand_at_most,  ///< every supply is sent, demands are what may be received
    };

    std::uint32_t node_count = 0;
    std::vector<std::int64_t> supply;  ///< one a node
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> lower;     ///< empty: 0 everywhere
    std::vector<std::int64_t> capacity;  ///< or `unlimited`
    std::vector<std::int64_t> cost;
    Supplies supplies = Supplies::exact;

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
    [[nodiscard]] std::int64_t lower_bound(std::size_t arc) const {
        return lower.empty() ? 0 : lower[arc];
    }
    /// Requires an empty `lower`.
    void add(std::uint32_t from, std::uint32_t to, std::int64_t limit, std::int64_t unit_cost) {
        tail.push_back(from);
        head.push_back(to);
        capacity.push_back(limit);
        cost.push_back(unit_cost);
    }
};

/// What stands in the way of solving: arrays of unequal length, end points that are no nodes, lower
/// bounds that are negative or above the capacity, amounts above 2^38, unit costs above 2^40,
/// amounts that add up to 2^60, supplies that do not add up as `supplies` asks, more than 2^22
/// nodes or 2^24 arcs. Nothing when all is well; then no intermediate of a solver overflows 64
/// bits, and the objective not 128.
[[nodiscard]] Diagnostics check(const MinCostProblem& problem);

enum class MinCostOutcome : std::uint8_t {
    optimal,
    infeasible,     ///< a cut whose supply exceeds its capacity: `cut`, `shortfall`
    unbounded,      ///< a negative cycle that nothing limits: `cycle`
    limit_reached,  ///< stopped early with a feasible flow and a bound, or with neither
};

/// The answer to a minimum-cost problem, with its own proof.
struct MinCostSolution {
    MinCostOutcome outcome = MinCostOutcome::optimal;
    /// Σ cost(a)·x(a).
    Int128 cost = 0;
    /// No flow costs less: equal to `cost` when optimal. When a limit was reached it is what the
    /// potentials prove, unlimited arcs counting as carrying at most all supplies, and all finite
    /// capacities too where some cost is negative. Meaningful when optimal or when `has_bound`.
    Int128 bound = 0;
    bool has_bound = false;
    /// Flow on each arc when optimal, or the feasible flow found when a limit was reached.
    std::vector<std::int64_t> flow;
    /// Potential of each node: the reduced cost of arc a is cost[a] + potential[tail] −
    /// potential[head]; at an optimum it is ≥ 0 where the flow is below its capacity and ≤ 0 where
    /// the flow is above its lower bound. One more unit from s to t costs potential[t] −
    /// potential[s]. With supply_at_most the potential of a node is also ≤ 0 where some of its
    /// supply stays, and ≥ 0 where some is sent; with demand_at_most ≥ 0 where some of its demand
    /// is unmet, and ≤ 0 where some is met. A reduced cost may need more than 64 bits.
    std::vector<std::int64_t> potential;
    /// Infeasible: 1 for the nodes whose supply, with the lower bounds into them, exceeds what the
    /// arcs out of them can carry, by `shortfall` (the least that must be given up). Where supplies
    /// or demands are “at most”, what must leave these nodes is the larger of what they cannot keep
    /// (their supplies at the least, less their demands at the most) and what the others cannot do
    /// without (their demands at the least, less their supplies at the most).
    std::vector<std::uint8_t> cut;
    std::int64_t shortfall = 0;
    /// Unbounded: the arcs of a directed cycle of negative cost without a capacity, in order.
    std::vector<std::uint32_t> cycle;
};

/// Which method solves. All give the same cost; among equal flows each may choose another.
enum class MinCostMethod : std::uint8_t {
    automatic,         ///< by the shape of the problem: see docs/model/minimum-cost-flow.md
    network_simplex,   ///< primal network simplex
    cost_scaling,      ///< push-relabel with ε-optimality: slower, an independent check
    augmenting_paths,  ///< shortest paths with potentials: few sources that send little
};

struct MinCostOptions {
    MinCostMethod method = MinCostMethod::automatic;
    /// Most pivots, relabels or searches; 0: no limit.
    std::uint64_t iterations = 0;
    /// Longest time; 0: no limit. Answers that a clock cuts short differ from run to run.
    std::chrono::nanoseconds time{0};
    std::stop_token stop{};
};

/// The cheapest flow that meets all supplies and demands within the bounds.
/// Model        minimise Σ cost(a)·x(a) subject to out(u) − in(u) = supply(u),
///              lower(a) ≤ x(a) ≤ capacity(a)
/// Requires     check(problem) finds nothing; otherwise ContractViolation
/// Returns      optimal with potentials, infeasible with a violated cut, unbounded with a cycle,
///              or limit_reached
/// Certificate  verify(problem, solution) in flow/certificate.hpp
/// Complexity   O(n + m) memory; pseudo-polynomial pivots for the network simplex, O(n²m log(nC))
///              for cost scaling
/// Determinism  the flow and the potentials depend on node and arc order only
/// Source       Ahuja, Magnanti & Orlin (1993), chapters 9 to 11; Goldberg (1997), An efficient
///              implementation of a scaling minimum-cost flow algorithm; Király & Kovács (2012)
[[nodiscard]] MinCostSolution solve(const MinCostProblem& problem,
                                    const MinCostOptions& options = {});

}  // namespace corridor::flow
