#pragma once

#include <corridor/scenario/run.hpp>

#include <string>
#include <string_view>

namespace corridor::report {

/// links.csv of a run: a row for each year and link.
[[nodiscard]] std::string links_csv(const ScenarioResult& result);
/// nodes.csv of a run: a row for each year and node.
[[nodiscard]] std::string nodes_csv(const ScenarioResult& result);
/// cuts.csv of a run: what binds for each year and commodity, and what would if demand had no
/// limit.
[[nodiscard]] std::string cuts_csv(const ScenarioResult& result);
/// kpi.csv of a run.
[[nodiscard]] std::string kpi_csv(const ScenarioResult& result);

/// saturation.csv of a run: the first year in which each limit and each cut is full.
[[nodiscard]] std::string saturation_csv(const ScenarioResult& result);
/// readiness.csv of a run: what must be in place by which year for a commodity to be carried.
[[nodiscard]] std::string readiness_csv(const ScenarioResult& result);

/// What `served` is in the tables of a run.
[[nodiscard]] std::string_view bound_name(const ScenarioResult& result);

/// The names of the members of a cut, separated by semicolons.
[[nodiscard]] std::string member_names(const Network& network, const std::vector<CutMember>& cut);

}  // namespace corridor::report
