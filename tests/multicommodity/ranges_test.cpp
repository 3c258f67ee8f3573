#include "multicommodity/random_problem.hpp"
#include "support/catch.hpp"

#include <corridor/flow/multicommodity.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace {

using namespace corridor::flow;
using corridor::test::Random;
using corridor::test::random_multicommodity;

int instance_count() {
    return std::getenv("CORRIDOR_LONG") != nullptr ? 5000 : 1000;
}

MulticommoditySolution with_ranges(const MulticommodityProblem& problem,
                                   AllocationObjective objective) {
    return solve(problem, objective, {.ranges = true});
}

/// A quarry and a mine that share a railway of 10 with a ferry of 4 behind it for the mine.
MulticommodityProblem quarry_and_mine() {
    MulticommodityProblem problem;
    problem.node_count = 4;  // quarry, mine, junction, port
    problem.commodities.resize(1);
    problem.add_arc(0, 2);
    problem.add_arc(1, 2);
    problem.add_arc(2, 3);
    problem.arc_uses.push_back({.limit = problem.add_limit(10.0), .arc = 2});
    problem.arc_uses.push_back({.limit = problem.add_limit(4.0), .arc = 1});
    problem.demands.push_back({.origin = 0, .destination = 3, .amount = 8, .unserved_cost = 30});
    problem.demands.push_back({.origin = 1, .destination = 3, .amount = 6, .unserved_cost = 50});
    return problem;
}

/// What re-solving on the arcs, by another solver, says about the ends of ranges.
struct EndPoints {
    int checked = 0;
    int bent = 0;

    void check(MulticommodityProblem problem, const MulticommoditySolution& answer,
               std::size_t limit) {
        const PriceRange range = answer.limit_range[limit];
        const double now = problem.limits[limit];
        const double sign = answer.objective == AllocationObjective::least_cost ? -1.0 : 1.0;
        const double slope = sign * answer.limit_price[limit];
        const auto value_at = [&](double amount) {
            problem.limits[limit] = amount;
            const auto again = solve_over_arcs(problem, answer.objective);
            REQUIRE(again.outcome != AllocationOutcome::limit_reached);
            return again.value;
        };
        const auto line = [&](double amount) { return answer.value + slope * (amount - now); };
        const auto differs = [&](double value, double amount) {
            return std::abs(value - line(amount)) >
                   1e-7 * std::max({1.0, std::abs(value), std::abs(answer.value)});
        };
        REQUIRE(range.from <= now * (1 + 1e-9) + 1e-9);
        REQUIRE(range.to >= now * (1 - 1e-9) - 1e-9);
        const double far = std::isfinite(range.to) ? range.to : 2 * now + 10;
        for (const double amount : {range.from, 0.5 * (range.from + far), far}) {
            INFO("limit " << limit << " of " << now << " at " << amount << " from " << range.from
                          << " to " << range.to << " price " << answer.limit_price[limit]);
            CHECK(!differs(value_at(amount), amount));
        }
        const double beyond = 0.05 * (1.0 + now);
        for (const double amount : {range.from - beyond, range.to + beyond}) {
            if (now == 0.0 || amount < 0.0 || !std::isfinite(amount)) {
                continue;  // what a closed limit would be worth is not told
            }
            // Never better than the line: the value is concave in a limit.
            const double value = value_at(amount);
            CHECK(sign * (value - line(amount)) <= 1e-7 * std::max(1.0, std::abs(value)));
            ++checked;
            bent += differs(value, amount) ? 1 : 0;
        }
    }
};

}  // namespace

TEST_CASE(
    "a price holds from the capacity where it starts to bind to the one where all is served") {
    const MulticommodityProblem problem = quarry_and_mine();
    const auto served = with_ranges(problem, AllocationObjective::most_served);
    REQUIRE(served.limit_range.size() == 2);
    CHECK(served.value == Approx(10.0));
    CHECK(served.limit_price[0] == Approx(1.0));
    CHECK(served.limit_range[0].from <= 10.0);
    CHECK(served.limit_range[0].to == Approx(12.0));

    // At least cost the mine's cargo goes first: below 4 the railway would have to turn it away.
    const auto cost = with_ranges(problem, AllocationObjective::least_cost);
    CHECK(cost.limit_price[0] == Approx(30.0));
    CHECK(cost.limit_range[0].from == Approx(4.0));
    CHECK(cost.limit_range[0].to == Approx(12.0));
    CHECK(cost.limit_price[1] == Approx(20.0));
    CHECK(cost.limit_range[1].from == Approx(2.0));
    CHECK(cost.limit_range[1].to == Approx(6.0));
}

TEST_CASE("a limit that does not bind is worth nothing from what is used of it upwards") {
    MulticommodityProblem problem = quarry_and_mine();
    problem.limits = {100.0, 40.0};
    const auto answer = with_ranges(problem, AllocationObjective::least_cost);
    CHECK(answer.limit_price[0] == 0.0);
    CHECK(answer.limit_range[0].from == Approx(14.0));
    CHECK(std::isinf(answer.limit_range[0].to));
    CHECK(answer.limit_range[1].from == Approx(6.0));
}

TEST_CASE("where two limits are used alike, the price of the tighter ends where the other begins") {
    MulticommodityProblem problem = quarry_and_mine();
    const std::uint32_t second = problem.add_limit(22.0);
    problem.arc_uses.push_back({.limit = second, .arc = 2, .per_unit = 2.0});
    const auto answer = with_ranges(problem, AllocationObjective::least_cost);
    CHECK(answer.limit_price[0] == Approx(30.0));
    CHECK(answer.limit_range[0].to == Approx(11.0));
    CHECK(answer.limit_price[second] == 0.0);
    CHECK(answer.limit_range[second].from == Approx(20.0));
}

TEST_CASE("ranges are found on demand") {
    for (const auto objective : {AllocationObjective::least_cost, AllocationObjective::fair}) {
        CHECK(solve(quarry_and_mine(), objective).limit_range.empty());
        CHECK(with_ranges(quarry_and_mine(), objective).limit_range.size() == 2);
    }
}

TEST_CASE("where shares are fair a limit is worth what it adds to the lowest share it changes") {
    MulticommodityProblem problem = quarry_and_mine();
    problem.demands[1].group = 1;
    const auto answer = with_ranges(problem, AllocationObjective::fair);
    REQUIRE(answer.levels.size() == 2);
    // The ferry holds the mine at 4 of 6; the quarry has 6 of 8, what is left of the railway.
    CHECK(answer.group_share[1] == Approx(2.0 / 3));
    CHECK(answer.group_share[0] == Approx(0.75));
    CHECK(answer.limit_price[1] == Approx(1.0 / 6));
    CHECK(answer.limit_range[1].from == 0.0);
    CHECK(answer.limit_range[1].to == Approx(30.0 / 7));  // from there the railway holds both
    CHECK(answer.limit_price[0] == Approx(1.0 / 8));
    CHECK(answer.limit_range[0].from == Approx(28.0 / 3));  // below, the mine has less as well
    CHECK(answer.limit_range[0].to == Approx(12.0));
    CHECK(answer.demand_price[0] == Approx(1.0 / 8));
    CHECK(answer.demand_price[1] == Approx(1.0 / 6));
}

TEST_CASE("where everybody has all they want a fair price is 0 for all larger limits") {
    MulticommodityProblem problem = quarry_and_mine();
    problem.limits = {20.0, 6.0};
    const auto answer = with_ranges(problem, AllocationObjective::fair);
    CHECK(answer.value == Approx(1.0));
    CHECK(answer.limit_price == std::vector<double>({0.0, 0.0}));
    REQUIRE(answer.limit_range.size() == 2);
    CHECK(answer.limit_range[0].from == Approx(14.0));
    CHECK(std::isinf(answer.limit_range[0].to));
    CHECK(answer.limit_range[1].from == Approx(6.0));
}

TEST_CASE("within its range a limit moves one level of fair shares by its price and none below") {
    Random random(31);
    int checked = 0;
    int moved = 0;
    for (int i = 0; i < instance_count(); ++i) {
        INFO(i);
        const MulticommodityProblem problem = random_multicommodity(random);
        const MulticommoditySolution answer = with_ranges(problem, AllocationObjective::fair);
        REQUIRE(answer.limit_range.size() == problem.limits.size());
        for (std::size_t r = 0; r < problem.limits.size(); ++r) {
            const double price = answer.limit_price[r];
            if (price == 0.0 && !random.one_in(8)) {
                continue;
            }
            const PriceRange range = answer.limit_range[r];
            const double now = problem.limits[r];
            REQUIRE(range.from <= now * (1 + 1e-9));
            REQUIRE(range.to >= now * (1 - 1e-9));
            const double far = std::isfinite(range.to) ? range.to : 2 * now + 10;
            for (const double amount : {range.from, 0.5 * (range.from + far), far}) {
                INFO("limit " << r << " of " << now << " at " << amount << " of " << range.from
                              << " to " << range.to << ", price " << price);
                MulticommodityProblem other = problem;
                other.limits[r] = amount;
                const auto again = solve_over_arcs(other, AllocationObjective::fair);
                REQUIRE(again.outcome == AllocationOutcome::optimal);
                for (const FairLevel& level : answer.levels) {
                    const bool is_its_own = price > 0.0 && level.limit_price[r] == price;
                    const double expected =
                        level.share + (is_its_own ? price * (amount - now) : 0.0);
                    for (const std::uint32_t g : level.groups) {
                        CHECK(std::abs(again.group_share[g] - expected) < 1e-6);
                    }
                    if (is_its_own) {
                        moved += std::abs(amount - now) > 1e-6 ? 1 : 0;
                        break;  // what is above gives way
                    }
                }
                ++checked;
            }
        }
    }
    CAPTURE(checked, moved);
    CHECK(checked > 1000);
    CHECK(moved > 500);
}

TEST_CASE("inside its range a price is what one more unit is worth, and beyond it is worth less") {
    Random random(19);
    EndPoints ends;
    for (int i = 0; i < instance_count(); ++i) {
        INFO(i);
        const MulticommodityProblem problem = random_multicommodity(random);
        for (const auto objective :
             {AllocationObjective::least_cost, AllocationObjective::most_served,
              AllocationObjective::concurrent}) {
            INFO(static_cast<int>(objective));
            const MulticommoditySolution answer = with_ranges(problem, objective);
            if (answer.outcome == AllocationOutcome::unbounded ||
                (objective == AllocationObjective::concurrent && answer.value == 0.0)) {
                continue;
            }
            REQUIRE(answer.limit_range.size() == problem.limits.size());
            const std::size_t looked_at = random.below(
                1 + static_cast<std::uint32_t>(std::max<std::size_t>(1, problem.limits.size())));
            for (std::size_t r = 0; r < problem.limits.size(); ++r) {
                if (answer.limit_price[r] > 0.0 || r == looked_at) {
                    ends.check(problem, answer, r);
                }
            }
        }
    }
    CAPTURE(ends.checked);
    CHECK(ends.checked > 1000);
    // The others are ends of a basis with values at 0: the same price goes on from another basis.
    CHECK(ends.bent > ends.checked / 2);
}
