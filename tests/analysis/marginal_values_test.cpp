#include "analysis/bottleneck_support.hpp"
#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/analysis/marginal_values.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <string>

using namespace corridor;

namespace {

const MarginalValue& of(const Network& network, const MarginalValues& values,
                        const std::string& name) {
    return *std::find_if(
        values.values.begin(), values.values.end(),
        [&](const MarginalValue& value) { return network.name(value.element) == name; });
}

/// The largest flow with one capacity replaced; none when unbounded.
std::optional<TonnesPerYear> value_with(const Network& network, const FlowQuery& query,
                                        Element element, std::optional<TonnesPerYear> capacity) {
    NetworkBuilder builder(network);
    std::optional<Quantity> amount;
    if (capacity) {
        amount = Quantity{Decimal(capacity->count()), "t/yr"};
    }
    if (element.kind == Element::Kind::link) {
        builder.links()[element.index].capacity = amount;
    } else if (element.kind == Element::Kind::node) {
        builder.nodes()[element.index].throughput = amount;
    } else {
        builder.nodes()[element.index].container_terminal = amount;
    }
    const MaxFlow flow = max_flow(builder.build().value(), query, {.choice = FlowChoice::any});
    return flow.outcome == flow::Outcome::unbounded ? std::nullopt : std::optional(flow.value);
}

FlowQuery with_limit(FlowQuery query, NodeId node, const Network& network, bool origin,
                     TonnesPerYear limit) {
    for (Endpoint& endpoint : origin ? query.from : query.to) {
        if (endpoint.node == network.node(node).id) {
            endpoint.limit = limit;
        }
    }
    return query;
}

}  // namespace

TEST_CASE(
    "one more tonne helps where every minimum cut needs the link, up to the next bottleneck") {
    const Network network = test::ascii_network("a -5- b -8- c -9- d\na -1- c");
    const MarginalValues values = marginal_values(network, {.from = {"a"}, .to = {"d"}});
    CHECK(values.value == TonnesPerYear(6));
    const MarginalValue& first = of(network, values, "a-b");
    CHECK(first.gain_per_t == 1);
    CHECK(first.loss_per_t == 1);
    CHECK(first.useful_up_to == TonnesPerYear(8));
    CHECK(first.value_unlimited == TonnesPerYear(9));
    const MarginalValue& wide = of(network, values, "b-c");
    CHECK(wide.gain_per_t == 0);
    CHECK(wide.loss_per_t == 0);
    CHECK(wide.useful_up_to == TonnesPerYear(5));
    CHECK(wide.value_without == TonnesPerYear(1));
    CHECK(values.certified);
    CHECK(values.each_certified);
}

TEST_CASE("of two equal links in a row each is missed and neither helps on its own") {
    const Network network = test::ascii_network("a -5- b -5- c");
    const MarginalValues values = marginal_values(network, {.from = {"a"}, .to = {"c"}});
    for (const char* link : {"a-b", "b-c"}) {
        CHECK(of(network, values, link).gain_per_t == 0);
        CHECK(of(network, values, link).loss_per_t == 1);
        CHECK(of(network, values, link).useful_up_to == TonnesPerYear(5));
    }
}

TEST_CASE("limits that are worth nothing, and proofs one by one, can be left out") {
    const Network network = test::ascii_network("a -5- b -8- c");
    const MarginalValues values = marginal_values(network, {.from = {"a"}, .to = {"c"}},
                                                  {.binding_only = true, .certify_up_to = 0});
    REQUIRE(values.values.size() == 1);
    CHECK(network.name(values.values.front().element) == "a-b");
    CHECK(values.values.front().useful_up_to == TonnesPerYear(8));
    CHECK(values.certified);
    CHECK_FALSE(values.each_certified);
}

TEST_CASE("capacity that nothing else limits is useful without end") {
    const Network network = test::ascii_network("a -5- b -inf- c");
    const MarginalValues values = marginal_values(network, {.from = {"a"}, .to = {"c"}});
    const MarginalValue& link = of(network, values, "a-b");
    CHECK(link.gain_per_t == 1);
    CHECK_FALSE(link.useful_up_to);
    CHECK_FALSE(link.value_unlimited);
    const MarginalValue& open = of(network, values, "b-c");
    CHECK_FALSE(open.capacity);
    CHECK(open.useful_up_to == TonnesPerYear(5));
}

TEST_CASE("marginal values of 10,000 random networks agree with solving again one tonne apart") {
    test::Random random(55);
    int gains = 0;
    int losses = 0;
    for (int round = 0; round < 10'000; ++round) {
        const test::RandomQuestion asked = test::random_question(random);
        const Network& network = asked.network;
        const FlowQuery& query = asked.query;
        const MarginalValues values = marginal_values(network, query);
        if (values.outcome == flow::Outcome::unbounded) {
            continue;
        }
        INFO("round " << round);
        const auto check = [&](const CapacityWorth& worth, const auto& value_at) {
            REQUIRE(value_at(TonnesPerYear(0)) == worth.value_without);
            if (worth.useful_up_to) {
                REQUIRE(value_at(*worth.useful_up_to) == worth.value_unlimited);
                if (worth.useful_up_to->count() > 0) {
                    REQUIRE(*value_at(*worth.useful_up_to - TonnesPerYear(1)) + TonnesPerYear(1) ==
                            *worth.value_unlimited);
                }
            }
            if (!worth.capacity) {
                return;
            }
            const TonnesPerYear one(1);
            REQUIRE(*value_at(*worth.capacity + one) ==
                    values.value + TonnesPerYear(worth.gain_per_t));
            if (worth.capacity->count() > 0) {
                REQUIRE(*value_at(*worth.capacity - one) ==
                        values.value - TonnesPerYear(worth.loss_per_t));
            }
            gains += worth.gain_per_t;
            losses += worth.loss_per_t;
        };
        std::size_t binding = 0;
        for (const MarginalValue& value : values.values) {
            binding += value.gain_per_t != 0 || value.loss_per_t != 0 ? 1U : 0U;
        }
        REQUIRE(marginal_values(network, query, {.binding_only = true}).values.size() == binding);
        // Two limits a round, turn about, keep the test short; every kind comes up often.
        for (std::size_t i = static_cast<std::size_t>(round) % 3; i < values.values.size();
             i += 3) {
            const MarginalValue& value = values.values[i];
            // A port without a terminal has no quay, so that one is made large instead.
            const bool terminal = value.element.kind == Element::Kind::container_terminal;
            const std::optional<TonnesPerYear> large(TonnesPerYear(1'000'000));
            if (!terminal || value.value_unlimited) {
                REQUIRE(value_with(network, query, value.element,
                                   terminal ? large : std::nullopt) == value.value_unlimited);
            }
            check(value, [&](TonnesPerYear capacity) {
                return value_with(network, query, value.element, capacity);
            });
        }
        for (const bool origin : {true, false}) {
            for (const EndpointWorth& end : origin ? values.origins : values.destinations) {
                check(end, [&](TonnesPerYear limit) {
                    const FlowQuery changed = with_limit(query, end.node, network, origin, limit);
                    const MaxFlow flow = max_flow(network, changed, {.choice = FlowChoice::any});
                    return std::optional(flow.value);
                });
            }
        }
    }
    CHECK(gains > 1000);
    CHECK(losses > 2000);
}
