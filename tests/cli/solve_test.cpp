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

namespace {

/// The tool in a folder with one minimum-cost problem, x.min.
corridor::test::ToolRun solve_min(const std::string& problem, std::vector<std::string> options) {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.min", problem);
    options.insert(options.begin(), {"solve", "x.min"});
    return run_tool(options, {.folder = folder.path()});
}

const std::string with_floors =
    "p min 4 5\nn 1 8\nn 4 -8\na 1 2 2 6 1\na 1 3 0 6 4\na 2 3 1 4 -2\na 2 4 0 5 6\na 3 4 0 10 1\n";

}  // namespace

TEST_CASE("lower bounds and negative costs in a DIMACS file are kept, at the least cost of 20") {
    const auto run = solve_min(with_floors, {"--format", "json"});
    CHECK(run.exit_code == 0);
    const Json answer = Json::parse(run.out);
    CHECK(answer["problem"] == "min");
    CHECK(answer["status"] == "optimal");
    CHECK(answer["value"] == 20);
    CHECK(answer["bound"] == 20);
    CHECK(answer["certified"] == true);
}

TEST_CASE(
    "a minimum-cost problem that cannot be met ends with exit code 4, its cut and shortfall") {
    const auto run = solve_min(
        "p min 4 4\nn 1 8\nn 4 -8\na 1 2 0 5 1\na 1 3 0 5 1\na 2 4 0 3 1\na 3 4 0 4 1\n", {});
    CHECK(run.exit_code == 4);
    CHECK(run.out.substr(0, run.out.find("read in ")) ==
          "Least cost of x.min (4 nodes, 4 arcs)\n\n"
          "infeasible: 8 must leave nodes 1, 2, 3, and 7 can (1 short)\nover arcs a3, a4\n\n"
          "certified 1/1: the supply inside the cut and the capacity of what leaves it, checked "
          "independently of the solver\n");
}

TEST_CASE("a cycle that pays and that nothing limits is named") {
    const auto run =
        solve_min("p min 3 3\nn 1 1\nn 3 -1\na 1 2 0 -1 2\na 2 1 0 -1 -3\na 2 3 0 5 1\n",
                  {"--format", "json"});
    CHECK(run.exit_code == 0);
    const Json answer = Json::parse(run.out);
    CHECK(answer["status"] == "unbounded");
    CHECK(answer["value"].is_null());
    CHECK(answer["cycle"].size() == 2);
    CHECK(answer["cycle_cost"] == -1);
    CHECK(answer["certified"] == true);
}

TEST_CASE("a least cost beyond 2^53 comes as digits, and a stop ends with exit code 5") {
    const std::string large =
        "p min 2 1\nn 1 274877906944\nn 2 -274877906944\na 1 2 0 -1 1099511627776\n";
    const Json answer = Json::parse(solve_min(large, {"--format", "json"}).out);
    CHECK(answer["value"] == "302231454903657293676544");
    std::string ladder = "p min 40 156\nn 1 100\nn 40 -100\n";
    for (int i = 1; i < 40; ++i) {
        for (int lane = 0; lane < 4; ++lane) {
            ladder += "a " + std::to_string(i) + " " + std::to_string(i + 1) + " 0 " +
                      std::to_string(25 + lane) + " " + std::to_string((i * 7 + lane * 5) % 11) +
                      "\n";
        }
    }
    const auto stopped = solve_min(ladder, {"--iterations", "1", "--format", "json"});
    CHECK(stopped.exit_code == 5);
    const Json told = Json::parse(stopped.out);
    CHECK(told["status"] == "limit_reached");
    CHECK(told["certified"] == true);
}

TEST_CASE("the flow of least cost is written as a DIMACS solution") {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.min", with_floors);
    const auto run =
        run_tool({"solve", "x.min", "--flow", "x.sol", "-q"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(read_text(folder.path() / "x.sol") == "s 20\nf 1 2 4\nf 1 3 4\nf 2 3 4\nf 3 4 8\n");
}

TEST_CASE("a minimum-cost problem is checked, and written again in its plainest form") {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.min", "c floors\n" + with_floors);
    const auto checked = run_tool({"validate", "x.min"}, {.folder = folder.path()});
    CHECK(checked.exit_code == 0);
    CHECK(checked.out == "x.min: valid minimum-cost problem: 4 nodes, 5 arcs, 8 to move\n");
    const auto converted = run_tool({"convert", "x.min", "y.min"}, {.folder = folder.path()});
    CHECK(converted.exit_code == 0);
    CHECK(converted.err == "y.min: 4 nodes, 5 arcs, min\n");
    CHECK(read_text(folder.path() / "y.min").find("c floors") == std::string::npos);
    const auto again = run_tool({"convert", "y.min", "z.min", "-q"}, {.folder = folder.path()});
    CHECK(again.exit_code == 0);
    CHECK(read_text(folder.path() / "y.min") == read_text(folder.path() / "z.min"));
    const auto solved = run_tool({"solve", "z.min", "--format", "json"}, {.folder = folder.path()});
    CHECK(Json::parse(solved.out)["value"] == 20);
}

TEST_CASE("a minimum-cost problem that is wrong, or no network, says so") {
    const TemporaryFolder folder;
    write_text(folder.path() / "x.min", "p min 2 1\nn 1 3\nn 2 -2\na 1 2 0 5 1\n");
    const auto checked = run_tool({"validate", "x.min"}, {.folder = folder.path()});
    CHECK(checked.exit_code == 3);
    CHECK(checked.err.find("supplies and demands of equal sum, got 3 and 2") != std::string::npos);
    const auto as_network = run_tool({"convert", "x.min", "x.geojson"}, {.folder = folder.path()});
    CHECK(as_network.exit_code == 3);
    CHECK(as_network.err.find("which no other format holds") != std::string::npos);
    const auto from_network =
        run_tool({"convert", "middle-corridor", "y.min"}, {.folder = folder.path()});
    CHECK(from_network.exit_code == 3);
    CHECK(from_network.err.find("supplies and costs, which a network does not") !=
          std::string::npos);
}
