#pragma once

#include "flow/kernel/sweep.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// The minimum cut as a function of one edge's two capacities, all else as it is.
struct EdgeResponse {
    Amount uncut;        // cheapest cut that spares the edge: the limit of any upgrade
    Amount cut_forward;  // cheapest cut through it, not counting it
    Amount cut_backward;

    [[nodiscard]] Amount value_with(Amount forward, Amount backward) const {
        return std::min({uncut, cut_forward + std::min(forward, out_of_reach - cut_forward),
                         cut_backward + std::min(backward, out_of_reach - cut_backward)});
    }
    [[nodiscard]] Amount value_without() const {
        return std::min({uncut, cut_forward, cut_backward});
    }
};

struct WithoutEach {
    std::int64_t value = 0;
    std::span<EdgeResponse> edge;          // per edge of the topology; out_of_reach: never
    std::span<std::int64_t> without_node;  // per node, or none wanted; −1 at source and sink
};

/// What every single edge and node is worth, all at once. With F the forward table before an edge
/// and B the backward table after it, F + B is the best cut through each state that does not yet
/// pay for it; three minima tell everything, and hand down to the edges that were reduced away. A
/// node takes along a table of its own, without its edges, while it is open. Requires a plain plan.
/// A two-way link that appears as two edges, because its ends are split, is worth the smaller of
/// both edges' values. Complexity: O(instructions × 2^width) time, times width for nodes; memory
/// for the backward tables of one stretch at a time, plus one table per stretch.
[[nodiscard]] Status without_each(const FrontierPlan& plan, std::span<const std::int64_t> row,
                                  WithoutEach& answer, Workspace& workspace);

}  // namespace corridor::flow::kernel
