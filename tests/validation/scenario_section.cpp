#include "validation/scenario_section.hpp"

#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace corridor;

namespace {

constexpr double mega = 1e6;

const std::string one_fleet = R"([horizon]
from = 2024
to = 2032

[demand]
except = ["north_2024", "cpc_2024", "od24_atyrau_samara"]
unserved_price = "1000 USD/t"

[[demand.group]]
name = "TITR"
rows = ["od24_*"]
except = ["od24_crude_az", "od24_crude_tm"]
growth = "11 Mt/yr by 2030" # wb_2030

[filters]
exclude_countries = ["RUS", "IRN"]
exclude_links = ["ocean_*"]

# Ferries loaded to three quarters (caspian_load75).
[[change]]
resource = "caspian_ferries"
attribute = "amount"
value = "75 %"
)";

ScenarioPlan plan_of(const std::string& text, const std::string& file) {
    return lay_out(parse_scenario(text, file).value(), middle_corridor_dataset()).value();
}

double megatonnes(TonnesPerYear rate) {
    return static_cast<double>(rate.count()) / mega;
}

std::string limit_name(const Network& network, const AllocatedYear& year, std::uint32_t limit) {
    return name(network, year.query, year.answer.limits[limit]);
}

/// The limits that are in the way of what stays behind, each with what a tonne pays for it.
std::string awaited(const Network& network, const AllocatedYear& year) {
    std::set<std::string> parts;
    for (const Wait& wait : year.waits) {
        for (const AwaitedLimit& each : wait.limits) {
            parts.insert(fmt::format("`{}` ({:.0f})", limit_name(network, year, each.limit),
                                     year.answer.limits[each.limit].price * each.use_per_tonne));
        }
    }
    return parts.empty() ? "–" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string shortfall(const std::optional<int>& year) {
    return year ? fmt::format("{}", *year) : "–";
}

std::string shipped_part() {
    std::string text =
        "| scenario | first shortfall | the pooled bound's | worst year | unserved then | of it "
        "certain by the pooled bound | what that waits for (USD a tonne) |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n";
    for (const char* name : {"growth-beyond-5mt", "btk-17mt", "caspian-low-water",
                             "fleet-expansion", "tripp-and-kars-nakhchivan", "btc-kazakh-oil",
                             "bte-trans-caspian-gas", "northern-route-closed"}) {
        const std::string file = fmt::format("examples/scenarios/{}.toml", name);
        const ScenarioPlan plan = plan_of(test::read_text(test::source_dir() / file), file);
        const std::vector<AllocatedYear> years = allocate(plan);
        const Growth pooled = growth(plan.years);
        REQUIRE(years.size() == plan.years.size());
        for (std::size_t i = 0; i < years.size(); ++i) {
            CAPTURE(name, years[i].year);
            CHECK(years[i].answer.certified);
            CHECK(years[i].total_unserved() >= pooled.years[i].unserved);
            CHECK(years[i].waits.empty() == (years[i].total_unserved().count() == 0));
        }
        const auto worst = static_cast<std::size_t>(
            std::max_element(years.begin(), years.end(),
                             [](const AllocatedYear& a, const AllocatedYear& b) {
                                 return a.total_unserved() < b.total_unserved();
                             }) -
            years.begin());
        const AllocatedYear& year = years[worst];
        text +=
            fmt::format("| `{}` | {} | {} | {} | {:.3f} Mt/yr | {:.3f} Mt/yr | {} |\n", name,
                        shortfall(first_shortfall(years)), shortfall(pooled.breaks_in),
                        year.total_unserved().count() > 0 ? fmt::format("{}", year.year) : "–",
                        megatonnes(year.total_unserved()), megatonnes(pooled.years[worst].unserved),
                        awaited(plan.years[worst].network, year));
    }
    return text;
}

std::string fleet_part() {
    const ScenarioPlan plan = plan_of(one_fleet, "one-ferry-fleet.toml");
    const std::vector<AllocatedYear> years = allocate(plan);
    std::string text =
        "| year | demand | unserved | of it dry cargo | what it waits for (USD a tonne) |\n"
        "| --- | --- | --- | --- | --- |\n";
    int dry_from = 0;
    double price = 0.0;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const AllocatedYear& year = years[i];
        REQUIRE(year.answer.certified);
        const TonnesPerYear dry = year.total_unserved() - unserved_of(year, "crude_oil");
        if (dry.count() > 0 && dry_from == 0) {
            dry_from = year.year;
            for (const AllocationLimit& limit : year.answer.limits) {
                price = name(plan.years[i].network, year.query, limit) == "caspian_ferries"
                            ? limit.price
                            : price;
            }
        }
        text += fmt::format("| {} | {:.3f} Mt/yr | {:.3f} Mt/yr | {:.3f} Mt/yr | {} |\n", year.year,
                            megatonnes(year.total_demand()), megatonnes(year.total_unserved()),
                            megatonnes(dry), awaited(plan.years[i].network, year));
    }
    CHECK(years.front().total_unserved().count() == 0);
    CHECK(dry_from == 2030);
    CHECK(price > 0.0);
    CHECK(price * 0.0477 < 1000.0);  // what a tonne takes of it at least
    return text + fmt::format(
                      "\nThe shared limit is `caspian_ferries`, its price {:.0f} USD for one more "
                      "vessel-hour a year, the year {}.\n",
                      price, dry_from);
}

std::string base_part() {
    const ScenarioPlan plan = plan_of("", "base-year.toml");
    const std::vector<AllocatedYear> years = allocate(plan);
    REQUIRE(years.size() == 1);
    CHECK(years[0].total_unserved().count() == 0);
    CHECK(years[0].answer.certified);
    return fmt::format(
        "The scenario of an empty file is the base year: {:.3f} Mt/yr, served in full with all "
        "demands at once.\n",
        megatonnes(years[0].total_served()));
}

}  // namespace

std::string scenario_section() {
    return "\n## Scenarios with everything at once\n\n" + base_part() +
           "\nEach year of a scenario is the optimum of least generalised cost of all its demands, "
           "with the shared limits of the\ndata; a tonne that is left behind costs 10,000 USD "
           "where the scenario states no other price. The pooled bound\nnever serves less.\n\n" +
           shipped_part() +
           "\nOne ferry fleet at low water, on the way to 11 Mt/yr by 2030:\n\n```toml\n" +
           one_fleet + "```\n\n" + fleet_part();
}
