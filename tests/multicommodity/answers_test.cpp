#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/multicommodity.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace {

using namespace corridor::flow;

/// Adds a link that runs both ways and shares its capacity.
void add_two_way(MulticommodityProblem& problem, std::uint32_t a, std::uint32_t b,
                 double capacity) {
    const std::uint32_t limit = problem.add_limit(capacity);
    problem.arc_uses.push_back({.limit = limit, .arc = problem.add_arc(a, b)});
    problem.arc_uses.push_back({.limit = limit, .arc = problem.add_arc(b, a)});
}

/// A port with a cheap ferry and a long way round; containers and grain both want the ferry.
/// Arcs: 0 ferry, 1 and 2 the way round.
MulticommodityProblem ferry(double ferry_capacity) {
    MulticommodityProblem problem;
    problem.node_count = 3;
    const std::uint32_t direct = problem.add_arc(0, 1);
    problem.add_arc(0, 2);
    problem.add_arc(2, 1);
    const std::uint32_t limit = problem.add_limit(ferry_capacity);
    problem.arc_uses.push_back({.limit = limit, .arc = direct});
    problem.commodities = {{.cost = {10, 30, 30}}, {.cost = {10, 15, 15}}};
    problem.demands = {
        {.commodity = 0, .destination = 1, .amount = 6, .unserved_cost = 100},
        {.commodity = 1, .destination = 1, .amount = 4, .unserved_cost = 100, .group = 1}};
    return problem;
}

void check_holds(const MulticommodityProblem& problem, const MulticommoditySolution& answer) {
    const Verdict verdict = verify(problem, answer, 1e-9);
    for (const std::string& violation : verdict.violations) {
        FAIL_CHECK(violation);
    }
}

}  // namespace

TEST_CASE("three quarters of all demands fit K2,3 at once, although every cut has room for all") {
    // Okamura & Seymour (1981), Multicommodity flows in planar graphs.
    MulticommodityProblem problem;
    problem.node_count = 5;  // a, b, 1, 2, 3
    problem.commodities.resize(1);
    for (const std::uint32_t hub : {0U, 1U}) {
        for (const std::uint32_t leaf : {2U, 3U, 4U}) {
            add_two_way(problem, hub, leaf, 1.0);
        }
    }
    for (const auto& [from, to] : {std::pair{0U, 1U}, {2U, 3U}, {3U, 4U}, {2U, 4U}}) {
        problem.demands.push_back({.origin = from, .destination = to, .amount = 1.0});
    }
    for (const bool over_arcs : {false, true}) {
        const MulticommoditySolution answer =
            over_arcs ? solve_over_arcs(problem, AllocationObjective::concurrent)
                      : solve(problem, AllocationObjective::concurrent);
        CHECK(answer.outcome == AllocationOutcome::optimal);
        CHECK(std::abs(answer.value - 0.75) < 1e-12);
        CHECK(answer.upper_bound - answer.lower_bound < 1e-12);
        for (const double served : answer.served) {
            CHECK(std::abs(served - 0.75) < 1e-9);
        }
        check_holds(problem, answer);
    }
}

TEST_CASE(
    "the ferry goes to those who have the longest way round, and its price is what it saves") {
    const MulticommodityProblem problem = ferry(7);
    const MulticommoditySolution answer = solve(problem, AllocationObjective::least_cost);
    CHECK(answer.value == Approx(7 * 10 + 3 * 30));
    CHECK(answer.limit_price[0] == Approx(20));
    CHECK(answer.limit_use[0] == Approx(7));
    CHECK(answer.demand_price[0] == Approx(30));
    CHECK(answer.demand_price[1] == Approx(30));
    CHECK(answer.served == std::vector<double>({6, 4}));
    check_holds(problem, answer);
}

TEST_CASE("what costs more than it is worth is not served") {
    MulticommodityProblem problem = ferry(7);
    problem.demands[1].unserved_cost = 25;
    const MulticommoditySolution answer = solve(problem, AllocationObjective::least_cost);
    CHECK(answer.value == Approx(7 * 10 + 3 * 25));
    CHECK(answer.served[1] == Approx(1));
    CHECK(answer.demand_price[1] == Approx(25));
    check_holds(problem, answer);
}

TEST_CASE("two shippers on a closed ring share the ferry in proportion when it is to be fair") {
    MulticommodityProblem problem = ferry(5);
    for (auto& commodity : problem.commodities) {
        commodity.open = {1, 0, 0};
    }
    const MulticommoditySolution most = solve(problem, AllocationObjective::most_served);
    CHECK(most.value == Approx(5));
    const MulticommoditySolution fair = solve(problem, AllocationObjective::fair);
    CHECK(fair.value == Approx(0.5));
    CHECK(fair.group_share[0] == Approx(0.5));
    CHECK(fair.group_share[1] == Approx(0.5));
    REQUIRE(fair.levels.size() == 1);
    CHECK(fair.levels[0].groups == std::vector<std::uint32_t>({0, 1}));
    check_holds(problem, fair);
}

TEST_CASE("who is not held back by the scarce link has more in a fair allocation") {
    MulticommodityProblem problem = ferry(3);
    problem.commodities[0].open = {1, 0, 0};
    const MulticommoditySolution fair = solve(problem, AllocationObjective::fair);
    CHECK(fair.group_share[0] == Approx(0.5));
    CHECK(fair.group_share[1] == Approx(1.0));
    REQUIRE(fair.levels.size() == 2);
    CHECK(fair.levels[0].groups == std::vector<std::uint32_t>({0}));
    check_holds(problem, fair);
}

TEST_CASE("a demand without a route leaves nothing to a concurrent flow") {
    MulticommodityProblem problem = ferry(7);
    problem.demands.push_back({.origin = 1, .destination = 0, .amount = 1});
    const MulticommoditySolution answer = solve(problem, AllocationObjective::concurrent);
    CHECK(answer.outcome == AllocationOutcome::optimal);
    CHECK(answer.value == 0.0);
    CHECK(answer.upper_bound == 0.0);
    check_holds(problem, answer);
    CHECK(solve(problem, AllocationObjective::most_served).value == Approx(10));
}

TEST_CASE("where nothing limits, the concurrent flow has no bound") {
    const MulticommodityProblem problem = ferry(7);  // the way round is unlimited
    const MulticommoditySolution answer = solve(problem, AllocationObjective::concurrent);
    CHECK(answer.outcome == AllocationOutcome::unbounded);
    CHECK(std::isinf(answer.value));
    check_holds(problem, answer);
}

TEST_CASE("a fleet shared by two routes limits both, each by what its trips take") {
    MulticommodityProblem problem;
    problem.node_count = 3;
    const std::uint32_t short_trip = problem.add_arc(0, 1);
    const std::uint32_t long_trip = problem.add_arc(0, 2);
    problem.commodities.resize(1);
    const std::uint32_t fleet = problem.add_limit(12);
    problem.arc_uses = {{.limit = fleet, .arc = short_trip, .per_unit = 1.0},
                        {.limit = fleet, .arc = long_trip, .per_unit = 3.0}};
    problem.demands = {{.destination = 1, .amount = 6}, {.destination = 2, .amount = 6}};
    CHECK(solve(problem, AllocationObjective::most_served).value == Approx(8));
    CHECK(solve(problem, AllocationObjective::concurrent).value == Approx(0.5));
    problem.demand_uses = {{.limit = fleet, .demand = 1, .per_unit = 1.0}};
    CHECK(solve(problem, AllocationObjective::concurrent).value == Approx(0.4));
}

TEST_CASE("the check refuses answers that are wrong") {
    const MulticommodityProblem problem = ferry(7);
    const MulticommoditySolution right = solve(problem, AllocationObjective::least_cost);
    REQUIRE(verify(problem, right).holds());
    MulticommoditySolution wrong = right;
    wrong.value -= 1;
    CHECK_FALSE(verify(problem, wrong).holds());
    wrong = right;
    wrong.paths[0].amount += 5;
    CHECK_FALSE(verify(problem, wrong).holds());
    wrong = right;
    wrong.paths[0].arcs = {1};
    CHECK_FALSE(verify(problem, wrong).holds());
    wrong = right;
    wrong.limit_price[0] += 1;
    CHECK_FALSE(verify(problem, wrong).holds());
    wrong = right;
    wrong.lower_bound = wrong.value + 1;
    CHECK_FALSE(verify(problem, wrong).holds());
}

TEST_CASE("rounds that run out leave a feasible answer between its bounds") {
    const MulticommodityProblem problem = ferry(7);
    const MulticommoditySolution answer =
        solve(problem, AllocationObjective::least_cost, {.rounds = 1});
    CHECK(answer.lower_bound <= 160 + 1e-9);
    CHECK(answer.upper_bound >= 160 - 1e-9);
    check_holds(problem, answer);
}

TEST_CASE("problems that point nowhere or have no finite numbers are refused with all faults") {
    MulticommodityProblem problem = ferry(7);
    problem.limits[0] = -1;
    problem.demands[0].amount = NAN;
    problem.arc_uses.push_back({.limit = 3, .arc = 0});
    CHECK(check(problem).error_count() == 3);
    CHECK_THROWS_AS(solve(problem, AllocationObjective::least_cost), corridor::ContractViolation);
}
