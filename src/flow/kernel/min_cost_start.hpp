#pragma once

#include "flow/kernel/min_cost_basis.hpp"
#include "flow/kernel/min_cost_heap.hpp"
#include "flow/kernel/stack.hpp"

namespace corridor::flow::kernel {

/// First bases that save a network simplex most of its pivots: trees of arcs along which flow will
/// run, in place of artificial arcs. All are strongly feasible: every node can send more towards
/// the root.
template <class Flow, class Price>
class SimplexStart {
  public:
    using Basis = SimplexBasis<Flow, Price>;

    SimplexStart(Workspace& workspace, Basis& basis) : workspace_(workspace), basis_(basis) {}

    /// One source and one sink: where a path can carry everything it does, and the other nodes
    /// lead to it, else to the sink, along as few arcs as possible.
    void tree() {
        index_arcs();
        Array<NodeId> queue(workspace_, Basis::count(basis_.nodes));
        if (workspace_.exhausted()) {
            return;
        }
        NodeId source = 0;
        NodeId sink = 0;
        for (NodeId v = 0; v < basis_.nodes; ++v) {
            source = basis_.supply[v] > 0 ? v : source;
            sink = basis_.supply[v] < 0 ? v : sink;
        }
        NodeId reached = 0;
        if (find_wide_path(source, sink, queue)) {
            fill_path(source, sink);
            for (NodeId v = source; v != sink; v = basis_.head[onward_[v]]) {
                queue[reached++] = v;
            }
        }
        queue[reached++] = sink;
        for (NodeId at = 0; at < reached; ++at) {
            const NodeId to = queue[at];
            for (ArcId i = first_[to], end = first_[to + 1]; i < end; ++i) {
                const ArcId k = into_[i];
                const NodeId from = basis_.tail[k];
                const bool is_free =
                    basis_.tree.node[from].parent == basis_.root && from != source && from != sink;
                if (is_free && basis_.capacity[k] > 0) {
                    queue[reached++] = from;
                    hang(from, k);
                    basis_.price[from] = basis_.price[to] - basis_.cost[k];
                }
            }
        }
        basis_.tree.rebuild(basis_.root, first_, onward_);
    }

    /// Every node leads to the demand that is nearest in cost, and every supply that the way there
    /// and the demand can still take goes along. Requires costs ≥ 0.
    void forest() {
        index_arcs();
        Array<Price> distance(workspace_, Basis::count(basis_.nodes));
        Array<std::uint8_t> is_settled(workspace_, Basis::count(basis_.nodes));
        MinHeap<Price> heap(workspace_, Basis::count(basis_.arcs) + Basis::count(basis_.nodes));
        Stack<NodeId> supplies(workspace_, Basis::count(basis_.nodes));
        if (workspace_.exhausted()) {
            return;
        }
        is_settled.fill_bytes(0);
        onward_.fill_bytes(255);
        for (NodeId v = 0; v < basis_.nodes; ++v) {
            if (basis_.supply[v] < 0) {
                heap.push(0, v);
                distance[v] = 0;
            }
        }
        while (!heap.empty()) {
            const auto nearest = heap.pop();
            const NodeId to = nearest.node;
            if (is_settled[to] != 0) {
                continue;
            }
            is_settled[to] = 1;
            if (basis_.supply[to] > 0) {
                supplies.push(to);
                continue;  // a tree through it would have to take its supply along
            }
            if (basis_.supply[to] == 0) {
                hang(to, onward_[to]);
            }
            for (ArcId i = first_[to], end = first_[to + 1]; i < end; ++i) {
                const ArcId k = into_[i];
                const NodeId from = basis_.tail[k];
                const Price further = nearest.key + basis_.cost[k];
                const bool is_better = onward_[from] == none || further < distance[from];
                if (is_settled[from] == 0 && is_better && basis_.capacity[k] > 0 &&
                    basis_.supply[from] >= 0) {
                    onward_[from] = k;
                    distance[from] = further;
                    heap.push(further, from);
                }
            }
        }
        for (const NodeId source : supplies) {
            send_if_all_fits(source);
        }
        basis_.tree.rebuild(basis_.root, first_, onward_);
        price_again();
    }

  private:
    /// Arcs into each node, one node after the other.
    void index_arcs() {
        first_ = Array<ArcId>(workspace_, Basis::count(basis_.nodes) + 2);
        into_ = Array<ArcId>(workspace_, Basis::count(basis_.arcs));
        onward_ = Array<ArcId>(workspace_, Basis::count(basis_.nodes) + 1);
        if (workspace_.exhausted()) {
            return;
        }
        first_.fill_bytes(0);
        for (ArcId k = 0; k < basis_.arcs; ++k) {
            ++first_[basis_.head[k] + 2];
        }
        for (NodeId v = 2; v <= basis_.nodes + 1; ++v) {
            first_[v] += first_[v - 1];
        }
        for (ArcId k = 0; k < basis_.arcs; ++k) {
            into_[first_[basis_.head[k] + 1]++] = k;
        }
    }

    /// Nothing flows on the arc yet.
    void hang(NodeId from, ArcId k) {
        basis_.tree.node[from] = {basis_.head[k], 1, basis_.capacity[k], 0};
        basis_.tree.pred[from] = k * 2;
        basis_.state[k] = Basis::basic;
    }

    /// A path whose arcs can each carry the whole supply: the arc onward from each node on it.
    bool find_wide_path(NodeId source, NodeId sink, Array<NodeId>& queue) {
        onward_.fill_bytes(255);
        NodeId reached = 0;
        queue[reached++] = sink;
        for (NodeId at = 0; at < reached && onward_[source] == none; ++at) {
            const NodeId to = queue[at];
            for (ArcId i = first_[to], end = first_[to + 1]; i < end; ++i) {
                const ArcId k = into_[i];
                const NodeId from = basis_.tail[k];
                if (from != sink && onward_[from] == none &&
                    basis_.capacity[k] >= basis_.supply[source]) {
                    onward_[from] = k;
                    queue[reached++] = from;
                }
            }
        }
        return onward_[source] != none;
    }

    /// Hung by its source, the path can take flow back towards the root even where it is full.
    void fill_path(NodeId source, NodeId sink) {
        const Flow total = basis_.supply[source];
        basis_.tree.node[source] = {basis_.root, 1, basis_.room, 0};
        basis_.tree.pred[source] = (basis_.arcs + source) * 2;
        basis_.price[source] = 0;
        for (NodeId v = source; v != sink;) {
            const ArcId k = onward_[v];
            const NodeId to = basis_.head[k];
            const auto rest = static_cast<Flow>(basis_.capacity[k] - total);
            basis_.tree.node[to] = {v, 1, total, rest};
            basis_.tree.pred[to] = k * 2 + 1;
            basis_.state[k] = Basis::basic;
            basis_.price[to] = basis_.price[v] + basis_.cost[k];
            v = to;
        }
    }

    void send_if_all_fits(NodeId source) {
        const Flow amount = basis_.supply[source];
        const ArcId k = onward_[source];
        auto& node = basis_.tree.node;
        bool fits = basis_.capacity[k] > amount;
        for (NodeId v = basis_.head[k]; fits && v != basis_.root; v = node[v].parent) {
            fits = node[v].up > amount;
        }
        if (!fits) {
            return;
        }
        hang(source, k);
        for (NodeId v = source; v != basis_.root; v = node[v].parent) {
            node[v].up = static_cast<Flow>(node[v].up - amount);
            node[v].down = static_cast<Flow>(node[v].down + amount);
        }
    }

    void price_again() {
        const auto& tree = basis_.tree;
        for (NodeId v = tree.thread[basis_.root]; v != basis_.root; v = tree.thread[v]) {
            const auto& node = tree.node[v];
            if (node.parent != basis_.root) {
                basis_.price[v] = basis_.price[node.parent] - basis_.cost[tree.pred[v] >> 1];
            }
        }
    }

    Workspace& workspace_;
    Basis& basis_;
    Array<ArcId> first_;
    Array<ArcId> into_;
    Array<ArcId> onward_;
};

}  // namespace corridor::flow::kernel
