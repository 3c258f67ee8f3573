#pragma once

#include "flow/kernel/graph.hpp"

#include <utility>

namespace corridor::flow::kernel {

/// The basis of a network simplex: a spanning tree, hung up by its root. What a walk along a cycle
/// needs of a node lies in one record, so that it never touches arcs. A thread runs through the
/// nodes in preorder; last[v] is the end of v's subtree on it.
/// Source: Ahuja, Magnanti & Orlin (1993), section 11.3; Barr, Glover & Klingman (1979),
/// Enhancements of spanning tree labelling procedures, for turning a stem.
template <class Flow>
class BasisTree {
  public:
    struct Node {
        NodeId parent;
        NodeId size;  // of the subtree
        Flow up;      // residual capacity towards the parent
        Flow down;    // and from it
    };

    BasisTree() = default;
    BasisTree(Workspace& workspace, NodeId nodes)
        : node(workspace, static_cast<std::size_t>(nodes)),
          pred(workspace, static_cast<std::size_t>(nodes)),
          thread(workspace, static_cast<std::size_t>(nodes)),
          back(workspace, static_cast<std::size_t>(nodes)),
          last(workspace, static_cast<std::size_t>(nodes)) {}

    Array<Node> node;
    Array<ArcId> pred;  // twice the arc to the parent, and 1 more where it points down
    Array<NodeId> thread;
    Array<NodeId> back;
    Array<NodeId> last;

    void link(NodeId u, NodeId v) {
        thread[u] = v;
        back[v] = u;
    }

    [[nodiscard]] Flow flow_of(NodeId v) const {
        return (pred[v] & 1) != 0 ? node[v].up : node[v].down;
    }

    /// Cuts the subtree of `cut` off, makes `inner` its top and hangs it below `outer`. The record
    /// of `inner` keeps its place but for the size: the caller fills in its new parent. `join` is
    /// the lowest common ancestor of inner and outer.
    void rehang(NodeId cut, NodeId inner, NodeId outer, NodeId join) {
        const NodeId size = node[cut].size;
        const NodeId old_parent = node[cut].parent;
        const NodeId old_last = last[cut];
        const NodeId before = back[cut];
        const NodeId after = thread[old_last];
        for (NodeId w = old_parent; w != join; w = node[w].parent) {
            node[w].size -= size;
        }
        for (NodeId w = outer; w != join; w = node[w].parent) {
            node[w].size += size;
        }
        link(before, after);
        for (NodeId w = old_parent; w != none && last[w] == old_last; w = node[w].parent) {
            last[w] = before;
        }
        const NodeId new_last = turn_stem(inner, cut, size);
        node[inner].parent = outer;
        link(new_last, thread[outer]);
        link(outer, inner);
        for (NodeId w = outer; w != none && last[w] == outer; w = node[w].parent) {
            last[w] = new_last;
        }
    }

    /// Sizes, thread, back and last from the parents alone, children in order of their numbers.
    /// `first` and `next` are scratch.
    void rebuild(NodeId root, Array<NodeId>& first, Array<NodeId>& next) {
        first.fill_bytes(255);
        for (NodeId v = static_cast<NodeId>(node.size()) - 1; v >= 0; --v) {
            node[v].size = 1;
            if (v != root) {
                next[v] = first[node[v].parent];
                first[node[v].parent] = v;
            }
        }
        NodeId v = root;
        NodeId end = none;  // of the thread so far
        while (v != none) {
            if (end != none) {
                link(end, v);
            }
            end = v;
            if (first[v] != none) {
                v = first[v];
                continue;
            }
            last[v] = v;
            while (v != root && next[v] == none) {
                const NodeId parent = node[v].parent;
                node[parent].size += node[v].size;
                last[parent] = end;
                v = parent;
            }
            if (v == root) {
                break;
            }
            node[node[v].parent].size += node[v].size;
            v = next[v];
        }
        link(end, root);
    }

  private:
    /// Reverses the stem inner → … → cut and threads what else hangs below each of its nodes
    /// behind the parts below it. Returns the subtree's new end.
    NodeId turn_stem(NodeId inner, NodeId cut, NodeId size) {
        NodeId tip = last[inner];     // end of the new thread so far
        NodeId behind = thread[tip];  // what followed the previous stem node in the old order
        NodeId child = inner;
        NodeId child_last = last[inner];
        NodeId gap_start = back[inner];
        Node below = node[inner];
        ArcId pred_below = pred[inner];
        for (NodeId s = node[inner].parent; child != cut;) {
            const Node old = node[s];
            const NodeId s_last = last[s];
            const NodeId s_back = back[s];  // before it is linked anew
            const NodeId next_behind = thread[s_last];
            link(tip, s);
            if (s_last != child_last) {
                link(gap_start, behind);
                tip = s_last;
                behind = next_behind;
            } else {
                tip = gap_start;
            }
            gap_start = s_back;
            node[s] = {child, size - below.size, below.down, below.up};
            below = old;
            pred_below = std::exchange(pred[s], pred_below ^ 1);
            child_last = s_last;
            child = s;
            s = old.parent;
        }
        for (NodeId s = cut; s != inner; s = node[s].parent) {
            last[s] = tip;
        }
        last[inner] = tip;
        node[inner].size = size;
        return tip;
    }
};

}  // namespace corridor::flow::kernel
