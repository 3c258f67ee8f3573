#include "differential/brute_force.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>

#include <cstdlib>
#include <string>

using namespace corridor;
using corridor::test::Random;
using corridor::test::random_network;

namespace {

/// CORRIDOR_LONG=1 asks for a hundred times as many.
int rounds(int usual) {
    return std::getenv("CORRIDOR_LONG") != nullptr ? usual * 100 : usual;
}

std::optional<std::int64_t> value(const MaxFlow& flow) {
    return flow.outcome == flow::Outcome::unbounded
               ? std::nullopt
               : std::optional<std::int64_t>(flow.value.count());
}

FlowQuery random_query(Random& random) {
    const char* const commodities[] = {"", "containers", "grain"};
    FlowQuery query{.from = {"a"}, .to = {"b"}, .commodity = commodities[random.below(3)]};
    if (random.one_in(3)) {
        query.from.emplace_back("c");
    }
    if (random.one_in(3)) {
        query.from.front().limit = TonnesPerYear(random.below(30));
    }
    if (random.one_in(3)) {
        query.to.emplace_back("d", TonnesPerYear(random.below(30)));
    }
    query.selection.with_planned = random.one_in(2);
    return query;
}

}  // namespace

TEST_CASE("on 10,000 small networks the value is that of the cheapest separation") {
    Random random(20240520);
    int bounded = 0;
    int positive = 0;
    for (int i = 0; i < rounds(10'000); ++i) {
        const Network network =
            random_network(random, {.nodes = 4 + random.below(2), .links = 3 + random.below(5)});
        const FlowQuery query = random_query(random);
        const MaxFlow flow = max_flow(network, query);
        CAPTURE(i);
        REQUIRE(flow.certified);
        REQUIRE(value(flow) == test::cheapest_separation(network, query));
        bounded += flow.outcome == flow::Outcome::optimal ? 1 : 0;
        positive += flow.value.count() > 0 ? 1 : 0;
    }
    CHECK(bounded > rounds(10'000) / 2);
    CHECK(positive > rounds(10'000) / 5);
}

TEST_CASE("on 10,000 larger networks the value is that of Boost.Graph") {
    Random random(20170707);
    for (int i = 0; i < rounds(10'000); ++i) {
        const Network network = random_network(random, {.nodes = 3 + random.below(10),
                                                        .links = 2 + random.below(30),
                                                        .largest_capacity = 1 + random.below(1000),
                                                        .everything = false});
        const FlowQuery query = {.from = {"a"}, .to = {"b"}};
        const MaxFlow flow = max_flow(network, query);
        CAPTURE(i);
        REQUIRE(flow.certified);
        REQUIRE(value(flow) == test::boost_value(network, query));
        const MaxFlow with_boost = max_flow(network, query, {.engine = flow::Engine::boost});
        REQUIRE(value(with_boost) == value(flow));
        REQUIRE(network.names(with_boost.cut) == network.names(flow.cut));
    }
}

TEST_CASE("the certificate rejects 10,000 of 10,000 corrupted answers") {
    Random random(19990118);
    int rejected = 0;
    int broken = 0;
    while (broken < rounds(10'000)) {
        const Network network =
            random_network(random, {.nodes = 4 + random.below(5), .links = 6 + random.below(12)});
        const FlowQuery query = random_query(random);
        const MaxFlow right = max_flow(network, query);
        if (right.outcome == flow::Outcome::unbounded) {
            continue;
        }
        REQUIRE(flow::verify(network, query, right).holds());
        MaxFlow wrong = right;
        const auto link = random.below(static_cast<std::uint32_t>(network.links().size()));
        const auto node = random.below(static_cast<std::uint32_t>(network.nodes().size()));
        const std::int64_t change = random.one_in(2) ? 1 : -1;
        switch (random.below(9)) {
            case 0:
                wrong.value += TonnesPerYear(change);
                break;
            case 1:
                wrong.link_flow[link] += change;
                break;
            case 2:
                wrong.origins.front().flow += TonnesPerYear(change);
                break;
            case 3:
                wrong.destinations.front().flow += TonnesPerYear(change);
                break;
            case 4:
                if (wrong.cut.empty()) {
                    continue;
                }
                wrong.cut.front().capacity += TonnesPerYear(change);
                break;
            case 5:
                if (wrong.cut.empty() || wrong.cut.back().capacity.count() == 0) {
                    continue;
                }
                wrong.cut.pop_back();
                break;
            case 6:
                if (wrong.cut.empty() || wrong.cut.front().capacity.count() == 0) {
                    continue;
                }
                wrong.cut.push_back(wrong.cut.front());
                break;
            case 7:
                wrong.node_throughput[node] += change;
                break;
            default:
                wrong.value += TonnesPerYear(change);
                wrong.origins.front().flow += TonnesPerYear(change);
                wrong.destinations.front().flow += TonnesPerYear(change);
                break;
        }
        ++broken;
        rejected += flow::verify(network, query, wrong).holds() ? 0 : 1;
    }
    CHECK(rejected == broken);
}
