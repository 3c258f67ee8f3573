#include "min_cost/competitors.hpp"
#include "support/lemon_cost_graph.hpp"

#include <lemon/network_simplex.h>

namespace corridor::bench::min_cost {

CheapestFlow lemon_network_simplex(const CostArcs& arcs) {
    using Graph = LemonCostGraph::Graph;
    return solve_with_lemon<lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>>(arcs);
}

}  // namespace corridor::bench::min_cost
