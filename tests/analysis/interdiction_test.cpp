#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/interdiction.hpp>
#include <corridor/analysis/joint_losses.hpp>
#include <corridor/analysis/targets.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <cstdlib>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace corridor;
using corridor::test::Random;
using corridor::test::random_network;

namespace {

using Positions = std::vector<std::uint32_t>;
using Sets = std::vector<Positions>;

int rounds(int usual) {
    return std::getenv("CORRIDOR_LONG") != nullptr ? usual * 20 : usual;
}

std::uint64_t order(std::int64_t value) {
    return value < 0 ? std::numeric_limits<std::uint64_t>::max()
                     : static_cast<std::uint64_t>(value);
}

/// The flow without some targets, on a network built without them.
std::int64_t value_without(const Network& network, FlowQuery query,
                           const std::vector<Target>& targets, const Positions& set) {
    NetworkBuilder builder(network);
    for (const std::uint32_t t : set) {
        for (const Element& element : targets[t].elements) {
            if (element.kind == Element::Kind::link) {
                builder.links()[element.index].status = Status::idle;
                continue;
            }
            const std::string& id = network.nodes()[element.index].id;
            for (LinkSpec& link : builder.links()) {
                if (link.from == id || link.to == id) {
                    link.status = Status::idle;
                }
            }
        }
    }
    const MaxFlow flow = max_flow(builder.build().value(), query, {.choice = FlowChoice::any});
    return flow.outcome == flow::Outcome::unbounded ? -1 : flow.value.count();
}

struct Worst {
    std::int64_t value = -1;
    Sets sets;
};

/// All sets of exactly k targets, one after the other.
Worst by_trying_all(const Network& network, const FlowQuery& query,
                    const std::vector<Target>& targets, std::size_t k) {
    Worst worst;
    Positions set;
    const std::function<void(std::uint32_t)> go_on = [&](std::uint32_t from) {
        if (set.size() == k || (from == targets.size() && targets.size() < k)) {
            const std::int64_t value = value_without(network, query, targets, set);
            if (worst.sets.empty() || order(value) < order(worst.value)) {
                worst = {value, {}};
            }
            if (value == worst.value) {
                worst.sets.push_back(set);
            }
            return;
        }
        for (std::uint32_t t = from; t < targets.size(); ++t) {
            set.push_back(t);
            go_on(t + 1);
            set.pop_back();
        }
    };
    if (targets.size() <= k) {
        for (std::uint32_t t = 0; t < targets.size(); ++t) {
            set.push_back(t);
        }
        return {value_without(network, query, targets, set), {set}};
    }
    go_on(0);
    return worst;
}

Network one_way_network(const std::vector<std::tuple<const char*, const char*, int>>& arcs) {
    NetworkBuilder builder;
    std::set<std::string> nodes;
    for (const auto& [from, to, capacity] : arcs) {
        for (const char* node : {from, to}) {
            if (nodes.insert(node).second) {
                builder.add_node({.id = node});
            }
        }
        builder.add_link({.id = std::string(from) + ">" + to,
                          .from = from,
                          .to = to,
                          .directed = true,
                          .capacity = Quantity{Decimal(capacity), "t/yr"}});
    }
    return builder.build().value();
}

std::vector<std::string> names(const Interdiction& answer, const Positions& set) {
    std::vector<std::string> result;
    for (const std::uint32_t t : set) {
        result.push_back(answer.targets[t].name);
    }
    return result;
}

}  // namespace

TEST_CASE("losing the two feeders is worse than losing what looks most important") {
    // The recorded instance on which taking out the worst link step by step goes wrong.
    const Network network = one_way_network({{"s", "a", 8},
                                             {"s", "b", 8},
                                             {"a", "c", 5},
                                             {"b", "c", 5},
                                             {"a", "t", 3},
                                             {"b", "t", 3},
                                             {"c", "t", 10}});
    const FlowQuery query{.from = {"s"}, .to = {"t"}};
    const std::int64_t left[] = {6, 0, 0};
    const std::size_t sets[] = {1, 1, 10};
    for (const bool search_only : {false, true}) {
        for (std::size_t k = 1; k <= 3; ++k) {
            CAPTURE(k, search_only);
            const Interdiction answer = interdict(network, query, targets_of(network, query),
                                                  {.k = k, .search_only = search_only});
            CHECK(answer.value_before == 16);
            CHECK(answer.value == left[k - 1]);
            CHECK(answer.optimal_sets.size() == sets[k - 1]);
            CHECK(answer.proved);
            CHECK(answer.all_sets);
            CHECK(answer.certified);
        }
    }
    const Interdiction pair = interdict(network, query, targets_of(network, query), {.k = 2});
    CHECK(names(pair, pair.removed) == std::vector<std::string>{"s>a", "s>b"});
    CHECK(pair.greedy.value == 3);
}

TEST_CASE("the published network loses 80, 70 and all of its 80 with 0, 1 and 2 links") {
    const Network network = one_way_network({{"Start", "B", 10},
                                             {"Start", "C", 70},
                                             {"C", "B", 30},
                                             {"B", "End", 100},
                                             {"C", "D", 40},
                                             {"D", "End", 50}});
    const FlowQuery query{.from = {"Start"}, .to = {"End"}};
    const std::int64_t left[] = {10, 0, 0};
    const std::size_t sets[] = {1, 4, 14};
    const std::size_t minimal[] = {1, 4, 6};
    for (std::size_t k = 1; k <= 3; ++k) {
        CAPTURE(k);
        const Interdiction answer = interdict(network, query, targets_of(network, query), {.k = k});
        CHECK(answer.value == left[k - 1]);
        CHECK(answer.optimal_sets.size() == sets[k - 1]);
        CHECK(answer.minimal_sets.size() == minimal[k - 1]);
    }
}

TEST_CASE("a limit that ends the search early leaves a bound and not a claim") {
    Random random(7);
    int unproved = 0;
    for (int round = 0; round < 200; ++round) {
        const Network network = random_network(
            random, {.nodes = 8, .links = 20, .largest_capacity = 9, .everything = false});
        const FlowQuery query{.from = {"a"}, .to = {"b"}};
        const auto targets = targets_of(network, query);
        const Interdiction right = interdict(network, query, targets, {.k = 3});
        const Interdiction hasty =
            interdict(network, query, targets, {.k = 3, .most_flows = 3, .search_only = true});
        REQUIRE(right.proved);
        REQUIRE(hasty.value >= right.value);
        REQUIRE(hasty.bound <= right.value);
        REQUIRE((!hasty.proved || hasty.value == right.value));
        unproved += hasty.proved ? 0 : 1;
    }
    CHECK(unproved > 50);
}

TEST_CASE("without a limit on a route, the loss of links brings one about") {
    NetworkBuilder builder;
    builder.add_node({.id = "s"}).add_node({.id = "t"});
    builder.add_link({.id = "free", .from = "s", .to = "t"});
    builder.add_link(
        {.id = "narrow", .from = "s", .to = "t", .capacity = Quantity{Decimal(4), "t/yr"}});
    const Network network = builder.build().value();
    const FlowQuery query{.from = {"s"}, .to = {"t"}};
    const Interdiction answer = interdict(network, query, targets_of(network, query), {.k = 1});
    CHECK(answer.value_before == -1);
    CHECK(answer.value == 4);
    CHECK(names(answer, answer.removed) == std::vector<std::string>{"free"});
    CHECK_THROWS_AS(interdict(network, query, {}, {.k = 0}), ContractViolation);
}

TEST_CASE("on 10,000 random networks the worst k links are those of trying all sets") {
    Random random(19930601);
    int greedy_wrong = 0;
    for (int round = 0; round < rounds(10'000); ++round) {
        const Network network = random_network(random, {.nodes = 4 + random.below(4),
                                                        .links = 4 + random.below(5),
                                                        .largest_capacity = 9,
                                                        .everything = random.one_in(2)});
        FlowQuery query{.from = {"a"}, .to = {"b"}};
        if (random.one_in(4)) {
            query.to.emplace_back("c", TonnesPerYear(random.below(9)));
        }
        const std::vector<Target> targets = targets_of(network, query);
        const std::size_t k = 1 + random.below(3);
        const Worst worst = by_trying_all(network, query, targets, k);
        const Interdiction answer =
            interdict(network, query, targets, {.k = k, .search_only = random.one_in(2)});
        CAPTURE(round, k);
        REQUIRE(answer.value == worst.value);
        REQUIRE(answer.optimal_sets == worst.sets);
        REQUIRE(answer.proved);
        greedy_wrong += answer.greedy.value != worst.value ? 1 : 0;
    }
    CHECK(greedy_wrong > rounds(10'000) / 200);
}

TEST_CASE("nodes and systems are lost like links") {
    Random random(19750301);
    for (int round = 0; round < rounds(2'000); ++round) {
        NetworkBuilder builder(
            random_network(random, {.nodes = 4 + random.below(3), .links = 4 + random.below(5)}));
        for (LinkSpec& link : builder.links()) {
            link.system = random.one_in(2) ? "north" : random.one_in(2) ? "south" : "";
        }
        const Network network = builder.build().value();
        const FlowQuery query{.from = {"a"}, .to = {"b"}};
        const std::vector<Target> targets =
            targets_of(network, query, {.links = true, .nodes = true, .systems = true});
        const std::size_t k = 1 + random.below(2);
        const Worst worst = by_trying_all(network, query, targets, k);
        const Interdiction answer = interdict(network, query, targets, {.k = k});
        CAPTURE(round, k);
        REQUIRE(answer.value == worst.value);
        REQUIRE(answer.optimal_sets == worst.sets);
    }
}

TEST_CASE("what each and each two targets are worth is what solving without them says") {
    Random random(20050214);
    int jointly_worse = 0;
    for (int round = 0; round < rounds(1'500); ++round) {
        NetworkBuilder builder(
            random_network(random, {.nodes = 4 + random.below(4), .links = 5 + random.below(7)}));
        for (LinkSpec& link : builder.links()) {
            link.system = random.one_in(3) ? "north" : "";
        }
        const Network network = builder.build().value();
        const FlowQuery query{.from = {"a"}, .to = {"b"}};
        const JointLosses losses = joint_losses(
            network, query,
            targets_of(network, query, {.links = true, .nodes = true, .systems = true}));
        CAPTURE(round);
        for (std::uint32_t a = 0; a < losses.targets.size(); ++a) {
            REQUIRE(losses.without[a] == value_without(network, query, losses.targets, {a}));
            for (std::uint32_t b = 0; b < a; ++b) {
                REQUIRE(losses.without_pair(a, b) ==
                        value_without(network, query, losses.targets, {a, b}));
            }
        }
        jointly_worse += static_cast<int>(losses.pairs.size());
    }
    CHECK(jointly_worse > rounds(1'500) / 2);
}
