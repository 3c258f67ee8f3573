#include "flow/kernel/program.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

class Compiler {
  public:
    Compiler(const Topology& topology, const Order& order, Style style, Workspace& workspace)
        : topology_(topology),
          order_(order),
          style_(style),
          workspace_(workspace),
          turn_(workspace, nodes()),
          last_turn_(workspace, nodes()),
          position_(workspace, nodes()),
          first_edge_(workspace, order.size() + 2),
          edge_of_turn_(workspace, topology.edges.size()),
          open_(workspace, nodes()),
          nearby_(workspace, topology.edges.size()),
          at_terminal_(workspace, topology.edges.size()) {
        program_.instructions =
            Stack<Instruction>(workspace, 2 * order.size() + topology.edges.size());
    }

    Program run() {
        if (workspace_.exhausted()) {
            return std::move(program_);
        }
        position_.fill_bytes(255);
        assign_edges_to_turns();
        for (std::size_t turn = 0; turn < order_.size(); ++turn) {
            take_turn(static_cast<std::int32_t>(turn));
        }
        return std::move(program_);
    }

  private:
    struct Nearby {
        NodeId node;
        std::int32_t edge;
        bool stays;
    };

    [[nodiscard]] std::size_t nodes() const {
        return static_cast<std::size_t>(topology_.node_count);
    }
    [[nodiscard]] const Edge& edge(std::int32_t index) const {
        return topology_.edges[static_cast<std::size_t>(index)];
    }

    /// Every edge is dealt with in the later turn of its two ends, those at terminals in the turn
    /// of the free end.
    void assign_edges_to_turns() {
        turn_.fill_bytes(255);
        first_edge_.fill_bytes(0);
        for (std::size_t at = 0; at < order_.size(); ++at) {
            turn_[order_[at]] = static_cast<std::int32_t>(at);
        }
        std::copy(turn_.begin(), turn_.end(), last_turn_.begin());
        for (std::size_t i = 0; i < topology_.edges.size(); ++i) {
            const Edge& link = topology_.edges[i];
            const std::int32_t turn = turn_of(link);
            if (turn == none) {
                emit_constant(static_cast<std::int32_t>(i));
                continue;
            }
            ++first_edge_[turn + 2];
            last_turn_[link.tail] = std::max(last_turn_[link.tail], turn);
            last_turn_[link.head] = std::max(last_turn_[link.head], turn);
        }
        for (std::size_t at = 1; at <= order_.size(); ++at) {
            first_edge_[at + 1] += first_edge_[at];
        }
        for (std::size_t i = 0; i < topology_.edges.size(); ++i) {
            const std::int32_t turn = turn_of(topology_.edges[i]);
            if (turn != none) {
                edge_of_turn_[first_edge_[turn + 1]++] = static_cast<std::int32_t>(i);
            }
        }
    }

    [[nodiscard]] std::int32_t turn_of(const Edge& link) const {
        return link.tail == link.head ? none : std::max(turn_[link.tail], turn_[link.head]);
    }

    void take_turn(std::int32_t turn) {
        const NodeId node = order_[turn];
        sort_edges_of(turn, node);
        std::size_t next = 0;
        if (style_ == Style::fused && can_advance()) {
            next = emit_advance(node);
        } else {
            emit_introduce(node);
        }
        while (next < nearby_.size()) {
            const Nearby here = nearby_[next++];
            emit_link(here.edge);
            const bool is_last = next == nearby_.size() || nearby_[next].node != here.node;
            if (is_last && !here.stays) {
                emit_forget(here.node);
            }
        }
        for (const std::int32_t index : at_terminal_) {
            emit_terminal(index);
        }
        if (last_turn_[node] == turn) {
            emit_forget(node);
        }
    }

    /// Edges to nodes that close now come first, so that the table shrinks as early as possible.
    void sort_edges_of(std::int32_t turn, NodeId node) {
        nearby_.clear();
        at_terminal_.clear();
        for (std::int32_t at = first_edge_[turn]; at < first_edge_[turn + 1]; ++at) {
            const std::int32_t index = edge_of_turn_[at];
            const NodeId other = edge(index).tail ^ edge(index).head ^ node;
            if (topology_.is_free(other)) {
                nearby_.push({other, index, last_turn_[other] != turn});
            } else {
                at_terminal_.push(index);
            }
        }
        std::sort(nearby_.begin(), nearby_.end(), [](const Nearby& a, const Nearby& b) {
            if (a.stays != b.stays) {
                return b.stays;
            }
            return a.node != b.node ? a.node < b.node : a.edge < b.edge;
        });
    }

    [[nodiscard]] bool is_single(std::size_t at) const {
        return at + 1 >= nearby_.size() || nearby_[at + 1].node != nearby_[at].node;
    }
    [[nodiscard]] bool can_advance() const {
        return !nearby_.empty() && !nearby_[0].stays && is_single(0);
    }

    [[nodiscard]] Instruction blank(Operation operation, std::int32_t subject) const {
        const Column zero = topology_.column_count;
        const auto open = static_cast<std::uint8_t>(open_.size());
        return {operation, open, 0, 0, zero, zero, zero, zero, subject};
    }
    [[nodiscard]] Column existing(Column column) const {
        return column == none ? topology_.column_count : column;
    }
    [[nodiscard]] Column away_from(NodeId v, const Edge& link) const {
        return existing(link.tail == v ? link.forward : link.backward);
    }
    [[nodiscard]] Column into(NodeId v, const Edge& link) const {
        return existing(link.tail == v ? link.backward : link.forward);
    }
    [[nodiscard]] std::uint8_t position(NodeId v) const {
        return static_cast<std::uint8_t>(position_[v]);
    }

    /// From source to sink at once; edges between other terminals never cost anything.
    void emit_constant(std::int32_t index) {
        const Edge& link = edge(index);
        const bool joins =
            std::max(link.tail, link.head) == std::max(topology_.source, topology_.sink) &&
            std::min(link.tail, link.head) == std::min(topology_.source, topology_.sink);
        if (joins) {
            Instruction step = blank(Operation::constant, index);
            step.forward = away_from(topology_.source, link);
            program_.instructions.push(step);
        }
    }

    void emit_introduce(NodeId node) {
        Instruction step = blank(Operation::introduce, node);
        step.p = step.open;
        program_.instructions.push(step);
        position_[node] = static_cast<std::int32_t>(open_.size());
        open_.push(node);
        program_.table_bits = std::max(program_.table_bits, static_cast<int>(open_.size()));
    }

    /// Returns how many of the nearby edges are dealt with.
    std::size_t emit_advance(NodeId node) {
        const Nearby leaving = nearby_[0];
        Instruction step = blank(Operation::advance, node);
        step.p = position(leaving.node);
        step.forward = away_from(leaving.node, edge(leaving.edge));
        step.backward = into(leaving.node, edge(leaving.edge));
        open_[step.p] = node;
        position_[node] = step.p;
        position_[leaving.node] = none;
        if (nearby_.size() == 1) {
            program_.instructions.push(step);
            return 1;
        }
        const Nearby second = nearby_[1];
        step.operation = Operation::advance_link;
        step.q = position(second.node);
        step.second_forward = away_from(node, edge(second.edge));
        step.second_backward = into(node, edge(second.edge));
        program_.instructions.push(step);
        if (!second.stays && is_single(1)) {
            emit_forget(second.node);
        }
        return 2;
    }

    void emit_link(std::int32_t index) {
        Instruction step = blank(Operation::link, index);
        step.p = position(edge(index).tail);
        step.q = position(edge(index).head);
        step.forward = existing(edge(index).forward);
        step.backward = existing(edge(index).backward);
        program_.instructions.push(step);
    }

    void emit_terminal(std::int32_t index) {
        const Edge& link = edge(index);
        const NodeId node = topology_.is_free(link.tail) ? link.tail : link.head;
        const NodeId other = link.tail ^ link.head ^ node;
        Instruction step = blank(Operation::terminal, index);
        step.p = position(node);
        if (other == topology_.source) {
            step.forward = into(node, link);
        } else {
            step.backward = away_from(node, link);
        }
        program_.instructions.push(step);
    }

    void emit_forget(NodeId node) {
        Instruction step = blank(Operation::forget, node);
        step.p = position(node);
        program_.instructions.push(step);
        position_[node] = none;
        open_.erase_at(step.p);
        for (std::size_t at = step.p; at < open_.size(); ++at) {
            position_[open_[at]] = static_cast<std::int32_t>(at);
        }
    }

    const Topology& topology_;
    const Order& order_;
    const Style style_;
    Workspace& workspace_;
    Program program_;
    Array<std::int32_t> turn_;
    Array<std::int32_t> last_turn_;
    Array<std::int32_t> position_;
    Array<std::int32_t> first_edge_;
    Array<std::int32_t> edge_of_turn_;
    Stack<NodeId> open_;
    Stack<Nearby> nearby_;
    Stack<std::int32_t> at_terminal_;
};

}  // namespace

Program compile(const Topology& topology, const Order& order, Style style, Workspace& workspace) {
    return Compiler(topology, order, style, workspace).run();
}

}  // namespace corridor::flow::kernel
