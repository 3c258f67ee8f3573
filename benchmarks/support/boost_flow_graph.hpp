#pragma once

#include "support/arcs.hpp"

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor::bench {

/// The graph of Boost.Graph's own examples of maximum flow: every arc with a reverse of capacity 0.
struct BoostFlowGraph {
    using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using Graph = boost::adjacency_list<
        boost::vecS, boost::vecS, boost::directedS,
        boost::property<boost::vertex_index_t, long,
                        boost::property<boost::vertex_color_t, boost::default_color_type,
                                        boost::property<boost::vertex_distance_t, long,
                                                        boost::property<boost::vertex_predecessor_t,
                                                                        Traits::edge_descriptor>>>>,
        boost::property<
            boost::edge_capacity_t, std::int64_t,
            boost::property<boost::edge_residual_capacity_t, std::int64_t,
                            boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;
    using Edge = Traits::edge_descriptor;

    explicit BoostFlowGraph(const Arcs& arcs)
        : graph(arcs.node_count), source(arcs.source), sink(arcs.sink) {
        edges.reserve(arcs.count);
        auto capacity = get(boost::edge_capacity, graph);
        auto reverse = get(boost::edge_reverse, graph);
        for (std::size_t a = 0; a < arcs.count; ++a) {
            const Edge forward = add_edge(arcs.tail[a], arcs.head[a], graph).first;
            const Edge backward = add_edge(arcs.head[a], arcs.tail[a], graph).first;
            capacity[forward] = arcs.capacity[a];
            capacity[backward] = 0;
            reverse[forward] = backward;
            reverse[backward] = forward;
            edges.push_back(forward);
        }
    }

    void set_capacities(const std::int64_t* values) {
        auto capacity = get(boost::edge_capacity, graph);
        for (std::size_t a = 0; a < edges.size(); ++a) {
            capacity[edges[a]] = values[a];
        }
    }

    /// The nodes that the source reaches in the residual graph of a flow.
    [[nodiscard]] std::vector<unsigned char> source_side() const {
        const auto residual = get(boost::edge_residual_capacity, graph);
        std::vector<unsigned char> side(num_vertices(graph), 0);
        std::vector<std::size_t> work = {source};
        side[source] = 1;
        while (!work.empty()) {
            const std::size_t v = work.back();
            work.pop_back();
            for (auto range = out_edges(v, graph); range.first != range.second; ++range.first) {
                const std::size_t w = target(*range.first, graph);
                if (side[w] == 0 && residual[*range.first] > 0) {
                    side[w] = 1;
                    work.push_back(w);
                }
            }
        }
        return side;
    }

    Graph graph;
    std::size_t source;
    std::size_t sink;
    std::vector<Edge> edges;
};

}  // namespace corridor::bench
