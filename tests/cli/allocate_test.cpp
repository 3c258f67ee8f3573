#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace {

using corridor::test::run_tool;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;

/// Okamura & Seymour's K2,3 as an SNDlib network: one unit on each link and of each demand.
const std::string sndlib =
    "?SNDlib native format; type: network; version: 1.0\n"
    "NODES (\n a ( 0 0 )\n b ( 0 1 )\n 1\n 2\n 3\n)\n"
    "LINKS (\n a1 ( a 1 ) 1 0 0 0 ( )\n a2 ( a 2 ) 1 0 0 0 ( )\n a3 ( a 3 ) 0 0 0 0 ( 1 9 )\n"
    " b1 ( b 1 ) 1 0 0 0 ( )\n b2 ( b 2 ) 1 0 0 0 ( )\n b3 ( b 3 ) 0 0 0 0 ( 1 9 0.5 3 )\n)\n"
    "DEMANDS (\n ab ( a b ) 1 1 UNLIMITED\n d12 ( 1 2 ) 1 1 UNLIMITED\n"
    " d23 ( 2 3 ) 1 1 UNLIMITED\n d13 ( 1 3 ) 1 1 UNLIMITED\n)\n";

/// One link of 4 for 6 that want it, and a dear way round of 1.
const std::string mcnf =
    "c kind=mincost pen=100\np mmcf 3 3 1\na 1 3 4 10 1\na 1 2 1 20 2\na 2 3 1 20 3\n"
    "d 1 3 6\n";

Json allocate(const std::string& name, const std::string& problem,
              std::vector<std::string> options = {}) {
    const TemporaryFolder folder;
    write_text(folder.path() / name, problem);
    std::vector<std::string> arguments = {"allocate", name, "--format", "json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto run = run_tool(arguments, {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return Json::parse(run.out);
}

}  // namespace

TEST_CASE("three quarters of the demands of K2,3 fit at once, proved") {
    const Json answer = allocate("k23.txt", sndlib);
    CHECK(answer["schema"] == "corridor/allocate/1");
    CHECK(answer["objective"] == "concurrent");
    CHECK(answer["measure"] == "concurrent_flow");
    CHECK(answer["value"].get<double>() == Approx(0.75).epsilon(1e-12));
    CHECK(answer["congestion"].get<double>() == Approx(4.0 / 3.0).epsilon(1e-12));
    CHECK(answer["certified"] == true);
    CHECK(answer["gap"].get<double>() < 1e-9);
    CHECK(answer["commodities"].size() == 4);
    CHECK(answer["links"].size() == 6);
    CHECK(answer["resources"].empty());
    CHECK(answer["solve_seconds"].is_number());
}

TEST_CASE("a .mcnf file says itself what it asks for, and options say otherwise") {
    const Json cheapest = allocate("p.mcnf", mcnf);
    CHECK(cheapest["objective"] == "cost");
    CHECK(cheapest["value"].get<double>() == Approx(40 + 40 + 100));
    CHECK(cheapest["links"][0]["price"].get<double>() == Approx(90));
    CHECK(cheapest["commodities"][0]["unserved"].get<double>() == Approx(1));
    CHECK(allocate("p.mcnf", mcnf, {"--unserved-cost", "30"})["value"].get<double>() ==
          Approx(40 + 60));
    CHECK(allocate("p.mcnf", mcnf, {"--objective", "served"})["value"].get<double>() == Approx(5));
    const Json together = allocate("p.mcnf", mcnf, {"--objective", "concurrent"});
    CHECK(together["value"].get<double>() == Approx(5.0 / 6.0));
    const Json fair = allocate("p.mcnf", mcnf, {"--objective", "fair"});
    CHECK(fair["value"].get<double>() == Approx(5.0 / 6.0));
    CHECK(fair["groups"][0]["group"] == "1");
}

TEST_CASE("where a .mcnf file asks for the concurrent flow, the value is the fullest link's use") {
    std::string problem = mcnf;
    problem.replace(0, problem.find('\n'), "c kind=concurrent pen=None");
    const Json answer = allocate("p.mcnf", problem);
    CHECK(answer["measure"] == "congestion");
    CHECK(answer["value"].get<double>() == Approx(6.0 / 5.0));
    CHECK(answer["concurrent_flow"].get<double>() == Approx(5.0 / 6.0));
    CHECK(answer["lower_bound"].get<double>() <= answer["upper_bound"].get<double>());
}

TEST_CASE("people see the value, what binds, and who is left waiting") {
    const TemporaryFolder folder;
    write_text(folder.path() / "p.mcnf", mcnf);
    const auto run = run_tool({"allocate", "p.mcnf"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("180  total cost, what is not served included") != std::string::npos);
    CHECK(run.out.find("limit that binds") != std::string::npos);
    CHECK(run.out.find("not served in full") != std::string::npos);
    CHECK(run.out.find("certified 1/1") != std::string::npos);
    const auto csv = run_tool({"allocate", "p.mcnf", "--format", "csv"}, {.folder = folder.path()});
    CHECK(csv.out ==
          "demand_id,origin,destination,amount,served,unserved,price\n"
          "d1,1,3,6,5,1,100\n");
}

TEST_CASE("least cost needs a price of what is not served") {
    const TemporaryFolder folder;
    write_text(folder.path() / "k23.txt", sndlib);
    const auto run =
        run_tool({"allocate", "k23.txt", "--objective", "cost"}, {.folder = folder.path()});
    CHECK(run.exit_code == 2);
    CHECK(run.out.empty());
    CHECK(run.err.find("--unserved-cost") != std::string::npos);
}

TEST_CASE("the base year of the reference network is served in full, whoever is asked first") {
    for (const char* objective : {"cost", "served", "fair"}) {
        INFO(objective);
        const auto run = run_tool(
            {"allocate", "--base-year", "2024", "--objective", objective, "--format", "json"});
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        const Json answer = Json::parse(run.out);
        CHECK(answer["schema"] == "corridor/allocate/1");
        CHECK(answer["objective"] == objective);
        CHECK(answer["certified"] == true);
        CHECK(answer["lower_bound"].get<double>() ==
              Approx(answer["upper_bound"].get<double>()).epsilon(1e-7));
        CHECK(answer["commodities"].size() == 23);
        for (const Json& demand : answer["commodities"]) {
            CHECK(demand["unserved"] == 0.0);
            CHECK_FALSE(demand["routes"].empty());
        }
        CHECK(answer["solve_seconds"].is_number());
        REQUIRE(answer["resources"].size() == 9);
        CHECK(answer["resources"][0]["resource_id"] == "caspian_ferries");
        CHECK(answer["resources"][0]["capacity"] == 25 * 8760.0);
        CHECK(answer["resources"][0]["unit"] == "vessel-hours/yr");
        CHECK(answer["price_ranges"] == true);
        for (const Json& resource : answer["resources"]) {
            CHECK(resource["use"].get<double>() <= resource["capacity"].get<double>());
            CHECK(resource["price_from"].get<double>() <= resource["capacity"].get<double>());
        }
    }
}

TEST_CASE("the fleet that two routes share is named with its price") {
    const TemporaryFolder folder;
    write_text(folder.path() / "nodes.csv", "node_id\nnorth\nsouth\nport\n");
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id,facility_type\nn,north,port,rail_ferry\n"
               "s,south,port,rail_ferry\n");
    write_text(folder.path() / "resources.csv",
               "resource_id,amount,unit\nships,1200,vessel-hours/yr\n");
    write_text(folder.path() / "resource_use.csv",
               "resource_id,link_id,use_per_tonne\nships,n,0.2\nships,s,0.1\n");
    write_text(folder.path() / "wanted.csv",
               "demand_id,origin_node,destination_node,value,unit\na,north,port,5,kt/yr\n"
               "b,south,port,5,kt/yr\n");
    const auto run = run_tool({"allocate", ".", "--demand", "wanted.csv", "--objective", "served",
                               "--resource", "ships=0.5", "--format", "json"},
                              {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const Json answer = Json::parse(run.out);
    CHECK(answer["certified"] == true);
    CHECK(answer["value"].get<double>() == Approx(5000 + 500));
    CHECK(answer["resources"][0]["resource_id"] == "ships");
    CHECK(answer["resources"][0]["unit"] == "vessel-hours/yr");
    CHECK(answer["resources"][0]["price"].get<double>() == Approx(5.0));
    CHECK(answer["commodities"][0]["unserved"].get<double>() == Approx(4500));
    const auto without = run_tool(
        {"allocate", ".", "--demand", "wanted.csv", "--without-resources", "--format", "csv"},
        {.folder = folder.path()});
    CHECK(without.exit_code == 0);
    CHECK(without.out.find("a,north,port,all,5000,5000,0,") != std::string::npos);
}
