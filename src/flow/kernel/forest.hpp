#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

/// Rooted trees of residual arcs. Split by access pattern: sending excess up a tree touches one
/// record per step, because the residuals of a tree arc live in its lower end while it is in the
/// tree; siblings are doubly linked, so that a subtree is cut loose in constant time.
template <class Cap>
class Forest {
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

    Forest(Workspace& workspace, ResidualGraph<Cap>& graph)
        : step(workspace, static_cast<std::size_t>(graph.node_count)),
          family(workspace, static_cast<std::size_t>(graph.node_count)),
          arcs_(graph.arcs.data()) {
        step.fill_bytes(255);
        family.fill_bytes(255);
    }

    /// Makes `root` and all below it hang on `arc` at v, turning the path from v to its root
    /// around.
    void reroot_and_hang(NodeId v, ArcId arc) {
        const ArcId back = arcs_[arc].reverse;
        UpStep next{arcs_[arc].head, arc, back, arcs_[arc].residual, arcs_[back].residual};
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
            arcs_[up.up_arc].residual = up.up;
            arcs_[up.down_arc].residual = up.down;
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

    ResidualArc<Cap>* arcs_;
};

}  // namespace corridor::flow::kernel
