#include "support/catch.hpp"

#include <corridor/flow/allocation.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;

namespace {

using flow::AllocationObjective;

AllocationDemand demand(const char* from, const char* to, std::int64_t amount) {
    return {.id = std::string(from) + " to " + to,
            .origin = from,
            .destination = to,
            .commodity = "grain",
            .amount = TonnesPerYear(amount)};
}

EquipmentType wagon(const char* capacity_share = "1") {
    return {.id = "wagon",
            .name = "Wagons",
            .tonnes_per_unit = Decimal(50),
            .commodities = {"grain"},
            .modes = {Mode::rail},
            .empty_usd_per_km = Decimal(1),
            .empty_tariff_share = Decimal(1),
            .empty_capacity_share = parse_decimal(capacity_share).value(),
            .provenance = {},
            .note = {}};
}

CostModel railway() {
    const auto data = parse_dataset(std::vector<io::NamedText>{
        {"nodes.csv", "node_id\neast\nwest\n"},
        {"links.csv",
         "link_id,from_node_id,to_node_id,capacity,capacity_unit,length_km,commodities\n"
         "track,east,west,1000,t/yr,100,grain\n"}});
    return cost_model(data.value()).value();
}

double empties(const Allocation& answer) {
    double sum = 0.0;
    for (const EmptyRoute& route : answer.empties) {
        sum += route.units_per_year;
    }
    return sum;
}

}  // namespace

TEST_CASE("on a railway that wagons come back on, half of it is for empties") {
    const CostModel model = railway();
    AllocationQuery query = {.demands = {demand("east", "west", 800)},
                             .objective = AllocationObjective::most_served,
                             .equipment = {wagon()}};
    const Allocation answer = allocate(model, query);
    CHECK(answer.certified);
    CHECK(answer.value == Approx(500.0));
    CHECK(empties(answer) == Approx(10.0));
    CHECK(answer.limits.at(0).use == Approx(1000.0));
    REQUIRE(answer.balances.size() == 2);

    query.equipment = {wagon("0.5")};
    CHECK(allocate(model, query).value == Approx(1000.0 / 1.5));
    query.equipment.clear();
    CHECK(allocate(model, query).value == Approx(800.0));
}

TEST_CASE("grain for the east fills the wagons that came west") {
    const CostModel model = railway();
    const AllocationQuery query = {
        .demands = {demand("east", "west", 400), demand("west", "east", 400)},
        .equipment = {wagon()}};
    const Allocation answer = allocate(model, query);
    CHECK(answer.certified);
    CHECK(answer.empties.empty());
    CHECK(unserved(query, answer, 0) == 0.0);
}

TEST_CASE("empty wagons do not come back on a track that takes none of what they hold") {
    for (const char* back : {"metals", "metals;grain"}) {
        const auto data = parse_dataset(std::vector<io::NamedText>{
            {"nodes.csv", "node_id\neast\nwest\n"},
            {"links.csv", std::string("link_id,from_node_id,to_node_id,directed,commodities\n"
                                      "there,east,west,1,grain\nback,west,east,1,") +
                              back + "\n"}});
        const CostModel model = cost_model(data.value()).value();
        const AllocationQuery query = {.demands = {demand("east", "west", 800)},
                                       .objective = AllocationObjective::most_served,
                                       .equipment = {wagon()}};
        Allocation answer = allocate(model, query);
        CHECK(answer.certified);
        const bool takes_grain = std::string(back) != "metals";
        CHECK(answer.value == Approx(takes_grain ? 800.0 : 0.0));
    }
}

TEST_CASE("an answer whose wagons stay away is refuted in the network's own words") {
    const CostModel model = railway();
    const AllocationQuery query = {.demands = {demand("east", "west", 400)},
                                   .equipment = {wagon()}};
    Allocation answer = allocate(model, query);
    REQUIRE(answer.certified);
    answer.empties.clear();
    const auto verdict = flow::verify(model, query, answer);
    REQUIRE(!verdict.holds());
    CHECK(std::any_of(
        verdict.violations.begin(), verdict.violations.end(),
        [](const std::string& each) { return each.find("lacks") != std::string::npos; }));
}

TEST_CASE("a kind of wagon that holds nothing, or two for the same grain, are faults") {
    const CostModel model = railway();
    AllocationQuery query = {.demands = {demand("east", "west", 400)}, .equipment = {wagon()}};
    query.equipment.push_back(wagon());
    CHECK(!check(model, query).ok());
    query.equipment = {wagon()};
    query.equipment[0].tonnes_per_unit = Decimal(0);
    CHECK(!check(model, query).ok());
}

TEST_CASE("on the reference network boxes and wagons come back, certified for every objective") {
    const Dataset& data = middle_corridor_dataset();
    const CostModel model = cost_model(data).value();
    AllocationQuery query = {.demands = base_year_demands(data.demand, 2024),
                             .resources = data.resources,
                             .resource_uses = data.resource_uses,
                             .equipment = data.equipment};
    REQUIRE(check(model, query).ok());
    REQUIRE(data.equipment.size() == 3);
    for (const auto objective : {AllocationObjective::least_cost, AllocationObjective::most_served,
                                 AllocationObjective::fair}) {
        INFO(static_cast<int>(objective));
        query.objective = objective;
        const Allocation answer = allocate(model, query);
        CHECK(answer.certified);
        CHECK(!answer.empties.empty());
    }
}
