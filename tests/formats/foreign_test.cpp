#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/network_file.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using corridor::io::NamedText;
using corridor::io::NetworkFile;
using corridor::io::NetworkFormat;

NetworkFile read(const corridor::Parsed<NetworkFile>& parsed) {
    INFO(corridor::render(parsed.diagnostics()));
    REQUIRE(parsed.ok());
    return *parsed;
}

std::string file_of(const std::vector<NamedText>& files, const std::string& name) {
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const NamedText& each) { return each.name == name; });
    return file == files.end() ? "" : file->text;
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const std::vector<NamedText> town = {
    {"config.csv", "dataset_name,long_length,speed,crs,modeller\ntown,mi,mph,EPSG:4326,Ada\n"},
    {"node.csv",
     "node_id,x_coord,y_coord,zone_id,node_type,parking_spaces\n"
     "1,10,50,7,intersection,12\n"
     "2,10.5,50,,port,\n"},
    {"link.csv",
     "link_id,from_node_id,to_node_id,directed,length,capacity,lanes,free_speed,allowed_uses,"
     "facility_type,geometry,surface\n"
     "x,1,2,true,10,1800,2,50,\"grain,coal\",freeway,\"LINESTRING (10 50, 10.2 50.1, 10.5 50)\","
     "old asphalt\n"},
    {"zone.csv", "zone_id,name\n7,Centre\n"}};

}  // namespace

TEST_CASE("a GMNS folder keeps the columns and tables that we do not know") {
    const NetworkFile first = read(corridor::io::parse_gmns(town));
    const auto rendered = corridor::io::render_network(first, NetworkFormat::gmns, "town");
    REQUIRE(rendered.ok());
    const std::string links = file_of(rendered->files, "link.csv");
    CHECK(says(links, "old asphalt"));
    CHECK(says(links, "freeway"));
    CHECK(says(links, "\"LINESTRING (10 50, 10.2 50.1, 10.5 50)\""));
    CHECK(says(links, "\"grain,coal\""));
    CHECK(says(file_of(rendered->files, "node.csv"), "parking_spaces"));
    CHECK(says(file_of(rendered->files, "node.csv"), "intersection"));
    CHECK(says(file_of(rendered->files, "config.csv"), "Ada"));
    CHECK(file_of(rendered->files, "zone.csv") == "zone_id,name\n7,Centre\n");

    const NetworkFile second = read(corridor::io::parse_gmns(rendered->files));
    CHECK(second.links.names == first.links.names);
    CHECK(second.links.cells == first.links.cells);
    CHECK(second.nodes.cells == first.nodes.cells);
    const auto again = corridor::io::render_network(second, NetworkFormat::gmns, "town");
    CHECK(file_of(again->files, "link.csv") == links);
    CHECK(file_of(again->files, "config.csv") == file_of(rendered->files, "config.csv"));
}

TEST_CASE("a road network in miles and vehicles an hour is converted, and says what was assumed") {
    const auto parsed = corridor::io::parse_gmns(town);
    const NetworkFile network = read(parsed);
    const corridor::Link& link = network.data.network.links().front();
    CHECK(link.length.metres == 16'093);
    CHECK(link.transit_time.seconds == 720);
    CHECK(link.capacity->stated.text() == "31536000 vehicles/yr");
    CHECK(link.mode == corridor::Mode::road);
    CHECK(link.directed);
    CHECK(network.data.network.commodities().size() == 2);
    CHECK(network.data.network.nodes()[1].kind == "port");
    const std::string told = corridor::render(parsed.diagnostics());
    CHECK(says(told, "8760 hours a year"));
    CHECK(says(told, "'freeway' in 1 rows"));
    CHECK(says(told, "length / free_speed"));
}

TEST_CASE("short freight columns of a GMNS file are read with their unit") {
    std::vector<NamedText> files = {
        {"node.csv", "node_id,x_coord,y_coord,cor_dwell_h\na,1,2,3\nb,2,2,\n"},
        {"link.csv",
         "link_id,from_node_id,to_node_id,directed,cor_mode,cor_trains_per_day,"
         "cor_capacity_t_per_year,cor_cost_usd_per_t,cor_open_year,cor_status\n"
         "r,a,b,0,rail,12,,4.5,2027,planned\n"
         "s,a,b,0,rail_ferry,,500000,,,\n"}};
    const NetworkFile network = read(corridor::io::parse_gmns(files));
    const auto links = network.data.network.links();
    CHECK(links[0].capacity->stated.text() == "12 trains/day");
    CHECK(links[0].tariff.micro_usd_per_t == 4'500'000);
    CHECK(links[0].opening_year == 2027);
    CHECK(links[0].status == corridor::Status::planned);
    CHECK(links[1].capacity->rate.count() == 500'000);
    CHECK(links[1].mode == corridor::Mode::rail_ferry);
    CHECK(network.data.network.nodes()[0].dwell.seconds == 10'800);
}

TEST_CASE("coordinates in another reference system are kept, and nodes have no place") {
    std::vector<NamedText> files = town;
    files[0].text = "dataset_name,long_length,speed,crs\ntown,km,km/h,EPSG:26917\n";
    const NetworkFile network = read(corridor::io::parse_gmns(files));
    CHECK_FALSE(network.data.network.nodes()[0].position.has_value());
    const auto rendered = corridor::io::render_network(network, NetworkFormat::gmns, "town");
    CHECK(says(file_of(rendered->files, "node.csv"), "10.5,50"));
    CHECK(says(file_of(rendered->files, "config.csv"), "EPSG:26917"));
}

TEST_CASE("the edges of open-gira are understood by their own names") {
    const auto parsed = corridor::io::parse_geojson("edges.geojson", R"({
"type": "FeatureCollection", "features": [
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [50.0, 40.0]},
 "properties": {"id": "p1", "infra": "port", "name": "Baku", "iso3": "AZE"}},
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [5.1e1, 43]},
 "properties": {"id": "p2", "infra": "roundhouse", "iso3": "KAZ"}},
{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[50.0, 40.0], [51, 43]]},
 "properties": {"id": "e1", "from_id": "p1", "to_id": "p2", "mode": "maritime",
                "distance_km": 420.5, "cost_USD_t_km": 0.02, "from_iso3": "AZE", "lanes": null}}]})");
    const NetworkFile network = read(parsed);
    const auto nodes = network.data.network.nodes();
    CHECK(nodes[0].kind == "port");
    CHECK(nodes[0].country == "AZE");
    CHECK(nodes[1].position->longitude == Approx(51.0));
    const corridor::Link& link = network.data.network.links().front();
    CHECK(link.mode == corridor::Mode::container_vessel);
    CHECK(link.length.metres == 420'500);
    CHECK(link.tariff.micro_usd_per_t == 8'410'000);
    CHECK(says(corridor::render(parsed.diagnostics()), "maritime is read as container_vessel"));
    CHECK(network.links.names ==
          std::vector<std::string>{"cost_USD_t_km", "from_iso3", "geometry"});
}

TEST_CASE("the edges of DisruptSC, which have no end nodes, are joined where they meet") {
    const auto parsed = corridor::io::parse_geojson("in/railways_edges.geojson", R"({
"type": "FeatureCollection", "features": [
{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 3], [2, 2]]},
 "properties": {"length_km": 12, "max_speed": 80, "surface_type": "paved"}},
{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[2, 2], [4, 4]]},
 "properties": {"length_km": 9, "max_speed": 60}}]})");
    const NetworkFile network = read(parsed);
    CHECK(network.data.network.nodes().size() == 3);
    const auto links = network.data.network.links();
    CHECK(links[0].id == "l1");
    CHECK(links[0].head == links[1].tail);
    CHECK(links[1].mode == corridor::Mode::rail);
    CHECK(says(corridor::render(parsed.diagnostics()), "none for 2 lines"));
    const auto written =
        corridor::io::render_network(network, NetworkFormat::geojson, "out.geojson");
    CHECK(says(written->files.front().text, "[[1, 1], [2, 3], [2, 2]]"));
    CHECK(says(written->files.front().text, "\"max_speed\": 80"));
    const NetworkFile again =
        read(corridor::io::parse_geojson("out.geojson", written->files.front().text));
    CHECK(again.links.cells == network.links.cells);
}

TEST_CASE("TNTP numbers may have the semicolon glued to them, and trips become demand") {
    const auto parsed = corridor::io::parse_tntp(
        {"small_net.tntp",
         "<NUMBER OF ZONES> 2\t\n<NUMBER OF NODES> 3\n<FIRST THRU NODE> 3\n"
         "<NUMBER OF LINKS> 2\n<ORIGINAL HEADER>~ Tail Head Capacity (veh/h) Length (ft) Free ;\n"
         "<END OF METADATA>\n\n~ init term capacity ;\n"
         "\t1\t3\t900.5\t5280\t1.5\t0.15\t4\t0\t0\t1;\n  3 2 1 10 2 1e9 1 0 0 1\t;\n"},
        {"small_trips.tntp",
         "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 6.0\n<END OF METADATA>\nOrigin 1\n"
         " 1 : 4.0; 2:6.0;\nOrigin 2\n 1 : 0;\n"});
    const NetworkFile network = read(parsed);
    const auto links = network.data.network.links();
    REQUIRE(links.size() == 2);
    CHECK(links[0].capacity->stated.text() == "7888380 vehicles/yr");
    CHECK(links[0].length.metres == 1'609);
    CHECK(links[0].transit_time.seconds == 90);
    REQUIRE(network.data.demand.size() == 1);
    CHECK(network.data.demand[0].id == "1_2");
    CHECK(network.data.demand[0].stated.text() == "52560 vehicles/yr");
    CHECK(network.links.cells[1][3] == "1e9");
    const std::string told = corridor::render(parsed.diagnostics());
    CHECK(says(told, "vehicles an hour"));
    CHECK(says(told, "minutes are assumed"));
    CHECK(says(told, "feet in the header"));
    CHECK(says(told, "FIRST THRU NODE"));
    CHECK(says(told, "trips within a zone"));
}

TEST_CASE("an SNDlib network has links both ways, and what it leaves open is told") {
    const std::string head = "?SNDlib native format; type: network; version: 1.0\n";
    const auto read = corridor::io::parse_sndlib_network(
        "x.txt", head +
                     "NODES ( a ( 18.6 54.2 ) b ( 17.9 53.1 ) c )\n"
                     "LINKS ( ab ( a b ) 40.5 1 2.5 7 ( 155 156 622 468 )\n"
                     "  bc ( b c ) 0 0 0 272 ( 155 272 622 816 ) )\n"
                     "DEMANDS ( d1 ( a c ) 2 195.5 UNLIMITED )\n");
    INFO(corridor::render(read.diagnostics()));
    REQUIRE(read.ok());
    const corridor::Network& network = read->data.network;
    REQUIRE(network.links().size() == 2);
    CHECK_FALSE(network.links()[0].directed);
    CHECK(network.links()[0].capacity->stated.text() == "40.5 t/yr");
    CHECK(network.links()[0].tariff.micro_usd_per_t == 2'500'000);
    CHECK(network.links()[1].capacity->rate.count() == 622);
    CHECK(network.nodes()[0].position->latitude == Approx(54.2));
    CHECK_FALSE(network.nodes()[2].position.has_value());
    CHECK(read->data.demand.at(0).rate.count() == 391);
    CHECK(read->links.names.back() == "sndlib_modules");
    CHECK(read->links.cells[1].back() == "155 272;622 816");
    const std::string told = corridor::render(read.diagnostics());
    CHECK(told.find("t/yr are assumed") != std::string::npos);
    CHECK(told.find("modules alone on 1 links") != std::string::npos);
    CHECK(told.find("USD/t are assumed") != std::string::npos);

    const auto in_metres = corridor::io::parse_sndlib_network(
        "x.txt", head + "NODES ( a ( 5000 200 ) )\nLINKS ( )\nDEMANDS ( )\n");
    INFO(corridor::render(in_metres.diagnostics()));
    REQUIRE(in_metres.ok());
    CHECK_FALSE(in_metres->data.network.nodes()[0].position.has_value());
    CHECK(in_metres->nodes.names == std::vector<std::string>{"sndlib_x", "sndlib_y"});

    const auto refused = corridor::io::parse_sndlib_network(
        "x.txt", head + "NODES ( a b )\nLINKS ( ab ( a b ) 1e15 0 9e14 0 ( ) )\nDEMANDS ( )\n");
    CHECK_FALSE(refused.ok());
    CHECK(corridor::render(refused.diagnostics()).find("x.txt:3:9") != std::string::npos);
}
