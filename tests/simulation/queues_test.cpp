#include "simulation/small_network.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <string>

using namespace corridor;
using corridor::simulation::Estimate;
using corridor::test::place;
using corridor::test::simulated;
using corridor::test::station;

namespace {

/// The closed form lies in the 99 % interval, which is no wider than 2 % of it to either side.
void check_mean(const std::string& what, const Estimate& estimate, double expected) {
    INFO(fmt::format("{}: {:.5g} ({:.5g} to {:.5g}), closed form {:.5g}", what, estimate.mean,
                     estimate.low, estimate.high, expected));
    CHECK(estimate.low <= expected);
    CHECK(expected <= estimate.high);
    CHECK(estimate.half_width() <= 0.02 * expected);
}

SimulationOptions precise(double consignments, double rate, std::uint64_t seed = 1) {
    constexpr std::uint32_t runs = 20;
    return {.days = consignments / rate / 24.0 / runs,
            .warm_up_days = 60.0,
            .replications = runs,
            .confidence = 0.99,
            .seed = seed};
}

bool is_long() {
    const char* value = std::getenv("CORRIDOR_LONG");
    return value != nullptr && *value != '\0';
}

/// A queue of ../shared/validation/queues/reference_values.json.
struct Queue {
    const char* name;
    double rate;
    const char* cells;  ///< servers,service_h,service_cv
    double wait_h;      ///< mean wait before service
    double queue;       ///< mean number that waits
    double utilisation;
    double consignments;  ///< that make the interval narrow enough
    bool is_short;
};

}  // namespace

TEST_CASE("waiting at servers is what the closed forms say") {
    const Queue queues[] = {
        {"M/M/1 half full", 0.5, "1,1,1", 1.0, 0.5, 0.5, 8e5, true},
        {"M/D/1 half full", 0.5, "1,1,0", 0.5, 0.25, 0.5, 3e5, true},
        {"M/D/1", 0.8, "1,1,0", 2.0, 1.6, 0.8, 1.8e6, true},
        {"M/M/3", 2.4, "3,1,1", 1.0786516853932577, 2.5887640449438183, 0.8, 5e6, false},
        {"M/M/1", 0.9, "1,1,1", 9.0, 8.1, 0.9, 1.2e7, false},
        {"M/M/2", 1.8, "2,1,1", 4.2631578947368425, 7.673684210526316, 0.9, 1.2e7, false},
        {"M/M/5", 4.5, "5,1,1", 1.5249864414658716, 6.862438986596422, 0.9, 1.2e7, false},
        {"M/M/10", 9.0, "10,1,1", 0.6687315241076974, 6.018583716969276, 0.9, 1.2e7, false},
        {"M/D/1 nine tenths full", 0.9, "1,1,0", 4.5, 4.05, 0.9, 6e6, false},
        {"M/E4/1", 0.9, "1,1,0.5", 5.625, 5.0625, 0.9, 8e6, false},
        {"M/G/1 of variation 2", 0.9, "1,1,2", 22.5, 20.25, 0.9, 3e7, false},
        {"M/D/2", 1.6, "2,1,0", 0.9032838794165935, 1.4452542070665497, 0.8, 2e6, false},
        {"M/D/3", 2.7, "3,1,0", 1.3779119736231475, 3.7203623287824987, 0.9, 6e6, false},
    };
    for (const Queue& queue : queues) {
        if (!queue.is_short && !is_long()) {
            continue;
        }
        const Simulation answer =
            simulated(station(queue.rate, "servers,service_h,service_cv", queue.cells),
                      precise(queue.consignments, queue.rate));
        const SimulatedPlace& at = place(answer, "station");
        check_mean(fmt::format("{}, wait", queue.name), at.wait_h, queue.wait_h);
        check_mean(fmt::format("{}, queue", queue.name), at.queue, queue.queue);
        check_mean(fmt::format("{}, utilisation", queue.name), *at.utilisation, queue.utilisation);
        CHECK(test::all_hold(answer));
    }
}

TEST_CASE("a place without room turns away as many as the closed forms say") {
    struct Loss {
        const char* name;
        double rate;
        const char* cells;  ///< servers, service_h, service_cv, storage_t, when_full
        double turned_away;
        double wait_h;
        double throughput;  ///< an hour
        double consignments;
        bool is_short;
    };
    const Loss places[] = {
        {"M/M/2/6", 1.8, "2,1,1,400,turn_away", 0.11266430091301077, 0.788211458838539,
         1.5972042583565806, 2.4e6, true},
        {"M/M/2/5", 3.0, "2,1,1,300,turn_away", 0.37442218798151, 0.9532019704433496,
         1.8767334360554702, 1e6, false},
        {"M/M/1/10", 0.9, "1,1,1,900,turn_away", 0.050813731327412404, 3.6466006721237054,
         0.8542676418053289, 5e6, false},
        {"Erlang B, 1 server", 0.5, "1,1,1,0,turn_away", 1.0 / 3.0, 0.0, 0.5 * 2.0 / 3.0, 2e5,
         true},
        {"Erlang B, 2 servers", 1.0, "2,1,1,0,turn_away", 0.2, 0.0, 0.8, 2e5, true},
        {"Erlang B, 5 servers", 3.0, "5,1,1,0,turn_away", 0.11005434782608696, 0.0,
         3.0 * (1 - 0.11005434782608696), 1e6, false},
        {"Erlang B, 10 servers", 10.0, "10,1,1,0,turn_away", 0.21458234310734736, 0.0,
         10.0 * (1 - 0.21458234310734736), 1e6, false},
        {"Erlang B, 20 servers", 15.0, "20,1,1,0,turn_away", 0.04559321558981184, 0.0,
         15.0 * (1 - 0.04559321558981184), 8e6, false},
        {"Erlang B, 100 servers", 100.0, "100,1,1,0,turn_away", 0.07570045271086097, 0.0,
         100.0 * (1 - 0.07570045271086097), 2e7, false},
    };
    for (const Loss& loss : places) {
        if (!loss.is_short && !is_long()) {
            continue;
        }
        const Simulation answer = simulated(
            station(loss.rate, "servers,service_h,service_cv,storage_t,when_full", loss.cells),
            precise(loss.consignments, loss.rate));
        const SimulatedPlace& at = place(answer, "station");
        check_mean(fmt::format("{}, turned away", loss.name), at.turned_away_share,
                   loss.turned_away);
        if (loss.wait_h > 0.0) {
            check_mean(fmt::format("{}, wait", loss.name), at.wait_h, loss.wait_h);
        }
        check_mean(fmt::format("{}, throughput", loss.name), answer.throughput_t_per_year,
                   loss.throughput * 8'760.0 * 100.0);
        CHECK(test::all_hold(answer));
    }
}

TEST_CASE("cargo for ferries of a timetable waits as the closed form of bulk service says") {
    struct Bulk {
        double rate;
        double headway_h;
        int capacity;
        double wait_h;
        double waiting;
        double consignments;
        bool is_short;
    };
    const Bulk ferries[] = {
        {1, 10, 100, 5.0, 5.0, 2e5, true},
        {1, 10, 12, 6.197090432800359, 6.197090432800359, 8e5, true},
        {1, 10, 11, 8.509764574505507, 8.509764574505507, 6e6, false},
        {4, 12, 54, 6.332823864559443, 25.331295458237772, 2e6, false},
        {2, 24, 50, 16.284245488760128, 32.568490977520256, 2e7, false},
    };
    for (const Bulk& bulk : ferries) {
        if (!bulk.is_short && !is_long()) {
            continue;
        }
        const test::Files files{
            .nodes = "node_id\nquay\nshore\n",
            .links =
                "link_id,from_node_id,to_node_id,directed,facility_type,fleet\n"
                "ferry,quay,shore,1,rail_ferry,boats\n",
            .demand = fmt::format("demand_id,origin_node,destination_node,value,unit,lot_t\n"
                                  "flow,quay,shore,{},t/yr,100\n",
                                  std::llround(bulk.rate * 876'000.0)),
            .fleets = fmt::format("fleet_id,vessels,payload_t,departure,headway_h\n"
                                  "boats,1,{},timetable,{}\n",
                                  100 * bulk.capacity, bulk.headway_h)};
        SimulationOptions options = precise(bulk.consignments, bulk.rate);
        // Whole intervals, so that each part of one weighs alike.
        const double interval_days = bulk.headway_h / 24.0;
        options.days = std::round(options.days / interval_days) * interval_days;
        const Simulation answer = simulated(files, options);
        const SimulatedPlace& at = place(answer, "ferry");
        const std::string name =
            fmt::format("{} an hour, every {} h for {}", bulk.rate, bulk.headway_h, bulk.capacity);
        check_mean(name + ", wait", at.wait_h, bulk.wait_h);
        check_mean(name + ", waiting", at.queue, bulk.waiting);
        CHECK(test::all_hold(answer));
    }
}

TEST_CASE("95 % intervals cover the closed form in 93 to 97 of 100 short runs") {
    constexpr int runs = 1'000;
    int covered = 0;
    const test::Files files = station(0.5, "servers,service_h,service_cv", "1,1,1");
    for (int run = 0; run < runs; ++run) {
        const Simulation answer =
            simulated(files, {.days = is_long() ? 400.0 : 40.0,
                              .warm_up_days = 4.0,
                              .replications = 20,
                              .seed = static_cast<std::uint64_t>(run) + 1'000});
        const Estimate& wait = place(answer, "station").wait_h;
        covered += wait.low <= 1.0 && 1.0 <= wait.high ? 1 : 0;
    }
    CHECK(covered >= 930);
    CHECK(covered <= 970);
}

TEST_CASE("one long run gives intervals from the means of its parts") {
    const Simulation answer =
        simulated(station(0.5, "servers,service_h,service_cv", "1,1,1"),
                  {.days = 20'000.0, .warm_up_days = 20.0, .replications = 1});
    const SimulatedPlace& at = place(answer, "station");
    CHECK(at.wait_h.samples == 30);
    CHECK(at.wait_h.low <= 1.0);
    CHECK(at.wait_h.high >= 1.0);
    CHECK(at.wait_h.half_width() < 0.03);
}
