#pragma once

#include <corridor/flow/multicommodity.hpp>

#include <cstddef>
#include <vector>

namespace corridor::flow::multicommodity {

/// Largest amount, limit, cost and use.
inline constexpr double largest_amount = 1e15;

/// Fills in what follows from the paths, the prices of limits and the levels of an answer: use of
/// limits, value, both bounds, the prices of demands and the shares of groups. Prices of a
/// concurrent flow are brought to λ for one more unit.
void complete(const MulticommodityProblem& problem, MulticommoditySolution& solution);

/// The first level of a fair allocation whose share a limit holds back; as many as there are levels
/// where none is.
[[nodiscard]] std::size_t first_priced_level(const MulticommodityProblem& problem,
                                             const std::vector<FairLevel>& levels,
                                             std::size_t limit);

/// λ of a problem that has none to find: 0 where a demand has no route, unlimited where no demand
/// needs a limit. True when it was one of the two and the answer is complete.
[[nodiscard]] bool settle_trivial(const MulticommodityProblem& problem,
                                  MulticommoditySolution& solution);

}  // namespace corridor::flow::multicommodity
