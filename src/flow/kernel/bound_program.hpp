#pragma once

#include "flow/kernel/lanes.hpp"
#include "flow/kernel/pool.hpp"
#include "flow/kernel/structure.hpp"

namespace corridor::flow::kernel {

/// Turns paths and cuts of a core into a programme that reads no more than they need. Core edge e
/// has the residual arcs 2e, forward, and 2e + 1, backward.
class BoundCompiler {
  public:
    BoundCompiler(const Structure& structure, RowLayout layout, Workspace& workspace);

    /// Valid until the next call; `paths` and `cuts` of the sizes allowed for. O(columns + lists).
    [[nodiscard]] BoundProgram compile(const Pool& paths, const Pool& cuts);

    static constexpr std::size_t most_paths = 256;
    static constexpr std::size_t most_cuts = 64;
    [[nodiscard]] std::size_t longest_path() const { return longest_path_; }
    [[nodiscard]] std::size_t longest_cut() const { return longest_cut_; }
    /// The most vectors a programme works on.
    [[nodiscard]] std::size_t most_vectors() const;

    /// The column of an arc of the core; total_columns() stands for zero.
    [[nodiscard]] Column column_of_arc(ArcId arc) const {
        const Edge& edge = structure_.core_edges[arc / 2];
        const Column column = arc % 2 == 0 ? edge.forward : edge.backward;
        return column == none ? zero() : column;
    }

  private:
    void number_arcs(const Pool& paths);
    void number_columns();
    void want(Column column);
    [[nodiscard]] Column zero() const { return structure_.total_columns(); }

    const Structure& structure_;
    RowLayout layout_;
    std::size_t longest_path_;
    std::size_t longest_cut_;
    Array<std::int32_t> local_column_;  // per column: `unused`, `wanted` or its number
    Array<std::int32_t> local_arc_;     // per arc: none or its number
    Array<std::uint8_t> is_on_path_;    // per arc
    Stack<Column> wanted_;
    Stack<ArcId> arcs_;
    Stack<std::int32_t> positions_;
    Stack<Amount> constants_;
    Stack<ColumnStep> steps_;
    Stack<std::int32_t> arc_columns_;
    Stack<std::int32_t> path_arcs_;
    Stack<std::int32_t> path_ends_;
    Stack<std::int32_t> cut_columns_;
    Stack<std::int32_t> cut_ends_;
};

}  // namespace corridor::flow::kernel
