#pragma once

#include <corridor/analysis/growth.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/scenario/scenario.hpp>

#include <string>
#include <vector>

namespace corridor {

/// A scenario laid out over its years: every change applied, every row of demand grown.
struct ScenarioPlan {
    Scenario scenario;
    std::vector<YearState> years;
};

/// Applies a scenario to its data.
/// Returns      the plan, or all that does not fit: a change, group, pattern or growth that matches
///              nothing, with the nearest names; targets below nothing; unknown units
[[nodiscard]] Parsed<ScenarioPlan> lay_out(const Scenario& scenario, const Dataset& data);

/// The answer to a FlowRequest.
struct FlowAnswer {
    FlowRequest request;
    int year = 0;
    FlowQuery query;
    MaxFlow flow;
};

/// Everything a run found.
struct ScenarioResult {
    ScenarioPlan plan;
    Growth growth;  ///< without years when growth was not asked for
    std::vector<FlowAnswer> flows;
};

/// Runs the analyses of a plan. Deterministic.
[[nodiscard]] ScenarioResult run(const ScenarioPlan& plan);

}  // namespace corridor
