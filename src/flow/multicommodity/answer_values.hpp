#pragma once

#include <corridor/flow/multicommodity.hpp>

namespace corridor::flow::multicommodity {

/// Largest amount, limit, cost and use.
inline constexpr double largest_amount = 1e15;

/// Fills in what follows from the paths, the prices of limits and the levels of an answer: use of
/// limits, value, both bounds, the prices of demands and the shares of groups. Prices of a
/// concurrent flow are brought to λ for one more unit.
void complete(const MulticommodityProblem& problem, MulticommoditySolution& solution);

/// λ of a problem that has none to find: 0 where a demand has no route, unlimited where no demand
/// needs a limit. True when it was one of the two and the answer is complete.
[[nodiscard]] bool settle_trivial(const MulticommodityProblem& problem,
                                  MulticommoditySolution& solution);

}  // namespace corridor::flow::multicommodity
