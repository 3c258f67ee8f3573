#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/sweep.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t rows_shown = 10;

std::string shown(std::int64_t value) {
    return value < 0 ? "unlimited" : to_string(TonnesPerYear(value));
}

/// Unlimited counts for more than any number.
bool less(std::int64_t a, std::int64_t b) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return (a < 0 ? most : a) < (b < 0 ? most : b);
}

std::string summary(const std::vector<std::int64_t>& values, Style style) {
    const auto first = values.begin();
    const auto least = std::min_element(first, values.end(), less);
    const auto largest = std::max_element(first, values.end(), less);
    std::vector<std::int64_t> sorted = values;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) / 2);
    std::nth_element(sorted.begin(), middle, sorted.end(), less);
    const auto row = [&](auto place) { return fmt::format("row {}", place - first + 1); };
    TextTable table({{"", Align::left}, {"value", Align::right}, {"first in", Align::left}});
    table.add_row({"smallest", shown(*least), row(least)});
    table.add_row({"median", shown(*middle), row(std::find(first, values.end(), *middle))});
    table.add_row({"largest", shown(*largest), row(largest)});
    return table.render(style, 2);
}

std::string first_rows(const std::vector<std::int64_t>& values, Style style) {
    const std::size_t count = std::min(rows_shown, values.size());
    TextTable table({{"row", Align::right}, {"value", Align::right}});
    for (std::size_t i = 0; i < count; ++i) {
        table.add_row({fmt::format("{}", i + 1), shown(values[i])});
    }
    return heading(
               count < values.size() ? fmt::format("First {} rows:", count) : std::string("Rows:"),
               style) +
           "\n" + table.render(style, 2);
}

std::string certificate(const Sweep& answer) {
    const std::size_t rows = answer.values.size();
    if (rows == 0) {
        return "certified 0/0: there are no rows to solve\n";
    }
    if (answer.certified_rows == 0) {
        return fmt::format("certified 0/{}: not asked for; the values are those of the {} engine\n",
                           rows, engine_name(answer.engine));
    }
    return fmt::format(
        "certified {}/{}: a flow and a cut of each value, checked independently of the {} engine "
        "that found it\n",
        answer.certified_rows, rows, engine_name(answer.engine));
}

}  // namespace

std::string render_table(const SweepReport& report, Style style) {
    const std::vector<std::int64_t>& values = report.answer.values;
    std::string text =
        heading(printable(fmt::format("Largest flow of {} in each row of {} ({})",
                                      describe(report.query), report.capacities_name,
                                      describe(report.network_name, report.query.selection))),
                style) +
        "\n\n";
    text += fmt::format("{} row{}, each with the capacities of {} link{}\n\n", values.size(),
                        values.size() == 1 ? "" : "s", report.links.size(),
                        report.links.size() == 1 ? "" : "s");
    if (!values.empty()) {
        text += summary(values, style) + "\n" + first_rows(values, style) + "\n";
    }
    return text + certificate(report.answer);
}

std::string render_json(const SweepReport& report) {
    Json query = query_document(report.network_name, report.query);
    query["capacities"] = report.capacities_name;
    query["links"] = report.links;
    Json values = Json::array();
    for (const std::int64_t value : report.answer.values) {
        values.push_back(value < 0 ? Json(nullptr) : Json(value));
    }
    Json document = Json::object();
    document["schema"] = "corridor/sweep/1";
    document["query"] = std::move(query);
    document["engine"] = engine_name(report.answer.engine);
    document["rows"] = report.answer.values.size();
    document["certified_rows"] = report.answer.certified_rows;
    if (report.read_seconds) {
        document["read_seconds"] = rounded(*report.read_seconds);
    }
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    document["values"] = std::move(values);
    return dumped(document);
}

std::string render_csv(const SweepReport& report) {
    fmt::memory_buffer text;
    for (const std::int64_t value : report.answer.values) {
        if (value < 0) {
            fmt::format_to(fmt::appender(text), "unlimited\n");
        } else {
            fmt::format_to(fmt::appender(text), "{}\n", value);
        }
    }
    return fmt::to_string(text);
}

}  // namespace corridor::report
