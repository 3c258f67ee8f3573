#pragma once

#include "support/cost_arcs.hpp"

#include <lemon/smart_graph.h>

namespace corridor::bench {

/// A minimum-cost problem as LEMON takes it.
struct LemonCostGraph {
    using Graph = lemon::SmartDigraph;

    explicit LemonCostGraph(const CostArcs& arcs) : capacity(graph), cost(graph), supply(graph) {
        graph.reserveNode(static_cast<int>(arcs.node_count));
        graph.reserveArc(static_cast<int>(arcs.count));
        for (std::uint32_t v = 0; v < arcs.node_count; ++v) {
            supply[graph.addNode()] = arcs.supply[v];
        }
        for (std::size_t a = 0; a < arcs.count; ++a) {
            const Graph::Arc arc = graph.addArc(Graph::nodeFromId(static_cast<int>(arcs.tail[a])),
                                                Graph::nodeFromId(static_cast<int>(arcs.head[a])));
            capacity[arc] = arcs.capacity[a];
            cost[arc] = arcs.cost[a];
        }
    }

    Graph graph;
    Graph::ArcMap<std::int64_t> capacity;
    Graph::ArcMap<std::int64_t> cost;
    Graph::NodeMap<std::int64_t> supply;
};

template <class Algorithm>
CheapestFlow solve_with_lemon(const CostArcs& arcs) {
    LemonCostGraph problem(arcs);
    Algorithm algorithm(problem.graph);
    algorithm.upperMap(problem.capacity).costMap(problem.cost).supplyMap(problem.supply);
    CheapestFlow answer;
    answer.is_feasible = algorithm.run() == Algorithm::OPTIMAL;
    answer.cost = algorithm.template totalCost<std::int64_t>();
    answer.flow.resize(arcs.count);
    for (std::size_t a = 0; a < arcs.count; ++a) {
        answer.flow[a] = algorithm.flow(LemonCostGraph::Graph::arcFromId(static_cast<int>(a)));
    }
    return answer;
}

}  // namespace corridor::bench
