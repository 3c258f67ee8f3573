#pragma once

#include "support/cost_arcs.hpp"

namespace corridor::flow {
struct MinCostProblem;
}

// Each goes from the arrays to the cost and the flow on every arc, its own graph built on the way.
namespace corridor::bench::min_cost {

/// The public function: checks, flows and potentials.
CheapestFlow corridor(const flow::MinCostProblem& problem);
CheapestFlow lemon_network_simplex(const CostArcs& arcs);
CheapestFlow lemon_cost_scaling(const CostArcs& arcs);
CheapestFlow lemon_capacity_scaling(const CostArcs& arcs);
CheapestFlow lemon_cycle_canceling(const CostArcs& arcs);
CheapestFlow boost_successive_shortest_paths(const CostArcs& arcs);

}  // namespace corridor::bench::min_cost
