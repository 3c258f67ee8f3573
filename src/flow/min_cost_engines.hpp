#pragma once

#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::flow {

/// A checked problem without lower bounds, its supplies adding up to 0. Where supplies or demands
/// need not be met in full, a further node takes or gives the rest over further arcs.
struct BalancedProblem {
    std::uint32_t node_count = 0;
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> capacity;
    std::vector<std::int64_t> cost;
    std::vector<std::int64_t> supply;
};

[[nodiscard]] BalancedProblem balanced(const MinCostProblem& problem);

/// The arcs of a cycle of negative cost that nothing limits, in order; empty where there is none.
/// O(n·m) at worst, O(m) where no unlimited arc costs less than nothing.
/// Source: Bellman (1958), On a routing problem, with a queue.
[[nodiscard]] std::vector<std::uint32_t> unlimited_negative_cycle(const MinCostProblem& problem);

/// A flow that meets all supplies, or the cut that proves there is none.
struct Feasibility {
    std::vector<std::int64_t> flow;  ///< beyond the lower bounds; empty when infeasible
    std::vector<std::uint8_t> cut;   ///< one a node of the problem, when infeasible
    std::int64_t shortfall = 0;
};

/// By a maximum flow from a node before all supplies to one behind all demands: what it lacks is
/// the least that must be given up.
[[nodiscard]] Feasibility find_feasible(const MinCostProblem& problem);

/// Σ cost(a)·x(a).
[[nodiscard]] Int128 total_cost(const MinCostProblem& problem,
                                const std::vector<std::int64_t>& flow);

/// Makes the optimum of a balanced problem, flows and potentials, the answer to the problem.
void finish(const MinCostProblem& problem, MinCostSolution& solution);

/// From the balanced problem back: flows with the lower bounds, and their cost.
void finish_flow(const MinCostProblem& problem, MinCostSolution& solution);

/// From the balanced problem back: the further node's potential is 0, and left out.
void finish_potentials(const MinCostProblem& problem, MinCostSolution& solution);

}  // namespace corridor::flow
