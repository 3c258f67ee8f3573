#pragma once

#include <corridor/network/dataset.hpp>

#include <cstddef>
#include <vector>

namespace corridor {

/// A row of demand that cannot get from its origin to its destination.
struct PathlessDemand {
    std::size_t row = 0;
    bool closed_only = false;  ///< planned or idle links would make a path
};

/// The rows between two nodes that no path over links open in their year carries, in their order.
/// O(n + m) for each origin, commodity and year.
[[nodiscard]] std::vector<PathlessDemand> demand_without_path(const Dataset& data);

}  // namespace corridor
