#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/demand_growth.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t members_shown = 2;

std::string years_text(const DemandGrowthReport& report, const DemandPath& path, Style style) {
    TextTable table({{"year", Align::left},
                     {"demand", Align::right},
                     {"could move", Align::right},
                     {"served", Align::right},
                     {"unserved", Align::right},
                     {"headroom", Align::right},
                     {"what binds", Align::left}});
    for (const ServedYear& year : path.growth.years) {
        const bool full = year.ceiling && year.demand >= *year.ceiling;
        table.add_row({fmt::format("{}", year.year), megatonnes(year.demand.count()),
                       year.ceiling ? megatonnes(year.ceiling->count()) : "unlimited",
                       megatonnes(year.served.count()), megatonnes(year.unserved.count()),
                       year.headroom ? megatonnes(year.headroom->count()) : "-",
                       !full              ? "-"
                       : year.cut.empty() ? "no open route"
                                          : describe(report.network, year.cut, members_shown)});
    }
    return heading(printable(fmt::format("{}, in Mt/yr:", path.path)), style) + "\n" +
           table.render(style, 2);
}

/// The limits that any path fills, in order of the first year in which one does.
std::vector<Element> filled(const DemandGrowthReport& report) {
    std::vector<std::pair<int, Element>> found;
    for (const DemandPath& path : report.paths) {
        for (const FilledLimit& limit : path.growth.limits) {
            const auto known = std::find_if(found.begin(), found.end(), [&](const auto& each) {
                return each.second == limit.element;
            });
            if (known == found.end()) {
                found.emplace_back(limit.year, limit.element);
            } else {
                known->first = std::min(known->first, limit.year);
            }
        }
    }
    std::stable_sort(found.begin(), found.end());
    std::vector<Element> elements;
    for (const auto& each : found) {
        elements.push_back(each.second);
    }
    return elements;
}

std::string year_of(const DemandPath& path, Element element) {
    for (const FilledLimit& limit : path.growth.limits) {
        if (limit.element == element) {
            return limit.unavoidable && *limit.unavoidable != limit.year
                       ? fmt::format("{} ({})", limit.year, *limit.unavoidable)
                   : limit.unavoidable ? fmt::format("{}", limit.year)
                                       : fmt::format("{} (-)", limit.year);
        }
    }
    return "-";
}

std::string limits_text(const DemandGrowthReport& report, Style style) {
    const std::vector<Element> elements = filled(report);
    std::string text = heading("The first year in which each limit is used in full:", style) + "\n";
    if (elements.empty()) {
        return text + "  none is\n";
    }
    std::vector<TableColumn> columns = {
        {"limit", Align::left}, {"system", Align::left}, {"capacity", Align::right}};
    for (const DemandPath& path : report.paths) {
        columns.push_back({printable(path.path), Align::left});
    }
    TextTable table(std::move(columns));
    for (const Element element : elements) {
        const auto limit = limit_on(report.network, element, report.query.commodity);
        std::vector<std::string> row = {
            report.network.name(element),
            element.kind == Element::Kind::link ? report.network.link(LinkId{element.index}).system
                                                : std::string(),
            limit ? marked(*limit, is_estimate(report.network, element)) : "unlimited"};
        for (const DemandPath& path : report.paths) {
            row.push_back(year_of(path, element));
        }
        table.add_row(std::move(row));
    }
    return text + table.render(style, 2) +
           "  in brackets the first year in which no other way leaves it room, - where one does\n";
}

std::string cuts_text(const DemandGrowthReport& report, const DemandPath& path, Style style) {
    if (path.growth.cuts.empty()) {
        return "";
    }
    TextTable table({{"year", Align::left}, {"cut", Align::left}, {"capacity", Align::right}});
    for (const FilledCut& cut : path.growth.cuts) {
        table.add_row(
            {fmt::format("{}", cut.year),
             cut.members.empty() ? "no open route" : describe(report.network, cut.members, 4),
             to_string(cut.capacity)});
    }
    return heading(printable(fmt::format("Cuts that {} fills:", path.path)), style) + "\n" +
           table.render(style, 2) + "\n";
}

Json optional_rate(const std::optional<TonnesPerYear>& rate) {
    return rate ? Json(rate->count()) : Json(nullptr);
}

Json member_document(const Network& network, Element element, TonnesPerYear capacity) {
    return cut_document(network, {CutMember{element, capacity}}).at(0);
}

Json years_document(const DemandGrowthReport& report) {
    Json list = Json::array();
    for (const DemandPath& path : report.paths) {
        for (std::size_t y = 0; y < path.growth.years.size(); ++y) {
            const ServedYear& year = path.growth.years[y];
            const ReadinessYear& ready = path.readiness.years[y];
            const bool full = year.ceiling && year.demand >= *year.ceiling;
            Json entry = Json::object();
            entry["path"] = path.path;
            entry["year"] = year.year;
            entry["demand_t_per_year"] = year.demand.count();
            entry["served_t_per_year"] = year.served.count();
            entry["unserved_t_per_year"] = year.unserved.count();
            entry["ceiling_t_per_year"] = optional_rate(year.ceiling);
            entry["headroom_t_per_year"] = optional_rate(year.headroom);
            entry["binding"] =
                cut_document(report.network, full ? year.cut : std::vector<CutMember>());
            entry["ceiling_cut"] = cut_document(report.network, year.cut);
            entry["ceiling_cut_is_unique"] = year.cut_is_unique;
            entry["raised_t_per_year"] = ready.raised.count();
            entry["ceiling_with_needed_projects_t_per_year"] =
                optional_rate(ready.with_needed_projects);
            entry["ceiling_with_all_projects_t_per_year"] = optional_rate(ready.with_all_projects);
            list.push_back(std::move(entry));
        }
    }
    return list;
}

Json paths_document(const DemandGrowthReport& report) {
    Json list = Json::array();
    for (const DemandPath& path : report.paths) {
        Json entry = Json::object();
        entry["path"] = path.path;
        entry["breaks_in"] = path.growth.breaks_in ? Json(*path.growth.breaks_in) : Json(nullptr);
        Json limits = Json::array();
        for (const FilledLimit& limit : path.growth.limits) {
            Json row = member_document(report.network, limit.element, limit.capacity);
            row["year"] = limit.year;
            row["unavoidable_from"] = limit.unavoidable ? Json(*limit.unavoidable) : Json(nullptr);
            limits.push_back(std::move(row));
        }
        entry["limits"] = std::move(limits);
        Json cuts = Json::array();
        for (const FilledCut& cut : path.growth.cuts) {
            Json row = Json::object();
            row["year"] = cut.year;
            row["capacity_t_per_year"] = cut.capacity.count();
            row["members"] = cut_document(report.network, cut.members);
            cuts.push_back(std::move(row));
        }
        entry["cuts"] = std::move(cuts);
        entry.update(readiness_document(report.network, path.readiness, report.projects));
        list.push_back(std::move(entry));
    }
    return list;
}

}  // namespace

Json readiness_document(const Network& network, const Readiness& readiness,
                        const std::vector<Project>& projects) {
    Json document = Json::object();
    Json shortages = Json::array();
    for (const Shortage& shortage : readiness.shortages) {
        Json row = Json::object();
        row["year"] = shortage.year;
        row["last_year"] = shortage.last_year;
        row["members"] = cut_document(network, shortage.members);
        row["capacity_t_per_year"] = shortage.capacity.count();
        row["missing_t_per_year"] = shortage.missing.count();
        Json ids = Json::array();
        for (const std::size_t position : shortage.projects) {
            ids.push_back(projects[position].id);
        }
        row["projects"] = std::move(ids);
        shortages.push_back(std::move(row));
    }
    document["shortages"] = std::move(shortages);
    document["attainable_by_raises"] = readiness.attainable;
    document["least_raise_proved"] = readiness.least_raise_proved;
    Json raises = Json::array();
    for (const Raise& raise : readiness.raises) {
        Json row = member_document(network, raise.element, raise.today);
        row["year"] = raise.year;
        Json needed = Json::array();
        for (const auto& capacity : raise.needed) {
            needed.push_back(optional_rate(capacity));
        }
        row["needed_t_per_year"] = std::move(needed);
        raises.push_back(std::move(row));
    }
    document["raises"] = std::move(raises);
    Json listed = Json::array();
    for (const NeededProject& needed : readiness.projects) {
        Json row = Json::object();
        row["project_id"] = projects[needed.project].id;
        row["needed_by"] = needed.needed_by;
        row["announced"] = needed.announced ? Json(*needed.announced) : Json(nullptr);
        row["late"] = needed.late();
        listed.push_back(std::move(row));
    }
    document["projects"] = std::move(listed);
    document["beyond_projects_from"] =
        readiness.beyond_projects ? Json(*readiness.beyond_projects) : Json(nullptr);
    return document;
}

std::string render_table(const DemandGrowthReport& report, Style style) {
    std::string text =
        heading(printable(fmt::format("How far growth of {} gets ({})", describe(report.query),
                                      describe(report.network_name, report.query.selection))),
                style) +
        fmt::format("\n\n{} in {}\n\n", report.demand, report.base_year);
    for (const DemandPath& path : report.paths) {
        text += years_text(report, path, style) + "\n";
    }
    text += limits_text(report, style) + "\n";
    for (const DemandPath& path : report.paths) {
        text += cuts_text(report, path, style);
        const std::string needed =
            readiness_text(report.network, path.readiness, report.projects, style);
        if (!needed.empty()) {
            text +=
                heading(printable(fmt::format("What must be in place for {}", path.path)), style) +
                "\n\n" + needed;
        }
    }
    for (const DemandPath& path : report.paths) {
        const std::string outcome =
            path.growth.breaks_in
                ? fmt::format("breaks it in {}.", *path.growth.breaks_in)
                : fmt::format("does not break it up to {}.", path.growth.years.back().year);
        text += printable(path.path) + " " + outcome + "\n";
    }
    return text + "certified: every largest flow behind this, each with its own cut\n";
}

Json demand_growth_document(const DemandGrowthReport& report) {
    Json document = Json::object();
    document["demand_t_per_year"] = report.demand.count();
    document["base_year"] = report.base_year;
    document["years"] = years_document(report);
    document["paths"] = paths_document(report);
    return document;
}

std::string render_json(const DemandGrowthReport& report) {
    Json document = Json::object();
    document["schema"] = "corridor/growth/1";
    document["query"] = query_document(report.network_name, report.query);
    document.update(demand_growth_document(report));
    document["certified"] = true;
    return dumped(document);
}

std::string render_csv(const DemandGrowthReport& report) {
    CsvText csv({"path", "year", "demand_t_per_year", "served_t_per_year", "unserved_t_per_year",
                 "ceiling_t_per_year", "headroom_t_per_year", "binding", "raised_t_per_year"});
    const auto number = [](const std::optional<TonnesPerYear>& rate) {
        return rate ? fmt::format("{}", rate->count()) : "";
    };
    for (const DemandPath& path : report.paths) {
        for (std::size_t y = 0; y < path.growth.years.size(); ++y) {
            const ServedYear& year = path.growth.years[y];
            const bool full = year.ceiling && year.demand >= *year.ceiling;
            csv.add_row(
                {path.path, fmt::format("{}", year.year), number(year.demand), number(year.served),
                 number(year.unserved), number(year.ceiling), number(year.headroom),
                 full ? fmt::format("{}", fmt::join(report.network.names(year.cut), ";")) : "",
                 number(path.readiness.years[y].raised)});
        }
    }
    return csv.text();
}

}  // namespace corridor::report
