#include "support/ascii_network.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/readiness.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <optional>
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

Project project(const char* id, const char* link, std::int64_t after, std::optional<int> year) {
    Project result;
    result.id = id;
    result.affects_type = "link";
    result.affected = {link};
    result.attribute = "capacity";
    result.after = Decimal(after);
    result.unit = "t/yr";
    result.year = year;
    return result;
}

/// A railway of 100 t/yr, a ferry of 50 and a railway of 60 beyond the sea.
const char* const line = "xian -100-> aktau\naktau -50-> alat\nalat -60-> poti\n";
const FlowQuery along = {.from = {"xian"}, .to = {"poti"}};

/// The network with some capacities raised.
Network raised(const Network& network, const std::vector<Raise>& raises, std::size_t year) {
    NetworkBuilder builder(network);
    for (const Raise& raise : raises) {
        if (!raise.needed[year]) {
            continue;
        }
        const Quantity amount{Decimal(raise.needed[year]->count()), "t/yr"};
        switch (raise.element.kind) {
            case Element::Kind::link:
                builder.links()[raise.element.index].capacity = amount;
                break;
            case Element::Kind::node:
                builder.nodes()[raise.element.index].throughput = amount;
                break;
            case Element::Kind::container_terminal:
                builder.nodes()[raise.element.index].container_terminal = amount;
                break;
        }
    }
    return builder.build().value();
}

}  // namespace

TEST_CASE("the ferry is short first, then the railway beyond the sea, each by its own amount") {
    const Network network = test::ascii_network(line);
    const Readiness found = readiness(asked(network, along, {40, 55, 80}), {});

    REQUIRE(found.shortages.size() == 2);
    CHECK(network.names(found.shortages[0].members) == std::vector<std::string>{"aktau-alat"});
    CHECK(found.shortages[0].capacity == TonnesPerYear(50));
    CHECK(found.shortages[0].year == 2025);
    CHECK(found.shortages[0].missing == TonnesPerYear(30));
    CHECK(found.shortages[0].last_year == 2026);
    CHECK(network.names(found.shortages[1].members) == std::vector<std::string>{"alat-poti"});
    CHECK(found.shortages[1].year == 2026);
    CHECK(found.shortages[1].missing == TonnesPerYear(20));

    CHECK(found.attainable);
    CHECK(found.least_raise_proved);
    REQUIRE(found.raises.size() == 2);
    CHECK(network.name(found.raises[0].element) == "aktau-alat");
    CHECK(found.raises[0].year == 2025);
    CHECK(found.raises[0].today == TonnesPerYear(50));
    CHECK_FALSE(found.raises[0].needed[0].has_value());
    CHECK(found.raises[0].needed[1] == TonnesPerYear(55));
    CHECK(found.raises[0].needed[2] == TonnesPerYear(80));
    CHECK(found.raises[1].year == 2026);
    CHECK(found.raises[1].needed[2] == TonnesPerYear(80));
    CHECK(found.years[0].raised == TonnesPerYear(0));
    CHECK(found.years[2].raised == TonnesPerYear(50));
}

TEST_CASE("one raise that saves two is taken") {
    // The direct line needs 10 t more; the way over the pass would need 10 t twice.
    const Network network = test::ascii_network("a -20-> b\na -5-> pass\npass -5-> b\n");
    const Readiness found = readiness(asked(network, {.from = {"a"}, .to = {"b"}}, {35}), {});
    REQUIRE(found.raises.size() == 1);
    CHECK(network.name(found.raises[0].element) == "a-b");
    CHECK(found.raises[0].needed[0] == TonnesPerYear(30));
}

TEST_CASE(
    "projects are needed by the year in which the demand asks for them, and may come too late") {
    const Network network = test::ascii_network(line);
    const std::vector<Project> projects = {project("ships", "aktau-alat", 90, 2025),
                                           project("rail", "alat-poti", 120, 2034),
                                           project("spare", "xian-aktau", 200, std::nullopt)};
    const Readiness found = readiness(asked(network, along, {40, 55, 80}), projects);
    REQUIRE(found.projects.size() == 2);
    CHECK(found.projects[0].project == 0);
    CHECK(found.projects[0].needed_by == 2025);
    CHECK_FALSE(found.projects[0].late());
    CHECK(found.projects[1].project == 1);
    CHECK(found.projects[1].needed_by == 2026);
    CHECK(found.projects[1].announced == 2034);
    CHECK(found.projects[1].late());
    CHECK_FALSE(found.beyond_projects.has_value());
    CHECK(found.years[2].with_all_projects == TonnesPerYear(90));
    CHECK(found.years[1].with_needed_projects == TonnesPerYear(60));
    CHECK(found.shortages[0].projects == std::vector<std::size_t>{0});
}

TEST_CASE("where all projects together are not enough, the first such year is told") {
    const Network network = test::ascii_network(line);
    const std::vector<Project> projects = {project("ships", "aktau-alat", 58, 2025)};
    const Readiness found = readiness(asked(network, along, {40, 55, 80}), projects);
    CHECK(found.beyond_projects == 2026);
    REQUIRE(found.projects.size() == 1);
    CHECK(found.projects[0].needed_by == 2025);
    CHECK(found.years[2].with_needed_projects == TonnesPerYear(58));
}

TEST_CASE("a project opens its planned links, and one that would take capacity away does not") {
    NetworkBuilder builder(test::ascii_network("a -20-> b\n"));
    builder.add_link({.id = "new",
                      .from = "a",
                      .to = "b",
                      .capacity = quantity("15 t/yr"),
                      .status = Status::planned});
    const Network network = builder.build().value();
    const std::vector<Project> projects = {project("line", "new", 15, 2030),
                                           project("less", "a-b", 5, 2020)};
    const Readiness found = readiness(asked(network, {.from = {"a"}, .to = {"b"}}, {30}), projects);
    REQUIRE(found.projects.size() == 1);
    CHECK(found.projects[0].project == 0);
    CHECK(found.years[0].with_all_projects == TonnesPerYear(35));
}

TEST_CASE("no raise helps where no way leads, and that is said") {
    const Network network = test::ascii_network("a -20-> b\nc -5-> d\n");
    const Readiness found = readiness(asked(network, {.from = {"a"}, .to = {"d"}}, {3}), {});
    CHECK_FALSE(found.attainable);
    CHECK(found.raises.empty());
    CHECK_THROWS_AS(readiness({}, {}), ContractViolation);
}

TEST_CASE("what is built stays when demand falls again") {
    const Network network = test::ascii_network(line);
    const Readiness found = readiness(asked(network, along, {55, 20}), {});
    REQUIRE(found.raises.size() == 1);
    CHECK(found.raises[0].needed[1] == TonnesPerYear(55));
}

TEST_CASE("in random networks the raises carry the demand, grow with it, and none is too much") {
    test::Random random(12);
    int raised_something = 0;
    for (int i = 0; i < 300; ++i) {
        const Network network = test::random_network(random, {.largest_capacity = 8});
        const FlowQuery query = {.from = {"a"}, .to = {"f"}, .commodity = "grain"};
        const std::vector<std::int64_t> demand = {3, 6, 12, 9};
        const Readiness found = readiness(asked(network, query, demand), {});
        if (!found.attainable) {
            continue;
        }
        CHECK(found.least_raise_proved);
        for (std::size_t y = 0; y < demand.size(); ++y) {
            const MaxFlow flow =
                max_flow(raised(network, found.raises, y), query, {.choice = FlowChoice::any});
            CHECK((flow.outcome == flow::Outcome::unbounded || flow.value.count() >= demand[y]));
        }
        for (const Raise& raise : found.raises) {
            CHECK(std::is_sorted(raise.needed.begin(), raise.needed.end()));
            std::vector<Raise> less = found.raises;
            for (Raise& each : less) {
                if (each.element == raise.element) {
                    each.needed[2] = *each.needed[2] - TonnesPerYear(1);
                }
            }
            const MaxFlow flow =
                max_flow(raised(network, less, 2), query, {.choice = FlowChoice::any});
            CHECK(flow.value.count() < 12);
            ++raised_something;
        }
    }
    CHECK(raised_something > 100);
}

TEST_CASE("no smaller sum of raises carries the demand, tried one by one") {
    test::Random random(13);
    for (int i = 0; i < 60; ++i) {
        const Network network = test::random_network(
            random, {.nodes = 4, .links = 4, .largest_capacity = 3, .everything = false});
        const FlowQuery query = {.from = {"a"}, .to = {"d"}};
        const Readiness found = readiness(asked(network, query, {4}), {});
        std::optional<std::int64_t> least;
        for (int code = 0; code < 5 * 5 * 5 * 5; ++code) {
            NetworkBuilder builder(network);
            std::int64_t sum = 0;
            for (int link = 0, rest = code; link < 4; ++link, rest /= 5) {
                auto& capacity = *builder.links()[static_cast<std::size_t>(link)].capacity;
                capacity.amount = Decimal(capacity.amount.significand() + rest % 5);
                sum += rest % 5;
            }
            if (least && sum >= *least) {
                continue;
            }
            const Network trial = builder.build().value();
            if (max_flow(trial, query, {.choice = FlowChoice::any}).value.count() >= 4) {
                least = sum;
            }
        }
        CHECK(found.attainable == least.has_value());
        if (least) {
            CHECK(found.years[0].raised.count() == *least);
        }
    }
}
