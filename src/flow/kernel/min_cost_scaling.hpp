#pragma once

#include "flow/kernel/min_cost_residual.hpp"

namespace corridor::flow::kernel {

/// Cost scaling by push and relabel. A flow is ε-optimal when no residual arc has a reduced cost
/// below −ε; with costs multiplied by n + 1, one that is 1-optimal is optimal. Each phase divides
/// ε. Source: Goldberg & Tarjan (1990), Finding minimum-cost circulations by successive
/// approximation; Goldberg (1997), An efficient implementation of a scaling minimum-cost flow
/// algorithm. Neither price updates nor speculative arc fixing: this is the check on the network
/// simplex, and no rival to it.
class CostScaling {
  public:
    /// Requires a problem that is feasible. Check the workspace before solve().
    CostScaling(Workspace& workspace, const CostView& problem)
        : scale_(problem.nodes() + Amount{1}),
          graph_(workspace, problem, scale_),
          current_(workspace, problem.node_count),
          queue_(workspace, problem.node_count + std::size_t{1}),
          is_queued_(workspace, problem.node_count) {}

    /// Whether 64 bits hold every potential on the way: they fall by at most 3n·ε a phase, and ε
    /// starts below the largest scaled cost.
    [[nodiscard]] static bool fits(const CostView& problem, const CostFeatures& features) {
        const Int128 scaled = Int128{features.largest_cost + 1} * (problem.nodes() + 1);
        return scaled * 8 * (problem.nodes() + 1) < (Int128{1} << 62);
    }

    CostStatus solve(const CostFeatures& features, CostLimits& limits) {
        constexpr Amount divisor = 8;
        is_queued_.fill_bytes(0);
        Amount epsilon = (features.largest_cost + 1) * scale_;
        do {
            epsilon = std::max<Amount>(1, epsilon / divisor);
            if (!refine(epsilon, limits)) {
                return CostStatus::stopped_infeasible;
            }
        } while (epsilon > 1);
        unscale_potentials();
        return CostStatus::optimal;
    }

    void extract(const CostView& problem, CostAnswer& answer) const {
        graph_.extract(problem, answer);
    }

  private:
    [[nodiscard]] bool refine(Amount epsilon, CostLimits& limits) {
        for (NodeId v = 0; v < graph_.nodes; ++v) {
            current_[v] = graph_.first[v];
            for (ArcId a = graph_.first[v], end = graph_.first[v + 1]; a < end; ++a) {
                if (graph_.arc[a].residual > 0 && graph_.reduced_cost(v, graph_.arc[a]) < 0) {
                    graph_.saturate(v, a);
                }
            }
        }
        for (NodeId v = 0; v < graph_.nodes; ++v) {
            enqueue_if_active(v);
        }
        while (waiting_ > 0) {
            const NodeId v = queue_[head_];
            head_ = head_ + 1 == queue_.size() ? 0 : head_ + 1;
            --waiting_;
            is_queued_[v] = 0;
            if (!discharge(v, epsilon, limits)) {
                return false;
            }
        }
        return true;
    }

    void enqueue_if_active(NodeId v) {
        if (graph_.excess[v] > 0 && is_queued_[v] == 0) {
            is_queued_[v] = 1;
            queue_[(head_ + waiting_) % queue_.size()] = v;
            ++waiting_;
        }
    }

    [[nodiscard]] bool discharge(NodeId v, Amount epsilon, CostLimits& limits) {
        const ArcId end = graph_.first[v + 1];
        while (graph_.excess[v] > 0) {
            if (current_[v] == end) {
                if (limits.reached()) {
                    return false;
                }
                relabel(v, epsilon);
                continue;
            }
            const ArcId a = current_[v];
            const auto& arc = graph_.arc[a];
            if (arc.residual == 0 || graph_.reduced_cost(v, arc) >= 0) {
                ++current_[v];
                continue;
            }
            const NodeId to = arc.head;
            const Amount amount = std::min<Amount>(graph_.excess[v], arc.residual);
            graph_.push(a, amount);
            graph_.excess[v] -= amount;
            graph_.excess[to] += amount;
            enqueue_if_active(to);
        }
        return true;
    }

    void relabel(NodeId v, Amount epsilon) {
        Amount highest = std::numeric_limits<Amount>::min();
        for (ArcId a = graph_.first[v], end = graph_.first[v + 1]; a < end; ++a) {
            const auto& arc = graph_.arc[a];
            if (arc.residual > 0) {
                highest = std::max(highest, graph_.potential[arc.head] - arc.cost);
            }
        }
        graph_.potential[v] = highest - epsilon;
        current_[v] = graph_.first[v];
    }

    /// Divided and rounded, potentials may violate reduced costs by 1; Bellman and Ford mend that.
    void unscale_potentials() {
        for (NodeId v = 0; v < graph_.nodes; ++v) {
            const Amount potential = graph_.potential[v];
            graph_.potential[v] = potential / scale_ - (potential % scale_ < 0 ? 1 : 0);
            is_queued_[v] = 1;
            queue_[v] = v;
        }
        head_ = 0;
        waiting_ = static_cast<std::size_t>(graph_.nodes);
        while (waiting_ > 0) {
            const NodeId v = queue_[head_];
            head_ = head_ + 1 == queue_.size() ? 0 : head_ + 1;
            --waiting_;
            is_queued_[v] = 0;
            for (ArcId a = graph_.first[v], end = graph_.first[v + 1]; a < end; ++a) {
                const auto& arc = graph_.arc[a];
                const Amount limit = graph_.potential[v] + arc.cost / scale_;
                if (arc.residual > 0 && graph_.potential[arc.head] > limit) {
                    graph_.potential[arc.head] = limit;
                    if (is_queued_[arc.head] == 0) {
                        is_queued_[arc.head] = 1;
                        queue_[(head_ + waiting_) % queue_.size()] = arc.head;
                        ++waiting_;
                    }
                }
            }
        }
    }

    const Amount scale_;
    CostResidual<Amount> graph_;
    Array<ArcId> current_;
    Array<NodeId> queue_;  // a ring
    Array<std::uint8_t> is_queued_;
    std::size_t head_ = 0;
    std::size_t waiting_ = 0;
};

}  // namespace corridor::flow::kernel
