#pragma once

#include "flow/kernel/cold_solver.hpp"

namespace corridor::flow::kernel {

/// Turns a problem with unlimited arcs into one without. Whatever unlimited arcs join to the source
/// lies on its side of every finite cut and becomes part of it, likewise at the sink; the other
/// unlimited arcs get more capacity than any flow can use. O(n + m).
class UnlimitedArcs {
  public:
    UnlimitedArcs(const ArcView& problem, Workspace& workspace);

    /// Whether unlimited arcs alone lead from source to sink.
    [[nodiscard]] bool join_terminals() const;
    void mark_reached(std::span<std::uint8_t> source_side) const;

    /// Arc for arc the same; lives as long as this object.
    [[nodiscard]] ArcView limited_problem() const;
    /// Carries its answer over to the problem itself.
    void expand(Answer& answer);

  private:
    enum class Direction : std::uint8_t { from_source, to_sink };

    void reach(Direction direction, Array<ArcId>& arc_to, NodeId start);
    void merge_terminals();
    void limit_inner_arcs();
    void route(Direction direction, Array<ArcId>& arc_to, Answer& answer);

    [[nodiscard]] std::size_t nodes() const { return problem_.node_count; }
    [[nodiscard]] bool is_unlimited(std::size_t arc) const { return problem_.capacity[arc] < 0; }

    const ArcView& problem_;
    Workspace& workspace_;
    Array<ArcId> from_source_;  // the unlimited arc by which a node was reached, or none
    Array<ArcId> to_sink_;
    Array<NodeId> order_;
    NodeId reached_ = 0;
    Array<std::uint32_t> tail_;
    Array<std::uint32_t> head_;
    Array<std::int64_t> capacity_;
};

}  // namespace corridor::flow::kernel
