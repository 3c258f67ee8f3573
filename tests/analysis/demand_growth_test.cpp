#include "support/ascii_network.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/demand_growth.hpp>
#include <corridor/base/contract.hpp>

#include <cstdlib>
#include <string>
#include <vector>

using namespace corridor;

namespace {

std::vector<DemandYear> asked(const Network& network, const FlowQuery& query,
                              const std::vector<std::int64_t>& demand) {
    std::vector<DemandYear> years;
    for (std::size_t i = 0; i < demand.size(); ++i) {
        years.push_back({2024 + static_cast<int>(i), network, query, TonnesPerYear(demand[i])});
    }
    return years;
}

const char* const crossing = "xian -100-> aktau\naktau -30/1-> alat\naktau -20/2-> alat\n";

}  // namespace

TEST_CASE(
    "the quick ship fills first, the crossing as a whole later, and only then does it break") {
    const Network network = test::ascii_network(crossing);
    const FlowQuery query = {.from = {"xian"}, .to = {"alat"}};
    const DemandGrowth growth = demand_growth(asked(network, query, {20, 30, 50, 60}));

    CHECK(growth.years[0].served == TonnesPerYear(20));
    CHECK(growth.years[0].headroom == TonnesPerYear(30));
    CHECK(growth.years[2].headroom == TonnesPerYear(0));
    CHECK(growth.years[3].served == TonnesPerYear(50));
    CHECK(growth.years[3].unserved == TonnesPerYear(10));
    CHECK_FALSE(growth.years[3].headroom.has_value());
    CHECK(growth.breaks_in == 2027);

    REQUIRE(growth.limits.size() == 2);
    CHECK(network.name(growth.limits[0].element) == "aktau-alat");
    CHECK(growth.limits[0].year == 2025);
    CHECK(growth.limits[0].unavoidable == 2026);
    CHECK(network.name(growth.limits[1].element) == "aktau-alat#2");
    CHECK(growth.limits[1].year == 2026);
    CHECK(growth.limits[1].unavoidable == 2026);

    REQUIRE(growth.cuts.size() == 1);
    CHECK(network.names(growth.cuts[0].members) ==
          std::vector<std::string>{"aktau-alat", "aktau-alat#2"});
    CHECK(growth.cuts[0].capacity == TonnesPerYear(50));
    CHECK(growth.cuts[0].year == 2026);
}

TEST_CASE("a demand that nothing limits is served, and has no ceiling") {
    const Network network = test::ascii_network("mine -inf-> port\n");
    const DemandGrowth growth =
        demand_growth(asked(network, {.from = {"mine"}, .to = {"port"}}, {7, 700}));
    CHECK(growth.years[1].served == TonnesPerYear(700));
    CHECK_FALSE(growth.years[1].ceiling.has_value());
    CHECK(growth.limits.empty());
    CHECK_FALSE(growth.breaks_in.has_value());
}

TEST_CASE("a demand from several mines to several ports is one sum") {
    const Network network =
        test::ascii_network("a -5/1-> yard\nb -5/2-> yard\nyard -4-> c\nyard -9-> d\n");
    const FlowQuery query = {.from = {"a", "b"}, .to = {"c", "d"}};
    const MaxFlow six = flow_of(network, query, TonnesPerYear(6));
    CHECK(six.value == TonnesPerYear(6));
    CHECK(six.link_flow == std::vector<std::int64_t>{5, 1, six.link_flow[2], six.link_flow[3]});
    CHECK(six.link_flow.size() == network.links().size());
    CHECK(six.node_throughput.size() == network.nodes().size());
    CHECK(flow_of(network, query, TonnesPerYear(99)).value == TonnesPerYear(10));
}

TEST_CASE("what is served is the smaller of demand and largest flow, in random networks") {
    test::Random random(11);
    for (int i = 0; i < 400; ++i) {
        const Network network = test::random_network(random, {});
        const FlowQuery query = {.from = {"a", "b"}, .to = {"c", "d"}, .commodity = "grain"};
        const MaxFlow most = max_flow(network, query, {.choice = FlowChoice::any});
        const auto amount = static_cast<std::int64_t>(random.below(30));
        const MaxFlow part = flow_of(network, query, TonnesPerYear(amount));
        const bool unlimited = most.outcome == flow::Outcome::unbounded;
        CHECK(part.value.count() == (unlimited ? amount : std::min(amount, most.value.count())));
    }
}

TEST_CASE("years on different networks cannot be followed") {
    const FlowQuery query = {.from = {"xian"}, .to = {"alat"}};
    std::vector<DemandYear> years = asked(test::ascii_network(crossing), query, {1});
    years.push_back({2030, Network(), query, TonnesPerYear(1)});
    CHECK_THROWS_AS(demand_growth(years), ContractViolation);
}
