#include "support/catch.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/scenario/run.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

using corridor::Dataset;
using corridor::Decimal;
using corridor::TonnesPerYear;

namespace {

/// mine → yard → port with a planned bypass, a feeder counted in containers, and four rows.
Dataset small_dataset() {
    corridor::UnitTable units;
    units.add({"TEU/yr", corridor::Dimension::containers, Decimal(14), Decimal(1), ""});
    units.add({"trains/day pair", corridor::Dimension::trains, Decimal(876'000), Decimal(1), ""});
    corridor::NetworkBuilder builder(units);
    builder.add_commodity("containers").add_commodity("grain").add_commodity("ore");
    builder.add_node({.id = "mine"})
        .add_node({.id = "yard", .throughput = corridor::quantity("9 Mt/yr")})
        .add_node({.id = "port",
                   .throughput = corridor::quantity("8 Mt/yr"),
                   .container_terminal = corridor::quantity("50000 TEU/yr")})
        .add_node({.id = "city"});
    builder.add_link({.id = "branch",
                      .from = "mine",
                      .to = "yard",
                      .system = "Railway",
                      .capacity = corridor::quantity("4 Mt/yr"),
                      .transit_time = {36'000}});
    builder.add_link({.id = "main",
                      .from = "yard",
                      .to = "port",
                      .system = "Railway",
                      .capacity = corridor::quantity("6 Mt/yr")});
    builder.add_link({.id = "bypass",
                      .from = "mine",
                      .to = "port",
                      .system = "Railway",
                      .capacity = corridor::quantity("3 Mt/yr"),
                      .status = corridor::Status::planned,
                      .opening_year = 2027});
    builder.add_link({.id = "feeder",
                      .from = "port",
                      .to = "city",
                      .mode = corridor::Mode::container_vessel,
                      .system = "Sea",
                      .capacity = corridor::quantity("89000 TEU/yr")});
    builder.add_link({.id = "road", .from = "port", .to = "city", .mode = corridor::Mode::road});

    Dataset data;
    data.network = builder.build().value();
    const auto row = [&](std::string id, std::string from, std::string to, std::string commodity,
                         std::int64_t tonnes) {
        corridor::Demand demand;
        demand.id = std::move(id);
        demand.base_year = 2024;
        demand.origin = std::move(from);
        demand.destination = std::move(to);
        demand.commodity = std::move(commodity);
        demand.rate = TonnesPerYear(tonnes);
        data.demand.push_back(demand);
    };
    row("ore_port", "mine", "port", "ore", 1'000'000);
    row("ore_city", "mine", "city", "ore", 333'333);
    row("grain_city", "yard", "city", "grain", 500'000);
    row("boxes", "yard", "city", "containers", 140'000);
    corridor::Demand total;
    total.id = "total_2023";
    total.origin = "CORRIDOR";
    total.destination = "CORRIDOR";
    total.commodity = "all";
    data.demand.push_back(total);

    const auto project = [&](std::string id, std::vector<std::string> affected, std::int64_t before,
                             std::int64_t after, int year) {
        corridor::Project row_of;
        row_of.id = std::move(id);
        row_of.affected = std::move(affected);
        row_of.attribute = "capacity";
        row_of.before = Decimal(before);
        row_of.after = Decimal(after);
        row_of.unit = "Mt/yr";
        row_of.year = year;
        data.projects.push_back(row_of);
    };
    project("p_main", {"main"}, 6, 10, 2026);
    project("p_bypass", {"bypass"}, 0, 5, 2028);
    project("p_shrink", {"main"}, 6, 5, 2026);
    project("p_other_start", {"main"}, 2, 10, 2026);
    const auto disruption = [&](std::string id, std::string type, std::vector<std::string> affected,
                                std::optional<Decimal> days, Decimal factor) {
        corridor::Disruption row_of;
        row_of.id = std::move(id);
        row_of.type = std::move(type);
        row_of.affected = std::move(affected);
        row_of.duration_days = days;
        row_of.capacity_factor = factor;
        data.disruptions.push_back(row_of);
    };
    disruption("d_lasting", "climate", {"feeder"}, std::nullopt, Decimal(75, 2));
    disruption("d_storm", "weather", {"feeder", "port"}, Decimal(73), Decimal(0));
    disruption("d_longer_than_a_year", "works", {"main"}, Decimal(800), Decimal(25, 2));
    disruption("d_surge", "demand", {"CORRIDOR"}, Decimal(73), Decimal(5));
    disruption("d_unlimited", "weather", {"road"}, Decimal(73), Decimal(0));
    return data;
}

corridor::Parsed<corridor::ScenarioPlan> plan_of(const std::string& text,
                                                 const Dataset& data = small_dataset()) {
    return corridor::lay_out(corridor::parse_scenario(text, "plan.toml").value(), data);
}

const corridor::YearState& in(const corridor::ScenarioPlan& plan, int year) {
    return plan.years.at(static_cast<std::size_t>(year - plan.years.front().year));
}

std::int64_t tonnes(const corridor::ScenarioPlan& plan, int year, const std::string& row) {
    for (const corridor::DemandRow& demand : in(plan, year).demand) {
        if (demand.id == row) {
            return demand.rate.count();
        }
    }
    return -1;
}

const corridor::Link& link(const corridor::ScenarioPlan& plan, int year, const std::string& id) {
    const corridor::Network& network = in(plan, year).network;
    return network.link(network.find_link(id).value());
}

const corridor::Node& node(const corridor::ScenarioPlan& plan, int year, const std::string& id) {
    const corridor::Network& network = in(plan, year).network;
    return network.node(network.find_node(id).value());
}

std::int64_t capacity(const corridor::ScenarioPlan& plan, int year, const std::string& id) {
    return link(plan, year, id).capacity->rate.count();
}

bool open(const corridor::ScenarioPlan& plan, int year, const std::string& id) {
    const corridor::YearState& state = in(plan, year);
    return corridor::open_links(state.network, state.selection)[state.network.find_link(id)->index];
}

const std::string horizon = "[horizon]\nfrom = 2024\nto = 2030\n";

}  // namespace

TEST_CASE("without changes and growth every year is the base year, on one shared network") {
    const auto plan = plan_of(horizon).value();
    REQUIRE(plan.years.size() == 7);
    for (const corridor::YearState& state : plan.years) {
        CHECK(state.selection.year == state.year);
        CHECK(state.demand.size() == 4);
        CHECK(state.network.links().data() == plan.years.front().network.links().data());
    }
    CHECK(tonnes(plan, 2030, "ore_city") == 333'333);
    CHECK_FALSE(open(plan, 2026, "bypass"));
    CHECK(open(plan, 2027, "bypass"));
}

TEST_CASE("growth of 0 % is the same as no growth") {
    const auto still = plan_of(horizon).value();
    const auto zero = plan_of(horizon + "[demand]\ngrowth = \"0 %/yr\"\n").value();
    for (int year = 2024; year <= 2030; ++year) {
        for (const corridor::DemandRow& row : in(still, year).demand) {
            CHECK(tonnes(zero, year, row.id) == row.rate.count());
        }
    }
}

TEST_CASE("a row follows its group, else its commodity, else the default") {
    const auto plan = plan_of(horizon + R"([demand.growth]
default = "100 %/yr"
ore = "10 %/yr"
[[demand.group]]
name = "city"
rows = "*_city"
growth = "50 %/yr"
)")
                          .value();
    CHECK(tonnes(plan, 2025, "ore_port") == 1'100'000);
    CHECK(tonnes(plan, 2025, "ore_city") == 500'000);
    CHECK(tonnes(plan, 2025, "grain_city") == 750'000);
    CHECK(tonnes(plan, 2025, "boxes") == 280'000);
}

TEST_CASE(
    "a target is met to the tonne in its year by the sum of its rows, and held from then on") {
    const auto plan = plan_of(horizon + R"([[demand.group]]
name = "ore and grain"
rows = ["ore_*", "grain_*"]
growth = "5.000001 Mt/yr by 2029"
)")
                          .value();
    const auto total = [&](int year) {
        return tonnes(plan, year, "ore_port") + tonnes(plan, year, "ore_city") +
               tonnes(plan, year, "grain_city");
    };
    CHECK(total(2024) == 1'833'333);
    CHECK(total(2029) == 5'000'001);
    CHECK(total(2030) == 5'000'001);
    for (int year = 2025; year <= 2029; ++year) {
        const double step = static_cast<double>(total(year)) / static_cast<double>(total(year - 1));
        CHECK(step == Approx(1.2222).epsilon(1e-3));
    }
    CHECK(tonnes(plan, 2029, "boxes") == 140'000);
}

TEST_CASE("a target below today's demand shrinks it; the target of a commodity is its rows' sum") {
    const auto plan = plan_of(horizon +
                              "[demand.growth]\nore = \"1 Mt/yr by 2026\"\n"
                              "containers = \"20000 TEU/yr by 2026\"\n")
                          .value();
    CHECK(tonnes(plan, 2026, "ore_port") + tonnes(plan, 2026, "ore_city") == 1'000'000);
    CHECK(tonnes(plan, 2025, "ore_port") < 1'000'000);
    CHECK(tonnes(plan, 2026, "boxes") == 280'000);
}

TEST_CASE("the order of the demand rows changes no row's tonnes") {
    Dataset data = small_dataset();
    const std::string text = horizon + "[demand]\ngrowth = \"7.654321 Mt/yr by 2028\"\n";
    const auto plan = plan_of(text, data).value();
    std::mt19937 random(5);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(data.demand.begin(), data.demand.end(), random);
        const auto shuffled = plan_of(text, data).value();
        for (int year = 2024; year <= 2030; ++year) {
            for (const corridor::DemandRow& row : in(plan, year).demand) {
                CHECK(tonnes(shuffled, year, row.id) == row.rate.count());
            }
        }
    }
}

TEST_CASE("a capacity holds from its first year to its last") {
    const auto plan = plan_of(horizon + R"([[change]]
link = "main"
attribute = "capacity"
value = "12 trains/day pair"
from = 2026
to = 2027
)")
                          .value();
    CHECK(capacity(plan, 2025, "main") == 6'000'000);
    CHECK(capacity(plan, 2026, "main") == 10'512'000);
    CHECK(link(plan, 2026, "main").capacity->stated.text() == "12 trains/day pair");
    CHECK(capacity(plan, 2027, "main") == 10'512'000);
    CHECK(capacity(plan, 2028, "main") == 6'000'000);
}

TEST_CASE("shares apply in the order of the file, to each link of a pattern or system") {
    const auto plan = plan_of(horizon + R"([[change]]
system = "Rail*"
attribute = "capacity"
value = "50 %"
[[change]]
link = "ma?n"
attribute = "capacity"
value = "10 %"
from = 2025
[[change]]
link = "branch"
attribute = "transit_time"
value = "150 %"
)")
                          .value();
    CHECK(capacity(plan, 2024, "branch") == 2'000'000);
    CHECK(capacity(plan, 2024, "main") == 3'000'000);
    CHECK(capacity(plan, 2025, "main") == 300'000);
    CHECK(capacity(plan, 2024, "feeder") == 1'246'000);
    CHECK(link(plan, 2024, "branch").transit_time.seconds == 54'000);
}

TEST_CASE("a change and its inverse leave the capacity as it was") {
    const auto plan = plan_of(horizon + R"([[change]]
link = "*"
attribute = "capacity"
value = "200 %"
[[change]]
link = "*"
attribute = "capacity"
value = "50 %"
)")
                          .value();
    const Dataset data = small_dataset();
    for (const corridor::Link& before : data.network.links()) {
        const auto& after = link(plan, 2024, before.id).capacity;
        CHECK(after.has_value() == before.capacity.has_value());
        if (after) {
            CHECK(after->rate == before.capacity->rate);
            CHECK(after->containers_only == before.capacity->containers_only);
        }
    }
}

TEST_CASE("a share of a limit in containers stays a limit in containers") {
    const auto plan = plan_of("[[change]]\ndisruption = \"d_lasting\"\n").value();
    const corridor::Capacity& feeder = *link(plan, 2024, "feeder").capacity;
    CHECK(feeder.containers_only);
    CHECK(feeder.stated.text() == "66750 TEU/yr");
    CHECK(feeder.rate == TonnesPerYear(934'500));
}

TEST_CASE("a disruption of some days takes that part of the year's capacity, terminals included") {
    const auto plan =
        plan_of(horizon + "[[change]]\ndisruption = \"d_storm\"\nfrom = 2025\nto = 2025\n").value();
    CHECK(capacity(plan, 2024, "feeder") == 1'246'000);
    CHECK(capacity(plan, 2025, "feeder") == 996'800);
    CHECK(node(plan, 2025, "port").throughput->rate == TonnesPerYear(6'400'000));
    CHECK(node(plan, 2025, "port").container_terminal->rate == TonnesPerYear(560'000));
    CHECK(node(plan, 2025, "port").container_terminal->containers_only);
    CHECK(node(plan, 2026, "port").throughput->rate == TonnesPerYear(8'000'000));
}

TEST_CASE("a disruption of more than a year takes the whole year") {
    const auto plan = plan_of("[[change]]\ndisruption = \"d_longer_than_a_year\"\n").value();
    CHECK(capacity(plan, 2024, "main") == 1'500'000);
}

TEST_CASE("a surge multiplies the demand of every row for its part of the year") {
    const auto plan =
        plan_of(horizon + "[[change]]\ndisruption = \"d_surge\"\nfrom = 2026\nto = 2026\n").value();
    CHECK(tonnes(plan, 2025, "ore_port") == 1'000'000);
    CHECK(tonnes(plan, 2026, "ore_port") == 1'800'000);
    CHECK(tonnes(plan, 2027, "ore_port") == 1'000'000);
    CHECK(capacity(plan, 2026, "main") == 6'000'000);
}

TEST_CASE("a project comes in its own year or in the one the scenario gives") {
    const auto own = plan_of(horizon + "[[change]]\nproject = \"p_main\"\n").value();
    CHECK(capacity(own, 2025, "main") == 6'000'000);
    CHECK(capacity(own, 2026, "main") == 10'000'000);
    const auto later = plan_of(horizon + "[[change]]\nproject = \"p_main\"\nfrom = 2029\n").value();
    CHECK(capacity(later, 2028, "main") == 6'000'000);
    CHECK(capacity(later, 2029, "main") == 10'000'000);
}

TEST_CASE("a planned link waits for its project, which may come sooner or later than its year") {
    const auto own = plan_of(horizon + "[[change]]\nproject = \"p_bypass\"\n").value();
    CHECK_FALSE(open(own, 2027, "bypass"));
    CHECK(open(own, 2028, "bypass"));
    CHECK(capacity(own, 2028, "bypass") == 5'000'000);
    const auto sooner =
        plan_of(horizon + "[[change]]\nproject = \"p_bypass\"\nfrom = 2025\n").value();
    CHECK_FALSE(open(sooner, 2024, "bypass"));
    CHECK(open(sooner, 2025, "bypass"));
    CHECK(link(sooner, 2025, "bypass").status == corridor::Status::operating);
}

TEST_CASE("a project that takes capacity away, or counts from another value, is warned of") {
    const auto shrink = plan_of(horizon + "[[change]]\nproject = \"p_shrink\"\n");
    REQUIRE(shrink.ok());
    CHECK(corridor::render(shrink.diagnostics()) ==
          "plan.toml:5:11: warning: change.project: expected a project that adds capacity to main, "
          "got 6 Mt/yr to 5 Mt/yr (it takes capacity away; applied as stated)\n");
    const auto other = plan_of(horizon + "[[change]]\nproject = \"p_other_start\"\n");
    REQUIRE(other.ok());
    CHECK(corridor::render(other.diagnostics()) ==
          "plan.toml:5:11: warning: change.project: expected main at 2 Mt/yr, from which "
          "p_other_start counts, got 6 Mt/yr (the value afterwards is applied as stated)\n");
}

TEST_CASE("a change that changes nothing is warned of, and so is one of a closed link") {
    const auto same = plan_of(
        "[[change]]\nlink = \"main\"\nattribute = \"capacity\"\n"
        "value = \"6000 kt/yr\"\n");
    REQUIRE(same.ok());
    CHECK(corridor::render(same.diagnostics()) ==
          "plan.toml:1:1: warning: change: expected a change, got what is there already "
          "(it has no effect)\n");
    const auto closed = plan_of(
        "[[change]]\nlink = \"bypass\"\nattribute = \"capacity\"\n"
        "value = \"5 Mt/yr\"\n");
    REQUIRE(closed.ok());
    CHECK(closed.diagnostics().warning_count() == 1);
    const auto opening = plan_of(
        "[[change]]\nlink = \"main\"\nattribute = \"opening_year\"\n"
        "value = 2030\n");
    REQUIRE(opening.ok());
    CHECK(opening.diagnostics().warning_count() == 1);
}

TEST_CASE("a share of nothing is refused") {
    CHECK_FALSE(plan_of("[[change]]\ndisruption = \"d_unlimited\"\n").ok());
    CHECK_FALSE(plan_of("[[change]]\nlink = \"road\"\nattribute = \"capacity\"\n"
                        "value = \"50 %\"\n")
                    .ok());
}

TEST_CASE("status, tariff, dwell and opening year can be changed") {
    const auto plan = plan_of(horizon + R"([[change]]
link = "main"
attribute = "status"
value = "idle"
from = 2025
[[change]]
link = "road"
attribute = "tariff"
value = "25.5 USD/t"
[[change]]
node = "p*"
attribute = "dwell"
value = "1.5 days"
[[change]]
link = "bypass"
attribute = "opening_year"
value = 2029
[[change]]
node = "port"
attribute = "container_capacity"
value = "60000 TEU/yr"
)");
    INFO(corridor::render(plan.diagnostics()));
    REQUIRE(plan.ok());
    CHECK(plan.diagnostics().empty());
    CHECK(open(*plan, 2024, "main"));
    CHECK_FALSE(open(*plan, 2025, "main"));
    CHECK(link(*plan, 2024, "road").tariff.micro_usd_per_t == 25'500'000);
    CHECK(node(*plan, 2024, "port").dwell.seconds == 129'600);
    CHECK_FALSE(open(*plan, 2028, "bypass"));
    CHECK(open(*plan, 2029, "bypass"));
    CHECK(node(*plan, 2024, "port").container_terminal->rate == TonnesPerYear(840'000));
}

TEST_CASE("a target out of nothing is refused") {
    Dataset data = small_dataset();
    for (corridor::Demand& row : data.demand) {
        row.rate = TonnesPerYear(0);
    }
    CHECK_FALSE(plan_of(horizon + "[demand]\ngrowth = \"1 Mt/yr by 2030\"\n", data).ok());
    CHECK(plan_of(horizon + "[demand]\ngrowth = \"10 %/yr\"\n", data).ok());
}

TEST_CASE("a base-year row that is no movement is named, not dropped") {
    Dataset data = small_dataset();
    data.demand.back().base_year = 2024;
    const auto plan = plan_of("", data);
    REQUIRE_FALSE(plan.ok());
    CHECK(corridor::render(plan.diagnostics()) ==
          "demand row total_2023: expected a movement between two places, got 'CORRIDOR to "
          "CORRIDOR' (a figure for the whole route has no way of its own; leave it out with "
          "except)\n");
    CHECK(plan_of("[demand]\nexcept = \"total_2023\"\n", data).ok());
}

TEST_CASE("data without demand serve questions, and growth only when told so") {
    Dataset data = small_dataset();
    data.demand.clear();
    const std::string question =
        "[[analysis.max_flow]]\nfrom = \"mine\"\nto = \"port\"\ncommodity = \"ore\"\n";
    CHECK_FALSE(plan_of(question, data).ok());
    const auto plan = plan_of("[analysis]\ngrowth = false\n" + question, data);
    REQUIRE(plan.ok());
    const corridor::ScenarioResult result = corridor::run(*plan);
    CHECK(result.growth.years.empty());
    REQUIRE(result.flows.size() == 1);
    CHECK(result.flows[0].flow.value == TonnesPerYear(4'000'000));
    CHECK(result.flows[0].flow.certified);
}

TEST_CASE("a question is asked of the network of its year") {
    const auto plan = plan_of(horizon + R"([[analysis.max_flow]]
from = "mine"
to = "port"
commodity = "ore"
[[analysis.max_flow]]
from = "mine"
to = "port"
commodity = "ore"
year = 2027
)")
                          .value();
    const corridor::ScenarioResult result = corridor::run(plan);
    CHECK(result.growth.years.size() == 7);
    REQUIRE(result.flows.size() == 2);
    CHECK(result.flows[0].year == 2024);
    CHECK(result.flows[0].flow.value == TonnesPerYear(4'000'000));
    CHECK(result.flows[1].flow.value == TonnesPerYear(7'000'000));
}
