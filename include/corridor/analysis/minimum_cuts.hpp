#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor {

/// A set of limits without which no way is left from the origins to the destinations.
struct Cut {
    /// What its members and the limits of its endpoints hold together.
    TonnesPerYear capacity;
    /// Links, nodes and container terminals, in this order, each in network order.
    std::vector<CutMember> members;
    /// The origins and destinations whose own limits are part of it.
    std::vector<NodeId> origins;
    std::vector<NodeId> destinations;
};

/// Limits in the order of Cut.
struct Limits {
    std::vector<Element> elements;
    std::vector<NodeId> origins;
    std::vector<NodeId> destinations;
};

struct MinimumCutsOptions {
    /// Minimum cuts that are listed, and those beyond the minimum.
    std::size_t list_up_to = 100;
    /// Minimum cuts that are counted in each independent part of the network.
    std::uint64_t count_up_to = 100'000;
    /// Cuts that exceed the minimum by this much or less are looked for as well. 0: none are.
    TonnesPerYear beyond{};
    /// Maximum flows that the search for those may take.
    std::size_t search_up_to = 20'000;
};

/// Every set of limits that binds a flow.
struct MinimumCuts {
    flow::Outcome outcome = flow::Outcome::optimal;
    /// The largest flow, and what each minimum cut holds; 0 when unbounded.
    TonnesPerYear value;
    /// How many minimum cuts there are: exactly, or so many and more.
    std::uint64_t count = 0;
    bool count_is_exact = true;
    /// The cuts nearest to the origins and to the destinations: the same where `count` is 1.
    Cut nearest_origins;
    Cut nearest_destinations;
    /// From the origins towards the destinations: all, or the first `list_up_to` of them.
    std::vector<Cut> cuts;
    Limits in_every;
    Limits in_some;
    /// Cuts that hold more than the minimum and at most `beyond` more, the smallest first.
    std::vector<Cut> near_minimum;
    /// False where `list_up_to` or `search_up_to` ended that list early.
    bool near_minimum_is_complete = true;
    /// When unbounded: a route on which nothing limits the flow.
    std::vector<Element> unlimited_route;
    /// The value and each cut that is listed were checked in the network's own words.
    bool certified = false;
};

/// Finds every minimum cut, and on request every cut that is little larger.
/// Model        sets of limits that separate origins from destinations and from which none can be
///              left out; two are the same when they have the same members. Limits of 0 t/yr cost
///              nothing: those that a cut needs are the ones nearest to the origins, and cuts that
///              differ in them alone count once
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  a maximum flow of the same value, checked by flow::verify with each minimum cut;
///              larger cuts by a walk that finds no way past them. What fails is reported as
///              std::logic_error
/// Complexity   a maximum flow; then O(n + m) for each cut listed and O(n) for each cut counted.
///              Beyond the minimum O(n) maximum flows for each cut, on what is left when everything
///              that no such cut can hold is merged
/// Determinism  same input, same bytes
/// Source       Picard & Queyranne (1980), On the structure of all minimum cuts in a network;
///              beyond the minimum: Vazirani & Yannakakis (1992), Suboptimal cuts, by nodes that
///              join the side of the origins one after the other
[[nodiscard]] MinimumCuts minimum_cuts(const Network& network, const FlowQuery& query,
                                       const MinimumCutsOptions& options = {});

}  // namespace corridor
