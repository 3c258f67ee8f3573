#include "support/ascii_network.hpp"
#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/network/builder.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace corridor;
using flow::MinCostOutcome;
using test::ascii_network;

/// A model in which a tonne pays nothing but `carriage` µUSD on each link, by position.
CostModel plain_model(const Network& network, const std::vector<std::int64_t>& carriage) {
    CostModel model = *cost_model(network);
    for (std::size_t i = 0; i < carriage.size(); ++i) {
        model.link[i] = TonneCost{};
        model.link[i].carriage.micro_usd_per_t = carriage[i];
    }
    model.transfer = TonneCost{};
    return model;
}

MinCostQuery question(const char* from, const char* to, std::int64_t amount) {
    return {
        .from = {from}, .to = {to}, .amount = TonnesPerYear(amount), .objective = Objective::cost};
}

std::vector<std::int64_t> flows(const MinCost& answer) {
    return answer.link_flow;
}

}  // namespace

TEST_CASE("the cheaper branch fills first, and the dearer one takes the rest") {
    const Network network = ascii_network("a -5-> b\nb -9-> d\na -9-> c\nc -9-> d");
    const CostModel model = plain_model(network, {1, 1, 4, 5});
    const MinCost answer = min_cost(model, question("a", "d", 7));
    CHECK(answer.outcome == MinCostOutcome::optimal);
    CHECK(answer.certified);
    CHECK(flows(answer) == std::vector<std::int64_t>{5, 5, 2, 2});
    CHECK(answer.objective == 28);
    CHECK(answer.cost.carriage == 28);
    CHECK(answer.next_tonne == 9);
    REQUIRE(answer.binding.size() == 1);
    const CapacityPrice& price = answer.binding[0];
    CHECK(network.name(price) == "a-b");
    CHECK(price.saved_by_more == 7);
    CHECK(price.holds_up_to == TonnesPerYear(7));
    CHECK(price.cost_of_less == 7);
    CHECK(price.holds_down_to == TonnesPerYear(0));
}

TEST_CASE("where the optimum bends, a tonne more saves less than a tonne less costs") {
    const Network network = ascii_network("a -5-> b\na -9-> b");
    const CostModel model = plain_model(network, {1, 4});
    const MinCost answer = min_cost(model, question("a", "b", 5));
    REQUIRE(answer.binding.size() == 1);
    CHECK(answer.binding[0].saved_by_more == 0);
    CHECK_FALSE(answer.binding[0].holds_up_to.has_value());
    CHECK(answer.binding[0].cost_of_less == 3);
    CHECK(answer.binding[0].holds_down_to == TonnesPerYear(0));
}

TEST_CASE("an amount that cannot move is told with what is in its way") {
    const Network network = ascii_network("a -5-> b\na -5-> c\nb -3-> d\nc -4-> d");
    const CostModel model = plain_model(network, {1, 1, 1, 1});
    const MinCost answer = min_cost(model, question("a", "d", 8));
    CHECK(answer.outcome == MinCostOutcome::infeasible);
    CHECK(answer.certified);
    CHECK(network.names(answer.cut.members) == std::vector<std::string>{"b-d", "c-d"});
    CHECK(answer.cut.demand == TonnesPerYear(8));
    CHECK(answer.cut.capacity == TonnesPerYear(7));
    CHECK(answer.cut.shortfall == TonnesPerYear(1));
}

TEST_CASE("the throughput of a place binds and has its price, also where cargo starts") {
    const Network network =
        ascii_network("a -20-> b\nb -20-> c\na -20-> c\nb -20-> d\nc -20-> d\n[b 6]");
    const CostModel model = plain_model(network, {1, 1, 9, 9, 1});
    const MinCost answer = min_cost(model, question("a", "d", 10));
    CHECK(answer.objective == 6 * 3 + 4 * 10);
    REQUIRE(answer.binding.size() == 1);
    CHECK(network.name(answer.binding[0]) == "b");
    CHECK(answer.binding[0].saved_by_more == 7);
    CHECK(answer.binding[0].holds_up_to == TonnesPerYear(10));
    const MinCost from_b = min_cost(model, question("b", "d", 7));
    CHECK(from_b.outcome == MinCostOutcome::infeasible);
    CHECK(network.names(from_b.cut.members) == std::vector<std::string>{"b"});
    CHECK(from_b.cut.shortfall == TonnesPerYear(1));
}

TEST_CASE("a two-way link is shared by its directions, and opposite flows cancel") {
    const Network network = ascii_network("a -9-> x\nx -4- y\ny -9-> d\nb -9-> y\nx -9-> e");
    const CostModel model = plain_model(network, {1, 1, 1, 1, 1});
    MinCostQuery query{.from = {{"a", TonnesPerYear(5)}, {"b", TonnesPerYear(5)}},
                       .to = {{"d", TonnesPerYear(5)}, {"e", TonnesPerYear(5)}},
                       .amount = TonnesPerYear(10),
                       .objective = Objective::cost};
    const MinCost answer = min_cost(model, query);
    CHECK(answer.outcome == MinCostOutcome::optimal);
    CHECK(answer.link_flow[1] == 0);
    CHECK(answer.objective == 20);
}

TEST_CASE("a change of carrier is paid once, stays are paid where cargo passes, not at its ends") {
    NetworkBuilder builder;
    for (const char* id : {"yard", "port", "island", "town"}) {
        builder.add_node({.id = id, .dwell = {3600}});
    }
    builder.add_link({.id = "rail", .from = "yard", .to = "port", .mode = Mode::rail});
    builder.add_link(
        {.id = "ship", .from = "port", .to = "island", .mode = Mode::container_vessel});
    builder.add_link({.id = "ferry", .from = "port", .to = "town", .mode = Mode::rail_ferry});
    CostModel model = plain_model(builder.build().value(), {100, 200, 300});
    model.transfer.transshipment.micro_usd_per_t = 50;
    const MinCost by_ship = min_cost(model, question("yard", "island", 10));
    CHECK(by_ship.cost.money() == 3500);
    CHECK(by_ship.cost.transshipment == 500);
    CHECK(by_ship.cost.transshipment_time == 36000);
    CHECK(by_ship.cost.time() == 36000);
    CHECK(by_ship.node_transfer == std::vector<std::int64_t>{0, 10, 0, 0});
    const MinCost by_ferry = min_cost(model, question("yard", "town", 10));
    CHECK(by_ferry.cost.money() == 4000);
    CHECK(by_ferry.cost.transshipment == 0);
    CHECK(by_ferry.cost.dwell == 36000);
}

TEST_CASE("a link that must carry something carries it, and floors on two-way links are refused") {
    const Network network = ascii_network("a -5-> b\na -9-> b\nb -9- c");
    const CostModel model = plain_model(network, {1, 4, 1});
    MinCostQuery query = question("a", "c", 6);
    query.at_least = {{"a-b#2", TonnesPerYear(3)}};
    const MinCost answer = min_cost(model, query);
    CHECK(answer.certified);
    CHECK(flows(answer) == std::vector<std::int64_t>{3, 3, 6});
    query.at_least = {{"a-b#2", TonnesPerYear(7)}};
    CHECK(min_cost(model, query).outcome == MinCostOutcome::infeasible);
    query.at_least = {{"b-c", TonnesPerYear(1)}, {"a-d", TonnesPerYear(1)}};
    CHECK(check(model, query).error_count() == 2);
    CHECK_THROWS_AS(min_cost(model, query), ContractViolation);
}

TEST_CASE("own costs may pay for a tonne on one-way links, and without end where nothing limits") {
    Network network = ascii_network("a -9-> b\nb -4-> c\nc -inf-> b\na -9- c");
    const CostModel model = plain_model(network, {1, 1, 1, 1});
    MinCostQuery query = question("a", "c", 5);
    query.own_cost = {3, -5, 2, 4};
    const MinCost answer = min_cost(model, query);
    CHECK(answer.certified);
    CHECK(answer.objective == 4 * -2 + 1 * 4);
    query.own_cost[3] = -1;
    CHECK_FALSE(check(model, query).ok());
    const Network endless = ascii_network("a -9-> b\nb -inf-> c\nc -inf-> b");
    MinCostQuery round = question("a", "c", 5);
    round.own_cost = {3, -5, 2};
    const MinCost unbounded = min_cost(plain_model(endless, {1, 1, 1}), round);
    CHECK(unbounded.outcome == MinCostOutcome::unbounded);
    CHECK(unbounded.certified);
    CHECK(unbounded.cycle.size() == 2);
}

TEST_CASE("what is least depends on what is asked: money, time or emissions") {
    const Network network = ascii_network("a -9-> b\na -9-> b\na -9-> b");
    CostModel model = plain_model(network, {1'000'000, 2'000'000, 3'000'000});
    model.link[0].moving.seconds = 86'400 * 5;
    model.link[1].moving.seconds = 86'400;
    model.link[2].moving.seconds = 86'400 * 3;
    model.link[0].co2e_g = 900;
    model.link[1].co2e_g = 800;
    model.link[2].co2e_g = 100;
    MinCostQuery query = question("a", "b", 4);
    const auto used = [&](Objective objective, std::int64_t day) {
        query.objective = objective;
        query.valuation = Valuation{{day}, {}};
        const MinCost answer = min_cost(model, query);
        CHECK(answer.certified);
        return flows(answer);
    };
    CHECK(used(Objective::cost, 0) == std::vector<std::int64_t>{4, 0, 0});
    CHECK(used(Objective::time, 0) == std::vector<std::int64_t>{0, 4, 0});
    CHECK(used(Objective::co2, 0) == std::vector<std::int64_t>{0, 0, 4});
    CHECK(used(Objective::generalised, 0) == std::vector<std::int64_t>{4, 0, 0});
    CHECK(used(Objective::generalised, 1'000'000) == std::vector<std::int64_t>{0, 4, 0});
}

TEST_CASE("a stop before the optimum tells a flow and a bound, or nothing") {
    const Network network = ascii_network("a -5-> b\nb -9-> d\na -9-> c\nc -9-> d\nb -3-> c");
    const CostModel model = plain_model(network, {1, 1, 4, 5, 1});
    const MinCost best = min_cost(model, question("a", "d", 7));
    for (std::uint64_t steps = 1; steps < 12; ++steps) {
        const MinCost answer = min_cost(model, question("a", "d", 7), {.iterations = steps});
        if (answer.outcome == MinCostOutcome::limit_reached && !answer.link_flow.empty()) {
            CHECK(answer.objective >= best.objective);
            CHECK(answer.bound <= best.objective);
            CHECK(answer.certified);
        } else if (answer.outcome == MinCostOutcome::optimal) {
            CHECK(answer.objective == best.objective);
        }
    }
}

namespace {

/// Links of all carriers at random costs, stays and a charge for changing.
CostModel random_model(test::Random& random) {
    static constexpr Mode modes[] = {Mode::rail, Mode::road, Mode::container_vessel,
                                     Mode::rail_ferry};
    NetworkBuilder builder(test::random_network(random, {.nodes = 5, .links = 10}));
    for (LinkSpec& link : builder.links()) {
        if (random.one_in(2)) {
            link.mode = modes[random.below(4)];
        }
    }
    CostModel model = *cost_model(builder.build().value());
    for (TonneCost& cost : model.link) {
        cost = TonneCost{};
        cost.carriage.micro_usd_per_t = random.below(12);
        cost.moving.seconds = random.below(5);
    }
    for (TonneCost& cost : model.passage) {
        cost = TonneCost{};
        cost.dwell.seconds = random.below(4);
    }
    model.transfer = TonneCost{};
    model.transfer.transshipment.micro_usd_per_t = random.below(6);
    return model;
}

/// The same with another capacity of one limit.
CostModel with_capacity(const CostModel& model, Element element, std::int64_t tonnes) {
    NetworkBuilder builder(model.network);
    Quantity capacity = quantity(std::to_string(tonnes) + " t/yr");
    switch (element.kind) {
        case Element::Kind::link:
            builder.links()[element.index].capacity = capacity;
            break;
        case Element::Kind::node:
            builder.nodes()[element.index].throughput = capacity;
            break;
        case Element::Kind::container_terminal:
            builder.nodes()[element.index].container_terminal = capacity;
            break;
    }
    CostModel changed = model;
    changed.network = builder.build().value();
    return changed;
}

std::optional<Int128> least(const CostModel& model, MinCostQuery query) {
    query.with_prices = false;
    const MinCost answer = min_cost(model, query);
    return answer.outcome == MinCostOutcome::optimal ? std::optional(answer.objective)
                                                     : std::nullopt;
}

}  // namespace

TEST_CASE(
    "of thousands of networks each amount that can move is proved cheapest, the rest cut off") {
    test::Random random(41);
    std::size_t optimal = 0;
    std::size_t infeasible = 0;
    std::size_t open = 0;
    std::size_t priced = 0;
    for (int i = 0; i < 12000; ++i) {
        const CostModel model = random_model(random);
        MinCostQuery query{.from = {"n0"}, .to = {"n1"}};
        const auto ids = model.network.node_ids();
        query.from = {ids[0]};
        query.to = {ids[1]};
        if (random.one_in(3)) {
            query.from = {{ids[0], TonnesPerYear(random.below(15))},
                          {ids[2], TonnesPerYear(random.below(15))}};
        }
        if (random.one_in(2)) {
            query.commodity = std::string(containers);
        }
        query.valuation = Valuation{{86'400}, {}};
        if (!check(model.network, FlowQuery{query.from, query.to, query.commodity, {}, {}}).ok()) {
            query.commodity.clear();
        }
        const MaxFlow most =
            max_flow(model.network, FlowQuery{query.from, query.to, query.commodity, {}, {}});
        const std::int64_t reach =
            most.outcome == flow::Outcome::unbounded ? std::int64_t{40} : most.value.count();
        query.amount = TonnesPerYear(random.below(static_cast<std::uint32_t>(reach) + 4));
        const bool can = most.outcome == flow::Outcome::unbounded || query.amount <= most.value;
        INFO("network " << i << ", amount " << query.amount.count());
        const MinCost answer = min_cost(model, query);
        REQUIRE(answer.certified);
        if (!can) {
            REQUIRE(answer.outcome == MinCostOutcome::infeasible);
            REQUIRE(answer.cut.shortfall == query.amount - most.value);
            ++infeasible;
            continue;
        }
        REQUIRE(answer.outcome != MinCostOutcome::infeasible);
        if (answer.outcome == MinCostOutcome::limit_reached) {
            REQUIRE(answer.bound <= answer.objective);
            ++open;
            continue;
        }
        ++optimal;
        if (i % 4 != 0) {
            continue;
        }
        MinCostQuery more = query;
        more.amount += TonnesPerYear(1);
        const auto next = least(model, more);
        if (next) {
            REQUIRE(answer.next_tonne == static_cast<std::int64_t>(*next - answer.objective));
        }
        for (const CapacityPrice& price : answer.binding) {
            const std::int64_t capacity = price.capacity.count();
            const auto at = [&](std::int64_t changed) {
                return least(with_capacity(model, price, changed), query);
            };
            INFO(model.network.name(price));
            const auto beyond = at(capacity + 1);
            if (beyond) {
                REQUIRE(*beyond == answer.objective - price.saved_by_more);
            }
            if (price.holds_up_to && price.saved_by_more > 0) {
                const std::int64_t last = price.holds_up_to->count();
                const auto end = at(last);
                const auto bend = at(last + 1);
                if (end && bend) {
                    REQUIRE(*end ==
                            answer.objective - Int128{price.saved_by_more} * (last - capacity));
                    REQUIRE(*end - *bend < price.saved_by_more);
                }
            }
            if (capacity > 0) {
                const auto fewer = at(capacity - 1);
                if (fewer && price.cost_of_less) {
                    REQUIRE(*fewer == answer.objective + *price.cost_of_less);
                }
            }
            ++priced;
        }
    }
    CHECK(optimal > 6000);
    CHECK(infeasible > 1500);
    CHECK(priced > 600);
    // Carriers that share the throughput of a place which binds: seldom.
    CHECK(open * 100 < optimal);
}
