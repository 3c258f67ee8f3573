#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/run.hpp>

#include <filesystem>
#include <random>
#include <string>

TEST_CASE("a scenario file damaged anywhere is read or refused, and nothing else happens") {
    std::string text;
    for (const auto& entry :
         std::filesystem::directory_iterator(corridor::test::source_dir() / "examples/scenarios")) {
        if (entry.path().filename() == "btc-kazakh-oil.toml") {
            text = corridor::test::read_text(entry.path());
        }
    }
    REQUIRE_FALSE(text.empty());
    std::mt19937 random(7);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    int refused = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = text;
        for (std::size_t hit = 0; hit <= below(4); ++hit) {
            const std::size_t at = below(damaged.size());
            switch (below(4)) {
                case 0:
                    damaged[at] = static_cast<char>(below(256));
                    break;
                case 1:
                    damaged.erase(at, 1 + below(20));
                    break;
                case 2:
                    damaged.insert(at, damaged.substr(below(damaged.size()), below(40)));
                    break;
                default:
                    damaged.resize(at + 1);
            }
        }
        const auto scenario = corridor::parse_scenario(damaged, "damaged.toml");
        refused += scenario ? 0 : 1;
        if (scenario && round % 8 == 0) {
            const auto plan = corridor::lay_out(*scenario, corridor::middle_corridor_dataset());
            CHECK(plan.ok() == (plan.diagnostics().error_count() == 0));
        } else if (!scenario) {
            REQUIRE(scenario.diagnostics().error_count() > 0);
        }
    }
    CHECK(refused > 500);
}
