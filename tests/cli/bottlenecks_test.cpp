#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using corridor::test::read_text;
using corridor::test::run_tool;
using corridor::test::source_dir;
using corridor::test::TemporaryFolder;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

const Words boxes = {
    "bottlenecks", "--from",     "xian",           "--to",    "poti_port,batumi_port",
    "--commodity", "containers", "--exclude-link", "ocean_*", "--exclude-country",
    "RUS,IRN"};

Words operator+(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Json ask(const Words& arguments) {
    const auto run = run_tool(arguments + Words{"--format", "json"});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return Json::parse(run.out);
}

}  // namespace

TEST_CASE("bottlenecks answers in the keys that scripts read") {
    const Json answer = ask(boxes + Words{"--tolerance", "20%", "--steps", "3"});
    CHECK(answer["schema"] == "corridor/bottlenecks/1");
    CHECK(answer["value_t_per_year"] == 6'096'000);
    CHECK(answer["certified"] == true);
    CHECK(answer["cut_count"] == 1);
    REQUIRE(answer["minimum_cuts"].size() == 1);
    CHECK(answer["minimum_cuts"][0]["capacity_t_per_year"] == 6'096'000);
    CHECK(answer["minimum_cuts"][0]["members"] ==
          Json({"aktau_alat_feeder", "kuryk_alat_ferry", "turkmenbashi_alat_ferry",
                "turkmenbashi_alat_feeder"}));
    CHECK(answer["near_minimum_up_to_t_per_year"] == 7'315'200);
    CHECK(answer["near_minimum_cuts"].size() == 2);
    CHECK(answer["near_minimum_is_complete"] == true);
    REQUIRE(answer["steps"].size() == 3);
    std::int64_t reached = 6'096'000;
    for (const Json& step : answer["steps"]) {
        CHECK(step["value_t_per_year"] == reached);
        CHECK_FALSE(step["members"].empty());
        reached += step["gain_t_per_year"].get<std::int64_t>();
    }
    CHECK(answer["value_at_end_t_per_year"] == reached);
    bool seen = false;
    for (const Json& entry : answer["marginal"]) {
        if (entry.contains("link_id") && entry["link_id"] == "aktau_alat_feeder") {
            seen = true;
            CHECK(entry["gain_per_t"] == 1);
            CHECK(entry["valid_up_to_t_per_year"] == 1'750'000);
        }
    }
    CHECK(seen);
}

TEST_CASE("the projects asked for are judged together, with what holds the flow in spite of them") {
    const Json answer = ask(boxes + Words{"--projects", "p_horadiz,p_tripp,p_nakh,p_kars_dilucu"});
    CHECK(answer["asked_projects"]["gain_t_per_year"] == 0);
    CHECK(answer["asked_projects"]["held_by"] == answer["minimum_cuts"][0]["members"]);
    CHECK(answer["each_project"].size() == 46);
}

TEST_CASE("bottlenecks refuses what makes no sense and says what would") {
    const auto project = run_tool(boxes + Words{"--projects", "p_trip"});
    CHECK(project.exit_code == 3);
    CHECK(project.out.empty());
    CHECK(project.err.find("--projects: expected the id of a project, got 'p_trip' (did you mean "
                           "p_tripp") == 0);
    const auto demand = run_tool(boxes + Words{"--demand", "10 Mt"});
    CHECK(demand.exit_code == 3);
    CHECK(demand.err.find("--demand: ") == 0);
    for (const char* wrong : {"5", "-1%", "five%", "%", "2000%"}) {
        const auto tolerance = run_tool(boxes + Words{"--tolerance", wrong});
        CHECK(tolerance.exit_code == 2);
        CHECK(tolerance.err.find("--tolerance: expected a percentage") != std::string::npos);
    }
    CHECK(run_tool(boxes + Words{"--steps", "-1"}).exit_code == 2);
    CHECK(run_tool(boxes + Words{"--cuts", "0"}).exit_code == 2);
    CHECK(run_tool(boxes + Words{"--threads", "2"}).exit_code == 2);
}

TEST_CASE("bottlenecks writes its tables where it is told to") {
    const TemporaryFolder folder;
    const auto run = run_tool(boxes + Words{"--out", "found"}, {.folder = folder.path()});
    REQUIRE(run.exit_code == 0);
    CHECK(run.err == "wrote cuts.csv, marginal.csv, steps.csv and result.json into found\n");
    const fs::path found = folder.path() / "found";
    CHECK(read_text(found / "cuts.csv").find("1,minimum,6096000,aktau_alat_feeder;") !=
          std::string::npos);
    CHECK(read_text(found / "steps.csv").find("\n1,6096000,") != std::string::npos);
    CHECK(read_text(found / "marginal.csv").find("aktau_alat_feeder,link,1246000,1,1,1750000,") !=
          std::string::npos);
    CHECK(Json::parse(read_text(found / "result.json"))["cut_count"] == 1);
}

TEST_CASE("demand ends the staircase as soon as it can be carried") {
    const Json answer = ask(boxes + Words{"--demand", "10 Mt/yr"});
    CHECK(answer["end"] == "demand");
    CHECK(answer["steps"].size() == 1);
}
