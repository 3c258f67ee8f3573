#include "flow/kernel/standing_cut.hpp"

#include "flow/kernel/labels.hpp"
#include "flow/kernel/terminals.hpp"

namespace corridor::flow::kernel {

void StandingCut::allocate(Workspace& workspace) {
    const auto n = static_cast<std::size_t>(graph_.node_count);
    arcs_ = graph_.view();
    nodes_ = Array<Node>(workspace, n);
    touched_ = Stack<NodeId>(workspace, n);
    visited_ = Stack<NodeId>(workspace, n);
    contrary_ = Stack<NodeId>(workspace, n);
    stuck_ = Stack<NodeId>(workspace, n);
    forced_ = Stack<Forced>(workspace, graph_.arcs.size());
    active_ = Array<NodeId>(workspace, n);
    nodes_.fill_bytes(0);
}

void StandingCut::start() {
    nodes_.fill_bytes(0);
    touched_.clear();
    visited_.clear();
    search_ = 0;
    for (NodeId v = 0; v < graph_.node_count; ++v) {
        nodes_[v].side = graph_.excess[v] > 0 ? Side::source : Side::sink;
        if (graph_.excess[v] > 0) {
            visited_.push(v);
        }
    }
    for (std::size_t at = 0; at < visited_.size(); ++at) {
        const NodeId v = visited_[at];
        for (ArcId a = arcs_.arcs_begin(v), end = arcs_.arcs_end(v); a < end; ++a) {
            const NodeId w = arcs_.head(a);
            if (nodes_[w].side == Side::sink && arcs_.residual(a) > 0) {
                nodes_[w].side = Side::source;
                visited_.push(w);
            }
        }
    }
    deficit_ = flow::kernel::total_deficit(graph_);
}

bool StandingCut::restore(std::int64_t most_arcs) {
    scanned_ = 0;
    most_scanned_ = most_arcs;
    forced_.clear();
    const std::size_t count = touched_.size();
    for (std::size_t i = 0; i < count; ++i) {
        nodes_[touched_[i]].is_touched = false;
        fill_open_arcs(touched_[i]);
    }
    for (const Side side : {Side::sink, Side::source}) {
        contrary_.clear();
        stuck_.clear();
        const auto note = [&](NodeId v) {
            if (is_contrary(v, side) && !nodes_[v].is_touched) {
                nodes_[v].is_touched = true;
                contrary_.push(v);
            }
        };
        for (const NodeId v : touched_) {
            note(v);
        }
        for (const Forced& forced : forced_) {
            note(arcs_.head(forced.arc));
            note(forced.tail);
        }
        for (const NodeId v : contrary_) {
            nodes_[v].is_touched = false;
        }
        balance(side);
        if (scanned_ >= most_scanned_) {
            break;
        }
        if (side == Side::sink) {
            take_back();
        }
        send_over(side);
    }
    touched_.clear();
    return scanned_ < most_scanned_;
}

void StandingCut::fill_open_arcs(NodeId tail) {
    if (nodes_[tail].side != Side::source) {
        return;
    }
    const ArcId end = arcs_.arcs_end(tail);
    for (ArcId a = arcs_.arcs_begin(tail); a < end; ++a) {
        const Amount room = arcs_.residual(a);
        if (room > 0 && nodes_[arcs_.head(a)].side == Side::sink) {
            forced_.push({a, tail, room});
            move(tail, a, Side::sink, room);
        }
    }
}

/// What was forced over the cut without an end to go to returns, but its arc is then open.
void StandingCut::take_back() {
    for (const Forced& forced : forced_) {
        const NodeId head = arcs_.head(forced.arc);
        const Amount amount = std::min(forced.amount, graph_.excess[head]);
        if (amount > 0 && nodes_[head].side == Side::sink) {
            move(head, arcs_.reverse(forced.arc), Side::sink, amount);
            give_up(head);
        }
    }
}

void StandingCut::balance(Side side) {
    for (const NodeId v : contrary_) {
        balance_near(v, side);
    }
    for (const NodeId v : contrary_) {
        if (is_contrary(v, side)) {
            activate(v);
        }
    }
    if (active_count_ > 0) {
        push_to_ends(side);
    }
}

/// Where a capacity fell below the flow, an excess and a deficit lie close to each other.
void StandingCut::balance_near(NodeId v, Side side) {
    while (is_contrary(v, side) && scanned_ < most_scanned_) {
        const NodeId end = find_near_end(v, side);
        if (end == none) {
            return;
        }
        send_back(v, end, side);
    }
}

NodeId StandingCut::find_near_end(NodeId from, Side side) {
    next_search();
    see(from, none, side);
    for (std::size_t at = 0; at < visited_.size() && visited_.size() < near_nodes; ++at) {
        const NodeId v = visited_[at];
        const ArcId last = arcs_.arcs_end(v);
        scanned_ += last - arcs_.arcs_begin(v);
        for (ArcId a = arcs_.arcs_begin(v); a < last; ++a) {
            const NodeId w = arcs_.head(a);
            if (room(a, side) > 0 && see(w, arcs_.reverse(a), side) && is_end(w, side)) {
                return w;
            }
        }
    }
    return none;
}

/// Along the path that the search found, which leads back from its end.
void StandingCut::send_back(NodeId from, NodeId end, Side side) {
    Amount amount = std::min(surplus(from, side), -surplus(end, side));
    for (NodeId v = end; v != from; v = arcs_.head(nodes_[v].back)) {
        amount = std::min(amount, room(arcs_.reverse(nodes_[v].back), side));
    }
    for (NodeId v = end; v != from;) {
        const ArcId back = nodes_[v].back;
        v = arcs_.head(back);
        move(v, arcs_.reverse(back), side, amount);
    }
}

/// The stuck nodes with all they reach.
void StandingCut::send_over(Side from) {
    next_search();
    for (const NodeId v : stuck_) {
        nodes_[v].is_stuck = false;
        see(v, none, from);
    }
    for (std::size_t at = 0; at < visited_.size(); ++at) {
        const NodeId v = visited_[at];
        const ArcId last = arcs_.arcs_end(v);
        scanned_ += last - arcs_.arcs_begin(v);
        for (ArcId a = arcs_.arcs_begin(v); a < last; ++a) {
            if (room(a, from) > 0) {
                see(arcs_.head(a), none, from);
            }
        }
    }
    for (const NodeId v : visited_) {
        nodes_[v].side = from == Side::sink ? Side::source : Side::sink;
    }
}

void StandingCut::next_search() {
    visited_.clear();
    if (++search_ == 0) {
        for (Node& node : nodes_) {
            node.seen = 0;
        }
        search_ = 1;
    }
}

bool StandingCut::see(NodeId v, ArcId back, Side side) {
    Node& node = nodes_[v];
    if (node.side != side || node.seen == search_) {
        return false;
    }
    node.seen = search_;
    node.back = back;
    visited_.push(v);
    return true;
}

/// Moves surplus from a node along one of its arcs: flow itself towards the sink, on the source
/// side a lack of flow.
void StandingCut::move(NodeId from, ArcId arc, Side side, Amount amount) {
    const ArcId back = arcs_.reverse(arc);
    const ArcId along = side == Side::source ? back : arc;
    const ArcId against = side == Side::source ? arc : back;
    arcs_.set_residual(along, arcs_.residual(along) - amount);
    arcs_.set_residual(against, arcs_.residual(against) + amount);
    const Amount gained = side == Side::source ? amount : -amount;
    change_excess(from, gained);
    change_excess(arcs_.head(arc), -gained);
}

void StandingCut::mark_nearest(std::uint8_t* source_side) {
    mark_source_side(graph_, source_side, visited_.data());
}

}  // namespace corridor::flow::kernel
