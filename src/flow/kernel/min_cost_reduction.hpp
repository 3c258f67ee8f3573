#pragma once

#include "flow/kernel/min_cost_problem.hpp"
#include "flow/kernel/stack.hpp"

namespace corridor::flow::kernel {

/// A minimum-cost problem without its dead ends and with its chains contracted. A node without a
/// supply is a dead end where flow could only turn round, and an inner node of a chain where flow
/// only passes from one neighbour to one other: one arc a direction then replaces the two. With
/// costs of at least 0 turning round never pays, so that an optimum of the rest is one of the
/// whole. Removed nodes get their potentials back one by one: what the reduced costs of the arcs at
/// a node ask of its potential never contradicts itself, since the neighbours' potentials are
/// optimal without it.
/// Source: series reduction, as in electrical networks; Ahuja, Magnanti & Orlin (1993),
/// section 2.4.
class CostReduction {
  public:
    /// Requires costs ≥ 0. O(n + m). Check the workspace before use.
    CostReduction(Workspace& workspace, const CostView& problem);

    /// Whether the rest is enough smaller to be worth it.
    [[nodiscard]] static bool is_promising(Workspace& workspace, const CostView& problem);

    [[nodiscard]] CostView rest() const;

    /// From an optimum of the rest to one of the whole. O(n + m).
    void expand(const CostAnswer& rest, CostAnswer& answer);

  private:
    static constexpr int most_degree = 6;

    struct Arc {
        NodeId tail;
        NodeId head;
        Amount capacity;
        Amount cost;
        Amount flow;
        ArcId first;  // the arcs that this one stands for, if not one of the problem
        ArcId second;
    };
    struct Place {
        ArcId arc[most_degree];
    };
    struct Removal {
        NodeId node;
        std::int32_t degree;
        ArcId arc[4];
    };

    void load(const CostView& problem);
    void reduce(const CostView& problem);
    [[nodiscard]] bool is_dead_end(NodeId v) const;
    [[nodiscard]] bool is_chain(NodeId v) const;
    void contract(NodeId v);
    void join(ArcId first, ArcId second);
    void detach(NodeId v, ArcId arc);
    void touch(NodeId v);
    void compact(const CostView& problem);
    [[nodiscard]] Amount potential_between(const Removal& removal, const CostAnswer& answer) const;
    [[nodiscard]] NodeId other_end(ArcId a, NodeId v) const {
        return arcs_[a].tail == v ? arcs_[a].head : arcs_[a].tail;
    }

    Workspace& workspace_;
    ArcId inputs_ = 0;
    ArcId arc_count_ = 0;
    Array<Arc> arcs_;
    Array<std::uint8_t> is_gone_;   // an arc
    Array<std::int32_t> degree_;    // a node; none once it is removed
    Array<Place> place_;            // arcs of nodes of at most that degree
    Array<std::int32_t> place_of_;  // a node; none where its arcs are not kept
    Array<std::uint8_t> is_listed_;
    Stack<NodeId> list_;
    Stack<Removal> removed_;
    Array<NodeId> node_in_rest_;
    // The rest
    std::uint32_t rest_nodes_ = 0;
    std::size_t rest_arcs_ = 0;
    Amount most_ = 0;
    Array<std::uint32_t> tail_;
    Array<std::uint32_t> head_;
    Array<std::int64_t> capacity_;
    Array<std::int64_t> cost_;
    Array<std::int64_t> supply_;
    Array<ArcId> arc_of_rest_;
};

}  // namespace corridor::flow::kernel
