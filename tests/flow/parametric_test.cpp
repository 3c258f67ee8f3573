#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/parametric.hpp>
#include <corridor/network/builder.hpp>

#include <cstdlib>
#include <string>
#include <vector>

using namespace corridor;
using corridor::test::Random;
using corridor::test::random_network;

namespace {

int rounds(int usual) {
    return std::getenv("CORRIDOR_LONG") != nullptr ? usual * 20 : usual;
}

struct Line {
    std::int64_t intercept = 0;
    std::int64_t slope = 0;
};

Int128 at(const Line& line, const Fraction& lambda) {
    return static_cast<Int128>(line.intercept) * lambda.denominator() +
           static_cast<Int128>(line.slope) * lambda.numerator();
}

struct Piece {
    Fraction from;
    Line line;
};

/// The lower envelope of lines from `from` on, straight from its definition.
std::vector<Piece> envelope(const std::vector<Line>& lines, const Fraction& from) {
    std::vector<Piece> pieces;
    const Line* now = &lines.front();
    for (const Line& line : lines) {
        if (at(line, from) < at(*now, from) ||
            (at(line, from) == at(*now, from) && line.slope < now->slope)) {
            now = &line;
        }
    }
    pieces.push_back({from, *now});
    while (true) {
        const Line* next = nullptr;
        Fraction where;
        for (const Line& line : lines) {
            if (line.slope >= now->slope) {
                continue;
            }
            const Fraction crossing(line.intercept - now->intercept, now->slope - line.slope);
            if (next == nullptr || crossing < where ||
                (crossing == where && line.slope < next->slope)) {
                next = &line;
                where = crossing;
            }
        }
        if (next == nullptr) {
            return pieces;
        }
        now = next;
        pieces.push_back({where, *now});
    }
}

/// A cut for every set of nodes that holds the first and not the second.
std::vector<Line> all_cuts(const Network& network, const std::vector<MovingLimit>& limit,
                           const MovingLimit* total) {
    std::vector<Line> lines;
    if (total != nullptr) {
        lines.push_back({total->base, total->rate});
    }
    const std::size_t others = network.nodes().size() - 2;
    for (std::uint32_t set = 0; set < (std::uint32_t{1} << others); ++set) {
        const auto inside = [&](NodeId node) {
            return node.index == 0 || (node.index > 1 && ((set >> (node.index - 2)) & 1U) != 0);
        };
        Line line;
        for (std::size_t i = 0; i < limit.size(); ++i) {
            const Link& link = network.links()[i];
            if (inside(link.tail) != inside(link.head) && (inside(link.tail) || !link.directed)) {
                line.intercept += limit[i].base;
                line.slope += limit[i].rate;
            }
        }
        lines.push_back(line);
    }
    return lines;
}

Network network_of(const std::vector<LinkSpec>& links) {
    NetworkBuilder builder;
    for (const char* node : {"s", "a", "b", "c", "t"}) {
        builder.add_node({.id = node});
    }
    for (const LinkSpec& link : links) {
        builder.add_link(link);
    }
    return builder.build().value();
}

}  // namespace

TEST_CASE("when four feeders grow at different rates, the corridor breaks at 7/3, 3 and 4") {
    // The recorded instance of parametric maximum flow, all cuts enumerated.
    const auto link = [](const char* id, const char* from, const char* to, int amount) {
        return LinkSpec{.id = id,
                        .from = from,
                        .to = to,
                        .directed = true,
                        .capacity = Quantity{Decimal(amount), "t/yr"}};
    };
    const Network network =
        network_of({link("sa", "s", "a", 0), link("sb", "s", "b", 2), link("sc", "s", "c", 1),
                    link("ab", "a", "b", 2), link("bc", "b", "c", 1), link("at", "a", "t", 5),
                    link("bt", "b", "t", 9), link("ct", "c", "t", 6)});
    const auto element = [&](const char* id) { return Element::of(*network.find_link(id)); };
    const ParametricFlow curve = parametric_max_flow(
        network, {.from = {"s"}, .to = {"t"}},
        {.elements = {{element("sa"), {0, 3}}, {element("sb"), {2, 2}}, {element("sc"), {1, 1}}}});
    REQUIRE(curve.certified);
    REQUIRE(curve.segments.size() == 4);
    const Fraction starts[] = {0, {7, 3}, 3, 4};
    const Line lines[] = {{3, 6}, {10, 3}, {16, 1}, {20, 0}};
    const std::vector<std::string> cuts[] = {
        {"sa", "sb", "sc"}, {"sb", "sc", "ab", "at"}, {"sc", "bc", "at", "bt"}, {"at", "bt", "ct"}};
    for (std::size_t i = 0; i < 4; ++i) {
        CAPTURE(i);
        CHECK(curve.segments[i].from == starts[i]);
        CHECK(curve.segments[i].intercept == lines[i].intercept);
        CHECK(curve.segments[i].slope == lines[i].slope);
        CHECK(network.names(curve.segments[i].cut) == cuts[i]);
        CHECK(curve.segments[i].to.has_value() == (i < 3));
    }
    CHECK(curve.at({5, 2}).slope == 3);
}

TEST_CASE("demand is served in full until the corridor is full") {
    const Network network = network_of(
        {{.id = "sa", .from = "s", .to = "a"},
         {.id = "at", .from = "a", .to = "t", .capacity = Quantity{Decimal(7), "t/yr"}}});
    const ParametricFlow curve =
        parametric_max_flow(network, {.from = {"s"}, .to = {"t"}}, scale_demand());
    REQUIRE(curve.segments.size() == 2);
    CHECK(curve.segments[0].slope == 1);
    CHECK(curve.segments[0].total);
    CHECK(curve.segments[1].from == Fraction(7));
    CHECK(curve.segments[1].slope == 0);
    CHECK(network.names(curve.segments[1].cut) == std::vector<std::string>{"at"});
}

TEST_CASE("a way without limits leaves nothing to grow into") {
    const Network network =
        network_of({{.id = "sa", .from = "s", .to = "a"}, {.id = "at", .from = "a", .to = "t"}});
    const FlowQuery query{.from = {"s"}, .to = {"t"}};
    CHECK(parametric_max_flow(network, query, {}).outcome == flow::Outcome::unbounded);
    CHECK(parametric_max_flow(network, query, scale_demand()).segments.size() == 1);
}

TEST_CASE("a scaling that makes no sense is refused") {
    const Network network = network_of({{.id = "sa", .from = "s", .to = "a"}});
    const FlowQuery query{.from = {"s"}, .to = {"a"}};
    const auto refused = [&](const Scaling& scaling) {
        CHECK_THROWS_AS(parametric_max_flow(network, query, scaling), ContractViolation);
    };
    const Element link = Element::of(LinkId{0});
    refused({.elements = {{link, {1, -1}}}});
    refused({.elements = {{link, {3, -1}}}, .to = Fraction(4)});
    refused({.elements = {{link, {1, 1}}, {link, {1, 1}}}});
    refused({.elements = {{link, {-5, 9}}}, .from = 1});
    refused({.elements = {{Element::of(NodeId{0}), {1, 1}}}});
    refused({.origins = {{1, 1}, {1, 1}}});
    refused({.from = 3, .to = Fraction(3)});
    CHECK(parametric_max_flow(network, query, {.elements = {{link, {3, -1}}}, .to = Fraction(3)})
              .segments.size() == 1);
}

TEST_CASE("figures beyond 64 bits give exact breakpoints") {
    const std::int64_t large = (std::int64_t{1} << 38) - 5;
    const Network network = network_of({{.id = "sa", .from = "s", .to = "a"},
                                        {.id = "sb", .from = "s", .to = "b"},
                                        {.id = "at", .from = "a", .to = "t"},
                                        {.id = "bt", .from = "b", .to = "t"}});
    const auto element = [&](const char* id) { return Element::of(*network.find_link(id)); };
    const ParametricFlow curve =
        parametric_max_flow(network, {.from = {"s"}, .to = {"t"}},
                            {.elements = {{element("sa"), {1, large}},
                                          {element("at"), {large - 2, 1}},
                                          {element("sb"), {2, large - 4}},
                                          {element("bt"), {large - 8, 3}}}});
    REQUIRE(curve.segments.size() == 3);
    CHECK(curve.certified);
    CHECK(curve.segments[1].from == Fraction(large - 10, large - 7));
    CHECK(curve.segments[2].from == Fraction(large - 3, large - 1));
}

TEST_CASE("on 10,000 random networks the curve is the lower envelope of all cuts") {
    Random random(19760101);
    int bends = 0;
    for (int round = 0; round < rounds(10'000); ++round) {
        const Network network = random_network(random, {.nodes = 4 + random.below(3),
                                                        .links = 8 + random.below(10),
                                                        .largest_capacity = 12,
                                                        .everything = false});
        std::vector<MovingLimit> limit;
        Scaling scaling;
        const std::uint32_t moving = 1 + random.below(4);
        const bool falls = random.one_in(4);
        for (std::uint32_t i = 0; i < network.links().size(); ++i) {
            limit.push_back({network.links()[i].capacity->rate.count(), 0});
            if (random.one_in(moving)) {
                limit[i] = {random.below(12), random.below(9)};
                if (falls && random.one_in(3)) {
                    limit[i] = {8 + random.below(9), -std::int64_t{random.below(3)}};
                }
                scaling.elements.push_back({Element::of(LinkId{i}), limit[i]});
            }
        }
        if (random.one_in(4)) {
            scaling.total = MovingLimit{random.below(3), 1 + random.below(5)};
        }
        if (random.one_in(4)) {
            scaling.from = Fraction(random.below(5), 1 + random.below(3));
        }
        if (falls) {
            scaling.to = Fraction(4);
            scaling.from = std::min(scaling.from, Fraction(7, 2));
        }
        const ParametricFlow curve =
            parametric_max_flow(network, {.from = {"a"}, .to = {"b"}}, scaling);
        std::vector<Piece> expected = envelope(
            all_cuts(network, limit, scaling.total ? &*scaling.total : nullptr), scaling.from);
        while (scaling.to && expected.back().from >= *scaling.to) {
            expected.pop_back();
        }
        CAPTURE(round);
        REQUIRE(curve.certified);
        REQUIRE(curve.segments.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            REQUIRE(curve.segments[i].from == expected[i].from);
            REQUIRE(curve.segments[i].intercept == expected[i].line.intercept);
            REQUIRE(curve.segments[i].slope == expected[i].line.slope);
        }
        bends += static_cast<int>(expected.size()) - 1;
    }
    CHECK(bends > rounds(10'000) / 4);
}

TEST_CASE("with limits on nodes, quays and endpoints every point is the largest flow there") {
    Random random(20101010);
    for (int round = 0; round < rounds(1'000); ++round) {
        const Network network =
            random_network(random, {.nodes = 4 + random.below(4), .links = 6 + random.below(12)});
        FlowQuery query{.from = {{"a", TonnesPerYear(random.below(20))}, "c"},
                        .to = {"b"},
                        .commodity = random.one_in(2) ? "containers" : ""};
        std::vector<Element> scaled;
        for (std::uint32_t i = 0; i < network.links().size(); ++i) {
            if (random.one_in(3)) {
                scaled.push_back(Element::of(LinkId{i}));
            }
        }
        for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
            if (random.one_in(3)) {
                scaled.push_back(Element::of(NodeId{v}));
                scaled.push_back(Element::terminal_of(NodeId{v}));
            }
        }
        const ParametricFlow curve =
            parametric_max_flow(network, query, scale_capacity(network, query, scaled));
        for (std::int64_t lambda = 0; lambda < 5; ++lambda) {
            NetworkBuilder grown(network);
            const auto grow = [&](std::optional<Quantity>& capacity) {
                if (capacity) {
                    capacity->amount = Decimal(capacity->amount.significand() * lambda);
                }
            };
            for (const Element& element : scaled) {
                if (element.kind == Element::Kind::link) {
                    grow(grown.links()[element.index].capacity);
                } else if (element.kind == Element::Kind::node) {
                    grow(grown.nodes()[element.index].throughput);
                } else {
                    grow(grown.nodes()[element.index].container_terminal);
                }
            }
            const MaxFlow flow = max_flow(grown.build().value(), query);
            CAPTURE(round, lambda);
            if (curve.outcome == flow::Outcome::unbounded) {
                REQUIRE((lambda == 0 || flow.outcome == flow::Outcome::unbounded));
                continue;
            }
            const ParametricSegment& segment = curve.at(lambda);
            REQUIRE(flow.outcome == flow::Outcome::optimal);
            REQUIRE(segment.intercept + lambda * segment.slope == flow.value.count());
        }
    }
}
