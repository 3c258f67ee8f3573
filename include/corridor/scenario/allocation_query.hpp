#pragma once

#include <corridor/flow/allocation.hpp>
#include <corridor/scenario/run.hpp>

namespace corridor {

/// The demands, shared limits and open links of one year of a plan as a question of least cost,
/// with the price that the scenario puts on what is not served.
/// Requires     a year of the plan
[[nodiscard]] AllocationQuery allocation_query(const ScenarioPlan& plan, const YearState& year);

}  // namespace corridor
