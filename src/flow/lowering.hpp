#pragma once

#include "flow/arc_meaning.hpp"

#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <vector>

namespace corridor::flow {

/// Cost of one tonne on an arc; primary decides, secondary breaks ties.
struct ArcCost {
    std::int64_t primary = 0;
    std::int64_t secondary = 0;
};

/// The nodes of the lowered problem that one node of the network becomes; `none` without a quay.
struct SplitNode {
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    std::uint32_t entry = none;
    std::uint32_t exit = none;
    std::uint32_t quay_entry = none;
    std::uint32_t quay_exit = none;
};

/// A query on a network as a problem on arcs. A node with a throughput limit becomes two, joined by
/// an arc of that capacity. A port with a container terminal gets a quay, where container vessels
/// attach, with the terminal as its throughput. A two-way link becomes two arcs of its capacity:
/// opposite flows on them cancel, so that together they never need more than one capacity.
struct Lowered {
    ArcList problem;
    std::vector<ArcMeaning> meaning;
    std::vector<ArcCost> cost;
    std::vector<SplitNode> nodes;  ///< by node of the network
};

/// Requires names that check(network, query) accepts. O(n + m).
[[nodiscard]] Lowered lower(const Network& network, const FlowQuery& query, FlowChoice choice);

}  // namespace corridor::flow
