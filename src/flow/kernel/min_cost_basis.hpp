#pragma once

#include "flow/kernel/min_cost_pricing_in_order.hpp"
#include "flow/kernel/min_cost_problem.hpp"
#include "flow/kernel/min_cost_tree.hpp"

#include <cmath>

namespace corridor::flow::kernel {

/// Where a network simplex stands: its arcs in the order of pricing, the tree, and the potentials.
/// Every node has an artificial arc to or from a root, numbered behind the arcs of the problem;
/// only those to demands are dear, since what leaves the root must pay.
template <class Flow, class Price>
struct SimplexBasis {
    static constexpr std::int8_t at_upper = -1;
    static constexpr std::int8_t basic = 0;
    static constexpr std::int8_t at_lower = 1;

    /// Check the workspace before use.
    SimplexBasis(Workspace& workspace, const CostView& problem, const CostFeatures& features)
        : nodes(problem.nodes()),
          arcs(problem.arcs()),
          root(problem.nodes()),
          room(static_cast<Flow>(problem.most)),
          tail(workspace, count(arcs)),
          head(workspace, count(arcs)),
          cost(workspace, count(arcs)),
          capacity(workspace, count(arcs)),
          supply(workspace, count(nodes)),
          state(workspace, count(arcs)),
          input_arc(workspace, count(arcs)),
          tree(workspace, nodes + 1),
          price(workspace, count(nodes) + 1),
          input_node(workspace, count(nodes) + 1) {
        dear = static_cast<Price>(features.longest_path) + 1;
        if (!workspace.exhausted()) {
            load(problem);
            hang_all_below_root();
        }
    }

    template <class Id>
    [[nodiscard]] static std::size_t count(Id id) {
        return static_cast<std::size_t>(id);
    }

    [[nodiscard]] Price reduced_cost(ArcId k) const {
        return kernel::reduced_cost(cost[k], price[tail[k]], price[head[k]]);
    }

    [[nodiscard]] bool is_artificial(ArcId k) const { return k >= arcs; }

    /// Short runs of neighbouring arcs, with a stride: one pricing block holds runs of many tails.
    void load(const CostView& problem) {
        for (NodeId v = 0; v < nodes; ++v) {
            supply[v] = static_cast<Flow>(problem.supply_of(v));
        }
        const ArcId runs = (arcs + run_length - 1) / run_length;
        const auto stride =
            std::max<ArcId>(1, static_cast<ArcId>(std::sqrt(static_cast<double>(runs))));
        ArcId k = 0;
        for (ArcId start = 0; start < stride; ++start) {
            for (ArcId run = start; run < runs; run += stride) {
                const ArcId end = std::min(arcs, (run + 1) * run_length);
                for (ArcId a = run * run_length; a < end; ++a, ++k) {
                    tail[k] = problem.tail_of(a);
                    head[k] = problem.head_of(a);
                    cost[k] = static_cast<Price>(problem.cost_of(a));
                    capacity[k] = static_cast<Flow>(problem.capacity_of(a));
                    state[k] = at_lower;
                    input_arc[k] = a;
                }
            }
        }
    }

    void set_dear(Amount largest_cost) {
        dear = static_cast<Price>(largest_cost + 1) * static_cast<Price>(nodes + 1);
    }

    /// Undoes renumbering of the nodes, for the arcs alone.
    void number_as_input() {
        for (ArcId k = 0; k < arcs; ++k) {
            tail[k] = input_node[tail[k]];
            head[k] = input_node[head[k]];
        }
        root = nodes;
    }

    /// Requires the numbers of the input.
    void hang_all_below_root() {
        for (NodeId v = 0; v < nodes; ++v) {
            const bool demand = supply[v] < 0;
            const ArcId artificial = (arcs + v) * 2 + (demand ? 1 : 0);
            const auto amount = static_cast<Flow>(demand ? -supply[v] : supply[v]);
            const auto rest = static_cast<Flow>(room - amount);
            tree.node[v] = {root, 1, demand ? amount : rest, demand ? rest : amount};
            tree.pred[v] = artificial;
            price[v] = demand ? dear : Price{0};
            input_node[v] = v;
            tree.last[v] = v;
            tree.link(v == 0 ? root : v - 1, v);
        }
        tree.node[root] = {none, nodes + 1, 0, 0};
        tree.pred[root] = none;
        tree.last[root] = nodes > 0 ? nodes - 1 : root;
        tree.link(tree.last[root], root);
        input_node[root] = none;
        price[root] = 0;
    }

    static constexpr ArcId run_length = 8;

    const NodeId nodes;
    const ArcId arcs;
    NodeId root;
    const Flow room;  // more than any arc carries
    Price dear = 0;   // more than any path costs
    Array<NodeId> tail;
    Array<NodeId> head;
    Array<Price> cost;
    Array<Flow> capacity;
    Array<Flow> supply;  // of input nodes
    Array<std::int8_t> state;
    Array<ArcId> input_arc;
    BasisTree<Flow> tree;
    Array<Price> price;  // of nodes; differences count, the root's drifts
    Array<NodeId> input_node;
};

}  // namespace corridor::flow::kernel
