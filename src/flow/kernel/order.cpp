#include "flow/kernel/order.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t worth_improving = 600;  // nodes
constexpr int improvement_trials = 20000;
constexpr int narrow_enough = 6;

void squeeze_doubles(FreeGraph& graph, const Array<std::int32_t>& end) {
    std::int32_t write = 0;
    for (NodeId v = 0; v < graph.node_count; ++v) {
        NodeId* const from = graph.neighbour.data() + graph.first[v];
        NodeId* const to = graph.neighbour.data() + end[v];
        std::sort(from, to);
        graph.first[v] = write;
        for (const NodeId* at = from; at != to; ++at) {
            if (write == graph.first[v] || graph.neighbour[write - 1] != *at) {
                graph.neighbour[write++] = *at;
            }
        }
    }
    graph.first[graph.node_count] = write;
}

}  // namespace

FreeGraph free_graph(const Topology& topology, Workspace& workspace) {
    const auto n = static_cast<std::size_t>(topology.node_count);
    FreeGraph graph;
    graph.node_count = topology.node_count;
    graph.first = Array<std::int32_t>(workspace, n + 1);
    graph.neighbour = Array<NodeId>(workspace, 2 * topology.edges.size());
    graph.has_edge = Array<std::uint8_t>(workspace, n);
    graph.next_to_source = Stack<NodeId>(workspace, topology.edges.size());
    graph.next_to_sink = Stack<NodeId>(workspace, topology.edges.size());
    Array<std::int32_t> end(workspace, n);
    if (workspace.exhausted()) {
        return graph;
    }
    graph.first.fill_bytes(0);
    graph.has_edge.fill_bytes(0);
    const auto note = [&](NodeId v, NodeId other) {
        if (!topology.is_free(v)) {
            return;
        }
        graph.has_edge[v] = 1;
        if (topology.is_free(other)) {
            ++graph.first[v + 1];
        } else {
            (other == topology.source ? graph.next_to_source : graph.next_to_sink).push(v);
        }
    };
    for (const Edge& edge : topology.edges) {
        if (edge.tail != edge.head) {
            note(edge.tail, edge.head);
            note(edge.head, edge.tail);
        }
    }
    for (NodeId v = 0; v < topology.node_count; ++v) {
        graph.first[v + 1] += graph.first[v];
        end[v] = graph.first[v];
    }
    for (const auto& [tail, head, forward, backward] : topology.edges) {
        if (tail != head && topology.is_free(tail) && topology.is_free(head)) {
            graph.neighbour[end[tail]++] = head;
            graph.neighbour[end[head]++] = tail;
        }
    }
    squeeze_doubles(graph, end);
    return graph;
}

OrderQuality measure_order(const FreeGraph& graph, const Order& order, Workspace& workspace) {
    const std::size_t turns = order.size();
    Array<std::int32_t> turn_of(workspace, static_cast<std::size_t>(graph.node_count));
    Array<std::int32_t> earlier(workspace, turns);  // neighbours that had their turn before
    Array<std::int32_t> closing(workspace, turns);  // those among them that close now
    Array<std::uint8_t> closes_itself(workspace, turns);
    OrderQuality quality;
    if (workspace.exhausted()) {
        return quality;
    }
    turn_of.fill_bytes(255);
    earlier.fill_bytes(0);
    closing.fill_bytes(0);
    closes_itself.fill_bytes(0);
    for (std::size_t at = 0; at < turns; ++at) {
        turn_of[order[at]] = static_cast<std::int32_t>(at);
    }
    for (std::size_t at = 0; at < turns; ++at) {
        const auto turn = static_cast<std::int32_t>(at);
        std::int32_t last = turn;
        graph.each_neighbour(order[at], [&](NodeId other) {
            earlier[at] += turn_of[other] < turn;
            last = std::max(last, turn_of[other]);
        });
        closes_itself[at] = last == turn;
        closing[last] += last != turn;
    }
    int open = 0;
    const auto read_table = [&](int times) { quality.work += times * std::ldexp(1.0, open); };
    for (std::size_t at = 0; at < turns; ++at) {
        int links = earlier[at];
        int forgets = closing[at];
        read_table(1);
        if (forgets > 0) {  // an advance; the first two links ride along
            links = std::max(0, links - 2);
            --forgets;
        } else {
            ++open;
        }
        for (; forgets > 0; --forgets) {
            read_table(links > 0 ? 2 : 1);
            links = std::max(0, links - 1);
            --open;
        }
        read_table(links + closes_itself[at]);
        open -= closes_itself[at];
        quality.width = std::max(quality.width, open);
    }
    return quality;
}

void improve_order(const FreeGraph& graph, Order& order, int trials, Workspace& workspace) {
    if (order.size() < 3) {
        return;
    }
    double best = measure_order(graph, order, workspace).work;
    std::uint64_t state = 0x9E3779B97F4A7C15U;
    const auto draw = [&] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::ptrdiff_t>((state >> 33) % order.size());
    };
    const auto move = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
        NodeId* const begin = order.begin();
        if (from < to) {
            std::rotate(begin + from, begin + from + 1, begin + to + 1);
        } else {
            std::rotate(begin + to, begin + from, begin + from + 1);
        }
    };
    for (int trial = 0; trial < trials; ++trial) {
        const std::ptrdiff_t from = draw();
        const std::ptrdiff_t to = draw();
        move(from, to);
        const double work = measure_order(graph, order, workspace).work;
        if (work <= best) {
            best = work;
        } else {
            move(to, from);
        }
    }
}

Order choose_order(const FreeGraph& graph, OrderEffort effort, Workspace& workspace) {
    Order best = natural_order(graph, workspace);
    if (workspace.exhausted()) {
        return best;
    }
    OrderQuality quality = measure_order(graph, best, workspace);
    if (effort == OrderEffort::quick && quality.width <= narrow_enough) {
        return best;
    }
    const auto consider = [&](Order order) {
        if (workspace.exhausted()) {
            return;
        }
        const OrderQuality other = measure_order(graph, order, workspace);
        if (other.work < quality.work) {
            quality = other;
            best = std::move(order);
        }
    };
    consider(greedy_order(graph, graph.next_to_source, workspace));
    if (effort == OrderEffort::quick) {
        return best;
    }
    Order backwards = greedy_order(graph, graph.next_to_sink, workspace);
    std::reverse(backwards.begin(), backwards.end());
    consider(std::move(backwards));
    consider(reverse_cuthill_mckee(graph, workspace));
    consider(distance_sweep(graph, workspace));
    if (best.size() <= worth_improving) {
        improve_order(graph, best, improvement_trials, workspace);
    }
    return best;
}

}  // namespace corridor::flow::kernel
