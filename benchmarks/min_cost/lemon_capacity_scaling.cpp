#include "min_cost/competitors.hpp"
#include "support/lemon_cost_graph.hpp"

#include <lemon/capacity_scaling.h>

namespace corridor::bench::min_cost {

CheapestFlow lemon_capacity_scaling(const CostArcs& arcs) {
    using Graph = LemonCostGraph::Graph;
    return solve_with_lemon<lemon::CapacityScaling<Graph, std::int64_t, std::int64_t>>(arcs);
}

}  // namespace corridor::bench::min_cost
