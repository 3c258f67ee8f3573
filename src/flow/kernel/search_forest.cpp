#include "flow/kernel/search_forest.hpp"

#include "flow/kernel/terminals.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

void SearchForest::allocate(Workspace& workspace) {
    const auto n = static_cast<std::size_t>(graph_.node_count);
    arcs_ = graph_.view();
    nodes_ = Array<TreeNode>(workspace, n);
    touched_ = Stack<NodeId>(workspace, n);
    contrary_ = Stack<NodeId>(workspace, n);
    orphans_ = Stack<Orphan>(workspace, n);
    loose_ = Stack<NodeId>(workspace, n);
    hung_ = Stack<NodeId>(workspace, n);
    growing_ = Array<NodeId>(workspace, n);
    nodes_.fill_bytes(0);
}

void SearchForest::rebuild() {
    nodes_.fill_bytes(0);
    touched_.clear();
    contrary_.clear();
    growing_count_ = 0;
    highest_ = 0;
    deficit_ = flow::kernel::total_deficit(graph_);
    most_scanned_ = std::numeric_limits<std::int64_t>::max();
    for (NodeId v = 0; v < graph_.node_count; ++v) {
        if (graph_.excess[v] != 0) {
            plant(v);
        }
    }
    grow();
}

bool SearchForest::restore(std::int64_t most_arcs) {
    scanned_ = 0;
    most_scanned_ = most_arcs;
    while (!touched_.empty()) {
        refresh(touched_.pop());
    }
    adopt();
    while (!contrary_.empty() && scanned_ < most_scanned_) {
        settle(contrary_.pop());
    }
    grow();
    // Labels start again long before they could run over.
    return scanned_ < most_scanned_ && highest_ < std::numeric_limits<Label>::max() / 2;
}

void SearchForest::refresh(NodeId v) {
    TreeNode& node = nodes_[v];
    node.is_touched = false;
    const Amount excess = graph_.excess[v];
    if (node.side == Side::neither) {
        if (excess != 0) {
            plant(v);
        }
        return;
    }
    const Amount own = node.side == Side::source ? excess : -excess;
    if (own > 0) {
        node.up = root;
        node.label = 0;
    } else if (node.up == root || room_up(node.up, node.side) == 0) {
        cut_loose(v);
    }
    if (own < 0) {
        contrary_.push(v);
    }
    activate(v);
}

/// The tree takes up what it can of an excess that stands in a sink tree, or the reverse.
void SearchForest::settle(NodeId v) {
    const auto is_contrary = [&] {
        const Amount excess = graph_.excess[v];
        return (excess > 0 && is_on(v, Side::sink)) || (excess < 0 && is_on(v, Side::source));
    };
    while (is_contrary()) {
        augment(v, none, v);
        adopt();
    }
}

void SearchForest::grow() {
    const std::size_t n = growing_.size();
    while (growing_count_ > 0 && scanned_ < most_scanned_) {
        const NodeId v = growing_[first_growing_];
        first_growing_ = first_growing_ + 1 == n ? 0 : first_growing_ + 1;
        --growing_count_;
        nodes_[v].is_waiting = false;
        if (nodes_[v].side != Side::neither) {
            grow_from(v);
        }
    }
}

void SearchForest::grow_from(NodeId v) {
    const Side side = nodes_[v].side;
    const ArcId end = arcs_.arcs_end(v);
    scanned_ += end - arcs_.arcs_begin(v);
    for (ArcId a = arcs_.arcs_begin(v); a < end; ++a) {
        const NodeId w = arcs_.head(a);
        while (nodes_[w].side != side && room_down(a, side) > 0) {
            if (nodes_[w].side == Side::neither) {
                hang(w, arcs_.reverse(a), side);
                activate(w);
                break;
            }
            if (side == Side::source) {
                augment(v, a, w);
            } else {
                augment(w, arcs_.reverse(a), v);
            }
            adopt();
            if (nodes_[v].side != side) {
                return;
            }
        }
    }
}

void SearchForest::plant(NodeId v) {
    nodes_[v].up = root;
    nodes_[v].label = 0;
    nodes_[v].side = graph_.excess[v] > 0 ? Side::source : Side::sink;
    activate(v);
}

void SearchForest::hang(NodeId v, ArcId up, Side side) {
    nodes_[v].up = up;
    nodes_[v].label = nodes_[arcs_.head(up)].label + 1;
    nodes_[v].side = side;
    highest_ = std::max(highest_, nodes_[v].label);
}

void SearchForest::activate(NodeId v) {
    if (!nodes_[v].is_waiting) {
        nodes_[v].is_waiting = true;
        const std::size_t n = growing_.size();
        const std::size_t at = first_growing_ + growing_count_++;
        growing_[at < n ? at : at - n] = v;
    }
}

/// Sends what fits from the root above `from` over the bridge to the root above `to`. A node that
/// is not in a tree of its kind stands for itself.
void SearchForest::augment(NodeId from, ArcId bridge, NodeId to) {
    NodeId top = from;
    NodeId bottom = to;
    Amount amount = bridge == none ? std::numeric_limits<Amount>::max() : arcs_.residual(bridge);
    amount = least_room(top, Side::source, amount);
    amount = least_room(bottom, Side::sink, amount);
    amount = std::min({amount, graph_.excess[top], -graph_.excess[bottom]});
    if (bridge != none) {
        move_along(bridge, amount);
    }
    send(from, Side::source, amount);
    send(to, Side::sink, amount);
    for (const auto& [end, more] : {std::pair(top, -amount), std::pair(bottom, amount)}) {
        change_excess(end, more);
        if (graph_.excess[end] == 0 && nodes_[end].up == root) {
            cut_loose(end);
        }
    }
}

/// Moves v up to its root.
Amount SearchForest::least_room(NodeId& v, Side side, Amount most) {
    if (nodes_[v].side != side) {
        return most;
    }
    while (nodes_[v].up != root) {
        const ArcId up = nodes_[v].up;
        most = std::min(most, room_up(up, side));
        v = arcs_.head(up);
        ++scanned_;
    }
    return most;
}

void SearchForest::send(NodeId v, Side side, Amount amount) {
    if (nodes_[v].side != side) {
        return;
    }
    while (nodes_[v].up != root) {
        const ArcId up = nodes_[v].up;
        move_along(side == Side::source ? arcs_.reverse(up) : up, amount);
        if (room_up(up, side) == 0) {
            cut_loose(v);
        }
        v = arcs_.head(up);
    }
}

void SearchForest::move_along(ArcId arc, Amount amount) {
    const ArcId back = arcs_.reverse(arc);
    arcs_.set_residual(arc, arcs_.residual(arc) - amount);
    arcs_.set_residual(back, arcs_.residual(back) + amount);
}

}  // namespace corridor::flow::kernel
