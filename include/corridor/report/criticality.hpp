#pragma once

#include <corridor/analysis/criticality.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>

namespace corridor::report {

/// The losses of a flow with the question behind them, to be shown.
struct CriticalityReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    Criticality answer{};
    /// Wall-clock seconds of all solves; none where files must not differ from run to run.
    std::optional<double> solve_seconds{};
};

/// What people read: the value with everything in place, then the ranking. `~` marks estimates.
[[nodiscard]] std::string render_table(const CriticalityReport& report, Style style = {});

/// The JSON object "corridor/criticality/1".
[[nodiscard]] std::string render_json(const CriticalityReport& report);

/// The ranking as comma-separated values: element, flow_lost_t_per_year, share, kind.
[[nodiscard]] std::string render_csv(const CriticalityReport& report);

}  // namespace corridor::report
