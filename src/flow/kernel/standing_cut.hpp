#pragma once

#include "flow/kernel/graph.hpp"
#include "flow/kernel/stack.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Keeps a pseudoflow maximum while the residual graph below it changes, by way of a cut that
/// proves it: no residual arc crosses the cut, deficits lie behind it, excesses before it. An arc
/// that opens across the cut is filled by force, so that after any change all there is to do is to
/// balance, on either side for itself, the nodes of the wrong sign: with what is close by a short
/// search, else by push–relabel among that side's nodes. What cannot be balanced goes over to the
/// other side together with all that it reaches.
/// Source: Goldberg & Tarjan (1988) for push–relabel.
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

    /// Nothing has changed that could matter.
    [[nodiscard]] bool is_settled() const { return touched_.empty(); }

    /// Makes the pseudoflow maximum again. False if it gave up after looking at about `most_arcs`
    /// arcs: then only residuals and excesses are right.
    [[nodiscard]] bool restore(std::int64_t most_arcs);

    /// Finds the cut anew. Requires a maximum pseudoflow. O(n + m).
    void start();

    [[nodiscard]] Amount total_deficit() const { return deficit_; }

    /// Of the minimum cut nearest to the source; requires a maximum pseudoflow. O(n + m).
    void mark_nearest(std::uint8_t* source_side);

  private:
    enum class Side : std::uint8_t { source, sink };

    static constexpr std::size_t near_nodes = 400;

    struct Node {
        ArcId back;  // own arc towards where the current search began
        std::uint32_t seen;
        Label label;
        Side side;
        bool is_touched;
        bool is_active;
        bool is_stuck;
    };
    struct Forced {
        ArcId arc;
        NodeId tail;
        Amount amount;
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

    /// How much of the wrong sign a node has for a side.
    [[nodiscard]] Amount surplus(NodeId v, Side side) const {
        return side == Side::source ? -graph_.excess[v] : graph_.excess[v];
    }
    [[nodiscard]] bool is_contrary(NodeId v, Side side) const {
        return nodes_[v].side == side && surplus(v, side) > 0;
    }

    void fill_open_arcs(NodeId tail);
    void take_back();
    void balance(Side side);
    void balance_near(NodeId v, Side side);
    [[nodiscard]] NodeId find_near_end(NodeId from, Side side);
    void send_back(NodeId from, NodeId end, Side side);
    void push_to_ends(Side side);
    void label_from_ends(Side side);
    void discharge(NodeId v, Side side);
    void activate(NodeId v);
    void give_up(NodeId v);
    void send_over(Side from);
    bool see(NodeId v, ArcId back, Side side);
    void next_search();
    void move(NodeId from, ArcId arc, Side side, Amount amount);

    ResidualGraph<Amount>& graph_;
    ResidualGraph<Amount>::View arcs_{};
    Array<Node> nodes_;
    Stack<NodeId> touched_;
    Stack<NodeId> visited_;
    Stack<NodeId> contrary_;  // may be, on either side
    Stack<NodeId> stuck_;     // has no end to go to
    Stack<Forced> forced_;
    Array<NodeId> active_;  // ring
    std::size_t first_active_ = 0;
    std::size_t active_count_ = 0;
    std::uint32_t search_ = 0;
    std::int64_t scanned_ = 0;
    std::int64_t next_labelling_ = 0;
    std::int64_t most_scanned_ = 0;
    Amount deficit_ = 0;
};

}  // namespace corridor::flow::kernel
