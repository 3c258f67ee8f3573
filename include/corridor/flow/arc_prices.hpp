#pragma once

#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <memory>
#include <optional>

namespace corridor::flow {

/// What the capacity of a full arc is worth. The least cost is convex and piecewise linear in a
/// capacity: where it bends, a unit more saves less than a unit less costs, so both are told, each
/// with the amount over which it stays the same.
struct ArcPrice {
    std::int64_t saved_by_more = 0;
    /// Units that may be added at that saving; none: any number.
    std::optional<std::int64_t> more{};
    /// None: the arc cannot carry a unit less.
    std::optional<std::int64_t> cost_of_less{};
    /// Units that may be taken away at that cost.
    std::int64_t less = 0;
};

/// Prices the capacities of one solved problem, one arc after the other.
/// Model        the one-sided derivatives of the least cost in capacity(a), and how far they hold:
///              a shortest path in the residual graph, and a maximum flow over the arcs that are on
///              one
/// Requires     an optimal solution that holds; the problem and the solution outlive it
/// Complexity   O(m log n) and a maximum flow on the shortest paths for each price; O(n + m) memory
/// Source       Ahuja, Magnanti & Orlin (1993), sections 9.9 and 9.11, sensitivity analysis
class ArcPrices {
  public:
    ArcPrices(const MinCostProblem& problem, const MinCostSolution& solution);
    ~ArcPrices();
    ArcPrices(ArcPrices&& other) noexcept;
    ArcPrices& operator=(ArcPrices&& other) noexcept;

    /// Requires an arc whose flow is its capacity, and no loop.
    [[nodiscard]] ArcPrice price(std::uint32_t arc);

    /// What one unit more from one node to another costs, none where it cannot move.
    [[nodiscard]] std::optional<std::int64_t> next_unit(std::uint32_t from, std::uint32_t to);

  private:
    class Residual;
    std::unique_ptr<Residual> residual_;
};

}  // namespace corridor::flow
