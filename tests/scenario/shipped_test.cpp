#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/run.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> shipped = {"growth-beyond-5mt",         "btk-17mt",
                                          "caspian-low-water",         "fleet-expansion",
                                          "tripp-and-kars-nakhchivan", "btc-kazakh-oil",
                                          "bte-trans-caspian-gas",     "northern-route-closed"};

corridor::ScenarioPlan laid_out(const std::string& name) {
    const std::string file = "examples/scenarios/" + name + ".toml";
    const auto scenario = corridor::parse_scenario(
        corridor::test::read_text(corridor::test::source_dir() / file), file);
    return corridor::lay_out(scenario.value(), corridor::middle_corridor_dataset()).value();
}

std::string in_words(const corridor::ScenarioResult& result) {
    const auto network_in = [&](int year) -> const corridor::Network& {
        return result.plan.years[static_cast<std::size_t>(year - result.plan.years.front().year)]
            .network;
    };
    std::string text = result.plan.scenario.title + "\n";
    for (const corridor::YearResult& year : result.growth.years) {
        text += fmt::format("{}: demand {}, served at most {}, unserved {}\n", year.year,
                            year.demand, year.served, year.unserved);
        for (const corridor::CommodityYear& commodity : year.commodities) {
            if (commodity.unserved > corridor::TonnesPerYear(0)) {
                text += fmt::format(
                    "    {} {} unserved, bound by {}\n", commodity.commodity, commodity.unserved,
                    fmt::join(network_in(year.year).names(commodity.binding), ", "));
            }
        }
    }
    for (const corridor::FlowAnswer& answer : result.flows) {
        text += fmt::format("{}: {} in {}, bound by {}\n", answer.request.name, answer.flow.value,
                            answer.year,
                            fmt::join(network_in(answer.year).names(answer.flow.cut), ", "));
    }
    return text;
}

}  // namespace

TEST_CASE("every shipped scenario is one of the eight, with a title and a description") {
    std::set<std::string> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(corridor::test::source_dir() / "examples/scenarios")) {
        found.insert(entry.path().stem().string());
    }
    CHECK(found == std::set<std::string>(shipped.begin(), shipped.end()));
    for (const std::string& name : shipped) {
        const corridor::Scenario scenario = laid_out(name).scenario;
        CHECK(scenario.name == name);
        CHECK(scenario.title != name);
        CHECK(scenario.description.size() > 100);
        CHECK_FALSE(scenario.flows.empty());
    }
}

TEST_CASE("the example of the manual is read and laid out without a warning") {
    const std::string manual =
        corridor::test::read_text(corridor::test::source_dir() / "docs/scenarios.md");
    const std::string fence = "```toml\n";
    const auto begin = manual.find(fence);
    REQUIRE(begin != std::string::npos);
    const auto end = manual.find("```", begin + fence.size());
    const auto scenario = corridor::parse_scenario(
        manual.substr(begin + fence.size(), end - begin - fence.size()), "manual.toml");
    REQUIRE(scenario.ok());
    const auto plan = corridor::lay_out(*scenario, corridor::middle_corridor_dataset());
    CHECK(plan.ok());
    CHECK(plan.diagnostics().empty());
}

TEST_CASE("shipped scenarios warn only where the file says why") {
    const std::map<std::string, std::size_t> explained = {{"bte-trans-caspian-gas", 2}};
    for (const std::string& name : shipped) {
        const std::string file = "examples/scenarios/" + name + ".toml";
        const auto scenario = corridor::parse_scenario(
            corridor::test::read_text(corridor::test::source_dir() / file), file);
        const auto plan = corridor::lay_out(scenario.value(), corridor::middle_corridor_dataset());
        INFO(corridor::render(plan.diagnostics()));
        CHECK(plan.ok());
        const auto known = explained.find(name);
        CHECK(plan.diagnostics().warning_count() == (known == explained.end() ? 0 : known->second));
    }
}

TEST_CASE("shipped scenarios give the answers on record, each certified") {
    for (const std::string& name : shipped) {
        const corridor::ScenarioResult result = corridor::run(laid_out(name));
        const std::string words = in_words(result);
        INFO(name);
        CHECK(words == corridor::test::golden("scenario/golden/" + name + ".txt", words));
        for (const corridor::FlowAnswer& answer : result.flows) {
            CHECK(answer.flow.certified);
        }
        for (const corridor::YearResult& year : result.growth.years) {
            CHECK(year.certified == year.answers);
        }
    }
}

TEST_CASE("in growth beyond 5 Mt the rows of TITR make 4.481 Mt in 2024 and 10 Mt from 2030 on") {
    const corridor::ScenarioPlan plan = laid_out("growth-beyond-5mt");
    REQUIRE(plan.years.size() == 17);
    const auto titr = [&](int year) {
        std::int64_t tonnes = 0;
        for (const corridor::DemandRow& row :
             plan.years[static_cast<std::size_t>(year - 2024)].demand) {
            if (row.id.rfind("od24_", 0) == 0 && row.id != "od24_crude_az" &&
                row.id != "od24_crude_tm") {
                tonnes += row.rate.count();
            }
        }
        return tonnes;
    };
    CHECK(titr(2024) == 4'481'000);
    CHECK(titr(2030) == 10'000'000);
    CHECK(titr(2040) == 10'000'000);
    for (int year = 2025; year <= 2030; ++year) {
        CHECK(titr(year) > titr(year - 1));
    }
    CHECK(plan.years.front().network.links().data() == plan.years.back().network.links().data());
}
