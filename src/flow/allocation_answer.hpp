#pragma once

#include "flow/allocation_lowering.hpp"

#include <corridor/flow/allocation.hpp>

namespace corridor::flow {

/// A solution on arcs in the words of the network; not certified yet.
[[nodiscard]] Allocation answer_of(const AllocationQuery& query, const AllocationLowered& lowered,
                                   const MulticommoditySolution& solution);

/// Whether both checks, on arcs and on the network, find nothing wrong with an answer whose bounds
/// meet.
[[nodiscard]] bool is_certified(const CostModel& model, const AllocationQuery& query,
                                const MulticommodityProblem& problem,
                                const MulticommoditySolution& solution, const Allocation& answer);

}  // namespace corridor::flow
