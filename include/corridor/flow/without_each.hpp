#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <vector>

namespace corridor {

/// What is left of a maximum flow when a single link or node is gone, for all of them.
struct FlowWithoutEach {
    /// With everything in place, in t/yr; −1 where nothing limits the flow.
    std::int64_t value = 0;
    /// By link position: the value without that link; `value` where it is closed or not permitted.
    std::vector<std::int64_t> without_link;
    /// By node position: the value when nothing passes, starts or ends at that node. 0 at a single
    /// origin or destination.
    std::vector<std::int64_t> without_node;
    flow::Engine engine = flow::Engine::automatic;  ///< the method that was used
};

/// The flow without each link and without each node: exact criticality of everything at once.
/// Model        max_flow with the link's capacity, or everything at the node, set to 0
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Complexity   on networks of frontier width w: one forward and one backward pass, O(m·2^w) time
/// for
///              all links and w times that for all nodes; else a maximum flow for each link and
///              node that carries flow
/// Determinism  same input, same bytes
[[nodiscard]] FlowWithoutEach flow_without_each_link(const Network& network, const FlowQuery& query,
                                                     flow::Engine engine = flow::Engine::automatic);

}  // namespace corridor
