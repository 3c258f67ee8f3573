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

void expand_side(const Structure& structure, const std::uint8_t* core_side,
                 const Amount* extended_row, std::uint8_t* side) {
    std::fill(side, side + structure.node_count, std::uint8_t{0});
    for (std::size_t v = 0; v < structure.original_of.size(); ++v) {
        side[structure.original_of[v]] = core_side[v];
    }
    const auto amount = [&](Column column) {
        return column == none ? Amount{0} : extended_row[column];
    };
    for (std::size_t at = structure.removed.size(); at-- > 0;) {
        const auto& [node, part, is_dead_end] = structure.removed[at];
        const Part& whole = structure.parts[part];
        if (is_dead_end) {
            const NodeId attachment = whole.tail ^ whole.head ^ node;
            side[node] = side[attachment] != 0 && amount(structure.column_into(part, node)) > 0;
            continue;
        }
        // Far from the cut both ends are on one side, and one look or none tells.
        const bool from_tail = side[whole.tail] != 0;
        const bool from_head = side[whole.head] != 0;
        const auto tail_to_node = [&] {
            return amount(structure.column_from(whole.first, whole.tail));
        };
        const auto head_to_node = [&] {
            return amount(structure.column_from(whole.second, whole.head));
        };
        bool is_reached = false;
        if (from_tail && from_head) {
            is_reached = tail_to_node() > 0 || head_to_node() > 0;
        } else if (from_tail) {
            is_reached = tail_to_node() > amount(structure.column_into(whole.second, whole.head));
        } else if (from_head) {
            is_reached = head_to_node() > amount(structure.column_into(whole.first, whole.tail));
        }
        side[node] = is_reached;
    }
}

}  // namespace corridor::flow::kernel
