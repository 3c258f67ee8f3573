#pragma once

#include "flow/kernel/workspace.hpp"

#include <cstdint>
#include <limits>
#include <span>

namespace corridor::flow::kernel {

using NodeId = std::int32_t;
using ArcId = std::int32_t;
using Label = std::int32_t;
using Amount = std::int64_t;

inline constexpr std::int32_t none = -1;

/// A maximum-flow problem as its owner holds it. Anything goes: parallel arcs, loops, arcs into the
/// source, out of the sink. A capacity below zero is no limit.
struct ArcView {
    std::uint32_t node_count = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::span<const std::uint32_t> tail;
    std::span<const std::uint32_t> head;
    std::span<const std::int64_t> capacity;

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
    [[nodiscard]] NodeId nodes() const { return static_cast<NodeId>(node_count); }
    [[nodiscard]] NodeId tail_of(std::size_t arc) const { return static_cast<NodeId>(tail[arc]); }
    [[nodiscard]] NodeId head_of(std::size_t arc) const { return static_cast<NodeId>(head[arc]); }
    /// Whether some maximum flow could use the arc.
    [[nodiscard]] bool is_useful(std::size_t arc) const {
        return capacity[arc] > 0 && tail[arc] != head[arc] && head[arc] != source &&
               tail[arc] != sink;
    }
};

/// Both directions between two nodes as one record.
template <class Cap>
struct Link {
    NodeId a;
    NodeId b;
    Cap forward;   // a → b
    Cap backward;  // b → a
};

/// A sum that remembers whether its type was ever too narrow; the caller then starts again with a
/// wider one.
template <class Cap>
struct CheckedAdder {
    bool overflowed = false;

    Cap add(Cap x, Amount y) {
        Cap sum{};
        if (__builtin_add_overflow(x, y, &sum)) {
            overflowed = true;
            return 0;
        }
        return sum;
    }
};

template <class Cap>
struct ResidualArc {
    NodeId head;
    ArcId reverse;
    Cap residual;
};

/// How solvers see a residual graph: by value, so that they hold its pointers themselves.
template <class Cap>
struct ResidualView {
    const ArcId* first_arc;
    ResidualArc<Cap>* arcs;

    [[nodiscard]] ArcId arcs_begin(NodeId v) const { return first_arc[v]; }
    [[nodiscard]] ArcId arcs_end(NodeId v) const { return first_arc[v + 1]; }
    [[nodiscard]] NodeId head(ArcId a) const { return arcs[a].head; }
    [[nodiscard]] ArcId reverse(ArcId a) const { return arcs[a].reverse; }
    [[nodiscard]] Cap residual(ArcId a) const { return arcs[a].residual; }
    void set_residual(ArcId a, Cap residual) const { arcs[a].residual = residual; }

    /// The first arc in [a, end) that has room and leads to a node with the wanted label.
    [[nodiscard]] ArcId find(ArcId a, ArcId end, const Label* label, Label wanted) const {
        while (a < end && !(label[arcs[a].head] == wanted && arcs[a].residual > 0)) {
            ++a;
        }
        return a;
    }
    /// The smallest label that an arc of v with room leads to, or `most`.
    [[nodiscard]] Label lowest_neighbour(NodeId v, const Label* label, Label most) const {
        for (ArcId a = arcs_begin(v), end = arcs_end(v); a < end; ++a) {
            if (arcs[a].residual > 0 && label[arcs[a].head] < most) {
                most = label[arcs[a].head];
            }
        }
        return most;
    }
};

/// Residual arcs, sorted by tail. The terminals are folded away: a positive excess is what the
/// source can push into the node, a negative one what the node can pass on to the sink.
template <class Cap>
struct ResidualGraph {
    using Capacity = Cap;
    using View = ResidualView<Cap>;

    NodeId node_count = 0;
    Array<ArcId> first_arc;  // node_count + 1
    Array<ResidualArc<Cap>> arcs;
    Array<Amount> excess;
    bool one_way = false;  // the twin of every arc starts empty

    [[nodiscard]] std::int64_t arc_total() const { return static_cast<std::int64_t>(arcs.size()); }
    [[nodiscard]] View view() { return {first_arc.data(), arcs.data()}; }
};

}  // namespace corridor::flow::kernel
