#include "cold_max_flow/competitors.hpp"

#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

namespace corridor::bench::cold {

Cut lemon_preflow(const Arcs& arcs) {
    using Graph = lemon::SmartDigraph;
    Graph graph;
    graph.reserveNode(static_cast<int>(arcs.node_count));
    graph.reserveArc(static_cast<int>(arcs.count));
    for (std::uint32_t v = 0; v < arcs.node_count; ++v) {
        graph.addNode();
    }
    Graph::ArcMap<std::int64_t> capacity(graph);
    for (std::size_t a = 0; a < arcs.count; ++a) {
        const Graph::Arc arc = graph.addArc(Graph::nodeFromId(static_cast<int>(arcs.tail[a])),
                                            Graph::nodeFromId(static_cast<int>(arcs.head[a])));
        capacity[arc] = arcs.capacity[a];
    }
    lemon::Preflow<Graph, Graph::ArcMap<std::int64_t>> preflow(
        graph, capacity, Graph::nodeFromId(static_cast<int>(arcs.source)),
        Graph::nodeFromId(static_cast<int>(arcs.sink)));
    preflow.runMinCut();
    Cut cut;
    cut.value = preflow.flowValue();
    cut.source_side.resize(arcs.node_count);
    for (std::uint32_t v = 0; v < arcs.node_count; ++v) {
        cut.source_side[v] = preflow.minCut(Graph::nodeFromId(static_cast<int>(v))) ? 1 : 0;
    }
    return cut;
}

}  // namespace corridor::bench::cold
