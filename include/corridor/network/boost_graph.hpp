#pragma once

#include <corridor/network/network.hpp>
#include <corridor/network/selection.hpp>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace corridor {

/// One direction of a link, as Boost.Graph sees it. `against` runs from head to tail.
struct DirectedLink {
    std::uint32_t link = 0;
    bool against = false;
    friend constexpr auto operator<=>(const DirectedLink&, const DirectedLink&) = default;
};

/// A Network seen as a Boost.Graph graph: a model of VertexListGraph, EdgeListGraph, IncidenceGraph
/// and BidirectionalGraph, directed, with parallel edges. A two-way link is two edges, one each
/// way. Edges are numbered without gaps by edge_index, in link order, forward before backward.
///
/// With `with_reverse_edges`, a one-way link has its backward edge too, with capacity 0: what
/// maximum flow algorithms ask for. reverse_edge() pairs the two.
///
/// Only links that are open in `selection` are seen. Building takes O(n + m); the view keeps the
/// network alive.
class BoostGraph {
  public:
    using Vertex = std::uint32_t;
    using Edge = DirectedLink;

    explicit BoostGraph(Network network, const Selection& selection = {},
                        bool with_reverse_edges = false)
        : network_(std::move(network)),
          out_begin_(network_.nodes().size() + 1, 0),
          in_begin_(network_.nodes().size() + 1, 0),
          edge_index_(network_.links().size() * 2, none) {
        const std::vector<bool> open = open_links(network_, selection);
        for (std::uint32_t i = 0; i < open.size(); ++i) {
            if (!open[i]) {
                continue;
            }
            add({i, false});
            if (!network_.links()[i].directed || with_reverse_edges) {
                add({i, true});
            }
        }
        group(out_begin_, out_edges_, [this](Edge edge) { return source(edge); });
        group(in_begin_, in_edges_, [this](Edge edge) { return target(edge); });
    }

    [[nodiscard]] const Network& network() const { return network_; }
    [[nodiscard]] const Link& link(Edge edge) const { return network_.links()[edge.link]; }

    [[nodiscard]] Vertex source(Edge edge) const {
        return edge.against ? link(edge).head.index : link(edge).tail.index;
    }
    [[nodiscard]] Vertex target(Edge edge) const {
        return edge.against ? link(edge).tail.index : link(edge).head.index;
    }
    /// Position of an edge in edges().
    [[nodiscard]] std::size_t edge_index(Edge edge) const {
        return edge_index_[std::size_t{edge.link} * 2 + (edge.against ? 1 : 0)];
    }
    [[nodiscard]] static Edge reverse_edge(Edge edge) { return {edge.link, !edge.against}; }
    /// Whole t/yr in this direction: 0 against a one-way link; `if_unlimited` where nothing limits.
    [[nodiscard]] std::int64_t capacity(Edge edge, std::int64_t if_unlimited) const {
        if (edge.against && link(edge).directed) {
            return 0;
        }
        return link(edge).capacity ? link(edge).capacity->rate.count() : if_unlimited;
    }

    [[nodiscard]] const std::vector<Edge>& edge_list() const { return edges_; }
    [[nodiscard]] std::pair<const Edge*, const Edge*> out_range(Vertex vertex) const {
        return range(out_begin_, out_edges_, vertex);
    }
    [[nodiscard]] std::pair<const Edge*, const Edge*> in_range(Vertex vertex) const {
        return range(in_begin_, in_edges_, vertex);
    }

  private:
    static constexpr std::size_t none = ~std::size_t{0};

    void add(Edge edge) {
        edge_index_[std::size_t{edge.link} * 2 + (edge.against ? 1 : 0)] = edges_.size();
        edges_.push_back(edge);
    }

    template <class KeyOf>
    void group(std::vector<std::uint32_t>& begin, std::vector<Edge>& grouped,
               const KeyOf& key_of) const {
        for (const Edge& edge : edges_) {
            ++begin[key_of(edge) + std::size_t{1}];
        }
        for (std::size_t v = 1; v < begin.size(); ++v) {
            begin[v] += begin[v - 1];
        }
        grouped.resize(edges_.size());
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        for (const Edge& edge : edges_) {
            grouped[next[key_of(edge)]++] = edge;
        }
    }

    static std::pair<const Edge*, const Edge*> range(const std::vector<std::uint32_t>& begin,
                                                     const std::vector<Edge>& edges,
                                                     Vertex vertex) {
        return {edges.data() + begin[vertex], edges.data() + begin[vertex + std::size_t{1}]};
    }

    Network network_;
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> out_begin_;
    std::vector<std::uint32_t> in_begin_;
    std::vector<Edge> out_edges_;
    std::vector<Edge> in_edges_;
    std::vector<std::size_t> edge_index_;
};

/// edge → edge_index, for property maps over vectors.
struct BoostEdgeIndex {
    using key_type = DirectedLink;
    using value_type = std::size_t;
    using reference = std::size_t;
    using category = boost::readable_property_map_tag;

    const BoostGraph* graph = nullptr;

    friend std::size_t get(const BoostEdgeIndex& map, DirectedLink edge) {
        return map.graph->edge_index(edge);
    }
};

/// edge → its twin in the other direction; needs a graph with reverse edges.
struct BoostReverseEdge {
    using key_type = DirectedLink;
    using value_type = DirectedLink;
    using reference = DirectedLink;
    using category = boost::readable_property_map_tag;

    friend DirectedLink get(const BoostReverseEdge&, DirectedLink edge) {
        return BoostGraph::reverse_edge(edge);
    }
};

}  // namespace corridor

namespace boost {

template <>
struct graph_traits<corridor::BoostGraph> {
    struct traversal_category : virtual bidirectional_graph_tag,
                                virtual vertex_list_graph_tag,
                                virtual edge_list_graph_tag {};
    using vertex_descriptor = corridor::BoostGraph::Vertex;
    using edge_descriptor = corridor::BoostGraph::Edge;
    using directed_category = directed_tag;
    using edge_parallel_category = allow_parallel_edge_tag;
    using vertex_iterator = counting_iterator<vertex_descriptor>;
    using out_edge_iterator = const edge_descriptor*;
    using in_edge_iterator = const edge_descriptor*;
    using edge_iterator = const edge_descriptor*;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    static vertex_descriptor null_vertex() { return ~vertex_descriptor{0}; }
};

template <>
struct graph_traits<const corridor::BoostGraph> : graph_traits<corridor::BoostGraph> {};

template <>
struct property_map<corridor::BoostGraph, vertex_index_t> {
    using type = typed_identity_property_map<corridor::BoostGraph::Vertex>;
    using const_type = type;
};

template <>
struct property_map<corridor::BoostGraph, edge_index_t> {
    using type = corridor::BoostEdgeIndex;
    using const_type = type;
};

}  // namespace boost

namespace corridor {

using BoostTraits = boost::graph_traits<BoostGraph>;

inline std::pair<BoostTraits::vertex_iterator, BoostTraits::vertex_iterator> vertices(
    const BoostGraph& graph) {
    const auto count = static_cast<BoostGraph::Vertex>(graph.network().nodes().size());
    return {BoostTraits::vertex_iterator(0), BoostTraits::vertex_iterator(count)};
}
inline std::size_t num_vertices(const BoostGraph& graph) {
    return graph.network().nodes().size();
}
inline std::pair<const DirectedLink*, const DirectedLink*> edges(const BoostGraph& graph) {
    const auto& list = graph.edge_list();
    return {list.data(), list.data() + list.size()};
}
inline std::size_t num_edges(const BoostGraph& graph) {
    return graph.edge_list().size();
}
inline std::pair<const DirectedLink*, const DirectedLink*> out_edges(BoostGraph::Vertex vertex,
                                                                     const BoostGraph& graph) {
    return graph.out_range(vertex);
}
inline std::size_t out_degree(BoostGraph::Vertex vertex, const BoostGraph& graph) {
    const auto [first, last] = graph.out_range(vertex);
    return static_cast<std::size_t>(last - first);
}
inline std::pair<const DirectedLink*, const DirectedLink*> in_edges(BoostGraph::Vertex vertex,
                                                                    const BoostGraph& graph) {
    return graph.in_range(vertex);
}
inline std::size_t in_degree(BoostGraph::Vertex vertex, const BoostGraph& graph) {
    const auto [first, last] = graph.in_range(vertex);
    return static_cast<std::size_t>(last - first);
}
inline std::size_t degree(BoostGraph::Vertex vertex, const BoostGraph& graph) {
    return out_degree(vertex, graph) + in_degree(vertex, graph);
}
inline BoostGraph::Vertex source(DirectedLink edge, const BoostGraph& graph) {
    return graph.source(edge);
}
inline BoostGraph::Vertex target(DirectedLink edge, const BoostGraph& graph) {
    return graph.target(edge);
}
inline boost::typed_identity_property_map<BoostGraph::Vertex> get(boost::vertex_index_t,
                                                                  const BoostGraph&) {
    return {};
}
inline BoostGraph::Vertex get(boost::vertex_index_t, const BoostGraph&, BoostGraph::Vertex vertex) {
    return vertex;
}
inline BoostEdgeIndex get(boost::edge_index_t, const BoostGraph& graph) {
    return {&graph};
}
inline std::size_t get(boost::edge_index_t, const BoostGraph& graph, DirectedLink edge) {
    return graph.edge_index(edge);
}

}  // namespace corridor
