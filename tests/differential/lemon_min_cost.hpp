#pragma once

#include <cstdint>
#include <vector>

namespace corridor::test {

/// A problem with exact supplies, for a peer that is compiled apart. A capacity below 0: unlimited.
struct PlainMinCost {
    std::uint32_t node_count = 0;
    std::vector<std::int64_t> supply;
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> lower;
    std::vector<std::int64_t> capacity;
    std::vector<std::int64_t> cost;
};

enum class PeerOutcome { optimal, infeasible, unbounded };

struct PeerAnswer {
    PeerOutcome outcome;
    std::int64_t cost;
};

/// What LEMON's network simplex says. Of problems without a feasible flow it may say that they are
/// unbounded where they have a negative cycle that nothing limits.
PeerAnswer lemon_min_cost(const PlainMinCost& problem);

}  // namespace corridor::test
