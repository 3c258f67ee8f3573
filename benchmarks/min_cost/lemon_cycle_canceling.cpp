#include "min_cost/competitors.hpp"
#include "support/lemon_cost_graph.hpp"

#include <lemon/cycle_canceling.h>

namespace corridor::bench::min_cost {

CheapestFlow lemon_cycle_canceling(const CostArcs& arcs) {
    using Graph = LemonCostGraph::Graph;
    return solve_with_lemon<lemon::CycleCanceling<Graph, std::int64_t, std::int64_t>>(arcs);
}

}  // namespace corridor::bench::min_cost
