// Any algorithm of Boost.Graph runs on a network: the quickest way from Xi'an to Poti by Dijkstra.
#include <corridor/corridor.hpp>
#include <corridor/network/boost_graph.hpp>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <fmt/format.h>

int main() {
    const corridor::BoostGraph graph(
        corridor::middle_corridor(),
        {.exclude_modes = {corridor::Mode::road}, .exclude_countries = {"RUS", "IRN"}});
    const corridor::Network& network = graph.network();
    const auto hours =
        boost::make_function_property_map<corridor::DirectedLink>([&](corridor::DirectedLink edge) {
            const corridor::Node& arrival = network.nodes()[graph.target(edge)];
            return graph.link(edge).transit_time.hours() + arrival.dwell.hours();
        });
    std::vector<double> time(network.nodes().size());
    std::vector<corridor::BoostGraph::Vertex> before(network.nodes().size());
    const auto index = get(boost::vertex_index, graph);
    const auto xian = network.find_node("xian")->index;
    boost::dijkstra_shortest_paths(
        graph, xian,
        boost::weight_map(hours)
            .distance_map(boost::make_iterator_property_map(time.begin(), index))
            .predecessor_map(boost::make_iterator_property_map(before.begin(), index)));

    for (auto at = network.find_node("poti_port")->index; at != xian; at = before[at]) {
        fmt::print("{:>6.1f} h  {}\n", time[at], network.nodes()[at].name);
    }
}
