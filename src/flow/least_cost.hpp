#pragma once

#include "flow/lowering.hpp"

#include <cstdint>
#include <vector>

namespace corridor::flow {

/// Of all maximum flows one of least total cost, primary first and secondary among equals.
/// Model        minimise Σ cost(a)·x(a) over the flows of maximum value
/// Requires     costs ≥ 0 and at most 2^40, a bounded problem
/// Complexity   O(k·m·log n) time for k shortest augmenting paths, O(n + m) memory
/// Determinism  depends on node and arc order only
/// Source       Ahuja, Magnanti & Orlin (1993), section 9.7, successive shortest paths with
///              potentials; all paths of equal length are used before the next search
[[nodiscard]] std::vector<std::int64_t> least_cost_max_flow(const ArcList& problem,
                                                            const std::vector<ArcCost>& cost);

}  // namespace corridor::flow
