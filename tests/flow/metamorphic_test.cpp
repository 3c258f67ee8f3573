#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <functional>
#include <string>

using namespace corridor;
using corridor::test::NetworkShape;
using corridor::test::Random;
using corridor::test::random_network;

namespace {

constexpr int rounds = 500;
constexpr NetworkShape shape = {.nodes = 8, .links = 16, .largest_capacity = 50};

struct Case {
    Network network;
    FlowQuery query;
};

Case random_case(Random& random) {
    Network network = random_network(random, shape);
    const char* const commodities[] = {"", "containers", "grain"};
    return {std::move(network),
            {.from = {"a", "c"}, .to = {"b"}, .commodity = commodities[random.below(3)]}};
}

/// The value, or −1 when unbounded.
std::int64_t value(const Network& network, const FlowQuery& query) {
    const MaxFlow flow = max_flow(network, query);
    return flow.outcome == flow::Outcome::unbounded ? -1 : flow.value.count();
}

void for_random_cases(std::uint64_t seed, const std::function<void(Random&, const Case&)>& check) {
    Random random(seed);
    for (int i = 0; i < rounds; ++i) {
        check(random, random_case(random));
    }
}

}  // namespace

TEST_CASE("turning every one-way link round and swapping the ends keeps the value") {
    for_random_cases(1, [](Random&, const Case& c) {
        NetworkBuilder reversed(c.network);
        for (LinkSpec& link : reversed.links()) {
            std::swap(link.from, link.to);
        }
        CHECK(value(reversed.build().value(),
                    {.from = c.query.to, .to = c.query.from, .commodity = c.query.commodity}) ==
              value(c.network, c.query));
    });
}

TEST_CASE("the order of rows changes neither the value nor the cut") {
    for_random_cases(2, [](Random& random, const Case& c) {
        NetworkBuilder shuffled(c.network);
        for (std::size_t i = shuffled.links().size(); i > 1; --i) {
            std::swap(shuffled.links()[i - 1],
                      shuffled.links()[random.below(static_cast<std::uint32_t>(i))]);
        }
        for (std::size_t i = shuffled.nodes().size(); i > 1; --i) {
            std::swap(shuffled.nodes()[i - 1],
                      shuffled.nodes()[random.below(static_cast<std::uint32_t>(i))]);
        }
        const Network other = shuffled.build().value();
        const MaxFlow before = max_flow(c.network, c.query);
        const MaxFlow after = max_flow(other, c.query);
        REQUIRE(before.outcome == after.outcome);
        if (before.outcome == flow::Outcome::optimal) {
            CHECK(before.value == after.value);
            CHECK(before.cut_is_unique == after.cut_is_unique);
            auto members = c.network.names(before.cut);
            auto others = other.names(after.cut);
            std::sort(members.begin(), members.end());
            std::sort(others.begin(), others.end());
            CHECK(members == others);
        }
    });
}

TEST_CASE("ten times the capacities carry ten times as much") {
    for_random_cases(3, [](Random&, const Case& c) {
        NetworkBuilder scaled(c.network);
        const auto scale = [](std::optional<Quantity>& capacity) {
            if (capacity) {
                capacity->amount = Decimal(capacity->amount.significand() * 10);
            }
        };
        for (LinkSpec& link : scaled.links()) {
            scale(link.capacity);
        }
        for (NodeSpec& node : scaled.nodes()) {
            scale(node.throughput);
            scale(node.container_terminal);
        }
        const std::int64_t before = value(c.network, c.query);
        CHECK(value(scaled.build().value(), c.query) == (before < 0 ? before : before * 10));
    });
}

TEST_CASE("one more tonne of one capacity brings one more tonne at most, and only in every cut") {
    for_random_cases(4, [](Random& random, const Case& c) {
        NetworkBuilder raised(c.network);
        const std::uint32_t chosen =
            random.below(static_cast<std::uint32_t>(raised.links().size()));
        LinkSpec& link = raised.links()[chosen];
        if (!link.capacity || link.capacity->unit != "t/yr") {
            return;
        }
        link.capacity->amount = Decimal(link.capacity->amount.significand() + 1);
        const MaxFlow before = max_flow(c.network, c.query);
        const std::int64_t after = value(raised.build().value(), c.query);
        if (before.outcome == flow::Outcome::unbounded) {
            CHECK(after == -1);
            return;
        }
        CHECK(after >= before.value.count());
        CHECK(after <= before.value.count() + 1);
        const Element element = Element::of(LinkId{chosen});
        const bool in_cut =
            std::any_of(before.cut.begin(), before.cut.end(),
                        [&](const CutMember& member) { return Element(member) == element; });
        if (!in_cut) {
            CHECK(after == before.value.count());
        } else if (before.cut_is_unique) {
            CHECK(after == before.value.count() + 1);
        }
    });
}

TEST_CASE("a link split by a new node, or into two of half the capacity, carries the same") {
    for_random_cases(5, [](Random& random, const Case& c) {
        NetworkBuilder split(c.network);
        const std::uint32_t chosen = random.below(static_cast<std::uint32_t>(split.links().size()));
        LinkSpec second = split.links()[chosen];
        if (second.mode == Mode::container_vessel) {
            return;
        }
        second.id = "second";
        second.from = "between";
        split.links()[chosen].to = "between";
        split.add_node({.id = "between"});
        split.add_link(second);
        CHECK(value(split.build().value(), c.query) == value(c.network, c.query));

        NetworkBuilder halved(c.network);
        LinkSpec half = halved.links()[chosen];
        half.id = "half";
        if (!half.capacity) {
            return;
        }
        const std::int64_t whole = half.capacity->amount.significand();
        half.capacity->amount = Decimal(whole / 2);
        halved.links()[chosen].capacity->amount = Decimal(whole - whole / 2);
        halved.add_link(half);
        CHECK(value(halved.build().value(), c.query) == value(c.network, c.query));
    });
}

TEST_CASE("removing the members of the cut leaves no way") {
    for_random_cases(6, [](Random&, const Case& c) {
        const MaxFlow flow = max_flow(c.network, c.query);
        if (flow.outcome == flow::Outcome::unbounded) {
            return;
        }
        NetworkBuilder closed(c.network);
        const Quantity nothing{Decimal(0), "t/yr"};
        for (const CutMember& member : flow.cut) {
            switch (member.kind) {
                case Element::Kind::link:
                    closed.links()[member.index].capacity = nothing;
                    break;
                case Element::Kind::node:
                    closed.nodes()[member.index].throughput = nothing;
                    break;
                case Element::Kind::container_terminal:
                    closed.nodes()[member.index].container_terminal = nothing;
                    break;
            }
        }
        CHECK(value(closed.build().value(), c.query) == 0);
    });
}

TEST_CASE("the choice of flow changes neither value nor cut") {
    for_random_cases(7, [](Random&, const Case& c) {
        const MaxFlow by_time = max_flow(c.network, c.query);
        const MaxFlow any = max_flow(c.network, c.query, {.choice = FlowChoice::any});
        const MaxFlow by_cost = max_flow(c.network, c.query, {.choice = FlowChoice::least_cost});
        CHECK(by_time.value == any.value);
        CHECK(by_time.value == by_cost.value);
        CHECK(c.network.names(by_time.cut) == c.network.names(any.cut));
    });
}

TEST_CASE(
    "limiting an origin to what it sends changes nothing, to less takes the difference away") {
    for_random_cases(8, [](Random&, const Case& c) {
        const MaxFlow flow = max_flow(c.network, c.query);
        if (flow.outcome == flow::Outcome::unbounded) {
            return;
        }
        FlowQuery limited = c.query;
        for (std::size_t i = 0; i < limited.from.size(); ++i) {
            limited.from[i].limit = flow.origins[i].flow;
        }
        CHECK(value(c.network, limited) == flow.value.count());
        if (flow.origins[0].flow.count() > 0) {
            *limited.from[0].limit -= TonnesPerYear(1);
            CHECK(value(c.network, limited) == flow.value.count() - 1);
        }
    });
}
