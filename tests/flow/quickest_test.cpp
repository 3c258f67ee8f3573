#include "support/ascii_network.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/quickest.hpp>
#include <corridor/flow/quickest_steps.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>

#include <cstdlib>
#include <string>
#include <vector>

using namespace corridor;
using corridor::flow::QuickestOutcome;
using corridor::test::ascii_network;
using corridor::test::Random;
using corridor::test::random_network;

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;
using Violations = std::vector<std::string>;

CostModel model_of(const Network& network) {
    return cost_model(network).value();
}

/// One railway of 365 t a year, which is one tonne a day, on which the way takes two days; half a
/// day is spent in the yard in between.
CostModel slow_railway() {
    NetworkBuilder builder;
    builder.add_node(NodeSpec{.id = "mine", .dwell = {30 * day}});
    builder.add_node(NodeSpec{.id = "yard", .dwell = {day / 2}});
    builder.add_node(NodeSpec{.id = "port", .dwell = {40 * day}});
    builder.add_link(LinkSpec{.id = "up",
                              .from = "mine",
                              .to = "yard",
                              .capacity = quantity("365 t/yr"),
                              .transit_time = {day}});
    builder.add_link(LinkSpec{.id = "down",
                              .from = "yard",
                              .to = "port",
                              .capacity = quantity("730 t/yr"),
                              .transit_time = {day}});
    return model_of(std::move(builder).build().value());
}

}  // namespace

TEST_CASE("ten tonnes at one a day take the way and ten days") {
    const CostModel model = slow_railway();
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const Quickest answer = quickest(model, query, 10);
    CHECK(answer.first.seconds == 5 * day / 2);
    CHECK(answer.time.seconds == 25 * day / 2);
    CHECK(answer.exact == flow::WideFraction{25 * day / 2, 1});
    CHECK(answer.rate == TonnesPerYear(365));
    REQUIRE(answer.cut.limits.size() == 1);
    CHECK(model.network.name(answer.cut.limits[0]) == "up");
    CHECK(answer.cut.limits[0].binds_for.seconds == 10 * day);
    CHECK(answer.cut.limits[0].tonnes() == Approx(10.0));
    CHECK(answer.certified);
    CHECK(flow::verify(model, query, answer).violations == Violations{});
    REQUIRE(answer.savings.size() == 4);
    CHECK(model.network.name(answer.savings[0]) == "up");
    CHECK(answer.savings[0].by == TimeSaving::By::capacity);
    CHECK(answer.savings[0].saved.seconds == 77566);  // 401 t/yr instead of 365
    CHECK(answer.savings[3].by == TimeSaving::By::time);
    CHECK(model.network.name(answer.savings[3]) == "yard");
    CHECK(answer.savings[3].saved.seconds == day / 20);
}

TEST_CASE("a horizon brings what the quickest time says") {
    const CostModel model = slow_railway();
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    CHECK(arrivals_within(model, query, {25 * day / 2}).tonnes() == 10);
    const Arrivals less = arrivals_within(model, query, {25 * day / 2 - 1});
    CHECK(less.tonnes() == 9);
    CHECK(less.certified);
    CHECK(arrivals_within(model, query, {day}).tonnes() == 0);
    CHECK(arrivals_within(model, query, {0}).tonnes() == 0);
}

TEST_CASE("a slower second way is used when enough is waiting") {
    const CostModel model = model_of(ascii_network(R"(
        mine -365/24-> port
        mine -365/240-> far
        far -inf/24-> port
    )"));
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const Quickest few = quickest(model, query, 3);
    CHECK(few.routes.size() == 1);
    CHECK(few.time.seconds == 4 * day);
    const Quickest many = quickest(model, query, 30);
    CHECK(many.routes.size() == 2);
    CHECK(many.time.seconds == 21 * day);
    CHECK(many.rate == TonnesPerYear(730));
}

TEST_CASE("the exact time is a fraction of seconds and the answer its next second") {
    const CostModel model = model_of(ascii_network("mine -7/1-> port"));
    const Quickest answer = quickest(model, {.from = {"mine"}, .to = {"port"}}, 1);
    CHECK(answer.exact == flow::WideFraction{7 * hour + seconds_per_year, 7});
    CHECK(answer.time.seconds == hour + seconds_per_year / 7 + 1);
    CHECK(answer.certified);
}

TEST_CASE("limits of places and terminals count over time as they do for a year") {
    Random random(60);
    int moved = 0;
    for (int round = 0; round < 300; ++round) {
        const CostModel model = model_of(random_network(random, {}));
        FlowQuery query{.from = {model.network.nodes().front().id},
                        .to = {model.network.nodes().back().id}};
        if (round % 2 == 0) {
            query.commodity = containers;
        }
        if (!check_over_time(model, query).ok()) {
            continue;
        }
        const std::int64_t tonnes = 1 + random.below(30);
        const Quickest answer = quickest(model, query, tonnes, {.with_savings = false});
        REQUIRE(answer.certified);
        const MaxFlow most = max_flow(model.network, query);
        if (most.outcome == flow::Outcome::optimal) {
            REQUIRE((answer.outcome == QuickestOutcome::unreachable) == (most.value.count() == 0));
            REQUIRE(answer.rate <= most.value);
        }
        if (answer.outcome != QuickestOutcome::optimal) {
            continue;
        }
        ++moved;
        const Arrivals within = arrivals_within(model, query, answer.time);
        REQUIRE((within.outcome == flow::Outcome::unbounded || within.tonnes() >= tonnes ||
                 answer.at_once));
        if (most.outcome == flow::Outcome::optimal) {
            // The largest yearly flow lasts: for ever more, one more year brings no more than it.
            const Arrivals late = arrivals_within(model, query, {1000 * seconds_per_year});
            const Arrivals later = arrivals_within(model, query, {1001 * seconds_per_year});
            REQUIRE(later.tonne_seconds_per_year - late.tonne_seconds_per_year ==
                    Int128{most.value.count()} * seconds_per_year);
        }
    }
    CHECK(moved > 100);
}

TEST_CASE("a link that both directions share is not used twice at a time") {
    const CostModel model = model_of(ascii_network("mine -365/24- port"));
    CHECK(quickest(model, {.from = {"mine"}, .to = {"port"}}, 10).time.seconds == 11 * day);
    CHECK(quickest(model, {.from = {"port"}, .to = {"mine"}}, 10).time.seconds == 11 * day);
}

TEST_CASE("what never arrives, takes no time or is not limited says so") {
    const CostModel model = model_of(ascii_network(R"(
        mine -inf/24-> port
        island -5-> mine
        [depot 5]
    )"));
    const Quickest never = quickest(model, {.from = {"port"}, .to = {"mine"}}, 5);
    CHECK(never.outcome == QuickestOutcome::unreachable);
    CHECK(never.certified);
    CHECK_FALSE(arrivals_within(model, {.from = {"port"}, .to = {"mine"}}, {day}).reachable);
    const Quickest nothing = quickest(model, {.from = {"port"}, .to = {"mine"}}, 0);
    CHECK(nothing.time.seconds == 0);
    CHECK(nothing.certified);
    const Quickest at_once = quickest(model, {.from = {"mine"}, .to = {"port"}}, 5'000'000);
    CHECK(at_once.at_once);
    CHECK(at_once.time.seconds == day);
    CHECK(at_once.certified);
    const Arrivals boundless =
        arrivals_within(model, {.from = {"mine"}, .to = {"port"}}, {day + 1});
    CHECK(boundless.outcome == flow::Outcome::unbounded);
    CHECK(boundless.certified);
}

TEST_CASE("tonnages at the limits do not wrap") {
    const CostModel model = model_of(ascii_network("mine -1-> port"));
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const Quickest slow = quickest(model, query, largest_tonnage);
    CHECK(slow.outcome == QuickestOutcome::too_long);
    CHECK(slow.certified);
    const Quickest century = quickest(model, query, 8000);
    CHECK(century.time.seconds / seconds_per_year == 8000);
    CHECK_FALSE(check_over_time(model, query, largest_tonnage + 1).ok());
    CHECK_THROWS_AS(quickest(model, query, -1), ContractViolation);
    const FlowQuery limited{.from = {{"mine", TonnesPerYear(5)}}, .to = {"port"}};
    CHECK_THAT(render(check_over_time(model, limited)), Catch::Contains("places without limits"));
}

TEST_CASE("in steps the answer is the continuous one, at most a step a link later") {
    const CostModel model = slow_railway();
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const auto hourly = quickest_in_steps(model, query, 10);
    CHECK(hourly->time.seconds == 25 * day / 2);
    CHECK(hourly->certified);
    const auto coarse = quickest_in_steps(model, query, 10, {.closures = {}, .step = {day}});
    CHECK(coarse->time.seconds == 13 * day);
    Random random(61);
    for (int round = 0; round < 60; ++round) {
        const CostModel drawn = model_of(random_network(random, {.everything = round % 3 != 0}));
        const FlowQuery ask{.from = {drawn.network.nodes().front().id},
                            .to = {drawn.network.nodes().back().id}};
        const Quickest exact = quickest(drawn, ask, 1, {.with_savings = false});
        const auto steps = quickest_in_steps(drawn, ask, 1, {.closures = {}, .step = {30 * day}});
        REQUIRE(steps.ok());
        REQUIRE(steps->outcome == exact.outcome);
        if (exact.outcome == QuickestOutcome::optimal) {
            REQUIRE(steps->time >= exact.time);
            REQUIRE(steps->time.seconds <= exact.time.seconds + 10 * 30 * day);
        }
    }
}

TEST_CASE("while a railway is closed its cargo waits in the yard") {
    const CostModel model = slow_railway();
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const std::vector<LinkClosure> closed = {{"down", {0}, {10 * day}, Decimal(0)}};
    const auto answer = quickest_in_steps(model, query, 10, {.closures = closed});
    // Two tonnes a day leave from the tenth day on. While they do, five more come down from the
    // mine, so that at least five must be there, and at most the 8.5 t of eight and a half days.
    CHECK(answer->time.seconds == 16 * day);
    REQUIRE(answer->waiting.size() == 1);
    CHECK(model.network.node(answer->waiting[0].node).id == "yard");
    CHECK(answer->waiting[0].tonnes > 4.9);
    CHECK(answer->waiting[0].tonnes < 8.6);
    CHECK(answer->certified);
    const auto slowed =
        quickest_in_steps(model, query, 10, {.closures = {{"up", {0}, {4 * day}, Decimal(2, 1)}}});
    CHECK(slowed->time.seconds == 15 * day + 17 * hour);
    const auto within = arrivals_in_steps(model, query, {16 * day}, {.closures = closed});
    CHECK(within->tonnes == 10);
    CHECK(arrivals_in_steps(model, query, {16 * day - hour}, {.closures = closed})->tonnes == 9);
    CHECK(arrivals_in_steps(model, query, {0}, {.closures = closed})->tonnes == 0);
}

TEST_CASE("a railway closed for ever is told, and so is what is wrong with a closure") {
    const CostModel model = slow_railway();
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const StepOptions wrong{.closures = {{"dwon", {5}, {2}, Decimal(2)}}, .step = {0}};
    const auto faults = quickest_in_steps(model, query, 10, wrong);
    REQUIRE_FALSE(faults.ok());
    CHECK(faults.diagnostics().error_count() == 4);
    CHECK_THAT(render(faults.diagnostics()), Catch::Contains("did you mean down"));
    const auto odd =
        quickest_in_steps(model, query, largest_tonnage, {.closures = {}, .step = {7}});
    CHECK_THAT(render(odd.diagnostics()), Catch::Contains("use one that divides a day"));
    const auto large = arrivals_in_steps(model, query, {100 * seconds_per_year + 60},
                                         {.closures = {}, .step = {60}});
    CHECK_THAT(render(large.diagnostics()), Catch::Contains("longer steps"));
}

TEST_CASE("a false answer about time is refuted") {
    const CostModel model = model_of(ascii_network(R"(
        mine -365/24-> yard -730/24-> port
        mine -365/240-> port
        [yard 300]
    )"));
    const FlowQuery query{.from = {"mine"}, .to = {"port"}};
    const Quickest answer = quickest(model, query, 30);
    const auto refuted = [&](const auto& change) {
        Quickest wrong = answer;
        change(wrong);
        return !flow::verify(model, query, wrong).holds();
    };
    CHECK_FALSE(refuted([](Quickest&) {}));
    CHECK(refuted([](Quickest& wrong) { ++wrong.tonnes; }));
    CHECK(refuted([](Quickest& wrong) { --wrong.time.seconds; }));
    CHECK(refuted([](Quickest& wrong) { ++wrong.exact.numerator; }));
    CHECK(refuted([](Quickest& wrong) { wrong.rate += TonnesPerYear(1); }));
    CHECK(refuted([](Quickest& wrong) { *wrong.routes[0].rate += TonnesPerYear(1); }));
    CHECK(refuted([](Quickest& wrong) { ++wrong.routes[0].transit.seconds; }));
    CHECK(refuted([](Quickest& wrong) { wrong.routes[0].legs.pop_back(); }));
    CHECK(refuted([](Quickest& wrong) { wrong.cut.limits.pop_back(); }));
    CHECK(refuted([](Quickest& wrong) { wrong.cut.reached[0].entry.seconds = 5; }));
    CHECK(refuted([](Quickest& wrong) { wrong.cut_before.reached.clear(); }));
    CHECK(refuted([](Quickest& wrong) { wrong.outcome = QuickestOutcome::unreachable; }));
}

TEST_CASE("a backlog of two million tonnes of containers on the Middle Corridor") {
    const CostModel model = cost_model(middle_corridor_dataset()).value();
    const FlowQuery query{
        .from = {"xian"},
        .to = {"alat_port"},
        .commodity = "containers",
        .selection = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}}};
    const Quickest answer = quickest(model, query, 2'000'000);
    CHECK(answer.outcome == QuickestOutcome::optimal);
    CHECK(answer.certified);
    CHECK(flow::verify(model, query, answer).violations == Violations{});
    CHECK(answer.rate <= max_flow(model.network, query).value);
    CHECK_FALSE(answer.savings.empty());
    // At the end it arrives at the rate of the routes: what is left after the first is throughput.
    CHECK(answer.time > answer.first);
}
