#pragma once

#include "flow/kernel/graph.hpp"

#include <utility>

namespace corridor::flow::kernel {

/// The links of a problem and, on demand, where each arc went.
template <class Cap>
struct LinkSet {
    Array<Link<Cap>> links;
    std::size_t count = 0;
    Array<std::int32_t> place_of_arc;  // 2 × link + (1 if against it); none: cannot carry flow
    bool overflowed = false;

    [[nodiscard]] bool tracks_arcs() const { return place_of_arc.size() > 0; }
};

/// Merges arcs for lists that give both directions of a link one after the other, as most two-way
/// networks do: one pass, no sort. False as soon as more than a tenth of the arcs stay single.
/// `wanted(arc)` says which arcs to take, `on_link(link, index)` sees every link once. O(m).
template <class Cap, class Wanted, class OnLink>
bool pair_adjacent_arcs(const ArcView& problem, Wanted wanted, LinkSet<Cap>& set, OnLink on_link) {
    const std::size_t m = problem.arc_count();
    const bool track = set.tracks_arcs();
    Link<Cap>* const links = set.links.data();
    CheckedAdder<Cap> adder;
    std::size_t count = 0;
    std::size_t single = 0;
    if (track) {
        set.place_of_arc.fill_bytes(255);
    }
    for (std::size_t i = 0; i < m; ++i) {
        if (!wanted(i)) {
            continue;
        }
        const std::uint32_t u = problem.tail[i];
        const std::uint32_t v = problem.head[i];
        Link<Cap> link{static_cast<NodeId>(u), static_cast<NodeId>(v),
                       adder.add(0, problem.capacity[i]), 0};
        const auto place = static_cast<std::int32_t>(2 * count);
        if (track) {
            set.place_of_arc[i] = place;
        }
        if (i + 1 < m && problem.tail[i + 1] == v && problem.head[i + 1] == u && wanted(i + 1)) {
            ++i;
            link.backward = adder.add(0, problem.capacity[i]);
            adder.add(link.forward, link.backward);
            if (track) {
                set.place_of_arc[i] = place + 1;
            }
        } else if (u != problem.source && v != problem.sink && ++single > 64 + i / 10) {
            return false;
        }
        on_link(link, static_cast<ArcId>(count));
        links[count++] = link;
    }
    set.count = count;
    set.overflowed = adder.overflowed;
    return true;
}

/// Merges all arcs between two nodes, wherever they stand: buckets by the smaller end, then one
/// mark per larger end. O(n + m).
template <class Cap, class Wanted>
void pair_arcs(Workspace& workspace, const ArcView& problem, Wanted wanted, LinkSet<Cap>& set) {
    struct Entry {
        NodeId other;
        Cap signed_capacity;  // negative: from the larger end to the smaller one
    };
    const auto n = static_cast<std::size_t>(problem.node_count);
    const std::size_t m = problem.arc_count();
    CheckedAdder<Cap> adder;
    Array<ArcId> cursor(workspace, n + 2);
    Array<Entry> entries(workspace, m);
    Array<ArcId> arc_of_entry(workspace, set.tracks_arcs() ? m : 0);
    Array<ArcId> seen(workspace, n);  // link last made for this larger end
    if (workspace.exhausted()) {
        return;
    }
    cursor.fill_bytes(0);
    for (std::size_t i = 0; i < m; ++i) {
        if (wanted(i)) {
            ++cursor[std::min(problem.tail[i], problem.head[i]) + 1];
        }
    }
    for (std::size_t v = 0; v < n; ++v) {
        cursor[v + 1] += cursor[v];
    }
    for (std::size_t i = 0; i < m; ++i) {
        if (!wanted(i)) {
            continue;
        }
        const NodeId u = problem.tail_of(i);
        const NodeId v = problem.head_of(i);
        const Cap capacity = adder.add(0, problem.capacity[i]);
        const ArcId at = cursor[std::min(u, v)]++;
        entries[at] = u < v ? Entry{v, capacity} : Entry{u, static_cast<Cap>(-capacity)};
        if (set.tracks_arcs()) {
            arc_of_entry[at] = static_cast<ArcId>(i);
        }
    }
    if (set.tracks_arcs()) {
        set.place_of_arc.fill_bytes(255);
    }
    seen.fill_bytes(255);
    Link<Cap>* const links = set.links.data();
    ArcId made = 0;
    ArcId position = 0;
    for (NodeId a = 0; a < problem.nodes(); ++a) {
        const ArcId first_of_a = made;
        for (const ArcId end = cursor[a]; position < end; ++position) {
            const Entry entry = entries[position];
            ArcId index = seen[entry.other];
            if (index < first_of_a) {
                index = seen[entry.other] = made++;
                links[index] = {a, entry.other, 0, 0};
            }
            const bool forward = entry.signed_capacity > 0;
            Cap& capacity = forward ? links[index].forward : links[index].backward;
            const Amount more = entry.signed_capacity;
            capacity = adder.add(capacity, forward ? more : -more);
            if (set.tracks_arcs()) {
                set.place_of_arc[arc_of_entry[position]] = 2 * index + (forward ? 0 : 1);
            }
        }
    }
    set.count = static_cast<std::size_t>(made);
    for (std::size_t i = 0; i < set.count; ++i) {  // a residual may grow to both together
        adder.add(links[i].forward, links[i].backward);
    }
    set.overflowed = adder.overflowed;
}

/// How many links repeat the one before them at their smaller end: most parallels, seen in one
/// pass.
template <class Cap>
std::size_t count_close_parallels(Workspace& workspace, NodeId node_count, const Link<Cap>* links,
                                  std::size_t count) {
    Array<NodeId> seen(workspace, static_cast<std::size_t>(node_count));
    std::size_t found = 0;
    seen.fill_bytes(255);
    for (std::size_t i = 0; i < count && seen.size() > 0; ++i) {
        const NodeId high = std::max(links[i].a, links[i].b);
        found += std::exchange(seen[std::min(links[i].a, links[i].b)], high) == high;
    }
    return found;
}

/// Hands the net flows of links (positive: a → b) down to the arcs they were made of, in order.
template <class Cap>
void flow_of_arcs(const ArcView& problem, const LinkSet<Cap>& set, Amount* flow_of_link,
                  std::span<Amount> flow) {
    for (std::size_t i = 0; i < problem.arc_count(); ++i) {
        const std::int32_t place = set.place_of_arc[i];
        if (place == none) {
            continue;
        }
        Amount& net = flow_of_link[place / 2];
        const bool forward = place % 2 == 0;
        const Amount share =
            std::min(problem.capacity[i], std::max<Amount>(forward ? net : -net, 0));
        flow[i] = share;
        net -= forward ? share : -share;
    }
}

}  // namespace corridor::flow::kernel
