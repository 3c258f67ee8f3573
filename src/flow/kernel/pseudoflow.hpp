#pragma once

#include "flow/kernel/forest.hpp"
#include "flow/kernel/labels.hpp"
#include "flow/kernel/pseudoflow_options.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Highest-label pseudoflow: a forest of residual arcs in which only roots hold excess. A strong
/// root (excess > 0) looks for an arc from the equal-label part of its tree to a node one label
/// lower, hangs its tree there and sends its excess down that tree. Ends when no excess reaches a
/// deficit: a maximum preflow, hence the value and a minimum cut.
/// Source: Hochbaum (2008), The pseudoflow algorithm; the send limit carries Goldberg's (2008)
/// partial augment–relabel over to it.
template <class Graph>
class Pseudoflow {
    using Cap = typename Graph::Capacity;

  public:
    Pseudoflow(Workspace& workspace, Graph& graph, PseudoflowOptions options)
        : graph_(graph),
          n_(graph.node_count),
          arcs_(graph.view()),
          excess_(graph.excess.data()),
          options_(options),
          forest_(workspace, graph),
          label_(workspace, size()),
          current_arc_(workspace, size()),
          bucket_(workspace, size() + 2),
          at_label_(workspace, size() + 2),
          queue_(workspace, size()) {
        if (!workspace.exhausted()) {
            start();
        }
    }

    void run() {
        const std::int64_t round = options_.relabel_interval * (n_ + graph_.arc_total());
        for (NodeId root = pop_highest(); root != none; root = pop_highest()) {
            process(root);
            if (round > 0 && scanned_ > round) {
                start_again();
            }
        }
        for (NodeId v = 0; v < n_; ++v) {
            forest_.store(v);
        }
    }

    /// Scratch of node_count entries, free between runs.
    [[nodiscard]] NodeId* queue() { return queue_.data(); }

  private:
    struct Bucket {
        NodeId front;
        NodeId back;
    };

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(n_); }

    void start() {
        const bool exact = options_.start != StartLabels::zero;
        if (exact) {
            const bool early = options_.start == StartLabels::near_distances;
            label_by_distance(graph_, label_.data(), queue_.data(), {graph_.one_way, early});
        } else {
            for (NodeId v = 0; v < n_; ++v) {
                label_[v] = excess_[v] > 0 ? 1 : 0;
            }
        }
        fill_buckets();
    }

    /// Exact labels; tree arcs along which they stay monotone are kept. Legal at any time, because
    /// only roots hold excess.
    void start_again() {
        scanned_ = 0;
        for (NodeId v = 0; v < n_; ++v) {
            forest_.store(v);
        }
        label_by_distance(graph_, label_.data(), queue_.data(), {});
        for (NodeId v = 0; v < n_; ++v) {
            const NodeId parent = forest_.step[v].parent;
            if (parent != none && label_[v] < label_[parent]) {
                forest_.cut_loose(v);
            }
        }
        fill_buckets();
    }

    void fill_buckets() {
        at_label_.fill_bytes(0);
        bucket_.fill_bytes(255);
        highest_ = 0;
        for (NodeId v = 0; v < n_; ++v) {
            current_arc_[v] = arcs_.arcs_begin(v);
            if (label_[v] < n_) {
                ++at_label_[label_[v]];
                if (excess_[v] > 0) {
                    enqueue(v);
                }
            }
        }
    }

    void enqueue(NodeId root) {
        const Label label = label_[root];
        if (label >= n_) {
            return;
        }
        Bucket& bucket = bucket_[label];
        NodeId& next = forest_.family[root].next_sibling;
        next = none;
        if (bucket.front == none) {
            bucket.front = bucket.back = root;
        } else if (options_.first_in_first_out) {
            forest_.family[bucket.back].next_sibling = root;
            bucket.back = root;
        } else {
            next = bucket.front;
            bucket.front = root;
        }
        highest_ = std::max(highest_, label);
    }

    NodeId dequeue(Bucket& bucket) {
        const NodeId root = bucket.front;
        NodeId& next = forest_.family[root].next_sibling;
        bucket.front = next;
        next = none;
        return root;
    }

    NodeId pop_highest() {
        for (; highest_ >= 0; --highest_) {
            Bucket& bucket = bucket_[highest_];
            if (bucket.front == none) {
                continue;
            }
            if (highest_ == 0 || at_label_[highest_ - 1] > 0) {
                return dequeue(bucket);
            }
            while (bucket.front != none) {  // a gap: nothing up here reaches a deficit
                retire(dequeue(bucket));
            }
        }
        return none;
    }

    /// Takes a whole tree out of the game.
    void retire(NodeId root) {
        NodeId v = root;
        while (true) {
            --at_label_[label_[v]];
            label_[v] = n_;
            if (forest_.family[v].first_child != none) {
                v = forest_.family[v].first_child;
                continue;
            }
            while (v != root && forest_.family[v].next_sibling == none) {
                v = forest_.step[v].parent;
            }
            if (v == root) {
                return;
            }
            v = forest_.family[v].next_sibling;
        }
    }

    /// Depth first over the equal-label part of the tree; raises every node whose equal-label
    /// children are all raised.
    void process(NodeId root) {
        NodeId v = root;
        ArcId arc = visit(v);
        bool alone = true;
        while (arc == none) {
            const NodeId child = next_equal_child(v);
            if (child != none) {
                v = child;
                arc = visit(v);
                continue;
            }
            if (v == root) {
                alone ? lift_alone(root) : raise(root);
                enqueue(root);
                return;
            }
            alone = false;
            raise(v);
            v = forest_.step[v].parent;
        }
        forest_.reroot_and_hang(v, arc);
        send_excess(root);
    }

    ArcId visit(NodeId v) {
        forest_.family[v].scan_child = forest_.family[v].first_child;
        return find_lower(v);
    }

    NodeId next_equal_child(NodeId v) {
        const Label label = label_[v];
        NodeId child = forest_.family[v].scan_child;
        while (child != none && label_[child] != label) {
            child = forest_.family[child].next_sibling;
        }
        forest_.family[v].scan_child = child == none ? none : forest_.family[child].next_sibling;
        return child;
    }

    void raise(NodeId v) {
        --at_label_[label_[v]];
        ++at_label_[++label_[v]];
        current_arc_[v] = arcs_.arcs_begin(v);
    }

    /// A root without equal-label children and without an arc down may rise at once as far as its
    /// arcs allow, and its children, so that labels stay monotone.
    void lift_alone(NodeId root) {
        Label label = n_;
        for (NodeId child = forest_.family[root].first_child; child != none;
             child = forest_.family[child].next_sibling) {
            label = std::min(label, label_[child]);
        }
        const Label lowest = arcs_.lowest_neighbour(root, label_.data(), label);
        scanned_ += arcs_.arcs_end(root) - arcs_.arcs_begin(root);
        label = std::max(lowest < label ? lowest + 1 : label, label_[root] + 1);
        if (label >= n_) {
            retire(root);
            return;
        }
        --at_label_[label_[root]];
        ++at_label_[label];
        label_[root] = label;
        current_arc_[root] = arcs_.arcs_begin(root);
    }

    ArcId find_lower(NodeId v) {
        const ArcId begin = current_arc_[v];
        const ArcId end = arcs_.arcs_end(v);
        const ArcId a = arcs_.find(begin, end, label_.data(), label_[v] - 1);
        scanned_ += a - begin + 1;
        current_arc_[v] = a;
        return a < end ? a : none;
    }

    /// Sends the excess of v towards its root. Where an arc is too small the rest stays behind and
    /// becomes a strong root of its own.
    void send_excess(NodeId v) {
        Amount moving = excess_[v];
        excess_[v] = 0;
        std::int32_t left = options_.send_limit;
        while (forest_.step[v].parent != none) {
            auto& step = forest_.step[v];
            const NodeId above = step.parent;
            if (left-- == 0) {
                forest_.cut_loose(v);
                break;
            }
            if (step.up >= moving) {
                step.up -= static_cast<Cap>(moving);
                step.down += static_cast<Cap>(moving);
            } else {
                const Amount kept = moving - step.up;
                moving = step.up;
                step.down += step.up;
                step.up = 0;
                forest_.cut_loose(v);
                excess_[v] = kept;
                enqueue(v);
                if (moving == 0) {
                    return;
                }
            }
            v = above;
        }
        const bool was_strong = excess_[v] > 0;
        excess_[v] += moving;
        if (!was_strong && excess_[v] > 0) {
            enqueue(v);
        }
    }

    Graph& graph_;
    const NodeId n_;
    const typename Graph::View arcs_;
    Amount* const excess_;
    const PseudoflowOptions options_;
    Forest<Graph> forest_;
    Array<Label> label_;
    Array<ArcId> current_arc_;
    Array<Bucket> bucket_;
    Array<std::int32_t> at_label_;
    Array<NodeId> queue_;
    Label highest_ = 0;
    std::int64_t scanned_ = 0;
};

}  // namespace corridor::flow::kernel
