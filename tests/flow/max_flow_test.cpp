#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

using namespace corridor;
using corridor::test::ascii_network;

namespace {

std::string names(const Network& network, const MaxFlow& flow) {
    return fmt::format("{}", fmt::join(network.names(flow.cut), " "));
}

std::int64_t on(const Network& network, const MaxFlow& flow, const char* link) {
    return flow.link_flow[network.find_link(link)->index];
}

UnitTable units_with_teu() {
    UnitTable units;
    units.add({"TEU/yr", Dimension::containers, Decimal(14), Decimal(1), ""});
    return units;
}

}  // namespace

TEST_CASE("what binds is named, and the rest is shown where it goes") {
    const Network map = ascii_network("mine -9-> yard -4-> port\nyard -3-> border -5-> port");
    const MaxFlow flow = max_flow(map, {.from = {"mine"}, .to = {"port"}});
    CHECK(flow.value == TonnesPerYear(7));
    CHECK(names(map, flow) == "yard-port yard-border");
    CHECK(flow.cut_is_unique);
    CHECK(flow.certified);
    CHECK(on(map, flow, "border-port") == 3);
    CHECK(flow.origins.front().flow == TonnesPerYear(7));
}

TEST_CASE("the quicker way fills first and the slow one takes the rest") {
    const Network map = ascii_network("port -12/2-> plant\nport -14/9-> yard -15/6-> plant");
    const MaxFlow flow = max_flow(map, {.from = {{"port", TonnesPerYear(14)}}, .to = {"plant"}});
    CHECK(flow.value == TonnesPerYear(14));
    CHECK(on(map, flow, "port-plant") == 12);
    CHECK(on(map, flow, "yard-plant") == 2);
    CHECK(flow.cut.empty());
    CHECK(flow.origins.front().in_cut);
}

TEST_CASE("the cheaper way fills first when cost decides") {
    NetworkBuilder builder;
    builder.add_node({.id = "a"}).add_node({.id = "b"});
    builder.add_link({.id = "quick",
                      .from = "a",
                      .to = "b",
                      .capacity = quantity("10 t/yr"),
                      .transit_time = {1},
                      .tariff = {9}});
    builder.add_link({.id = "cheap",
                      .from = "a",
                      .to = "b",
                      .capacity = quantity("10 t/yr"),
                      .transit_time = {9},
                      .tariff = {1}});
    const Network map = builder.build().value();
    const FlowQuery query = {.from = {{"a", TonnesPerYear(12)}}, .to = {"b"}};
    const MaxFlow by_time = max_flow(map, query);
    CHECK(on(map, by_time, "quick") == 10);
    CHECK(on(map, by_time, "cheap") == 2);
    const MaxFlow by_cost = max_flow(map, query, {.choice = FlowChoice::least_cost});
    CHECK(on(map, by_cost, "quick") == 2);
    CHECK(on(map, by_cost, "cheap") == 10);
}

TEST_CASE("both directions of a two-way link share one capacity") {
    const Network map = ascii_network("west -6- east");
    const MaxFlow eastwards = max_flow(map, {.from = {"west"}, .to = {"east"}});
    CHECK(eastwards.value == TonnesPerYear(6));
    CHECK(on(map, eastwards, "west-east") == 6);
    const MaxFlow westwards = max_flow(map, {.from = {"east"}, .to = {"west"}});
    CHECK(on(map, westwards, "west-east") == -6);
    CHECK(max_flow(ascii_network("west -6-> east"), {.from = {"east"}, .to = {"west"}}).value ==
          TonnesPerYear(0));
}

TEST_CASE("a node's throughput counts what passes, starts and ends there once") {
    const Network passing = ascii_network("a -9-> port -9-> b\n[port 4]");
    const MaxFlow through = max_flow(passing, {.from = {"a"}, .to = {"b"}});
    CHECK(through.value == TonnesPerYear(4));
    CHECK(names(passing, through) == "port");
    CHECK(through.node_throughput[passing.find_node("port")->index] == 4);
    CHECK(max_flow(passing, {.from = {"port"}, .to = {"b"}}).value == TonnesPerYear(4));
    CHECK(max_flow(passing, {.from = {"a"}, .to = {"port"}}).value == TonnesPerYear(4));
    const MaxFlow both = max_flow(passing, {.from = {"a", "port"}, .to = {"b"}});
    CHECK(both.value == TonnesPerYear(4));
}

TEST_CASE("a container terminal limits what vessels load and unload, not wagons on a ferry") {
    NetworkBuilder builder(units_with_teu());
    builder.add_node({.id = "aktau", .container_terminal = quantity("10 TEU/yr")});
    builder.add_node({.id = "alat"}).add_node({.id = "plant"}).add_node({.id = "turkmenbashi"});
    builder.add_link({.id = "feeder",
                      .from = "aktau",
                      .to = "alat",
                      .mode = Mode::container_vessel,
                      .capacity = quantity("100 TEU/yr"),
                      .commodities = {"containers"}});
    builder.add_link({.id = "coaster",
                      .from = "aktau",
                      .to = "alat",
                      .mode = Mode::container_vessel,
                      .capacity = quantity("5000 t/yr"),
                      .commodities = {"grain"}});
    builder.add_link({.id = "ferry",
                      .from = "aktau",
                      .to = "alat",
                      .mode = Mode::rail_ferry,
                      .capacity = quantity("300 t/yr")});
    builder.add_link({.id = "shuttle",
                      .from = "turkmenbashi",
                      .to = "aktau",
                      .mode = Mode::container_vessel,
                      .capacity = quantity("100 TEU/yr")});
    const Network map = builder.build().value();

    const MaxFlow boxes =
        max_flow(map, {.from = {"aktau"}, .to = {"alat"}, .commodity = "containers"});
    CHECK(boxes.value == TonnesPerYear(10 * 14 + 300));
    CHECK(names(map, boxes) == "ferry aktau container terminal");
    CHECK(boxes.terminal_throughput[0] == 140);

    const MaxFlow grain = max_flow(map, {.from = {"aktau"}, .to = {"alat"}, .commodity = "grain"});
    CHECK(grain.value == TonnesPerYear(5000 + 300));

    const MaxFlow transshipped =
        max_flow(map, {.from = {"turkmenbashi"}, .to = {"alat"}, .commodity = "containers"});
    CHECK(transshipped.value == TonnesPerYear(140));
}

TEST_CASE("limits stated in containers limit containers only") {
    NetworkBuilder builder(units_with_teu());
    builder.add_node({.id = "a"}).add_node({.id = "b"}).add_node({.id = "c"});
    builder.add_link({.id = "ship",
                      .from = "a",
                      .to = "b",
                      .capacity = quantity("10 TEU/yr"),
                      .commodities = {"containers", "general"}});
    builder.add_link({.id = "rail", .from = "b", .to = "c", .capacity = quantity("500 t/yr")});
    const Network map = builder.build().value();
    FlowQuery query = {.from = {"a"}, .to = {"c"}, .commodity = "containers"};
    CHECK(max_flow(map, query).value == TonnesPerYear(140));
    query.commodity = "general";
    CHECK(max_flow(map, query).value == TonnesPerYear(500));
    query.commodity = "";
    CHECK(max_flow(map, query).value == TonnesPerYear(140));
}

TEST_CASE("links that forbid a commodity are not used") {
    NetworkBuilder builder;
    builder.add_node({.id = "a"}).add_node({.id = "b"});
    builder.add_link({.id = "pipe",
                      .from = "a",
                      .to = "b",
                      .capacity = quantity("7 t/yr"),
                      .commodities = {"crude_oil"}});
    builder.add_link({.id = "rail", .from = "a", .to = "b", .capacity = quantity("2 t/yr")});
    const Network map = builder.build().value();
    CHECK(max_flow(map, {.from = {"a"}, .to = {"b"}, .commodity = "crude_oil"}).value ==
          TonnesPerYear(9));
    builder.add_commodity("grain");
    CHECK(max_flow(builder.build().value(), {.from = {"a"}, .to = {"b"}, .commodity = "grain"})
              .value == TonnesPerYear(2));
}

TEST_CASE("a route without any limit is unbounded and named") {
    const Network map = ascii_network("a -inf-> b -inf- c\na -5-> c");
    const MaxFlow flow = max_flow(map, {.from = {"a"}, .to = {"c"}});
    CHECK(flow.outcome == flow::Outcome::unbounded);
    CHECK(names(map, flow) == "a-b b-c");
    CHECK(flow.certified);
    const MaxFlow limited = max_flow(map, {.from = {{"a", TonnesPerYear(8)}}, .to = {"c"}});
    CHECK(limited.outcome == flow::Outcome::optimal);
    CHECK(limited.value == TonnesPerYear(8));
}

TEST_CASE("a cut that is not the only one is told as such") {
    const Network map = ascii_network("a -5-> b -5-> c");
    const MaxFlow flow = max_flow(map, {.from = {"a"}, .to = {"c"}});
    CHECK(names(map, flow) == "a-b");
    CHECK_FALSE(flow.cut_is_unique);
}

TEST_CASE("several origins and destinations are pooled, within their limits") {
    const Network map = ascii_network("a -5-> hub\nb -4-> hub\nhub -7-> c\nhub -6-> d");
    CHECK(max_flow(map, {.from = {"a", "b"}, .to = {"c", "d"}}).value == TonnesPerYear(9));
    const MaxFlow limited = max_flow(
        map, {.from = {{"a", TonnesPerYear(1)}, "b"}, .to = {"c", {"d", TonnesPerYear(0)}}});
    CHECK(limited.value == TonnesPerYear(5));
    CHECK(limited.origins[0].in_cut);
    CHECK_FALSE(limited.origins[1].in_cut);
    CHECK(names(map, limited) == "b-hub");
}

TEST_CASE("what lies on the network already takes its part of the capacity") {
    const Network map = ascii_network("a -9- b -9-> c\n[b 8]");
    FlowQuery query = {.from = {"a"}, .to = {"c"}};
    query.preload = {.link = {3, 0}, .node = {0, 1, 0}};
    const MaxFlow flow = max_flow(map, query);
    CHECK(flow.value == TonnesPerYear(6));
    CHECK(names(map, flow) == "a-b");
    CHECK(flow.cut.front().capacity == TonnesPerYear(6));
    query.preload.link[0] = 10;
    CHECK_FALSE(check(map, query).ok());
}

TEST_CASE("names that do not exist are told with the nearest ones") {
    const Network map = ascii_network("aktau_port -5-> alat_port");
    const Diagnostics faults = check(map, {.from = {"aktau_prt"}, .to = {}});
    CHECK(faults.error_count() == 2);
    CHECK(render(faults).find("from: expected the id of a node, got 'aktau_prt' (did you mean "
                              "aktau_port") != std::string::npos);
    CHECK(render(faults).find("to: expected at least one node, got none") != std::string::npos);
    CHECK_FALSE(check(map, {.from = {"aktau_port"}, .to = {"aktau_port"}}).ok());
    CHECK_FALSE(check(map, {.from = {"aktau_port", "aktau_port"}, .to = {"alat_port"}}).ok());
    CHECK_THROWS_AS(max_flow(map, {.from = {"aktau_prt"}, .to = {"alat_port"}}), ContractViolation);
}
