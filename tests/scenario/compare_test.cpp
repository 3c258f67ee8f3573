#include "support/catch.hpp"

#include <corridor/network/builder.hpp>
#include <corridor/scenario/compare.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

using corridor::Comparison;
using corridor::Dataset;
using corridor::Patch;
using corridor::TonnesPerYear;

namespace {

/// mine → yard → port, 2 Mt/yr each, and 5 Mt/yr of ore that want to pass.
Dataset two_in_series() {
    corridor::NetworkBuilder builder;
    builder.add_commodity("ore");
    builder.add_node({.id = "mine"}).add_node({.id = "yard"}).add_node({.id = "port"});
    builder.add_link(
        {.id = "branch", .from = "mine", .to = "yard", .capacity = corridor::quantity("2 Mt/yr")});
    builder.add_link(
        {.id = "main", .from = "yard", .to = "port", .capacity = corridor::quantity("2 Mt/yr")});
    Dataset data;
    data.network = builder.build().value();
    corridor::Demand demand;
    demand.id = "ore";
    demand.base_year = 2024;
    demand.origin = "mine";
    demand.destination = "port";
    demand.commodity = "ore";
    demand.rate = TonnesPerYear(5'000'000);
    data.demand.push_back(demand);
    return data;
}

std::string scenario_text(const std::string& name, const std::string& changes,
                          int last_year = 2025) {
    return fmt::format(
        "schema = \"corridor/scenario/1\"\nname = \"{}\"\n[horizon]\nfrom = 2024\n"
        "to = {}\n{}",
        name, last_year, changes);
}

std::string raise(const std::string& link, const std::string& capacity) {
    return fmt::format(
        "[[change]]\nlink = \"{}\"\nattribute = \"capacity\"\nvalue = \"{}\"\nfrom = 2025\n", link,
        capacity);
}

Comparison compared(const std::string& before, const std::string& after) {
    const Dataset data = two_in_series();
    const auto first = corridor::parse_scenario(before, "before.toml").value();
    const auto second = corridor::parse_scenario(after, "after.toml").value();
    const auto one = corridor::run(corridor::lay_out(first, data).value());
    const auto two = corridor::run(corridor::lay_out(second, data).value());
    return corridor::compare({first, data, one}, {second, data, two});
}

}  // namespace

TEST_CASE("two links in series help only together, and the comparison says so") {
    const Comparison comparison =
        compared(scenario_text("base", ""),
                 scenario_text("both", raise("branch", "4 Mt/yr") + raise("main", "3 Mt/yr")));
    REQUIRE(comparison.patches.size() == 2);
    CHECK(describe(comparison.patches[0].patch) == "link branch: capacity 4 Mt/yr from 2025");
    REQUIRE(comparison.years.size() == 2);
    CHECK(comparison.years[0].served_after == comparison.years[0].served_before);
    CHECK(comparison.years[1].served_before == TonnesPerYear(2'000'000));
    CHECK(comparison.years[1].served_after == TonnesPerYear(3'000'000));
    CHECK(comparison.patches[0].years[1].served_alone == 0);
    CHECK(comparison.patches[1].years[1].served_alone == 0);
    CHECK(comparison.patches[0].years[1].served_in_order == 0);
    CHECK(comparison.patches[1].years[1].served_in_order == 1'000'000);
    CHECK(comparison.years[1].interaction == 1'000'000);
}

TEST_CASE("a comparison names what binds no more and what binds now") {
    const Comparison comparison = compared(
        scenario_text("narrow-branch", raise("main", "5 Mt/yr")),
        scenario_text("wide-branch", raise("branch", "4 Mt/yr") + raise("main", "3 Mt/yr")));
    REQUIRE(comparison.years.size() == 2);
    CHECK(comparison.years[1].binds_no_more == std::vector<std::string>{"branch"});
    CHECK(comparison.years[1].binds_now == std::vector<std::string>{"main"});
}

TEST_CASE("the parts in order add up to the whole in every year") {
    const std::string before =
        scenario_text("a", raise("main", "1 Mt/yr") + raise("branch", "5 Mt/yr"));
    const std::string after = scenario_text(
        "b", raise("main", "4 Mt/yr") + "[demand]\nbase_year = 2024\ngrowth = \"-40 %/yr\"\n");
    const Comparison comparison = compared(before, after);
    REQUIRE(comparison.patches.size() == 4);
    CHECK(comparison.patches[0].patch.kind == Patch::Kind::demand);
    CHECK(comparison.patches[1].patch.kind == Patch::Kind::change_taken_out);
    for (std::size_t i = 0; i < comparison.years.size(); ++i) {
        std::int64_t served = 0;
        std::int64_t unserved = 0;
        for (const auto& contribution : comparison.patches) {
            served += contribution.years[i].served_in_order.value();
            unserved += contribution.years[i].unserved_in_order.value();
        }
        const auto& year = comparison.years[i];
        CHECK(served == year.served_after.count() - year.served_before.count());
        CHECK(unserved == year.unserved_after.count() - year.unserved_before.count());
    }
}

TEST_CASE("a scenario against itself differs in nothing, wherever its lines stand") {
    const Comparison comparison =
        compared(scenario_text("a", raise("main", "1 Mt/yr")),
                 "# moved down\n\n" + scenario_text("a", raise("main", "1 Mt/yr")));
    CHECK(comparison.patches.empty());
    for (const auto& year : comparison.years) {
        CHECK(year.interaction == 0);
        CHECK(year.served_before == year.served_after);
    }
}

TEST_CASE("horizons that do not meet leave no year to compare") {
    const Comparison comparison = compared(
        scenario_text("a", "", 2024),
        "schema = \"corridor/scenario/1\"\nname = \"b\"\n[horizon]\nfrom = 2030\nto = 2031\n");
    CHECK(comparison.years.empty());
}
