#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <optional>

namespace corridor::test {

/// The capacity of a cheapest set of links, nodes and terminals without which no way is left from
/// the origins to the destinations of a query, by trying all sets; none when even all limits
/// together leave a way. Limits of origins and destinations are tried too. O(2^limits · m): at most
/// 20 limits.
[[nodiscard]] std::optional<std::int64_t> cheapest_separation(const Network& network,
                                                              const FlowQuery& query);

/// Edmonds-Karp of Boost.Graph on the network's own Boost view, for a network without limits on
/// nodes, one origin and one destination; none when a way without limit exists.
[[nodiscard]] std::optional<std::int64_t> boost_value(const Network& network,
                                                      const FlowQuery& query);

}  // namespace corridor::test
