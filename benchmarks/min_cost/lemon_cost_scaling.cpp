#include "min_cost/competitors.hpp"
#include "support/lemon_cost_graph.hpp"

#include <lemon/cost_scaling.h>

namespace corridor::bench::min_cost {

CheapestFlow lemon_cost_scaling(const CostArcs& arcs) {
    using Graph = LemonCostGraph::Graph;
    return solve_with_lemon<lemon::CostScaling<Graph, std::int64_t, std::int64_t>>(arcs);
}

}  // namespace corridor::bench::min_cost
