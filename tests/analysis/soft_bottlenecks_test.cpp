#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/soft_bottlenecks.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

using namespace corridor;

namespace {

constexpr std::int64_t hour = 3600;

/// 1,000 km of railway with a border of 40 h in it, a port of 48 h, a ferry of 24 h, a port of 12 h
/// and 250 km of railway: 10 + 40.2 + 48 + 24 + 12 + 10 hours.
Network crossing() {
    NetworkBuilder builder;
    builder.add_node({.id = "almaty"});
    builder.add_node({.id = "dostyk", .kind = "border"});
    builder.add_node({.id = "aktau", .dwell = {48 * hour}});
    builder.add_node({.id = "alat", .dwell = {12 * hour}});
    builder.add_node({.id = "tbilisi", .dwell = {99 * hour}});
    const auto add = [&](const char* id, const char* from, const char* to, Mode mode,
                         const char* system, std::int64_t km, const char* capacity,
                         std::int64_t seconds) {
        builder.add_link({.id = id,
                          .from = from,
                          .to = to,
                          .mode = mode,
                          .system = system,
                          .length = {km * 1000},
                          .capacity = quantity(capacity),
                          .transit_time = {seconds}});
    };
    add("handover", "almaty", "dostyk", Mode::border_crossing, "KTZ", 5, "80 t/yr",
        40 * hour + 720);
    add("rail_kz", "dostyk", "aktau", Mode::rail, "KTZ", 250, "100 t/yr", 10 * hour);
    add("ferry", "aktau", "alat", Mode::rail_ferry, "Caspian", 432, "50 t/yr", 24 * hour);
    add("rail_az", "alat", "tbilisi", Mode::rail, "ADY", 250, "90 t/yr", 10 * hour);
    return builder.build().value();
}

const FlowQuery along = {.from = {"almaty"}, .to = {"tbilisi"}};

SoftBottlenecks study(std::optional<std::int64_t> demand,
                      const std::vector<Disruption>& disruptions = {}) {
    const CostModel model = cost_model(crossing()).value();
    return soft_bottlenecks(
        model, along, demand ? std::optional<TonnesPerYear>(*demand) : std::nullopt, disruptions);
}

}  // namespace

TEST_CASE("a tonne loses its time at the border and in the ports, not at the ends of its journey") {
    const SoftBottlenecks found = study(20);
    const Int128 hours = Int128{20} * hour;
    CHECK(found.flow.value == TonnesPerYear(20));
    CHECK(found.time.lost_to(DelayCause::border) == hours * 40);
    CHECK(found.time.lost_to(DelayCause::port) == hours * 60);
    CHECK(found.time.lost_to(DelayCause::yard) == 0);
    CHECK(found.time.lost_to(DelayCause::gauge_change) == 0);
    CHECK(found.time.moving == hours * 44 + 20 * 720);
    CHECK(tonne_days(found.time.lost_in_all()) == Approx(20 * 100 / 24.0));

    REQUIRE(found.delays.size() == 3);
    const Network network = crossing();
    CHECK(network.name(found.delays[0].element) == "aktau");
    CHECK(found.delays[0].cause == DelayCause::port);
    CHECK(found.delays[0].each == Duration{48 * hour});
    CHECK(network.name(found.delays[1].element) == "handover");
    CHECK(found.delays[1].utilisation == 0.25);
    CHECK(network.name(found.delays[2].element) == "alat");
    CHECK_FALSE(found.delays[2].utilisation.has_value());
}

TEST_CASE("below capacity every section with waiting is bound by time") {
    const SoftBottlenecks found = study(20);
    CHECK_FALSE(found.capacity_reached());
    CHECK(found.ceiling == TonnesPerYear(50));
    REQUIRE(found.sections.size() == 3);
    CHECK(found.sections[0].system == "KTZ");
    CHECK(found.sections[0].ceiling == TonnesPerYear(80));
    CHECK(found.sections[0].binding == Binding::time);
    CHECK(found.sections[0].time.lost_to(DelayCause::border) == Int128{20} * 40 * hour);
    CHECK(found.sections[1].system == "Caspian");
    CHECK(found.sections[1].time.lost_to(DelayCause::port) == Int128{20} * 48 * hour);
    CHECK(found.sections[2].time.lost_to(DelayCause::port) == Int128{20} * 12 * hour);
    CHECK(found.sections[2].ceiling == TonnesPerYear(90));
}

TEST_CASE("a section that the flow fills is bound by capacity, and the others still by time") {
    const SoftBottlenecks found = study(std::nullopt);
    CHECK(found.flow.value == TonnesPerYear(50));
    CHECK(found.capacity_reached());
    CHECK(found.sections[0].binding == Binding::time);
    CHECK(found.sections[1].binding == Binding::capacity);
    CHECK(crossing().names(found.sections[1].cut) == std::vector<std::string>{"ferry"});
}

TEST_CASE("events that come again on links in use are told, others are not") {
    Disruption wind;
    wind.affected = {"ferry", "elsewhere"};
    wind.duration_days = Decimal(40);
    wind.frequency_per_year = Decimal(1);
    wind.capacity_factor = Decimal(0);
    Disruption past = wind;
    past.frequency_per_year = Decimal(0);
    Disruption unused = wind;
    unused.affected = {"elsewhere"};
    const SoftBottlenecks found = study(20, {past, wind, unused});
    REQUIRE(found.interruptions.size() == 1);
    CHECK(found.interruptions[0].disruption == 1);
    CHECK(found.interruptions[0].flow == TonnesPerYear(20));
}

TEST_CASE("the sections add up to the journey, and all of the flow crosses each section's cut") {
    test::Random random(31);
    for (int i = 0; i < 200; ++i) {
        NetworkBuilder builder(test::random_network(random, {}));
        for (LinkSpec& link : builder.links()) {
            link.system = random.one_in(2) ? "east" : "west";
        }
        for (NodeSpec& node : builder.nodes()) {
            node.dwell = {random.below(5)};
        }
        const CostModel model = cost_model(builder.build().value()).value();
        const FlowQuery query = {.from = {"a"}, .to = {"f"}, .commodity = "containers"};
        const SoftBottlenecks found = soft_bottlenecks(model, query, TonnesPerYear(9), {});
        Int128 expected = 0;
        for (std::size_t link = 0; link < model.link.size(); ++link) {
            expected +=
                Int128{std::abs(found.flow.link_flow[link])} * model.link[link].time().seconds;
            const Link& spec = model.network.links()[link];
            const NodeId head = found.flow.link_flow[link] > 0 ? spec.head : spec.tail;
            expected += Int128{std::abs(found.flow.link_flow[link])} *
                        model.network.node(head).dwell.seconds;
        }
        for (const EndpointFlow& end : found.flow.destinations) {
            expected -= Int128{end.flow.count()} * model.network.node(end.node).dwell.seconds;
        }
        CHECK(static_cast<double>(found.time.in_all()) == static_cast<double>(expected));
        Int128 listed = 0;
        for (const Delay& delay : found.delays) {
            listed += delay.tonne_seconds();
        }
        CHECK(static_cast<double>(listed) == static_cast<double>(found.time.lost_in_all()));
        for (const SectionDelay& section : found.sections) {
            CHECK((!section.ceiling || *section.ceiling >= found.flow.value));
        }
    }
}
