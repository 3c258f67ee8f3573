#include "min_cost_kernel/proof.hpp"
#include "min_cost_kernel/random_problem.hpp"
#include "support/catch.hpp"

#include <corridor/base/contract.hpp>

#include <cstdlib>

using namespace corridor::flow;

namespace {

constexpr MinCostMethod methods[] = {MinCostMethod::automatic, MinCostMethod::network_simplex,
                                     MinCostMethod::cost_scaling, MinCostMethod::augmenting_paths};

bool is_long() {
    return std::getenv("CORRIDOR_LONG") != nullptr;
}

}  // namespace

TEST_CASE("all methods agree on the cheapest flow of random problems, and prove it") {
    const std::uint64_t cases = is_long() ? 200000 : 4000;
    int outcomes[4] = {};
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const MinCostProblem problem = random_problem(seed, seed % 10 == 0 ? 60 : 9);
        const MinCostSolution first = solve(problem);
        ++outcomes[static_cast<int>(first.outcome)];
        for (const MinCostMethod method : methods) {
            const MinCostSolution solution = solve(problem, {.method = method});
            INFO("seed " << seed << ", method " << static_cast<int>(method));
            REQUIRE(proof::fault(problem, solution) == "");
            REQUIRE(solution.outcome == first.outcome);
            REQUIRE(solution.cost == first.cost);
            REQUIRE(solution.shortfall == first.shortfall);
        }
    }
    REQUIRE(outcomes[0] > 500);
    REQUIRE(outcomes[1] > 500);
    REQUIRE(outcomes[2] > 20);
    REQUIRE(outcomes[3] == 0);
}

TEST_CASE("a network of long chains and dead ends is solved as if they were single arcs") {
    constexpr std::uint32_t hubs = 60;
    constexpr std::uint32_t roads = 150;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        std::mt19937_64 random(seed);
        const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
        MinCostProblem problem;
        problem.node_count = hubs;
        const auto add_both = [&](std::uint32_t a, std::uint32_t b) {
            problem.add(a, b, 5 + below(40), below(30));
            problem.add(b, a, 5 + below(40), below(30));
        };
        for (std::uint32_t i = 0; i < roads; ++i) {
            auto at = static_cast<std::uint32_t>(i < hubs ? i : below(hubs));
            for (std::int64_t steps = below(20); steps > 0; --steps) {
                add_both(at, problem.node_count);
                at = problem.node_count++;
            }
            const bool is_dead_end = i >= hubs && below(5) == 0;
            if (!is_dead_end) {
                add_both(at, static_cast<std::uint32_t>(i < hubs ? (i + 1) % hubs : below(hubs)));
            }
        }
        REQUIRE(problem.node_count > 1000);
        problem.supply.assign(problem.node_count, 0);
        for (int i = 0; i < 8; ++i) {
            const std::int64_t amount = 1 + below(seed % 4 == 0 ? 60 : 6);
            problem.supply[static_cast<std::size_t>(below(problem.node_count))] += amount;
            problem.supply[static_cast<std::size_t>(below(problem.node_count))] -= amount;
        }
        const MinCostSolution first = solve(problem);
        for (const MinCostMethod method : methods) {
            const MinCostSolution solution = solve(problem, {.method = method});
            INFO("seed " << seed << ", method " << static_cast<int>(method));
            REQUIRE(proof::fault(problem, solution) == "");
            REQUIRE(solution.outcome == first.outcome);
            REQUIRE(solution.cost == first.cost);
        }
    }
}

TEST_CASE("a solve that is stopped has a feasible flow and a bound below its cost, or a cut") {
    int stopped = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        const MinCostProblem problem = random_problem(seed, 40);
        const MinCostSolution best = solve(problem);
        for (const MinCostMethod method : methods) {
            const MinCostSolution solution =
                solve(problem, {.method = method, .iterations = 1 + seed % 7});
            INFO("seed " << seed << ", method " << static_cast<int>(method));
            REQUIRE(proof::fault(problem, solution) == "");
            if (solution.outcome != MinCostOutcome::limit_reached) {
                REQUIRE(solution.outcome == best.outcome);
                continue;
            }
            ++stopped;
            REQUIRE(solution.has_bound);
            REQUIRE(solution.flow.size() == problem.arc_count());
            REQUIRE(solution.cost >= best.cost);
            REQUIRE(solution.bound <= best.cost);
        }
    }
    REQUIRE(stopped > 100);
}

TEST_CASE("a node that cannot send all it must is told how much is too much") {
    MinCostProblem problem;
    problem.node_count = 3;
    problem.supply = {5, 0, -5};
    problem.add(0, 1, 5, 1);
    problem.add(1, 2, 3, 1);
    const MinCostSolution solution = solve(problem);
    REQUIRE(solution.outcome == MinCostOutcome::infeasible);
    REQUIRE(solution.shortfall == 2);
    REQUIRE(solution.cut == std::vector<std::uint8_t>{1, 1, 0});
}

TEST_CASE("arcs that must be used and an arc that pays are both in the cheapest plan") {
    for (const MinCostMethod method : methods) {
        MinCostProblem problem;
        problem.node_count = 4;
        problem.supply = {8, 0, 0, -8};
        problem.add(0, 1, 6, 1);
        problem.add(0, 2, 6, 4);
        problem.add(1, 2, 4, -2);
        problem.add(1, 3, 5, 6);
        problem.add(2, 3, 10, 1);
        problem.lower = {2, 0, 1, 0, 0};
        const MinCostSolution solution = solve(problem, {.method = method});
        REQUIRE(proof::fault(problem, solution) == "");
        REQUIRE(solution.cost == 20);
    }
}

TEST_CASE("a loop that pays for every tonne and has no limit is a cycle of its own") {
    MinCostProblem problem;
    problem.node_count = 2;
    problem.supply = {0, 0};
    problem.add(1, 1, unlimited, -3);
    const MinCostSolution solution = solve(problem);
    REQUIRE(solution.outcome == MinCostOutcome::unbounded);
    REQUIRE(solution.cycle == std::vector<std::uint32_t>{0});
}

TEST_CASE("the largest amounts and costs are counted exactly") {
    for (const MinCostMethod method : methods) {
        MinCostProblem problem;
        problem.node_count = 4;
        problem.supply = {largest_cost_problem_amount, 0, 0, -largest_cost_problem_amount};
        problem.add(0, 1, unlimited, largest_unit_cost);
        problem.add(1, 2, unlimited, largest_unit_cost);
        problem.add(2, 3, largest_cost_problem_amount, largest_unit_cost);
        problem.add(2, 2, largest_cost_problem_amount, -largest_unit_cost);
        const MinCostSolution solution = solve(problem, {.method = method});
        REQUIRE(proof::fault(problem, solution) == "");
        REQUIRE(solution.cost == corridor::Int128{2} << 78);
    }
}

TEST_CASE("a million nodes in a row at the largest cost need potentials beyond 60 bits") {
    MinCostProblem problem;
    problem.node_count = 1U << 20;
    problem.supply.assign(problem.node_count, 0);
    problem.supply.front() = 1;
    problem.supply.back() = -1;
    for (std::uint32_t v = 0; v + 1 < problem.node_count; ++v) {
        problem.add(v, v + 1, 1, largest_unit_cost);
    }
    const MinCostSolution solution = solve(problem);
    REQUIRE(proof::fault(problem, solution) == "");
    REQUIRE(solution.cost == corridor::Int128{problem.node_count - 1} * largest_unit_cost);
}

TEST_CASE("every fault of a problem is reported before anything is solved") {
    MinCostProblem problem;
    problem.node_count = 2;
    problem.supply = {3, -2};
    problem.add(0, 7, -2, largest_unit_cost + 1);
    REQUIRE(check(problem).error_count() == 3);
    REQUIRE_THROWS_AS(solve(problem), corridor::ContractViolation);
    problem = {};
    problem.node_count = 2;
    problem.supply = {3, -2};
    REQUIRE(check(problem).error_count() == 1);
    problem.supplies = MinCostProblem::Supplies::supply_at_most;
    REQUIRE(check(problem).ok());
    problem.supplies = MinCostProblem::Supplies::demand_at_most;
    REQUIRE(check(problem).error_count() == 1);
}
