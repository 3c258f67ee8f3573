#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

/// Rooted trees of residual arcs. Split by access pattern: sending excess up a tree touches one
/// record per step, because the residuals of a tree arc live in its lower end while it is in the
/// tree; siblings are doubly linked, so that a subtree is cut loose in constant time.
template <class Graph>
class Forest {
    using Cap = typename Graph::Capacity;

  public:
    struct UpStep {
        NodeId parent;  // none for a root
        ArcId up_arc;
        ArcId down_arc;
        Cap up;  // residuals; those in the arc array are stale until the arc leaves the tree
        Cap down;
    };
    struct Family {
        NodeId first_child;
        NodeId next_sibling;      // strong roots, which have no siblings, are chained by it
        NodeId previous_sibling;  // none for a first child
        NodeId scan_child;
    };

    Forest(Workspace& workspace, Graph& graph)
        : step(workspace, static_cast<std::size_t>(graph.node_count)),
          family(workspace, static_cast<std::size_t>(graph.node_count)),
          arcs_(graph.view()) {
        step.fill_bytes(255);
        family.fill_bytes(255);
    }

    /// Makes `root` and all below it hang on `arc` at v, turning the path from v to its root
    /// around.
    void reroot_and_hang(NodeId v, ArcId arc) {
        const ArcId back = arcs_.reverse(arc);
        UpStep next{arcs_.head(arc), arc, back, arcs_.residual(arc), arcs_.residual(back)};
        while (true) {
            const UpStep old = step[v];
            if (old.parent != none) {
                unlink(v, old.parent);
            }
            step[v] = next;
            link(v, next.parent);
            if (old.parent == none) {
                return;
            }
            next = {v, old.down_arc, old.up_arc, old.down, old.up};
            v = old.parent;
        }
    }

    void cut_loose(NodeId v) {
        store(v);
        unlink(v, step[v].parent);
        step[v].parent = none;
    }

    /// Writes the residuals of v's tree arc back to the arc array.
    void store(NodeId v) {
        const UpStep& up = step[v];
        if (up.parent != none) {
            arcs_.set_residual(up.up_arc, up.up);
            arcs_.set_residual(up.down_arc, up.down);
        }
    }

    Array<UpStep> step;
    Array<Family> family;

  private:
    void link(NodeId child, NodeId parent) {
        const NodeId front = family[parent].first_child;
        family[child].previous_sibling = none;
        family[child].next_sibling = front;
        if (front != none) {
            family[front].previous_sibling = child;
        }
        family[parent].first_child = child;
    }

    void unlink(NodeId child, NodeId parent) {
        const Family& node = family[child];
        if (node.previous_sibling != none) {
            family[node.previous_sibling].next_sibling = node.next_sibling;
        } else {
            family[parent].first_child = node.next_sibling;
        }
        if (node.next_sibling != none) {
            family[node.next_sibling].previous_sibling = node.previous_sibling;
        }
    }

    const typename Graph::View arcs_;
};

}  // namespace corridor::flow::kernel
