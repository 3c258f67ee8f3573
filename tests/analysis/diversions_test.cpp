#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/analysis/diversions.hpp>
#include <corridor/analysis/od_measures.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;

namespace {

AllocationQuery asked(std::int64_t amount) {
    return {.demands = {{.id = "wheat",
                         .origin = "west",
                         .destination = "east",
                         .amount = TonnesPerYear(amount)}}};
}

const Diversion& on(const std::vector<Diversion>& list, const std::string& name) {
    const auto found = std::find_if(
        list.begin(), list.end(), [&](const Diversion& each) { return each.passage.name == name; });
    REQUIRE(found != list.end());
    return *found;
}

}  // namespace

TEST_CASE("growth on the same route is no diversion, and what takes another one is") {
    const Network network =
        test::ascii_network("west -10- north\nnorth -10- east\nwest -30- south\nsouth -30- east");
    const CostModel model = cost_model(network).value();
    const AllocationQuery before_query = asked(8);
    const AllocationQuery now_query = asked(16);
    Allocation before;
    before.served = {8.0};
    before.routes = {{.demand = 0, .t_per_year = 8.0, .links = {LinkId{0}, LinkId{1}}}};
    Allocation now;
    now.served = {16.0};
    now.routes = {{.demand = 0, .t_per_year = 10.0, .links = {LinkId{0}, LinkId{1}}},
                  {.demand = 0, .t_per_year = 6.0, .links = {LinkId{2}, LinkId{3}}}};
    const std::vector<Diversion> list =
        diversions(network, {before_query, before}, {now_query, now});
    CHECK(on(list, "west-north").t_per_year == Approx(10.0));
    CHECK(on(list, "west-north").before_t_per_year == Approx(8.0));
    CHECK(on(list, "west-north").diverted_t_per_year == Approx(-6.0));
    CHECK(on(list, "west-south").diverted_t_per_year == Approx(6.0));
    const auto measures = od_measures(model, now_query, now);
    REQUIRE(measures[0].has_value());
    CHECK(measures[0]->distance_km >= 0.0);
}

TEST_CASE("cargo that was not served before is growth on whatever route it has") {
    const Network network = test::ascii_network("west -10- east");
    const AllocationQuery query = asked(5);
    Allocation before;
    before.served = {0.0};
    Allocation now;
    now.served = {5.0};
    now.routes = {{.demand = 0, .t_per_year = 5.0, .links = {LinkId{0}}}};
    const std::vector<Diversion> list = diversions(network, {query, before}, {query, now});
    CHECK(on(list, "west-east").t_per_year == Approx(5.0));
    CHECK(on(list, "west-east").diverted_t_per_year == Approx(0.0).margin(1e-12));
}
