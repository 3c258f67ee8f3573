#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace corridor::test {

/// The capacity of a cheapest set of links, nodes and terminals without which no way is left from
/// the origins to the destinations of a query, by trying all sets; none when even all limits
/// together leave a way. Limits of origins and destinations are tried too. O(2^limits · m): at most
/// 20 limits.
[[nodiscard]] std::optional<std::int64_t> cheapest_separation(const Network& network,
                                                              const FlowQuery& query);

/// Limits with some capacity, by name ("origin a" and "destination b" for those of endpoints).
struct Separation {
    std::int64_t capacity = 0;
    std::set<std::string> members;

    friend bool operator==(const Separation&, const Separation&) = default;
    friend bool operator<(const Separation& a, const Separation& b) {
        return a.capacity != b.capacity ? a.capacity < b.capacity : a.members < b.members;
    }
};

/// Every set of limits that leaves no way, from which none can be left out and whose capacity is at
/// most `beyond` above the cheapest, in order; limits of 0 count for nothing and leave no way
/// anyhow. Empty where nothing separates. By trying all sets.
[[nodiscard]] std::vector<Separation> separations(const Network& network, const FlowQuery& query,
                                                  std::int64_t beyond);

/// Edmonds-Karp of Boost.Graph on the network's own Boost view, for a network without limits on
/// nodes, one origin and one destination; none when a way without limit exists.
[[nodiscard]] std::optional<std::int64_t> boost_value(const Network& network,
                                                      const FlowQuery& query);

}  // namespace corridor::test
