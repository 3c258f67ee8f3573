#pragma once

#include <corridor/analysis/routes.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/report/text_table.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// Routes with the question behind them, to be shown.
struct RoutesReport {
    std::string network_name{};
    CostModel model{};
    FlowQuery query{};
    /// What the routes are the best of: one objective, or several for a Pareto set.
    std::vector<Objective> objectives{};
    bool pareto = false;
    Valuation valuation{};
    Routes answer{};
    /// Most routes shown; the set may have more.
    std::size_t shown = 0;
    bool with_profile = false;
    /// Wall-clock seconds of the search; none where files must not differ from run to run.
    std::optional<double> solve_seconds{};
};

/// What people read: totals, hours and money by kind, CAREC's indicators and the way of each route.
[[nodiscard]] std::string render_table(const RoutesReport& report, Style style = {});

/// The JSON object "corridor/routes/1".
[[nodiscard]] std::string render_json(const RoutesReport& report);

/// A row for each route; with the profile a row for each place and stay along each route.
[[nodiscard]] std::string render_csv(const RoutesReport& report);

}  // namespace corridor::report
