#include "flow/kernel/bound_program.hpp"

namespace corridor::flow::kernel {
namespace {

constexpr std::int32_t unused = -1;
constexpr std::int32_t wanted = -2;
constexpr std::size_t longest_list = 512;

}  // namespace

BoundCompiler::BoundCompiler(const Structure& structure, RowLayout layout, Workspace& workspace)
    : structure_(structure),
      layout_(layout),
      longest_path_(std::min(static_cast<std::size_t>(structure.core.node_count), longest_list)),
      longest_cut_(std::min(structure.core.edges.size() + 1, longest_list)),
      local_column_(workspace, static_cast<std::size_t>(structure.total_columns()) + 1),
      local_arc_(workspace, 2 * structure.core.edges.size()),
      is_on_path_(workspace, 2 * structure.core.edges.size()),
      wanted_(workspace, static_cast<std::size_t>(structure.total_columns()) + 1),
      arcs_(workspace, 2 * structure.core.edges.size()),
      positions_(workspace, static_cast<std::size_t>(structure.row_columns)),
      constants_(workspace, static_cast<std::size_t>(structure.row_columns)),
      steps_(workspace, structure.column_steps.size()),
      arc_columns_(workspace, 2 * structure.core.edges.size()),
      path_arcs_(workspace, most_paths * longest_path_),
      path_ends_(workspace, most_paths),
      cut_columns_(workspace, most_cuts * longest_cut_),
      cut_ends_(workspace, most_cuts) {
    local_column_.fill_bytes(255);
    local_arc_.fill_bytes(255);
    is_on_path_.fill_bytes(0);
}

std::size_t BoundCompiler::most_vectors() const {
    return local_column_.size() + local_arc_.size() + most_cuts;
}

void BoundCompiler::want(Column column) {
    if (local_column_[column] == unused) {
        local_column_[column] = wanted;
        wanted_.push(column);
    }
}

BoundProgram BoundCompiler::compile(const Pool& paths, const Pool& cuts) {
    local_column_.fill(unused);
    wanted_.clear();
    number_arcs(paths);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        for (const Column column : cuts.list(i)) {
            want(column);
        }
    }
    number_columns();
    arc_columns_.clear();
    for (const ArcId arc : arcs_) {
        const Column column = is_on_path_[arc] != 0 ? column_of_arc(arc) : zero();
        arc_columns_.push(local_column_[column]);
    }
    cut_columns_.clear();
    cut_ends_.clear();
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        for (const Column column : cuts.list(i)) {
            cut_columns_.push(local_column_[column]);
        }
        cut_ends_.push(static_cast<std::int32_t>(cut_columns_.size()));
    }
    return {positions_.data(),   positions_.size(),
            constants_.data(),   constants_.size(),
            steps_.data(),       steps_.size(),
            arc_columns_.data(), arc_columns_.size(),
            path_arcs_.data(),   path_ends_.data(),
            path_ends_.size(),   cut_columns_.data(),
            cut_ends_.data(),    cut_ends_.size(),
            positions_.size() + constants_.size() + steps_.size()};
}

/// An arc that no path takes starts empty whatever its capacity, which then need not be read: less
/// room can only make a flow smaller.
void BoundCompiler::number_arcs(const Pool& paths) {
    for (const ArcId arc : arcs_) {
        local_arc_[arc] = none;
        is_on_path_[arc] = 0;
    }
    arcs_.clear();
    path_arcs_.clear();
    path_ends_.clear();
    for (std::size_t i = 0; i < paths.size(); ++i) {
        for (const ArcId arc : paths.list(i)) {
            if (local_arc_[arc] == none) {
                const ArcId even = arc & ~1;
                for (const ArcId twin : {even, even + 1}) {
                    local_arc_[twin] = static_cast<std::int32_t>(arcs_.size());
                    arcs_.push(twin);
                }
            }
            is_on_path_[arc] = 1;
            want(column_of_arc(arc));
            path_arcs_.push(local_arc_[arc]);
        }
        path_ends_.push(static_cast<std::int32_t>(path_arcs_.size()));
    }
}

void BoundCompiler::number_columns() {
    for (std::size_t at = structure_.column_steps.size(); at-- > 0;) {
        const ColumnStep& step = structure_.column_steps[at];
        if (local_column_[step.target] != unused) {
            want(step.left);
            want(step.right);
        }
    }
    std::sort(wanted_.begin(), wanted_.end());
    positions_.clear();
    constants_.clear();
    steps_.clear();
    std::int32_t next = 0;
    for (const bool varies : {true, false}) {
        for (const Column column : wanted_) {
            if (column >= structure_.row_columns) {
                break;
            }
            const std::int32_t position = layout_.position_of[static_cast<std::size_t>(column)];
            if ((position != none) != varies) {
                continue;
            }
            local_column_[column] = next++;
            if (varies) {
                positions_.push(position);
            } else {
                constants_.push(layout_.shared[static_cast<std::size_t>(column)]);
            }
        }
    }
    for (const ColumnStep& step : structure_.column_steps) {
        if (local_column_[step.target] == wanted) {
            steps_.push({step.kind, next, local_column_[step.left], local_column_[step.right]});
            local_column_[step.target] = next++;
        }
    }
    local_column_[zero()] = next;
}

}  // namespace corridor::flow::kernel
