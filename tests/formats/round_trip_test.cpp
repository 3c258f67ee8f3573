#include "formats/fingerprint.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::io::NamedText;
using corridor::io::NetworkFile;
using corridor::io::NetworkFormat;
using corridor::test::fingerprint;

/// Writes a network into `folder` and reads it from there, as `corridor convert` does.
NetworkFile through(const NetworkFile& network, NetworkFormat format, const fs::path& folder) {
    const auto rendered = corridor::io::render_network(network, format, "network.geojson");
    INFO(corridor::render(rendered.diagnostics()));
    REQUIRE(rendered.ok());
    corridor::io::write_files(folder, rendered->files);
    auto read = corridor::io::read_network_file(
        format == NetworkFormat::geojson ? folder / "network.geojson" : folder, format);
    INFO(corridor::render(read.diagnostics()));
    REQUIRE(read.ok());
    return std::move(read).value();
}

std::int64_t flow_between(const corridor::Network& network, const std::string& from,
                          const std::string& to, const std::string& commodity) {
    const auto flow =
        corridor::max_flow(network, {.from = {from}, .to = {to}, .commodity = commodity});
    return flow.outcome == corridor::flow::Outcome::optimal ? flow.value.count() : -1;
}

std::string rendered_text(const NetworkFile& network, NetworkFormat format) {
    std::string text;
    const auto rendered = corridor::io::render_network(network, format, "network.geojson");
    for (const NamedText& file : rendered->files) {
        text += "== " + file.name + "\n" + file.text;
    }
    return text;
}

}  // namespace

TEST_CASE("the Middle Corridor says the same after a trip through every format") {
    const NetworkFile original = corridor::io::middle_corridor_file();
    const std::vector<std::string> expected = fingerprint(original.data);
    REQUIRE(expected.size() > 400);
    for (const NetworkFormat format :
         {NetworkFormat::native, NetworkFormat::gmns, NetworkFormat::geojson}) {
        const corridor::test::TemporaryFolder folder;
        const NetworkFile read = through(original, format, folder.path() / "network");
        INFO(corridor::io::to_string(format));
        CHECK(fingerprint(read.data) == expected);
        CHECK(read.links.names == original.links.names);
        CHECK(read.links.cells == original.links.cells);
        CHECK(rendered_text(read, NetworkFormat::native) ==
              rendered_text(original, NetworkFormat::native));
    }
}

TEST_CASE("flows between a hundred random pairs are the same after GMNS and GeoJSON") {
    const NetworkFile original = corridor::io::middle_corridor_file();
    const corridor::test::TemporaryFolder folder;
    const NetworkFile gmns = through(original, NetworkFormat::gmns, folder.path() / "gmns");
    const NetworkFile geojson = through(gmns, NetworkFormat::geojson, folder.path() / "geojson");
    const NetworkFile native = through(geojson, NetworkFormat::native, folder.path() / "native");
    const auto nodes = original.data.network.nodes();
    const auto commodities = original.data.network.commodities();
    std::mt19937 random(20);
    int with_flow = 0;
    for (int pair = 0; pair < 100; ++pair) {
        const std::string from = nodes[random() % nodes.size()].id;
        std::string to = from;
        while (to == from) {
            to = nodes[random() % nodes.size()].id;
        }
        const std::string commodity =
            pair % 3 == 0 ? "" : commodities[random() % commodities.size()];
        INFO(from << " to " << to << " " << commodity);
        const std::int64_t value = flow_between(original.data.network, from, to, commodity);
        with_flow += value != 0 ? 1 : 0;
        CHECK(flow_between(gmns.data.network, from, to, commodity) == value);
        CHECK(flow_between(geojson.data.network, from, to, commodity) == value);
        CHECK(flow_between(native.data.network, from, to, commodity) == value);
    }
    CHECK(with_flow > 30);
}

TEST_CASE("a network keeps odd names, its own units and figures that no decimal hits exactly") {
    const std::vector<NamedText> files = {
        {"nodes.csv",
         "node_id,name,x_coord,y_coord,capacity_mt_per_year,dwell_hours,notes\n"
         "a,\"Port \"\"A\"\", east\",-0.00001,51.5,5.50,0.333,\"two\nlines \\ and é\"\n"
         "b,,,,,12,\n"},
        {"links.csv",
         "link_id,from_node_id,to_node_id,directed,capacity,capacity_unit,length_km,"
         "transit_time_hours,tariff,commodities,status,opening_year,surface\n"
         "ab,a,b,1,3,wagons/day,0.0015,0.0003,0.000001,grain;coal,planned,2031,\"rough, old\"\n"
         "ba,b,a,0,,,,,,coal,idle,,007\n"},
        {"units.csv", "unit,dimension,factor,divisor\nwagons/day,trains,21900.5,1\n"}};
    corridor::Parsed<corridor::Dataset> data = corridor::parse_dataset(files);
    REQUIRE(data.ok());
    const corridor::test::TemporaryFolder folder;
    corridor::io::write_files(folder.path() / "start", files);
    const auto start =
        corridor::io::read_network_file(folder.path() / "start", NetworkFormat::native);
    REQUIRE(start.ok());
    CHECK(start->links.names == std::vector<std::string>{"surface"});
    for (const NetworkFormat format :
         {NetworkFormat::native, NetworkFormat::gmns, NetworkFormat::geojson}) {
        INFO(corridor::io::to_string(format));
        const NetworkFile read =
            through(*start, format, folder.path() / std::string(corridor::io::to_string(format)));
        CHECK(fingerprint(read.data) == fingerprint(*data));
        CHECK(read.links.cells == start->links.cells);
    }
}

TEST_CASE("what a simulation needs to know comes through every format") {
    const std::vector<NamedText> files = {
        {"nodes.csv",
         "node_id,servers,service_h,service_cv,opening_hours,mtbf_h,mttr_h,storage_t,when_full,"
         "berths,berth_t_per_h\n"
         "mine,2,0.25,1,08:00-20:30,1000.5,12,5000,turn_away,,\n"
         "port,,,,,,,,,3,450.5\n"
         "town,,,,,,,,,,\n"
         "yard,,,,,700,7,,,,\n"
         "depot,1,999999999999999999,,,,,0.00000000000000012,,,\n"},
        {"links.csv",
         "link_id,from_node_id,to_node_id,servers,service_h,opening_hours,headway_h,fleet\n"
         "rail,mine,port,1,2,22:00-06:00,0.5,\n"
         "sea,port,town,,,,,ships\n"
         "road,town,yard,,,,,\n"},
        {"fleets.csv",
         "fleet_id,name,vessels,payload_t,load_h,unload_h,service_cv,departure,longest_wait_h,"
         "headway_h,mtbf_h,mttr_h,note\n"
         "ships,Ships of the sea,4,2370,38.5,37.5,0.3,timetable,72,24,8000,48,\"old, but sound\"\n"
         "barges,,1,100,,,,,,,,,\n"},
        {"service_times.csv", "place_id,service_h\nrail,3\ntown,1.5\nrail,0.1\ntown,2\n"},
        {"demand.csv",
         "demand_id,origin_node,destination_node,value,unit,arrivals,lot_t,priority\n"
         "ore,mine,town,1,Mt/yr,table,,2\n"
         "coal,mine,port,1,Mt/yr,regular,1500.5,\n"},
        {"arrivals.csv", "demand_id,at_h,tonnes\nore,1.5,3000\nore,0,20.25\n"}};
    const corridor::test::TemporaryFolder folder;
    corridor::io::write_files(folder.path() / "start", files);
    const auto start =
        corridor::io::read_network_file(folder.path() / "start", NetworkFormat::native);
    INFO(corridor::render(start.diagnostics()));
    REQUIRE(start.ok());
    const corridor::Operations& operations = start->data.operations;
    REQUIRE(operations.nodes.size() == 5);
    CHECK(operations.nodes[2].place == "town");
    CHECK(operations.nodes[2].observed_service_h == std::vector<double>{1.5, 2.0});
    CHECK(operations.links.size() == 2);
    for (const NetworkFormat format :
         {NetworkFormat::native, NetworkFormat::gmns, NetworkFormat::geojson}) {
        INFO(corridor::io::to_string(format));
        const NetworkFile read =
            through(*start, format, folder.path() / std::string(corridor::io::to_string(format)));
        CHECK(fingerprint(read.data) == fingerprint(start->data));
    }
}

TEST_CASE("what a DIMACS file has no place for is told") {
    NetworkFile network = corridor::io::middle_corridor_file();
    CHECK_FALSE(corridor::io::render_network(network, NetworkFormat::dimacs_max, "x.max").ok());
    network.source = "xian";
    network.sink = "alat_port";
    const auto rendered = corridor::io::render_network(network, NetworkFormat::dimacs_max, "x.max");
    REQUIRE(rendered.ok());
    const std::string told = corridor::render(rendered->dropped);
    CHECK(told.find("limits of nodes") != std::string::npos);
    CHECK(told.find("planned or idle links") != std::string::npos);
    CHECK(told.find("two-way links") != std::string::npos);
}
