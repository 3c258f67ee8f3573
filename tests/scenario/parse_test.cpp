#include "support/catch.hpp"

#include <corridor/scenario/scenario.hpp>

#include <string>

using corridor::parse_scenario;

TEST_CASE("an empty file is a scenario: the reference network in 2024") {
    const auto scenario = parse_scenario("", "some/folder/my plan.toml");
    REQUIRE(scenario.ok());
    CHECK(scenario->name == "my-plan");
    CHECK(scenario->title == "my-plan");
    CHECK(scenario->network == "middle-corridor");
    CHECK(scenario->first_year == 2024);
    CHECK(scenario->last_year == 2024);
    CHECK(scenario->demand.rows == std::vector<std::string>{"*"});
    CHECK(scenario->growth);
    CHECK(scenario->flows.empty());
}

TEST_CASE("every key of a scenario file arrives where it belongs") {
    const auto scenario = parse_scenario(R"(
schema = "corridor/scenario/1"
name = "test"
title = "A title"
description = "Words"
network = "my-network"
[horizon]
from = 2025
to = 2030
[demand]
base_year = 2023
rows = ["a*", "b"]
except = "a1"
[demand.growth]
default = "1 %/yr"
grain = "2 %/yr"
containers = "5 Mt/yr by 2028"
[[demand.group]]
name = "mine"
rows = "a2"
growth = "0 %/yr"
[filters]
with_planned = true
exclude_links = ["x_*"]
exclude_modes = ["road", "tanker"]
exclude_countries = "RUS"
[[change]]
link = "l1"
attribute = "opening_year"
value = 2027
from = 2026
to = 2029
[[change]]
disruption = "d1"
[analysis]
growth = false
[[analysis.max_flow]]
name = "q"
from = ["m", "n"]
to = "o"
commodity = "grain"
year = 2026
)",
                                         "test.toml");
    INFO(corridor::render(scenario.diagnostics()));
    REQUIRE(scenario.ok());
    CHECK(scenario->network == "my-network");
    CHECK(scenario->first_year == 2025);
    CHECK(scenario->last_year == 2030);
    CHECK(scenario->demand.base_year == 2023);
    CHECK(scenario->demand.rows.size() == 2);
    CHECK(scenario->demand.except == std::vector<std::string>{"a1"});
    REQUIRE(scenario->demand.commodities.size() == 2);
    CHECK(scenario->demand.commodities[0].commodity == "grain");
    CHECK(scenario->demand.commodities[1].path.target_year == 2028);
    CHECK(scenario->demand.otherwise.percent_per_year == corridor::Decimal(1));
    REQUIRE(scenario->demand.groups.size() == 1);
    CHECK(scenario->demand.groups[0].name == "mine");
    CHECK(scenario->selection.with_planned);
    CHECK(scenario->selection.exclude_modes ==
          std::vector<corridor::Mode>{corridor::Mode::road, corridor::Mode::tanker});
    REQUIRE(scenario->changes.size() == 2);
    CHECK(scenario->changes[0].value == "2027");
    CHECK(scenario->changes[0].from == 2026);
    CHECK(scenario->changes[1].disruption == "d1");
    CHECK_FALSE(scenario->growth);
    REQUIRE(scenario->flows.size() == 1);
    CHECK(scenario->flows[0].from.size() == 2);
    CHECK(scenario->flows[0].year == 2026);
    CHECK(scenario->places.at("change[0].value").line == 30);
    CHECK(scenario->places.at("change[0].value").column == 9);
    CHECK(scenario->places.at("demand.rows[1]").line == 12);
    CHECK(scenario->places.at("demand.rows[1]").column == 15);
}

TEST_CASE("growth may be one text for all commodities") {
    const auto scenario = parse_scenario("[demand]\ngrowth = \"3 %/yr\"\n", "a.toml");
    REQUIRE(scenario.ok());
    CHECK(scenario->demand.otherwise.percent_per_year == corridor::Decimal(3));
    CHECK(scenario->demand.commodities.empty());
}

TEST_CASE("columns are counted in bytes, also behind letters of several bytes") {
    const auto scenario = parse_scenario("horizon = { \"é\" = 1, from = \"x\" }\n", "a.toml");
    REQUIRE_FALSE(scenario.ok());
    const auto kept = scenario.diagnostics().kept();
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].place.column == 13);
    CHECK(kept[1].place.column == 30);
}

TEST_CASE("limits hold: at 64 KiB a text is read, above it is refused") {
    const auto with_title = [](std::size_t size) {
        return parse_scenario("title = \"" + std::string(size, 'x') + "\"\n", "a.toml");
    };
    CHECK(with_title(65'536).ok());
    CHECK_FALSE(with_title(65'537).ok());
}

TEST_CASE("limits hold: values nest 256 levels and no deeper") {
    const auto nested = [](std::size_t levels) {
        return corridor::render(
            parse_scenario("x = " + std::string(levels, '[') + std::string(levels, ']') + "\n",
                           "a.toml")
                .diagnostics());
    };
    CHECK(nested(256).find("a known key") != std::string::npos);
    CHECK(nested(257).find("expected valid TOML") != std::string::npos);
}

TEST_CASE("twenty faults are shown and the others counted") {
    std::string text;
    for (int i = 0; i < 30; ++i) {
        text += "[[change]]\n";
    }
    const auto scenario = parse_scenario(text, "a.toml");
    CHECK(scenario.diagnostics().error_count() == 30);
    CHECK(scenario.diagnostics().kept().size() == 20);
    CHECK(corridor::render(scenario.diagnostics()).find("… and 10 more") != std::string::npos);
}
