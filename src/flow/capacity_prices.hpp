#pragma once

#include "flow/solved_cost.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace corridor::flow {

/// The least objective with another capacity of one limit; none where the amount cannot move or
/// the least is not proved.
using ObjectiveWith = std::function<std::optional<Int128>(Element, std::int64_t)>;

/// What every limit that binds an optimal answer is worth, links first, then nodes, in network
/// order.
/// Model        a shortest path back from the head of a full arc to its tail in the residual graph,
///              and one around it; how far each holds is a maximum flow over such paths. Where
///              carriers share limits, what that says is confirmed, or found, by solving again
/// Source       Ahuja, Magnanti & Orlin (1993), section 9.11
[[nodiscard]] std::vector<CapacityPrice> capacity_prices(const SolvedCost& solved,
                                                         const MinCost& answer,
                                                         const ObjectiveWith& objective_with);

}  // namespace corridor::flow
