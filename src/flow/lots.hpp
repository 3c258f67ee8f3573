#pragma once

#include <corridor/flow/quickest_steps.hpp>

#include <cstdint>
#include <vector>

namespace corridor::flow {

/// What leaves over a link in a step.
struct LegDeparture {
    Leg leg;
    std::int64_t step = 0;
    std::int64_t takes = 0;  ///< steps until it has arrived
    std::int64_t amount = 0;
};

/// What lots do that wait instead of going in circles.
struct LotPlan {
    struct Carried {
        Leg leg;
        std::int64_t amount = 0;
        std::int64_t first_step = 0;
        std::int64_t last_step = 0;
    };
    struct Waited {
        NodeId node;
        std::int64_t amount = 0;
        std::int64_t step = 0;
    };
    std::vector<Carried> links;   ///< in network order
    std::vector<Waited> waiting;  ///< the most at each place on the way, in network order
};

/// Follows a flow over time lot by lot, first come, first served. A lot that comes back to a place
/// has waited there instead, so that each goes a way without circles. Requires departures by step
/// that together lead from origins to destinations. O(departures · length of ways).
[[nodiscard]] LotPlan follow_lots(const Network& network, const std::vector<NodeId>& origins,
                                  const std::vector<LegDeparture>& departures);

}  // namespace corridor::flow
