#pragma once

#include "flow/kernel/cold_solver.hpp"
#include "flow/kernel/slot_program.hpp"
#include "flow/kernel/standing_cut.hpp"
#include "flow/kernel/structure.hpp"

namespace corridor::flow::kernel {

/// A maximum-flow problem that stays, while its capacities change. Keeps the reduction, and for a
/// narrow network the programme over cut states of what is left, with its capacities in place: a
/// solve then runs it once, whatever has changed. Otherwise, and where capacities add up to more
/// than the programme can hold, the next solve starts from where the last one ended: from the
/// residual graph, its pseudoflow and the cut that proves it maximum. A capacity that falls below
/// what an arc carries leaves an excess before the arc and a deficit behind it, which is just what
/// a pseudoflow is made of; the minimum cuts stay those of the problem. Where changes move more
/// than a solve from scratch would, it starts again. The workspace has to outlive it and may serve
/// other calls in between.
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

    /// The only reader of a column, where it has one: a step that makes `target` of it and of
    /// `other` (the smaller of both), or of it and of ~other (their sum); or an edge of the core.
    struct Reader {
        static constexpr Column many = -1;
        static constexpr Column first_core_use = -2;  // and downwards

        Column other;
        Column target;
    };
    /// The amounts of the programme that a column fills, as often as it is in the core.
    struct CoreUse {
        std::int32_t* amount[2];
        std::int32_t times;
        std::int32_t times_direct;
    };

    void index_uses();
    void index_readers();
    void change_in_program(Column column, Amount amount);
    void build_graph();
    void propagate(Column column, Amount amount);
    void change_core(std::int32_t place, Amount more);
    void change_program(std::int32_t place, Amount more);
    void change_flow(std::int32_t place, Amount more);
    [[nodiscard]] bool may_run_program() const;
    void expand(std::span<std::uint8_t> source_side) const;
    Status run_program(std::int64_t& value, std::span<std::uint8_t> source_side);
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
    Array<SideRule> side_rules_;  // in the order in which they apply
    Array<Reader> reader_;
    Stack<CoreUse> core_uses_;
    Stack<std::int32_t> changed_;    // steps to run again
    Array<std::uint8_t> is_listed_;  // per step: in changed_
    SlotProgram program_;
    LaneKernel lanes_;
    Amount total_ = 0;         // of the core's capacities
    bool keeps_flow_ = false;  // from the first solve that needs it
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
