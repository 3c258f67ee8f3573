#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <string>

using namespace corridor;

namespace {

NetworkBuilder two_ports() {
    NetworkBuilder builder;
    builder.add_node({.id = "aktau", .country = "KAZ"});
    builder.add_node({.id = "alat",
                      .name = "Port of Baku",
                      .country = "AZE",
                      .throughput = quantity("15 Mt/yr")});
    builder.add_link({.id = "ferry",
                      .from = "aktau",
                      .to = "alat",
                      .mode = Mode::rail_ferry,
                      .system = "Caspian",
                      .capacity = quantity("1.70 Mt/yr"),
                      .commodities = {"containers", "grain"}});
    return builder;
}

std::string complaints(const NetworkBuilder& builder) {
    const auto network = builder.build();
    REQUIRE_FALSE(network.ok());
    return render(network.diagnostics());
}

}  // namespace

TEST_CASE("a network keeps what its rows say and finds it by name") {
    const Network network = two_ports().build().value();
    REQUIRE(network.nodes().size() == 2);
    REQUIRE(network.links().size() == 1);
    const Link& ferry = network.link(*network.find_link("ferry"));
    CHECK(network.node(ferry.tail).id == "aktau");
    CHECK(network.node(ferry.head).name == "Port of Baku");
    CHECK(network.node(ferry.tail).name == "aktau");
    CHECK(ferry.capacity->rate == TonnesPerYear(1'700'000));
    CHECK(ferry.capacity->stated.text() == "1.70 Mt/yr");
    CHECK(ferry.commodities.contains(*network.find_commodity("grain")));
    CHECK_FALSE(network.find_commodity("metals").has_value());
    CHECK_FALSE(network.find_node("poti").has_value());
    CHECK(network.systems().front() == "Caspian");
    CHECK(network.links_at(*network.find_node("alat")).size() == 1);
    CHECK(network.name(Element::terminal_of({1})) == "alat container terminal");
    CHECK(network.capacity(Element::of(NodeId{1}))->rate == TonnesPerYear(15'000'000));
    CHECK_FALSE(network.capacity(Element::of(NodeId{0})).has_value());
}

TEST_CASE("a copy of a network can be changed and built again") {
    const Network before = two_ports().build().value();
    NetworkBuilder builder(before);
    builder.links().front().capacity = quantity("3 Mt/yr");
    const Network after = builder.build().value();
    CHECK(after.link({0}).capacity->rate == TonnesPerYear(3'000'000));
    CHECK(before.link({0}).capacity->rate == TonnesPerYear(1'700'000));
    CHECK(after.link({0}).commodities == before.link({0}).commodities);
    CHECK(after.commodities().size() == before.commodities().size());
    CHECK(after.node({1}).throughput->stated == before.node({1}).throughput->stated);
}

TEST_CASE("everything wrong with a network is told at once") {
    NetworkBuilder builder = two_ports();
    builder.add_node({.id = "alat", .place = {"nodes.csv", 9, 1}});
    builder.add_node({.id = ""});
    builder.add_link({.id = "ferry", .from = "aktau", .to = "alatt"});
    builder.add_link(
        {.id = "pipe", .from = "aktau", .to = "alat", .capacity = Quantity{Decimal(3), "bcm"}});
    builder.add_link(
        {.id = "wide", .from = "aktau", .to = "alat", .capacity = quantity("9000000 Mt/yr")});
    const std::string text = complaints(builder);
    CHECK(text.find("nodes.csv:9:1: node_id: expected an id of its own, got 'alat' again") !=
          std::string::npos);
    CHECK(text.find("node_id: expected an id, got nothing") != std::string::npos);
    CHECK(text.find("to_node_id: expected the id of a node, got 'alatt' (did you mean alat") !=
          std::string::npos);
    CHECK(text.find("link_id: expected an id of its own, got 'ferry' again") != std::string::npos);
    CHECK(text.find("capacity: expected a known unit, got 'bcm'") != std::string::npos);
    CHECK(text.find("capacity: expected an amount between 0 and 274877906944 t/yr") !=
          std::string::npos);
}

TEST_CASE("a capacity stated in containers is marked as such") {
    UnitTable units;
    units.add({"TEU/yr", Dimension::containers, Decimal(14), Decimal(1), ""});
    NetworkBuilder builder(units);
    builder.add_node({.id = "a"}).add_node({.id = "b"});
    builder.add_link(
        {.id = "feeder", .from = "a", .to = "b", .capacity = quantity("89000 TEU/yr")});
    const Network network = builder.build().value();
    CHECK(network.link({0}).capacity->containers_only);
    CHECK(network.link({0}).capacity->rate == TonnesPerYear(1'246'000));
}

TEST_CASE("sixty-four commodities are the most") {
    NetworkBuilder builder;
    builder.add_node({.id = "a"}).add_node({.id = "b"});
    LinkSpec link{.id = "l", .from = "a", .to = "b"};
    for (int i = 0; i < 64; ++i) {
        link.commodities.push_back("c" + std::to_string(i));
    }
    builder.add_link(link);
    CHECK(builder.build().ok());
    builder.add_link({.id = "m", .from = "a", .to = "b", .commodities = {"one more"}});
    CHECK(complaints(builder).find("at most 64 commodities") != std::string::npos);
}

TEST_CASE("a quantity written in code must be a number and a unit") {
    CHECK(quantity("12 trains/day pair") == Quantity{Decimal(12), "trains/day pair"});
    CHECK_THROWS_AS(quantity("5"), ContractViolation);
    CHECK_THROWS_AS(quantity("Mt/yr"), ContractViolation);
}

TEST_CASE("attributes have names that read back") {
    for (const Mode mode : all_modes()) {
        CHECK(parse_mode(to_string(mode)) == mode);
    }
    for (const Status status :
         {Status::operating, Status::upgrading, Status::planned, Status::idle}) {
        CHECK(parse_status(to_string(status)) == status);
    }
    for (const Confidence confidence : {Confidence::high, Confidence::medium, Confidence::low}) {
        CHECK(parse_confidence(to_string(confidence)) == confidence);
    }
    for (const Basis basis :
         {Basis::source, Basis::derived, Basis::estimate, Basis::general_knowledge}) {
        CHECK(parse_basis(to_string(basis)) == basis);
    }
    CHECK_FALSE(parse_mode("teleport").has_value());
}

TEST_CASE("the network without anything can be asked") {
    const Network network;
    CHECK(network.nodes().empty());
    CHECK_FALSE(network.find_node("a").has_value());
}
