#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/run.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;

namespace {

/// TITR's own rows on the way to 11 Mt/yr, with one ferry fleet for both of its routes.
const std::string one_fleet = R"toml(
[horizon]
from = 2024
to = 2032

[demand]
except = ["north_2024", "cpc_2024", "od24_atyrau_samara"]
unserved_price = "1000 USD/t"

[[demand.group]]
name = "TITR"
rows = ["od24_*"]
except = ["od24_crude_az", "od24_crude_tm"]
growth = "11 Mt/yr by 2030"

[filters]
exclude_countries = ["RUS", "IRN"]
exclude_links = ["ocean_*"]
)toml";

const std::string low_water = R"toml(
[[change]]
resource = "caspian_ferries"
attribute = "amount"
value = "75 %"
)toml";

Parsed<ScenarioPlan> plan_of(const std::string& text) {
    const Parsed<Scenario> scenario = parse_scenario(text, "plan.toml");
    return scenario.ok() ? lay_out(*scenario, middle_corridor_dataset())
                         : Parsed<ScenarioPlan>(scenario.diagnostics());
}

std::int64_t unserved_but_crude(const AllocatedYear& year) {
    return year.total_unserved().count() - unserved_of(year, "crude_oil").count();
}

bool waits_for(const AllocatedYear& year, const std::string& resource) {
    return std::any_of(year.waits.begin(), year.waits.end(), [&](const Wait& wait) {
        return std::any_of(wait.limits.begin(), wait.limits.end(), [&](const AwaitedLimit& each) {
            const AllocationLimit& limit = year.answer.limits[each.limit];
            return !limit.element && year.query.resources[limit.resource].id == resource;
        });
    });
}

std::string faults_of(const std::string& text) {
    return render(plan_of(text).diagnostics());
}

}  // namespace

TEST_CASE("the base year is served in full, and nothing in it has a price above its cost") {
    const std::vector<AllocatedYear> years = allocate(plan_of("").value());
    REQUIRE(years.size() == 1);
    CHECK(years[0].answer.certified);
    CHECK(years[0].total_unserved().count() == 0);
    CHECK(years[0].total_served() == years[0].total_demand());
    CHECK(years[0].waits.empty());
}

TEST_CASE("what all demands at once leave behind is at least what the pooled bound does") {
    for (const char* name : {"btk-17mt", "caspian-low-water", "northern-route-closed"}) {
        const std::string file = std::string("examples/scenarios/") + name + ".toml";
        const ScenarioPlan plan = plan_of(test::read_text(test::source_dir() / file)).value();
        const std::vector<AllocatedYear> years = allocate(plan);
        const Growth pooled = growth(plan.years);
        REQUIRE(years.size() == plan.years.size());
        bool above = false;
        for (std::size_t i = 0; i < years.size(); ++i) {
            CAPTURE(name, years[i].year);
            CHECK(years[i].answer.certified);
            CHECK(years[i].total_demand() == pooled.years[i].demand);
            CHECK(years[i].total_unserved() >= pooled.years[i].unserved);
            CHECK(years[i].waits.empty() == (years[i].total_unserved().count() == 0));
            above = above || years[i].total_unserved() > pooled.years[i].unserved;
        }
        CHECK(above);
    }
}

TEST_CASE("with one ferry fleet at low water dry cargo is left behind, and waits for the fleet") {
    const std::vector<AllocatedYear> full = allocate(plan_of(one_fleet).value());
    const std::vector<AllocatedYear> low = allocate(plan_of(one_fleet + low_water).value());
    REQUIRE(full.size() == low.size());
    for (const AllocatedYear& year : full) {
        CHECK(unserved_but_crude(year) == 0);
        CHECK_FALSE(waits_for(year, "caspian_ferries"));
    }
    const auto breaks = std::find_if(low.begin(), low.end(), [](const AllocatedYear& year) {
        return unserved_but_crude(year) > 0;
    });
    REQUIRE(breaks != low.end());
    CHECK(breaks->year == 2030);
    CHECK(waits_for(*breaks, "caspian_ferries"));
}

TEST_CASE("what a run serves and loads is the optimum, beside the pooled bound") {
    const ScenarioResult result = run(plan_of(one_fleet + low_water).value());
    REQUIRE(result.allocation.size() == result.growth.years.size());
    CHECK(result.growth.breaks_in == first_shortfall(result.allocation));
    for (std::size_t i = 0; i < result.allocation.size(); ++i) {
        const YearResult& year = result.growth.years[i];
        const Network& network = result.plan.years[i].network;
        CHECK(year.served == result.allocation[i].total_served());
        CHECK(year.served <= year.pooled_served);
        TonnesPerYear sum;
        for (const CommodityYear& commodity : year.commodities) {
            sum += commodity.served;
        }
        CHECK(sum == year.served);
        for (std::uint32_t link = 0; link < network.links().size(); ++link) {
            const auto& capacity = network.links()[link].capacity;
            CHECK((!capacity || year.counted_link_load[link] <= capacity->rate.count() + 1));
        }
    }
}

TEST_CASE("a scenario that asks no question of growth allocates nothing") {
    CHECK(allocate(plan_of("[analysis]\ngrowth = false\n").value()).empty());
}

TEST_CASE("a change of a shared limit says what does not fit") {
    CHECK(faults_of(one_fleet + "[[change]]\nresource = \"caspian_fery\"\nattribute = "
                                "\"amount\"\nvalue = \"75 %\"\n")
              .find("did you mean caspian_ferries") != std::string::npos);
    CHECK(faults_of(one_fleet + "[[change]]\nresource = \"caspian_ferries\"\nattribute = "
                                "\"capacity\"\nvalue = \"75 %\"\n")
              .find("an attribute of resources") != std::string::npos);
    CHECK(faults_of(one_fleet + "[[change]]\nresource = \"caspian_ferries\"\nattribute = "
                                "\"amount\"\nvalue = \"75 TEU/yr\"\n")
              .find("in which caspian_ferries is stated") != std::string::npos);
    CHECK(faults_of("[filters]\nexclude_resources = [\"fleet\"]\n")
              .find("a pattern that matches a resource") != std::string::npos);
    CHECK(faults_of("[demand]\nunserved_price = \"75 %\"\n").find("a price such as") !=
          std::string::npos);
}

TEST_CASE("a shared limit that a scenario leaves out does not hold") {
    const ScenarioPlan plan = plan_of("[filters]\nexclude_resources = [\"caspian_*\"]\n").value();
    const auto is_caspian = [](const std::string& id) { return id.starts_with("caspian_"); };
    CHECK(plan.years.front().resources.size() == 7);
    for (const Resource& resource : plan.years.front().resources) {
        CHECK_FALSE(is_caspian(resource.id));
    }
    for (const ResourceUse& use : plan.resource_uses) {
        CHECK_FALSE(is_caspian(use.resource));
    }
}
