#pragma once

#include <corridor/report/text_table.hpp>
#include <corridor/scenario/compare.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// Scenarios compared with one base, to be shown.
struct CompareReport {
    std::vector<Comparison> comparisons{};
    /// The year that the table tells about; none: the last of each comparison.
    std::optional<int> year{};
};

/// The year of a comparison that is told about; none where the horizons do not meet there.
[[nodiscard]] std::optional<std::size_t> shown_year(const Comparison& comparison,
                                                    std::optional<int> year);

/// What changed, what binds instead, and the part of each patch, alone and in order.
[[nodiscard]] std::string render_table(const CompareReport& report, Style style = {});

/// The JSON object "corridor/compare/1": every year of every comparison.
[[nodiscard]] std::string render_json(const CompareReport& report);

/// A row for each comparison, year and patch, and one for the interaction of all.
[[nodiscard]] std::string render_csv(const CompareReport& report);

}  // namespace corridor::report
