#pragma once

#include "flow/kernel/min_cost_simplex.hpp"

namespace corridor::flow::kernel {

/// A minimum-cost problem that stays, while its capacities, costs and supplies change: the network
/// simplex goes on from its last basis. New costs change potentials, nothing else. New capacities
/// and supplies change what flows in the tree; where that leaves an arc beyond its bounds, the arc
/// goes to the bound, an artificial arc takes the rest, and the simplex drives it out again. The
/// workspace has to outlive it.
class StandingSimplex {
  public:
    using Simplex = NetworkSimplex<Amount, Amount>;

    /// `problem.most` has to exceed what any arc may ever carry. Check the workspace before use.
    StandingSimplex(Workspace& workspace, const CostView& problem, const CostFeatures& features);

    /// Below zero is no limit.
    void set_capacity(ArcId arc, Amount capacity);
    void set_cost(ArcId arc, Amount cost);
    void add_supply(NodeId node, Amount more);

    /// From the last basis, from scratch the first time. Stops after `most_pivots`, and goes on
    /// from there the next time.
    [[nodiscard]] CostStatus solve(std::uint64_t most_pivots);
    [[nodiscard]] CostStatus solve_from_scratch();

    /// Pivots beyond which solving from scratch is likely to be quicker.
    [[nodiscard]] std::uint64_t fair_pivots() const { return pivots_from_scratch_ / 3 + 100; }

    [[nodiscard]] Int128 cost() const;
    void extract(CostAnswer& answer) const { simplex_.extract(answer); }

  private:
    using Basis = Simplex::Basis;

    void index();
    void settle_flows();
    void settle_node(NodeId v);
    void hang_below_root(NodeId v, Amount to_root);
    void price_again();

    Workspace& workspace_;
    Simplex simplex_;
    Array<ArcId> place_;     // of an input arc
    Array<NodeId> node_at_;  // of an input node
    Array<Amount> supply_;   // of input nodes, as they are now
    Array<Amount> excess_;   // what a node has to send beyond what it does
    Array<NodeId> scratch_first_;
    Array<NodeId> scratch_next_;
    bool is_solved_ = false;
    bool flows_changed_ = false;
    bool tree_changed_ = false;
    bool prices_changed_ = false;
    bool is_unpriced_ = false;  // some arc may violate
    CostFeatures features_;
    std::uint64_t pivots_from_scratch_ = 0;
};

}  // namespace corridor::flow::kernel
