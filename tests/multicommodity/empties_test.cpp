#include "multicommodity/random_problem.hpp"
#include "support/catch.hpp"

#include <corridor/flow/multicommodity.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace {

using namespace corridor::flow;
using corridor::test::Random;
using corridor::test::random_with_equipment;

constexpr std::uint32_t west = 0;
constexpr std::uint32_t east = 1;
constexpr double loaded_cost = 10.0;
constexpr double empty_cost = 40.0;  ///< of a wagon, which takes 50 tonnes
constexpr double wagons = 0.02;      ///< for a tonne

int instance_count() {
    return std::getenv("CORRIDOR_LONG") != nullptr ? 5000 : 1000;
}

/// A railway between east and west with room for 1000, of which an empty wagon takes 50.
MulticommodityProblem railway() {
    MulticommodityProblem problem;
    problem.node_count = 2;
    problem.add_arc(east, west);
    problem.add_arc(west, east);
    problem.commodities.resize(2);
    problem.commodities[0].cost.assign(2, loaded_cost);
    problem.commodities[1].cost.assign(2, empty_cost);
    const std::uint32_t track = problem.add_limit(1000);
    for (const std::uint32_t arc : {0U, 1U}) {
        problem.arc_uses.push_back({.limit = track, .arc = arc, .commodity = 0});
        problem.arc_uses.push_back({.limit = track, .arc = arc, .commodity = 1, .per_unit = 50});
        problem.equipment_uses.push_back({0, 0, arc, wagons});
    }
    problem.equipment.push_back({.empty = 1, .place = {0, 1}, .leaves = {0, 1}, .arrives = {0, 1}});
    return problem;
}

void want(MulticommodityProblem& problem, std::uint32_t from, std::uint32_t to, double amount) {
    problem.demands.push_back(
        {.origin = from, .destination = to, .amount = amount, .unserved_cost = 100});
}

double empty_wagons(const MulticommoditySolution& answer, std::uint32_t from) {
    double sum = 0.0;
    for (const EmptyFlow& empties : answer.empties) {
        sum += empties.from == from ? empties.amount : 0.0;
    }
    return sum;
}

bool is_near(double a, double b) {
    return a == b || std::abs(a - b) <= 1e-7 * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace

TEST_CASE("wagons that go west full come back empty, and cargo pays for both ways") {
    MulticommodityProblem problem = railway();
    want(problem, east, west, 300);
    const auto answer = solve(problem, AllocationObjective::least_cost);
    CHECK(verify(problem, answer).holds());
    CHECK(empty_wagons(answer, west) == Approx(6.0));
    CHECK(answer.value == Approx(300 * loaded_cost + 6 * empty_cost));
    CHECK(answer.demand_price[0] == Approx(loaded_cost + wagons * empty_cost));
    CHECK(answer.place_price[0][east] - answer.place_price[0][west] == Approx(empty_cost));
}

TEST_CASE("a return load makes the empties disappear") {
    MulticommodityProblem problem = railway();
    want(problem, east, west, 300);
    want(problem, west, east, 300);
    const auto answer = solve(problem, AllocationObjective::least_cost);
    CHECK(verify(problem, answer).holds());
    CHECK(answer.empties.empty());
    CHECK(answer.value == Approx(600 * loaded_cost));
}

TEST_CASE(
    "a return load that is too small leaves the rest of the wagons empty, and rides cheaply") {
    MulticommodityProblem problem = railway();
    want(problem, east, west, 300);
    want(problem, west, east, 100);
    const auto answer = solve(problem, AllocationObjective::least_cost);
    CHECK(empty_wagons(answer, west) == Approx(4.0));
    CHECK(answer.demand_price[0] == Approx(loaded_cost + wagons * empty_cost));
    CHECK(answer.demand_price[1] == Approx(loaded_cost - wagons * empty_cost));
}

TEST_CASE("empty wagons take room from cargo") {
    MulticommodityProblem problem = railway();
    want(problem, east, west, 800);
    CHECK(solve(problem, AllocationObjective::most_served).value == Approx(500.0));
    const auto share = solve(problem, AllocationObjective::concurrent);
    CHECK(share.value == Approx(500.0 / 800.0));
    CHECK(verify(problem, share).holds());
    const auto fair = solve(problem, AllocationObjective::fair);
    CHECK(fair.value == Approx(500.0 / 800.0));
    CHECK(verify(problem, fair).holds());
    problem.demands[0].amount = 400;
    want(problem, west, east, 600);
    CHECK(solve(problem, AllocationObjective::most_served).value == Approx(900.0));
}

TEST_CASE("what the price of a track is worth counts the empties that must come back on it") {
    MulticommodityProblem problem = railway();
    want(problem, east, west, 800);
    const auto answer = solve(problem, AllocationObjective::least_cost, {.ranges = true});
    CHECK(answer.limit_price[0] ==
          Approx((100 - loaded_cost - wagons * empty_cost) / 2).epsilon(1e-9));
    CHECK(answer.limit_range[0].from == Approx(0.0).margin(1e-6));
    CHECK(answer.limit_range[0].to == Approx(1600.0));
}

TEST_CASE("an answer that leaves wagons where they are is refuted") {
    MulticommodityProblem problem = railway();
    want(problem, east, west, 300);
    auto answer = solve(problem, AllocationObjective::least_cost);
    answer.empties.clear();
    CHECK(!verify(problem, answer).holds());
}

TEST_CASE("equipment that would be dearer empty than loaded, or could not return, is refused") {
    MulticommodityProblem dear = railway();
    dear.commodities[1].cost[0] = 501;
    CHECK(!check(dear).ok());
    MulticommodityProblem stuck = railway();
    stuck.commodities[1].open = {1, 0};
    CHECK(!check(stuck).ok());
    MulticommodityProblem wide = railway();
    wide.arc_uses.push_back({.limit = 0, .arc = 0, .commodity = 1, .per_unit = 1});
    CHECK(!check(wide).ok());
    CHECK(check(railway()).ok());
}

TEST_CASE("with empties coming back, paths and arcs agree") {
    Random random(4711);
    int with_empties = 0;
    int without_limit = 0;
    for (int i = 0; i < instance_count(); ++i) {
        INFO(i);
        const MulticommodityProblem problem = random_with_equipment(random);
        for (const auto& fault : check(problem).kept()) {
            INFO(fault.field << ": " << fault.expected);
            REQUIRE(check(problem).ok());
        }
        for (const auto objective :
             {AllocationObjective::least_cost, AllocationObjective::most_served,
              AllocationObjective::concurrent, AllocationObjective::fair}) {
            INFO(static_cast<int>(objective));
            const MulticommoditySolution ours = solve(problem, objective);
            const MulticommoditySolution arcs = solve_over_arcs(problem, objective);
            with_empties += ours.empties.empty() ? 0 : 1;
            CHECK(ours.outcome == arcs.outcome);
            if (objective == AllocationObjective::concurrent &&
                ours.outcome != AllocationOutcome::optimal) {
                ++without_limit;
                continue;
            }
            CHECK(ours.outcome == AllocationOutcome::optimal);
            CHECK(is_near(ours.value, arcs.value));
            for (const auto* answer : {&ours, &arcs}) {
                for (const std::string& violation : verify(problem, *answer).violations) {
                    FAIL_CHECK((answer == &ours ? "paths: " : "arcs: ") << violation);
                }
            }
        }
    }
    CAPTURE(with_empties);
    CHECK(with_empties > instance_count() / 2);
    CHECK(without_limit < instance_count() / 20);
}
