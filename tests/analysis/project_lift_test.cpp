#include "analysis/bottleneck_support.hpp"
#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/analysis/project_lift.hpp>
#include <corridor/network/builder.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

using namespace corridor;

namespace {

using Names = std::vector<std::string>;

Project project(std::string id, std::vector<std::string> links, std::int64_t after,
                std::optional<std::int64_t> cost) {
    Project result;
    result.id = std::move(id);
    result.affected = std::move(links);
    result.attribute = "capacity";
    result.after = Decimal(after);
    result.unit = "t/yr";
    if (cost) {
        result.cost_usd_million = Decimal(*cost);
    }
    return result;
}

Network with(const Network& network, const std::vector<Project>& projects,
             const std::vector<std::string>& chosen) {
    NetworkBuilder builder(network);
    for (const Project& each : projects) {
        if (std::find(chosen.begin(), chosen.end(), each.id) == chosen.end()) {
            continue;
        }
        for (const std::string& id : each.affected) {
            LinkSpec& link = builder.links()[network.find_link(id)->index];
            const auto today = network.link(*network.find_link(id)).capacity;
            const bool planned = link.status == Status::planned;
            const auto stated =
                link.capacity ? to_tonnes_per_year(*link.capacity, network.units()) : std::nullopt;
            if (planned ? link.transit_time.seconds != 99
                        : stated && stated->count() < each.after->significand()) {
                link.capacity = Quantity{*each.after, each.unit};
            }
            if (planned) {
                link.status = Status::operating;
                link.transit_time.seconds = 99;
            }
        }
    }
    return builder.build().value();
}

}  // namespace

TEST_CASE("projects that are worthless alone lift the flow together, the cheapest set first") {
    // validation/expansion: seven arcs and six projects, by exhaustion 8, then 10 for 7, 11 for 11.
    Network network = test::ascii_network(
        "s -5-> a -4-> c -6-> t\n"
        "s -4-> b -3-> c\n"
        "b -2-> d -2-> t");
    const std::vector<Project> projects = {
        project("0", {"a-c"}, 7, 4), project("1", {"c-t"}, 10, 6), project("2", {"b-d"}, 5, 3),
        project("3", {"d-t"}, 5, 2), project("4", {"s-b"}, 6, 2),  project("5", {"b-c"}, 5, 1)};
    const FlowQuery query = {.from = {"s"}, .to = {"t"}};
    CHECK(max_flow(network, query).value == TonnesPerYear(8));
    for (const ProjectEffect& effect : effect_of_each(network, query, projects)) {
        CHECK(effect.gain == TonnesPerYear(0));
        CHECK(effect.held_by.capacity == TonnesPerYear(8));
    }
    const ProjectChoice first = cheapest_lift(network, query, projects);
    CHECK(first.projects == Names{"2", "3", "4"});
    CHECK(first.known_cost_usd == 7'000'000);
    CHECK(first.value == TonnesPerYear(10));
    network = with(network, projects, first.projects);
    const ProjectChoice second = cheapest_lift(network, query, projects);
    CHECK(second.projects == Names{"0"});
    CHECK(second.known_cost_usd == 4'000'000);
    CHECK(second.value == TonnesPerYear(11));
    network = with(network, projects, second.projects);
    const ProjectChoice third = cheapest_lift(network, query, projects);
    CHECK_FALSE(third.possible());
    CHECK(network.names(third.held_by.members) == Names{"s-a", "s-b"});
}

TEST_CASE("a planned link joins by its project unless the query leaves it out") {
    NetworkBuilder builder(test::ascii_network("a -2- b -2- c\na -7- c"));
    builder.links()[2].status = Status::planned;
    const Network network = builder.build().value();
    const std::vector<Project> projects = {project("short cut", {"a-c"}, 7, std::nullopt)};
    const FlowQuery query = {.from = {"a"}, .to = {"c"}};
    const ProjectChoice choice = cheapest_lift(network, query, projects);
    CHECK(choice.projects == Names{"short cut"});
    CHECK(choice.without_cost == Names{"short cut"});
    CHECK(choice.value == TonnesPerYear(9));
    CHECK(effect_of(network, query, projects).gain == TonnesPerYear(7));
    const FlowQuery left_out = {
        .from = {"a"}, .to = {"c"}, .selection = {.exclude_links = {"a-c"}}};
    CHECK_FALSE(cheapest_lift(network, left_out, projects).possible());
}

TEST_CASE("the cheapest lift of 1,000 random networks is the cheapest of all sets of projects") {
    test::Random random(9);
    int lifted = 0;
    int together = 0;
    for (int round = 0; round < 1000; ++round) {
        const Network network = test::random_network(
            random, {.nodes = 5, .links = 9, .largest_capacity = 5, .everything = false});
        NetworkBuilder builder(network);
        for (LinkSpec& link : builder.links()) {
            link.status = random.one_in(4) ? Status::planned : Status::operating;
            link.transit_time.seconds = 0;
        }
        const Network base = builder.build().value();
        std::vector<Project> projects;
        for (int i = 0; i < 5; ++i) {
            Names links = {"l" + std::to_string(random.below(9))};
            if (random.one_in(3)) {
                links.push_back("l" + std::to_string(random.below(9)));
            }
            projects.push_back(project(
                "p" + std::to_string(i), links, random.below(9),
                random.one_in(4) ? std::nullopt : std::optional<std::int64_t>(random.below(4))));
        }
        const FlowQuery query = {.from = {"a"}, .to = {"b"}};
        const TonnesPerYear today = max_flow(base, query).value;
        using Price = std::tuple<int, std::int64_t, std::size_t>;
        std::optional<Price> best;
        for (unsigned chosen = 1; chosen < 32; ++chosen) {
            Price price{0, 0, 0};
            Names ids;
            for (unsigned i = 0; i < 5; ++i) {
                if (((chosen >> i) & 1U) != 0) {
                    const auto& cost = projects[i].cost_usd_million;
                    std::get<0>(price) += cost ? 0 : 1;
                    std::get<1>(price) += cost ? cost->significand() * 1'000'000 : 0;
                    std::get<2>(price) += 1;
                    ids.push_back(projects[i].id);
                }
            }
            if ((!best || price < *best) &&
                today <
                    max_flow(with(base, projects, ids), query, {.choice = FlowChoice::any}).value) {
                best = price;
            }
        }
        INFO("round " << round);
        const ProjectChoice choice = cheapest_lift(base, query, projects);
        REQUIRE(choice.proved);
        REQUIRE(choice.possible() == best.has_value());
        if (best) {
            REQUIRE(*best == Price{static_cast<int>(choice.without_cost.size()),
                                   choice.known_cost_usd, choice.projects.size()});
            REQUIRE(max_flow(with(base, projects, choice.projects), query).value == choice.value);
            ++lifted;
            together += choice.projects.size() > 1 ? 1 : 0;
        } else {
            REQUIRE(choice.held_by.capacity == today);
        }
    }
    CHECK(lifted > 300);
    CHECK(together > 15);
}
