#pragma once

#include "flow/kernel/stack.hpp"
#include "flow/kernel/topology.hpp"

namespace corridor::flow::kernel {

/// Neighbours among free nodes, without loops and doubles, and who touches source or sink.
struct FreeGraph {
    NodeId node_count = 0;
    Array<std::int32_t> first;
    Array<NodeId> neighbour;
    Array<std::uint8_t> has_edge;  // a node without edges needs no turn
    Stack<NodeId> next_to_source;
    Stack<NodeId> next_to_sink;

    [[nodiscard]] std::int32_t degree(NodeId v) const { return first[v + 1] - first[v]; }
    template <class Visit>
    void each_neighbour(NodeId v, Visit visit) const {
        for (std::int32_t at = first[v]; at < first[v + 1]; ++at) {
            visit(neighbour[at]);
        }
    }
};

[[nodiscard]] FreeGraph free_graph(const Topology& topology, Workspace& workspace);

/// A linear order of the free nodes. A node is open from its own turn until its last neighbour has
/// had its turn; every open node fewer halves time and memory of the programme.
using Order = Stack<NodeId>;

/// `width`: most nodes open between two turns. `work`: table entries that the programme would read;
/// width alone says nothing about how long the table stays wide.
struct OrderQuality {
    int width = 0;
    double work = 0;
};

/// What one turn does to the table.
struct TurnWork {
    double entries_read = 0;
    int open_after = 0;
};

/// The work of a turn in which `links` neighbours are open already, of which `forgets` close.
[[nodiscard]] TurnWork work_of_turn(int open, int links, int forgets, bool closes_itself);

[[nodiscard]] OrderQuality measure_order(const FreeGraph& graph, const Order& order,
                                         Workspace& workspace);

/// The best of the candidates below, improved for about a quarter of the time that `rows` rows will
/// take. Check the workspace afterwards.
[[nodiscard]] Order choose_order(const FreeGraph& graph, std::size_t rows, Workspace& workspace);

// The candidates.
[[nodiscard]] Order natural_order(const FreeGraph& graph, Workspace& workspace);
/// Cuthill & McKee (1969), reversed as George (1971) proposed.
[[nodiscard]] Order reverse_cuthill_mckee(const FreeGraph& graph, Workspace& workspace);
/// Near the source first, near the sink last.
[[nodiscard]] Order distance_sweep(const FreeGraph& graph, Workspace& workspace);
/// Each turn goes to the neighbour of an open node that leaves the fewest nodes open, among equals
/// to the one that has waited longest, which keeps the line straight.
[[nodiscard]] Order greedy_order(const FreeGraph& graph, const Stack<NodeId>& starts,
                                 Workspace& workspace);
/// Moves single nodes to places near by, for less work in the end. O(trials · degree²).
void improve_order(const FreeGraph& graph, Order& order, int trials, Workspace& workspace);

}  // namespace corridor::flow::kernel
