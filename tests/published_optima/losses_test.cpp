#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using corridor::test::run_tool;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

/// The folder of instances that are not part of the project: $CORRIDOR_SHARED, else ../shared
/// beside the source tree.
fs::path validation_folder() {
    const char* const named = std::getenv("CORRIDOR_SHARED");
    const fs::path shared =
        named != nullptr ? fs::path(named) : corridor::test::source_dir() / ".." / "shared";
    return shared / "validation";
}

bool is_there(const fs::path& path) {
    if (fs::exists(path)) {
        return true;
    }
    std::cout << "SKIPPED: " << path.string()
              << " is not there; CORRIDOR_SHARED names its folder\n";
    return false;
}

std::string link_name(const Json& arc) {
    return arc[0].get<std::string>() + "-" + arc[1].get<std::string>();
}

/// A folder with the one-way links of an instance, whose arcs begin with tail, head and capacity.
void write_network(const Json& arcs, const fs::path& folder) {
    std::set<std::string> nodes;
    std::ostringstream links("link_id,from_node_id,to_node_id,directed,capacity,capacity_unit\n",
                             std::ios::ate);
    for (const Json& arc : arcs) {
        const Json& capacity = arc[2];
        links << link_name(arc) << ',' << arc[0].get<std::string>() << ','
              << arc[1].get<std::string>() << ",1,"
              << (capacity.is_string() ? capacity.get<std::string>() : capacity.dump())
              << ",t/yr\n";
        nodes.insert(arc[0].get<std::string>());
        nodes.insert(arc[1].get<std::string>());
    }
    std::ostringstream list("node_id\n", std::ios::ate);
    for (const std::string& node : nodes) {
        list << node << '\n';
    }
    fs::create_directory(folder);
    write_text(folder / "nodes.csv", list.str());
    write_text(folder / "links.csv", links.str());
}

Json ask(Words words, const fs::path& folder) {
    words.insert(words.end(), {"--format", "json"});
    const auto run = run_tool(words, {.folder = folder});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return Json::parse(run.out);
}

std::set<std::set<std::string>> recorded_sets(const Json& sets) {
    std::set<std::set<std::string>> result;
    for (const Json& set : sets) {
        std::set<std::string> names;
        for (const Json& arc : set) {
            names.insert(link_name(arc));
        }
        result.insert(std::move(names));
    }
    return result;
}

}  // namespace

TEST_CASE("the tool finds the recorded worst losses, with all sets that are as bad") {
    for (const char* name : {"pyomo_gallery.json", "greedy_trap.json"}) {
        const fs::path file = validation_folder() / "interdiction" / name;
        if (!is_there(file)) {
            continue;
        }
        const Json instance = Json::parse(corridor::test::read_text(file));
        const TemporaryFolder folder;
        write_network(instance["arcs"], folder.path() / "network");
        const Words question = {"criticality", "network",
                                "--from",      instance["source"].get<std::string>(),
                                "--to",        instance["sink"].get<std::string>()};
        for (const Json& result : instance["result"]) {
            const auto budget = result["budget"].get<int>();
            CAPTURE(name, budget);
            Words words = question;
            if (budget == 0) {
                CHECK(ask(words, folder.path())["value_t_per_year"] == result["value"]);
                continue;
            }
            words.insert(words.end(), {"-k", std::to_string(budget)});
            const Json answer = ask(words, folder.path());
            CHECK(answer["k"] == budget);
            CHECK(answer["value_t_per_year"] == result["value"]);
            CHECK(answer["proved"] == true);
            CHECK(answer["all_sets"] == true);
            std::set<std::set<std::string>> sets;
            for (const Json& set : answer["optimal_sets"]) {
                sets.insert(set.get<std::set<std::string>>());
            }
            // The record lists twelve sets at most, and counts all.
            const auto recorded = recorded_sets(result["optimal_sets"]);
            CHECK(std::includes(sets.begin(), sets.end(), recorded.begin(), recorded.end()));
            CHECK(answer["optimal_sets"].size() ==
                  result["number_of_optimal_sets"].get<std::size_t>());
        }
    }
}

TEST_CASE("the tool finds the recorded breakpoints, slopes and cuts of a growing network") {
    const fs::path file = validation_folder() / "parametric" / "instance.json";
    if (!is_there(file)) {
        return;
    }
    const Json instance = Json::parse(corridor::test::read_text(file));
    const TemporaryFolder folder;
    write_network(instance["arcs"], folder.path() / "network");
    std::ostringstream rates("link_id,rate_t_per_year\n", std::ios::ate);
    for (const Json& arc : instance["arcs"]) {
        rates << link_name(arc) << ',' << arc[3].get<std::string>() << '\n';
    }
    write_text(folder.path() / "rates.csv", rates.str());
    const Json answer = ask({"growth", "network", "--from", instance["source"].get<std::string>(),
                             "--to", instance["sink"].get<std::string>(), "--rates", "rates.csv"},
                            folder.path());
    CHECK(answer["certified"] == true);
    const Json& expected = instance["value_function"];
    REQUIRE(answer["segments"].size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        const Json& segment = answer["segments"][i];
        CHECK(segment["from_exact"] == expected[i]["from_lambda"]);
        CHECK((segment["to_exact"].is_null() ? Json("inf") : segment["to_exact"]) ==
              expected[i]["to_lambda"]);
        CHECK(segment["slope"].dump() == expected[i]["slope"].get<std::string>());
        CHECK(segment["intercept_t_per_year"].dump() ==
              expected[i]["intercept"].get<std::string>());
        const auto side = expected[i]["cut_source_side"].get<std::set<std::string>>();
        std::set<std::string> cut;
        for (const Json& arc : instance["arcs"]) {
            if (side.count(arc[0]) != 0 && side.count(arc[1]) == 0) {
                cut.insert(link_name(arc));
            }
        }
        std::set<std::string> members;
        for (const Json& member : segment["cut"]) {
            members.insert(member["link_id"]);
        }
        CHECK(members == cut);
    }
}
