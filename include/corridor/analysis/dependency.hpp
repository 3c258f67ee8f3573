#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// Links and nodes that a flow may depend on as a whole.
struct Group {
    enum class Kind : std::uint8_t {
        country,     ///< its nodes, and the links that start or end in it
        system,      ///< its links
        chokepoint,  ///< one port, border or other place
    };
    Kind kind = Kind::country;
    std::string name;  ///< "AZE", "Caspian", "alat_port"
    std::vector<LinkId> links;
    std::vector<NodeId> nodes;
};

/// The countries and systems of a network, then its nodes, each in order of first appearance.
[[nodiscard]] std::vector<Group> groups_of(const Network& network);

/// What a flow owes to a group. None: unlimited.
struct GroupDependency {
    Group group;
    /// Of the flow shown, the least that passes the group, however it is taken apart into routes.
    TonnesPerYear passing;
    /// Of the largest flow, what is lost when the group is closed: no largest flow passes less of
    /// it. And what is left.
    std::optional<TonnesPerYear> lost;
    std::optional<TonnesPerYear> left;
    /// Of `passing`, what can be carried around the group when it is closed: passing − lost.
    TonnesPerYear rerouted;
    /// Of the minimum cut of the flow, what lies in the group.
    TonnesPerYear cut_capacity;
    /// Quickest journey without the group; none where there is none.
    std::optional<Duration> quickest_without;
};

/// How many routes have no link, or no place but the ends, in common.
struct DisjointRoutes {
    std::int64_t by_links = 0;
    std::int64_t by_places = 0;
};

/// A flow and what it depends on.
struct Dependency {
    MaxFlow flow;  ///< the largest, in the least time
    /// Quickest journey from an origin to a destination: transit times, and the dwell of the places
    /// on the way. None where there is none.
    std::optional<Duration> quickest;
    DisjointRoutes routes;
    /// Groups that something passes or without which something is lost: countries, systems, then
    /// chokepoints, each by what is lost, then by what passes.
    std::vector<GroupDependency> groups;
};

/// Which countries, systems and chokepoints a flow depends on, and what can go another way.
/// Model        For each group max_flow() without its links and nodes; an origin or destination in
///              it is missing from the query. `passing` is the flow shown less the largest part of
///              it that avoids the group. Disjoint routes are a largest flow of one tonne a link,
///              or a link and place, over links of a capacity above 0
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Returns      where nothing limits the flow: `flow` unbounded, no shares, `left` and `lost` none
/// Certificate  every flow is certified by flow::verify
/// Complexity   two maximum flows and a shortest path for each group that the flow can touch
/// Determinism  same input, same bytes
/// Source       Ford & Fulkerson (1956); disjoint routes: Menger (1927)
[[nodiscard]] Dependency dependency(const Network& network, const FlowQuery& query);

/// The same for given groups only, all of which are listed.
[[nodiscard]] Dependency dependency(const Network& network, const FlowQuery& query,
                                    const std::vector<Group>& groups);

/// Quickest journey of a query over open links of a capacity above 0.
/// Complexity   O((n + m) log n)
/// Source       Dijkstra (1959)
[[nodiscard]] std::optional<Duration> quickest_journey(const Network& network,
                                                       const FlowQuery& query);

/// A closure of several groups together.
struct Closure {
    std::optional<TonnesPerYear> left;  ///< none: nothing limits what is left
    MaxFlow flow;
};

/// The largest flow when groups are closed together.
[[nodiscard]] Closure without(const Network& network, const FlowQuery& query,
                              const std::vector<Group>& closed);

}  // namespace corridor
