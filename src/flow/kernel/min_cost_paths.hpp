#pragma once

#include "flow/kernel/min_cost_heap.hpp"
#include "flow/kernel/min_cost_residual.hpp"
#include "flow/kernel/stack.hpp"

namespace corridor::flow::kernel {

/// Successive shortest paths on reduced costs: first from each source alone to demands nearby, then
/// from all sources that are left together. Quick where supplies are few or their demands near.
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
          level_nodes_(workspace, 2 * problem.tail.size() + 1),
          heap_(workspace, 2 * problem.tail.size()) {}

    CostStatus solve(CostLimits& limits) {
        for (NodeId v = 0; v < graph_.nodes; ++v) {
            node_[v] = {0, none, none, 0, 0, 0};
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
        return route_near(limits) && route_rest(limits) ? CostStatus::optimal : verdict_;
    }

    void extract(const CostView& problem, CostAnswer& answer) const {
        graph_.extract(problem, answer);
    }

  private:
    static constexpr std::size_t nearby = 256;  // nodes that the search of one source settles

    struct Node {
        Amount distance;
        ArcId into;          // of the search forest
        NodeId origin;       // the source whose tree holds the node
        std::int32_t stamp;  // 2k: labelled in search k; 2k + 1: settled
        Amount reach;        // what the path to it can take
        Amount wanted;       // of a source: what its tree has still to find
    };

    /// Each source alone, within its neighbourhood.
    [[nodiscard]] bool route_near(CostLimits& limits) {
        std::size_t far = 0;
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const NodeId source = sources_[i];
            while (graph_.excess[source] > 0) {
                if (limits.reached()) {
                    verdict_ = CostStatus::stopped_infeasible;
                    return false;
                }
                begin_search();
                start_from(source);
                search(nearby);
                if (targets_.empty()) {
                    sources_[far++] = source;
                    break;
                }
                raise_potentials();
                augment();
            }
        }
        sources_.shrink_to(far);
        return true;
    }

    /// A forest from all sources that are left, again and again: where their neighbourhoods
    /// overlap they are searched once for all.
    [[nodiscard]] bool route_rest(CostLimits& limits) {
        while (!sources_.empty()) {
            if (limits.reached()) {
                verdict_ = CostStatus::stopped_infeasible;
                return false;
            }
            begin_search();
            for (const NodeId source : sources_) {
                start_from(source);
            }
            search(static_cast<std::size_t>(graph_.nodes));
            if (targets_.empty()) {
                verdict_ = CostStatus::infeasible;
                return false;
            }
            raise_potentials();
            augment();
            std::size_t left = 0;
            for (const NodeId source : sources_) {
                if (graph_.excess[source] > 0) {
                    sources_[left++] = source;
                }
            }
            sources_.shrink_to(left);
        }
        return true;
    }

    void begin_search() {
        stamp_ += 2;
        level_ = 0;
        heap_.clear();
        level_nodes_.clear();
        settled_.clear();
        targets_.clear();
        wanting_ = 0;
    }

    void start_from(NodeId source) {
        const Amount excess = graph_.excess[source];
        node_[source] = {0, none, source, stamp_, excess, excess};
        level_nodes_.push(source);
        ++wanting_;
    }

    /// Until the deficits met can take what every source has, or more of them are met in trees that
    /// need none than in trees that do.
    void search(std::size_t most_settled) {
        std::int64_t useful = 0;
        std::int64_t useless = 0;
        while (settled_.size() < most_settled) {
            const NodeId u = nearest();
            if (u == none) {
                return;
            }
            node_[u].stamp = stamp_ + 1;
            settled_.push(u);
            if (graph_.excess[u] < 0) {
                targets_.push(u);
                horizon_ = level_;
                Amount& wanted = node_[node_[u].origin].wanted;
                ++(wanted > 0 ? useful : useless);
                const bool was_wanting = wanted > 0;
                wanted -= std::min(-graph_.excess[u], node_[u].reach);
                wanting_ -= was_wanting && wanted <= 0 ? 1 : 0;
                if (wanting_ == 0 || useless > useful) {
                    return;
                }
            }
            scan(u);
        }
    }

    /// Nodes as near as the last one wait on a stack: most reduced costs are 0, and need no heap.
    NodeId nearest() {
        while (!level_nodes_.empty()) {
            const NodeId u = level_nodes_.pop();
            if (node_[u].stamp == stamp_ && node_[u].distance == level_) {
                return u;
            }
        }
        while (!heap_.empty()) {
            const auto entry = heap_.pop();
            if (node_[entry.node].stamp == stamp_ && node_[entry.node].distance == entry.key) {
                level_ = entry.key;
                return entry.node;
            }
        }
        return none;
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
                to.distance = distance;
                to.into = a;
                to.origin = from.origin;
                to.stamp = stamp_;
                to.reach = std::min<Amount>(from.reach, arc.residual);
                if (distance == level_) {
                    level_nodes_.push(arc.head);
                } else {
                    heap_.push(distance, arc.head);
                }
            }
        }
    }

    /// Nodes beyond the last target stay where they are, so that only settled ones are touched.
    void raise_potentials() {
        for (const NodeId v : settled_) {
            graph_.potential[v] += std::min<Amount>(0, node_[v].distance - horizon_);
        }
    }

    void augment() {
        for (const NodeId target : targets_) {
            const NodeId source = node_[target].origin;
            Amount amount = std::min(graph_.excess[source], -graph_.excess[target]);
            for (NodeId v = target; v != source && amount > 0; v = graph_.tail(node_[v].into)) {
                amount = std::min<Amount>(amount, graph_.arc[node_[v].into].residual);
            }
            if (amount <= 0) {
                continue;
            }
            for (NodeId v = target; v != source; v = graph_.tail(node_[v].into)) {
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
    Stack<NodeId> level_nodes_;
    MinHeap<Amount> heap_;
    Amount level_ = 0;
    std::int32_t stamp_ = 0;
    Amount horizon_ = 0;
    std::int64_t wanting_ = 0;  // sources that have met too little
    CostStatus verdict_ = CostStatus::optimal;
};

}  // namespace corridor::flow::kernel
