#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/run.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path folder = "malformed/scenario";

std::vector<std::string> malformed_files() {
    std::vector<std::string> names;
    for (const auto& entry :
         fs::directory_iterator(corridor::test::source_dir() / "tests" / folder)) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("every malformed scenario is told with line, column, key, expectation and finding") {
    const std::vector<std::string> names = malformed_files();
    REQUIRE(names.size() >= 40);
    for (const std::string& name : names) {
        const std::string text = corridor::test::read_text(corridor::test::source_dir() / "tests" /
                                                           folder / (name + ".toml"));
        const auto scenario = corridor::parse_scenario(text, name + ".toml");
        std::string messages = corridor::render(scenario.diagnostics());
        bool faulty = !scenario.ok();
        if (scenario) {
            const auto plan = corridor::lay_out(*scenario, corridor::middle_corridor_dataset());
            messages += corridor::render(plan.diagnostics());
            faulty = !plan.ok();
        }
        INFO(name);
        CHECK(faulty);
        CHECK_FALSE(messages.empty());
        CHECK(messages == corridor::test::golden(folder / (name + ".txt"), messages));
    }
}
