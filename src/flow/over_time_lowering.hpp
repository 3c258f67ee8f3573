#pragma once

#include "flow/lowering.hpp"

#include <corridor/flow/over_time.hpp>
#include <corridor/flow/quickest.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::flow {

/// A question about time as a problem on arcs. Every stay is paid by the link that arrives, and
/// given back where cargo ends; so that no arc takes less than no time, all that ends takes `shift`
/// longer.
struct OverTimeLowered {
    Lowered lowered;  ///< the capacities of its problem are those of the network
    OverTimeProblem problem;
    std::int64_t shift = 0;
};

/// Times are counted in steps of so many seconds, those of links rounded up; capacities are
/// multiplied by `scale`. Requires names that check(network, query) accepts.
[[nodiscard]] OverTimeLowered lower_over_time(const CostModel& model, const FlowQuery& query,
                                              Clock clock, std::int64_t step_seconds = 1,
                                              std::int64_t scale = 1);

/// The least time from origins to destinations over links that can carry anything.
[[nodiscard]] std::optional<std::int64_t> first_arrival(const OverTimeLowered& lowered);

/// Least transit time from the source to each node, or from each node to the sink, over the arcs
/// that count; INT64_MAX where there is no way.
[[nodiscard]] std::vector<std::int64_t> distances(const OverTimeProblem& network,
                                                  const std::vector<bool>& used, bool forward);

}  // namespace corridor::flow
