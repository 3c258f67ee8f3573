#include "analysis/bottleneck_support.hpp"
#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/analysis/minimum_cuts.hpp>

#include <string>
#include <vector>

using namespace corridor;
using test::Separation;

namespace {

std::vector<std::string> members(const Network& network, const Cut& cut) {
    return network.names(cut.members);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a chain of equal links has one minimum cut for each, from origin to destination") {
    const Network network = test::ascii_network("a -5- b -5- c -9- d -5- e");
    const MinimumCuts found = minimum_cuts(network, {.from = {"a"}, .to = {"e"}});
    CHECK(found.value == TonnesPerYear(5));
    CHECK(found.count == 3);
    CHECK(found.count_is_exact);
    REQUIRE(found.cuts.size() == 3);
    CHECK(members(network, found.cuts[0]) == Names{"a-b"});
    CHECK(members(network, found.cuts[1]) == Names{"b-c"});
    CHECK(members(network, found.cuts[2]) == Names{"d-e"});
    CHECK(members(network, found.nearest_origins) == Names{"a-b"});
    CHECK(members(network, found.nearest_destinations) == Names{"d-e"});
    CHECK(found.in_every.elements.empty());
    CHECK(network.names(found.in_some.elements) == Names{"a-b", "b-c", "d-e"});
    CHECK(found.certified);
}

TEST_CASE("parallel chains are counted as a product and listed as far as asked") {
    const Network network = test::ascii_network(
        "a -1- b -1- c -1- z\n"
        "a -2- d -2- e -2- z\n"
        "a -3- f -3- z");
    const MinimumCuts all = minimum_cuts(network, {.from = {"a"}, .to = {"z"}});
    CHECK(all.count == 3 * 3 * 2);
    CHECK(all.cuts.size() == 18);
    const MinimumCuts some =
        minimum_cuts(network, {.from = {"a"}, .to = {"z"}}, {.list_up_to = 4, .count_up_to = 2});
    CHECK(some.cuts.size() == 4);
    CHECK(some.count == 2);
    CHECK_FALSE(some.count_is_exact);
}

TEST_CASE("a way back across the cut and a dead end make no cuts of their own") {
    const Network network = test::ascii_network("a -9-> b -2-> c -9-> z\nc -1-> d -1-> b\nd -3- e");
    const MinimumCuts found = minimum_cuts(network, {.from = {"a"}, .to = {"z"}});
    CHECK(found.count == 1);
    CHECK(members(network, found.cuts.front()) == Names{"b-c"});
    CHECK(network.names(found.in_every.elements) == Names{"b-c"});
}

TEST_CASE("limits of origins, destinations and nodes are members like links") {
    const Network network = test::ascii_network("a -9- b -9- c\n[b 4]");
    const MinimumCuts found =
        minimum_cuts(network, {.from = {{"a", TonnesPerYear(4)}}, .to = {{"c", TonnesPerYear(4)}}});
    REQUIRE(found.count == 3);
    CHECK(found.cuts[0].origins == std::vector<NodeId>{*network.find_node("a")});
    CHECK(members(network, found.cuts[1]) == Names{"b"});
    CHECK(found.cuts[2].destinations == std::vector<NodeId>{*network.find_node("c")});
}

TEST_CASE("cuts that hold little more than the minimum come in order of size") {
    const Network network = test::ascii_network("a -10- b -11- c -12- d -13- e");
    const MinimumCuts found =
        minimum_cuts(network, {.from = {"a"}, .to = {"e"}}, {.beyond = TonnesPerYear(2)});
    REQUIRE(found.near_minimum.size() == 2);
    CHECK(found.near_minimum_is_complete);
    CHECK(members(network, found.near_minimum[0]) == Names{"b-c"});
    CHECK(members(network, found.near_minimum[1]) == Names{"c-d"});
    CHECK(found.near_minimum[1].capacity == TonnesPerYear(12));
    const MinimumCuts one = minimum_cuts(network, {.from = {"a"}, .to = {"e"}},
                                         {.list_up_to = 1, .beyond = TonnesPerYear(2)});
    CHECK(one.near_minimum.size() == 1);
    CHECK_FALSE(one.near_minimum_is_complete);
}

TEST_CASE("without a limit on the way the route is told instead of a cut") {
    const Network network = test::ascii_network("a -inf- b -inf- c");
    const MinimumCuts found = minimum_cuts(network, {.from = {"a"}, .to = {"c"}});
    CHECK(found.outcome == flow::Outcome::unbounded);
    CHECK(network.names(found.unlimited_route) == Names{"a-b", "b-c"});
    CHECK(found.cuts.empty());
}

TEST_CASE("minimum cuts of 10,000 random networks are those found by trying all sets of limits") {
    test::Random random(20'240);
    int with_several = 0;
    int with_larger = 0;
    for (int round = 0; round < 10'000; ++round) {
        const test::RandomQuestion asked = test::random_question(random);
        const Network& network = asked.network;
        const std::int64_t beyond = random.below(4);
        const auto expected = test::separations(network, asked.query, beyond);
        const MinimumCuts found = minimum_cuts(
            network, asked.query, {.list_up_to = 1000, .beyond = TonnesPerYear(beyond)});
        INFO("round " << round);
        if (found.outcome == flow::Outcome::unbounded) {
            REQUIRE(expected.empty());
            continue;
        }
        REQUIRE_FALSE(expected.empty());
        std::vector<Separation> minimum;
        std::vector<Separation> larger;
        for (const Separation& each : expected) {
            (each.capacity == expected.front().capacity ? minimum : larger).push_back(each);
        }
        REQUIRE(found.value.count() == minimum.front().capacity);
        REQUIRE(test::separations(network, asked.query, found.cuts) == minimum);
        REQUIRE(found.count == minimum.size());
        REQUIRE(found.count_is_exact);
        REQUIRE(test::separations(network, asked.query, found.near_minimum) == larger);
        REQUIRE(found.near_minimum_is_complete);
        REQUIRE(test::separation(network, asked.query, found.nearest_origins) ==
                test::separation(network, asked.query, found.cuts.front()));
        REQUIRE(test::separation(network, asked.query, found.nearest_destinations) ==
                test::separation(network, asked.query, found.cuts.back()));
        std::set<std::string> some;
        std::set<std::string> every = minimum.front().members;
        for (const Separation& each : minimum) {
            some.insert(each.members.begin(), each.members.end());
            for (auto it = every.begin(); it != every.end();) {
                it = each.members.count(*it) == 0 ? every.erase(it) : std::next(it);
            }
        }
        REQUIRE(test::names(network, found.in_some) == some);
        REQUIRE(test::names(network, found.in_every) == every);
        with_several += minimum.size() > 1 ? 1 : 0;
        with_larger += larger.empty() ? 0 : 1;
    }
    CHECK(with_several > 700);
    CHECK(with_larger > 1000);
}
