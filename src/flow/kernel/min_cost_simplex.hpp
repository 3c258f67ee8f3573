#pragma once

#include "flow/kernel/min_cost_start.hpp"

#include <type_traits>

namespace corridor::flow::kernel {

/// Primal network simplex: strongly feasible trees, block search for the entering arc, potentials
/// updated on the smaller side of the cut tree, nodes renumbered now and then into tree order so
/// that subtrees lie together.
/// Source: Ahuja, Magnanti & Orlin (1993), chapter 11; Grigoriadis (1986), An efficient
/// implementation of the network simplex method; Király & Kovács (2012), Efficient implementations
/// of minimum-cost flow algorithms.
template <class Flow, class Price>
class NetworkSimplex {
  public:
    /// Check the workspace before solve().
    NetworkSimplex(Workspace& workspace, const CostView& problem, const CostFeatures& features)
        : workspace_(workspace), basis_(workspace, problem, features) {
        const double root_of_arcs = std::sqrt(static_cast<double>(basis_.arcs));
        block_ = std::max<ArcId>(10, static_cast<ArcId>(2 * root_of_arcs));
        if (basis_.nodes >= smallest_renumbered) {
            next_renumbering_ = renumbering_interval();
        }
    }

    void start(const CostFeatures& features) {
        SimplexStart<Flow, Price> start(workspace_, basis_);
        if (features.sources == 1 && features.sinks == 1) {
            start.tree();
        } else if (!features.has_negative_cost && basis_.arcs / most_thin <= basis_.nodes) {
            start.forest();
        } else {
            pivot_on_cheap_demand_arcs();
        }
    }

    CostStatus solve(CostLimits& limits) {
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

    void extract(CostAnswer& answer) const {
        for (ArcId k = 0; k < basis_.arcs; ++k) {
            answer.flow[count(basis_.input_arc[k])] =
                basis_.state[k] == Basis::at_upper ? basis_.capacity[k] : Flow{0};
        }
        for (NodeId v = 0; v <= basis_.nodes; ++v) {
            if (v == basis_.root) {
                continue;
            }
            const ArcId k = basis_.tree.pred[v] >> 1;
            if (k < basis_.arcs) {
                answer.flow[count(basis_.input_arc[k])] = basis_.tree.flow_of(v);
            }
            answer.potential[count(basis_.input_node[v])] =
                static_cast<Amount>(wrapped_difference(basis_.price[v], basis_.price[basis_.root]));
        }
    }

    [[nodiscard]] std::uint64_t pivots() const { return pivots_; }
    /// Node numbers hold while this does not change.
    [[nodiscard]] std::uint64_t renumberings() const { return renumberings_; }

    /// No artificial arc carries anything.
    [[nodiscard]] bool is_feasible() const {
        for (NodeId v = 0; v <= basis_.nodes; ++v) {
            if (v != basis_.root && (basis_.tree.pred[v] >> 1) >= basis_.arcs &&
                basis_.tree.flow_of(v) > 0) {
                return false;
            }
        }
        return true;
    }

    using Basis = SimplexBasis<Flow, Price>;
    [[nodiscard]] Basis& basis() { return basis_; }
    [[nodiscard]] const Basis& basis() const { return basis_; }

  private:
    static constexpr NodeId smallest_renumbered = 1 << 13;  // smaller trees live in the caches
    static constexpr ArcId most_thin = 6;                   // arcs a node

    template <class Id>
    [[nodiscard]] static std::size_t count(Id id) {
        return static_cast<std::size_t>(id);
    }

    [[nodiscard]] std::uint64_t renumbering_interval() const { return count(basis_.nodes / 2); }

    void pivot_if_improving(ArcId k) {
        if (basis_.state[k] * basis_.reduced_cost(k) < 0) {
            entering_ = k;
            pivot();
        }
    }

    /// The cheapest arc into every demand first: real arcs then serve most demands after a few
    /// cheap pivots.
    void pivot_on_cheap_demand_arcs() {
        Array<ArcId> cheapest(workspace_, count(basis_.nodes));
        if (workspace_.exhausted()) {
            return;
        }
        cheapest.fill_bytes(255);
        for (ArcId k = 0; k < basis_.arcs; ++k) {
            const NodeId v = basis_.head[k];
            if (basis_.supply[v] < 0 &&
                (cheapest[v] == none || basis_.cost[k] < basis_.cost[cheapest[v]])) {
                cheapest[v] = k;
            }
        }
        for (NodeId v = 0; v < basis_.nodes; ++v) {
            if (cheapest[v] != none) {
                pivot_if_improving(cheapest[v]);
            }
        }
    }

    /// The most violating arc of the first block that has one.
    bool find_entering_arc() {
        Price best = 0;
        ArcId left = block_;
        for (ArcId scanned = 0; scanned < basis_.arcs;) {
            const ArcId end =
                std::min({basis_.arcs, next_ + left, next_ + (basis_.arcs - scanned)});
            best = price_block(next_, end, best);
            scanned += end - next_;
            left -= end - next_;
            next_ = end == basis_.arcs ? 0 : end;
            if (left == 0) {
                if (best < 0) {
                    return true;
                }
                left = block_;
            }
        }
        return best < 0;
    }

    Price price_block(ArcId begin, ArcId end, Price best) {
        const PricedArcs<Price> arcs = {basis_.tail.data(), basis_.head.data(), basis_.cost.data(),
                                        basis_.state.data(), basis_.price.data()};
        Violation<Price> worst = {best, entering_};
        if constexpr (std::is_same_v<Price, std::int32_t>) {
            worst = pricing_.narrow(arcs, begin, end, worst);
        } else if constexpr (std::is_same_v<Price, std::int64_t>) {
            worst = pricing_.wide(arcs, begin, end, worst);
        } else {
            worst = price_in_order(arcs, begin, end, worst);
        }
        entering_ = worst.arc;
        return worst.size;
    }

    void pivot() {
        const bool from_lower = basis_.state[entering_] == Basis::at_lower;
        source_ = from_lower ? basis_.tail[entering_] : basis_.head[entering_];
        sink_ = from_lower ? basis_.head[entering_] : basis_.tail[entering_];
        walk_cycle();
        if (step_ > 0) {
            push_around();
        }
        if (leaving_ == none) {
            basis_.state[entering_] = from_lower ? Basis::at_upper : Basis::at_lower;
        } else {
            exchange();
        }
    }

    /// One pass from both ends to the join, keeping the smallest residual. Of equal ones the last
    /// met counts when the cycle is traversed from the join along its direction: that keeps the
    /// tree strongly feasible, and the simplex from cycling.
    void walk_cycle() {
        const auto* const node = basis_.tree.node.data();
        NodeId u = source_;
        NodeId v = sink_;
        Flow least_u = std::numeric_limits<Flow>::max();
        Flow least_v = least_u;
        NodeId block_u = none;
        NodeId block_v = none;
        NodeId size_u = node[u].size;
        NodeId size_v = node[v].size;
        while (u != v) {
            if (size_u < size_v) {
                do {
                    if (node[u].down < least_u) {
                        least_u = node[u].down;
                        block_u = u;
                    }
                    u = node[u].parent;
                    size_u = node[u].size;
                } while (size_u < size_v);
            } else {
                do {
                    if (node[v].up <= least_v) {
                        least_v = node[v].up;
                        block_v = v;
                    }
                    v = node[v].parent;
                    size_v = node[v].size;
                } while (size_v <= size_u && u != v);
            }
        }
        join_ = u;
        const Flow through = basis_.capacity[entering_];
        step_ = std::min({through, least_u, least_v});
        leaving_on_sink_side_ = block_v != none && least_v == step_;
        leaving_ = leaving_on_sink_side_ ? block_v : through == step_ ? none : block_u;
    }

    void push_around() {
        auto* const node = basis_.tree.node.data();
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
        const Price gap = basis_.reduced_cost(entering_);  // zero afterwards
        const bool points_down = inner == basis_.head[entering_];
        const auto moved = static_cast<Flow>(basis_.state[entering_] == Basis::at_lower
                                                 ? step_
                                                 : basis_.capacity[entering_] - step_);
        const auto rest = static_cast<Flow>(basis_.capacity[entering_] - moved);
        const ArcId leaving_arc = basis_.tree.pred[leaving_] >> 1;
        if (leaving_arc < basis_.arcs) {
            basis_.state[leaving_arc] =
                basis_.tree.flow_of(leaving_) == 0 ? Basis::at_lower : Basis::at_upper;
        }
        basis_.state[entering_] = Basis::basic;
        update_potentials(points_down ? gap : -gap);
        basis_.tree.rehang(leaving_, inner, outer, join_);
        basis_.tree.pred[inner] = entering_ * 2 + (points_down ? 1 : 0);
        basis_.tree.node[inner].up = points_down ? moved : rest;
        basis_.tree.node[inner].down = points_down ? rest : moved;
    }

    void update_potentials(Price shift) {
        NodeId v = leaving_;
        NodeId end = basis_.tree.thread[basis_.tree.last[leaving_]];
        if (basis_.tree.node[leaving_].size > (basis_.nodes + 1) / 2) {
            std::swap(v, end);
            shift = -shift;
        }
        const NodeId* const thread = basis_.tree.thread.data();
        Price* const price = basis_.price.data();
        do {
            price[v] = wrapped_sum(price[v], shift);
            v = thread[v];
        } while (v != end);
    }

    /// A node's new number is its position in the thread.
    void renumber_in_tree_order() {
        ++renumberings_;
        next_renumbering_ = pivots_ + renumbering_interval();
        const std::size_t total = count(basis_.nodes) + 1;
        BasisTree<Flow> tree(workspace_, basis_.nodes + 1);
        Array<NodeId> position(workspace_, total);
        Array<NodeId> input(workspace_, total);
        Array<Price> price(workspace_, total);
        if (workspace_.exhausted()) {
            workspace_.renew();
            next_renumbering_ = UINT64_MAX;
            return;
        }
        NodeId v = basis_.root;
        for (NodeId i = 0; i <= basis_.nodes; ++i, v = basis_.tree.thread[v]) {
            position[v] = i;
        }
        v = basis_.root;
        for (NodeId i = 0; i <= basis_.nodes; ++i, v = basis_.tree.thread[v]) {
            input[i] = basis_.input_node[v];
            price[i] = basis_.price[v];
            tree.node[i] = basis_.tree.node[v];
            tree.pred[i] = basis_.tree.pred[v];
            tree.node[i].parent = v == basis_.root ? none : position[basis_.tree.node[v].parent];
            tree.last[i] = position[basis_.tree.last[v]];
            tree.link(i, i == basis_.nodes ? 0 : i + 1);
        }
        for (ArcId k = 0; k < basis_.arcs; ++k) {
            basis_.tail[k] = position[basis_.tail[k]];
            basis_.head[k] = position[basis_.head[k]];
        }
        basis_.root = 0;
        basis_.price = std::move(price);
        basis_.input_node = std::move(input);
        basis_.tree = std::move(tree);
    }

    Workspace& workspace_;
    Basis basis_;
    const Pricing pricing_ = best_pricing();
    ArcId block_ = 0;
    ArcId next_ = 0;
    std::uint64_t pivots_ = 0;
    std::uint64_t next_renumbering_ = UINT64_MAX;
    std::uint64_t renumberings_ = 0;
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
