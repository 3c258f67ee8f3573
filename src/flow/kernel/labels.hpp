#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

struct LabelOptions {
    bool pristine = false;    // no flow yet and every twin empty: spares a look at the twin
    bool stop_early = false;  // end once every excess is labelled; the rest gets a lower bound
};

/// label[v] = number of residual arcs from v to the nearest deficit; node_count where there is
/// none. `queue` is scratch of node_count entries. O(n + m).
template <class Graph>
void label_by_distance(Graph& graph, Label* label, NodeId* queue, LabelOptions options) {
    const NodeId n = graph.node_count;
    const typename Graph::View arcs = graph.view();
    const Amount* const excess = graph.excess.data();
    NodeId* tail = queue;
    NodeId waiting = 0;  // excesses without a label
    for (NodeId v = 0; v < n; ++v) {
        label[v] = n;
        waiting += excess[v] > 0;
        if (excess[v] < 0) {
            label[v] = 0;
            *tail++ = v;
        }
    }
    const NodeId* next = queue;
    for (; next != tail; ++next) {
        if (options.stop_early && waiting == 0) {
            break;
        }
        const NodeId w = *next;
        const Label behind = label[w] + 1;
        const ArcId end = arcs.arcs_end(w);
        for (ArcId a = arcs.arcs_begin(w); a < end; ++a) {
            const NodeId v = arcs.head(a);
            if (label[v] != n) {
                continue;
            }
            const bool leads_here =
                options.pristine ? arcs.residual(a) == 0 : arcs.residual(arcs.reverse(a)) > 0;
            if (!leads_here) {
                continue;
            }
            label[v] = behind;
            *tail++ = v;
            waiting -= excess[v] > 0;
        }
    }
    if (next == tail) {
        return;
    }
    // Not all nodes on the level of *next were expanded, so whoever has no label is at least one
    // level further away.
    const Label beyond = label[*next] + 1;
    for (NodeId v = 0; v < n; ++v) {
        if (label[v] == n) {
            label[v] = beyond;
        }
    }
}

/// side[v] = 1 for the nodes that leftover excess still reaches: the source side of the minimum cut
/// nearest to the source, once no excess reaches a deficit any more. O(n + arcs of that side).
template <class Graph>
void mark_source_side(Graph& graph, std::uint8_t* side, NodeId* queue) {
    const typename Graph::View arcs = graph.view();
    NodeId* tail = queue;
    for (NodeId v = 0; v < graph.node_count; ++v) {
        const bool left_over = graph.excess[v] > 0;
        side[v] = left_over;
        if (left_over) {
            *tail++ = v;
        }
    }
    for (const NodeId* next = queue; next != tail; ++next) {
        const ArcId end = arcs.arcs_end(*next);
        for (ArcId a = arcs.arcs_begin(*next); a < end; ++a) {
            const NodeId v = arcs.head(a);
            if (side[v] == 0 && arcs.residual(a) > 0) {
                side[v] = 1;
                *tail++ = v;
            }
        }
    }
}

}  // namespace corridor::flow::kernel
