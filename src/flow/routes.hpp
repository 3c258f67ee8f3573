#pragma once

#include <corridor/flow/arc_list.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corridor::flow {

/// A route from the source to the sink and what runs along it.
struct Route {
    std::int64_t amount = 0;
    std::vector<std::uint32_t> arcs;
};

/// Takes a flow apart into at most as many routes as there are arcs; what runs round in circles is
/// left out. O(n·m) at worst.
/// Source: Ford & Fulkerson (1962), Flows in Networks, section 1.2
[[nodiscard]] std::vector<Route> routes_of(const ArcList& problem,
                                           std::span<const std::int64_t> flow);

}  // namespace corridor::flow
