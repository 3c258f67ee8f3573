#pragma once

#include <corridor/scenario/run.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace corridor::report {

/// bottlenecks.csv of a run: the staircase of every question, a row for each step.
[[nodiscard]] std::string bottlenecks_csv(const ScenarioResult& result);
/// criticality.csv of a run: what every question loses without each link, node and system.
[[nodiscard]] std::string criticality_csv(const ScenarioResult& result);
/// routes.csv of a run: the best ways of every question between two places, place by place.
[[nodiscard]] std::string routes_csv(const ScenarioResult& result);

/// Steps, losses and routes of an answer, to be added to its document.
void add_analyses(nlohmann::ordered_json& entry, const Network& network, const FlowAnswer& answer);

/// The segments of a curve: factor on the demand, t/yr served for each 1, and what binds.
[[nodiscard]] nlohmann::ordered_json curve_document(const Network& network,
                                                    const DemandCurve& curve);

}  // namespace corridor::report
