#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>

namespace corridor::report {

/// What the largest flow that is shown is least in, and what it costs by kind.
struct LeastOfLargest {
    Objective objective = Objective::time;
    Valuation valuation{};
    MinCost answer{};
};

/// A maximum-flow question with its answer, to be shown.
struct MaxFlowReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    FlowChoice choice = FlowChoice::least_time;
    MaxFlow answer{};
    /// Wall-clock seconds of the solve; none where files must not differ from run to run.
    std::optional<double> solve_seconds{};
    /// Lists the links without flow that are open to the commodity as well.
    bool all_links = false;
    /// None: `choice` says which flow it is.
    std::optional<LeastOfLargest> least{};
};

/// What people read: the value, what binds, the links used, the certificate. `~` marks estimates.
[[nodiscard]] std::string render_table(const MaxFlowReport& report, Style style = {});

/// The JSON object "corridor/max-flow/1".
[[nodiscard]] std::string render_json(const MaxFlowReport& report);

/// The links table as comma-separated values.
[[nodiscard]] std::string render_csv(const MaxFlowReport& report);

}  // namespace corridor::report
