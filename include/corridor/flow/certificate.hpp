#pragma once

#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <string>
#include <vector>

namespace corridor::flow {

/// What a check of an answer found. An answer holds when nothing is violated.
struct Verdict {
    std::vector<std::string> violations;

    [[nodiscard]] bool holds() const { return violations.empty(); }
};

/// Proves or refutes an answer to a maximum-flow problem without solving it: bounds, conservation,
/// and a cut of equal capacity (value alone: the cut, when no flow is given, bounds it from above
/// only, and the verdict says so). Shares no code with any solver. O(n + m).
[[nodiscard]] Verdict verify(const ArcList& problem, const ArcSolution& solution);

/// Proves or refutes an answer to a minimum-cost problem without solving it. Optimal: bounds,
/// conservation as the supply rule asks, reduced costs of the right sign, and potentials whose dual
/// objective equals the cost. Infeasible: a set of nodes whose supply, with the lower bounds into
/// it, exceeds what can leave it by the shortfall. Unbounded: a closed walk of unlimited arcs whose
/// cost is negative. Limit reached: the flow is feasible and the potentials prove the bound, as far
/// as there are any. Sums are in 128 bits and checked. O(m + n log n).
[[nodiscard]] Verdict verify(const MinCostProblem& problem, const MinCostSolution& solution);

/// The same for a flow on a network, straight from the network's own words: no link beyond its
/// capacity, closed or forbidden to the commodity; every node balanced and within its throughput
/// and its container terminal; the members of the cut separate origins from destinations and their
/// capacities add up to the value. O(n + m).
[[nodiscard]] Verdict verify(const Network& network, const FlowQuery& query, const MaxFlow& answer);

/// The same for a cheapest flow: limits, balance and endpoints as above; money, time and emissions
/// by kind are those of the flow, with a change of carrier only where cargo cannot stay on its own;
/// and dual prices at which nothing gains by moving otherwise prove the bound, which is the cost
/// when optimal. Infeasible: as above, the cut holds less than the amount by the shortfall. O(n +
/// m) but for the sides of a node, which are looked at in pairs.
[[nodiscard]] Verdict verify(const CostModel& model, const MinCostQuery& query,
                             const MinCost& answer);

}  // namespace corridor::flow
