#include "support/catch.hpp"

#include <corridor/network/builder.hpp>
#include <corridor/report/max_flow.hpp>
#include <corridor/report/no_route.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using corridor::FlowQuery;
using corridor::LinkSpec;
using corridor::Network;
using corridor::NetworkBuilder;
using corridor::quantity;
using corridor::Status;
using corridor::report::MaxFlowReport;
using Json = nlohmann::json;

Network network_of(std::vector<LinkSpec> links) {
    NetworkBuilder builder;
    for (const char* id : {"mine", "yard", "port", "market"}) {
        builder.add_node({.id = id, .country = id == std::string("port") ? "GEO" : "AZE"});
    }
    for (LinkSpec& link : links) {
        builder.add_link(std::move(link));
    }
    return builder.build().value();
}

MaxFlowReport report_of(const Network& network, FlowQuery query) {
    MaxFlowReport report;
    report.network_name = "test";
    report.network = network;
    report.query = std::move(query);
    report.answer = corridor::max_flow(network, report.query);
    return report;
}

}  // namespace

TEST_CASE("a two-way link used against its direction is listed in the direction of travel") {
    const Network network =
        network_of({{.id = "rail", .from = "yard", .to = "mine", .capacity = quantity("2 Mt/yr")},
                    {.id = "spur", .from = "yard", .to = "port", .capacity = quantity("3 Mt/yr")}});
    const Json answer =
        Json::parse(render_json(report_of(network, {.from = {"mine"}, .to = {"port"}})));
    CHECK(answer["value_t_per_year"] == 2000000);
    CHECK(answer["links"][0]["from_node_id"] == "mine");
    CHECK(answer["links"][0]["to_node_id"] == "yard");
    CHECK(answer["links"][0]["flow_t_per_year"] == 2000000);
    CHECK(answer["links"][1]["utilisation"] == 0.666667);
    CHECK(answer.count("solve_seconds") == 0);
}

TEST_CASE("where nothing can move the cut alone is the proof, and no price is spoken of") {
    const Network network =
        network_of({{.id = "rail", .from = "mine", .to = "yard", .capacity = quantity("2 Mt/yr")}});
    MaxFlowReport report = report_of(network, {.from = {"mine"}, .to = {"port"}});
    report.least = corridor::report::LeastOfLargest{};
    const std::string text = render_table(report);
    CHECK(text.find("No open route leads from mine to port") != std::string::npos);
    CHECK(text.find("certified 1/1: a cut of 0 t/yr, so nothing can move") != std::string::npos);
    CHECK(text.find("/2") == std::string::npos);
}

TEST_CASE("links without flow are listed when asked for, where they are open") {
    const Network network =
        network_of({{.id = "rail", .from = "mine", .to = "port", .capacity = quantity("2 Mt/yr")},
                    {.id = "idle", .from = "mine", .to = "port", .status = Status::idle},
                    {.id = "oil_only", .from = "port", .to = "market", .commodities = {"oil"}},
                    {.id = "branch", .from = "port", .to = "market", .commodities = {"grain"}}});
    MaxFlowReport report =
        report_of(network, {.from = {"mine"}, .to = {"port"}, .commodity = "grain"});
    CHECK(Json::parse(render_json(report))["links"].size() == 1);
    report.all_links = true;
    const Json links = Json::parse(render_json(report))["links"];
    REQUIRE(links.size() == 2);
    CHECK(links[1]["link_id"] == "branch");
    CHECK(links[1]["capacity_t_per_year"].is_null());
}

TEST_CASE("a capacity stated in containers is no capacity of other cargo") {
    corridor::UnitTable units;
    units.add({"TEU/yr", corridor::Dimension::containers, corridor::Decimal(14),
               corridor::Decimal(1), ""});
    NetworkBuilder builder(units);
    builder.add_node({.id = "a"}).add_node({.id = "b"}).add_commodity("grain");
    builder.add_link({.id = "wide",
                      .from = "a",
                      .to = "b",
                      .capacity = corridor::Quantity{corridor::Decimal(1000), "TEU/yr"}});
    const Network network = builder.build().value();
    MaxFlowReport report;
    report.network = network;
    report.query = {
        .from = {{"a", corridor::TonnesPerYear(500)}}, .to = {"b"}, .commodity = "grain"};
    report.answer = corridor::max_flow(network, report.query);
    const Json answer = Json::parse(render_json(report));
    CHECK(answer["value_t_per_year"] == 500);
    CHECK(answer["links"][0]["capacity_t_per_year"].is_null());
    CHECK(answer["origins"][0]["limit_t_per_year"] == 500);
    CHECK(answer["origins"][0]["in_cut"] == true);
}

TEST_CASE("where nothing can move, the fewest links that would help are named with their reason") {
    const Network network =
        network_of({{.id = "old", .from = "mine", .to = "yard", .status = Status::idle},
                    {.id = "ferry", .from = "yard", .to = "market"},
                    {.id = "tunnel",
                     .from = "yard",
                     .to = "port",
                     .status = Status::planned,
                     .opening_year = 2030},
                    {.id = "pipe", .from = "port", .to = "market", .commodities = {"oil"}},
                    {.id = "one_way", .from = "market", .to = "mine", .directed = true}});
    const auto explained = [&](FlowQuery query) {
        return corridor::report::explain_no_route(network, query);
    };
    CHECK(explained({.from = {"mine"}, .to = {"market"}}) ==
          "No open route leads from mine to market; with old (idle) there would be one.");
    CHECK(explained({.from = {"yard"},
                     .to = {"port"},
                     .commodity = "oil",
                     .selection = {.exclude_links = {"ferry", "pipe"}}}) ==
          "No open route that carries oil leads from yard to port; with tunnel (planned for 2030) "
          "there would be one.");
    CHECK(explained({.from = {"mine", "yard"},
                     .to = {"market"},
                     .selection = {.exclude_links = {"fer*", "pipe"}}}) ==
          "No open route leads from mine, yard to market; with ferry (excluded by the pattern "
          "fer*) there would be one.");
    CHECK(explained({.from = {"yard"},
                     .to = {"market"},
                     .selection = {.exclude_modes = {corridor::Mode::rail}}}) ==
          "No open route leads from yard to market; with ferry (excluded with the mode rail) there "
          "would be one.");
    CHECK(explained({.from = {"market"},
                     .to = {"port"},
                     .commodity = "oil",
                     .selection = {.exclude_countries = {"GEO"}}}) ==
          "No open route that carries oil leads from market to port; with pipe (excluded with the "
          "country GEO) there would be one.");
}

TEST_CASE("where even closed links make no route, that is said") {
    const Network network = network_of({{.id = "one_way",
                                         .from = "market",
                                         .to = "mine",
                                         .directed = true,
                                         .status = Status::idle}});
    CHECK(corridor::report::explain_no_route(network, {.from = {"mine"}, .to = {"market"}}) ==
          "No open route leads from mine to market, and no closed link would make one.");
}

TEST_CASE("where the places themselves may exchange nothing, no link is blamed") {
    const Network network = network_of({{.id = "rail", .from = "mine", .to = "port"}});
    CHECK(corridor::report::explain_no_route(
              network, {.from = {{"mine", corridor::TonnesPerYear(0)}}, .to = {"port"}}) ==
          "A route is open, but its origins and destinations may exchange nothing.");
}

TEST_CASE("a route without limits is an answer, with the route") {
    const Network network = network_of({{.id = "sea", .from = "mine", .to = "port"}});
    const MaxFlowReport report = report_of(network, {.from = {"mine"}, .to = {"port"}});
    const Json answer = Json::parse(render_json(report));
    CHECK(answer["outcome"] == "unbounded");
    CHECK(answer["value_t_per_year"].is_null());
    CHECK(answer["unlimited_route"][0]["link_id"] == "sea");
    CHECK(render_table(report).find("unlimited: nothing limits the flow along sea") !=
          std::string::npos);
}
