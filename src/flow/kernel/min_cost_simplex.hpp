#pragma once

#include "flow/kernel/min_cost_pricing.hpp"
#include "flow/kernel/min_cost_problem.hpp"
#include "flow/kernel/min_cost_tree.hpp"

#include <cmath>

namespace corridor::flow::kernel {

/// Primal network simplex: strongly feasible trees, block search for the entering arc, potentials
/// updated on the smaller side of the cut tree, nodes renumbered now and then into tree order so
/// that subtrees lie together. Every node has an artificial arc to or from a root; only those to
/// demands are dear, since what leaves the root must pay.
/// Source: Ahuja, Magnanti & Orlin (1993), chapter 11; Grigoriadis (1986), An efficient
/// implementation of the network simplex method; Király & Kovács (2012), Efficient implementations
/// of minimum-cost flow algorithms.
template <class Flow, class Cost, class Price>
class NetworkSimplex {
  public:
    /// Check the workspace before solve().
    NetworkSimplex(Workspace& workspace, const CostView& problem, const CostFeatures& features)
        : workspace_(workspace),
          nodes_(problem.nodes()),
          arcs_(problem.arcs()),
          root_(problem.nodes()),
          tail_(workspace, count(arcs_)),
          head_(workspace, count(arcs_)),
          cost_(workspace, count(arcs_)),
          capacity_(workspace, count(arcs_)),
          supply_(workspace, count(nodes_)),
          state_(workspace, count(arcs_)),
          input_arc_(workspace, count(arcs_)),
          tree_(workspace, nodes_ + 1),
          price_(workspace, count(nodes_) + 1),
          input_node_(workspace, count(nodes_) + 1) {
        if (workspace.exhausted()) {
            return;
        }
        load(problem);
        hang_all_below_root(problem.most, features.largest_cost);
        if (features.sources == 1 && features.sinks == 1) {
            start_ = Start::tree_towards_sink;
        }
    }

    CostStatus solve(CostLimits& limits) {
        if (start_ == Start::tree_towards_sink) {
            start_with_tree_towards_sink();
        } else {
            pivot_on_cheap_demand_arcs();
        }
        if (workspace_.exhausted()) {
            return CostStatus::out_of_memory;
        }
        bool stopped = false;
        while (find_entering_arc()) {
            stopped = limits.reached();
            if (stopped) {
                break;
            }
            pivot();
            if (++pivots_ >= next_renumbering_) {
                renumber_in_tree_order();
            }
        }
        const bool feasible = is_feasible();
        if (stopped) {
            return feasible ? CostStatus::stopped : CostStatus::stopped_infeasible;
        }
        return feasible ? CostStatus::optimal : CostStatus::infeasible;
    }

    [[nodiscard]] std::uint64_t pivots() const { return pivots_; }

    void extract(CostAnswer& answer) const {
        for (ArcId k = 0; k < arcs_; ++k) {
            answer.flow[count(input_arc_[k])] = state_[k] == at_upper ? capacity_[k] : Flow{0};
        }
        for (NodeId v = 0; v <= nodes_; ++v) {
            if (v == root_) {
                continue;
            }
            const ArcId k = tree_.node[v].pred >> 1;
            if (k < arcs_) {
                answer.flow[count(input_arc_[k])] = tree_.flow_of(v);
            }
            answer.potential[count(input_node_[v])] = static_cast<Amount>(price_[v]);
        }
    }

  private:
    static constexpr std::int8_t at_upper = -1;
    static constexpr std::int8_t basic = 0;
    static constexpr std::int8_t at_lower = 1;
    static constexpr NodeId smallest_renumbered = 1 << 13;  // smaller trees live in the caches

    enum class Start : std::uint8_t { cheap_demand_arcs, tree_towards_sink };

    template <class Id>
    static std::size_t count(Id id) {
        return static_cast<std::size_t>(id);
    }

    /// Arcs are stored with a stride, so that one pricing block holds arcs of many tails.
    void load(const CostView& problem) {
        for (NodeId v = 0; v < nodes_; ++v) {
            supply_[v] = static_cast<Flow>(problem.supply_of(v));
        }
        const auto root_of_arcs = static_cast<ArcId>(std::sqrt(static_cast<double>(arcs_)));
        block_ = std::max<ArcId>(10, root_of_arcs);
        const ArcId stride = std::max<ArcId>(1, root_of_arcs);
        ArcId k = 0;
        for (ArcId start = 0; start < stride; ++start) {
            for (ArcId a = start; a < arcs_; a += stride, ++k) {
                tail_[k] = problem.tail_of(a);
                head_[k] = problem.head_of(a);
                cost_[k] = static_cast<Cost>(problem.cost_of(a));
                capacity_[k] = static_cast<Flow>(problem.capacity_of(a));
                state_[k] = at_lower;
                input_arc_[k] = a;
            }
        }
        if (nodes_ >= smallest_renumbered) {
            next_renumbering_ = count(nodes_);
        }
    }

    void hang_all_below_root(Amount most, Amount largest_cost) {
        const Price dear = static_cast<Price>(largest_cost + 1) * static_cast<Price>(nodes_ + 1);
        const auto room = static_cast<Flow>(most);
        for (NodeId v = 0; v < nodes_; ++v) {
            const bool demand = supply_[v] < 0;
            const ArcId artificial = (arcs_ + v) * 2 + (demand ? 1 : 0);
            tree_.node[v] = {root_, artificial, 1, room, room};
            if (demand) {
                tree_.node[v].up = static_cast<Flow>(-supply_[v]);
                tree_.node[v].down = static_cast<Flow>(room + supply_[v]);
            } else {
                tree_.node[v].up = static_cast<Flow>(room - supply_[v]);
                tree_.node[v].down = supply_[v];
            }
            price_[v] = demand ? dear : Price{0};
            input_node_[v] = v;
            tree_.last[v] = v;
            tree_.link(v == 0 ? root_ : v - 1, v);
        }
        tree_.node[root_] = {none, none, nodes_ + 1, 0, 0};
        tree_.last[root_] = nodes_ > 0 ? nodes_ - 1 : root_;
        tree_.link(tree_.last[root_], root_);
        input_node_[root_] = none;
        price_[root_] = 0;
    }

    [[nodiscard]] Price reduced_cost(ArcId k) const {
        return cost_[k] + price_[tail_[k]] - price_[head_[k]];
    }

    [[nodiscard]] bool is_feasible() const {
        for (NodeId v = 0; v <= nodes_; ++v) {
            if (v != root_ && (tree_.node[v].pred >> 1) >= arcs_ && tree_.flow_of(v) > 0) {
                return false;
            }
        }
        return true;
    }

    void pivot_if_improving(ArcId k) {
        if (state_[k] * reduced_cost(k) < 0) {
            entering_ = k;
            pivot();
        }
    }

    /// The cheapest arc into every demand first: real arcs then serve most demands after a few
    /// cheap pivots.
    void pivot_on_cheap_demand_arcs() {
        Array<ArcId> cheapest(workspace_, count(nodes_));
        if (workspace_.exhausted()) {
            return;
        }
        cheapest.fill_bytes(255);
        for (ArcId k = 0; k < arcs_; ++k) {
            const NodeId v = head_[k];
            if (supply_[v] < 0 && (cheapest[v] == none || cost_[k] < cost_[cheapest[v]])) {
                cheapest[v] = k;
            }
        }
        for (NodeId v = 0; v < nodes_; ++v) {
            if (cheapest[v] != none) {
                pivot_if_improving(cheapest[v]);
            }
        }
    }

    /// One sink: a breadth-first tree towards it replaces almost the whole artificial basis. No
    /// tree arc carries anything yet; the source stays with the root.
    void start_with_tree_towards_sink() {
        Array<ArcId> first(workspace_, count(nodes_) + 2);
        Array<ArcId> into(workspace_, count(arcs_));
        Array<NodeId> queue(workspace_, count(nodes_));
        Array<NodeId> next(workspace_, count(nodes_) + 1);
        if (workspace_.exhausted()) {
            return;
        }
        first.fill_bytes(0);
        for (ArcId k = 0; k < arcs_; ++k) {
            ++first[head_[k] + 2];
        }
        for (NodeId v = 2; v <= nodes_ + 1; ++v) {
            first[v] += first[v - 1];
        }
        for (ArcId k = 0; k < arcs_; ++k) {
            into[first[head_[k] + 1]++] = k;
        }
        NodeId reached = 0;
        queue[reached++] = only_node([this](NodeId v) { return supply_[v] < 0; });
        const NodeId source = only_node([this](NodeId v) { return supply_[v] > 0; });
        for (NodeId at = 0; at < reached; ++at) {
            const NodeId to = queue[at];
            for (ArcId i = first[to]; i < first[to + 1]; ++i) {
                const ArcId k = into[i];
                const NodeId from = tail_[k];
                auto& node = tree_.node[from];
                const bool is_free = node.parent == root_ && from != source && from != queue[0];
                if (is_free && capacity_[k] > 0) {
                    queue[reached++] = from;
                    node = {to, k * 2, 1, capacity_[k], 0};
                    state_[k] = basic;
                    price_[from] = price_[to] - cost_[k];
                }
            }
        }
        tree_.rebuild(root_, first, next);
    }

    template <class Test>
    [[nodiscard]] NodeId only_node(Test test) const {
        NodeId v = 0;
        while (!test(v)) {
            ++v;
        }
        return v;
    }

    /// The most violating arc of the first block that has one.
    bool find_entering_arc() {
        const PricingArcs<Cost, Price> arcs = {tail_.data(), head_.data(), cost_.data(),
                                               state_.data(), price_.data()};
        Price best = 0;
        ArcId left = block_;
        for (ArcId scanned = 0; scanned < arcs_;) {
            const ArcId end = std::min({arcs_, next_ + left, next_ + (arcs_ - scanned)});
            best = price_block(arcs, next_, end, best, entering_);
            scanned += end - next_;
            left -= end - next_;
            next_ = end == arcs_ ? 0 : end;
            if (left == 0) {
                if (best < 0) {
                    return true;
                }
                left = block_;
            }
        }
        return best < 0;
    }

    void pivot() {
        const bool from_lower = state_[entering_] == at_lower;
        source_ = from_lower ? tail_[entering_] : head_[entering_];
        sink_ = from_lower ? head_[entering_] : tail_[entering_];
        walk_cycle();
        if (step_ > 0) {
            push_around();
        }
        if (leaving_ == none) {
            state_[entering_] = from_lower ? at_upper : at_lower;
        } else {
            exchange();
        }
    }

    /// One pass from both ends to the join, keeping the smallest residual. Of equal ones the last
    /// met counts when the cycle is traversed from the join along its direction: that keeps the
    /// tree strongly feasible, and the simplex from cycling.
    void walk_cycle() {
        const auto* const node = tree_.node.data();
        NodeId u = source_;
        NodeId v = sink_;
        Flow least_u = std::numeric_limits<Flow>::max();
        Flow least_v = least_u;
        NodeId block_u = none;
        NodeId block_v = none;
        while (u != v) {
            if (node[u].size < node[v].size) {
                if (node[u].down < least_u) {
                    least_u = node[u].down;
                    block_u = u;
                }
                u = node[u].parent;
            } else {
                if (node[v].up <= least_v) {
                    least_v = node[v].up;
                    block_v = v;
                }
                v = node[v].parent;
            }
        }
        join_ = u;
        const Flow through = capacity_[entering_];
        step_ = std::min({through, least_u, least_v});
        leaving_on_sink_side_ = block_v != none && least_v == step_;
        leaving_ = leaving_on_sink_side_ ? block_v : through == step_ ? none : block_u;
    }

    void push_around() {
        auto* const node = tree_.node.data();
        for (NodeId u = source_; u != join_; u = node[u].parent) {
            node[u].down -= step_;
            node[u].up += step_;
        }
        for (NodeId v = sink_; v != join_; v = node[v].parent) {
            node[v].up -= step_;
            node[v].down += step_;
        }
    }

    /// The leaving arc cuts off a subtree, which the entering arc hangs back.
    void exchange() {
        const NodeId inner = leaving_on_sink_side_ ? sink_ : source_;  // in the subtree
        const NodeId outer = leaving_on_sink_side_ ? source_ : sink_;
        const Price gap = reduced_cost(entering_);  // zero afterwards
        const bool points_down = inner == head_[entering_];
        const auto moved =
            static_cast<Flow>(state_[entering_] == at_lower ? step_ : capacity_[entering_] - step_);
        const auto rest = static_cast<Flow>(capacity_[entering_] - moved);
        const ArcId leaving_arc = tree_.node[leaving_].pred >> 1;
        if (leaving_arc < arcs_) {
            state_[leaving_arc] = tree_.flow_of(leaving_) == 0 ? at_lower : at_upper;
        }
        state_[entering_] = basic;
        update_potentials(points_down ? gap : -gap);
        tree_.rehang(leaving_, inner, outer, join_);
        tree_.node[inner].pred = entering_ * 2 + (points_down ? 1 : 0);
        tree_.node[inner].up = points_down ? moved : rest;
        tree_.node[inner].down = points_down ? rest : moved;
    }

    void update_potentials(Price shift) {
        NodeId v = leaving_;
        NodeId end = tree_.thread[tree_.last[leaving_]];
        if (tree_.node[leaving_].size > (nodes_ + 1) / 2) {
            std::swap(v, end);
            shift = -shift;
        }
        do {
            price_[v] += shift;
            v = tree_.thread[v];
        } while (v != end);
    }

    /// A node's new number is its position in the thread.
    void renumber_in_tree_order() {
        next_renumbering_ = pivots_ + count(nodes_);
        const std::size_t total = count(nodes_) + 1;
        BasisTree<Flow> tree(workspace_, nodes_ + 1);
        Array<NodeId> position(workspace_, total);
        Array<NodeId> input(workspace_, total);
        Array<Price> price(workspace_, total);
        if (workspace_.exhausted()) {
            workspace_.renew();
            next_renumbering_ = UINT64_MAX;
            return;
        }
        NodeId v = root_;
        for (NodeId i = 0; i <= nodes_; ++i, v = tree_.thread[v]) {
            position[v] = i;
        }
        v = root_;
        for (NodeId i = 0; i <= nodes_; ++i, v = tree_.thread[v]) {
            input[i] = input_node_[v];
            price[i] = price_[v];
            tree.node[i] = tree_.node[v];
            tree.node[i].parent = v == root_ ? none : position[tree_.node[v].parent];
            tree.last[i] = position[tree_.last[v]];
            tree.link(i, i == nodes_ ? 0 : i + 1);
        }
        for (ArcId k = 0; k < arcs_; ++k) {
            tail_[k] = position[tail_[k]];
            head_[k] = position[head_[k]];
        }
        root_ = 0;
        price_ = std::move(price);
        input_node_ = std::move(input);
        tree_ = std::move(tree);
    }

    Workspace& workspace_;
    const NodeId nodes_;
    const ArcId arcs_;
    NodeId root_;
    Array<NodeId> tail_;
    Array<NodeId> head_;
    Array<Cost> cost_;
    Array<Flow> capacity_;
    Array<Flow> supply_;  // of input nodes
    Array<std::int8_t> state_;
    Array<ArcId> input_arc_;
    BasisTree<Flow> tree_;
    Array<Price> price_;
    Array<NodeId> input_node_;
    Start start_ = Start::cheap_demand_arcs;
    ArcId block_ = 0;
    ArcId next_ = 0;
    std::uint64_t pivots_ = 0;
    std::uint64_t next_renumbering_ = UINT64_MAX;
    // The pivot at work
    ArcId entering_ = none;
    NodeId source_ = none;
    NodeId sink_ = none;
    NodeId join_ = none;
    NodeId leaving_ = none;
    Flow step_ = 0;
    bool leaving_on_sink_side_ = false;
};

}  // namespace corridor::flow::kernel
