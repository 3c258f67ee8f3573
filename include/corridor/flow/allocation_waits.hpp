#pragma once

#include <corridor/flow/allocation.hpp>

#include <cstdint>
#include <vector>

namespace corridor {

/// A limit in the way of a demand.
struct AwaitedLimit {
    std::uint32_t limit = 0;     ///< in Allocation::limits
    double use_per_tonne = 1.0;  ///< what one tonne of the demand takes of it
};

/// Why a demand is not served in full.
struct Wait {
    enum class Reason : std::uint8_t {
        limits,    ///< the limits on its cheapest route are taken by cargo that is worth more there
        no_route,  ///< no open link leads there
        cost,      ///< its cheapest route costs more than leaving it behind
    };

    std::uint32_t demand = 0;
    double unserved_t_per_year = 0.0;
    Reason reason = Reason::limits;
    /// Those with a price on the cheapest route, the dearest first; then the dearest of the next.
    std::vector<AwaitedLimit> limits{};
};

/// What each demand that is not served in full waits for.
/// Model        the shortest route of the demand under the costs of the answer and the prices of
///              its limits, then those around its dearest limit within a hundredth of that
/// Requires     an answer of allocate() for this model and query, least_cost or most_served;
///              otherwise ContractViolation
/// Returns      one for each such demand, in their order
/// Complexity   one shortest-path tree each
[[nodiscard]] std::vector<Wait> waits(const CostModel& model, const AllocationQuery& query,
                                      const Allocation& answer);

}  // namespace corridor
