#include "simulation/small_network.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <utility>

using namespace corridor;
using corridor::test::Files;
using corridor::test::place;
using corridor::test::simulated;

namespace {

const SimulationCheck& check_of(const Simulation& answer, const std::string& name) {
    return *std::find_if(answer.checks.begin(), answer.checks.end(),
                         [&](const SimulationCheck& each) { return each.name == name; });
}

/// 3 Mt a year from the mine by the branch to the yard, and by the main line to the port.
Files line(const std::string& nodes, const std::string& links) {
    return {.nodes = nodes,
            .links =
                "link_id,from_node_id,to_node_id,transit_time_hours,capacity,capacity_unit\n"
                "branch,mine,yard,5,9,Mt/yr\n" +
                links,
            .demand =
                "demand_id,origin_node,destination_node,value,unit,lot_t,arrivals\n"
                "ore,mine,port,3,Mt/yr,1000,regular\n"};
}

}  // namespace

TEST_CASE("a full yard holds cargo back on the line before it, and no tonne is lost") {
    const Simulation answer = simulated(
        line("node_id,storage_t\nmine,\nyard,4000\nport,\n", "main,yard,port,12,1,Mt/yr\n"),
        {.days = 200, .warm_up_days = 20, .replications = 1});
    CHECK(test::all_hold(answer));
    CHECK(answer.throughput_t_per_year.mean == Approx(1e6).margin(1'000.0));
    CHECK(place(answer, "main").queue.mean == Approx(4.0).margin(0.1));
    CHECK(place(answer, "branch").share_of_gap > 0.99);
}

TEST_CASE("a crane keeps what it has unloaded until there is room, and begins nothing else") {
    // An hour to unload; the main line takes the next after two, or four.
    for (const auto& [capacity, waiting] : {std::pair{"4.38", 0.5}, std::pair{"2.19", 0.75}}) {
        Files files = line("node_id,storage_t,servers,service_h\nmine,,,\nyard,0,1,1\nport,,,\n",
                           std::string("main,yard,port,12,") + capacity + ",Mt/yr\n");
        files.links.replace(files.links.find("yard,5,"), 7, "yard,0,");
        files.demand.replace(files.demand.find(",3,"), 3, ",8,");
        const Simulation answer =
            simulated(files, {.days = 365, .warm_up_days = 20, .replications = 1});
        CHECK(test::all_hold(answer));
        CHECK(answer.throughput_t_per_year.mean ==
              Approx(answer.static_bound_t_per_year).epsilon(0.001));
        CHECK(place(answer, "yard").utilisation->mean == Approx(1.0).epsilon(0.001));
        CHECK(place(answer, "main").queue.mean == Approx(waiting).epsilon(0.001));
        CHECK(place(answer, "branch").share_of_gap > 0.99);
    }
}

TEST_CASE("a quay holds no more for its ferries than its store") {
    Files files = line("node_id,storage_t\nmine,\nyard,3000\nport,\n", "");
    files.links =
        "link_id,from_node_id,to_node_id,directed,facility_type,transit_time_hours,capacity,"
        "capacity_unit,fleet\nbranch,mine,yard,0,rail,5,9,Mt/yr,\n"
        "ferry,yard,port,1,rail_ferry,10,,,boats\n";
    files.fleets = "fleet_id,vessels,payload_t,departure,headway_h\nboats,1,2000,timetable,240\n";
    const Simulation answer =
        simulated(files, {.days = 500, .warm_up_days = 50, .replications = 1});
    CHECK(test::all_hold(answer));
    CHECK(place(answer, "ferry").queue.mean == Approx(3.0).margin(0.1));
    CHECK(answer.throughput_t_per_year.mean == Approx(2'000.0 * 36.5).epsilon(0.01));
    CHECK(place(answer, "branch").share_of_gap > 0.99);
}

TEST_CASE("two full yards that wait for each other stop for ever, and are told by name") {
    const Files files{.nodes = "node_id,storage_t\nwest,1000\neast,1000\n",
                      .links =
                          "link_id,from_node_id,to_node_id,transit_time_hours,capacity,"
                          "capacity_unit\nline,west,east,10,400,kt/yr\n",
                      .demand =
                          "demand_id,origin_node,destination_node,value,unit,lot_t,arrivals\n"
                          "there,west,east,3,Mt/yr,1000,regular\n"
                          "back,east,west,3,Mt/yr,1000,regular\n"};
    const auto after = [&](double days) {
        return simulated(files, {.days = days, .warm_up_days = 0, .replications = 1});
    };
    const Simulation answer = after(100);
    const SimulationCheck& gridlock = check_of(answer, "no_gridlock");
    CHECK_FALSE(gridlock.holds);
    CHECK(gridlock.detail == "full places wait for each other: west, east");
    for (const SimulationCheck& check : answer.checks) {
        INFO(check.name << ": " << check.detail);
        CHECK((check.holds || check.name == "no_gridlock"));
    }
    const auto delivered = [](const Simulation& of) {
        return of.flows[0].delivered + of.flows[1].delivered;
    };
    CHECK(delivered(after(200)) == delivered(answer));
}

TEST_CASE("yards that are full for a while only are no gridlock") {
    Files files{.nodes = "node_id,storage_t\nwest,1000\neast,9000\nnorth,1000\n",
                .links =
                    "link_id,from_node_id,to_node_id,directed,transit_time_hours,capacity,"
                    "capacity_unit\nthere,west,east,1,10,400,kt/yr\nback,east,north,1,10,200,"
                    "kt/yr\nround,north,west,1,10,100,kt/yr\n",
                .demand =
                    "demand_id,origin_node,destination_node,value,unit,lot_t,arrivals\n"
                    "ore,west,north,3,Mt/yr,1000,regular\n"
                    "coal,east,north,100,kt/yr,1000,regular\n"};
    const Simulation answer =
        simulated(files, {.days = 300, .warm_up_days = 50, .replications = 1});
    CHECK(test::all_hold(answer));
    CHECK(answer.throughput_t_per_year.mean == Approx(200'000.0).margin(1'000.0));
}
