#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor {

/// What is left of a maximum flow without one link or node.
struct Loss {
    Element element;  ///< a link or a node
    /// In t/yr; −1 where nothing limits the flow even so.
    std::int64_t flow_without = 0;
    /// max_flow() on the network without the element found the same, with its own certificate.
    bool certified = false;
};

struct CriticalityOptions {
    /// Links and nodes without which nothing is lost are listed as well: links that are open and
    /// permit the commodity, and every node.
    bool all = false;
    /// Losses are solved again one by one in networks of at most so many links and nodes.
    std::size_t certify_up_to = 2000;
};

/// How much a flow owes to each link and node.
struct Criticality {
    /// With everything in place.
    MaxFlow base;
    /// What leaves least behind first; ties in network order, links before nodes.
    std::vector<Loss> losses;
    std::size_t certified_losses = 0;
};

/// Ranks links and nodes by what a maximum flow loses without them, exactly, each on its own.
/// Model        flow_without_each_link(); an origin or destination that is gone is missing from the
///              query, and without the last of them the flow is 0
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  the base carries max_flow's; losses as options say. A loss that max_flow() does not
///              confirm is reported as std::logic_error
/// Complexity   flow_without_each_link(), then a maximum flow for each certified loss
/// Determinism  same input, same bytes
[[nodiscard]] Criticality criticality(const Network& network, const FlowQuery& query,
                                      const CriticalityOptions& options = {});

}  // namespace corridor
