#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/compare.hpp>
#include <corridor/report/csv.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

std::string signed_megatonnes(std::int64_t tonnes) {
    return tonnes == 0 ? "0.000" : (tonnes > 0 ? "+" : "") + megatonnes(tonnes);
}

std::string signed_megatonnes(const std::optional<std::int64_t>& tonnes) {
    return tonnes ? signed_megatonnes(*tonnes) : "-";
}

std::string year_text(const std::optional<int>& year) {
    return year ? fmt::format("{}", *year) : "not in its years";
}

std::string names_text(const std::vector<std::string>& names) {
    return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ", "));
}

std::string figures(const Comparison& comparison, const YearDifference& year, Style style) {
    TextTable table({{"", Align::left},
                     {comparison.before, Align::right},
                     {comparison.after, Align::right},
                     {"change", Align::right}});
    const auto add = [&](const char* what, TonnesPerYear before, TonnesPerYear after) {
        table.add_row({what, megatonnes(before.count()), megatonnes(after.count()),
                       signed_megatonnes(after.count() - before.count())});
    };
    add("demand", year.demand_before, year.demand_after);
    add("served", year.served_before, year.served_after);
    add("unserved", year.unserved_before, year.unserved_after);
    add("pooled bound", year.pooled_before, year.pooled_after);
    table.add_row({"growth breaks it in", year_text(comparison.breaks_in_before),
                   year_text(comparison.breaks_in_after), ""});
    return table.render(style, 2);
}

std::string parts(const Comparison& comparison, std::size_t at, Style style) {
    if (comparison.patches.empty()) {
        return "  The scenarios differ in nothing that is solved.\n";
    }
    TextTable table({{"part", Align::left},
                     {"served, alone", Align::right},
                     {"in order", Align::right},
                     {"unserved, alone", Align::right},
                     {"in order", Align::right}});
    for (const PatchContribution& contribution : comparison.patches) {
        const PatchEffect& effect = contribution.years[at];
        table.add_row({describe(contribution.patch), signed_megatonnes(effect.served_alone),
                       signed_megatonnes(effect.served_in_order),
                       signed_megatonnes(effect.unserved_alone),
                       signed_megatonnes(effect.unserved_in_order)});
    }
    table.add_row(
        {"together beyond that", signed_megatonnes(comparison.years[at].interaction), "", "", ""});
    std::string text = table.render(style, 2);
    for (const PatchContribution& contribution : comparison.patches) {
        if (!contribution.why_not_alone.empty()) {
            text += fmt::format("  {} cannot stand alone: {}\n", describe(contribution.patch),
                                contribution.why_not_alone);
        }
    }
    return text;
}

Json or_null(const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json patch_document(const PatchContribution& contribution, std::size_t at) {
    const PatchEffect& effect = contribution.years[at];
    Json entry = Json::object();
    entry["patch"] = describe(contribution.patch);
    entry["served_alone_t_per_year"] = or_null(effect.served_alone);
    entry["served_in_order_t_per_year"] = or_null(effect.served_in_order);
    entry["unserved_alone_t_per_year"] = or_null(effect.unserved_alone);
    entry["unserved_in_order_t_per_year"] = or_null(effect.unserved_in_order);
    if (!contribution.why_not_alone.empty()) {
        entry["why_not_alone"] = contribution.why_not_alone;
    }
    return entry;
}

Json year_document(const Comparison& comparison, std::size_t at) {
    const YearDifference& year = comparison.years[at];
    Json entry = Json::object();
    entry["year"] = year.year;
    entry["demand_before_t_per_year"] = year.demand_before.count();
    entry["demand_after_t_per_year"] = year.demand_after.count();
    entry["served_before_t_per_year"] = year.served_before.count();
    entry["served_after_t_per_year"] = year.served_after.count();
    entry["unserved_before_t_per_year"] = year.unserved_before.count();
    entry["unserved_after_t_per_year"] = year.unserved_after.count();
    entry["pooled_bound_before_t_per_year"] = year.pooled_before.count();
    entry["pooled_bound_after_t_per_year"] = year.pooled_after.count();
    entry["binds_no_more"] = year.binds_no_more;
    entry["binds_now"] = year.binds_now;
    Json patches = Json::array();
    for (const PatchContribution& contribution : comparison.patches) {
        patches.push_back(patch_document(contribution, at));
    }
    entry["patches"] = std::move(patches);
    entry["interaction_t_per_year"] = year.interaction;
    return entry;
}

}  // namespace

std::optional<std::size_t> shown_year(const Comparison& comparison, std::optional<int> year) {
    if (comparison.years.empty()) {
        return std::nullopt;
    }
    if (!year) {
        return comparison.years.size() - 1;
    }
    const auto found = std::find_if(comparison.years.begin(), comparison.years.end(),
                                    [&](const YearDifference& each) { return each.year == *year; });
    return found == comparison.years.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - comparison.years.begin()));
}

std::string render_table(const CompareReport& report, Style style) {
    std::string text;
    for (const Comparison& comparison : report.comparisons) {
        const auto at = shown_year(comparison, report.year);
        text += text.empty() ? "" : "\n";
        if (!at) {
            text += heading(fmt::format("{} and {}: no year that both have", comparison.before,
                                        comparison.after),
                            style) +
                    "\n";
            continue;
        }
        const YearDifference& year = comparison.years[*at];
        text += heading(fmt::format("{} against {} in {}, in Mt/yr:", comparison.after,
                                    comparison.before, year.year),
                        style) +
                "\n" + figures(comparison, year, style);
        text += fmt::format("  binds no more: {}\n  binds now: {}\n\n",
                            names_text(year.binds_no_more), names_text(year.binds_now));
        text +=
            heading("The part of each difference:", style) + "\n" + parts(comparison, *at, style);
    }
    return text;
}

std::string render_json(const CompareReport& report) {
    Json document = Json::object();
    document["schema"] = "corridor/compare/1";
    Json list = Json::array();
    for (const Comparison& comparison : report.comparisons) {
        Json entry = Json::object();
        entry["before"] = comparison.before;
        entry["after"] = comparison.after;
        entry["breaks_in_before"] =
            comparison.breaks_in_before ? Json(*comparison.breaks_in_before) : Json(nullptr);
        entry["breaks_in_after"] =
            comparison.breaks_in_after ? Json(*comparison.breaks_in_after) : Json(nullptr);
        Json years = Json::array();
        for (std::size_t at = 0; at < comparison.years.size(); ++at) {
            years.push_back(year_document(comparison, at));
        }
        entry["years"] = std::move(years);
        list.push_back(std::move(entry));
    }
    document["comparisons"] = std::move(list);
    return dumped(document);
}

std::string render_csv(const CompareReport& report) {
    CsvText csv({"before", "after", "year", "patch", "served_alone_t_per_year",
                 "served_in_order_t_per_year", "unserved_alone_t_per_year",
                 "unserved_in_order_t_per_year"});
    const auto number = [](const std::optional<std::int64_t>& value) {
        return value ? fmt::format("{}", *value) : std::string();
    };
    for (const Comparison& comparison : report.comparisons) {
        for (std::size_t at = 0; at < comparison.years.size(); ++at) {
            const YearDifference& year = comparison.years[at];
            const std::string in = fmt::format("{}", year.year);
            for (const PatchContribution& contribution : comparison.patches) {
                const PatchEffect& effect = contribution.years[at];
                csv.add_row({comparison.before, comparison.after, in, describe(contribution.patch),
                             number(effect.served_alone), number(effect.served_in_order),
                             number(effect.unserved_alone), number(effect.unserved_in_order)});
            }
            csv.add_row({comparison.before, comparison.after, in, "interaction",
                         number(year.interaction), "", "", ""});
        }
    }
    return csv.text();
}

}  // namespace corridor::report
