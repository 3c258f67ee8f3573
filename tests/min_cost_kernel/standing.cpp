#include "min_cost_kernel/proof.hpp"
#include "min_cost_kernel/random_problem.hpp"
#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/standing_min_cost.hpp>

#include <cstdlib>

using namespace corridor::flow;

namespace {

/// Changes a few capacities, costs and supplies at random, within what the problem allows.
void change(StandingMinCost& standing, std::mt19937_64& random) {
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const std::size_t arcs = standing.problem().arc_count();
    for (std::size_t i = below(4); i > 0; --i) {
        const std::size_t arc = below(arcs);
        const std::int64_t lower = standing.problem().lower_bound(arc);
        const bool is_unlimited = below(12) == 0;
        standing.set_capacity(
            arc, is_unlimited ? unlimited : lower + static_cast<std::int64_t>(below(20)));
    }
    for (std::size_t i = below(4); i > 0; --i) {
        const std::int64_t cost = static_cast<std::int64_t>(below(60)) - (below(8) == 0 ? 20 : 0);
        standing.set_cost(below(arcs), cost);
    }
    for (std::size_t i = below(2); i > 0; --i) {
        const auto u = static_cast<std::uint32_t>(below(standing.problem().node_count));
        const auto v = static_cast<std::uint32_t>(below(standing.problem().node_count));
        const auto more = static_cast<std::int64_t>(below(6));
        standing.set_supply(u, standing.problem().supply[u] + more);
        standing.set_supply(v, standing.problem().supply[v] - more);
    }
}

}  // namespace

TEST_CASE("a standing problem gives after every change what a fresh solve gives, and proves it") {
    const std::uint64_t cases = std::getenv("CORRIDOR_LONG") != nullptr ? 20000 : 600;
    int outcomes[4] = {};
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        std::mt19937_64 random(seed);
        StandingMinCost standing(random_problem(seed, seed % 5 == 0 ? 50 : 10));
        for (int round = 0; round < 12; ++round) {
            const MinCostSolution fresh = solve(standing.problem());
            ++outcomes[static_cast<int>(fresh.outcome)];
            INFO("seed " << seed << ", round " << round);
            const auto value = standing.value();
            REQUIRE(value.has_value() == (fresh.outcome == MinCostOutcome::optimal));
            if (value) {
                REQUIRE(*value == fresh.cost);
            }
            const MinCostSolution solution = standing.solve();
            REQUIRE(solution.outcome == fresh.outcome);
            REQUIRE(solution.cost == fresh.cost);
            REQUIRE(proof::fault(standing.problem(), solution) == "");
            change(standing, random);
        }
    }
    REQUIRE(outcomes[0] > 500);
    REQUIRE(outcomes[1] > 500);
    REQUIRE(outcomes[2] > 20);
}

TEST_CASE(
    "a supply that no demand takes is refused when the problem is solved, not when it is set") {
    MinCostProblem problem;
    problem.node_count = 2;
    problem.supply = {3, -3};
    problem.add(0, 1, 9, 4);
    StandingMinCost standing(problem);
    REQUIRE(standing.value() == corridor::Int128{12});
    standing.set_supply(0, 5);
    REQUIRE_THROWS_AS(standing.value(), corridor::ContractViolation);
    standing.set_supply(1, -5);
    REQUIRE(standing.value() == corridor::Int128{20});
    REQUIRE_THROWS_AS(standing.set_capacity(7, 1), corridor::ContractViolation);
}
