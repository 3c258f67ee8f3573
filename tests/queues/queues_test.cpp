#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;

namespace {

constexpr double hours_a_year = 8'760.0;
constexpr double lot_t = 100.0;

bool is_long() {
    const char* value = std::getenv("CORRIDOR_LONG");
    return value != nullptr && *value != '\0';
}

/// How a queue is run: in full the 99 % interval has to be narrow, in short it may be wide.
struct Plan {
    double consignments = 0.0;
    double rate = 1.0;
    double warm_up_days = 0.0;
    double multiple_of_h = 0.0;  ///< what the measured time is a multiple of; 0: of nothing
};

Json simulated(const TemporaryFolder& folder, const Plan& plan) {
    constexpr double short_share = 0.03;
    const int replications = is_long() ? 100 : 20;
    double days =
        plan.consignments * (is_long() ? 1.0 : short_share) / plan.rate / 24.0 / replications;
    if (plan.multiple_of_h > 0.0) {
        const double step = plan.multiple_of_h / 24.0;
        days = std::ceil(days / step) * step;
    }
    const auto run = corridor::test::run_tool(
        {"simulate", ".", "--days", fmt::format("{:.6f}", days), "--warm-up",
         fmt::format("{}", plan.warm_up_days), "--replications", fmt::format("{}", replications),
         "--confidence", is_long() ? "99%" : "99.9%", "--format", "json", "-q"},
        {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    Json answer = Json::parse(run.out);
    for (const Json& check : answer.at("checks")) {
        INFO(check.dump());
        CHECK(check.at("holds") == true);
    }
    return answer;
}

struct Interval {
    double low = 0.0;
    double high = 0.0;
};

Interval interval(const Json& pair) {
    return {pair.at(0).get<double>(), pair.at(1).get<double>()};
}

Interval estimate(const Json& document, double divisor = 1.0) {
    return {document.at("ci_low").get<double>() / divisor,
            document.at("ci_high").get<double>() / divisor};
}

/// The closed form lies in the interval, which in full is no wider than 2 % of it to either side.
void check_mean(const std::string& what, Interval found, const Json& closed_form) {
    const auto expected = closed_form.get<double>();
    const double half = (found.high - found.low) / 2.0;
    INFO(fmt::format("{}: {:.6g} to {:.6g} (± {:.2f} %), closed form {:.6g}", what, found.low,
                     found.high, 100.0 * half / expected, expected));
    CHECK(found.low <= expected);
    CHECK(expected <= found.high);
    CHECK(half <= (is_long() ? 0.02 : 0.5) * expected);
}

const Json& place(const Json& answer, const std::string& id) {
    const Json& places = answer.at("places");
    return *std::find_if(places.begin(), places.end(),
                         [&](const Json& each) { return each.at("id") == id; });
}

/// A station between a source and a sink, as files.
void write_station(const TemporaryFolder& folder, double rate, const std::string& columns,
                   const std::string& cells) {
    const std::string empty(
        static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',')) + 1, ',');
    write_text(
        folder.path() / "nodes.csv",
        fmt::format("node_id,{}\nsource{}\nstation,{}\nsink{}\n", columns, empty, cells, empty));
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id,directed\nin,source,station,1\n"
               "out,station,sink,1\n");
    write_text(folder.path() / "demand.csv",
               fmt::format("demand_id,origin_node,destination_node,value,unit,lot_t\n"
                           "flow,source,sink,{},t/yr,{}\n",
                           std::llround(rate * hours_a_year * lot_t), lot_t));
}

Json closed_forms(const char* family) {
    return Json::parse(corridor::test::read_text(corridor::test::source_dir() /
                                                 "tests/queues/closed_forms.json"))
        .at(family);
}

}  // namespace

TEST_CASE("the tool finds the waits, queues and loads of M/M/c, M/G/1 and M/D/c") {
    const Json known = closed_forms("waiting");
    for (const Json& queue : known) {
        const TemporaryFolder folder;
        const auto rate = queue.at("rate").get<double>();
        write_station(folder, rate, "servers,service_h,service_cv",
                      fmt::format("{},1,{}", queue.at("servers").get<int>(),
                                  queue.at("variation").get<double>()));
        const Json answer = simulated(
            folder,
            {.consignments = queue.at("consignments"), .rate = rate, .warm_up_days = 200.0});
        const Json& station = place(answer, "station");
        const std::string name =
            fmt::format("{} at {}", queue.at("model").get<std::string>(), rate);
        check_mean(name + ", wait", interval(station.at("wait_h_ci")), queue.at("wait"));
        check_mean(name + ", queue", interval(station.at("queue_ci")), queue.at("queue"));
        check_mean(name + ", utilisation", interval(station.at("utilisation_ci")),
                   queue.at("utilisation"));
        check_mean(name + ", wait and service", interval(answer.at("od").at(0).at("transit_h_ci")),
                   queue.at("time"));
    }
}

TEST_CASE("the tool finds what places without room turn away: M/M/c/K and Erlang B") {
    const Json known = closed_forms("loss");
    for (const Json& queue : known) {
        const TemporaryFolder folder;
        const auto rate = queue.at("rate").get<double>();
        const int servers = queue.at("servers").get<int>();
        write_station(
            folder, rate, "servers,service_h,service_cv,storage_t,when_full",
            fmt::format("{},1,1,{},turn_away", servers, lot_t * queue.at("room").get<int>()));
        const Json answer = simulated(
            folder, {.consignments = queue.at("consignments"), .rate = rate, .warm_up_days = 10.0});
        const Json& station = place(answer, "station");
        const std::string name =
            fmt::format("{} of {} at {}", queue.at("model").get<std::string>(), servers, rate);
        check_mean(name + ", turned away", interval(station.at("turned_away_ci")),
                   queue.at("turned_away"));
        check_mean(name + ", throughput",
                   estimate(answer.at("throughput_t_per_year"), hours_a_year * lot_t),
                   queue.at("throughput"));
        check_mean(name + ", wait and service", interval(answer.at("od").at(0).at("transit_h_ci")),
                   queue.at("time"));
        if (queue.contains("wait")) {
            check_mean(name + ", wait", interval(station.at("wait_h_ci")), queue.at("wait"));
            check_mean(name + ", queue", interval(station.at("queue_ci")), queue.at("queue"));
        } else {
            CHECK(station.at("wait_h_mean") == 0.0);
        }
    }
}

TEST_CASE("the tool finds how long cargo waits for ferries of a timetable") {
    const Json known = closed_forms("bulk");
    for (const Json& bulk : known) {
        const TemporaryFolder folder;
        const auto rate = bulk.at("rate").get<double>();
        const auto headway = bulk.at("headway").get<double>();
        const int capacity = bulk.at("capacity").get<int>();
        write_text(folder.path() / "nodes.csv", "node_id\nquay\nshore\n");
        write_text(folder.path() / "links.csv",
                   "link_id,from_node_id,to_node_id,directed,facility_type,fleet\n"
                   "ferry,quay,shore,1,rail_ferry,boats\n");
        write_text(folder.path() / "demand.csv",
                   fmt::format("demand_id,origin_node,destination_node,value,unit,lot_t\n"
                               "flow,quay,shore,{},t/yr,{}\n",
                               std::llround(rate * hours_a_year * lot_t), lot_t));
        write_text(folder.path() / "fleets.csv",
                   fmt::format("fleet_id,vessels,payload_t,departure,headway_h\n"
                               "boats,1,{},timetable,{}\n",
                               lot_t * capacity, headway));
        const Json answer = simulated(folder, {.consignments = bulk.at("consignments"),
                                               .rate = rate,
                                               .warm_up_days = 200.0,
                                               .multiple_of_h = headway});
        const std::string name =
            fmt::format("{} an hour, every {} h for {}", rate, headway, capacity);
        const Json& ferry = place(answer, "ferry");
        check_mean(name + ", wait", interval(ferry.at("wait_h_ci")), bulk.at("wait"));
        check_mean(name + ", waiting", interval(ferry.at("queue_ci")), bulk.at("waiting"));
        check_mean(name + ", load", estimate(answer.at("fleets").at(0).at("load_factor")),
                   bulk.at("load_factor"));
    }
}

TEST_CASE("95 % intervals of the tool cover the closed form in 93 to 97 of 100 short runs") {
    const int runs = is_long() ? 1'000 : 40;
    const TemporaryFolder folder;
    write_station(folder, 0.5, "servers,service_h,service_cv", "1,1,1");
    int covered = 0;
    for (int run = 0; run < runs; ++run) {
        const auto answer = corridor::test::run_tool(
            {"simulate", ".", "--days", "60", "--warm-up", "10", "--replications", "20", "--seed",
             fmt::format("{}", 1'000 + run), "--format", "json", "-q"},
            {.folder = folder.path()});
        REQUIRE(answer.exit_code == 0);
        const Json document = Json::parse(answer.out);
        const Interval wait = interval(place(document, "station").at("wait_h_ci"));
        covered += wait.low <= 1.0 && 1.0 <= wait.high ? 1 : 0;
    }
    INFO(covered << " of " << runs);
    // Forty runs are few: with a true coverage of 95 %, below 33 in one of 1,800 tries.
    CHECK(covered >= (is_long() ? 930 : 33));
    CHECK(covered <= (is_long() ? 970 : 40));
}
