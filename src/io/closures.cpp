#include "io/dataset_tables.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/closures.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::int64_t seconds_an_hour = 3600;
constexpr std::int64_t seconds_a_day = 24 * seconds_an_hour;
constexpr std::int64_t latest = std::int64_t{1} << 38;

/// One end of a closure, in hours or in days.
struct TimeColumns {
    Table::Column hours;
    Table::Column days;
};

std::optional<Duration> read_time(const Table& table, std::size_t row, const TimeColumns& columns,
                                  Diagnostics& diagnostics) {
    const bool in_hours = table.given(row, columns.hours);
    const Table::Column& used = in_hours ? columns.hours : columns.days;
    if (in_hours == table.given(row, columns.days)) {
        add_fault(diagnostics, table, row, columns.hours, "a time in hours or in days",
                  in_hours ? "both" : "neither", "");
        return std::nullopt;
    }
    const auto value = table.decimal(row, used);
    if (!value) {
        return std::nullopt;
    }
    const auto seconds =
        scaled_to_whole(*value, Decimal(in_hours ? seconds_an_hour : seconds_a_day));
    if (!seconds || *seconds > latest) {
        add_fault(diagnostics, table, row, used, fmt::format("at most {} s", latest),
                  value->text() + (in_hours ? " h" : " d"), "");
        return std::nullopt;
    }
    return Duration{*seconds};
}

}  // namespace

Parsed<std::vector<LinkClosure>> parse_closures(const std::string& file, std::string_view text,
                                                const Network& network) {
    Diagnostics diagnostics;
    auto csv = parse_csv(file, text, diagnostics);
    const auto table =
        csv ? check_table(std::move(*csv), *dictionary().find("closures"), diagnostics)
            : std::nullopt;
    if (!table) {
        return diagnostics;
    }
    const auto link = table->column("link_id");
    const auto factor = table->column("factor");
    const TimeColumns begins{table->column("from_hour"), table->column("from_day")};
    const TimeColumns ends{table->column("to_hour"), table->column("to_day")};
    std::vector<LinkClosure> rows;
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        const std::string id(table->text(row, link));
        if (!id.empty() && !network.find_link(id)) {
            add_fault(diagnostics, *table, row, link, "the id of a link", fmt::format("'{}'", id),
                      did_you_mean(id, network.link_ids()));
        }
        const auto left = table->decimal(row, factor);
        if (left && Decimal(1) < *left) {
            add_fault(diagnostics, *table, row, factor, "a share from 0 to 1", left->text(), "");
        }
        const auto from = read_time(*table, row, begins, diagnostics);
        const auto to = read_time(*table, row, ends, diagnostics);
        if (from && to && *to < *from) {
            add_fault(diagnostics, *table, row,
                      table->given(row, ends.hours) ? ends.hours : ends.days,
                      "an end that is not before the begin",
                      fmt::format("{} s after {} s", to->seconds, from->seconds), "");
        }
        if (from && to && left) {
            rows.push_back({id, *from, *to, *left});
        }
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return {std::move(rows), std::move(diagnostics)};
}

}  // namespace corridor::io
