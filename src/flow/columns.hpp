#pragma once

#include "flow/kernel/topology.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <vector>

namespace corridor::flow {

/// A query on a network as a topology whose capacities come in rows. Column i of a row is the
/// capacity of link i; further columns hold the limits of nodes, terminals and endpoints, and one
/// stands for "unlimited". Edges name their columns, so that a change of capacity changes numbers
/// only.
struct Columns {
    /// Where a node of the network is in the topology; places that it does not have are none.
    struct Places {
        kernel::NodeId entry = kernel::none;
        kernel::NodeId exit = kernel::none;
        kernel::NodeId quay_entry = kernel::none;
        kernel::NodeId quay_exit = kernel::none;
        std::int32_t throughput_edge = kernel::none;
        std::int32_t terminal_edge = kernel::none;

        [[nodiscard]] bool is_split() const { return entry != exit; }
        [[nodiscard]] bool has_quay() const { return quay_entry != kernel::none; }
    };

    /// The edges of a link: one, two where a two-way link joins split nodes, or none.
    struct LinkEdges {
        std::int32_t first = kernel::none;
        std::int32_t second = kernel::none;
    };

    kernel::NodeId node_count = 0;
    kernel::NodeId source = 0;
    kernel::NodeId sink = 0;
    std::vector<kernel::Edge> edges;
    std::vector<Places> places;
    std::vector<LinkEdges> link_edges;
    /// The capacities as the network and the query have them; −1: unlimited.
    std::vector<std::int64_t> base;
    /// Whether a node, a terminal or an endpoint has a limit of its own.
    bool has_limits = false;

    [[nodiscard]] kernel::Topology topology() const {
        return {node_count, source, sink, edges, static_cast<kernel::Column>(base.size())};
    }
};

/// Requires names that check(network, query) accepts. O(n + m).
[[nodiscard]] Columns lay_out_columns(const Network& network, const FlowQuery& query);

/// The same for rows in which no link exceeds its bound (below 0: unlimited). Limits of nodes and
/// terminals that cannot bind then are left out, which makes networks much narrower. What passes a
/// node is at most half of what its links hold, as every tonne uses two of them (all of it where
/// flow starts or ends); what passes a terminal at most what its vessels hold; and a limit above
/// the largest flow within the bounds is in no minimum cut. Values stay exact; cuts may name other
/// limits.
[[nodiscard]] Columns lay_out_columns(const Network& network, const FlowQuery& query,
                                      const std::vector<std::int64_t>& link_bounds);

/// The same problem with the capacities of one row, for solvers that take numbers at once. Arcs
/// without capacity are left out.
[[nodiscard]] ArcList arcs_of(const Columns& columns, const std::int64_t* row);

}  // namespace corridor::flow
