#pragma once

#include "flow/cost_lowering.hpp"

#include <corridor/flow/min_cost.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace corridor::flow {

/// A question about cost on arcs, and what the arcs answered. The functions below carry that back
/// into the network's words.
struct SolvedCost {
    const CostModel& model;
    const MinCostQuery& query;
    CostWeights weights;
    LoweringChoice choice;
    CostLowered lowered;
    MinCostSolution solution;

    /// The sides that a link's arc leaves and reaches; the same twice for other arcs.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> sides_of(std::size_t arc) const;
    /// At the potentials of the solution.
    [[nodiscard]] Int128 reduced_cost(std::size_t arc) const;
    /// The capacity that was asked about.
    [[nodiscard]] std::int64_t capacity_of(Element element) const;
};

/// What moves where, what passes nodes and terminals, and what all of it costs by kind.
void tell_flow(const SolvedCost& solved, MinCost& answer);

/// Potentials as prices of the sides of nodes, and what limits are worth at them.
[[nodiscard]] CostPrices prices_of(const SolvedCost& solved, const MinCost& answer);

/// The price of a limit.
[[nodiscard]] std::int64_t& price_of(CostPrices& prices, Element element);

/// A node at which a tonne would gain by passing between sides that pay too much, the side that is
/// not its home, and by how much it would.
struct Gain {
    std::uint32_t node;
    std::uint32_t side;
    std::int64_t size;
};

/// The largest gain at each node where carriers share a limit and one gains, at the answer's
/// prices.
[[nodiscard]] std::vector<Gain> gaining(const SolvedCost& solved, const MinCost& answer);

/// The arcs that leave the cut, as limits. Where all of what a node's endpoint takes for certain
/// leaves it, and what else may pass does too, the node stands for both.
void tell_cut(const SolvedCost& solved, MinCost& answer);

/// The links of a cycle that pays without end.
[[nodiscard]] std::vector<LinkId> cycle_of(const SolvedCost& solved);

}  // namespace corridor::flow
