#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/sweep.hpp>
#include <corridor/flow/sweep_eigen.hpp>
#include <corridor/flow/without_each.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
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

std::int64_t value(const Network& network, const FlowQuery& query) {
    const MaxFlow flow = max_flow(network, query, {.choice = FlowChoice::any});
    return flow.outcome == flow::Outcome::unbounded ? -1 : flow.value.count();
}

FlowQuery random_query(Random& random) {
    const char* const commodities[] = {"", "containers", "grain"};
    FlowQuery query{.from = {"a"}, .to = {"b"}, .commodity = commodities[random.below(3)]};
    if (random.one_in(3)) {
        query.from.emplace_back("c", TonnesPerYear(random.below(30)));
    }
    if (random.one_in(4)) {
        query.to.emplace_back("d");
    }
    return query;
}

/// The links a row names, and rows of random capacities for them, some zero and some unlimited.
struct Rows {
    std::vector<LinkId> columns;
    std::vector<std::int64_t> values;
    std::size_t count = 0;
};

Rows random_rows(Random& random, const Network& network, std::size_t count, std::uint32_t largest) {
    Rows rows;
    const bool all = random.one_in(3);
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        if (all || random.one_in(2)) {
            rows.columns.push_back(LinkId{i});
        }
    }
    rows.count = rows.columns.empty() ? 0 : count;
    for (std::size_t i = 0; i < rows.count * rows.columns.size(); ++i) {
        rows.values.push_back(random.one_in(12) ? std::int64_t{-1}
                                                : std::int64_t{random.below(largest)});
    }
    return rows;
}

/// The network with the capacities of one row, as a planner would change it by hand. A capacity in
/// t/yr counts for every commodity.
Network with_row(const Network& network, const Rows& rows, std::size_t row) {
    NetworkBuilder changed(network);
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
        const std::int64_t capacity = rows.values[row * rows.columns.size() + i];
        LinkSpec& link = changed.links()[rows.columns[i].index];
        link.capacity.reset();
        if (capacity >= 0) {
            link.capacity = Quantity{Decimal(capacity), "t/yr"};
        }
    }
    return changed.build().value();
}

}  // namespace

TEST_CASE("a sweep gives each row the flow of the network changed by hand, with every engine") {
    Random random(101);
    std::size_t checked = 0;
    for (int i = 0; i < rounds(250); ++i) {
        const Network network =
            random_network(random, {.nodes = 4 + random.below(8), .links = 4 + random.below(16)});
        const FlowQuery query = random_query(random);
        const Rows rows = random_rows(random, network, 1 + random.below(40),
                                      random.one_in(2) ? 50 : 2'000'000'000);
        std::vector<std::int64_t> expected;
        for (std::size_t row = 0; row < rows.count; ++row) {
            expected.push_back(value(with_row(network, rows, row), query));
        }
        CAPTURE(i);
        for (const flow::Engine engine : {flow::Engine::automatic, flow::Engine::frontier,
                                          flow::Engine::general, flow::Engine::boost}) {
            REQUIRE(sweep(network, query, rows.columns, std::span<const std::int64_t>(rows.values),
                          {.engine = engine})
                        .values == expected);
        }
        const std::vector<std::int32_t> narrow(rows.values.begin(), rows.values.end());
        const Sweep proved = sweep(network, query, rows.columns,
                                   std::span<const std::int32_t>(narrow), {.certify = true});
        REQUIRE(proved.values == expected);
        REQUIRE(proved.certified_rows == rows.count);
        checked += rows.count;
    }
    CHECK(checked > 1000);
}

TEST_CASE("threads, streams and matrices give the same values") {
    Random random(102);
    const Network network =
        random_network(random, {.nodes = 12, .links = 30, .largest_capacity = 100});
    const FlowQuery query{.from = {"a"}, .to = {"b"}, .commodity = "containers"};
    std::vector<LinkId> columns;
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        columns.push_back(LinkId{i});
    }
    constexpr int count = 20'000;
    CapacityMatrix<std::int64_t> matrix(count, 30);
    for (int row = 0; row < count; ++row) {
        for (int column = 0; column < 30; ++column) {
            matrix(row, column) = random.below(1000);
        }
    }
    const Sweep one = sweep(network, query, columns, matrix);
    REQUIRE(one.values.size() == count);
    CHECK(std::any_of(one.values.begin(), one.values.end(), [](auto v) { return v > 0; }));
    for (const unsigned threads : {2U, 3U, 8U}) {
        CHECK(sweep(network, query, columns, matrix, {.threads = threads}).values == one.values);
    }
    int next = 0;
    const Sweep streamed = sweep(
        network, query, columns, RowSource([&](std::span<std::int64_t> rows, std::size_t width) {
            const int fits = static_cast<int>(std::min<std::size_t>(rows.size() / width, 777));
            const int given = std::min(fits, count - next);
            std::copy_n(matrix.data() + std::ptrdiff_t{next} * 30, std::ptrdiff_t{given} * 30,
                        rows.begin());
            next += given;
            return static_cast<std::size_t>(given);
        }));
    CHECK(streamed.values == one.values);

    std::size_t told = 0;
    static_cast<void>(sweep(network, query, columns, matrix,
                            {.threads = 2, .progress = [&](std::size_t done) { told = done; }}));
    CHECK(told == count);

    std::stop_source stop;
    const Sweep stopped =
        sweep(network, query, columns, matrix,
              {.progress = [&](std::size_t) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK_FALSE(stopped.complete);
    CHECK(stopped.values.size() < count);
    CHECK(std::equal(stopped.values.begin(), stopped.values.end(), one.values.begin()));
}

TEST_CASE("on a wide network each of many similar scenarios has its own value") {
    Random random(105);
    const Network network =
        random_network(random, {.nodes = 26, .links = 300, .largest_capacity = 1000});
    const FlowQuery query{.from = {"a"}, .to = {"b"}, .commodity = "containers"};
    Rows rows;
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        if (!random.one_in(5)) {
            rows.columns.push_back(LinkId{i});
        }
    }
    rows.count = 5000;
    std::vector<std::int64_t> base;
    for (std::size_t column = 0; column < rows.columns.size(); ++column) {
        base.push_back(1 + std::int64_t{random.below(100'000'000)});
    }
    for (std::size_t row = 0; row < rows.count; ++row) {
        for (const std::int64_t most : base) {
            rows.values.push_back(most * (30 + random.below(71)) / 100);
        }
    }
    const std::span<const std::int64_t> values(rows.values);
    const Sweep one = sweep(network, query, rows.columns, values);
    CHECK(one.engine == flow::Engine::general);
    for (std::size_t row = 0; row < rows.count; row += 97) {
        CAPTURE(row);
        REQUIRE(one.values[row] == value(with_row(network, rows, row), query));
    }
    for (const unsigned threads : {2U, 3U}) {
        CHECK(sweep(network, query, rows.columns, values, {.threads = threads}).values ==
              one.values);
    }
    const std::vector<std::int32_t> narrow(rows.values.begin(), rows.values.end());
    const Sweep proved = sweep(network, query, rows.columns, std::span<const std::int32_t>(narrow),
                               {.certify = true});
    CHECK(proved.values == one.values);
    CHECK(proved.certified_rows == rows.count);
}

TEST_CASE("rows that do not fit the columns are a mistake of the caller") {
    Random random(103);
    const Network network = random_network(random, {});
    const FlowQuery query{.from = {"a"}, .to = {"b"}};
    const std::vector<LinkId> columns = {LinkId{0}, LinkId{1}};
    const std::vector<std::int64_t> three = {1, 2, 3};
    const std::vector<std::int64_t> huge = {1, INT64_MAX};
    CHECK_THROWS_AS(sweep(network, query, columns, std::span<const std::int64_t>(three)),
                    ContractViolation);
    CHECK_THROWS_AS(sweep(network, query, columns, std::span<const std::int64_t>(huge)),
                    ContractViolation);
    const std::vector<LinkId> twice = {LinkId{0}, LinkId{0}};
    CHECK_THROWS_AS(sweep(network, query, twice, std::span<const std::int64_t>()),
                    ContractViolation);
}

TEST_CASE("the flow without each link and node is that of the network without it") {
    Random random(104);
    for (int i = 0; i < rounds(600); ++i) {
        const Network network =
            random_network(random, {.nodes = 4 + random.below(7), .links = 3 + random.below(16)});
        const FlowQuery query = random_query(random);
        CAPTURE(i);
        for (const flow::Engine engine :
             {flow::Engine::automatic, flow::Engine::frontier, flow::Engine::general}) {
            const FlowWithoutEach without = flow_without_each_link(network, query, engine);
            REQUIRE(without.value == value(network, query));
            for (std::uint32_t l = 0; l < network.links().size(); ++l) {
                FlowQuery rest = query;
                rest.selection.exclude_links.push_back(network.links()[l].id);
                CAPTURE(network.links()[l].id);
                REQUIRE(without.without_link[l] == value(network, rest));
            }
            for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
                FlowQuery rest = query;
                for (const LinkId link : network.links_at(NodeId{v})) {
                    rest.selection.exclude_links.push_back(network.link(link).id);
                }
                const auto is_here = [&](const Endpoint& end) {
                    return end.node == network.nodes()[v].id;
                };
                rest.from.erase(std::remove_if(rest.from.begin(), rest.from.end(), is_here),
                                rest.from.end());
                rest.to.erase(std::remove_if(rest.to.begin(), rest.to.end(), is_here),
                              rest.to.end());
                const std::int64_t expected =
                    rest.from.empty() || rest.to.empty() ? 0 : value(network, rest);
                CAPTURE(network.nodes()[v].id);
                REQUIRE(without.without_node[v] == expected);
            }
        }
    }
}
