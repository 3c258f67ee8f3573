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
    nodes_.fill_bytes(0);
}

void StandingCut::start() {
    for (Node& node : nodes_) {
        node = {none, none, 0, Side::sink, false};
    }
    touched_.clear();
    search_ = 1;
    search_from_ends(Side::source);
    for (const NodeId v : visited_) {
        nodes_[v].side = Side::source;
    }
    search_from_ends(Side::sink);
    deficit_ = flow::kernel::total_deficit(graph_);
}

/// Breadth first from all ends of a side at once, so that every node knows its nearest one.
void StandingCut::search_from_ends(Side side) {
    visited_.clear();
    for (NodeId v = 0; v < graph_.node_count; ++v) {
        if (is_end(v, side)) {
            nodes_[v].seen = search_;
            visited_.push(v);
        }
    }
    for (std::size_t at = 0; at < visited_.size(); ++at) {
        const NodeId v = visited_[at];
        for (ArcId a = arcs_.arcs_begin(v), end = arcs_.arcs_end(v); a < end; ++a) {
            Node& other = nodes_[arcs_.head(a)];
            if (other.seen != search_ && room(arcs_.reverse(a), side) > 0) {
                other.seen = search_;
                other.next = arcs_.reverse(a);
                visited_.push(arcs_.head(a));
            }
        }
    }
}

bool StandingCut::restore(std::int64_t most_arcs) {
    scanned_ = 0;
    most_scanned_ = most_arcs;
    const std::size_t count = touched_.size();
    for (std::size_t i = 0; i < count; ++i) {
        nodes_[touched_[i]].is_touched = false;
        settle_node(touched_[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        settle_arcs(touched_[i]);
    }
    touched_.clear();
    return scanned_ < most_scanned_;
}

bool StandingCut::is_contrary(NodeId v) const {
    return is_end(v, nodes_[v].side == Side::source ? Side::sink : Side::source);
}

void StandingCut::settle_node(NodeId v) {
    while (is_contrary(v) && scanned_ < most_scanned_) {
        const Side side = nodes_[v].side;
        const NodeId end = find_end(v, side);
        if (end == none) {
            go_over(side == Side::source ? Side::sink : Side::source, none);
            return;
        }
        const Amount most =
            std::min(std::abs(graph_.excess[v]), std::abs(graph_.excess[end]));
        const Amount amount = least_room(v, end, side, most);
        send(v, end, side, amount);
        const Amount gained = side == Side::source ? amount : -amount;
        change_excess(v, gained);
        change_excess(end, -gained);
    }
}

void StandingCut::settle_arcs(NodeId tail) {
    const ArcId end = arcs_.arcs_end(tail);
    for (ArcId a = arcs_.arcs_begin(tail); a < end; ++a) {
        const NodeId head = arcs_.head(a);
        while (arcs_.residual(a) > 0 && nodes_[tail].side == Side::source &&
               nodes_[head].side == Side::sink && scanned_ < most_scanned_) {
            const NodeId top = find_end(tail, Side::source);
            if (top == none) {
                go_over(Side::sink, a);
                return;
            }
            const NodeId bottom = find_end(head, Side::sink);
            if (bottom == none) {
                go_over(Side::source, arcs_.reverse(a));
                break;
            }
            Amount amount = std::min(
                {arcs_.residual(a), graph_.excess[top], -graph_.excess[bottom]});
            amount = least_room(tail, top, Side::source, amount);
            amount = least_room(head, bottom, Side::sink, amount);
            move_along(a, amount);
            send(tail, top, Side::source, amount);
            send(head, bottom, Side::sink, amount);
            change_excess(top, -amount);
            change_excess(bottom, amount);
        }
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

/// An end of the side that can be reached from a node, with the path to it remembered. Follows what
/// is remembered first and looks around, breadth first, where that leads nowhere. If there is none,
/// visited_ holds all that can be reached.
NodeId StandingCut::find_end(NodeId from, Side side) {
    next_search();
    see(from, none, side);
    NodeId end = is_end(from, side) ? from : follow(from, side);
    for (std::size_t at = 0; end == none && at < visited_.size(); ++at) {
        const NodeId v = visited_[at];
        const ArcId last = arcs_.arcs_end(v);
        scanned_ += last - arcs_.arcs_begin(v);
        for (ArcId a = arcs_.arcs_begin(v); a < last && end == none; ++a) {
            const NodeId w = arcs_.head(a);
            if (room(a, side) > 0 && see(w, arcs_.reverse(a), side)) {
                end = is_end(w, side) ? w : follow(w, side);
            }
        }
    }
    if (end != none) {
        remember_path(from, end);
    }
    return end;
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

NodeId StandingCut::follow(NodeId v, Side side) {
    while (true) {
        ++scanned_;
        const ArcId a = nodes_[v].next;
        if (a == none || room(a, side) <= 0 ||
            !see(arcs_.head(a), arcs_.reverse(a), side)) {
            return none;
        }
        v = arcs_.head(a);
        if (is_end(v, side)) {
            return v;
        }
    }
}

void StandingCut::remember_path(NodeId from, NodeId end) {
    while (end != from) {
        const ArcId back = nodes_[end].back;
        end = arcs_.head(back);
        nodes_[end].next = arcs_.reverse(back);
    }
}

/// What was visited cannot reach an end on its side. On the other it can, by way of where the
/// search began and the bridge from there.
void StandingCut::go_over(Side to, ArcId bridge) {
    for (const NodeId v : visited_) {
        nodes_[v].side = to;
        nodes_[v].next = nodes_[v].back == none ? bridge : nodes_[v].back;
    }
}

Amount StandingCut::least_room(NodeId from, NodeId end, Side side, Amount most) const {
    while (from != end) {
        const ArcId a = nodes_[from].next;
        most = std::min(most, room(a, side));
        from = arcs_.head(a);
    }
    return most;
}

void StandingCut::send(NodeId from, NodeId end, Side side, Amount amount) {
    while (from != end) {
        const ArcId a = nodes_[from].next;
        move_along(side == Side::source ? arcs_.reverse(a) : a, amount);
        from = arcs_.head(a);
    }
}

void StandingCut::move_along(ArcId arc, Amount amount) {
    const ArcId back = arcs_.reverse(arc);
    arcs_.set_residual(arc, arcs_.residual(arc) - amount);
    arcs_.set_residual(back, arcs_.residual(back) + amount);
}

void StandingCut::mark_nearest(std::uint8_t* source_side) {
    mark_source_side(graph_, source_side, visited_.data());
}

}  // namespace corridor::flow::kernel
