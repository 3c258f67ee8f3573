#include "flow/kernel/standing_cut.hpp"

namespace corridor::flow::kernel {

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

}  // namespace corridor::flow::kernel
