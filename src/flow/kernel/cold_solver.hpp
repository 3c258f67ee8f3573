#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

enum class Status : std::uint8_t {
    optimal,
    unbounded,  // a path of unlimited arcs joins source and sink
    out_of_memory,
    too_large,  // capacities add up to more than 63 bits hold
};

/// Where an answer goes. `source_side` has an entry per node; `flow` one per arc, or none when only
/// value and cut are wanted.
struct Answer {
    std::int64_t value = 0;
    std::span<std::uint8_t> source_side;
    std::span<std::int64_t> flow;
};

/// Maximum flow from scratch. `source_side` becomes the source side of the minimum cut nearest to
/// the source, which is unique; when unbounded, the nodes that unlimited arcs reach from it.
/// Requires source ≠ sink, both nodes; sum of finite capacities < 2^62; < 2^30 arcs.
/// Method: reductions where the network is thin, then highest-label pseudoflow in 32 bits if all
/// sums fit, else in 64. Same input, same bytes out. Memory O(n + m), kept by the workspace.
[[nodiscard]] Status solve(const ArcView& problem, Workspace& workspace, Answer& answer);

}  // namespace corridor::flow::kernel
