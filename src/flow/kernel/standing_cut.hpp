#pragma once

#include "flow/kernel/graph.hpp"
#include "flow/kernel/stack.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Keeps a pseudoflow maximum while the residual graph below it changes, by way of a cut that
/// proves it: no residual arc crosses the cut, deficits lie behind it, excesses before it. A change
/// is an exception to this at one arc or node. Paths to an excess or a deficit settle it, or, where
/// a search finds none, all it has seen goes over to the other side. Every node remembers how the
/// last path went on from it; nothing depends on this memory, so a change need not repair it.
class StandingCut {
  public:
    /// The graph has to outlive it.
    explicit StandingCut(ResidualGraph<Amount>& graph) : graph_(graph) {}
    StandingCut(const StandingCut&) = delete;
    StandingCut& operator=(const StandingCut&) = delete;

    /// Memory for the graph as it is now. Check the workspace afterwards.
    void allocate(Workspace& workspace);

    /// The residual of an arc grew.
    void grew(NodeId tail, NodeId head) {
        if (nodes_[tail].side == Side::source && nodes_[head].side == Side::sink) {
            touch(tail);
        }
    }
    void add_excess(NodeId v, Amount more) {
        change_excess(v, more);
        touch(v);
    }

    /// Makes the pseudoflow maximum again. False if it gave up after looking at about `most_arcs`
    /// arcs: then only residuals and excesses are right.
    [[nodiscard]] bool restore(std::int64_t most_arcs);

    /// Finds the cut and paths anew. Requires a maximum pseudoflow. O(n + m).
    void start();

    [[nodiscard]] Amount total_deficit() const { return deficit_; }

    /// Of the minimum cut nearest to the source; requires a maximum pseudoflow. O(n + m).
    void mark_nearest(std::uint8_t* source_side);

  private:
    enum class Side : std::uint8_t { source, sink };

    struct Node {
        ArcId next;  // own arc towards an excess (source side) or a deficit, as last seen
        ArcId back;  // own arc towards where the current search began
        std::uint32_t seen;
        Side side;
        bool is_touched;
    };

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
    /// What fits along an own arc in the sense in which a side's paths run: backwards to an excess,
    /// forwards to a deficit.
    [[nodiscard]] Amount room(ArcId a, Side side) const {
        return arcs_.residual(side == Side::source ? arcs_.reverse(a) : a);
    }
    [[nodiscard]] bool is_end(NodeId v, Side side) const {
        return side == Side::source ? graph_.excess[v] > 0 : graph_.excess[v] < 0;
    }

    [[nodiscard]] bool is_contrary(NodeId v) const;
    void settle_node(NodeId v);
    void settle_arcs(NodeId tail);
    NodeId find_end(NodeId from, Side side);
    NodeId follow(NodeId v, Side side);
    bool see(NodeId v, ArcId back, Side side);
    void remember_path(NodeId from, NodeId end);
    void go_over(Side to, ArcId bridge);
    Amount least_room(NodeId from, NodeId end, Side side, Amount most) const;
    void send(NodeId from, NodeId end, Side side, Amount amount);
    void move_along(ArcId arc, Amount amount);
    void search_from_ends(Side side);
    void next_search();

    ResidualGraph<Amount>& graph_;
    ResidualGraph<Amount>::View arcs_{};
    Array<Node> nodes_;
    Stack<NodeId> touched_;
    Stack<NodeId> visited_;
    std::uint32_t search_ = 0;
    std::int64_t scanned_ = 0;
    std::int64_t most_scanned_ = 0;
    Amount deficit_ = 0;
};

}  // namespace corridor::flow::kernel
