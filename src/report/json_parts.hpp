#pragma once

#include <corridor/analysis/readiness.hpp>
#include <corridor/base/checked.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/network/network.hpp>
#include <corridor/report/demand_growth.hpp>
#include <corridor/report/max_flow.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace corridor::report {

/// Two spaces of indentation and a line end; bytes that are not UTF-8 are replaced.
[[nodiscard]] std::string dumped(const nlohmann::ordered_json& document);

/// A share with six decimals, so that every compiler prints the same.
[[nodiscard]] double rounded(double share);

/// A whole number; a string of digits above 2^53, where a reader of doubles would round it.
[[nodiscard]] nlohmann::ordered_json whole_document(Int128 value);

/// The question as understood: network, endpoints, commodity and selection.
[[nodiscard]] nlohmann::ordered_json query_document(const std::string& network_name,
                                                    const FlowQuery& asked);

/// The members of a cut: link_id or node_id with limit, capacity, and where the figure comes from.
[[nodiscard]] nlohmann::ordered_json cut_document(const Network& network,
                                                  const std::vector<CutMember>& cut);

/// What starts or ends at each endpoint.
[[nodiscard]] nlohmann::ordered_json endpoints_document(const Network& network,
                                                        const std::vector<EndpointFlow>& endpoints);

/// Adds what a flow is least in, its bound, and its cost for a tonne and in a year by kind.
void add_cost_document(Objective objective, const MinCost& answer,
                       nlohmann::ordered_json& document);

/// What must be in place by which year: shortages, raises and projects.
[[nodiscard]] nlohmann::ordered_json readiness_document(const Network& network,
                                                        const Readiness& readiness,
                                                        const std::vector<Project>& projects);

/// A demand followed over years: what "corridor/growth/1" holds of it.
[[nodiscard]] nlohmann::ordered_json demand_growth_document(const DemandGrowthReport& report);

/// "corridor/max-flow/1" without the schema key.
[[nodiscard]] nlohmann::ordered_json max_flow_document(const MaxFlowReport& report);

}  // namespace corridor::report
