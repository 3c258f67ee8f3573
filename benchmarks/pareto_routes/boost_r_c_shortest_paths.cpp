#include "pareto_routes/competitors.hpp"

#include <corridor/network/selection.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/r_c_shortest_paths.hpp>

#include <algorithm>
#include <chrono>
#include <memory>

namespace corridor::bench {
namespace {

struct VertexData {
    std::size_t number;
};

struct ArcData {
    std::size_t number;
    Values values;
};

using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, VertexData, ArcData>;
using Vertex = Graph::vertex_descriptor;
using Edge = Graph::edge_descriptor;

struct Spent {
    Values values{};
    friend bool operator==(const Spent& a, const Spent& b) { return a.values == b.values; }
    friend bool operator<(const Spent& a, const Spent& b) { return a.values < b.values; }
};

struct Extend {
    bool operator()(const Graph& graph, Spent& next, const Spent& last, Edge edge) const {
        for (std::size_t i = 0; i < 3; ++i) {
            next.values[i] = last.values[i] + graph[edge].values[i];
        }
        return true;
    }
};

struct Dominates {
    bool operator()(const Spent& a, const Spent& b) const {
        return a.values[0] <= b.values[0] && a.values[1] <= b.values[1] &&
               a.values[2] <= b.values[2];
    }
};

Values values_of(const TonneCost& cost) {
    return {cost.money().micro_usd_per_t, cost.time().seconds, cost.co2e_g};
}

}  // namespace

Answer boost_labels(const CostModel& model, const RouteQuery& query) {
    const TransferGraph& sides = model.graph;
    const Network& network = model.network;
    Graph graph(sides.sides.size() + 2);
    const Vertex source = sides.sides.size();
    const Vertex sink = source + 1;
    for (Vertex v = 0; v < boost::num_vertices(graph); ++v) {
        graph[v].number = v;
    }
    std::size_t arcs = 0;
    const auto add = [&](Vertex from, Vertex to, const Values& values) {
        boost::add_edge(from, to, ArcData{arcs++, values}, graph);
    };
    const NodeId origin = *network.find_node(query.from);
    const NodeId destination = *network.find_node(query.to);
    const auto commodity = network.find_commodity(query.commodity);
    const std::vector<bool> open = open_links(network, query.selection);
    const auto add_link = [&](std::uint32_t link, std::uint32_t tail, std::uint32_t head) {
        const NodeId node = sides.sides[tail].node;
        if (node == origin) {
            add(source, head, values_of(model.link[link]));
            return;
        }
        for (std::uint32_t s = sides.sides_begin(node); s < sides.sides_end(node); ++s) {
            TonneCost cost = model.through(s, tail);
            cost += model.link[link];
            add(s, head, values_of(cost));
        }
    };
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        if (open[i] && (!commodity || link.commodities.contains(*commodity))) {
            add_link(i, sides.tail_side[i], sides.head_side[i]);
            if (!link.directed) {
                add_link(i, sides.head_side[i], sides.tail_side[i]);
            }
        }
    }
    for (std::uint32_t s = sides.sides_begin(destination); s < sides.sides_end(destination); ++s) {
        add(s, sink, Values{});
    }

    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::vector<Edge>> ways;
    std::vector<Spent> spent;
    boost::r_c_shortest_paths(graph, boost::get(&VertexData::number, graph),
                              boost::get(&ArcData::number, graph), source, sink, ways, spent,
                              Spent{}, Extend{}, Dominates{},
                              std::allocator<boost::r_c_shortest_paths_label<Graph, Spent>>(),
                              boost::default_r_c_shortest_paths_visitor());
    Answer answer;
    answer.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (const Spent& each : spent) {
        answer.values.push_back(each.values);
    }
    std::sort(answer.values.begin(), answer.values.end());
    return answer;
}

}  // namespace corridor::bench
