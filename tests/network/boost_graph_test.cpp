#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/network/boost_graph.hpp>

#include <boost/concept/assert.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <limits>
#include <vector>

using namespace corridor;
using corridor::test::ascii_network;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<BoostGraph>));

namespace {

const char* const corridor_text =
    "xian -9/40-> khorgos -7/20- aktau -2/24-> alat\n"
    "khorgos -8/60-> turkmenbashi -3/18-> alat\n"
    "poti -5/10- batumi\n";

}  // namespace

TEST_CASE("Dijkstra of Boost.Graph runs on a network") {
    const BoostGraph graph(ascii_network(corridor_text));
    std::vector<double> hours(num_vertices(graph));
    const auto time_of = boost::make_function_property_map<DirectedLink>(
        [&](DirectedLink edge) { return graph.link(edge).transit_time.hours(); });
    boost::dijkstra_shortest_paths(
        graph, graph.network().find_node("xian")->index,
        boost::weight_map(time_of).distance_map(
            boost::make_iterator_property_map(hours.begin(), get(boost::vertex_index, graph))));
    CHECK(hours[graph.network().find_node("alat")->index] == 84.0);
    CHECK(hours[graph.network().find_node("turkmenbashi")->index] == 100.0);
    CHECK(hours[graph.network().find_node("poti")->index] == std::numeric_limits<double>::max());
}

TEST_CASE("connected components of Boost.Graph run on a network") {
    const BoostGraph graph(ascii_network("a -1- b\nc -1- d -1- e\nf -1- f\n"));
    std::vector<int> component(num_vertices(graph));
    const int count = boost::connected_components(
        graph,
        boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
    CHECK(count == 3);
    CHECK(component[0] == component[1]);
    CHECK(component[2] == component[4]);
    CHECK(component[0] != component[2]);
}

TEST_CASE("Edmonds-Karp of Boost.Graph runs on a network") {
    const BoostGraph graph(ascii_network(corridor_text), {}, true);
    std::vector<std::int64_t> residual(num_edges(graph));
    const auto capacity_of = boost::make_function_property_map<DirectedLink>(
        [&](DirectedLink edge) { return graph.capacity(edge, 1'000'000); });
    const std::int64_t value = boost::edmonds_karp_max_flow(
        graph, graph.network().find_node("xian")->index, graph.network().find_node("alat")->index,
        boost::capacity_map(capacity_of)
            .residual_capacity_map(
                boost::make_iterator_property_map(residual.begin(), get(boost::edge_index, graph)))
            .reverse_edge_map(BoostReverseEdge{}));
    CHECK(value == 5);
}

TEST_CASE("a two-way link is two edges and a closed link is none") {
    const Network network = ascii_network("a -1- b -1-> c");
    const BoostGraph graph(network);
    CHECK(num_edges(graph) == 3);
    CHECK(out_degree(1, graph) == 2);
    CHECK(in_degree(1, graph) == 1);
    CHECK(in_degree(2, graph) == 1);
    CHECK(num_edges(BoostGraph(network, {.exclude_links = {"a-b"}})) == 1);
    CHECK(num_edges(BoostGraph(network, {}, true)) == 4);
}
