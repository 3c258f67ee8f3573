#pragma once

#include "flow/kernel/min_cost_problem.hpp"

namespace corridor::flow::kernel {

/// A residual graph with costs: each node's arcs with room or without lie side by side. `Number`
/// holds every capacity and, times `scale`, every cost.
template <class Number>
struct CostResidual {
    struct Arc {
        NodeId head;
        ArcId mate;  // the opposite direction
        Number residual;
        Number cost;
    };

    CostResidual(Workspace& workspace, const CostView& problem, Amount scale)
        : nodes(problem.nodes()),
          first(workspace, problem.node_count + std::size_t{2}),
          arc(workspace, 2 * problem.tail.size()),
          forward(workspace, problem.tail.size()),
          excess(workspace, problem.node_count),
          potential(workspace, problem.node_count) {
        if (!workspace.exhausted()) {
            load(problem, scale);
        }
    }

    [[nodiscard]] NodeId tail(ArcId a) const { return arc[arc[a].mate].head; }
    [[nodiscard]] Amount reduced_cost(NodeId from, const Arc& a) const {
        return a.cost + potential[from] - potential[a.head];
    }
    void push(ArcId a, Amount amount) {
        arc[a].residual = static_cast<Number>(arc[a].residual - amount);
        Arc& mate = arc[arc[a].mate];
        mate.residual = static_cast<Number>(mate.residual + amount);
    }
    /// Fills an arc whatever its ends have to send.
    void saturate(NodeId from, ArcId a) {
        const Amount amount = arc[a].residual;
        excess[from] -= amount;
        excess[arc[a].head] += amount;
        push(a, amount);
    }

    /// Loops that pay are full, others empty.
    void extract(const CostView& problem, CostAnswer& answer) const {
        for (ArcId a = 0; a < problem.arcs(); ++a) {
            const bool pays = problem.cost_of(a) < 0;
            answer.flow[static_cast<std::size_t>(a)] =
                forward[a] != none ? Amount{arc[arc[forward[a]].mate].residual}
                : pays             ? problem.capacity_of(a)
                                   : 0;
        }
        for (NodeId v = 0; v < nodes; ++v) {
            answer.potential[static_cast<std::size_t>(v)] = potential[v];
        }
    }

    const NodeId nodes;
    Array<ArcId> first;
    Array<Arc> arc;
    Array<ArcId> forward;  // of an arc of the problem; none for loops
    Array<Amount> excess;
    Array<Amount> potential;

  private:
    void load(const CostView& problem, Amount scale) {
        first.fill_bytes(0);
        for (ArcId a = 0; a < problem.arcs(); ++a) {
            if (problem.tail_of(a) != problem.head_of(a)) {
                ++first[problem.tail_of(a) + 2];
                ++first[problem.head_of(a) + 2];
            }
        }
        for (NodeId v = 2; v <= nodes + 1; ++v) {
            first[v] += first[v - 1];
        }
        for (ArcId a = 0; a < problem.arcs(); ++a) {
            const NodeId u = problem.tail_of(a);
            const NodeId v = problem.head_of(a);
            forward[a] = none;
            if (u != v) {
                const ArcId there = first[u + 1]++;
                const ArcId back = first[v + 1]++;
                const auto cost = static_cast<Number>(problem.cost_of(a) * scale);
                arc[there] = {v, back, static_cast<Number>(problem.capacity_of(a)), cost};
                arc[back] = {u, there, 0, static_cast<Number>(-cost)};
                forward[a] = there;
            }
        }
        for (NodeId v = 0; v < nodes; ++v) {
            excess[v] = problem.supply_of(v);
            potential[v] = 0;
        }
    }
};

}  // namespace corridor::flow::kernel
