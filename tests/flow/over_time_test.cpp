#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/over_time.hpp>
#include <corridor/flow/time_expanded.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

using namespace corridor;
using namespace corridor::flow;
using corridor::test::Random;

namespace {

int rounds(int usual) {
    return std::getenv("CORRIDOR_LONG") != nullptr ? usual * 20 : usual;
}

/// What one arc may send in one step, straight from the windows.
std::int64_t capacity_at(const VaryingProblem& problem, std::uint32_t arc, std::int64_t step) {
    std::optional<std::int64_t> least;
    for (const CapacityWindow& window : problem.windows) {
        if (window.arc == arc && window.from <= step && step < window.to) {
            least = std::min(least.value_or(window.capacity), window.capacity);
        }
    }
    return least.value_or(problem.network.capacity[arc]);
}

/// How much arrives by the horizon: one tonne after another along any way through places and steps
/// that still has room, in a table of residual capacities. Shares nothing with the library.
std::int64_t by_hand(const VaryingProblem& problem, std::int64_t horizon) {
    const OverTimeProblem& network = problem.network;
    const auto steps = static_cast<std::size_t>(horizon + 1);
    const std::size_t places = network.node_count * steps;
    std::vector<std::vector<std::int64_t>> room(places, std::vector<std::int64_t>(places, 0));
    const auto place = [&](std::uint32_t node, std::size_t step) { return node * steps + step; };
    constexpr std::int64_t plenty = 1'000'000;
    for (std::uint32_t a = 0; a < network.arc_count(); ++a) {
        for (std::int64_t step = 0; step + network.transit[a] <= horizon; ++step) {
            room[place(network.tail[a], static_cast<std::size_t>(step))]
                [place(network.head[a], static_cast<std::size_t>(step + network.transit[a]))] +=
                capacity_at(problem, a, step);
        }
    }
    for (std::uint32_t v = 0; v < network.node_count; ++v) {
        for (std::size_t step = 0; step + 1 < steps; ++step) {
            room[place(v, step)][place(v, step + 1)] += plenty;
        }
    }
    const std::size_t start = place(network.source, 0);
    const std::size_t goal = place(network.sink, steps - 1);
    std::int64_t arrived = 0;
    while (true) {
        std::vector<std::size_t> before(places, places);
        std::vector<std::size_t> work = {start};
        before[start] = start;
        for (std::size_t i = 0; i < work.size() && before[goal] == places; ++i) {
            for (std::size_t next = 0; next < places; ++next) {
                if (before[next] == places && room[work[i]][next] > 0) {
                    before[next] = work[i];
                    work.push_back(next);
                }
            }
        }
        if (before[goal] == places) {
            return arrived;
        }
        std::int64_t least = plenty;
        for (std::size_t at = goal; at != start; at = before[at]) {
            least = std::min(least, room[before[at]][at]);
        }
        for (std::size_t at = goal; at != start; at = before[at]) {
            room[before[at]][at] -= least;
            room[at][before[at]] += least;
        }
        arrived += least;
    }
}

OverTimeProblem random_problem(Random& random) {
    OverTimeProblem problem{2 + random.below(5), 0, 1, {}, {}, {}, {}};
    const std::uint32_t arcs = 1 + random.below(10);
    for (std::uint32_t a = 0; a < arcs; ++a) {
        problem.add(random.below(problem.node_count), random.below(problem.node_count),
                    random.below(6), random.below(4));
    }
    return problem;
}

VaryingProblem with_windows(OverTimeProblem network, Random& random) {
    VaryingProblem problem{std::move(network), {}};
    const std::uint32_t windows = random.below(5);
    for (std::uint32_t i = 0; i < windows; ++i) {
        const std::int64_t from = random.below(8);
        problem.windows.push_back(
            {random.below(static_cast<std::uint32_t>(problem.network.arc_count())), from,
             from + random.below(6), random.below(4)});
    }
    return problem;
}

/// The published instance: s = 0, a = 1, b = 2, t = 3.
OverTimeProblem published() {
    OverTimeProblem problem{4, 0, 3, {}, {}, {}, {}};
    problem.add(0, 1, 2, 1);
    problem.add(0, 2, 3, 3);
    problem.add(1, 2, 1, 1);
    problem.add(1, 3, 2, 4);
    problem.add(2, 3, 3, 2);
    return problem;
}

OverTimeProblem one_arc(std::int64_t capacity, std::int64_t transit, Clock clock = Clock::steps) {
    OverTimeProblem problem{2, 0, 1, {}, {}, {}, {}, clock};
    problem.add(0, 1, capacity, transit);
    return problem;
}

}  // namespace

TEST_CASE("what arrives grows with the horizon as Ford and Fulkerson say") {
    const std::vector<int> expected = {0, 0, 0, 0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55};
    const OverTimeProblem problem = published();
    for (std::size_t horizon = 0; horizon < expected.size(); ++horizon) {
        const auto steps = static_cast<std::int64_t>(horizon);
        const FlowOverTime answer = max_flow_over_time(problem, steps);
        CHECK(answer.value == expected[horizon]);
        CHECK(verify(problem, steps, answer).violations == std::vector<std::string>{});
        const auto expanded = max_flow_over_time(VaryingProblem{problem, {}}, steps);
        CHECK(expanded->value == expected[horizon]);
        CHECK(verify({problem, {}}, steps, *expanded).violations == std::vector<std::string>{});
    }
}

TEST_CASE("ten units take six steps, twenty take eight and forty take twelve") {
    const OverTimeProblem problem = published();
    const std::vector<std::pair<int, int>> expected = {{1, 4},  {5, 5},   {10, 6},
                                                       {20, 8}, {30, 10}, {40, 12}};
    for (const auto& [amount, horizon] : expected) {
        const QuickestFlow answer = quickest_flow(problem, amount);
        CHECK(answer.horizon == horizon);
        CHECK(verify(problem, amount, answer).violations == std::vector<std::string>{});
        CHECK(quickest_flow(VaryingProblem{problem, {}}, amount)->horizon == horizon);
    }
}

TEST_CASE("a thousand random networks bring what their networks expanded in time bring") {
    Random random(1958);
    int moved = 0;
    for (int round = 0; round < rounds(1000); ++round) {
        const OverTimeProblem problem = random_problem(random);
        const std::int64_t horizon = random.below(9);
        const FlowOverTime answer = max_flow_over_time(problem, horizon);
        const VaryingProblem steady{problem, {}};
        const auto expanded = max_flow_over_time(steady, horizon);
        REQUIRE(answer.value == expanded->value);
        REQUIRE(answer.value == by_hand(steady, horizon));
        REQUIRE(verify(problem, horizon, answer).violations == std::vector<std::string>{});
        REQUIRE(verify(steady, horizon, *expanded).violations == std::vector<std::string>{});
        moved += answer.value > 0 ? 1 : 0;
    }
    CHECK(moved > rounds(200));
}

TEST_CASE("the quickest time is the first horizon that brings the amount") {
    Random random(1993);
    int answered = 0;
    for (int round = 0; round < rounds(1000); ++round) {
        const OverTimeProblem problem = random_problem(random);
        const std::int64_t amount = 1 + random.below(40);
        const QuickestFlow answer = quickest_flow(problem, amount);
        REQUIRE(verify(problem, amount, answer).violations == std::vector<std::string>{});
        const auto expanded = quickest_flow(VaryingProblem{problem, {}}, amount);
        REQUIRE(expanded->outcome == answer.outcome);
        if (answer.outcome != QuickestOutcome::optimal) {
            continue;
        }
        ++answered;
        REQUIRE(expanded->horizon == answer.horizon);
        REQUIRE(max_flow_over_time(problem, answer.horizon).value >= amount);
        if (answer.horizon > 0) {
            REQUIRE(max_flow_over_time(problem, answer.horizon - 1).value < amount);
        }
    }
    CHECK(answered > rounds(200));
}

TEST_CASE("in continuous time the answer is exact between two whole times") {
    Random random(2007);
    for (int round = 0; round < rounds(500); ++round) {
        OverTimeProblem problem = random_problem(random);
        problem.clock = Clock::continuous;
        const std::int64_t amount = 1 + random.below(40);
        const QuickestFlow answer = quickest_flow(problem, amount);
        REQUIRE(verify(problem, amount, answer).violations == std::vector<std::string>{});
        if (answer.outcome != QuickestOutcome::optimal) {
            continue;
        }
        // With times as many times as long, the exact time is whole and brings the amount alone.
        const auto scale = static_cast<std::int64_t>(answer.exact.denominator);
        OverTimeProblem finer = problem;
        for (std::int64_t& transit : finer.transit) {
            transit *= scale;
        }
        const auto exact = static_cast<std::int64_t>(answer.exact.numerator);
        REQUIRE(max_flow_over_time(finer, exact).value == Int128{amount} * scale);
        REQUIRE(max_flow_over_time(finer, exact - 1).value < Int128{amount} * scale);
    }
}

TEST_CASE("closed and narrowed arcs bring what their networks expanded in time bring") {
    Random random(1962);
    int together = 0;
    int delayed = 0;
    for (int round = 0; round < rounds(1000); ++round) {
        VaryingProblem problem = with_windows(random_problem(random), random);
        std::int64_t horizon = random.below(9);
        if (round % 4 == 0) {
            for (std::int64_t& transit : problem.network.transit) {
                transit *= 2;
            }
            for (CapacityWindow& window : problem.windows) {
                window.from *= 2;
                window.to *= 2;
            }
            horizon = 2 * random.below(5) + 1;
        }
        const auto answer = max_flow_over_time(problem, horizon);
        REQUIRE(answer.ok());
        REQUIRE(answer->value == by_hand(problem, horizon));
        REQUIRE(verify(problem, horizon, *answer).violations == std::vector<std::string>{});
        together += answer->stride > 1 && answer->value > 0 ? 1 : 0;

        const std::int64_t amount = 1 + random.below(12);
        const auto quickest = quickest_flow(problem, amount);
        REQUIRE(quickest.ok());
        if (quickest->outcome == QuickestOutcome::unreachable) {
            REQUIRE(cut_capacity(problem, quickest->horizon, quickest->cut_before.reached)
                        .value_or(amount) < amount);
            continue;
        }
        REQUIRE(quickest->outcome == QuickestOutcome::optimal);
        REQUIRE(quickest->flow.value >= amount);
        if (quickest->horizon <= 12) {
            REQUIRE(by_hand(problem, quickest->horizon) >= amount);
        }
        if (quickest->horizon > 0) {
            REQUIRE(cut_capacity(problem, quickest->horizon - 1, quickest->cut_before.reached)
                        .value_or(amount) < amount);
            delayed += quickest->horizon > quickest_flow(problem.network, amount).horizon ? 1 : 0;
        }
    }
    CHECK(together > 10);
    CHECK(delayed > 10);
}

TEST_CASE("what cannot move says so, and nothing moves at once") {
    const OverTimeProblem closed = one_arc(0, 3);
    CHECK(max_flow_over_time(closed, 100).value == 0);
    const QuickestFlow never = quickest_flow(closed, 5);
    CHECK(never.outcome == QuickestOutcome::unreachable);
    CHECK(verify(closed, 5, never).violations == std::vector<std::string>{});
    const QuickestFlow nothing = quickest_flow(closed, 0);
    CHECK(nothing.outcome == QuickestOutcome::optimal);
    CHECK(nothing.horizon == 0);
    CHECK(verify(closed, 0, nothing).violations == std::vector<std::string>{});
}

TEST_CASE("circles that take no time carry nothing and end") {
    OverTimeProblem problem{4, 0, 3, {}, {}, {}, {}};
    problem.add(0, 1, 5, 0);
    problem.add(1, 2, 9, 0);
    problem.add(2, 1, 9, 0);
    problem.add(1, 1, 9, 0);
    problem.add(2, 3, 2, 0);
    problem.add(3, 0, 7, 0);
    const FlowOverTime answer = max_flow_over_time(problem, 4);
    CHECK(answer.value == 10);
    CHECK(verify(problem, 4, answer).violations == std::vector<std::string>{});
    CHECK(quickest_flow(problem, 11).horizon == 5);
    CHECK(max_flow_over_time(VaryingProblem{problem, {}}, 4)->value == 10);
}

TEST_CASE("where nothing limits the way, all arrives when the first of it does") {
    OverTimeProblem problem{3, 0, 2, {}, {}, {}, {}};
    problem.add(0, 1, unlimited, 2);
    problem.add(1, 2, unlimited, 3);
    problem.add(0, 2, 2, 1);
    CHECK(max_flow_over_time(problem, 4).value == 8);
    const FlowOverTime boundless = max_flow_over_time(problem, 5);
    CHECK(boundless.outcome == Outcome::unbounded);
    CHECK(verify(problem, 5, boundless).violations == std::vector<std::string>{});
    const QuickestFlow late = quickest_flow(problem, 1'000'000);
    CHECK(late.horizon == 5);
    CHECK(late.at_once);
    CHECK(verify(problem, 1'000'000, late).violations == std::vector<std::string>{});
    const QuickestFlow soon = quickest_flow(problem, 4);
    CHECK(soon.horizon == 2);
    CHECK_FALSE(soon.at_once);
    problem.clock = Clock::continuous;
    const QuickestFlow exact = quickest_flow(problem, 100);
    CHECK(exact.horizon == 5);
    CHECK(verify(problem, 100, exact).violations == std::vector<std::string>{});
    CHECK(quickest_flow(VaryingProblem{published(), {}}, 10)->horizon == 6);
}

TEST_CASE("amounts and times at the limits of the numbers do not wrap") {
    const std::int64_t most = std::int64_t{1} << 38;
    const OverTimeProblem wide = one_arc(most, largest_time);
    CHECK(max_flow_over_time(wide, largest_time).value == most);
    CHECK(quickest_flow(wide, most).horizon == largest_time);
    const QuickestFlow late = quickest_flow(wide, Int128{most} + 1);
    CHECK(late.outcome == QuickestOutcome::too_long);
    CHECK(verify(wide, Int128{most} + 1, late).violations == std::vector<std::string>{});
    const OverTimeProblem quick = one_arc(most, 0, Clock::continuous);
    const Int128 huge = Int128{most} * largest_time;
    const QuickestFlow full = quickest_flow(quick, huge);
    CHECK(full.horizon == largest_time);
    CHECK(verify(quick, huge, full).violations == std::vector<std::string>{});
    CHECK(quickest_flow(quick, huge + 1).outcome == QuickestOutcome::too_long);
    CHECK(quickest_flow(quick, Int128{1} << 100).outcome == QuickestOutcome::too_long);
    CHECK_THROWS_AS(quickest_flow(quick, -1), ContractViolation);
    CHECK_THROWS_AS(max_flow_over_time(quick, largest_time + 1), ContractViolation);
}

TEST_CASE("a network that grows too large with time is told before memory is taken") {
    OverTimeProblem problem = published();
    const auto large = max_flow_over_time(VaryingProblem{problem, {}}, 10'000'000);
    REQUIRE_FALSE(large.ok());
    CHECK_THAT(render(large.diagnostics()),
               Catch::Contains("2^22 nodes and 2^24 arcs") && Catch::Contains("longer steps"));
    const VaryingProblem wide{one_arc(std::int64_t{1} << 38, 0), {}};
    const auto heavy = max_flow_over_time(wide, largest_time - 1);
    REQUIRE_FALSE(heavy.ok());
    CHECK_THAT(render(heavy.diagnostics()), Catch::Contains("2^62"));
}

TEST_CASE("steps are put together where all times allow it") {
    OverTimeProblem problem = one_arc(3, 3600);
    const VaryingProblem closed{problem, {{0, 7200, 14400, 0}}};
    const auto answer = max_flow_over_time(closed, 10 * 3600 - 1);
    CHECK(answer->stride == 3600);
    CHECK(answer->value == 7 * 3 * 3600);
    CHECK(verify(closed, 10 * 3600 - 1, *answer).violations == std::vector<std::string>{});
}

TEST_CASE("an arc that is closed for ever brings only what left before") {
    const VaryingProblem problem{one_arc(3, 2), {{0, 4, largest_time, 0}}};
    CHECK(quickest_flow(problem, 12)->horizon == 5);
    const VaryingProblem shut{one_arc(0, 2), {{0, 1, 5, 3}}};
    CHECK(quickest_flow(shut, 12)->horizon == 6);
    CHECK(quickest_flow(shut, 13)->outcome == QuickestOutcome::unreachable);
}

TEST_CASE("what is wrong with a problem over time is told") {
    OverTimeProblem problem = one_arc(-5, -1);
    problem.add(0, 7, std::int64_t{1} << 40, 0);
    CHECK(check(problem).error_count() == 4);
    problem.transit.pop_back();
    CHECK(check(problem).error_count() == 1);
    CHECK_THROWS_AS(max_flow_over_time(problem, 3), ContractViolation);
    const VaryingProblem windows{one_arc(1, 1, Clock::continuous), {{3, 2, 1, -7}}};
    CHECK(check(windows).error_count() == 4);
}

TEST_CASE("a false flow over time is refuted") {
    const OverTimeProblem problem = published();
    const FlowOverTime answer = max_flow_over_time(problem, 8);
    const auto refuted = [&](const auto& change) {
        FlowOverTime wrong = answer;
        change(wrong);
        return !verify(problem, 8, wrong).holds();
    };
    CHECK_FALSE(refuted([](FlowOverTime&) {}));
    CHECK(refuted([](FlowOverTime& wrong) { ++wrong.value; }));
    CHECK(refuted([](FlowOverTime& wrong) { ++wrong.paths[0].rate; }));
    CHECK(refuted([](FlowOverTime& wrong) { --wrong.paths[0].transit; }));
    CHECK(refuted([](FlowOverTime& wrong) { wrong.paths[0].arcs.pop_back(); }));
    CHECK(refuted([](FlowOverTime& wrong) { wrong.paths.push_back(wrong.paths[0]); }));
    CHECK(refuted([](FlowOverTime& wrong) { --wrong.cut.reached[3]; }));
    CHECK(refuted([](FlowOverTime& wrong) { wrong.cut.reached[1] = 9; }));
    CHECK(refuted([](FlowOverTime& wrong) { wrong.cut.reached.clear(); }));

    const QuickestFlow quickest = quickest_flow(problem, 20);
    const auto denied = [&](const auto& change) {
        QuickestFlow wrong = quickest;
        change(wrong);
        return !verify(problem, 20, wrong).holds();
    };
    CHECK_FALSE(denied([](QuickestFlow&) {}));
    CHECK(denied([](QuickestFlow& wrong) { ++wrong.horizon; }));
    CHECK(denied([](QuickestFlow& wrong) { --wrong.horizon; }));
    CHECK(denied([](QuickestFlow& wrong) { wrong.paths.pop_back(); }));
    CHECK(denied([](QuickestFlow& wrong) { wrong.outcome = QuickestOutcome::unreachable; }));

    const VaryingProblem varying{problem, {{4, 0, 6, 1}}};
    const VaryingFlow flow = *max_flow_over_time(varying, 8);
    const auto caught = [&](const auto& change) {
        VaryingFlow wrong = flow;
        change(wrong);
        return !verify(varying, 8, wrong).holds();
    };
    CHECK_FALSE(caught([](VaryingFlow&) {}));
    CHECK(caught([](VaryingFlow& wrong) { ++wrong.value; }));
    CHECK(caught([](VaryingFlow& wrong) { wrong.departures.pop_back(); }));
    CHECK(caught([](VaryingFlow& wrong) { ++wrong.departures[0].step; }));
    CHECK(caught([](VaryingFlow& wrong) { wrong.departures[0].flow = 100; }));
    CHECK(caught([](VaryingFlow& wrong) { wrong.cut.reached[2] += 3; }));
}
