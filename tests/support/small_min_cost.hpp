#pragma once

#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <random>

namespace corridor::test {

/// The cheapest flow of a very small problem by the plainest means: a feasible flow by
/// breadth-first augmentation, then negative cycles cancelled as Bellman and Ford find them. Shares
/// nothing with the library's solvers. Where a problem is both infeasible and has a negative cycle
/// that nothing limits, it is told as infeasible.
[[nodiscard]] flow::MinCostSolution solve_by_cancelling_cycles(const flow::MinCostProblem& problem);

/// A random problem of 2 to 7 nodes and up to 16 arcs: loops, parallel arcs, lower bounds, negative
/// costs, unlimited arcs and all three rules of supply among them; feasible more often than not.
[[nodiscard]] flow::MinCostProblem random_min_cost_problem(std::mt19937_64& random);

}  // namespace corridor::test
