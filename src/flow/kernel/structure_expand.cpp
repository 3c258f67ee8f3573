#include "flow/kernel/structure.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {}  // namespace

void combine_columns(const Structure& structure, Amount* extended) {
    for (const ColumnStep& step : structure.column_steps) {
        const Amount left = extended[step.left];
        const Amount right = extended[step.right];
        extended[step.target] = step.kind == ColumnStep::Kind::smaller_of
                                    ? std::min(left, right)
                                    : left + std::min(right, out_of_reach - left);
    }
    extended[structure.total_columns()] = 0;  // stands for directions that carry nothing
}

Array<Amount> extended_row(const Structure& structure, const Amount* row, Workspace& workspace) {
    Array<Amount> extended(workspace, static_cast<std::size_t>(structure.total_columns()) + 1);
    if (workspace.exhausted()) {
        return extended;
    }
    for (Column column = 0; column < structure.row_columns; ++column) {
        extended[column] = row[column] < 0 ? out_of_reach : std::min(row[column], out_of_reach);
    }
    combine_columns(structure, extended.data());
    return extended;
}

SideRule side_rule(const Structure& structure, const RemovedNode& removed) {
    const Column zero = structure.total_columns();
    const auto existing = [&](Column column) { return column == none ? zero : column; };
    const Part& whole = structure.parts[removed.part];
    if (removed.is_dead_end) {
        const NodeId attachment = whole.tail ^ whole.head ^ removed.node;
        const Column in = existing(structure.column_into(removed.part, removed.node));
        return {removed.node, attachment, attachment, in, zero, in, zero};
    }
    return {removed.node,
            whole.tail,
            whole.head,
            existing(structure.column_from(whole.first, whole.tail)),
            existing(structure.column_into(whole.second, whole.head)),
            existing(structure.column_from(whole.second, whole.head)),
            existing(structure.column_into(whole.first, whole.tail))};
}

void place_core(const Structure& structure, const std::uint8_t* core_side, std::uint8_t* side) {
    std::fill(side, side + structure.node_count, std::uint8_t{0});
    for (std::size_t v = 0; v < structure.original_of.size(); ++v) {
        side[structure.original_of[v]] = core_side[v];
    }
}

void expand_side(const Structure& structure, const std::uint8_t* core_side,
                 const Amount* extended_row, std::uint8_t* side) {
    place_core(structure, core_side, side);
    for (std::size_t at = structure.removed.size(); at-- > 0;) {
        side_rule(structure, structure.removed[at]).apply(extended_row, side);
    }
}

}  // namespace corridor::flow::kernel
