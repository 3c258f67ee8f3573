#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using corridor::test::run_tool;
using corridor::test::source_dir;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

const Words middle_route = {"--commodity", "containers",        "--exclude-link",
                            "ocean_*",     "--exclude-country", "RUS,IRN"};

Words operator+(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Json ask(const Words& arguments, int exit_code = 0) {
    const auto run = run_tool(arguments + Words{"--format", "json"});
    INFO(run.err);
    REQUIRE(run.exit_code == exit_code);
    return Json::parse(run.out);
}

}  // namespace

TEST_CASE("demand from China is served until the Caspian crossing is full") {
    const Json answer = ask(Words{"growth", "--from", "xian", "--to", "alat_port"} + middle_route);
    CHECK(answer["schema"] == "corridor/growth/1");
    CHECK(answer["parameter_unit"] == "t_per_year");
    CHECK(answer["certified"] == true);
    REQUIRE(answer["segments"].size() == 2);
    CHECK(answer["segments"][0]["slope"] == 1);
    CHECK(answer["segments"][0]["demand_binds"] == true);
    CHECK(answer["segments"][1]["from"] == 6'096'000);
    CHECK(answer["segments"][1]["to"].is_null());
    CHECK(answer["segments"][1]["slope"] == 0);
    for (const Json& member : answer["segments"][1]["cut"]) {
        CHECK(member["system"] == "Caspian");
    }
}

TEST_CASE("what does not exist cannot grow, and that is told with the nearest names") {
    const Words question = Words{"growth", "--from", "xian", "--to", "alat_port"} + middle_route;
    const auto refused = [&](const Words& options, int exit_code, const std::string& text) {
        const auto run = run_tool(question + options);
        INFO(run.err);
        CHECK(run.exit_code == exit_code);
        CHECK(run.out.empty());
        CHECK(run.err.find(text) != std::string::npos);
    };
    refused({"--scale-system", "Caspain"}, 3, "did you mean Caspian");
    refused({"--scale-link", "kuryk_alat_fery"}, 3, "did you mean kuryk_alat_ferry");
    refused({"--demand", "astana=5"}, 3, "a node of --from or --to");
    refused({"--demand", "xian"}, 2, "expected NODE=T");
    refused({"--demand", "xian=-1"}, 2, "whole t/yr");
    refused({"--demand", "xian=1", "--scale-system", "Caspian"}, 2, "got several");
    refused({"--rates", "no-such-file.csv"}, 3, "--rates");
    refused({"--up-to", "0"}, 2, "at least 1");
    const TemporaryFolder folder;
    const fs::path rates = folder.path() / "rates.csv";
    write_text(rates, "link_id,rate_t_per_year\nkuryk_alat_fery,5\nkuryk_alat_ferry,x\n");
    refused({"--rates", rates.string()}, 3, ":3:18: rate_t_per_year:");
    write_text(rates, "link_id\nkuryk_alat_ferry\n");
    refused({"--rates", rates.string()}, 3, "rate_t_per_year: expected a column of this name");
}

TEST_CASE("the worst losses and the limit of the search are told as planners need them") {
    const Words question =
        Words{"criticality", "--from", "xian", "--to", "alat_port"} + middle_route;
    const Json two = ask(question + Words{"-k", "2"});
    CHECK(two["k"] == 2);
    CHECK(two["value_before_t_per_year"] == 6'096'000);
    CHECK(two["value_t_per_year"] == 0);
    CHECK(two["removed"] == Json({"xian_chongqing", "xian_urumqi"}));
    CHECK(two["proved"] == true);
    CHECK(two["certified"] == true);
    CHECK(two["greedy"]["value_t_per_year"] == 1'596'000);
    const Json hasty =
        ask(question + Words{"-k", "3", "--elements", "nodes", "--flow-limit", "1"}, 5);
    CHECK(hasty["proved"] == false);
    CHECK(hasty["bound_t_per_year"] <= hasty["value_t_per_year"]);
    const Json systems = ask(question + Words{"--elements", "systems"});
    CHECK(systems["elements"][0]["kind"] == "system");
    const auto refused = [&](const Words& options, int exit_code, const std::string& text) {
        const auto run = run_tool(question + options);
        CHECK(run.exit_code == exit_code);
        CHECK(run.err.find(text) != std::string::npos);
    };
    refused({"-k", "9"}, 2, "from 1 to 8");
    refused({"-k", "2", "--pairs"}, 2, "got both");
    refused({"--time-limit", "3"}, 2, "expected -k");
    refused({"--elements", "ships"}, 2, "expected links, nodes, systems or all");
    refused({"--group", "ferries"}, 2, "NAME=A,B");
    refused({"--group", "ferries=kuryk_alat_fery"}, 3, "did you mean kuryk_alat_ferry");
}

TEST_CASE("a pair is listed where it is worse than the worse of the two") {
    const Json answer =
        ask(Words{"criticality", "--from", "xian", "--to", "alat_port", "--pairs"} + middle_route);
    CHECK(answer["certified_pairs"] == answer["pairs"].size());
    REQUIRE_FALSE(answer["pairs"].empty());
    for (const Json& pair : answer["pairs"]) {
        CHECK(pair["more_than_either_t_per_year"] > 0);
        CHECK(pair["flow_lost_t_per_year"].get<long>() +
                  pair["flow_without_t_per_year"].get<long>() ==
              6'096'000);
    }
    CHECK(answer["pairs"][0]["first"].size() == 3);
    CHECK(answer["pairs"][0]["flow_without_t_per_year"] == 0);
}
