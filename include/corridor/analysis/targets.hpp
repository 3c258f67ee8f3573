#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/removals.hpp>
#include <corridor/network/network.hpp>

#include <vector>

namespace corridor {

/// What can be lost at once.
struct TargetChoice {
    bool links = true;
    bool nodes = false;
    /// All links of one system (BTK, BTC, the Caspian crossing, …) together.
    bool systems = false;
    /// Origins and destinations count as nodes too: without the last of them nothing moves.
    bool endpoints = false;
};

/// The targets of a query: links that are open and permit the commodity, nodes that such a link
/// meets, systems with such links (with more than one where links are targets of their own); links
/// first, then nodes, then systems, each in network order.
[[nodiscard]] std::vector<Target> targets_of(const Network& network, const FlowQuery& query,
                                             const TargetChoice& choice = {});

}  // namespace corridor
