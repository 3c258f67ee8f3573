#include "flow/kernel/structure.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

class Reducer {
  public:
    Reducer(const Topology& topology, Workspace& workspace)
        : topology_(topology),
          workspace_(workspace),
          alive_(workspace, topology.edges.size()),
          kept_(workspace, topology.edges.size()),
          next_in_list_(workspace, topology.edges.size()),
          list_(workspace, nodes()),
          seen_from_(workspace, nodes()),
          seen_at_(workspace, nodes()),
          node_(workspace, nodes()),
          is_spent_(workspace, 2 * topology.edges.size()) {
        const std::size_t edges = topology.edges.size();
        // Every combination makes one part of two, so there are fewer of them than edges.
        result_.parts = Stack<Part>(workspace, 2 * edges);
        result_.column_steps = Stack<ColumnStep>(workspace, 2 * edges);
        result_.removed = Stack<RemovedNode>(workspace, nodes());
        result_.original_of = Stack<NodeId>(workspace, nodes());
        result_.core_parts = Stack<std::int32_t>(workspace, edges);
    }

    Structure run() {
        if (workspace_.exhausted()) {
            return std::move(result_);
        }
        start();
        // Ladders lose one rung a round: stop when a round hardly pays.
        std::size_t before = 0;
        do {
            before = alive_.size();
            merge_parallel_parts();
            count_incidences();
            prune_dead_ends();
            contract_chains();
        } while ((before - alive_.size()) * 64 > before);
        build_core();
        return std::move(result_);
    }

  private:
    struct Incidence {
        std::int32_t degree;
        std::int32_t xor_of_parts;  // names the last part of a dead end and the way on in a chain
    };

    [[nodiscard]] std::size_t nodes() const {
        return static_cast<std::size_t>(topology_.node_count);
    }

    void start() {
        result_.node_count = topology_.node_count;
        result_.row_columns = topology_.column_count;
        result_.edge_count = topology_.edges.size();
        next_column_ = topology_.column_count;
        for (const Edge& edge : topology_.edges) {
            if (edge.tail != edge.head) {
                alive_.push(static_cast<std::int32_t>(result_.parts.size()));
            }
            result_.parts.push(
                {edge.tail, edge.head, edge.forward, edge.backward, none, none, none});
        }
        list_.fill_bytes(255);
        seen_from_.fill_bytes(255);
        is_spent_.fill_bytes(0);
    }

    Column combine(ColumnStep::Kind kind, Column left, Column right) {
        const bool is_series = kind == ColumnStep::Kind::smaller_of;
        if (is_series && (left == none || right == none)) {
            return none;
        }
        if ((is_series && left == right) || right == none) {
            return left;
        }
        if (left == none) {
            return right;
        }
        result_.column_steps.push({kind, next_column_, left, right});
        return next_column_++;
    }

    std::int32_t add_part(ColumnStep::Kind kind, std::int32_t first, std::int32_t second,
                          NodeId tail, NodeId head, NodeId middle) {
        const NodeId second_tail = middle != none ? middle : tail;
        const Column away = result_.column_from(first, tail);
        const Column back = result_.column_into(first, tail);
        const Column second_away = result_.column_from(second, second_tail);
        const Column second_back = result_.column_into(second, second_tail);
        const Column forward = combine(kind, away, second_away);
        const bool is_symmetric = away == back && second_away == second_back;
        const Column backward = is_symmetric ? forward : combine(kind, back, second_back);
        result_.parts.push({tail, head, forward, backward, first, second, middle});
        return static_cast<std::int32_t>(result_.parts.size()) - 1;
    }

    /// Lists parts by their smaller end, then looks for a larger end that repeats within a list.
    void merge_parallel_parts() {
        for (std::size_t at = 0; at < alive_.size(); ++at) {
            const Part& part = result_.parts[alive_[at]];
            const NodeId low = std::min(part.tail, part.head);
            next_in_list_[at] = list_[low];
            list_[low] = static_cast<std::int32_t>(at);
        }
        bool is_any_merged = false;
        for (const std::int32_t index : alive_) {
            if (index != none) {
                const Part& part = result_.parts[index];
                is_any_merged = merge_list(std::min(part.tail, part.head)) || is_any_merged;
            }
        }
        if (is_any_merged) {
            alive_.shrink_to(static_cast<std::size_t>(
                std::remove(alive_.begin(), alive_.end(), none) - alive_.begin()));
        }
    }

    bool merge_list(NodeId low) {
        bool is_merged = false;
        for (std::int32_t at = std::exchange(list_[low], none); at != none;
             at = next_in_list_[at]) {
            const NodeId tail = result_.parts[alive_[at]].tail;
            const NodeId head = result_.parts[alive_[at]].head;
            const NodeId high = std::max(tail, head);
            if (seen_from_[high] == low) {
                std::int32_t& twin = alive_[seen_at_[high]];
                alive_[at] = add_part(ColumnStep::Kind::sum_of, alive_[at], twin, tail, head, none);
                twin = none;
                is_merged = true;
            }
            seen_from_[high] = low;
            seen_at_[high] = at;
        }
        return is_merged;
    }

    void count_incidences() {
        node_.fill_bytes(0);
        for (const std::int32_t index : alive_) {
            const Part& part = result_.parts[index];
            for (const NodeId end : {part.tail, part.head}) {
                ++node_[end].degree;
                node_[end].xor_of_parts ^= index;
            }
        }
        seen_from_.fill_bytes(255);
    }

    [[nodiscard]] NodeId other_end(std::int32_t part, NodeId v) const {
        return result_.parts[part].tail ^ result_.parts[part].head ^ v;
    }

    void prune_dead_ends() {
        for (const std::int32_t index : alive_) {
            for (const NodeId end : {result_.parts[index].tail, result_.parts[index].head}) {
                for (NodeId v = end; node_[v].degree == 1 && topology_.is_free(v);) {
                    const std::int32_t last = node_[v].xor_of_parts;
                    const NodeId next = other_end(last, v);
                    is_spent_[last] = 1;
                    result_.removed.push({v, last, true});
                    node_[v].degree = 0;
                    --node_[next].degree;
                    node_[next].xor_of_parts ^= last;
                    v = next;
                }
            }
        }
    }

    [[nodiscard]] bool is_inside_chain(NodeId v) const {
        return node_[v].degree == 2 && topology_.is_free(v);
    }

    /// Rings of chain nodes that touch nothing else are never entered and thereby dropped.
    void contract_chains() {
        kept_.clear();
        for (const std::int32_t index : alive_) {
            if (is_spent_[index] != 0) {
                continue;
            }
            const NodeId tail = result_.parts[index].tail;
            const NodeId head = result_.parts[index].head;
            const bool from_tail = is_inside_chain(tail);
            const bool from_head = is_inside_chain(head);
            if (!from_tail && !from_head) {
                kept_.push(index);
            } else if (!from_tail || !from_head) {
                const std::int32_t whole = follow_chain(index, from_tail ? head : tail);
                if (result_.parts[whole].tail != result_.parts[whole].head) {
                    kept_.push(whole);
                }
            }
        }
        std::swap(alive_, kept_);
    }

    std::int32_t follow_chain(std::int32_t index, NodeId start) {
        std::int32_t whole = index;
        std::int32_t last = index;
        is_spent_[index] = 1;
        NodeId here = other_end(index, start);
        while (is_inside_chain(here)) {
            const std::int32_t next = node_[here].xor_of_parts ^ last;
            const NodeId there = other_end(next, here);
            is_spent_[next] = 1;
            whole = add_part(ColumnStep::Kind::smaller_of, whole, next, start, there, here);
            result_.removed.push({here, whole, false});
            last = next;
            here = there;
        }
        return whole;
    }

    void build_core() {
        Array<NodeId>& number = list_;  // all none again
        const auto number_of = [&](NodeId v) {
            if (number[v] == none) {
                number[v] = result_.core.node_count++;
                result_.original_of.push(v);
            }
            return number[v];
        };
        result_.core.source = number_of(topology_.source);
        result_.core.sink = number_of(topology_.sink);
        result_.core.column_count = next_column_;
        result_.core_edges = Array<Edge>(workspace_, alive_.size());
        if (workspace_.exhausted()) {
            return;
        }
        std::size_t count = 0;
        for (const std::int32_t index : alive_) {
            const Part& part = result_.parts[index];
            const NodeId tail = number_of(part.tail);
            result_.core_edges[count++] = {tail, number_of(part.head), part.forward, part.backward};
        }
        result_.core.edges = {result_.core_edges.data(), count};
        result_.core_parts = std::move(alive_);
    }

    const Topology& topology_;
    Workspace& workspace_;
    Structure result_;
    Column next_column_ = 0;
    Stack<std::int32_t> alive_;
    Stack<std::int32_t> kept_;
    Array<std::int32_t> next_in_list_;
    Array<std::int32_t> list_;  // per node: positions in alive_
    Array<NodeId> seen_from_;
    Array<std::int32_t> seen_at_;
    Array<Incidence> node_;
    Array<std::uint8_t> is_spent_;
};

}  // namespace

Structure reduce_structure(const Topology& topology, Workspace& workspace) {
    return Reducer(topology, workspace).run();
}

}  // namespace corridor::flow::kernel
