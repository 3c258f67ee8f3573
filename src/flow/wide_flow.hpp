#pragma once

#include <corridor/base/checked.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor::flow {

/// A maximum-flow problem whose capacities may need more than 64 bits; below 0: unlimited. They add
/// up to less than 2^126.
struct WideProblem {
    std::uint32_t node_count = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<Int128> capacity;
};

struct WideSolution {
    Int128 value = 0;
    std::vector<Int128> flow;               ///< one for each arc
    std::vector<std::uint8_t> source_side;  ///< of the minimum cut nearest to the source
};

/// Largest flow and nearest cut of a bounded problem, where capacities are too large for the
/// engines. O(n²m).
/// Source: Dinitz (1970), Algorithm for solution of a problem of maximum flow in a network
[[nodiscard]] WideSolution solve(const WideProblem& problem);

/// Whether flow and cut prove each other: bounds, conservation, a cut of equal capacity. Shares no
/// code with solve(). O(n + m).
[[nodiscard]] bool proves(const WideProblem& problem, const WideSolution& solution);

}  // namespace corridor::flow
