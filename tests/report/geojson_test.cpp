#include "support/catch.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/report/geojson.hpp>

#include <nlohmann/json.hpp>

#include <map>
#include <string>

using Json = nlohmann::json;

TEST_CASE("a flow opens in a map: a line for each link, balanced at every point between") {
    corridor::report::MaxFlowReport report{
        .network_name = "middle-corridor",
        .network = corridor::middle_corridor(),
        .query = {.from = {"xian"}, .to = {"alat_port"}, .commodity = "containers"}};
    report.query.selection.exclude_countries = {"RUS", "IRN"};
    report.query.selection.exclude_links = {"ocean_*"};
    report.answer = corridor::max_flow(report.network, report.query);
    const Json map = Json::parse(corridor::report::render_geojson(report));
    CHECK(map["type"] == "FeatureCollection");
    std::map<std::string, std::int64_t> balance;
    std::size_t lines = 0;
    for (const Json& feature : map["features"]) {
        const Json& properties = feature["properties"];
        if (feature["geometry"]["type"] == "LineString") {
            ++lines;
            const auto flow = properties["flow_t_per_year"].get<std::int64_t>();
            balance[properties["from_node_id"].get<std::string>()] -= flow;
            balance[properties["to_node_id"].get<std::string>()] += flow;
            const corridor::Node& node = report.network.node(
                *report.network.find_node(properties["from_node_id"].get<std::string>()));
            CHECK(feature["geometry"]["coordinates"][0][0] == node.position->longitude);
            CHECK(feature["geometry"]["coordinates"][0][1] == node.position->latitude);
        } else {
            CHECK(feature["geometry"]["type"] == "Point");
        }
    }
    CHECK(lines > 5);
    CHECK(balance["xian"] == -6096000);
    CHECK(balance["alat_port"] == 6096000);
    for (const auto& [node, net] : balance) {
        if (node != "xian" && node != "alat_port") {
            CHECK(net == 0);
        }
    }
}

TEST_CASE("a place without a position is kept, without a geometry") {
    corridor::NetworkBuilder builder;
    builder.add_node({.id = "a"});
    builder.add_node({.id = "b", .position = corridor::GeoPoint{50.0, 40.0}});
    builder.add_link({.id = "ab", .from = "a", .to = "b"});
    corridor::report::MaxFlowReport report{
        .network_name = "two",
        .network = builder.build().value(),
        .query = {.from = {{"a", corridor::TonnesPerYear(5)}}, .to = {"b"}}};
    report.answer = corridor::max_flow(report.network, report.query);
    const Json map = Json::parse(corridor::report::render_geojson(report));
    REQUIRE(map["features"].size() == 3);
    CHECK(map["features"][0]["geometry"].is_null());
    CHECK(map["features"][0]["properties"]["flow_t_per_year"] == 5);
}
