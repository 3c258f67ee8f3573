#pragma once

#include "flow/kernel/sweep.hpp"

namespace corridor::flow::kernel {

/// Value and nearest minimum cut of one row; `source_side` has an entry per node of the topology.
/// Requires a plain plan. `value` is −1 and the cut meaningless where nothing limits the flow.
/// Memory: one bit per state and forgotten node.
[[nodiscard]] Status frontier_cut(const FrontierPlan& plan, std::span<const std::int64_t> row,
                                  std::int64_t& value, std::span<std::uint8_t> source_side,
                                  Workspace& workspace);

}  // namespace corridor::flow::kernel
