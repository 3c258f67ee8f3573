#pragma once

#include <corridor/flow/sweep.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// The values of capacity scenarios with the question behind them, to be shown.
struct SweepReport {
    std::string network_name{};
    FlowQuery query{};
    std::string capacities_name{};     ///< where the rows come from
    std::vector<std::string> links{};  ///< whose capacities the rows give
    Sweep answer{};
    /// Wall-clock seconds of the sweep and, of them apart, of reading the rows; none where files
    /// must not differ from run to run.
    std::optional<double> read_seconds{};
    std::optional<double> solve_seconds{};
};

/// What people read: how many rows, least, median and largest value, the first rows.
[[nodiscard]] std::string render_table(const SweepReport& report, Style style = {});

/// The JSON object "corridor/sweep/1".
[[nodiscard]] std::string render_json(const SweepReport& report);

/// The values in t/yr alone, one a line in row order; `unlimited` where nothing limits the flow.
[[nodiscard]] std::string render_csv(const SweepReport& report);

}  // namespace corridor::report
