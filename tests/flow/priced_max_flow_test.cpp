#include "support/ascii_network.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/priced_max_flow.hpp>
#include <corridor/network/builder.hpp>

#include <string>
#include <vector>

namespace {

using namespace corridor;
using flow::MinCostOutcome;
using test::ascii_network;

constexpr Objective every_objective[] = {Objective::cost, Objective::time, Objective::co2,
                                         Objective::generalised};

/// What a tonne takes of each kind on one link.
struct Figures {
    std::int64_t micro_usd;
    std::int64_t seconds;
    std::int64_t grams;
};

CostModel priced(const Network& network, const std::vector<Figures>& figures) {
    CostModel model = *cost_model(network);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        model.link[i] = TonneCost{};
        model.link[i].carriage.micro_usd_per_t = figures[i].micro_usd;
        model.link[i].moving.seconds = figures[i].seconds;
        model.link[i].co2e_g = figures[i].grams;
    }
    model.transfer = TonneCost{};
    return model;
}

FlowQuery from_to(Endpoint from, const char* to) {
    return {.from = {std::move(from)}, .to = {to}};
}

}  // namespace

TEST_CASE("of all largest flows the one shown is the cheapest, quickest, cleanest or best in all") {
    const Network network = ascii_network("a -10-> b\na -10-> b\na -10-> b");
    const CostModel model =
        priced(network, {{1'000'000, 9, 9}, {9'000'000, 86'400, 1}, {2'000'000, 10, 5}});
    const FlowQuery query = from_to({"a", TonnesPerYear(10)}, "b");
    const auto links = [&](Objective objective, Valuation valuation) {
        const PricedMaxFlow answer =
            max_flow(model, query, {.objective = objective, .valuation = valuation});
        CHECK(answer.flow.value == TonnesPerYear(10));
        REQUIRE(answer.least);
        CHECK(answer.least->outcome == MinCostOutcome::optimal);
        CHECK(answer.least->certified);
        CHECK(answer.flow.link_flow == answer.least->link_flow);
        return answer.flow.link_flow;
    };
    using Flows = std::vector<std::int64_t>;
    CHECK(links(Objective::cost, {}) == Flows{10, 0, 0});
    CHECK(links(Objective::time, {}) == Flows{10, 0, 0});
    CHECK(links(Objective::co2, {}) == Flows{0, 10, 0});
    CHECK(links(Objective::generalised, {}) == Flows{10, 0, 0});
    // 4 g less are worth more than a dollar where a tonne of CO2e has a price of 300,000 USD.
    CHECK(links(Objective::generalised, {.carbon_price = {300'000'000'000}}) == Flows{0, 0, 10});
}

TEST_CASE("flows that are equally quick are told apart by money, equally cheap ones by time") {
    const Network network = ascii_network("a -10-> b\na -10-> b\na -10-> b");
    const CostModel model = priced(network, {{5, 7, 0}, {3, 7, 0}, {3, 9, 0}});
    const FlowQuery query = from_to({"a", TonnesPerYear(10)}, "b");
    const auto flows = [&](Objective objective) {
        return max_flow(model, query, {.objective = objective}).flow.link_flow;
    };
    CHECK(flows(Objective::time) == std::vector<std::int64_t>{0, 10, 0});
    CHECK(flows(Objective::cost) == std::vector<std::int64_t>{0, 10, 0});
}

TEST_CASE("ties are settled among the flows that the prices allow, never against a limit") {
    const Network network = ascii_network("a -4-> b\na -9-> c\nb -9-> d\nc -9-> d");
    const CostModel model = priced(network, {{1, 2, 0}, {1, 1, 0}, {1, 2, 0}, {1, 1, 0}});
    MinCostQuery query{.from = {"a"},
                       .to = {"d"},
                       .amount = TonnesPerYear(11),
                       .objective = Objective::cost,
                       .ties_by = Objective::time};
    const MinCost answer = min_cost(model, query);
    CHECK(answer.objective == 22);
    CHECK(answer.link_flow == std::vector<std::int64_t>{2, 9, 2, 9});
    CHECK(answer.certified);
}

TEST_CASE("where nothing limits the flow, or nothing moves, there is nothing to choose") {
    const Network open = ascii_network("a -inf-> b");
    const PricedMaxFlow endless = max_flow(*cost_model(open), from_to("a", "b"), {});
    CHECK(endless.flow.outcome == flow::Outcome::unbounded);
    CHECK_FALSE(endless.least);
    const Network closed = ascii_network("b -5-> a");
    const PricedMaxFlow none = max_flow(*cost_model(closed), from_to("a", "b"), {});
    CHECK(none.flow.value == TonnesPerYear(0));
    REQUIRE(none.least);
    CHECK(none.least->objective == 0);
}

TEST_CASE("the largest flow shown costs what the cheapest flow of that amount costs") {
    test::Random random(20);
    int compared = 0;
    for (int round = 0; round < 150; ++round) {
        const Network network = test::random_network(random, {.nodes = 6, .links = 11});
        CostModel model = *cost_model(network);
        for (TonneCost& cost : model.link) {
            cost.carriage.micro_usd_per_t = random.below(20);
            cost.moving.seconds = random.below(20);
            cost.co2e_g = random.below(20);
        }
        const std::string& from = network.nodes().front().id;
        const std::string& to = network.nodes().back().id;
        const FlowQuery query = {.from = {from}, .to = {to}};
        const MaxFlow plain = max_flow(network, query, {.choice = FlowChoice::any});
        for (const Objective objective : every_objective) {
            const PricedMaxFlow answer = max_flow(model, query, {.objective = objective});
            CHECK(answer.flow.outcome == plain.outcome);
            CHECK(answer.flow.value == plain.value);
            CHECK(answer.flow.cut.size() == plain.cut.size());
            CHECK(answer.flow.cut_is_unique == plain.cut_is_unique);
            if (plain.outcome == flow::Outcome::unbounded) {
                continue;
            }
            REQUIRE(answer.least);
            const MinCost alone = min_cost(model, {.from = query.from,
                                                   .to = query.to,
                                                   .amount = plain.value,
                                                   .objective = objective});
            CHECK(answer.least->objective == alone.objective);
            CHECK(answer.least->outcome == alone.outcome);
            CHECK(flow::verify(network, query, answer.flow).holds());
            ++compared;
        }
    }
    CHECK(compared > 300);
}
