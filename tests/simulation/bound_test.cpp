#include "simulation/small_network.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>

using namespace corridor;
using corridor::test::Files;
using corridor::test::simulated;

namespace {

constexpr double lot_t = 500.0;

/// Places in a row with random lines forward, each of its own capacity and time; some places have
/// a throughput of their own.
Files random_network(std::mt19937_64& random, int places) {
    const auto below = [&](std::uint64_t count) { return random() % count; };
    Files files{.nodes = "node_id,dwell_hours,capacity_mt_per_year\n",
                .links =
                    "link_id,from_node_id,to_node_id,directed,transit_time_hours,capacity,"
                    "capacity_unit\n",
                .demand = ""};
    for (int i = 0; i < places; ++i) {
        const bool limited = i > 0 && i + 1 < places && below(3) == 0;
        files.nodes += fmt::format("p{},{},{}\n", i, below(6),
                                   limited ? fmt::format("0.{:02}", 20 + below(80)) : "");
    }
    int links = 0;
    for (int from = 0; from < places; ++from) {
        for (int to = from + 1; to < places && to <= from + 3; ++to) {
            if (to == from + 1 || below(2) == 0) {
                files.links += fmt::format("l{},p{},p{},1,{},{},kt/yr\n", links++, from, to,
                                           1 + below(30), 50 + below(500));
            }
        }
    }
    return files;
}

void ask(Files& files, int places, std::int64_t tonnes, const char* arrivals) {
    files.demand = fmt::format(
        "demand_id,origin_node,destination_node,value,unit,lot_t,arrivals\n"
        "ore,p0,p{},{},t/yr,{},{}\n",
        places - 1, tonnes, lot_t, arrivals);
}

}  // namespace

TEST_CASE("what the corridor can carry comes through, but for a lot at each place") {
    std::mt19937_64 random(20);
    for (int network = 0; network < 60; ++network) {
        const int places = 4 + static_cast<int>(random() % 5);
        Files files = random_network(random, places);
        ask(files, places, 9'000'000, "regular");
        const double bound = simulated(files, {.days = 1, .warm_up_days = 0, .replications = 1})
                                 .static_bound_t_per_year;
        ask(files, places, static_cast<std::int64_t>(std::floor(bound)), "regular");
        const Simulation answer =
            simulated(files, {.days = 365, .warm_up_days = 60, .replications = 1});
        const double missing = bound - answer.throughput_t_per_year.mean;
        INFO(files.nodes << files.links << files.demand << "bound " << bound << ", missing "
                         << missing);
        CHECK(missing <= lot_t * static_cast<double>(answer.places.size()));
        CHECK(missing >= -lot_t);
        CHECK(test::all_hold(answer));
    }
}

TEST_CASE("no run passes the bound, whatever is offered and however it comes") {
    std::mt19937_64 random(21);
    for (int network = 0; network < 60; ++network) {
        const int places = 4 + static_cast<int>(random() % 5);
        Files files = random_network(random, places);
        ask(files, places, 50'000 + static_cast<std::int64_t>(random() % 2'000'000), "poisson");
        const Simulation answer =
            simulated(files, {.days = 100, .warm_up_days = 0, .replications = 8});
        INFO(files.nodes << files.links << files.demand);
        CHECK(test::all_hold(answer));
    }
}
