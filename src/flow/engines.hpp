#pragma once

#include <corridor/flow/arc_list.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::flow {

/// The unbounded outcome, when a path of unlimited arcs joins source and sink. O(n + m).
[[nodiscard]] std::optional<ArcSolution> find_unbounded(const ArcList& problem);

/// The arcs of a path of unlimited arcs from source to sink; empty where there is none. O(n + m).
[[nodiscard]] std::vector<std::uint32_t> unlimited_path(const ArcList& problem);

/// A capacity no flow can fill, to stand for "unlimited" in a bounded problem: the sum of all
/// finite capacities and one more.
[[nodiscard]] std::int64_t beyond_any_flow(const ArcList& problem);

/// Boost.Graph's push-relabel on a checked, bounded problem.
[[nodiscard]] ArcSolution solve_with_boost(const ArcList& problem);

/// The nodes that `from` reaches in the residual graph of a flow, or with `backwards` the nodes
/// that reach it. O(n + m).
[[nodiscard]] std::vector<std::uint8_t> residual_reach(const ArcList& problem,
                                                       const std::vector<std::int64_t>& flow,
                                                       std::uint32_t from, bool backwards);

}  // namespace corridor::flow
