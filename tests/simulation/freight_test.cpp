#include "simulation/small_network.hpp"
#include "support/catch.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/simulation.hpp>

#include <fmt/format.h>

#include <cmath>
#include <string>

using namespace corridor;
using corridor::test::Files;
using corridor::test::place;
using corridor::test::simulated;

namespace {

constexpr double hours_a_year = 8'760.0;

Files line(const std::string& capacities, const std::string& lot, double demand_t,
           const std::string& arrivals = "regular") {
    return {.nodes = "node_id,dwell_hours\nmine,0\nyard,2\nport,0\n",
            .links = "link_id,from_node_id,to_node_id,transit_time_hours,capacity,capacity_unit\n" +
                     capacities,
            .demand = fmt::format("demand_id,origin_node,destination_node,commodity,value,unit,"
                                  "lot_t,arrivals\nore,mine,port,ore,{:.0f},t/yr,{},{}\n",
                                  demand_t, lot, arrivals)};
}

void append(std::string& text, const simulation::Estimate& estimate) {
    text +=
        fmt::format("{} {} {} {};", estimate.mean, estimate.low, estimate.high, estimate.samples);
}

/// Every figure of an answer with all of its digits.
std::string bytes(const Simulation& answer) {
    std::string text =
        fmt::format("{} {} {};", answer.replications, answer.warm_up_days, answer.events);
    append(text, answer.throughput_t_per_year);
    append(text, answer.transit_h);
    for (const SimulatedPlace& each : answer.places) {
        append(text, each.wait_h);
        append(text, each.queue);
        append(text, each.utilisation.value_or(simulation::Estimate{}));
        append(text, each.held_back_t_per_year);
    }
    for (const SimulatedFlow& flow : answer.flows) {
        append(text, flow.transit_h);
        text += fmt::format("{} {} {} {};", flow.delivered, flow.p50_h, flow.p90_h, flow.p95_h);
    }
    for (const TracePoint& point : answer.trace) {
        text += fmt::format("{} {} {};", point.consignment, point.node, point.at_h);
    }
    return text;
}

}  // namespace

TEST_CASE("with regular arrivals and fixed times the throughput is the static maximum flow") {
    struct Case {
        double demand;
        double limit;
    };
    for (const Case& each : {Case{4e6, 1e6}, Case{5e5, 1e6}, Case{1e6, 1e6}, Case{3e6, 7.3e5}}) {
        const Files files = line(fmt::format("branch,mine,yard,5,9,Mt/yr\n"
                                             "main,yard,port,12,{:.0f},t/yr\n",
                                             each.limit),
                                 "1000", each.demand);
        const Simulation answer =
            simulated(files, {.days = 365, .warm_up_days = 20, .replications = 1});
        const double expected = std::min(each.demand, each.limit);
        constexpr double lots_of_three_places = 3'000.0;
        INFO(answer.throughput_t_per_year.mean);
        CHECK(answer.static_bound_t_per_year == Approx(expected));
        CHECK(std::abs(answer.throughput_t_per_year.mean - expected) <= lots_of_three_places);
        CHECK(answer.throughput_t_per_year.mean <= expected * (1.0 + 1e-9));
        CHECK(test::all_hold(answer));
    }
}

TEST_CASE("the demand of a fork fills both of its branches as the allocation does") {
    Files files = line(
        "upper,mine,port,30,400,kt/yr\n"
        "lower_1,mine,yard,10,250,kt/yr\nlower_2,yard,port,10,300,kt/yr\n",
        "500", 2e6);
    const Simulation answer =
        simulated(files, {.days = 365, .warm_up_days = 10, .replications = 1});
    CHECK(answer.static_bound_t_per_year == Approx(650'000.0));
    CHECK(answer.throughput_t_per_year.mean == Approx(650'000.0).margin(1'500.0));
    constexpr double lot = 500.0;
    CHECK(answer.throughput_t_per_year.mean <= 650'000.0 + lot);
    CHECK(test::all_hold(answer));
}

TEST_CASE("transit times are the sums of times where nothing waits") {
    const Simulation answer =
        simulated(line("branch,mine,yard,5,9,Mt/yr\nmain,yard,port,12,9,Mt/yr\n", "1000", 1e5),
                  {.days = 365, .warm_up_days = 10, .replications = 2});
    const SimulatedFlow& flow = answer.flows.front();
    CHECK(flow.transit_h.mean == Approx(19.0));
    CHECK(flow.p95_h == Approx(19.0));
    CHECK(flow.use_h[static_cast<std::size_t>(TimeUse::moving)] == Approx(17.0));
    CHECK(flow.use_h[static_cast<std::size_t>(TimeUse::dwelling)] == Approx(2.0));
    CHECK(flow.use_h[static_cast<std::size_t>(TimeUse::waiting)] == Approx(0.0));
}

TEST_CASE("a run with chance stays within the static bound and keeps every tonne") {
    const Files files =
        line("branch,mine,yard,5,9,Mt/yr\nmain,yard,port,12,1,Mt/yr\n", "1000", 3e6, "poisson");
    const Simulation answer =
        simulated(files, {.days = 100, .warm_up_days = 0, .replications = 40});
    CHECK(test::all_hold(answer));
    CHECK(answer.throughput_t_per_year.high <= answer.static_bound_t_per_year * (1.0 + 1e-9));
    CHECK(place(answer, "main").share_of_gap > 0.99);
}

TEST_CASE("the bytes are the same for one, two and three threads") {
    const Files files =
        test::station(1.8, "servers,service_h,service_cv,mtbf_h,mttr_h", "2,1,0.7,200,20");
    std::string first;
    for (const unsigned threads : {1U, 2U, 3U}) {
        const Simulation answer = simulated(files, {.days = 50,
                                                    .replications = 7,
                                                    .precision = 0.05,
                                                    .most_replications = 56,
                                                    .threads = threads,
                                                    .sampled_consignments = 5});
        first = threads == 1 ? bytes(answer) : first;
        CHECK(bytes(answer) == first);
        CHECK(answer.replications >= 7);
    }
}

TEST_CASE("handling that takes no time lets simultaneous arrivals through in their order") {
    Files files = test::station(1.0, "servers,service_h", "1,0", "table");
    files.more_name = "arrivals.csv";
    files.more = "demand_id,at_h,tonnes\nflow,5,100\nflow,5,100\nflow,5,50\n";
    const Simulation answer = simulated(files, {.days = 2, .warm_up_days = 0, .replications = 1});
    CHECK(answer.flows.front().delivered == 3);
    CHECK(answer.flows.front().transit_h.mean == Approx(0.0));
    CHECK(place(answer, "station").arrivals.mean * 30 == Approx(3.0));
    CHECK(test::all_hold(answer));
}

TEST_CASE("cargo for a link that is closed for ever waits there, or goes another way if it may") {
    Files files = line(
        "branch,mine,yard,5,9,Mt/yr\nmain,yard,port,12,9,Mt/yr\n"
        "detour,yard,port,40,9,Mt/yr\n",
        "1000", 1e6);
    files.more_name = "disruptions.csv";
    files.more = "disruption_id,type,affected_ids,capacity_factor\nslide,works,main,0\n";
    const SimulationOptions options{.days = 100, .warm_up_days = 10, .replications = 2};
    const Simulation stuck = simulated(files, options, {"slide"});
    CHECK(stuck.throughput_t_per_year.mean == 0.0);
    CHECK(stuck.flows.front().delivered == 0);
    CHECK(place(stuck, "main").share_of_gap == Approx(1.0));
    CHECK(test::all_hold(stuck));
    const Simulation round = simulated(files, options, {"slide"}, true);
    CHECK(round.throughput_t_per_year.mean == Approx(1e6).margin(1'000.0));
    CHECK(round.flows.front().transit_h.mean == Approx(47.0));
    CHECK(test::all_hold(round));
}

TEST_CASE("without demand nothing happens") {
    Files files = line("branch,mine,yard,5,9,Mt/yr\nmain,yard,port,12,9,Mt/yr\n", "1000", 1e6);
    files.demand.clear();
    const Simulation answer = simulated(files, {.days = 30, .replications = 3});
    CHECK(answer.throughput_t_per_year.mean == 0.0);
    CHECK(answer.static_bound_t_per_year == 0.0);
    CHECK(answer.flows.empty());
    CHECK(test::all_hold(answer));
}

TEST_CASE("a consignment that no vessel or store can take is told before anything runs") {
    Files files{.nodes = "node_id\nquay\nshore\n",
                .links =
                    "link_id,from_node_id,to_node_id,facility_type,fleet\n"
                    "ferry,quay,shore,rail_ferry,boats\n",
                .demand =
                    "demand_id,origin_node,destination_node,value,unit,lot_t\n"
                    "ore,quay,shore,1,Mt/yr,3000\n",
                .fleets = "fleet_id,vessels,payload_t\nboats,2,2500\n"};
    CHECK(test::faults_of(files).find("at most 2500 t, the payload of a vessel of 'boats'") !=
          std::string::npos);
    files.demand =
        "demand_id,origin_node,destination_node,value,unit,lot_t\n"
        "ore,quay,shore,1,Mt/yr,2000\n";
    CHECK(test::faults_of(files).empty());
    files.more_name = "disruptions.csv";
    files.more = "disruption_id,type,affected_ids,capacity_factor\nlow,climate,ferry,0.75\n";
    CHECK(test::faults_of(files, {"low"}).find("1875 t") != std::string::npos);
    files.nodes = "node_id,storage_t\nquay,1500\nshore,\n";
    CHECK(test::faults_of(files).find("storage_t of quay") != std::string::npos);
}

TEST_CASE("a ferry that goes to and fro carries what its cycle allows") {
    // 2 h to load, 10 h out, 3 h to unload, 10 h back: 25 h for 2,000 t.
    const Files files{.nodes = "node_id\nquay\nshore\n",
                      .links =
                          "link_id,from_node_id,to_node_id,directed,facility_type,"
                          "transit_time_hours,fleet\nferry,quay,shore,1,rail_ferry,10,boats\n",
                      .demand =
                          "demand_id,origin_node,destination_node,value,unit,lot_t,arrivals\n"
                          "ore,quay,shore,5,Mt/yr,1000,regular\n",
                      .fleets = "fleet_id,vessels,payload_t,load_h,unload_h\nboats,3,2000,2,3\n"};
    const Simulation answer =
        simulated(files, {.days = 1'000, .warm_up_days = 20, .replications = 1});
    const double expected = 3.0 * 2'000.0 * hours_a_year / 25.0;
    CHECK(answer.throughput_t_per_year.mean == Approx(expected).epsilon(0.002));
    CHECK(answer.fleets.front().load_factor.mean == Approx(1.0));
    CHECK(answer.fleets.front().utilisation.mean == Approx(1.0).epsilon(0.001));
    CHECK(test::all_hold(answer));
}

TEST_CASE("vessels find cargo on both shores, and low water lowers what they carry") {
    Files files{.nodes = "node_id\nquay\nshore\n",
                .links =
                    "link_id,from_node_id,to_node_id,facility_type,transit_time_hours,fleet\n"
                    "ferry,quay,shore,rail_ferry,10,boats\n",
                .demand =
                    "demand_id,origin_node,destination_node,value,unit,lot_t,arrivals\n"
                    "ore,quay,shore,5,Mt/yr,100,regular\n"
                    "coal,shore,quay,5,Mt/yr,100,regular\n",
                .fleets = "fleet_id,vessels,payload_t,load_h,unload_h\nboats,4,2000,2,3\n",
                .more_name = "disruptions.csv",
                .more =
                    "disruption_id,type,affected_ids,capacity_factor\nlow,climate,ferry,"
                    "0.75\n"};
    const SimulationOptions options{.days = 500, .warm_up_days = 20, .replications = 1};
    const double full = 4.0 * 2'000.0 * hours_a_year / 15.0;
    CHECK(simulated(files, options).throughput_t_per_year.mean == Approx(full).epsilon(0.01));
    CHECK(simulated(files, options, {"low"}).throughput_t_per_year.mean ==
          Approx(0.75 * full).epsilon(0.01));
}

TEST_CASE("weather closes a port for the share of the season that the data state") {
    Files files = line("branch,mine,yard,0,,\nmain,yard,port,0,,\n", "1000", 8.76e6);
    files.nodes = "node_id\nmine\nyard\nport\n";
    files.more_name = "disruptions.csv";
    files.more =
        "disruption_id,type,affected_ids,start,end,duration_days,frequency_per_year,"
        "capacity_factor\nstorm,weather,main,11-01,12-31,61,1,0.5\n";
    const Simulation answer =
        simulated(files, {.days = 365, .warm_up_days = 0, .replications = 60}, {"storm"});
    const SimulatedPlace& main = place(answer, "main");
    CHECK(test::all_hold(answer));
    CHECK(main.wait_h_by_month[5] == 0.0);
    // A spell of mean 48 h closes half of the season: who comes waits 24 h on average.
    CHECK(main.wait_h_by_month[10] == Approx(24.0).epsilon(0.25));
}

TEST_CASE("servers that fail are away for the share that their times say") {
    // Availability 200 / 220; at full load the throughput is in that proportion.
    const Simulation answer =
        simulated(test::station(2.0, "servers,service_h,mtbf_h,mttr_h", "1,1,200,20", "regular"),
                  {.days = 10'000, .warm_up_days = 100, .replications = 1});
    CHECK(answer.throughput_t_per_year.mean / 876'000.0 ==
          Approx(0.9090909090909091).epsilon(0.01));
}

TEST_CASE("handling begins only in opening hours") {
    const Simulation answer = simulated(
        test::station(0.5, "servers,service_h,opening_hours", "4,0.1,08:00-20:00", "regular"),
        {.days = 200, .warm_up_days = 10, .replications = 1});
    // One comes every two hours: at 20, 22, 0, 2, 4 and 6 o'clock it waits for 8 in the morning.
    CHECK(place(answer, "station").wait_h.mean ==
          Approx((12 + 10 + 8 + 6 + 4 + 2) / 12.0).epsilon(0.02));
}

TEST_CASE("an urgent commodity overtakes the others at a server") {
    Files files = test::station(0.45, "servers,service_h,service_cv", "1,1,1");
    files.demand =
        "demand_id,origin_node,destination_node,commodity,value,unit,lot_t,priority\n"
        "slow,source,sink,ore,394200,t/yr,100,0\n"
        "fast,source,sink,mail,394200,t/yr,100,3\n";
    const Simulation answer =
        simulated(files, {.days = 20'000, .warm_up_days = 100, .replications = 2});
    // Cobham: with r = 0.9 of which 0.45 urgent, 0.9 / 0.55 and 0.9 / (0.55 × 0.1) h of waiting.
    CHECK(answer.flows[1].use_h[2] == Approx(0.9 / 0.55).epsilon(0.06));
    CHECK(answer.flows[0].use_h[2] == Approx(0.9 / 0.055).epsilon(0.12));
}

TEST_CASE("a pipeline delivers its parcels a line fill later") {
    Files files = line("pipe,mine,port,30,8.76,Mt/yr\n", "1000", 1e6);
    files.links =
        "link_id,from_node_id,to_node_id,transit_time_hours,capacity,capacity_unit,"
        "facility_type,directed\npipe,mine,port,30,8.76,Mt/yr,oil_pipeline,1\n";
    const Simulation answer =
        simulated(files, {.days = 100, .warm_up_days = 10, .replications = 1});
    CHECK(answer.flows.front().transit_h.mean == Approx(31.0));
}

TEST_CASE("a year of the Middle Corridor keeps its tonnes and Little's law") {
    const Dataset& data = middle_corridor_dataset();
    std::vector<Demand> rows;
    for (const Demand& row : data.demand) {
        if (row.base_year == 2024) {
            rows.push_back(row);
        }
    }
    SimulationQuery query = simulation_query(data, rows);
    query.selection.exclude_countries = {"RUS", "IRN"};
    query.disruptions =
        disruptions_of(data.disruptions, {"d_kuryk_novdec", "d_aktau_wind"}).value();
    const CostModel model = cost_model(data).value();
    REQUIRE(check(model, query).ok());
    const Simulation answer =
        simulate(model, query, {.days = 365, .warm_up_days = 60, .replications = 2});
    for (const SimulationCheck& check : answer.checks) {
        INFO(check.name << ": " << check.detail);
        CHECK((check.holds || check.name == "every_consignment_has_a_way"));
    }
    CHECK(answer.throughput_t_per_year.mean > 0.0);
}
