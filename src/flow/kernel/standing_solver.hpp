#pragma once

#include "flow/kernel/cold_solver.hpp"
#include "flow/kernel/standing_cut.hpp"
#include "flow/kernel/structure.hpp"

namespace corridor::flow::kernel {

/// A maximum-flow problem that stays, while its capacities change: the next solve starts from where
/// the last one ended. Keeps the reduction, the residual graph, its pseudoflow and the cut that
/// proves it maximum. A capacity that falls below what an arc carries leaves an excess before
/// the arc and a deficit behind it, which is just what a pseudoflow is made of; the minimum cuts
/// stay those of the problem. Where changes move more than a solve from scratch would, it starts
/// again. The workspace has to outlive it and may serve other calls in between.
class StandingSolver {
  public:
    /// All capacities start at 0. O(n + edges). Check status() before use.
    StandingSolver(const Topology& topology, Workspace& workspace);
    StandingSolver(const StandingSolver&) = delete;
    StandingSolver& operator=(const StandingSolver&) = delete;

    [[nodiscard]] Status status() const { return status_; }

    /// Below zero is no limit. O(1) for a column that no combined part reads, else up its chain.
    void set_capacity(Column column, std::int64_t capacity);

    /// Value and, where `source_side` is not empty, the nearest minimum cut, which costs O(n + m)
    /// more. `too_large` when the value is beyond largest_value(), as where nothing limits the
    /// flow.
    [[nodiscard]] Status solve(std::int64_t& value, std::span<std::uint8_t> source_side);

    /// Values below this are exact; larger capacities count as no limit.
    [[nodiscard]] std::int64_t largest_value() const { return limit_; }

  private:
    /// Who reads a column: step ≥ 0 makes another one of it, ~place is one direction of a core
    /// edge.
    using Use = std::int32_t;

    void index_uses();
    void build_graph();
    void propagate(Column column, Amount amount);
    void change_core(std::int32_t place, Amount more);
    void change_arc(ArcId arc, NodeId tail, NodeId head, Amount more);
    Status make_maximum();
    Status start_again();
    void empty_flow();

    Workspace& workspace_;
    Structure structure_;
    Status status_ = Status::optimal;
    Amount limit_ = 0;
    Array<Amount> row_;
    Array<std::int32_t> first_use_;
    Array<Use> use_;
    Stack<std::int32_t> changed_;    // steps to run again
    Array<std::uint8_t> is_listed_;  // per step: in changed_
    ResidualGraph<Amount> graph_;
    StandingCut cut_;
    int failures_ = 0;          // to go on from the last solve, one after the other
    bool is_stale_ = true;      // the cut is not one of the pseudoflow
    Array<std::uint8_t> side_;  // of core nodes
    Array<ArcId> arc_of_edge_;  // the forward arc of a core edge between free nodes, else none
    Amount direct_ = 0;         // capacity from source to sink at once
    Amount demand_ = 0;         // capacity from free nodes to the sink
};

}  // namespace corridor::flow::kernel
