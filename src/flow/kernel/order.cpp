#include "flow/kernel/order.hpp"

#include <algorithm>
#include <utility>

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t worth_improving = 600;  // nodes
constexpr int narrow_enough = 6;
// Measured: a trial costs what reading 4000 table entries in vector lanes does.
constexpr double entries_per_trial = 4000;
constexpr double share_of_search = 0.25;
constexpr int trials_in_round = 2000;
constexpr int most_rounds = 10;
constexpr double hopeless_entries = 1e7;  // a maximum flow for each row is quicker by far

/// How many trials may follow when `rows` rows will each read `entries`.
int trials_that_pay(double entries, std::size_t rows, std::size_t order_size) {
    if (order_size > worth_improving || entries > hopeless_entries) {
        return 0;
    }
    const double trials = share_of_search * entries * static_cast<double>(rows) / entries_per_trial;
    return static_cast<int>(std::min(trials, double{most_rounds} * trials_in_round));
}

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

TurnWork work_of_turn(int open, int links, int forgets, bool closes_itself) {
    constexpr int most = 60;  // far beyond any table
    TurnWork work;
    const auto read_table = [&](int times) {
        const auto entries = std::uint64_t{1} << std::min(open, most);
        work.entries_read += static_cast<double>(times) * static_cast<double>(entries);
    };
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
    read_table(links + (closes_itself ? 1 : 0));
    work.open_after = open - (closes_itself ? 1 : 0);
    return work;
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
    for (std::size_t at = 0; at < turns; ++at) {
        const TurnWork turn = work_of_turn(open, earlier[at], closing[at], closes_itself[at] != 0);
        quality.work += turn.entries_read;
        open = turn.open_after;
        quality.width = std::max(quality.width, open);
    }
    return quality;
}

Order choose_order(const FreeGraph& graph, std::size_t rows, Workspace& workspace) {
    Order best = natural_order(graph, workspace);
    if (workspace.exhausted()) {
        return best;
    }
    OrderQuality quality = measure_order(graph, best, workspace);
    const auto may_try = [&] {
        return workspace.exhausted() || quality.width <= narrow_enough
                   ? 0
                   : trials_that_pay(quality.work, rows, best.size());
    };
    if (quality.width <= narrow_enough) {
        return best;
    }
    const auto consider = [&](Order order) {
        const OrderQuality other = measure_order(graph, order, workspace);
        if (!workspace.exhausted() && other.work < quality.work) {
            quality = other;
            best = std::move(order);
        }
    };
    consider(greedy_order(graph, graph.next_to_source, workspace));
    int tried = 0;
    const auto search_from = [&](Order order) {
        const int trials = std::min(trials_in_round, may_try() - tried);
        improve_order(graph, order, trials, workspace);
        tried += trials;
        consider(std::move(order));
    };
    if (may_try() > tried) {
        search_from(greedy_order(graph, graph.next_to_source, workspace));
    }
    if (may_try() > tried) {
        Order backwards = greedy_order(graph, graph.next_to_sink, workspace);
        std::reverse(backwards.begin(), backwards.end());
        search_from(std::move(backwards));
    }
    if (may_try() > tried) {
        search_from(reverse_cuthill_mckee(graph, workspace));
    }
    if (may_try() > tried) {
        search_from(distance_sweep(graph, workspace));
    }
    while (may_try() >= tried + trials_in_round) {
        improve_order(graph, best, trials_in_round, workspace);
        tried += trials_in_round;
        quality = measure_order(graph, best, workspace);
    }
    return best;
}

}  // namespace corridor::flow::kernel
