#include "report/words.hpp"

#include <corridor/report/demand_growth.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace corridor::report {
namespace {

constexpr std::size_t members_shown = 4;

std::string project_names(const Shortage& shortage, const std::vector<Project>& projects) {
    std::vector<std::string> ids;
    for (const std::size_t position : shortage.projects) {
        ids.push_back(projects[position].id);
    }
    return ids.empty() ? "-" : fmt::format("{}", fmt::join(ids, ", "));
}

std::string shortages_text(const Network& network, const Readiness& readiness,
                           const std::vector<Project>& projects, Style style) {
    TextTable table({{"from", Align::left},
                     {"together too small", Align::left},
                     {"capacity", Align::right},
                     {"short by", Align::right},
                     {"in", Align::left},
                     {"projects that raise it", Align::left}});
    for (const Shortage& shortage : readiness.shortages) {
        table.add_row({fmt::format("{}", shortage.year),
                       describe(network, shortage.members, members_shown),
                       to_string(shortage.capacity), to_string(shortage.missing),
                       fmt::format("{}", shortage.last_year), project_names(shortage, projects)});
    }
    return heading("Cuts that are too small:", style) + "\n" + table.render(style, 2);
}

std::string raises_text(const Network& network, const Readiness& readiness, Style style) {
    const int last = readiness.years.back().year;
    TextTable table({{"from", Align::left},
                     {"limit", Align::left},
                     {"today", Align::right},
                     {"needed then", Align::right},
                     {fmt::format("needed in {}", last), Align::right}});
    for (const Raise& raise : readiness.raises) {
        const auto first = std::find_if(raise.needed.begin(), raise.needed.end(),
                                        [](const auto& needed) { return needed.has_value(); });
        table.add_row({fmt::format("{}", raise.year), network.name(raise.element),
                       marked(raise.today, is_estimate(network, raise.element)), to_string(**first),
                       raise.needed.back() ? to_string(*raise.needed.back()) : "-"});
    }
    return heading(fmt::format("Least raise that carries the demand, {} in all by {}{}:",
                               readiness.years.back().raised, last,
                               readiness.least_raise_proved ? " (proved)" : ""),
                   style) +
           "\n" + table.render(style, 2);
}

std::string projects_text(const Readiness& readiness, const std::vector<Project>& projects,
                          Style style) {
    TextTable table({{"needed by", Align::left},
                     {"project", Align::left},
                     {"name", Align::left},
                     {"announced", Align::left},
                     {"status", Align::left},
                     {"in time", Align::left}});
    for (const NeededProject& needed : readiness.projects) {
        const Project& project = projects[needed.project];
        table.add_row(
            {fmt::format("{}", needed.needed_by), project.id, printable(project.name),
             needed.announced ? fmt::format("{}", *needed.announced) : "-",
             printable(project.status),
             !needed.announced ? "no year"
             : needed.late()
                 ? fmt::format("{} too late",
                               *needed.announced - needed.needed_by == 1
                                   ? "1 year"
                                   : fmt::format("{} years", *needed.announced - needed.needed_by))
                 : "yes"});
    }
    std::string text = heading("Known projects without which it is not carried:", style) + "\n" +
                       (readiness.projects.empty() ? "  none helps\n" : table.render(style, 2));
    if (readiness.beyond_projects) {
        const auto year = std::find_if(
            readiness.years.begin(), readiness.years.end(),
            [&](const ReadinessYear& each) { return each.year == *readiness.beyond_projects; });
        text += fmt::format(
            "  from {} on not even all known projects together carry it: they "
            "reach {} of {}\n",
            year->year, *year->with_all_projects, year->demand);
    }
    return text;
}

}  // namespace

std::string readiness_text(const Network& network, const Readiness& readiness,
                           const std::vector<Project>& projects, Style style) {
    if (readiness.shortages.empty() && readiness.attainable) {
        return "";
    }
    std::string text;
    if (!readiness.shortages.empty()) {
        text += shortages_text(network, readiness, projects, style) + "\n";
    }
    if (!readiness.attainable) {
        text +=
            "No raise of limits carries it all: no open route, or a limit of an origin or "
            "destination.\n\n";
    }
    if (!readiness.raises.empty()) {
        text += raises_text(network, readiness, style) + "\n";
    }
    if (!projects.empty()) {
        text += projects_text(readiness, projects, style) + "\n";
    }
    return text;
}

std::vector<ReadinessRow> readiness_rows(const Network& network, const Readiness& readiness,
                                         const std::vector<Project>& projects) {
    const auto number = [](TonnesPerYear rate) { return fmt::format("{}", rate.count()); };
    std::vector<ReadinessRow> rows;
    for (const Shortage& shortage : readiness.shortages) {
        rows.push_back({"shortage",
                        fmt::format("{}", fmt::join(network.names(shortage.members), ";")),
                        shortage.year, number(shortage.capacity),
                        number(shortage.capacity + shortage.missing), "", ""});
    }
    for (const Raise& raise : readiness.raises) {
        std::optional<TonnesPerYear> before;
        for (std::size_t y = 0; y < raise.needed.size(); ++y) {
            if (raise.needed[y] && raise.needed[y] != before) {
                rows.push_back({"raise", network.name(raise.element), readiness.years[y].year,
                                number(raise.today), number(*raise.needed[y]), "", ""});
            }
            before = raise.needed[y];
        }
    }
    for (const NeededProject& needed : readiness.projects) {
        rows.push_back({"project", projects[needed.project].id, needed.needed_by, "", "",
                        needed.announced ? fmt::format("{}", *needed.announced) : "",
                        needed.late() ? "1" : "0"});
    }
    return rows;
}

}  // namespace corridor::report
