#include "flow/kernel/search_forest.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// `up` stays until the node is adopted, so that paths can still be walked.
void SearchForest::cut_loose(NodeId v) {
    if (nodes_[v].is_orphan) {
        return;
    }
    nodes_[v].is_orphan = true;
    orphans_.push({nodes_[v].label, v});
    std::push_heap(orphans_.begin(), orphans_.end(),
                   [](const Orphan& a, const Orphan& b) { return a.label > b.label; });
}

/// Orphans in the order of labels: whoever finds a parent with a lower label keeps its own and all
/// below it, for the way up from there is in order already. The others come loose, and their
/// children become orphans.
void SearchForest::adopt() {
    while (!orphans_.empty()) {
        std::pop_heap(orphans_.begin(), orphans_.end(),
                      [](const Orphan& a, const Orphan& b) { return a.label > b.label; });
        const NodeId v = orphans_.pop().node;
        nodes_[v].is_orphan = false;
        if (!find_lower_parent(v)) {
            nodes_[v].is_loose = true;
            loose_.push(v);
            orphan_children(v);
        }
    }
    if (!loose_.empty()) {
        hang_loose_ones();
    }
}

bool SearchForest::find_lower_parent(NodeId v) {
    TreeNode& node = nodes_[v];
    const ArcId end = arcs_.arcs_end(v);
    for (ArcId a = arcs_.arcs_begin(v); a < end; ++a) {
        const TreeNode& other = nodes_[arcs_.head(a)];
        if (other.side == node.side && other.label < node.label && !other.is_loose &&
            room_up(a, node.side) > 0) {
            node.up = a;
            scanned_ += a - arcs_.arcs_begin(v) + 1;
            return true;
        }
    }
    scanned_ += end - arcs_.arcs_begin(v);
    return false;
}

void SearchForest::orphan_children(NodeId v) {
    const ArcId end = arcs_.arcs_end(v);
    for (ArcId a = arcs_.arcs_begin(v); a < end; ++a) {
        const NodeId w = arcs_.head(a);
        if (nodes_[w].up == arcs_.reverse(a) && nodes_[w].side == nodes_[v].side &&
            !nodes_[w].is_loose) {
            cut_loose(w);
        }
    }
}

/// The lowest parent among those that are not loose.
bool SearchForest::find_parent(NodeId v) {
    const Side side = nodes_[v].side;
    const ArcId end = arcs_.arcs_end(v);
    ArcId best = none;
    Label lowest = std::numeric_limits<Label>::max();
    for (ArcId a = arcs_.arcs_begin(v); a < end; ++a) {
        const TreeNode& other = nodes_[arcs_.head(a)];
        if (other.side == side && !other.is_loose && other.label < lowest &&
            room_up(a, side) > 0) {
            best = a;
            lowest = other.label;
        }
    }
    scanned_ += end - arcs_.arcs_begin(v);
    if (best != none) {
        hang(v, best, side);
    }
    return best != none;
}

/// From the rim of what still hangs inwards. Whoever is not reached belongs to no tree.
void SearchForest::hang_loose_ones() {
    hung_.clear();
    for (const NodeId v : loose_) {
        if (find_parent(v)) {
            hung_.push(v);
        }
    }
    for (const NodeId v : hung_) {
        nodes_[v].is_loose = false;
    }
    for (std::size_t next = 0; next < hung_.size(); ++next) {
        const NodeId v = hung_[next];
        const Side side = nodes_[v].side;
        const ArcId end = arcs_.arcs_end(v);
        scanned_ += end - arcs_.arcs_begin(v);
        for (ArcId a = arcs_.arcs_begin(v); a < end; ++a) {
            const NodeId w = arcs_.head(a);
            if (nodes_[w].is_loose && nodes_[w].side == side && room_down(a, side) > 0) {
                nodes_[w].is_loose = false;
                hang(w, arcs_.reverse(a), side);
                hung_.push(w);
            }
        }
    }
    for (const NodeId v : loose_) {
        if (nodes_[v].is_loose) {
            release(v);
        }
    }
    loose_.clear();
}

/// Wakes the trees of the other kind that v now could join.
void SearchForest::release(NodeId v) {
    TreeNode& node = nodes_[v];
    const Side side = node.side;
    node.is_loose = false;
    node.side = Side::neither;
    if (graph_.excess[v] != 0) {
        plant(v);
    }
    const ArcId end = arcs_.arcs_end(v);
    scanned_ += end - arcs_.arcs_begin(v);
    for (ArcId a = arcs_.arcs_begin(v); a < end; ++a) {
        const NodeId w = arcs_.head(a);
        const Side other = nodes_[w].side;
        if (other != Side::neither && other != side && room_down(a, side) > 0) {
            activate(w);
        }
    }
}

}  // namespace corridor::flow::kernel
