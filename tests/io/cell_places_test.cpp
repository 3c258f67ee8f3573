#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/cell_places.hpp>
#include <corridor/io/files.hpp>

#include <vector>

using corridor::Place;
using corridor::io::CellPlaces;
using corridor::io::NamedText;
using corridor::io::NetworkFormat;

TEST_CASE("a figure of a folder is found by its table, row and column") {
    const corridor::test::TemporaryFolder folder;
    corridor::io::write_files(
        folder.path() / "network",
        std::vector<NamedText>{
            {"nodes.csv", "node_id,name\na,\"Two\nlines\"\nb,\n"},
            {"links.csv", "capacity,link_id,from_node_id,to_node_id\n1,x,a,b\n"}});
    CellPlaces places(folder.path() / "network", NetworkFormat::native);
    CHECK(places.place("nodes", "b", "node_id") == Place{"nodes.csv", 4, 1});
    CHECK(places.place("links", "x", "to_node_id") == Place{"links.csv", 2, 7});
    CHECK(places.place("links", "x", "system") == Place{"links.csv", 2, 1});
    CHECK(places.place("links", "y", "capacity") == Place{"links.csv", 0, 0});
    CHECK(places.place("demand", "d", "value") == Place{"demand.csv", 0, 0});
}

TEST_CASE("figures of the reference network, of GMNS tables and of single files have places too") {
    CHECK(CellPlaces().place("nodes", "xian", "node_id").line > 1);

    const corridor::test::TemporaryFolder folder;
    corridor::io::write_files(
        folder.path() / "g",
        std::vector<NamedText>{{"node.csv", "node_id\n1\n2\n"},
                               {"link.csv",
                                "link_id,from_node_id,to_node_id,directed,length,cor_capacity\n"
                                "7,1,2,1,5.5,3\n"},
                               {"cor_demand.csv", "demand_id,value\nd,3\n"}});
    CellPlaces gmns(folder.path() / "g", NetworkFormat::gmns);
    CHECK(gmns.place("links", "7", "length_km") == Place{"link.csv", 2, 9});
    CHECK(gmns.place("links", "7", "capacity") == Place{"link.csv", 2, 13});
    CHECK(gmns.place("nodes", "2", "node_id") == Place{"node.csv", 3, 1});

    CellPlaces file("x.geojson", NetworkFormat::geojson);
    CHECK(file.place("links", "7", "length_km") == Place{"x.geojson", 0, 0});
}
