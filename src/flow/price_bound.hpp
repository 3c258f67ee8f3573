#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/flow/min_cost.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::flow {

/// What dual prices prove, in the network's own words.
struct PriceProof {
    /// No flow of the amount costs less; none where the prices prove nothing.
    std::optional<Int128> bound;
    std::vector<std::string> violations;
};

/// Looks at every link, every passage of a node from side to side, and every endpoint: none may
/// gain at the prices. O(n + m), sides of a node squared.
[[nodiscard]] PriceProof prove_by_prices(const CostModel& model, const MinCostQuery& query,
                                         const CostPrices& prices);

}  // namespace corridor::flow
