#include "min_cost/competitors.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

namespace corridor::bench::min_cost {

CheapestFlow boost_successive_shortest_paths(const CostArcs& arcs) {
    using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using Edge = Traits::edge_descriptor;
    using EdgeProperty = boost::property<
        boost::edge_capacity_t, std::int64_t,
        boost::property<boost::edge_residual_capacity_t, std::int64_t,
                        boost::property<boost::edge_reverse_t, Edge,
                                        boost::property<boost::edge_weight_t, std::int64_t>>>>;
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                        boost::no_property, EdgeProperty>;
    Graph graph(arcs.node_count + 2);
    const std::size_t source = arcs.node_count;
    const std::size_t sink = source + 1;
    auto capacity = get(boost::edge_capacity, graph);
    auto residual = get(boost::edge_residual_capacity, graph);
    auto reverse = get(boost::edge_reverse, graph);
    auto weight = get(boost::edge_weight, graph);
    const auto add = [&](std::size_t tail, std::size_t head, std::int64_t limit,
                         std::int64_t cost) {
        const Edge there = add_edge(tail, head, graph).first;
        const Edge back = add_edge(head, tail, graph).first;
        capacity[there] = limit;
        capacity[back] = 0;
        weight[there] = cost;
        weight[back] = -cost;
        reverse[there] = back;
        reverse[back] = there;
        return there;
    };
    std::vector<Edge> edges;
    edges.reserve(arcs.count);
    for (std::size_t a = 0; a < arcs.count; ++a) {
        edges.push_back(add(arcs.tail[a], arcs.head[a], arcs.capacity[a], arcs.cost[a]));
    }
    for (std::uint32_t v = 0; v < arcs.node_count; ++v) {
        if (arcs.supply[v] > 0) {
            add(source, v, arcs.supply[v], 0);
        } else if (arcs.supply[v] < 0) {
            add(v, sink, -arcs.supply[v], 0);
        }
    }
    boost::successive_shortest_path_nonnegative_weights(graph, source, sink);
    CheapestFlow answer;
    answer.flow.resize(arcs.count);
    for (std::size_t a = 0; a < arcs.count; ++a) {
        answer.flow[a] = arcs.capacity[a] - residual[edges[a]];
        answer.cost += answer.flow[a] * arcs.cost[a];
    }
    return answer;
}

}  // namespace corridor::bench::min_cost
