#include "flow/engines.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

namespace corridor::flow {
namespace {

struct EdgeData {
    std::int64_t capacity = 0;
    std::int64_t residual = 0;
    boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>::edge_descriptor twin;
};

using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, EdgeData>;

}  // namespace

ArcSolution solve_with_boost(const ArcList& problem) {
    const std::int64_t beyond = beyond_any_flow(problem);
    std::int64_t leaving_source = 0;
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (problem.tail[a] == problem.source && problem.capacity[a] == unlimited) {
            const auto sum = checked_add(leaving_source, beyond);
            expects(sum && *sum <= largest_capacity_sum,
                    "Boost.Graph overflows when unlimited arcs leave the source and the sum of "
                    "capacities is near 2^62");
            leaving_source = *sum;
        }
    }
    Graph graph(problem.node_count);
    std::vector<Graph::edge_descriptor> edges(problem.arc_count());
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        // Boost.Graph takes a loop for its own twin; a loop never carries flow.
        if (problem.tail[a] == problem.head[a]) {
            continue;
        }
        const auto edge = boost::add_edge(problem.tail[a], problem.head[a], graph).first;
        const auto twin = boost::add_edge(problem.head[a], problem.tail[a], graph).first;
        const std::int64_t capacity = problem.capacity[a];
        graph[edge].capacity = capacity == unlimited ? beyond : capacity;
        graph[edge].twin = twin;
        graph[twin].twin = edge;
        edges[a] = edge;
    }

    ArcSolution solution;
    solution.value = boost::push_relabel_max_flow(
        graph, problem.source, problem.sink, boost::get(&EdgeData::capacity, graph),
        boost::get(&EdgeData::residual, graph), boost::get(&EdgeData::twin, graph),
        boost::get(boost::vertex_index, graph));
    solution.flow.assign(problem.arc_count(), 0);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (problem.tail[a] != problem.head[a]) {
            solution.flow[a] = graph[edges[a]].capacity - graph[edges[a]].residual;
        }
    }
    solution.source_side = residual_reach(problem, solution.flow, problem.source, false);
    return solution;
}

}  // namespace corridor::flow
