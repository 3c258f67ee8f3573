#pragma once

#include "flow/kernel/graph.hpp"
#include "flow/kernel/stack.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Keeps a pseudoflow maximum while the residual graph below it changes. Every node that excess
/// reaches hangs in a tree below an excess, every node that reaches a deficit in a tree below a
/// deficit; no residual arc leads from the first kind to any other node or from another node to
/// the second kind, which proves the maximum. A change concerns only the trees it touches.
/// Source: Boykov & Kolmogorov (2004) and Goldberg et al. (2015), incremental breadth-first search;
/// here labels only grow along a tree, and what loses its tree is hung up again as a whole.
class SearchForest {
  public:
    /// The graph has to outlive it.
    explicit SearchForest(ResidualGraph<Amount>& graph) : graph_(graph) {}
    SearchForest(const SearchForest&) = delete;
    SearchForest& operator=(const SearchForest&) = delete;

    /// Memory for the graph as it is now. Check the workspace afterwards.
    void allocate(Workspace& workspace);

    /// The residual of an arc grew, or shrank to 0.
    void grew(NodeId tail, NodeId head) {
        if ((is_on(tail, Side::source) && !is_on(head, Side::source)) ||
            (is_on(head, Side::sink) && !is_on(tail, Side::sink))) {
            touch(is_on(tail, Side::source) ? tail : head);
        }
    }
    void closed(ArcId arc, ArcId reverse, NodeId tail, NodeId head) {
        if (nodes_[tail].up == arc && is_on(tail, Side::sink)) {
            touch(tail);
        } else if (nodes_[head].up == reverse && is_on(head, Side::source)) {
            touch(head);
        }
    }
    void add_excess(NodeId v, Amount more) {
        change_excess(v, more);
        touch(v);
    }

    /// Makes the pseudoflow maximum again. Gives up after looking at `most_arcs` arcs: residuals
    /// and excesses are then right, but maybe not maximum, and the trees are gone.
    bool restore(std::int64_t most_arcs);

    /// Builds all trees from what graph and excesses are now. Ends maximum whatever they are.
    void rebuild();

    [[nodiscard]] Amount total_deficit() const { return deficit_; }
    /// Of the nearest minimum cut, while the pseudoflow is maximum.
    [[nodiscard]] bool is_source_side(NodeId v) const { return is_on(v, Side::source); }

  private:
    enum class Side : std::uint8_t { neither, source, sink };
    static constexpr ArcId root = -2;

    struct TreeNode {
        ArcId up;  // own arc to the parent
        Label label;
        Side side;
        bool is_touched;
        bool is_waiting;  // in growing_
        bool is_orphan;   // in orphans_
        bool is_loose;    // in loose_
    };
    struct Orphan {
        Label label;
        NodeId node;
    };

    [[nodiscard]] bool is_on(NodeId v, Side side) const { return nodes_[v].side == side; }
    /// What can still be sent along an own arc of a node: away from the source, or to the sink.
    [[nodiscard]] Amount room_down(ArcId a, Side side) const {
        return arcs_.residual(side == Side::source ? a : arcs_.reverse(a));
    }
    [[nodiscard]] Amount room_up(ArcId a, Side side) const {
        return arcs_.residual(side == Side::source ? arcs_.reverse(a) : a);
    }

    void touch(NodeId v) {
        if (!nodes_[v].is_touched) {
            nodes_[v].is_touched = true;
            touched_.push(v);
        }
    }
    void change_excess(NodeId v, Amount more) {
        const Amount before = graph_.excess[v];
        graph_.excess[v] = before + more;
        deficit_ += std::max<Amount>(-before - more, 0) - std::max<Amount>(-before, 0);
    }

    void refresh(NodeId v);
    void settle(NodeId v);
    void grow();
    void grow_from(NodeId v);
    void plant(NodeId v);
    void hang(NodeId v, ArcId up, Side side);
    void activate(NodeId v);
    void augment(NodeId from, ArcId bridge, NodeId to);
    Amount least_room(NodeId& v, Side side, Amount most);
    void send(NodeId v, Side side, Amount amount);
    void move_along(ArcId arc, Amount amount);

    void cut_loose(NodeId v);
    void adopt();
    bool find_lower_parent(NodeId v);
    bool find_parent(NodeId v);
    void orphan_children(NodeId v);
    void hang_loose_ones();
    void release(NodeId v);

    ResidualGraph<Amount>& graph_;
    ResidualGraph<Amount>::View arcs_{};
    Array<TreeNode> nodes_;
    Stack<NodeId> touched_;
    Stack<NodeId> contrary_;  // an excess in a sink tree, or a deficit in a source tree
    Stack<Orphan> orphans_;   // heap, lowest label first
    Stack<NodeId> loose_;
    Stack<NodeId> hung_;
    Array<NodeId> growing_;  // ring
    std::size_t first_growing_ = 0;
    std::size_t growing_count_ = 0;
    std::int64_t scanned_ = 0;
    std::int64_t most_scanned_ = 0;
    Label highest_ = 0;
    Amount deficit_ = 0;
};

}  // namespace corridor::flow::kernel
