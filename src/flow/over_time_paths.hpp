#pragma once

#include <corridor/flow/over_time.hpp>

#include <cstdint>
#include <vector>

namespace corridor::flow {

/// A static flow from source to sink as simple paths; what runs in circles is left out. Requires
/// flow conservation at all other nodes. O(n·m).
[[nodiscard]] std::vector<RepeatedPath> decompose(const OverTimeProblem& problem,
                                                  std::vector<std::int64_t> flow);

}  // namespace corridor::flow
