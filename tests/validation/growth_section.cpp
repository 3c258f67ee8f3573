#include "validation/growth_section.hpp"

#include "support/catch.hpp"

#include <corridor/analysis/dependency.hpp>
#include <corridor/analysis/readiness.hpp>
#include <corridor/analysis/soft_bottlenecks.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/growth_path.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;

namespace {

const Selection middle_route = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}};

std::string list(const std::vector<std::string>& names) {
    return names.empty() ? "–" : fmt::format("`{}`", fmt::join(names, "`, `"));
}

std::vector<DemandYear> along(const Network& network, const FlowQuery& query, const char* path,
                              std::int64_t start, int last) {
    const auto demand = demand_along(parse_growth_path(path).value(), TonnesPerYear(start), 2024,
                                     2024, last, network.units());
    std::vector<DemandYear> years;
    for (std::size_t i = 0; i < demand->size(); ++i) {
        years.push_back({2024 + static_cast<int>(i), network, query, (*demand)[i]});
        years.back().query.selection.year = years.back().year;
    }
    return years;
}

std::string crossing_row(const Dataset& data, const FlowQuery& query, const char* path,
                         std::int64_t start, const char* source) {
    const std::vector<DemandYear> years = along(data.network, query, path, start, 2040);
    const DemandGrowth growth = demand_growth(years);
    const Readiness ready = readiness(years, data.projects);
    CHECK(ready.attainable);
    CHECK(ready.least_raise_proved);
    std::vector<std::string> projects;
    for (const NeededProject& needed : ready.projects) {
        projects.push_back(data.projects[needed.project].id);
    }
    return fmt::format(
        "| {} from {} ({}) | {} | {} | {} | {} | {} |\n", path, TonnesPerYear(start), source,
        growth.breaks_in ? fmt::format("{}", *growth.breaks_in) : "not up to 2040",
        growth.cuts.empty() ? "–" : list(data.network.names(growth.cuts.front().members)),
        to_string(ready.years.back().raised), list(projects),
        ready.beyond_projects ? fmt::format("from {} on", *ready.beyond_projects) : "never");
}

/// How far growth across the Caspian gets, and what must be in place.
std::string paths_part(const Dataset& data) {
    const FlowQuery boxes = {.from = {"xian"},
                             .to = {"alat_port"},
                             .commodity = "containers",
                             .selection = middle_route};
    const FlowQuery crude = {
        .from = {"tengiz"}, .to = {"ceyhan"}, .commodity = "crude_oil", .selection = middle_route};
    const auto breaks_in = [&](const FlowQuery& query, const char* path, std::int64_t start) {
        return demand_growth(along(data.network, query, path, start, 2040)).breaks_in;
    };
    CHECK(breaks_in(boxes, "10 Mt/yr by 2030", 4'484'000) == 2027);
    CHECK(breaks_in(boxes, "25 %/yr", 791'000) == 2034);
    CHECK_FALSE(breaks_in(boxes, "300000 TEU/yr by 2029", 791'000).has_value());
    CHECK(breaks_in(crude, "3.124303 Mt/yr by 2030", 1'400'000) == 2028);
    return "\n## Growth over years\n\n"
           "How far growth across the Caspian gets, and what must be in place. Containers go from "
           "Xi'an to Alat, crude from\nTengiz to Ceyhan. The least raise is the sum of all raises "
           "of limits by 2040; projects are those without which\nless is carried.\n\n"
           "| demand | breaks in | cut that it fills | least raise | projects needed | more than "
           "all known projects carry |\n"
           "| --- | --- | --- | --- | --- | --- |\n" +
           crossing_row(data, boxes, "300000 TEU/yr by 2029", 791'000,
                        "containers, plan in `titr_report_2026`") +
           crossing_row(data, boxes, "4 Mt/yr by 2030", 791'000,
                        "containers, forecast in `wb_mc_trend`") +
           crossing_row(data, boxes, "25 %/yr", 791'000, "containers") +
           crossing_row(data, boxes, "25 %/yr up to 12 Mt/yr", 791'000, "containers, logistic") +
           crossing_row(data, boxes, "10 Mt/yr by 2030", 4'484'000,
                        "all of TITR, were it in containers") +
           crossing_row(data, crude, "3.124303 Mt/yr by 2030", 1'400'000,
                        "crude, its share of 10 Mt/yr for TITR");
}

const GroupDependency& on(const Dependency& found, const std::string& name) {
    return *std::find_if(found.groups.begin(), found.groups.end(),
                         [&](const GroupDependency& each) { return each.group.name == name; });
}

std::string dependency_part(const Dataset& data) {
    const FlowQuery to_europe = {.from = {"xian"},
                                 .to = {"budapest"},
                                 .commodity = "containers",
                                 .selection = {.exclude_links = {"ocean_*"}}};
    FlowQuery middle = to_europe;
    middle.selection = middle_route;
    const Dependency by_land = dependency(data.network, to_europe);
    const Dependency by_middle = dependency(data.network, middle);
    CHECK(by_middle.flow.value == TonnesPerYear(6'096'000));
    CHECK(on(by_middle, "Caspian").left == TonnesPerYear(0));
    CHECK(on(by_middle, "AZE").left == TonnesPerYear(0));
    CHECK(*on(by_land, "RUS").lost < on(by_land, "RUS").passing);
    CHECK(on(by_land, "RUS").quickest_without > by_land.quickest);

    std::string text =
        "\n## Dependency\n\n"
        "Containers from Xi'an to Budapest by land: what passes each, and what is lost when it is "
        "closed.\nWithin the Middle Corridor nothing replaces the Caspian, Azerbaijan or "
        "Georgia.\n\n"
        "| routes | closed | passes | lost | rerouted | quickest without it |\n"
        "| --- | --- | --- | --- | --- | --- |\n";
    const auto add = [&](const char* routes, const Dependency& found,
                         const std::vector<const char*>& names) {
        for (const char* name : names) {
            const GroupDependency& group = on(found, name);
            text += fmt::format(
                "| {} ({}, {:.1f} days) | {} | {} | {} | {} | {} |\n", routes,
                to_string(found.flow.value), found.quickest->hours() / 24, name,
                to_string(group.passing), to_string(*group.lost), to_string(group.rerouted),
                group.quickest_without
                    ? fmt::format("{:.1f} days", group.quickest_without->hours() / 24)
                    : "no way");
        }
    };
    add("all by land", by_land, {"RUS", "KAZ", "AZE", "TUR", "Caspian"});
    add("Middle Corridor", by_middle, {"Caspian", "AZE", "GEO", "TUR", "KAZ", "TKM"});
    return text;
}

std::string delays_part(const Dataset& data) {
    const CostModel cost = cost_model(data).value();
    FlowQuery query = {.from = {"xian"},
                       .to = {"poti_port"},
                       .commodity = "containers",
                       .selection = middle_route};
    query.selection.exclude_modes = {Mode::road};
    const TonnesPerYear moved(1'485'000);
    const SoftBottlenecks found = soft_bottlenecks(cost, query, moved, data.disruptions);
    CHECK_FALSE(found.capacity_reached());
    for (const SectionDelay& section : found.sections) {
        CHECK(section.binding == Binding::time);
    }
    const auto days = [&](Int128 time) {
        return tonne_days(time) / static_cast<double>(moved.count());
    };
    const Int128 borders =
        found.time.lost_to(DelayCause::border) + found.time.lost_to(DelayCause::gauge_change);
    const Int128 ports = found.time.lost_to(DelayCause::port);
    CHECK(borders + ports > found.time.lost_to(DelayCause::yard));
    CHECK(borders + ports > found.time.lost_in_all() / 2);
    const SoftBottlenecks full = soft_bottlenecks(cost, query, std::nullopt, data.disruptions);
    std::vector<std::string> by_capacity;
    for (const SectionDelay& section : full.sections) {
        if (section.binding == Binding::capacity) {
            by_capacity.push_back(section.system);
        }
    }
    CHECK(by_capacity == std::vector<std::string>{"Caspian"});
    return fmt::format(
        "\n## Soft bottlenecks\n\n"
        "The World Bank (`wb_mc_2023`) found for 2022 that capacity was not reached, and that "
        "borders and\ntransshipment caused the delay. With the {} that TITR moved in 2022 "
        "(`titr_report_2026`), by rail and\nferry from Xi'an to Poti, the model says: {:.0f} % of "
        "the {} that could move is used; of {:.1f} days {:.1f} are\nlost, {:.1f} at borders and "
        "changes of gauge, {:.1f} in ports, {:.1f} in yards; time binds in every section. "
        "Filled\nto {}, capacity binds on {} and nowhere else.\n",
        to_string(moved), 100 * ratio(moved, *found.ceiling), to_string(*found.ceiling),
        days(found.time.in_all()), days(found.time.lost_in_all()), days(borders), days(ports),
        days(found.time.lost_to(DelayCause::yard)), to_string(full.flow.value), list(by_capacity));
}

}  // namespace

std::string growth_section() {
    const Dataset& data = middle_corridor_dataset();
    return paths_part(data) + dependency_part(data) + delays_part(data);
}
