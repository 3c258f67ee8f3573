#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

/// Where a row of capacities holds the one of a direction; `none` for a direction that carries
/// nothing.
using Column = std::int32_t;

/// A link whose capacities come later, row by row. Both directions may name the same column.
struct Edge {
    NodeId tail;
    NodeId head;
    Column forward;
    Column backward;
};

/// A network without numbers. Several sources or sinks are to be made one node beforehand.
struct Topology {
    NodeId node_count = 0;
    NodeId source = 0;
    NodeId sink = 0;
    std::span<const Edge> edges;
    Column column_count = 0;

    [[nodiscard]] bool is_free(NodeId v) const { return v != source && v != sink; }
};

/// Where the columns of a topology come from: a position within the rows, or, where that is `none`,
/// a capacity that all rows share.
struct RowLayout {
    std::span<const std::int32_t> position_of;
    std::span<const Amount> shared;
};

/// In a row of capacities, what is below zero is no limit. Sums of capacities stay below this.
inline constexpr Amount out_of_reach = Amount{1} << 62;

}  // namespace corridor::flow::kernel
