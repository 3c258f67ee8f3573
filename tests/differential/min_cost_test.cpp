#include "support/catch.hpp"
#include "support/small_min_cost.hpp"

#include <corridor/flow/arc_prices.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>

#if defined(CORRIDOR_HAS_LEMON)
#include "lemon_min_cost.hpp"
#endif

namespace {

using namespace corridor;
using flow::MinCostMethod;
using flow::MinCostOutcome;
using flow::MinCostProblem;
using flow::MinCostSolution;
using test::solve_by_cancelling_cycles;

void check_certified(const MinCostProblem& problem, const MinCostSolution& solution) {
    const flow::Verdict verdict = flow::verify(problem, solution);
    INFO((verdict.holds() ? "" : verdict.violations.front()));
    REQUIRE(verdict.holds());
}

/// The least cost with another capacity on one arc; none where that is infeasible.
std::optional<Int128> cost_with(MinCostProblem problem, std::uint32_t arc, std::int64_t capacity) {
    problem.capacity[arc] = capacity;
    const MinCostSolution solution = solve_by_cancelling_cycles(problem);
    return solution.outcome == MinCostOutcome::optimal ? std::optional(solution.cost)
                                                       : std::nullopt;
}

#if defined(CORRIDOR_HAS_LEMON)
/// With a root for what need not be sent or received.
test::PlainMinCost plain(const MinCostProblem& problem) {
    test::PlainMinCost result{problem.node_count + 1, problem.supply,   problem.tail, problem.head,
                              problem.lower,          problem.capacity, problem.cost};
    result.lower.resize(problem.arc_count(), 0);
    std::int64_t balance = 0;
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        const std::int64_t supply = problem.supply[v];
        balance += supply;
        const bool kept =
            problem.supplies == MinCostProblem::Supplies::supply_at_most && supply > 0;
        const bool unmet =
            problem.supplies == MinCostProblem::Supplies::demand_at_most && supply < 0;
        if (kept || unmet) {
            result.tail.push_back(kept ? v : problem.node_count);
            result.head.push_back(kept ? problem.node_count : v);
            result.lower.push_back(0);
            result.capacity.push_back(std::abs(supply));
            result.cost.push_back(0);
        }
    }
    result.supply.push_back(-balance);
    return result;
}

void check_peer(const MinCostProblem& problem, const MinCostSolution& solution) {
    const test::PeerAnswer peer = test::lemon_min_cost(plain(problem));
    switch (solution.outcome) {
        case MinCostOutcome::optimal:
            REQUIRE(peer.outcome == test::PeerOutcome::optimal);
            REQUIRE(peer.cost == solution.cost);
            break;
        case MinCostOutcome::unbounded:
            REQUIRE(peer.outcome == test::PeerOutcome::unbounded);
            break;
        case MinCostOutcome::infeasible:
        case MinCostOutcome::limit_reached:
            REQUIRE(peer.outcome != test::PeerOutcome::optimal);
            break;
    }
}
#else
void check_peer(const MinCostProblem&, const MinCostSolution&) {}
#endif

}  // namespace

TEST_CASE("a hundred thousand small problems have the cost that cancelling cycles finds") {
    constexpr MinCostMethod methods[] = {MinCostMethod::automatic, MinCostMethod::network_simplex,
                                         MinCostMethod::cost_scaling,
                                         MinCostMethod::augmenting_paths};
    std::mt19937_64 random(4);
    std::size_t kinds[4] = {};
    for (int i = 0; i < 100000; ++i) {
        const MinCostProblem problem = test::random_min_cost_problem(random);
        const MinCostSolution expected = solve_by_cancelling_cycles(problem);
        const MinCostSolution solution =
            flow::solve(problem, {.method = methods[static_cast<std::size_t>(i) % 4]});
        INFO("problem " << i);
        REQUIRE(solution.outcome == expected.outcome);
        REQUIRE(solution.cost == expected.cost);
        REQUIRE(solution.shortfall == expected.shortfall);
        check_certified(problem, solution);
        ++kinds[static_cast<std::size_t>(solution.outcome)];
        check_peer(problem, solution);
    }
    CHECK(kinds[0] > 20000);
    CHECK(kinds[1] > 20000);
    CHECK(kinds[2] > 2000);
#if !defined(CORRIDOR_HAS_LEMON)
    std::cout << "SKIPPED: LEMON is not installed, so it was not asked as well\n";
#endif
}

TEST_CASE("what a capacity is worth, and how far, is what solving again finds") {
    std::mt19937_64 random(44);
    std::size_t priced = 0;
    std::size_t bends = 0;
    for (int i = 0; i < 3000; ++i) {
        const MinCostProblem problem = test::random_min_cost_problem(random);
        const MinCostSolution solution = flow::solve(problem);
        if (solution.outcome != MinCostOutcome::optimal) {
            continue;
        }
        flow::ArcPrices prices(problem, solution);
        for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
            const std::int64_t capacity = problem.capacity[a];
            if (capacity == flow::unlimited || solution.flow[a] != capacity ||
                problem.tail[a] == problem.head[a]) {
                continue;
            }
            INFO("problem " << i << " arc " << a);
            const flow::ArcPrice price = prices.price(a);
            ++priced;
            const std::int64_t more = price.more.value_or(3);
            for (std::int64_t added = 1; added <= more; ++added) {
                REQUIRE(cost_with(problem, a, capacity + added) ==
                        solution.cost - Int128{price.saved_by_more} * added);
            }
            if (price.more) {
                REQUIRE(cost_with(problem, a, capacity + more + 1) >
                        solution.cost - Int128{price.saved_by_more} * (more + 1));
                ++bends;
            }
            const auto fewer = [&](std::int64_t taken) -> std::optional<Int128> {
                const bool possible = capacity - taken >= problem.lower_bound(a);
                return possible ? cost_with(problem, a, capacity - taken) : std::nullopt;
            };
            for (std::int64_t taken = 1; taken <= price.less; ++taken) {
                REQUIRE(fewer(taken) == solution.cost + Int128{*price.cost_of_less} * taken);
            }
            const auto beyond = fewer(price.less + 1);
            REQUIRE((!beyond ||
                     (price.cost_of_less &&
                      *beyond > solution.cost + Int128{*price.cost_of_less} * (price.less + 1))));
        }
    }
    CHECK(priced > 1000);
    CHECK(bends > 100);
}

TEST_CASE("a solve that is stopped tells a flow and a bound that hold") {
    std::mt19937_64 random(5);
    std::size_t stopped = 0;
    for (int i = 0; i < 20000; ++i) {
        const MinCostProblem problem = test::random_min_cost_problem(random);
        const MinCostSolution solution =
            flow::solve(problem, {.iterations = 1 + static_cast<std::uint64_t>(i) % 4});
        INFO("problem " << i);
        check_certified(problem, solution);
        if (solution.outcome == MinCostOutcome::limit_reached) {
            const MinCostSolution best = solve_by_cancelling_cycles(problem);
            REQUIRE(best.outcome == MinCostOutcome::optimal);
            REQUIRE(solution.cost >= best.cost);
            REQUIRE((!solution.has_bound || solution.bound <= best.cost));
            ++stopped;
        }
    }
    CHECK(stopped > 1000);
}

TEST_CASE("at the numeric limits nothing overflows and everything is proved") {
    constexpr std::int64_t amount = flow::largest_cost_problem_amount;
    constexpr std::int64_t dearest = flow::largest_unit_cost;
    std::mt19937_64 random(6);
    for (int i = 0; i < 2000; ++i) {
        MinCostProblem problem = test::random_min_cost_problem(random);
        std::int64_t largest = 1;
        std::int64_t steepest = 1;
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            largest = std::max({largest, problem.capacity[a], problem.lower_bound(a)});
            steepest = std::max(steepest, std::abs(problem.cost[a]));
        }
        for (const std::int64_t supply : problem.supply) {
            largest = std::max(largest, std::abs(supply));
        }
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            if (problem.capacity[a] != flow::unlimited) {
                problem.capacity[a] *= amount / largest;
            }
            if (!problem.lower.empty()) {
                problem.lower[a] *= amount / largest;
            }
            problem.cost[a] *= dearest / steepest;
        }
        for (std::int64_t& supply : problem.supply) {
            supply *= amount / largest;
        }
        REQUIRE(flow::check(problem).ok());
        INFO("problem " << i);
        check_certified(problem, flow::solve(problem));
        check_certified(problem, flow::solve(problem, {.iterations = 2}));
    }
}
