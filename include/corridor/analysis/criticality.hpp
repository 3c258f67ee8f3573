#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/removals.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace corridor {

/// What is left of a maximum flow without one link or node, or without a group of them.
struct Loss {
    Element element;  ///< a link or a node; of a group its first
    /// In t/yr; −1 where nothing limits the flow even so.
    std::int64_t flow_without = 0;
    /// max_flow() on the network without the element found the same, with its own certificate.
    bool certified = false;
    /// Position in Criticality::groups, where all of a system is gone and not one element.
    std::optional<std::uint32_t> group{};
};

struct CriticalityOptions {
    /// Links and nodes without which nothing is lost are listed as well: links that are open and
    /// permit the commodity, and every node.
    bool all = false;
    /// Losses are solved again one by one in networks of at most so many links and nodes.
    std::size_t certify_up_to = 2000;
    bool links = true;
    bool nodes = true;
    /// What is lost without all links of a system: BTK, BTC, the Caspian crossing …
    bool systems = false;
    /// Further groups of links and nodes that are lost together.
    std::vector<Target> groups{};
};

/// How much a flow owes to each link and node.
struct Criticality {
    /// With everything in place.
    MaxFlow base;
    /// What leaves least behind first; ties in network order: links, nodes, systems, groups.
    std::vector<Loss> losses;
    std::size_t certified_losses = 0;
    std::vector<Target> groups{};  ///< the systems, then the groups of the options
};

/// Ranks links, nodes and systems by what a maximum flow loses without them, exactly, each on its
/// own.
/// Model        flow_without_each_link(); an origin or destination that is gone is missing from the
///              query, and without the last of them the flow is 0
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  the base carries max_flow's; losses as options say. A loss that max_flow() does not
///              confirm is reported as std::logic_error
/// Complexity   flow_without_each_link(), a change of a standing flow for each group, then a
/// maximum
///              flow for each certified loss
/// Determinism  same input, same bytes
[[nodiscard]] Criticality criticality(const Network& network, const FlowQuery& query,
                                      const CriticalityOptions& options = {});

}  // namespace corridor
