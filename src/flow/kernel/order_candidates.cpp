#include "flow/kernel/order.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

// In a wide network the method is pointless, and a full search would be quadratic.
constexpr std::size_t candidates_examined = 48;

/// Breadth first from `start`, then from every other node that has an edge; neighbours by rising
/// degree.
Order breadth_first_by_degree(const FreeGraph& graph, NodeId start, Workspace& workspace) {
    const auto n = static_cast<std::size_t>(graph.node_count);
    Order order(workspace, n);
    Stack<NodeId> sorted(workspace, n);
    Array<std::uint8_t> is_seen(workspace, n);
    if (workspace.exhausted()) {
        return order;
    }
    is_seen.fill_bytes(0);
    std::size_t next = 0;
    const auto push = [&](NodeId v) {
        if (is_seen[v] == 0) {
            is_seen[v] = 1;
            order.push(v);
        }
    };
    const auto drain = [&] {
        for (; next < order.size(); ++next) {
            sorted.clear();
            graph.each_neighbour(order[next], [&](NodeId other) { sorted.push(other); });
            std::sort(sorted.begin(), sorted.end(), [&](NodeId a, NodeId b) {
                const std::int32_t less = graph.degree(a) - graph.degree(b);
                return less != 0 ? less < 0 : a < b;
            });
            for (const NodeId other : sorted) {
                push(other);
            }
        }
    };
    push(start);
    drain();
    for (NodeId v = 0; v < graph.node_count; ++v) {
        if (graph.has_edge[v] != 0) {
            push(v);
            drain();
        }
    }
    return order;
}

void hops_from(const FreeGraph& graph, const Stack<NodeId>& starts, Array<std::int32_t>& hops,
               Stack<NodeId>& queue) {
    hops.fill(graph.node_count);
    queue.clear();
    for (const NodeId v : starts) {
        if (hops[v] != 0) {
            hops[v] = 0;
            queue.push(v);
        }
    }
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const NodeId v = queue[next];
        graph.each_neighbour(v, [&](NodeId other) {
            if (hops[other] == graph.node_count) {
                hops[other] = hops[v] + 1;
                queue.push(other);
            }
        });
    }
}

class Greedy {
  public:
    Greedy(const FreeGraph& graph, Workspace& workspace)
        : graph_(graph),
          unvisited_(workspace, size()),
          state_(workspace, size()),
          candidate_(workspace, size()),
          order_(workspace, size()) {}

    Order run(const Stack<NodeId>& starts) {
        state_.fill_bytes(0);
        for (NodeId v = 0; v < graph_.node_count; ++v) {
            unvisited_[v] = graph_.degree(v);
        }
        for (const NodeId v : starts) {
            enlist(v);
        }
        drain();
        for (NodeId v = 0; v < graph_.node_count; ++v) {
            if (graph_.has_edge[v] != 0) {
                enlist(v);
                drain();
            }
        }
        return std::move(order_);
    }

  private:
    enum State : std::uint8_t { untouched, waiting, visited };

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(graph_.node_count); }

    void enlist(NodeId v) {
        if (state_[v] == untouched) {
            state_[v] = waiting;
            candidate_.push(v);
        }
    }

    void drain() {
        while (!candidate_.empty()) {
            visit(best_candidate());
        }
    }

    /// By how many the open nodes would grow.
    [[nodiscard]] int growth(NodeId v) const {
        int change = unvisited_[v] > 0 ? 1 : 0;
        graph_.each_neighbour(
            v, [&](NodeId other) { change -= state_[other] == visited && unvisited_[other] == 1; });
        return change;
    }

    [[nodiscard]] std::size_t best_candidate() const {
        std::size_t best = 0;
        int least = growth(candidate_[0]);
        const std::size_t examined = std::min(candidate_.size(), candidates_examined);
        for (std::size_t at = 1; at < examined && least > -1; ++at) {
            const int change = growth(candidate_[at]);
            if (change < least) {
                least = change;
                best = at;
            }
        }
        return best;
    }

    void visit(std::size_t at) {
        const NodeId v = candidate_[at];
        candidate_.erase_at(at);
        state_[v] = visited;
        order_.push(v);
        graph_.each_neighbour(v, [&](NodeId other) {
            --unvisited_[other];
            enlist(other);
        });
    }

    const FreeGraph& graph_;
    Array<std::int32_t> unvisited_;
    Array<std::uint8_t> state_;
    Stack<NodeId> candidate_;
    Order order_;
};

}  // namespace

Order natural_order(const FreeGraph& graph, Workspace& workspace) {
    Order order(workspace, static_cast<std::size_t>(graph.node_count));
    for (NodeId v = 0; v < graph.node_count && !workspace.exhausted(); ++v) {
        if (graph.has_edge[v] != 0) {
            order.push(v);
        }
    }
    return order;
}

Order reverse_cuthill_mckee(const FreeGraph& graph, Workspace& workspace) {
    const Order natural = natural_order(graph, workspace);
    if (workspace.exhausted() || natural.empty()) {
        return Order(workspace, 0);
    }
    const bool has_start = !graph.next_to_source.empty();
    const NodeId start = has_start ? graph.next_to_source[0] : natural[0];
    const Order there = breadth_first_by_degree(graph, start, workspace);
    if (workspace.exhausted()) {
        return Order(workspace, 0);
    }
    Order back = breadth_first_by_degree(graph, there[there.size() - 1], workspace);
    std::reverse(back.begin(), back.end());
    return back;
}

Order distance_sweep(const FreeGraph& graph, Workspace& workspace) {
    const auto n = static_cast<std::size_t>(graph.node_count);
    Array<std::int32_t> from_source(workspace, n);
    Array<std::int32_t> from_sink(workspace, n);
    Stack<NodeId> queue(workspace, n);
    Order order = natural_order(graph, workspace);
    if (workspace.exhausted()) {
        return order;
    }
    hops_from(graph, graph.next_to_source, from_source, queue);
    hops_from(graph, graph.next_to_sink, from_sink, queue);
    std::sort(order.begin(), order.end(), [&](NodeId a, NodeId b) {
        const std::int32_t place_a = from_source[a] - from_sink[a];
        const std::int32_t place_b = from_source[b] - from_sink[b];
        return place_a != place_b ? place_a < place_b : a < b;
    });
    return order;
}

Order greedy_order(const FreeGraph& graph, const Stack<NodeId>& starts, Workspace& workspace) {
    Greedy greedy(graph, workspace);
    return workspace.exhausted() ? Order(workspace, 0) : greedy.run(starts);
}

}  // namespace corridor::flow::kernel
