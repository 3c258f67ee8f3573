#pragma once

#include "flow/kernel/instruction.hpp"
#include "flow/kernel/stack.hpp"
#include "flow/kernel/topology.hpp"

namespace corridor::flow::kernel {

/// An edge of the topology (first == none), or a combination of two parts. In series the first part
/// lies at the tail, with `middle` between.
struct Part {
    NodeId tail;
    NodeId head;
    Column forward;
    Column backward;
    std::int32_t first;
    std::int32_t second;
    NodeId middle;

    [[nodiscard]] bool is_original() const { return first == none; }
    [[nodiscard]] bool is_series() const { return middle != none; }
};

/// How a removed node finds its side again: by the series part it was the middle of, or, for a dead
/// end, by the part it hung on.
struct RemovedNode {
    NodeId node;
    std::int32_t part;
    bool is_dead_end;
};

/// A topology without dead ends, chains and parallel edges. Only structure is looked at, never a
/// capacity, so one reduction serves every row; walking the tree of parts downwards carries answers
/// back to every edge and node.
struct Structure {
    Topology core;  // nodes renumbered: 0 is the source, 1 the sink
    Array<Edge> core_edges;
    Stack<std::int32_t> core_parts;  // the part behind each core edge, same orientation
    Stack<NodeId> original_of;       // per core node
    Stack<Part> parts;               // the edges of the topology come first
    Stack<ColumnStep> column_steps;
    Stack<RemovedNode> removed;  // in order of removal
    NodeId node_count = 0;
    Column row_columns = 0;
    std::size_t edge_count = 0;

    [[nodiscard]] Column total_columns() const { return core.column_count; }
    [[nodiscard]] Column column_from(std::int32_t part, NodeId end) const {
        return parts[part].tail == end ? parts[part].forward : parts[part].backward;
    }
    [[nodiscard]] Column column_into(std::int32_t part, NodeId end) const {
        return parts[part].tail == end ? parts[part].backward : parts[part].forward;
    }
};

/// About O(n + edges). Check the workspace afterwards.
[[nodiscard]] Structure reduce_structure(const Topology& topology, Workspace& workspace);

/// Completes `extended`, total_columns() + 1 amounts, of which those of the row are there.
void combine_columns(const Structure& structure, Amount* extended);

/// A row of capacities and those of all combined parts behind it. Unlimited becomes out_of_reach.
[[nodiscard]] Array<Amount> extended_row(const Structure& structure, const Amount* row,
                                         Workspace& workspace);

/// How a removed node finds its side again, between two neighbours whose sides are known; for a
/// dead end they are the same.
struct SideRule {
    NodeId node;
    NodeId a;
    NodeId b;
    Column a_to_node;
    Column node_to_b;
    Column b_to_node;
    Column node_to_a;

    /// `row` as extended_row makes it. Far from the cut both neighbours are on one side, and one
    /// capacity or none tells.
    void apply(const Amount* row, std::uint8_t* side) const {
        const bool from_a = side[a] != 0;
        const bool from_b = side[b] != 0;
        bool is_reached = false;
        if (from_a && from_b) {
            is_reached = row[a_to_node] > 0 || row[b_to_node] > 0;
        } else if (from_a) {
            is_reached = row[a_to_node] > row[node_to_b];
        } else if (from_b) {
            is_reached = row[b_to_node] > row[node_to_a];
        }
        side[node] = is_reached;
    }
};

[[nodiscard]] SideRule side_rule(const Structure& structure, const RemovedNode& removed);

/// Gives the nodes of the core their sides, and all others the sink's.
void place_core(const Structure& structure, const std::uint8_t* core_side, std::uint8_t* side);

/// Carries the nearest cut of the core back to all nodes.
void expand_side(const Structure& structure, const std::uint8_t* core_side,
                 const Amount* extended_row, std::uint8_t* side);

}  // namespace corridor::flow::kernel
