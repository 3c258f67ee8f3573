#pragma once

#include "flow/kernel/stack.hpp"
#include "flow/kernel/sweep.hpp"

namespace corridor::flow::kernel {

/// The cheapest cuts after the best removals. `value` has an entry for 0, 1, … removals, −1 where
/// nothing limits the flow; `removed` holds the columns of the best set of the most removals.
struct RemovalAnswer {
    std::span<std::int64_t> value;
    Stack<Column> removed;
};

/// What is left of the maximum flow when the columns are taken out without which it is least, up to
/// as many as `answer.value` has entries but one. Removing a set and then cutting costs what
/// cutting costs with the set's members for nothing, so that one pass finds the cheapest cut with
/// so many of its edges for nothing. Columns that an edge names for both directions count once, as
/// no cheapest cut crosses an edge both ways. Requires a plain plan; `removable` has an entry per
/// column of a row, of which no edge shares one that is removable with another, save the two of a
/// two-way link between split nodes.
/// Complexity: O(instructions × 2^width × removals²) time; all tables are kept to find the set:
/// `too_large` where that takes more than a quarter of a gigabyte.
[[nodiscard]] Status frontier_removals(const FrontierPlan& plan, std::span<const std::int64_t> row,
                                       std::span<const std::uint8_t> removable,
                                       RemovalAnswer& answer, Workspace& workspace);

}  // namespace corridor::flow::kernel
