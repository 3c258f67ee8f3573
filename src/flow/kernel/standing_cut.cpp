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

void StandingCut::push_to_ends(Side side) {
    label_from_ends(side);
    while (active_count_ > 0) {
        const NodeId v = active_[first_active_];
        first_active_ = first_active_ + 1 == active_.size() ? 0 : first_active_ + 1;
        --active_count_;
        nodes_[v].is_active = false;
        if (scanned_ < most_scanned_) {
            if (scanned_ > next_labelling_) {
                activate(v);
                label_from_ends(side);
                continue;
            }
            discharge(v, side);
        }
    }
}

/// Distances to the nearest end; node_count where there is none. Ends when all active nodes have
/// theirs; the nodes not met by then are at least as far as the last one met.
void StandingCut::label_from_ends(Side side) {
    const Label n = graph_.node_count;
    visited_.clear();
    std::size_t waiting = active_count_;
    for (NodeId v = 0; v < n; ++v) {
        nodes_[v].label = n;
        if (nodes_[v].side == side && surplus(v, side) < 0) {
            nodes_[v].label = 0;
            visited_.push(v);
        }
    }
    std::size_t at = 0;
    for (; at < visited_.size() && waiting > 0; ++at) {
        const NodeId w = visited_[at];
        const ArcId last = arcs_.arcs_end(w);
        scanned_ += last - arcs_.arcs_begin(w);
        for (ArcId a = arcs_.arcs_begin(w); a < last; ++a) {
            Node& other = nodes_[arcs_.head(a)];
            if (other.label == n && other.side == side && room(arcs_.reverse(a), side) > 0) {
                other.label = nodes_[w].label + 1;
                waiting -= other.is_active;
                visited_.push(arcs_.head(a));
            }
        }
    }
    if (at < visited_.size()) {
        const Label beyond = nodes_[visited_[at]].label + 1;
        for (Node& node : nodes_) {
            node.label = node.label == n ? beyond : node.label;
        }
    }
    next_labelling_ = scanned_ + graph_.arc_total() / 2;
}

void StandingCut::discharge(NodeId v, Side side) {
    Node& node = nodes_[v];
    const ArcId last = arcs_.arcs_end(v);
    while (node.label < graph_.node_count) {
        Label lowest = graph_.node_count;
        scanned_ += last - arcs_.arcs_begin(v);
        for (ArcId a = arcs_.arcs_begin(v); a < last; ++a) {
            const NodeId w = arcs_.head(a);
            const Amount most = room(a, side);
            if (most <= 0 || nodes_[w].side != side) {
                continue;
            }
            if (nodes_[w].label >= node.label) {
                lowest = std::min(lowest, nodes_[w].label + 1);
                continue;
            }
            move(v, a, side, std::min(most, surplus(v, side)));
            if (surplus(w, side) > 0) {
                activate(w);
            }
            if (surplus(v, side) == 0) {
                return;
            }
        }
        node.label = lowest;
    }
    give_up(v);
}

void StandingCut::give_up(NodeId v) {
    if (!nodes_[v].is_stuck) {
        nodes_[v].is_stuck = true;
        stuck_.push(v);
    }
}

void StandingCut::activate(NodeId v) {
    if (!nodes_[v].is_active) {
        nodes_[v].is_active = true;
        const std::size_t at = first_active_ + active_count_++;
        active_[at < active_.size() ? at : at - active_.size()] = v;
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
