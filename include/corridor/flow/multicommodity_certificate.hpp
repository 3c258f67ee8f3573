#pragma once

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/multicommodity.hpp>

#include <span>
#include <vector>

namespace corridor::flow {

/// Prices of equipment at its places, by equipment; none at all: 0 everywhere.
using PlacePrices = std::vector<std::vector<double>>;

/// What prices prove about a multi-commodity problem, whatever they come from.
struct PriceBound {
    /// No answer is better: below every cost, above every amount served, λ or share.
    double bound = 0.0;
    /// Cheapest route of each demand with the prices of the limits it takes; infinite without one.
    std::vector<double> distance{};
};

/// Lagrangian bound of limit prices, by shortest paths of its own on the problem's arcs, in
/// extended precision and rounded to the safe side. Negative prices count as 0. Any prices give a
/// valid bound; those of an optimum a tight one. Prices of equipment are lowered to where bringing
/// it empty from elsewhere costs less.
/// Requires     one price a limit; not `fair`, whose levels are bounded by the second form
/// Complexity   one shortest-path tree an origin and commodity
/// Source       Ahuja, Magnanti & Orlin (1993), section 16.2; Iri (1971) and Onaga & Kakusho (1971)
///              for λ
[[nodiscard]] PriceBound bound_of_prices(const MulticommodityProblem& problem,
                                         AllocationObjective objective,
                                         std::span<const double> prices,
                                         const PlacePrices& place_prices = {});

/// The largest share that all groups without a fixed share can have at once, at most 1, as far as
/// prices of limits and groups prove it. fixed_share < 0: not fixed.
[[nodiscard]] PriceBound bound_of_level(const MulticommodityProblem& problem,
                                        std::span<const double> limit_prices,
                                        std::span<const double> group_prices,
                                        std::span<const double> fixed_share,
                                        const PlacePrices& place_prices = {});

/// Proves or refutes an answer: every path runs from its origin to its destination over arcs open
/// to its commodity, no demand has more than it asks for, no limit is exceeded, no place gives away
/// more equipment than it gets, the value is what the paths add up to, and the bounds are those
/// that the prices prove; an answer that claims to be optimal has bounds within `tolerance` of each
/// other. Shares no code with any solver.
[[nodiscard]] Verdict verify(const MulticommodityProblem& problem,
                             const MulticommoditySolution& solution, double tolerance = 1e-7);

}  // namespace corridor::flow
