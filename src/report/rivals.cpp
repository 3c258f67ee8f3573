#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/rivals.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t share_parts = 100'000;  ///< a share is told in thousandths of a percent

bool falls_short(const RivalsReport& report) {
    return report.answer.now.shortfall_teu_per_year > 0.0;
}

std::vector<double> volumes(const RivalEquilibrium& answer) {
    std::vector<double> result;
    for (const CorridorShare& share : answer.corridors) {
        result.push_back(share.teu_per_year);
    }
    return result;
}

/// Whole TEU that add up to the demand, before and now.
std::vector<std::int64_t> whole_teu(const RivalEquilibrium& answer, double demand) {
    return whole_parts(volumes(answer), std::llround(demand));
}

/// Whole numbers for people: 13,797,000.
std::string grouped(std::int64_t value) {
    std::string digits = fmt::format("{}", std::abs(value));
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return (value < 0 ? "-" : "") + digits;
}

std::string signed_text(std::int64_t value) {
    return (value > 0 ? "+" : "") + grouped(value);
}

std::string share_text(std::int64_t part) {
    return fmt::format("{}.{:03d} %", part / 1000, part % 1000);
}

bool is_closed(const RivalsReport& report, std::size_t j) {
    return report.answer.now.corridors[j].capacity_teu_per_year <= 0.0;
}

/// What is different from the year observed, in words.
std::vector<std::string> changes(const RivalsReport& report) {
    std::vector<std::string> parts;
    for (const std::string& id : report.question.closed) {
        parts.push_back(fmt::format("{} closed", id));
    }
    for (const RivalQuestion::PriceChange& price : report.question.prices) {
        parts.push_back(fmt::format("{} {:g} % {}", price.corridor, std::abs(price.percent),
                                    price.percent < 0.0 ? "cheaper" : "dearer"));
    }
    if (report.question.teu_per_year) {
        parts.push_back(fmt::format("a demand of {} TEU/yr",
                                    grouped(std::llround(*report.question.teu_per_year))));
    }
    if (std::string selected = describe(report.question.selection); !selected.empty()) {
        parts.push_back(std::move(selected));
    }
    return parts;
}

std::string title(const RivalsReport& report) {
    const std::vector<std::string> parts = changes(report);
    return fmt::format("Who carries {} TEU/yr of containers ({}{}{})",
                       grouped(std::llround(report.answer.market.teu_per_year)),
                       report.network_name, parts.empty() ? ", as observed" : ", ",
                       fmt::join(parts, ", "));
}

std::string shares_section(const RivalsReport& report, Style style) {
    TextTable table({{"corridor", Align::left},
                     {"nest", Align::left},
                     {"observed TEU/yr", Align::right},
                     {"TEU/yr", Align::right},
                     {"change", Align::right},
                     {"share", Align::right},
                     {"twice as sensitive", Align::right},
                     {"half as sensitive", Align::right},
                     {"without nests", Align::right}});
    const auto before = whole_teu(report.answer.base, report.answer.base_market.teu_per_year);
    const auto now = whole_teu(report.answer.now, report.answer.market.teu_per_year);
    const auto parts = whole_parts(volumes(report.answer.now), share_parts);
    for (std::size_t j = 0; j < now.size(); ++j) {
        const CompetingCorridor& corridor = report.corridors[j];
        const RivalOutcome& outcome = report.answer.corridors[j];
        const char* mark = corridor.provenance.confidence == Confidence::low ? "~" : "";
        table.add_row({printable(corridor.id), printable(corridor.nest), mark + grouped(before[j]),
                       is_closed(report, j) ? "closed" : grouped(now[j]),
                       signed_text(now[j] - before[j]), share_text(parts[j]),
                       grouped(std::llround(outcome.sensitive_teu_per_year)),
                       grouped(std::llround(outcome.insensitive_teu_per_year)),
                       grouped(std::llround(outcome.without_nests_teu_per_year))});
    }
    return heading("Shares:", style) + "\n" + table.render(style, 2);
}

std::string prices_section(const RivalsReport& report, Style style) {
    TextTable table({{"corridor", Align::left},
                     {"USD/TEU", Align::right},
                     {"days", Align::right},
                     {"scarcity USD/TEU", Align::right},
                     {"in days", Align::right},
                     {"carries at most", Align::right},
                     {"used", Align::right},
                     {"full", Align::left}});
    constexpr std::size_t most_names = 3;
    const double day = report.answer.market.usd_per_teu_day;
    for (std::size_t j = 0; j < report.corridors.size(); ++j) {
        if (is_closed(report, j)) {
            continue;
        }
        const RivalOutcome& outcome = report.answer.corridors[j];
        const CorridorShare& now = outcome.now;
        const bool limited = std::isfinite(now.capacity_teu_per_year);
        std::vector<std::string> names = outcome.binding;
        std::string more;
        if (names.size() > most_names) {
            more = fmt::format(" and {} more", names.size() - most_names);
            names.resize(most_names);
        }
        table.add_row(
            {printable(report.corridors[j].id), fmt::format("{:.0f}", outcome.usd_per_teu),
             fmt::format("{:.1f}", outcome.days), fmt::format("{:.0f}", now.scarcity_usd_per_teu),
             day > 0.0 ? fmt::format("{:.1f}", now.scarcity_usd_per_teu / day) : "-",
             limited ? grouped(std::llround(now.capacity_teu_per_year)) : "-",
             limited ? percent(now.teu_per_year / now.capacity_teu_per_year) : "-",
             names.empty() ? "-" : printable(fmt::format("{}", fmt::join(names, ", ")) + more)});
    }
    return heading("Prices of what goes, and what binds:", style) + "\n" + table.render(style, 2);
}

std::string scales_text(const RivalsReport& report) {
    std::vector<std::string> parts;
    for (const Nest& nest : report.nests) {
        parts.push_back(fmt::format("{}{} {}",
                                    nest.provenance.confidence == Confidence::low ? "~" : "",
                                    nest.scale_usd_per_teu.text(), printable(nest.id)));
    }
    return fmt::format(
        "Scales in USD/TEU: {}. Twice and half as sensitive: TEU/yr, were all scales half and "
        "twice "
        "as large; without\nnests: were each that of all. A day is worth {:.2f} USD/TEU. ~ marks "
        "estimates.\n",
        fmt::join(parts, ", "), report.answer.market.usd_per_teu_day);
}

std::string shortfall_text(const RivalsReport& report) {
    return fmt::format("The open corridors carry {} TEU/yr too little.\n",
                       grouped(std::llround(report.answer.now.shortfall_teu_per_year)));
}

std::string certificate(const RivalsReport& report) {
    if (falls_short(report)) {
        return "certified: the capacities of the open corridors add up to less than the demand\n";
    }
    return report.answer.base.certified && report.answer.now.certified
               ? "certified: shares and prices agree, and programme and dual have the same value, "
                 "within 1e-9\n"
               : "not certified\n";
}

Json number_or_none(double value) {
    return std::isfinite(value) ? Json(rounded(value)) : Json(nullptr);
}

}  // namespace

std::string render_table(const RivalsReport& report, Style style) {
    std::string text = heading(printable(title(report)), style) + "\n\n";
    if (falls_short(report)) {
        return text + shortfall_text(report) + certificate(report);
    }
    return text + shares_section(report, style) + "\n" + prices_section(report, style) + "\n" +
           scales_text(report) + certificate(report);
}

std::string render_json(const RivalsReport& report) {
    const RivalAnswer& answer = report.answer;
    Json query = query_document(report.network_name, {.from = {},
                                                      .to = {},
                                                      .commodity = std::string(containers),
                                                      .selection = report.question.selection});
    query.erase("from");
    query.erase("to");
    query["closed"] = report.question.closed;
    Json prices = Json::array();
    for (const RivalQuestion::PriceChange& price : report.question.prices) {
        prices.push_back({{"corridor_id", price.corridor}, {"percent", rounded(price.percent)}});
    }
    query["price_changes"] = std::move(prices);
    Json document = Json::object();
    document["schema"] = "corridor/rivals/1";
    document["query"] = std::move(query);
    document["outcome"] = falls_short(report) ? "too_little_capacity" : "balanced";
    document["certified"] = answer.base.certified && (falls_short(report) || answer.now.certified);
    document["demand_teu_per_year"] = std::llround(answer.market.teu_per_year);
    document["observed_teu_per_year"] = std::llround(answer.base_market.teu_per_year);
    document["shortfall_teu_per_year"] = std::llround(answer.now.shortfall_teu_per_year);
    document["gap"] = rounded(answer.now.gap);
    document["value_of_time_usd_per_teu_per_day"] = rounded(answer.market.usd_per_teu_day);
    Json nests = Json::array();
    for (const Nest& nest : report.nests) {
        nests.push_back({{"nest_id", nest.id},
                         {"scale_usd_per_teu", rounded(nest.scale_usd_per_teu.approximate())},
                         {"confidence", std::string(to_string(nest.provenance.confidence))}});
    }
    document["nests"] = std::move(nests);
    const auto before = whole_teu(answer.base, answer.base_market.teu_per_year);
    const auto now = whole_teu(answer.now, answer.market.teu_per_year);
    const auto parts = whole_parts(volumes(answer.now), share_parts);
    Json corridors = Json::array();
    for (std::size_t j = 0; j < report.corridors.size(); ++j) {
        const CompetingCorridor& corridor = report.corridors[j];
        const RivalOutcome& outcome = answer.corridors[j];
        corridors.push_back(
            {{"corridor_id", corridor.id},
             {"name", corridor.name},
             {"nest", corridor.nest},
             {"open", !is_closed(report, j)},
             {"observed_teu_per_year", before[j]},
             {"teu_per_year", now[j]},
             {"change_teu_per_year", now[j] - before[j]},
             {"share", rounded(static_cast<double>(parts[j]) / share_parts)},
             {"usd_per_teu", rounded(outcome.usd_per_teu)},
             {"days", rounded(outcome.days)},
             {"price_usd_per_teu", rounded(outcome.now.price_usd_per_teu)},
             {"scarcity_usd_per_teu", rounded(outcome.now.scarcity_usd_per_teu)},
             {"constant_usd_per_teu", rounded(answer.market.corridors[j].constant_usd_per_teu)},
             {"capacity_teu_per_year", number_or_none(outcome.now.capacity_teu_per_year)},
             {"full", outcome.binding},
             {"twice_as_sensitive_teu_per_year", std::llround(outcome.sensitive_teu_per_year)},
             {"half_as_sensitive_teu_per_year", std::llround(outcome.insensitive_teu_per_year)},
             {"without_nests_teu_per_year", std::llround(outcome.without_nests_teu_per_year)},
             {"confidence", std::string(to_string(corridor.provenance.confidence))}});
    }
    document["corridors"] = std::move(corridors);
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const RivalsReport& report) {
    CsvText csv({"corridor_id", "nest", "observed_teu_per_year", "teu_per_year",
                 "change_teu_per_year", "share", "usd_per_teu", "days", "scarcity_usd_per_teu",
                 "capacity_teu_per_year", "full", "twice_as_sensitive_teu_per_year",
                 "half_as_sensitive_teu_per_year", "without_nests_teu_per_year", "confidence"});
    const RivalAnswer& answer = report.answer;
    const auto before = whole_teu(answer.base, answer.base_market.teu_per_year);
    const auto now = whole_teu(answer.now, answer.market.teu_per_year);
    const auto parts = whole_parts(volumes(answer.now), share_parts);
    for (std::size_t j = 0; j < report.corridors.size(); ++j) {
        const CompetingCorridor& corridor = report.corridors[j];
        const RivalOutcome& outcome = answer.corridors[j];
        const double capacity = outcome.now.capacity_teu_per_year;
        csv.add_row({corridor.id, corridor.nest, fmt::format("{}", before[j]),
                     fmt::format("{}", now[j]), fmt::format("{}", now[j] - before[j]),
                     decimal_text(static_cast<double>(parts[j]) / share_parts),
                     decimal_text(rounded(outcome.usd_per_teu)),
                     decimal_text(rounded(outcome.days)),
                     decimal_text(rounded(outcome.now.scarcity_usd_per_teu)),
                     std::isfinite(capacity) ? decimal_text(rounded(capacity)) : "",
                     fmt::format("{}", fmt::join(outcome.binding, ";")),
                     fmt::format("{}", std::llround(outcome.sensitive_teu_per_year)),
                     fmt::format("{}", std::llround(outcome.insensitive_teu_per_year)),
                     fmt::format("{}", std::llround(outcome.without_nests_teu_per_year)),
                     std::string(to_string(corridor.provenance.confidence))});
    }
    return csv.text();
}

}  // namespace corridor::report
