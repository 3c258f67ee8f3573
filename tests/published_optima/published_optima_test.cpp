#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Published {
    fs::path file;
    std::string optimum;
};

/// The folder of instances that are not part of the project: $CORRIDOR_SHARED, else ../shared
/// beside the source tree.
fs::path shared_folder() {
    const char* const named = std::getenv("CORRIDOR_SHARED");
    return named != nullptr ? fs::path(named) : corridor::test::source_dir() / ".." / "shared";
}

bool is_there(const fs::path& path) {
    if (fs::exists(path)) {
        return true;
    }
    std::cout << "SKIPPED: " << path.string()
              << " is not there; CORRIDOR_SHARED names its folder\n";
    return false;
}

/// Large instances take a second each with sanitizers on; CORRIDOR_LONG=1 asks for them.
bool wanted(const fs::path& file) {
    return std::getenv("CORRIDOR_LONG") != nullptr || fs::file_size(file) < 200000;
}

std::vector<Published> validation_instances(const fs::path& folder, const std::string& kind) {
    std::vector<Published> instances;
    for (const Json& entry : Json::parse(corridor::test::read_text(folder / "flows.json"))) {
        const auto file = entry["file"].get<std::string>();
        if (file.rfind(kind + "/", 0) == 0 && entry["value"].is_number()) {
            instances.push_back(
                {folder / file, std::to_string(entry["value"].get<std::int64_t>())});
        }
    }
    return instances;
}

std::vector<Published> manifest_instances(const fs::path& folder, const std::string& kind) {
    std::vector<Published> instances;
    std::istringstream manifest(corridor::test::read_text(folder / "MANIFEST.csv"));
    for (std::string line; std::getline(manifest, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; cells.size() < 6 && std::getline(row, cell, ',');) {
            cells.push_back(cell);
        }
        if (cells.size() == 6 && cells[1] == kind && wanted(folder / cells[0])) {
            instances.push_back({folder / cells[0], cells[5]});
        }
    }
    return instances;
}

void check_all(const std::vector<Published>& instances) {
    for (const Published& instance : instances) {
        INFO(instance.file.string());
        const auto run =
            corridor::test::run_tool({"solve", instance.file.string(), "--format", "json"});
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        const Json answer = Json::parse(run.out);
        CHECK(answer["schema"] == "corridor/solve/1");
        CHECK(answer["status"] == "optimal");
        CHECK(answer["certified"] == true);
        CHECK(answer["value"].dump() == instance.optimum);
    }
}

}  // namespace

TEST_CASE("the tool reproduces the answers of the validation instances") {
    const fs::path folder = shared_folder() / "validation";
    if (is_there(folder / "flows.json")) {
        const std::vector<Published> instances = validation_instances(folder, "maxflow");
        CHECK(instances.size() >= 7);
        check_all(instances);
    }
}

TEST_CASE("the tool reproduces the published optima of the benchmark instances") {
    const fs::path folder = shared_folder() / "benchmarks";
    if (is_there(folder / "MANIFEST.csv")) {
        const std::vector<Published> instances = manifest_instances(folder, "maxflow");
        CHECK(instances.size() >= 15);
        check_all(instances);
    }
}

TEST_CASE("the tool reproduces the least costs of the validation instances") {
    const fs::path folder = shared_folder() / "validation";
    if (is_there(folder / "flows.json")) {
        const std::vector<Published> instances = validation_instances(folder, "mincost");
        CHECK(instances.size() >= 3);
        check_all(instances);
    }
}

TEST_CASE("the tool reproduces the published least costs of the benchmark instances") {
    const fs::path folder = shared_folder() / "benchmarks";
    if (is_there(folder / "MANIFEST.csv")) {
        const std::vector<Published> instances = manifest_instances(folder, "mincost");
        CHECK(instances.size() >= 20);
        check_all(instances);
    }
}

TEST_CASE("the validation instance that cannot be met is told with its cut and shortfall") {
    const fs::path file = shared_folder() / "validation/mincost/infeasible_cut.min";
    if (is_there(file)) {
        const auto run = corridor::test::run_tool({"solve", file.string(), "--format", "json"});
        CHECK(run.exit_code == 4);
        const Json answer = Json::parse(run.out);
        CHECK(answer["status"] == "infeasible");
        CHECK(answer["certified"] == true);
        CHECK(answer["cut"]["nodes"] == Json({1, 2, 3}));
        CHECK(answer["cut"]["arcs"] == Json({"a3", "a4"}));
        CHECK(answer["cut"]["demand"] == 8);
        CHECK(answer["cut"]["capacity"] == 7);
        CHECK(answer["cut"]["shortfall"] == 1);
    }
}

TEST_CASE("the tool reproduces the concurrent flows of the SNDlib networks") {
    const fs::path folder = shared_folder() / "validation" / "sndlib";
    if (!is_there(folder / "max_concurrent_flow.json")) {
        return;
    }
    const Json networks =
        Json::parse(corridor::test::read_text(folder / "max_concurrent_flow.json"));
    CHECK(networks.size() == 8);
    for (const Json& network : networks) {
        const fs::path file = folder / (network["network"].get<std::string>() + ".txt");
        INFO(file.string());
        const auto run = corridor::test::run_tool(
            {"allocate", file.string(), "--objective", "concurrent", "--format", "json"});
        REQUIRE(run.exit_code == 0);
        const Json answer = Json::parse(run.out);
        CHECK(answer["certified"] == true);
        CHECK(answer["value"].get<double>() ==
              Approx(network["max_concurrent_flow_lambda"].get<double>()).epsilon(1e-7));
    }
}

TEST_CASE("the tool reproduces the optima of the multi-commodity instances") {
    const fs::path folder = shared_folder() / "benchmarks";
    if (!is_there(folder / "MANIFEST.csv")) {
        return;
    }
    std::istringstream manifest(corridor::test::read_text(folder / "MANIFEST.csv"));
    std::size_t count = 0;
    for (std::string line; std::getline(manifest, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; cells.size() < 6 && std::getline(row, cell, ',');) {
            cells.push_back(cell);
        }
        if (cells.size() < 6 || cells[1] != "mmcf") {
            continue;
        }
        ++count;
        INFO(cells[0]);
        const auto run = corridor::test::run_tool(
            {"allocate", (folder / cells[0]).string(), "--format", "json"});
        REQUIRE(run.exit_code == 0);
        const Json answer = Json::parse(run.out);
        CHECK(answer["certified"] == true);
        CHECK(answer["gap"].get<double>() < 1e-9);
        CHECK(answer["value"].get<double>() == Approx(std::stod(cells[5])).epsilon(1e-7));
    }
    CHECK(count == 13);
}
