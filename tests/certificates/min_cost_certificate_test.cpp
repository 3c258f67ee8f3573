#include "support/catch.hpp"
#include "support/small_min_cost.hpp"

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <random>
#include <string>

namespace {

using namespace corridor;
using flow::MinCostOutcome;
using flow::MinCostProblem;
using flow::MinCostSolution;

/// Two routes of 5 t at 2 and 9 a tonne from node 0 to node 2, and 7 t to move.
MinCostProblem two_routes() {
    MinCostProblem problem;
    problem.node_count = 3;
    problem.supply = {7, 0, -7};
    problem.add(0, 1, 5, 1);
    problem.add(1, 2, flow::unlimited, 1);
    problem.add(0, 2, 5, 9);
    return problem;
}

MinCostSolution answer_to_two_routes() {
    MinCostSolution solution;
    solution.cost = 28;
    solution.bound = 28;
    solution.has_bound = true;
    solution.flow = {5, 5, 2};
    solution.potential = {0, 8, 9};
    return solution;
}

bool holds(const MinCostProblem& problem, const MinCostSolution& solution) {
    return flow::verify(problem, solution).holds();
}

/// Changes one thing in an answer; false where there is nothing of the kind to change.
bool corrupt(MinCostSolution& solution, const MinCostProblem& problem, std::mt19937_64& random) {
    const auto one_of = [&random](auto& values) -> auto& {
        return values[random() % values.size()];
    };
    const std::int64_t change = random() % 2 == 0 ? 1 : -1;
    switch (random() % 8) {
        case 0:
            solution.cost += change;
            return solution.outcome == MinCostOutcome::optimal;
        case 1: {
            if (solution.flow.empty()) {
                return false;
            }
            // Flow that costs nothing may run in a loop or another way round.
            const std::size_t arc = random() % solution.flow.size();
            solution.flow[arc] += change;
            return problem.cost[arc] != 0;
        }
        case 2:
            solution.shortfall += change;
            return solution.outcome == MinCostOutcome::infeasible;
        case 3:
            if (!solution.cycle.empty()) {
                solution.cycle.pop_back();
            }
            return !solution.cycle.empty();
        case 4:
            if (!solution.cycle.empty()) {
                one_of(solution.cycle) = static_cast<std::uint32_t>(problem.arc_count());
            }
            return !solution.cycle.empty();
        case 5:
            solution.bound += change;
            return solution.outcome == MinCostOutcome::optimal;
        case 6:
            if (!solution.potential.empty()) {
                solution.potential.pop_back();
            }
            return solution.outcome == MinCostOutcome::optimal;
        default:
            if (!solution.cut.empty()) {
                solution.cut.pop_back();
            }
            return solution.outcome == MinCostOutcome::infeasible;
    }
}

}  // namespace

TEST_CASE("the cheapest flow with the prices that prove it is accepted") {
    CHECK(holds(two_routes(), answer_to_two_routes()));
}

TEST_CASE("a flow that is dearer than need be is refused, whatever prices are told with it") {
    const MinCostProblem problem = two_routes();
    MinCostSolution dearer = answer_to_two_routes();
    dearer.flow = {4, 4, 3};
    dearer.cost = 35;
    CHECK_FALSE(holds(problem, dearer));
    dearer.bound = 35;
    CHECK_FALSE(holds(problem, dearer));
    for (std::int64_t p1 = -12; p1 <= 12; ++p1) {
        for (std::int64_t p2 = -12; p2 <= 12; ++p2) {
            dearer.potential = {0, p1, p2};
            CHECK_FALSE(holds(problem, dearer));
        }
    }
}

TEST_CASE("prices that do not fit the flow are refused") {
    for (std::int64_t p1 = 0; p1 <= 12; ++p1) {
        MinCostSolution solution = answer_to_two_routes();
        solution.potential[1] = p1;
        // The first route is full and its second part unlimited: only 8 makes both even.
        CHECK(holds(two_routes(), solution) == (p1 == 8));
    }
}

TEST_CASE("a flow that leaves something behind, exceeds a capacity or runs backwards is refused") {
    const MinCostProblem problem = two_routes();
    for (const std::vector<std::int64_t>& flows :
         {std::vector<std::int64_t>{5, 5, 1}, {6, 6, 1}, {8, 8, -1}, {5, 4, 2}, {5, 5}}) {
        MinCostSolution solution = answer_to_two_routes();
        solution.flow = flows;
        CHECK_FALSE(holds(problem, solution));
    }
}

TEST_CASE("numbers that no sum can hold are refused and do not overflow") {
    MinCostProblem problem = two_routes();
    problem.capacity[0] = flow::largest_cost_problem_amount;
    for (const std::int64_t extreme : {INT64_MAX, INT64_MIN}) {
        for (std::size_t i = 0; i < 3; ++i) {
            MinCostSolution solution = answer_to_two_routes();
            solution.flow[i] = extreme;
            CHECK_FALSE(holds(problem, solution));
            solution = answer_to_two_routes();
            solution.potential[i] = extreme;
            CHECK_FALSE(holds(problem, solution));
        }
    }
}

TEST_CASE("a cut is accepted with its own shortfall only") {
    MinCostProblem problem = two_routes();
    problem.supply = {11, 0, -11};
    MinCostSolution solution;
    solution.outcome = MinCostOutcome::infeasible;
    solution.cut = {1, 0, 0};
    solution.shortfall = 1;
    CHECK(holds(problem, solution));
    solution.shortfall = 2;
    CHECK_FALSE(holds(problem, solution));
    solution.shortfall = 1;
    solution.cut = {1, 1, 0};  // the unlimited arc leaves it
    CHECK_FALSE(holds(problem, solution));
    solution.cut = {0, 0, 1};
    CHECK_FALSE(holds(problem, solution));
    problem.supply = {10, 0, -10};  // the cut is just large enough
    solution.cut = {1, 0, 0};
    solution.shortfall = 0;
    CHECK_FALSE(holds(problem, solution));
}

TEST_CASE("lower bounds into a cut count as its supply") {
    MinCostProblem problem;
    problem.node_count = 2;
    problem.supply = {0, 0};
    problem.add(0, 1, 9, 1);
    problem.add(1, 0, 5, 1);
    problem.lower = {7, 0};
    MinCostSolution solution;
    solution.outcome = MinCostOutcome::infeasible;
    solution.cut = {0, 1};
    solution.shortfall = 2;
    CHECK(holds(problem, solution));
    problem.lower[0] = 5;
    CHECK_FALSE(holds(problem, solution));
}

TEST_CASE("only a closed walk of unlimited arcs with a negative cost proves that nothing limits") {
    MinCostProblem problem;
    problem.node_count = 3;
    problem.supply = {0, 0, 0};
    problem.add(0, 1, flow::unlimited, 2);
    problem.add(1, 0, flow::unlimited, -3);
    problem.add(1, 0, 8, -9);
    problem.add(1, 2, flow::unlimited, -9);
    MinCostSolution solution;
    solution.outcome = MinCostOutcome::unbounded;
    solution.cycle = {0, 1};
    CHECK(holds(problem, solution));
    for (const std::vector<std::uint32_t>& cycle :
         {std::vector<std::uint32_t>{}, {0, 2}, {0, 3}, {0, 1, 3}, {1}, {7}}) {
        solution.cycle = cycle;
        CHECK_FALSE(holds(problem, solution));
    }
    problem.cost[1] = -2;
    solution.cycle = {0, 1};
    CHECK_FALSE(holds(problem, solution));
}

TEST_CASE("an answer stopped early holds with what its flow costs and its prices prove") {
    const MinCostProblem problem = two_routes();
    MinCostSolution solution = answer_to_two_routes();
    solution.outcome = MinCostOutcome::limit_reached;
    CHECK(holds(problem, solution));
    solution.bound = 20;
    solution.flow = {4, 4, 3};
    solution.cost = 35;
    CHECK(holds(problem, solution));
    solution.bound = 29;
    CHECK_FALSE(holds(problem, solution));
    solution.bound = 20;
    solution.cost = 34;
    CHECK_FALSE(holds(problem, solution));
    solution.flow.clear();
    CHECK(holds(problem, solution));
    solution.potential.clear();
    CHECK_FALSE(holds(problem, solution));
    solution.has_bound = false;
    CHECK(holds(problem, solution));
}

TEST_CASE("supplies that need not be sent go where they are cheapest") {
    MinCostProblem problem;
    problem.node_count = 3;
    problem.supply = {4, 9, -6};
    problem.supplies = MinCostProblem::Supplies::supply_at_most;
    problem.add(0, 2, 9, 1);
    problem.add(1, 2, 9, 3);
    MinCostSolution solution;
    solution.flow = {4, 2};
    solution.cost = solution.bound = 10;
    solution.potential = {2, 0, 3};
    CHECK(holds(problem, solution));
    solution.flow = {3, 3};
    solution.cost = solution.bound = 12;
    CHECK_FALSE(holds(problem, solution));
    problem.supplies = MinCostProblem::Supplies::exact;
    CHECK_FALSE(holds(problem, solution));
}

TEST_CASE("of thousands of answers every one that was tampered with is refused") {
    std::mt19937_64 random(20260611);
    std::size_t refused = 0;
    std::size_t kinds[4] = {};
    for (int i = 0; i < 20000; ++i) {
        const MinCostProblem problem = test::random_min_cost_problem(random);
        const MinCostSolution solution = test::solve_by_cancelling_cycles(problem);
        const flow::Verdict verdict = flow::verify(problem, solution);
        INFO("problem " << i << ": " << (verdict.holds() ? "" : verdict.violations.front()));
        REQUIRE(verdict.holds());
        ++kinds[static_cast<std::size_t>(solution.outcome)];
        MinCostSolution wrong = solution;
        if (corrupt(wrong, problem, random)) {
            REQUIRE_FALSE(holds(problem, wrong));
            ++refused;
        }
        for (const auto outcome :
             {MinCostOutcome::optimal, MinCostOutcome::infeasible, MinCostOutcome::unbounded}) {
            wrong = solution;
            wrong.outcome = outcome;
            REQUIRE(holds(problem, wrong) == (outcome == solution.outcome));
        }
    }
    CHECK(refused > 5000);
    CHECK(kinds[0] > 2000);
    CHECK(kinds[1] > 2000);
    CHECK(kinds[2] > 200);
}
