#include "analysis/bottleneck_support.hpp"
#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/analysis/staircase.hpp>
#include <corridor/network/builder.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace corridor;

namespace {

using Names = std::vector<std::string>;

constexpr std::int64_t large = 1'000'000;

void set_capacity(NetworkBuilder& builder, const Element& element, std::int64_t capacity) {
    const Quantity amount{Decimal(capacity), "t/yr"};
    if (element.kind == Element::Kind::link) {
        builder.links()[element.index].capacity = amount;
    } else if (element.kind == Element::Kind::node) {
        builder.nodes()[element.index].throughput = amount;
    } else {
        builder.nodes()[element.index].container_terminal = amount;
    }
}

/// The largest flow; none where it is unbounded or as good as.
std::optional<TonnesPerYear> value(const Network& network, const FlowQuery& query) {
    const MaxFlow flow = max_flow(network, query, {.choice = FlowChoice::any});
    return flow.outcome == flow::Outcome::unbounded || flow.value.count() >= large
               ? std::nullopt
               : std::optional(flow.value);
}

}  // namespace

TEST_CASE("each step of the staircase names what binds and what relieving it gains") {
    const Network network = test::ascii_network("a -2- b -2- c -5- d -9- e");
    const Staircase climbed = staircase(network, {.from = {"a"}, .to = {"e"}});
    REQUIRE(climbed.steps.size() == 3);
    CHECK(climbed.value == TonnesPerYear(2));
    CHECK(network.names(climbed.steps[0].members) == Names{"a-b", "b-c"});
    CHECK(climbed.steps[0].cuts.size() == 2);
    CHECK(climbed.steps[0].gain == TonnesPerYear(3));
    CHECK(climbed.steps[1].value == TonnesPerYear(5));
    CHECK(network.names(climbed.steps[1].members) == Names{"c-d"});
    CHECK(climbed.steps[2].value == TonnesPerYear(9));
    CHECK_FALSE(climbed.steps[2].gain);
    CHECK(climbed.end == StaircaseEnd::unlimited);
    CHECK_FALSE(climbed.value_at_end);
    CHECK(network.names(climbed.unlimited_route) == Names{"a-b", "b-c", "c-d", "d-e"});
    CHECK(climbed.certified);
}

TEST_CASE(
    "the staircase ends where demand is met, the steps are used up or the ends have no more") {
    const Network network = test::ascii_network("a -2- b -5- c -9- d");
    const FlowQuery query = {.from = {"a"}, .to = {"d"}};
    const Staircase met = staircase(network, query, {.demand = TonnesPerYear(5)});
    CHECK(met.end == StaircaseEnd::demand);
    CHECK(met.steps.size() == 1);
    CHECK(met.value_at_end == TonnesPerYear(5));
    const Staircase two = staircase(network, query, {.steps = 2});
    CHECK(two.end == StaircaseEnd::steps);
    CHECK(two.value_at_end == TonnesPerYear(9));
    const Staircase held = staircase(network, {.from = {{"a", TonnesPerYear(4)}}, .to = {"d"}}, {});
    CHECK(held.end == StaircaseEnd::endpoints);
    CHECK(held.value_at_end == TonnesPerYear(4));
    CHECK(held.steps.size() == 1);
    CHECK(staircase(network, {.from = {"d"}, .to = {"a"}, .selection = {.exclude_links = {"*"}}})
              .end == StaircaseEnd::no_route);
}

TEST_CASE("a port closed by a limit of zero is a step like any other") {
    const Network network = test::ascii_network("a -5- b -9- c\n[b 0]");
    const Staircase climbed = staircase(network, {.from = {"a"}, .to = {"c"}});
    REQUIRE(climbed.steps.size() == 3);
    CHECK(network.names(climbed.steps[0].members) == Names{"b"});
    CHECK(climbed.steps[0].gain == TonnesPerYear(5));
}

TEST_CASE("every step of 2,000 random staircases stands when the network is built anew") {
    test::Random random(5);
    std::size_t steps = 0;
    for (int round = 0; round < 2000; ++round) {
        const test::RandomQuestion asked = test::random_question(random);
        INFO("round " << round);
        const Staircase climbed = staircase(asked.network, asked.query);
        NetworkBuilder builder(asked.network);
        REQUIRE(value(asked.network, asked.query) == climbed.value);
        for (const StaircaseStep& step : climbed.steps) {
            REQUIRE(value(builder.build().value(), asked.query) == step.value);
            NetworkBuilder without(builder.build().value());
            for (const CutMember& member : step.members) {
                set_capacity(without, member, 0);
            }
            for (const Cut& cut : step.cuts) {
                REQUIRE(cut.capacity == step.value);
            }
            // Endpoints whose limits are in the cuts let some through; otherwise nothing is left.
            if (step.cuts.front().origins.empty() && step.cuts.front().destinations.empty()) {
                REQUIRE(value(without.build().value(), asked.query) == TonnesPerYear(0));
            }
            for (const CutMember& member : step.members) {
                set_capacity(builder, member, large);
            }
            const auto after = value(builder.build().value(), asked.query);
            REQUIRE(after == (step.gain ? std::optional(step.value + *step.gain) : std::nullopt));
            ++steps;
        }
    }
    CHECK(steps > 1500);
}
