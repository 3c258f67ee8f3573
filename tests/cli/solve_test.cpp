#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace {

using corridor::test::read_text;
using corridor::test::run_tool;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;

/// Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, figure 26.1: 23, with a cut of
/// v1–v3, v4–v3 and v4–t.
const std::string textbook =
    "p max 6 9\nn 1 s\nn 6 t\na 1 2 16\na 1 3 13\na 2 4 12\na 3 2 4\na 3 5 14\na 4 3 9\n"
    "a 4 6 20\na 5 4 7\na 5 6 4\n";

Json solve(const std::string& problem) {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.max", problem);
    const auto run = run_tool({"solve", "x.max", "--format", "json"}, {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    CHECK(run.err.empty());
    return Json::parse(run.out);
}

/// The tool's answer when its results go to people: without the line of times.
std::string shown(const std::string& problem) {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.max", problem);
    const auto run = run_tool({"solve", "x.max"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    return run.out.substr(0, run.out.find("read in "));
}

}  // namespace

TEST_CASE("a textbook problem in a DIMACS file is solved, with its cut") {
    const Json answer = solve(textbook);
    CHECK(answer["schema"] == "corridor/solve/1");
    CHECK(answer["problem"] == "max");
    CHECK(answer["nodes"] == 6);
    CHECK(answer["arcs"] == 9);
    CHECK(answer["status"] == "optimal");
    CHECK(answer["value"] == 23);
    CHECK(answer["certified"] == true);
    CHECK(answer["cut"] == Json({"a3", "a8", "a9"}));
    CHECK(answer["read_seconds"].is_number());
    CHECK(answer["solve_seconds"].is_number());
    CHECK(shown(textbook) ==
          "Maximum flow of x.max (6 nodes, 9 arcs)\n\n23\n\n"
          "certified 1/1: a flow and a cut of 3 arcs, checked independently of the solver\n");
}

TEST_CASE("values above 2^53 come as digits, because readers of JSON would round them") {
    CHECK(solve("p max 2 1\nn 1 s\nn 2 t\na 1 2 9007199254740992\n")["value"] == 9007199254740992);
    CHECK(solve("p max 2 1\nn 1 s\nn 2 t\na 1 2 9007199254740993\n")["value"] ==
          "9007199254740993");
    CHECK(solve("p max 2 2\nn 1 s\nn 2 t\na 1 2 2305843009213693951\na 1 2 2305843009213693952\n")
              ["value"] == "4611686018427387903");
}

TEST_CASE("a flow that nothing limits is told, and has no value") {
    const std::string problem = "p max 3 3\nn 1 s\nn 3 t\na 1 2 -1\na 2 3 -1\na 1 3 5\n";
    const Json answer = solve(problem);
    CHECK(answer["status"] == "unbounded");
    CHECK(answer["value"].is_null());
    CHECK(answer["certified"] == true);
    CHECK(shown(problem).find("unlimited: unlimited arcs join source and sink") !=
          std::string::npos);
}

TEST_CASE("an unlimited arc in series with a limited one changes nothing") {
    CHECK(solve("p max 3 2\nn 1 s\nn 3 t\na 1 2 -1\na 2 3 7\n")["value"] == 7);
}

TEST_CASE("the flow is written as a DIMACS solution that adds up") {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.max",
               "p max 4 5\nn 1 s\nn 4 t\na 1 2 10\na 1 3 5\na 2 3 15\n"
               "a 2 4 6\na 3 4 9\n");
    const auto run =
        run_tool({"solve", "x.max", "--flow", "x.sol", "-q"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    CHECK(read_text(folder.path() / "x.sol") ==
          "s 15\nf 1 2 10\nf 1 3 5\nf 2 3 4\nf 2 4 6\nf 3 4 9\n");
}

TEST_CASE("one row of comma-separated values for tables of many runs") {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.max", textbook);
    const auto run = run_tool({"solve", "x.max", "--format", "csv"}, {.folder = folder.path()});
    CHECK(run.out.rfind("problem,nodes,arcs,status,value,cut_arcs,certified,read_seconds,"
                        "solve_seconds\nmax,6,9,optimal,23,3,1,",
                        0) == 0);
}

TEST_CASE("a DIMACS file is a network to max-flow, with its own source and sink") {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.max", textbook);
    const auto run = run_tool({"max-flow", "x.max", "--format", "json"}, {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const Json answer = Json::parse(run.out);
    CHECK(answer["value_t_per_year"] == 23);
    REQUIRE(answer["cut"].size() == 3);
    CHECK(answer["cut"][0]["link_id"] == "a3");
    CHECK(answer["query"]["from"] == Json({"1"}));
    CHECK(answer["query"]["to"] == Json({"6"}));
    const auto elsewhere =
        run_tool({"max-flow", "x.max", "--from", "3", "--to", "4", "--format", "json"},
                 {.folder = folder.path()});
    CHECK(Json::parse(elsewhere.out)["value_t_per_year"] == 11);
}
