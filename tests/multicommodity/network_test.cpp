#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/allocation.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;

namespace {

using flow::AllocationObjective;

CostModel priced(const char* text) {
    return cost_model(test::ascii_network(text)).value();
}

AllocationDemand demand(const char* from, const char* to, std::int64_t amount) {
    return {.id = fmt::format("{} to {}", from, to),
            .origin = from,
            .destination = to,
            .amount = TonnesPerYear(amount)};
}

Resource fleet(std::int64_t amount) {
    return {.id = "fleet",
            .name = "fleet",
            .amount = Decimal(amount),
            .unit = "vessel-hours/yr",
            .rate = {},
            .provenance = {},
            .note = {}};
}

ResourceUse use(const char* link, std::int64_t each, const char* commodity = "all") {
    return {.resource = "fleet",
            .link = link,
            .commodity = commodity,
            .per_tonne = Decimal(each),
            .provenance = {},
            .note = {}};
}

const AllocationLimit& limit(const CostModel& model, const AllocationQuery& query,
                             const Allocation& answer, const std::string& wanted) {
    const auto found = std::find_if(
        answer.limits.begin(), answer.limits.end(),
        [&](const AllocationLimit& each) { return name(model.network, query, each) == wanted; });
    REQUIRE(found != answer.limits.end());
    return *found;
}

bool refuted(const CostModel& model, const AllocationQuery& query, const Allocation& answer) {
    return !flow::verify(model, query, answer).holds();
}

}  // namespace

TEST_CASE("both directions of a link share its capacity, whoever uses them") {
    const CostModel model = priced("west -10- east");
    const AllocationQuery query = {
        .demands = {demand("west", "east", 8), demand("east", "west", 7)},
        .objective = AllocationObjective::most_served};
    const Allocation answer = allocate(model, query);
    CHECK(answer.certified);
    CHECK(answer.value == Approx(10.0));
    CHECK(limit(model, query, answer, "west-east").use == Approx(10.0));
    CHECK(limit(model, query, answer, "west-east").price == Approx(1.0));
}

TEST_CASE("a yard counts what passes, starts and ends there, each tonne once") {
    const CostModel model = priced("mine -inf-> yard\nyard -inf-> port\n[yard 10]");
    AllocationQuery query = {.demands = {demand("mine", "port", 6), demand("mine", "yard", 6),
                                         demand("yard", "port", 6)},
                             .objective = AllocationObjective::most_served};
    CHECK(allocate(model, query).value == Approx(10.0));
    query.objective = AllocationObjective::concurrent;
    CHECK(allocate(model, query).value == Approx(10.0 / 18.0));
}

TEST_CASE("a fleet on two routes is one limit, named with its price") {
    const CostModel model = priced("north -9-> harbour\nsouth -9-> harbour\nharbour -inf-> market");
    AllocationQuery query = {
        .demands = {demand("north", "market", 5), demand("south", "market", 5)},
        .resources = {fleet(24)},
        .resource_uses = {use("north-harbour", 4), use("south-harbour", 2)},
        .objective = AllocationObjective::most_served};
    const Allocation served = allocate(model, query);
    CHECK(served.certified);
    CHECK(served.value == Approx(5.0 + 14.0 / 4.0));
    CHECK(limit(model, query, served, "fleet").price == Approx(0.25));
    CHECK(unserved(query, served, 0) == Approx(1.5));
    CHECK(unserved(query, served, 1) == 0.0);

    query.shares = {{"fleet", 0.5}};
    CHECK(allocate(model, query).value == Approx(5.0 + 2.0 / 4.0));

    query.objective = AllocationObjective::fair;
    query.fair_between = FairBetween::origins;
    const Allocation fair = allocate(model, query);
    CHECK(fair.certified);
    CHECK(fair.value == Approx(12.0 / 30.0));
    REQUIRE(fair.groups.size() == 2);
    CHECK(fair.groups[0].name == "north");
    CHECK(fair.groups[1].share == Approx(12.0 / 30.0));
}

TEST_CASE("a route is taken while it is worth its price, and the price of a limit is the detour") {
    const CostModel model = priced("a -10/24-> b\na -inf/48-> c\nc -inf/24-> b");
    AllocationQuery query = {.demands = {demand("a", "b", 15)}};
    query.valuation = Valuation{UnitCost{2'000'000}, {}};
    const Allocation answer = allocate(model, query);
    CHECK(answer.certified);
    CHECK(answer.value == Approx(10 * 2.0 + 5 * 6.0));
    CHECK(limit(model, query, answer, "a-b").price == Approx(4.0));
    CHECK(answer.demand_price[0] == Approx(6.0));

    query.unserved_price = UnitCost{3'000'000};
    const Allocation left = allocate(model, query);
    CHECK(left.value == Approx(10 * 2.0 + 5 * 3.0));
    CHECK(unserved(query, left, 0) == Approx(5.0));
    CHECK(left.demand_price[0] == Approx(3.0));
}

TEST_CASE("one demand alone moves as much as the largest flow, at the cost of the cheapest") {
    const Dataset& data = middle_corridor_dataset();
    const CostModel model = cost_model(data).value();
    for (const char* commodity : {"containers", "grain"}) {
        INFO(commodity);
        const MaxFlow most =
            max_flow(data.network, {.from = {"xian"}, .to = {"poti_port"}, .commodity = commodity});
        AllocationQuery query = {.demands = {{.id = "all",
                                              .origin = "xian",
                                              .destination = "poti_port",
                                              .commodity = commodity,
                                              .amount = TonnesPerYear(200'000'000)}},
                                 .objective = AllocationObjective::most_served};
        const Allocation served = allocate(model, query);
        CHECK(served.certified);
        CHECK(served.value == Approx(static_cast<double>(most.value.count())).epsilon(1e-9));

        const TonnesPerYear amount(2'000'000);
        const MinCost cheapest = min_cost(
            model,
            {.from = {"xian"}, .to = {"poti_port"}, .amount = amount, .commodity = commodity});
        REQUIRE(cheapest.outcome == flow::MinCostOutcome::optimal);
        query.demands[0].amount = amount;
        query.objective = AllocationObjective::least_cost;
        const Allocation cost = allocate(model, query);
        CHECK(cost.certified);
        CHECK(cost.value == Approx(static_cast<double>(cheapest.objective) / 1e6).epsilon(1e-9));
    }
}

TEST_CASE("the check in the network's words refutes answers that are not quite right") {
    const CostModel model = priced("a -10/24-> b\na -inf/48-> c\nc -inf/24-> b\nb -inf-> d");
    const AllocationQuery query = {.demands = {demand("a", "b", 15)},
                                   .resources = {fleet(100)},
                                   .resource_uses = {use("a-c", 1)}};
    const Allocation right = allocate(model, query);
    REQUIRE_FALSE(refuted(model, query, right));

    Allocation wrong = right;
    wrong.routes[0].t_per_year += 0.1;
    CHECK(refuted(model, query, wrong));
    wrong = right;
    wrong.served[0] -= 0.1;
    CHECK(refuted(model, query, wrong));
    wrong = right;
    wrong.value *= 0.99;
    CHECK(refuted(model, query, wrong));
    wrong = right;
    wrong.lower_bound = right.value * 1.01;
    CHECK(refuted(model, query, wrong));
    wrong = right;
    for (AllocationLimit& each : wrong.limits) {
        each.price = 0.0;
    }
    CHECK(refuted(model, query, wrong));
    wrong = right;
    std::reverse(wrong.routes.back().links.begin(), wrong.routes.back().links.end());
    wrong.routes.back().links.push_back(LinkId{3});
    CHECK(refuted(model, query, wrong));
    wrong = right;
    wrong.limits.pop_back();
    CHECK(refuted(model, query, wrong));
}

TEST_CASE("faults of a query are told together, with the nearest names") {
    const CostModel model = priced("mine -5-> port");
    AllocationQuery query = {.demands = {demand("mine", "prot", 1), demand("port", "port", 1)},
                             .resources = {fleet(10), fleet(10)},
                             .resource_uses = {use("mine-prot", 1)},
                             .shares = {{"feet", 0.5}}};
    query.demands[0].commodity = "grain";
    const Diagnostics faults = check(model, query);
    CHECK(faults.error_count() == 6);
    const std::string text = render(faults);
    CHECK(text.find("did you mean port?") != std::string::npos);
    CHECK(text.find("did you mean fleet?") != std::string::npos);
    CHECK_THROWS_AS(allocate(model, query), ContractViolation);
}
