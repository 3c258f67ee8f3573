#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using corridor::test::run_tool;
using corridor::test::TemporaryFolder;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

Json ask(Words arguments, int exit_code = 0) {
    arguments.insert(arguments.begin(), "rivals");
    arguments.insert(arguments.end(), {"--format", "json"});
    const auto run = run_tool(arguments);
    INFO(run.err);
    REQUIRE(run.exit_code == exit_code);
    return Json::parse(run.out);
}

Json corridor_of(const Json& answer, const std::string& id) {
    for (const Json& each : answer["corridors"]) {
        if (each["corridor_id"] == id) {
            return each;
        }
    }
    FAIL("no corridor " << id);
    return {};
}

}  // namespace

TEST_CASE("shares add up to one and volumes to the demand, to the last digit shown") {
    for (const Words& question :
         {Words{}, Words{"--close", "northern"}, Words{"--cheaper", "middle=20%"},
          Words{"--dearer", "cape=7%", "--demand", "17654321 TEU/yr"}}) {
        const Json answer = ask(question);
        CHECK(answer["certified"] == true);
        CHECK(answer["outcome"] == "balanced");
        CHECK(answer["gap"].get<double>() <= 1e-9);
        std::int64_t volumes = 0;
        std::int64_t parts = 0;
        for (const Json& each : answer["corridors"]) {
            volumes += each["teu_per_year"].get<std::int64_t>();
            parts += std::llround(each["share"].get<double>() * 1e5);
        }
        CHECK(volumes == answer["demand_teu_per_year"]);
        CHECK(parts == 100'000);
    }
}

TEST_CASE("a Middle Corridor a fifth cheaper names the feeder that stops it") {
    const Json middle = corridor_of(ask({"--cheaper", "middle=20%"}), "middle");
    CHECK(middle["teu_per_year"] == 89'000);
    CHECK(middle["scarcity_usd_per_teu"].get<double>() > 0.0);
    CHECK(middle["full"] == Json::array({"aktau_alat_feeder"}));
}

TEST_CASE("without the sea the corridors overland fall short, which is an answer") {
    const Json answer = ask({"--close", "suez,cape"}, 4);
    CHECK(answer["outcome"] == "too_little_capacity");
    CHECK(answer["certified"] == true);
    CHECK(answer["shortfall_teu_per_year"].get<std::int64_t>() > 12'000'000);
}

TEST_CASE("corridors and percentages that make no sense are told with what would") {
    const auto unknown = run_tool({"rivals", "--close", "nothern", "--dearer", "mitte=5%"});
    CHECK(unknown.exit_code == 3);
    CHECK(unknown.err ==
          "--close: expected the id of a corridor, got 'nothern' (did you mean northern, "
          "southern?)\n--cheaper, --dearer: expected the id of a corridor, got 'mitte' (did you "
          "mean middle?)\n");
    const auto free = run_tool({"rivals", "--cheaper", "middle=100%"});
    CHECK(free.exit_code == 2);
    CHECK(free.err ==
          "corridor: --cheaper: expected a corridor and a percentage above 0, such as middle=20% "
          "and below 100%, got 'middle=100%'\nTry 'corridor rivals --help'.\n");
    const auto none = run_tool({"rivals", "tests/cli/networks/two-routes"});
    CHECK(none.exit_code == 3);
}

TEST_CASE("a network that was converted has the same rivals") {
    const TemporaryFolder folder;
    const Json before = ask({"--close", "northern"});
    for (const char* name : {"native", "corridor.geojson"}) {
        const std::string path = (folder.path() / name).string();
        REQUIRE(run_tool({"convert", "middle-corridor", path}).exit_code == 0);
        CHECK(ask({path, "--close", "northern"})["corridors"] == before["corridors"]);
    }
}
