#include "support/catch.hpp"

#include <corridor/analysis/growth.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <string>
#include <vector>

using namespace corridor;

namespace {

Network crossing() {
    NetworkBuilder builder;
    builder.add_commodity("containers").add_commodity("grain");
    for (const char* id : {"kazakhstan", "aktau", "alat", "georgia"}) {
        builder.add_node({.id = id});
    }
    const auto add = [&](const char* id, const char* from, const char* to, const char* capacity,
                         Confidence confidence) {
        builder.add_link({.id = id,
                          .from = from,
                          .to = to,
                          .length = {100'000},
                          .capacity = quantity(capacity),
                          .transit_time = {3600},
                          .provenance = {"estimate", confidence, Basis::estimate}});
    };
    add("rail_kz", "kazakhstan", "aktau", "100 t/yr", Confidence::low);
    add("ferry", "aktau", "alat", "30 t/yr", Confidence::high);
    add("feeder", "aktau", "alat", "20 t/yr", Confidence::low);
    add("rail_az", "alat", "georgia", "90 t/yr", Confidence::high);
    return builder.build().value();
}

YearState state(int year, std::int64_t boxes, std::int64_t grain) {
    return {
        year,
        crossing(),
        {},
        {{"boxes", "kazakhstan", "georgia", "containers", TonnesPerYear(boxes), Confidence::high},
         {"grain", "kazakhstan", "georgia", "grain", TonnesPerYear(grain), Confidence::low}}};
}

}  // namespace

TEST_CASE("growth fills the crossing, then breaks it, and the years are told") {
    const std::vector<YearState> years = {state(2024, 20, 10), state(2025, 30, 20),
                                          state(2026, 60, 20)};
    const Growth result = growth(years);
    REQUIRE(result.years.size() == 3);

    const YearResult& first = result.years[0];
    CHECK(first.demand == TonnesPerYear(30));
    CHECK(first.unserved == TonnesPerYear(0));
    CHECK(first.commodities[0].ceiling == TonnesPerYear(50));
    CHECK(years[0].network.names(first.commodities[0].ceiling_cut) ==
          std::vector<std::string>{"ferry", "feeder"});
    CHECK(first.commodities[0].low_confidence_share_of_ceiling == Approx(0.4));
    CHECK(first.commodities[1].low_confidence_share_of_demand == 1.0);
    CHECK(first.link_load[0] == 30);
    CHECK(first.low_confidence_share_of_tonne_km > 0.0);
    CHECK(first.certified == first.answers);

    const YearResult& last = result.years[2];
    CHECK(last.served == TonnesPerYear(50 + 20));
    CHECK(last.commodities[0].unserved == TonnesPerYear(10));
    CHECK(years[2].network.names(last.commodities[0].binding) ==
          std::vector<std::string>{"ferry", "feeder"});
    CHECK(last.commodities[1].unserved == TonnesPerYear(0));
    CHECK(last.loaded == TonnesPerYear(50));
    CHECK(last.commodities[1].loaded == TonnesPerYear(0));
    CHECK(result.breaks_in == 2026);

    REQUIRE(result.saturations.size() == 2);
    CHECK(years[0].network.name(result.saturations[0].element) == "ferry");
    CHECK(result.saturations[0].year == 2024);
    CHECK(years[0].network.name(result.saturations[1].element) == "feeder");
    CHECK(result.saturations[1].year == 2025);
    CHECK(utilisation(years[0].network, first, Element::of(LinkId{0})) == 0.3);
    CHECK_FALSE(utilisation(years[0].network, first, Element::of(NodeId{0})).has_value());
}

TEST_CASE("loads never exceed a capacity, whatever the demand") {
    const std::vector<YearState> years = {state(2030, 500, 500)};
    const Growth result = growth(years);
    const YearResult& year = result.years.front();
    for (std::uint32_t i = 0; i < years[0].network.links().size(); ++i) {
        CHECK(*utilisation(years[0].network, year, Element::of(LinkId{i})) <= 1.0);
    }
    CHECK(year.loaded == TonnesPerYear(50));
    CHECK(year.served == TonnesPerYear(100));
}

TEST_CASE("no demand is no flow, and a place may both send and receive") {
    const Growth empty = growth(std::vector<YearState>{{2024, crossing(), {}, {}}});
    CHECK(empty.years.front().commodities.empty());
    CHECK_FALSE(empty.breaks_in.has_value());
    CHECK(growth({}).years.empty());

    YearState both = state(2024, 20, 0);
    both.demand.push_back(
        {"inland", "aktau", "georgia", "containers", TonnesPerYear(5), Confidence::low});
    both.demand.push_back(
        {"feed", "kazakhstan", "aktau", "containers", TonnesPerYear(7), Confidence::low});
    const Growth result = growth(std::vector<YearState>{both});
    CHECK(result.years.front().served == TonnesPerYear(32));
}

TEST_CASE("years on different networks cannot be compared") {
    std::vector<YearState> years = {state(2024, 1, 1), {2025, Network(), {}, {}}};
    CHECK_THROWS_AS(growth(years), ContractViolation);
}
