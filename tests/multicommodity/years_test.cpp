#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/allocation_waits.hpp>
#include <corridor/flow/allocation_years.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <string>
#include <vector>

using namespace corridor;

namespace {

CostModel priced(const char* text) {
    return cost_model(test::ascii_network(text)).value();
}

AllocationDemand demand(const char* from, const char* to, std::int64_t amount) {
    return {.id = std::string(from) + " to " + to,
            .origin = from,
            .destination = to,
            .amount = TonnesPerYear(amount)};
}

std::string awaited(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
                    const Wait& wait) {
    std::string names;
    for (const AwaitedLimit& each : wait.limits) {
        names +=
            (names.empty() ? "" : ", ") + name(model.network, query, answer.limits[each.limit]);
    }
    return names;
}

}  // namespace

TEST_CASE("a year that follows another finds what it would find alone") {
    const Dataset& data = middle_corridor_dataset();
    std::vector<AllocationYear> years;
    for (int year = 2024; year <= 2036; ++year) {
        AllocationQuery query{.demands = base_year_demands(data.demand, 2024),
                              .resources = data.resources,
                              .resource_uses = data.resource_uses,
                              .shares = {{"caspian_ferries", year < 2030 ? 1.0 : 0.75}},
                              .selection = {.year = year, .exclude_links = {"ocean_*"}}};
        for (AllocationDemand& each : query.demands) {
            each.amount = TonnesPerYear(each.amount.count() * (100 + 12 * (year - 2024)) / 100);
        }
        CostModel model = cost_model(data).value();
        if (year >= 2033) {
            model.link.front().carriage.micro_usd_per_t += 1'000'000;
        }
        years.push_back({std::move(model), std::move(query)});
    }
    const std::vector<Allocation> answers = allocate_years(years);
    REQUIRE(answers.size() == years.size());
    for (std::size_t i = 0; i < years.size(); ++i) {
        const Allocation alone = allocate(years[i].model, years[i].query);
        CAPTURE(years[i].query.selection.year);
        CHECK(answers[i].certified);
        CHECK(answers[i].value == Approx(alone.value).epsilon(1e-9));
        CHECK(answers[i].limits.size() == alone.limits.size());
        CHECK(flow::verify(years[i].model, years[i].query, answers[i]).holds());
    }
    CHECK(waits(years.front().model, years.front().query, answers.front()).empty());
    CHECK_FALSE(waits(years.back().model, years.back().query, answers.back()).empty());
}

TEST_CASE("a way that closes for a year leaves its cargo behind in that year only") {
    const CostModel model = priced("west -10- east");
    const AllocationQuery open = {.demands = {demand("west", "east", 8)}};
    AllocationQuery closed = open;
    closed.selection.exclude_links = {"west-east"};
    const std::vector<AllocationYear> years = {{model, open}, {model, closed}, {model, open}};
    const std::vector<Allocation> answers = allocate_years(years);
    CHECK(answers[0].served[0] == Approx(8.0));
    CHECK(answers[1].served[0] == Approx(0.0).margin(1e-9));
    CHECK(answers[2].served[0] == Approx(8.0));
    for (const Allocation& answer : answers) {
        CHECK(answer.certified);
    }
    CHECK(answers[1].limits.empty());
    const std::vector<Wait> left = waits(model, closed, answers[1]);
    REQUIRE(left.size() == 1);
    CHECK(left[0].reason == Wait::Reason::no_route);
    CHECK(left[0].unserved_t_per_year == Approx(8.0));
}

TEST_CASE("what stays behind names the limit it waits for, with its price") {
    const CostModel model = priced("mine -10- yard\nyard -25- port\nyard -inf- mill");
    const AllocationQuery query = {
        .demands = {demand("mine", "port", 15), demand("mill", "port", 9)},
        .unserved_price = {1'000'000'000}};
    const Allocation answer = allocate(model, query);
    const std::vector<Wait> left = waits(model, query, answer);
    REQUIRE(left.size() == 1);
    CHECK(left[0].demand == 0);
    CHECK(left[0].unserved_t_per_year == Approx(5.0));
    CHECK(left[0].reason == Wait::Reason::limits);
    CHECK(awaited(model, query, answer, left[0]) == "mine-yard");
    const double price = answer.limits[left[0].limits[0].limit].price;
    CHECK(price > 0.0);
    CHECK(price <= 1000.0);
}

TEST_CASE("where any of two ways would do, what stays behind waits for both") {
    const CostModel model =
        priced("mine -10- north\nnorth -inf- port\nmine -20- south\nsouth -inf- port");
    const AllocationQuery query = {.demands = {demand("mine", "port", 50)}};
    const Allocation answer = allocate(model, query);
    const std::vector<Wait> left = waits(model, query, answer);
    REQUIRE(left.size() == 1);
    CHECK(left[0].unserved_t_per_year == Approx(20.0));
    REQUIRE(left[0].limits.size() == 2);
    const std::string names = awaited(model, query, answer, left[0]);
    CHECK(names.find("mine-north") != std::string::npos);
    CHECK(names.find("mine-south") != std::string::npos);
}

TEST_CASE("cargo whose way costs more than leaving it waits for no limit") {
    const CostModel model = priced("west -10- east");
    AllocationQuery query = {.demands = {demand("west", "east", 8)}};
    query.unserved_price = {1};
    CostModel dear = model;
    dear.link.front().carriage.micro_usd_per_t = 5'000'000;
    const Allocation answer = allocate(dear, query);
    const std::vector<Wait> left = waits(dear, query, answer);
    REQUIRE(left.size() == 1);
    CHECK(left[0].reason == Wait::Reason::cost);
    CHECK(left[0].limits.empty());
}

TEST_CASE("a year that cannot be asked about is refused") {
    const CostModel model = priced("west -10- east");
    const std::vector<AllocationYear> years = {{model, {.demands = {demand("west", "west", 1)}}}};
    CHECK_THROWS_AS(allocate_years(years), ContractViolation);
}
