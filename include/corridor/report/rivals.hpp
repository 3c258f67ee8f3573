#pragma once

#include <corridor/analysis/corridor_supply.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// Shares of rival corridors with the question behind them, to be shown.
struct RivalsReport {
    std::string network_name{};
    std::vector<Nest> nests{};
    std::vector<CompetingCorridor> corridors{};
    RivalQuestion question{};
    RivalAnswer answer{};
    /// Wall-clock seconds; none where files must not differ from run to run.
    std::optional<double> solve_seconds{};
};

/// What people read: shares and what changes, prices and what binds, how firm it is.
[[nodiscard]] std::string render_table(const RivalsReport& report, Style style = {});

/// The JSON object "corridor/rivals/1".
[[nodiscard]] std::string render_json(const RivalsReport& report);

/// A row for each corridor.
[[nodiscard]] std::string render_csv(const RivalsReport& report);

}  // namespace corridor::report
