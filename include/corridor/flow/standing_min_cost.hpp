#pragma once

#include <corridor/flow/min_cost_problem.hpp>

#include <memory>
#include <optional>

namespace corridor::flow {

/// A minimum-cost problem that stands while its capacities, costs and supplies change, for what-if
/// questions one after the other: each solve starts from where the last one ended.
/// Complexity   O(n + m) memory; after a change of few arcs a solve costs O(n) and the pivots that
///              the changes ask for. Where that takes more than half the pivots of a solve from
///              scratch, it starts again, and after two such solves the next does so at once.
/// Determinism  the cost does not depend on the order of changes; flows and potentials may
/// Source       Ahuja, Magnanti & Orlin (1993), section 9.11, sensitivity analysis; the repair of a
///              basis by artificial arcs is our own
class StandingMinCost {
  public:
    /// Requires     check(problem) finds nothing; otherwise ContractViolation
    explicit StandingMinCost(MinCostProblem problem);
    ~StandingMinCost();
    StandingMinCost(StandingMinCost&& other) noexcept;
    StandingMinCost& operator=(StandingMinCost&& other) noexcept;

    /// The problem as it is now.
    [[nodiscard]] const MinCostProblem& problem() const;

    /// Each requires the arc or node to be there and the amount to be within the bounds of
    /// check(); otherwise ContractViolation. Capacities may be `unlimited`. O(1).
    void set_capacity(std::size_t arc, std::int64_t capacity);
    void set_cost(std::size_t arc, std::int64_t cost);
    void set_supply(std::uint32_t node, std::int64_t supply);

    /// The least cost alone: cheaper than with flows and potentials where little has changed. None
    /// when infeasible or unbounded.
    /// Requires     supplies that add up as `supplies` asks, and amounts that add up to less than
    ///              2^60; otherwise ContractViolation
    [[nodiscard]] std::optional<Int128> value();

    /// The whole answer, as flow::solve gives it. O(n + m) beyond value().
    [[nodiscard]] MinCostSolution solve();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace corridor::flow
