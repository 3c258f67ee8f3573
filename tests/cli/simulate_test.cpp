#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

using corridor::test::run_tool;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;

/// One crane that loads a consignment an hour, half of the time busy.
void write_port(const TemporaryFolder& folder, const std::string& demand = "438000") {
    write_text(folder.path() / "nodes.csv",
               "node_id,servers,service_h,service_cv\nmine,,,\ncrane,1,1,1\nship,,,\n");
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id\nin,mine,crane\nout,crane,ship\n");
    write_text(folder.path() / "demand.csv",
               "demand_id,origin_node,destination_node,value,unit,lot_t\nore,mine,ship," + demand +
                   ",t/yr,100\n");
}

Json simulated(const TemporaryFolder& folder, const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"simulate", ".", "--format", "json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto run = run_tool(arguments, {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    Json document = Json::parse(run.out);
    document.erase("solve_seconds");
    return document;
}

}  // namespace

TEST_CASE("a crane that is half busy lets cargo wait for an hour") {
    const TemporaryFolder folder;
    write_port(folder);
    const Json answer = simulated(folder, {"--days", "5000", "--warm-up", "20", "--replications",
                                           "10", "--confidence", "99%"});
    const Json& crane = answer.at("places").at(0);
    CHECK(crane.at("id") == "crane");
    CHECK(crane.at("wait_h_ci").at(0).get<double>() <= 1.0);
    CHECK(crane.at("wait_h_ci").at(1).get<double>() >= 1.0);
    CHECK(std::abs(crane.at("queue_mean").get<double>() - 0.5) < 0.02);
    CHECK(std::abs(crane.at("utilisation").get<double>() - 0.5) < 0.01);
    CHECK(answer.at("static_bound_t_per_year") == 438000.0);
    for (const Json& check : answer.at("checks")) {
        CHECK(check.at("holds") == true);
    }
}

TEST_CASE(
    "a simulation prints the same for one, two and three threads, and another for another seed") {
    const TemporaryFolder folder;
    write_port(folder);
    const Json one = simulated(folder, {"--threads", "1", "--replications", "5"});
    CHECK(simulated(folder, {"--threads", "2", "--replications", "5"}) == one);
    CHECK(simulated(folder, {"--threads", "3", "--replications", "5"}) == one);
    CHECK(simulated(folder, {"--seed", "2", "--replications", "5"}) != one);
}

TEST_CASE("replications go on until the precision that is asked for, or say that they did not") {
    const TemporaryFolder folder;
    write_port(folder);
    const Json answer = simulated(folder, {"--ci", "2%", "--days", "100"});
    CHECK(answer.at("complete") == true);
    const Json& transit = answer.at("transit_h");
    const double half =
        (transit.at("ci_high").get<double>() - transit.at("ci_low").get<double>()) / 2;
    CHECK(half <= 0.02 * transit.at("mean").get<double>());
    const auto short_of_it =
        run_tool({"simulate", ".", "--ci", "0.01%", "--days", "0.5", "--warm-up", "0", "-q"},
                 {.folder = folder.path()});
    CHECK(short_of_it.exit_code == 5);
}

TEST_CASE("tables and a page of charts are written where --out says, the same bytes each time") {
    const TemporaryFolder folder;
    write_port(folder);
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id,length_km,transit_time_hours\n"
               "in,mine,crane,100,5\nout,crane,ship,<300,10\n");
    CHECK(run_tool({"simulate", ".", "--out", "runs"}, {.folder = folder.path()}).exit_code == 3);
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id,length_km,transit_time_hours\n"
               "in,mine,crane,100,5\nout<b>,crane,ship,300,10\n");
    const std::vector<std::string> files = {"od.csv", "places.csv", "trace.csv", "result.json",
                                            "report.html"};
    const auto made = [&](const std::string& into) {
        const auto run =
            run_tool({"simulate", ".", "--replications", "5", "--warm-up", "20", "--out", into},
                     {.folder = folder.path()});
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        std::vector<std::string> texts;
        for (const std::string& file : files) {
            texts.push_back(corridor::test::read_text(folder.path() / into / file));
        }
        return texts;
    };
    const std::vector<std::string> texts = made("first");
    CHECK(made("second") == texts);
    const std::string& page = texts.back();
    for (const char* part : {"Transit times in days", "Where cargo waits", "Sampled consignments",
                             "as CAREC measures them", "holds: ", "crane"}) {
        INFO(part);
        CHECK(page.find(part) != std::string::npos);
    }
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find("http:") == std::string::npos);
    CHECK(page.find("https:") == std::string::npos);
    const Json flow = Json::parse(texts[3]).at("od").at(0);
    const Json& carec = flow.at("carec");
    CHECK(carec.at("distance_km") == 400.0);
    CHECK(std::abs(carec.at("swod_km_per_h").get<double>() - 400.0 / 15.0) < 1e-5);
    CHECK(std::abs(carec.at("swd_km_per_h").get<double>() -
                   400.0 / flow.at("transit_h_mean").get<double>()) < 1e-3);
    CHECK(carec.at("tfi1_border_h_with_delay").is_null());
}

TEST_CASE("delay at a border is what CAREC measures beyond its handling") {
    const TemporaryFolder folder;
    write_text(folder.path() / "nodes.csv", "node_id,country\nhere,KAZ\nthere,UZB\n");
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id,facility_type,length_km,transit_time_hours,servers,"
               "service_h,service_cv\nborder,here,there,border_crossing,1,4,1,1,1\n");
    write_text(folder.path() / "demand.csv",
               "demand_id,origin_node,destination_node,value,unit,lot_t\n"
               "ore,here,there,438000,t/yr,100\n");
    const Json answer =
        simulated(folder, {"--days", "5000", "--warm-up", "20", "--replications", "10"});
    const Json& carec = answer.at("od").at(0).at("carec");
    const auto without = carec.at("tfi1_border_h_without_delay").get<double>();
    const auto with = carec.at("tfi1_border_h_with_delay").get<double>();
    CHECK(without > 1.0);
    CHECK(std::abs(with - without - 1.0) < 0.05);
}

TEST_CASE("what cannot be simulated is told") {
    const TemporaryFolder folder;
    write_port(folder);
    const auto unknown =
        run_tool({"simulate", ".", "--disruption", "strom"}, {.folder = folder.path()});
    CHECK(unknown.exit_code == 3);
    CHECK(unknown.err.find("--disruption: expected the id of a disruption, got 'strom'") !=
          std::string::npos);
    const auto option = run_tool({"simulate", ".", "--days", "many"}, {.folder = folder.path()});
    CHECK(option.exit_code == 2);
    write_text(folder.path() / "nodes.csv",
               "node_id,opening_hours\nmine,\ncrane,from eight\nship,\n");
    const auto hours = run_tool({"simulate", "."}, {.folder = folder.path()});
    CHECK(hours.exit_code == 3);
    CHECK(hours.err.find("nodes.csv:3:7: opening_hours: expected hours of the day such as "
                         "08:00-20:00") != std::string::npos);
}
