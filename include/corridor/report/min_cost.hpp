#pragma once

#include <corridor/flow/min_cost.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>

namespace corridor::report {

/// A cheapest-flow question with its answer, to be shown.
struct MinCostReport {
    std::string network_name{};
    CostModel model{};
    MinCostQuery query{};
    MinCost answer{};
    /// Wall-clock seconds of the solve; none where files must not differ from run to run.
    std::optional<double> solve_seconds{};
    /// Lists the links without flow that are open to the commodity as well.
    bool all_links = false;
};

/// What people read: what a tonne costs by kind, what binds and what it is worth, the links used,
/// the certificate; or the cut that is in the way. `~` marks estimates.
[[nodiscard]] std::string render_table(const MinCostReport& report, Style style = {});

/// The JSON object "corridor/min-cost/1".
[[nodiscard]] std::string render_json(const MinCostReport& report);

/// The links table as comma-separated values: flows, cost by kind, prices.
[[nodiscard]] std::string render_csv(const MinCostReport& report);

}  // namespace corridor::report
