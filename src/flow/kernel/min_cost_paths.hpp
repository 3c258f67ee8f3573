#pragma once

#include "flow/kernel/min_cost_heap.hpp"
#include "flow/kernel/min_cost_residual.hpp"
#include "flow/kernel/stack.hpp"

namespace corridor::flow::kernel {

/// Successive shortest paths on reduced costs, each search going only as far as the deficits that
/// one source needs: quick where supplies are few and their demands near.
/// Source: Edmonds & Karp (1972), Theoretical improvements in algorithmic efficiency for network
/// flow problems; Ahuja, Magnanti & Orlin (1993), section 9.7. One search here serves several
/// demands: once potentials are raised to the distance of the last, every path of its tree is
/// tight.
template <class Number>
class AugmentingPaths {
  public:
    /// Check the workspace before solve().
    AugmentingPaths(Workspace& workspace, const CostView& problem)
        : graph_(workspace, problem, 1),
          node_(workspace, problem.node_count),
          sources_(workspace, problem.node_count),
          settled_(workspace, problem.node_count),
          targets_(workspace, problem.node_count),
          heap_(workspace, 2 * problem.tail.size() + 1) {}

    CostStatus solve(CostLimits& limits) {
        for (NodeId v = 0; v < graph_.nodes; ++v) {
            node_[v] = {0, none, 0, 0};
            for (ArcId a = graph_.first[v], end = graph_.first[v + 1]; a < end; ++a) {
                if (graph_.arc[a].cost < 0 && graph_.arc[a].residual > 0) {
                    graph_.saturate(v, a);
                }
            }
        }
        for (NodeId v = 0; v < graph_.nodes; ++v) {
            if (graph_.excess[v] > 0) {
                sources_.push(v);
            }
        }
        for (const NodeId source : sources_) {
            while (graph_.excess[source] > 0) {
                if (limits.reached()) {
                    return CostStatus::stopped_infeasible;
                }
                search(source);
                if (targets_.empty()) {
                    return CostStatus::infeasible;
                }
                raise_potentials();
                augment(source);
            }
        }
        return CostStatus::optimal;
    }

    void extract(const CostView& problem, CostAnswer& answer) const {
        graph_.extract(problem, answer);
    }

  private:
    struct Node {
        Amount distance;
        ArcId into;          // of the search tree
        std::int32_t stamp;  // 2k: labelled in search k; 2k + 1: settled
        Amount reach;        // what the path to it can take
    };

    void search(NodeId source) {
        stamp_ += 2;
        heap_.clear();
        settled_.clear();
        targets_.clear();
        Amount wanted = graph_.excess[source];
        node_[source] = {0, none, stamp_, wanted};
        heap_.push(0, source);
        while (!heap_.empty()) {
            const auto nearest = heap_.pop();
            const NodeId u = nearest.node;
            if (node_[u].stamp != stamp_ || node_[u].distance != nearest.key) {
                continue;
            }
            node_[u].stamp = stamp_ + 1;
            settled_.push(u);
            if (graph_.excess[u] < 0) {
                targets_.push(u);
                horizon_ = nearest.key;
                wanted -= std::min(-graph_.excess[u], node_[u].reach);
                if (wanted <= 0) {
                    return;
                }
            }
            scan(u);
        }
    }

    void scan(NodeId u) {
        const Node from = node_[u];
        for (ArcId a = graph_.first[u], end = graph_.first[u + 1]; a < end; ++a) {
            const auto& arc = graph_.arc[a];
            if (arc.residual == 0) {
                continue;
            }
            Node& to = node_[arc.head];
            const Amount distance = from.distance + graph_.reduced_cost(u, arc);
            if (to.stamp < stamp_ || (to.stamp == stamp_ && distance < to.distance)) {
                to = {distance, a, stamp_, std::min<Amount>(from.reach, arc.residual)};
                heap_.push(distance, arc.head);
            }
        }
    }

    /// Nodes beyond the last target stay where they are, so that only settled ones are touched.
    void raise_potentials() {
        for (const NodeId v : settled_) {
            graph_.potential[v] += std::min<Amount>(0, node_[v].distance - horizon_);
        }
    }

    void augment(NodeId source) {
        for (const NodeId target : targets_) {
            Amount amount = std::min(graph_.excess[source], -graph_.excess[target]);
            for (NodeId v = target; v != source; v = graph_.tail(node_[v].into)) {
                amount = std::min<Amount>(amount, graph_.arc[node_[v].into].residual);
            }
            for (NodeId v = target; v != source && amount > 0; v = graph_.tail(node_[v].into)) {
                graph_.push(node_[v].into, amount);
            }
            graph_.excess[source] -= amount;
            graph_.excess[target] += amount;
        }
    }

    CostResidual<Number> graph_;
    Array<Node> node_;
    Stack<NodeId> sources_;
    Stack<NodeId> settled_;
    Stack<NodeId> targets_;
    MinHeap<Amount> heap_;
    std::int32_t stamp_ = 0;
    Amount horizon_ = 0;
};

}  // namespace corridor::flow::kernel
