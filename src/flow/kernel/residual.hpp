#pragma once

#include "flow/kernel/links.hpp"
#include "flow/kernel/terminals.hpp"

#include <limits>

namespace corridor::flow::kernel {

/// Two residual arcs per link, sorted by tail. `arc_of_link`, when given, gets the position of each
/// link's forward arc. O(n + links).
template <class Cap>
void build_from_links(Workspace& workspace, NodeId node_count, const Link<Cap>* links,
                      std::size_t link_count, ResidualGraph<Cap>& graph,
                      ArcId* arc_of_link = nullptr) {
    const auto n = static_cast<std::size_t>(node_count);
    graph.node_count = node_count;
    graph.first_arc = Array<ArcId>(workspace, n + 2);
    graph.arcs = Array<ResidualArc<Cap>>(workspace, 2 * link_count);
    if (workspace.exhausted()) {
        return;
    }
    graph.first_arc.fill_bytes(0);
    ArcId* const cursor = graph.first_arc.data() + 1;  // ends up one place early: the first arcs
    for (std::size_t i = 0; i < link_count; ++i) {
        ++cursor[links[i].a + 1];
        ++cursor[links[i].b + 1];
    }
    for (std::size_t v = 0; v < n; ++v) {
        cursor[v + 1] += cursor[v];
    }
    ResidualArc<Cap>* const arcs = graph.arcs.data();
    for (std::size_t i = 0; i < link_count; ++i) {
        const Link<Cap>& link = links[i];
        const ArcId there = cursor[link.a]++;
        const ArcId back = cursor[link.b]++;
        arcs[there] = {link.b, back, link.forward};
        arcs[back] = {link.a, there, link.backward};
        if (arc_of_link != nullptr) {
            arc_of_link[i] = there;
        }
    }
}

/// The same straight from the arcs, each with an empty twin, terminals folded on the way: half the
/// work of pairing where few arcs have a partner. False if a capacity does not fit the type.
/// O(n + m).
template <class Cap>
bool build_one_way(Workspace& workspace, const ArcView& problem, TerminalFold& fold,
                   ResidualGraph<Cap>& graph) {
    const auto n = static_cast<std::size_t>(problem.node_count);
    const std::size_t m = problem.arc_count();
    graph.node_count = problem.nodes();
    graph.one_way = true;
    graph.first_arc = Array<ArcId>(workspace, n + 2);
    graph.arcs = Array<ResidualArc<Cap>>(workspace, 2 * m);
    if (workspace.exhausted()) {
        return true;
    }
    graph.first_arc.fill_bytes(0);
    ArcId* const cursor = graph.first_arc.data() + 1;
    const std::uint32_t source = problem.source;
    const std::uint32_t sink = problem.sink;
    const std::uint32_t* const tail = problem.tail.data();
    const std::uint32_t* const head = problem.head.data();
    const std::int64_t* const capacity = problem.capacity.data();
    const auto is_inner = [&](std::uint32_t u, std::uint32_t v, std::int64_t c) {
        return static_cast<int>(c > 0) & static_cast<int>(u != v) & static_cast<int>(u != source) &
               static_cast<int>(v != source) & static_cast<int>(u != sink) &
               static_cast<int>(v != sink);
    };
    Amount largest = 0;
    // Arcs come in runs of one tail. Its counter stays in a register, or every arc would wait for
    // the store before it.
    std::uint32_t run = 0;
    ArcId run_length = 0;
    for (std::size_t i = 0; i < m; ++i) {
        const std::uint32_t u = tail[i];
        const std::uint32_t v = head[i];
        const std::int64_t c = capacity[i];
        if (is_inner(u, v, c) == 0) {
            if (c > 0) {
                fold.take(problem.tail_of(i), problem.head_of(i), c);
            }
            continue;
        }
        if (u != run) {
            cursor[run + 1] += run_length;
            run = u;
            run_length = 0;
        }
        ++run_length;
        ++cursor[v + 1];
        largest = std::max(largest, c);
    }
    cursor[run + 1] += run_length;
    if (largest > std::numeric_limits<Cap>::max()) {
        return false;
    }
    for (std::size_t v = 0; v < n; ++v) {
        cursor[v + 1] += cursor[v];
    }
    ResidualArc<Cap>* const arcs = graph.arcs.data();
    run = 0;
    ArcId there = cursor[0];
    for (std::size_t i = 0; i < m; ++i) {
        const std::uint32_t u = tail[i];
        const std::uint32_t v = head[i];
        if (is_inner(u, v, capacity[i]) == 0) {
            continue;
        }
        if (u != run) {
            cursor[run] = there;
            run = u;
            there = cursor[run];
        }
        const ArcId back = cursor[v]++;
        arcs[there] = {static_cast<NodeId>(v), back, static_cast<Cap>(capacity[i])};
        arcs[back] = {static_cast<NodeId>(u), there, 0};
        ++there;
    }
    cursor[run] = there;
    return true;
}

}  // namespace corridor::flow::kernel
