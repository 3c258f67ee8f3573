#include "lemon_min_cost.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace corridor::test {

PeerAnswer lemon_min_cost(const PlainMinCost& problem) {
    using Graph = lemon::SmartDigraph;
    using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
    Graph graph;
    std::vector<Graph::Node> nodes;
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        nodes.push_back(graph.addNode());
    }
    Graph::ArcMap<std::int64_t> lower(graph);
    Graph::ArcMap<std::int64_t> upper(graph);
    Graph::ArcMap<std::int64_t> cost(graph);
    Graph::NodeMap<std::int64_t> supply(graph);
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        graph.addArc(nodes[problem.tail[a]], nodes[problem.head[a]]);
    }
    Simplex simplex(graph);
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        const Graph::Arc arc = Graph::arcFromId(static_cast<int>(a));
        lower[arc] = problem.lower[a];
        upper[arc] = problem.capacity[a] < 0 ? simplex.INF : problem.capacity[a];
        cost[arc] = problem.cost[a];
    }
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        supply[nodes[v]] = problem.supply[v];
    }
    simplex.lowerMap(lower).upperMap(upper).costMap(cost).supplyMap(supply);
    switch (simplex.run()) {
        case Simplex::OPTIMAL:
            return {PeerOutcome::optimal, simplex.totalCost<std::int64_t>()};
        case Simplex::INFEASIBLE:
            return {PeerOutcome::infeasible, 0};
        case Simplex::UNBOUNDED:
            break;
    }
    return {PeerOutcome::unbounded, 0};
}

}  // namespace corridor::test
