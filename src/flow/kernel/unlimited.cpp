#include "flow/kernel/unlimited.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

constexpr ArcId starts_here = -2;

}  // namespace

UnlimitedArcs::UnlimitedArcs(const ArcView& problem, Workspace& workspace)
    : problem_(problem),
      workspace_(workspace),
      from_source_(workspace, problem.node_count),
      to_sink_(workspace, problem.node_count),
      order_(workspace, problem.node_count),
      tail_(workspace, problem.arc_count()),
      head_(workspace, problem.arc_count()),
      capacity_(workspace, problem.arc_count()) {
    if (workspace.exhausted()) {
        return;
    }
    reach(Direction::to_sink, to_sink_, static_cast<NodeId>(problem.sink));
    reach(Direction::from_source, from_source_, static_cast<NodeId>(problem.source));
    if (!workspace.exhausted() && !join_terminals()) {
        merge_terminals();
        limit_inner_arcs();
    }
}

bool UnlimitedArcs::join_terminals() const {
    return from_source_[problem_.sink] != none;
}

void UnlimitedArcs::mark_reached(std::span<std::uint8_t> source_side) const {
    for (std::size_t v = 0; v < nodes(); ++v) {
        source_side[v] = from_source_[v] != none;
    }
}

ArcView UnlimitedArcs::limited_problem() const {
    const std::size_t m = problem_.arc_count();
    return {problem_.node_count, problem_.source,   problem_.sink,
            {tail_.data(), m},   {head_.data(), m}, {capacity_.data(), m}};
}

/// Breadth first over unlimited arcs; leaves the nodes it met in order_.
void UnlimitedArcs::reach(Direction direction, Array<ArcId>& arc_to, NodeId start) {
    const bool forward = direction == Direction::from_source;
    const auto& near = forward ? problem_.tail : problem_.head;
    const auto& far = forward ? problem_.head : problem_.tail;
    Array<ArcId> first(workspace_, nodes() + 2);
    Array<ArcId> list(workspace_, problem_.arc_count());
    arc_to.fill_bytes(255);
    if (workspace_.exhausted()) {
        return;
    }
    first.fill_bytes(0);
    for (std::size_t arc = 0; arc < problem_.arc_count(); ++arc) {
        first[near[arc] + 2] += is_unlimited(arc);
    }
    for (std::size_t v = 1; v <= nodes(); ++v) {
        first[v + 1] += first[v];
    }
    for (std::size_t arc = 0; arc < problem_.arc_count(); ++arc) {
        if (is_unlimited(arc)) {
            list[first[near[arc] + 1]++] = static_cast<ArcId>(arc);
        }
    }
    arc_to[start] = starts_here;
    order_[0] = start;
    reached_ = 1;
    for (NodeId next = 0; next < reached_; ++next) {
        const NodeId v = order_[next];
        for (ArcId at = first[v]; at < first[v + 1]; ++at) {
            const std::uint32_t w = far[static_cast<std::size_t>(list[at])];
            if (arc_to[w] == none) {
                arc_to[w] = list[at];
                order_[reached_++] = static_cast<NodeId>(w);
            }
        }
    }
}

void UnlimitedArcs::merge_terminals() {
    const auto stand_in = [&](std::uint32_t v) {
        if (from_source_[v] != none) {
            return problem_.source;
        }
        return to_sink_[v] != none ? problem_.sink : v;
    };
    for (std::size_t arc = 0; arc < problem_.arc_count(); ++arc) {
        tail_[arc] = stand_in(problem_.tail[arc]);
        head_[arc] = stand_in(problem_.head[arc]);
    }
}

/// No more can pass the inner arcs than leaves the source for them, or leaves them for the sink.
void UnlimitedArcs::limit_inner_arcs() {
    const std::uint32_t source = problem_.source;
    const std::uint32_t sink = problem_.sink;
    Amount into_inner = 0;
    Amount out_of_inner = 0;
    for (std::size_t arc = 0; arc < problem_.arc_count(); ++arc) {
        if (is_unlimited(arc) || tail_[arc] == head_[arc]) {
            continue;
        }
        if (tail_[arc] == source && head_[arc] != sink) {
            into_inner += problem_.capacity[arc];
        } else if (head_[arc] == sink && tail_[arc] != source) {
            out_of_inner += problem_.capacity[arc];
        }
    }
    const Amount enough = std::min(into_inner, out_of_inner) + 1;
    const auto is_inner = [&](std::uint32_t v) { return v != source && v != sink; };
    for (std::size_t arc = 0; arc < problem_.arc_count(); ++arc) {
        const bool inner = is_inner(tail_[arc]) && is_inner(head_[arc]);
        capacity_[arc] = !is_unlimited(arc) ? problem_.capacity[arc] : inner ? enough : 0;
    }
}

void UnlimitedArcs::expand(Answer& answer) {
    for (std::size_t v = 0; v < nodes(); ++v) {
        if (from_source_[v] != none) {
            answer.source_side[v] = 1;
        } else if (to_sink_[v] != none) {
            answer.source_side[v] = 0;
        }
    }
    if (!answer.flow.empty()) {
        route(Direction::from_source, from_source_, answer);
        route(Direction::to_sink, to_sink_, answer);
    }
}

/// What leaves the merged source at one of its nodes comes there along the tree of unlimited arcs;
/// the same at the sink, mirrored.
void UnlimitedArcs::route(Direction direction, Array<ArcId>& arc_to, Answer& answer) {
    const bool forward = direction == Direction::from_source;
    const auto& near = forward ? problem_.tail : problem_.head;
    const auto& far = forward ? problem_.head : problem_.tail;
    Array<Amount> due(workspace_, nodes());
    reach(direction, arc_to, static_cast<NodeId>(forward ? problem_.source : problem_.sink));
    if (workspace_.exhausted()) {
        return;
    }
    due.fill_bytes(0);
    for (std::size_t arc = 0; arc < problem_.arc_count(); ++arc) {
        due[near[arc]] += answer.flow[arc];
        due[far[arc]] -= answer.flow[arc];
    }
    for (NodeId at = reached_; at-- > 1;) {
        const NodeId v = order_[at];
        const auto arc = static_cast<std::size_t>(arc_to[v]);  // order_ is that of this tree
        answer.flow[arc] += due[v];
        due[near[arc]] += due[v];
    }
}

}  // namespace corridor::flow::kernel
