#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/standing_max_flow.hpp>

#include <cstdlib>
#include <vector>

using namespace corridor;
using corridor::test::Random;
using corridor::test::random_network;

TEST_CASE("a standing problem gives after every change what solving from scratch gives") {
    Random random(201);
    const int rounds = std::getenv("CORRIDOR_LONG") != nullptr ? 8000 : 400;
    const char* const commodities[] = {"", "containers", "grain"};
    int bounded = 0;
    for (int i = 0; i < rounds; ++i) {
        const Network network =
            random_network(random, {.nodes = 4 + random.below(9), .links = 4 + random.below(24)});
        FlowQuery query{.from = {"a"}, .to = {"b"}, .commodity = commodities[random.below(3)]};
        if (random.one_in(2)) {
            query.from.emplace_back("c", TonnesPerYear(random.below(40)));
        }
        StandingMaxFlow standing(network, query);
        for (int change = 0; change < 12; ++change) {
            const auto links = static_cast<std::uint32_t>(network.links().size());
            for (std::uint32_t n = random.below(4); n > 0; --n) {
                const LinkId link{random.below(links)};
                if (random.one_in(10)) {
                    standing.set_capacity(link, std::nullopt);
                } else {
                    standing.set_capacity(link, TonnesPerYear(random.below(40)));
                }
            }
            if (random.one_in(8)) {
                standing.reset();
            }
            const auto value_alone = random.one_in(2) ? standing.value() : std::nullopt;
            const ValueAndCut quick = standing.solve();
            const MaxFlow proved = standing.prove();
            CAPTURE(i, change);
            REQUIRE(quick.outcome == proved.outcome);
            if (proved.outcome == flow::Outcome::optimal) {
                ++bounded;
                REQUIRE(quick.value == proved.value);
                REQUIRE(value_alone.value_or(quick.value) == proved.value);
                REQUIRE(network.names(quick.cut) == network.names(proved.cut));
            }
        }
        standing.reset();
        const MaxFlow base = max_flow(network, query);
        const ValueAndCut again = standing.solve();
        REQUIRE(again.value == base.value);
        for (std::size_t m = 0; m < again.cut.size(); ++m) {
            REQUIRE(again.cut[m].capacity == base.cut[m].capacity);
        }
    }
    CHECK(bounded > rounds * 5);
}

TEST_CASE("a standing problem refuses links and capacities that cannot be") {
    Random random(202);
    const Network network = random_network(random, {});
    StandingMaxFlow standing(network, {.from = {"a"}, .to = {"b"}});
    CHECK_THROWS_AS(standing.set_capacity(LinkId{99}, TonnesPerYear(1)), ContractViolation);
    CHECK_THROWS_AS(standing.set_capacity(LinkId{0}, TonnesPerYear(-1)), ContractViolation);
    CHECK_THROWS_AS(standing.set_capacity(LinkId{0}, TonnesPerYear(TonnesPerYear::largest + 1)),
                    ContractViolation);
    CHECK_THROWS_AS(StandingMaxFlow(network, {.from = {"nowhere"}, .to = {"b"}}),
                    ContractViolation);
}
