#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/csv.hpp>
#include <corridor/io/digest.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using corridor::test::read_text;
using corridor::test::run_tool;
using corridor::test::source_dir;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;

const std::vector<std::string> run_files = {
    "bottlenecks.csv", "criticality.csv", "cuts.csv",      "diversions.csv", "growth.csv",
    "kpi.csv",         "links.csv",       "manifest.json", "nodes.csv",      "od.csv",
    "prices.csv",      "readiness.csv",   "report.html",   "result.json",    "routes.csv",
    "saturation.csv",  "scenario.toml"};

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string scenario(const char* name) {
    return (source_dir() / "examples/scenarios" / name).string();
}

}  // namespace

TEST_CASE("the demo says when growth breaks the corridor and where its files are") {
    const TemporaryFolder folder;
    const auto run = run_tool({"demo", "-q"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    CHECK(run.out == corridor::test::golden("cli/golden/demo.txt", run.out));
    CHECK(names_in(folder.path() / "corridor-demo") == run_files);
}

TEST_CASE("two runs of a scenario are byte for byte the same") {
    const TemporaryFolder folder;
    for (const char* out : {"one", "two"}) {
        const auto run = run_tool({"run", scenario("growth-beyond-5mt.toml"), "--out", out},
                                  {.folder = folder.path()});
        REQUIRE(run.exit_code == 0);
    }
    for (const std::string& name : run_files) {
        INFO(name);
        CHECK(read_text(folder.path() / "one/growth-beyond-5mt" / name) ==
              read_text(folder.path() / "two/growth-beyond-5mt" / name));
    }
}

TEST_CASE("the demo and the shipped scenario file give the same tables") {
    const TemporaryFolder folder;
    REQUIRE(run_tool({"demo", "--out", "demo"}, {.folder = folder.path()}).exit_code == 0);
    REQUIRE(run_tool({"run", scenario("growth-beyond-5mt.toml")}, {.folder = folder.path()})
                .exit_code == 0);
    for (const std::string& name : run_files) {
        INFO(name);
        CHECK(read_text(folder.path() / "demo" / name) ==
              read_text(folder.path() / "runs/growth-beyond-5mt" / name));
    }
}

TEST_CASE("the manifest names every input by its hash, and no folder of this machine") {
    const TemporaryFolder folder;
    REQUIRE(run_tool({"run", scenario("growth-beyond-5mt.toml"), "--seed", "7", "--out", "out"},
                     {.folder = folder.path()})
                .exit_code == 0);
    const std::string text = read_text(folder.path() / "out/growth-beyond-5mt/manifest.json");
    const Json manifest = Json::parse(text);
    CHECK(manifest["schema"] == "corridor/manifest/1");
    CHECK(manifest["seed"] == 7);
    CHECK(manifest["certified"]["proved"] == manifest["certified"]["answers"]);
    std::map<std::string, std::string> hashes;
    for (const Json& input : manifest["inputs"]) {
        hashes[input["name"].get<std::string>()] = input["sha256"].get<std::string>();
    }
    std::size_t tables = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_dir() / "data/middle-corridor")) {
        tables += entry.path().extension() == ".csv" ? 1U : 0U;
    }
    CHECK(hashes.size() == tables + 1);
    CHECK(hashes["growth-beyond-5mt.toml"] ==
          corridor::io::sha256_hex(read_text(scenario("growth-beyond-5mt.toml"))));
    CHECK(hashes["middle-corridor/links.csv"] ==
          corridor::io::sha256_hex(read_text(source_dir() / "data/middle-corridor/links.csv")));
    CHECK(text.find(source_dir().string()) == std::string::npos);
    CHECK(text.find(folder.path().string()) == std::string::npos);
}

TEST_CASE("every column of every table is described in the documentation") {
    const TemporaryFolder folder;
    REQUIRE(run_tool({"demo", "--out", "demo"}, {.folder = folder.path()}).exit_code == 0);
    const std::string page = read_text(source_dir() / "docs/outputs.md");
    for (const std::string& name : run_files) {
        if (!name.ends_with(".csv")) {
            continue;
        }
        const std::string table = read_text(folder.path() / "demo" / name);
        corridor::Diagnostics diagnostics;
        const auto csv = corridor::io::parse_csv(name, table, diagnostics);
        REQUIRE(csv);
        CHECK(diagnostics.empty());
        CHECK(csv->row_count() > 0);
        for (const std::string& column : csv->header()) {
            INFO(name << ": " << column);
            CHECK(page.find("| `" + column + "` |") != std::string::npos);
        }
    }
}

TEST_CASE("options without effect are told by name") {
    const TemporaryFolder folder;
    const auto run =
        run_tool({"demo", "-q", "--threads", "4", "--seed", "1"}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.err.find("--threads has no effect") != std::string::npos);
    CHECK(run.err.find("--seed has no effect") != std::string::npos);
}

TEST_CASE("one bad scenario among good ones, and nothing is written") {
    const TemporaryFolder folder;
    write_text(folder.path() / "bad.toml", "title = \"no such link\"\n[[change]]\nlink = \"x\"\n");
    const auto run = run_tool({"run", scenario("growth-beyond-5mt.toml"), "bad.toml"},
                              {.folder = folder.path()});
    CHECK(run.exit_code == 3);
    CHECK(run.out.empty());
    CHECK(run.err.find("bad.toml:") != std::string::npos);
    CHECK(names_in(folder.path()) == std::vector<std::string>{"bad.toml"});
}

TEST_CASE("a scenario on a folder of one's own names the folder without its path") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "mine");
    write_text(folder.path() / "mine/nodes.csv", "node_id\na\nb\n");
    write_text(folder.path() / "mine/links.csv",
               "link_id,from_node_id,to_node_id,capacity,capacity_unit\nab,a,b,2,Mt/yr\n");
    write_text(folder.path() / "mine.toml",
               "network = \"mine\"\n[analysis]\ngrowth = false\n[[analysis.max_flow]]\nname = "
               "\"all\"\nfrom = \"a\"\nto = \"b\"\n");
    const auto run = run_tool({"run", "mine.toml", "--format", "json"}, {.folder = folder.path()});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const Json answer = Json::parse(run.out);
    CHECK(answer["schema"] == "corridor/run/1");
    CHECK(answer["runs"][0]["flows"][0]["value_t_per_year"] == 2000000);
    const Json manifest = Json::parse(read_text(folder.path() / "runs/mine/manifest.json"));
    REQUIRE(manifest["inputs"].size() == 3);
    CHECK(manifest["inputs"][1]["name"] == "mine/links.csv");
}

TEST_CASE("maximum flow writes its links and its result where it is told to") {
    const TemporaryFolder folder;
    const auto run = run_tool({"max-flow", "--from", "xian", "--to", "alat_port", "--out", "here"},
                              {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(names_in(folder.path() / "here") == std::vector<std::string>{"links.csv", "result.json"});
}
