#pragma once

#include "flow/kernel/lanes.hpp"
#include "flow/kernel/stack.hpp"
#include "flow/kernel/topology.hpp"

namespace corridor::flow::kernel {

/// The dynamic programme over cut states for a single row: here the lanes of a vector are states,
/// where a sweep puts rows. Open nodes hold slots, and the table always has 2^slots entries; one
/// that does not depend on a slot is there twice, so that opening a node costs nothing. Amounts are
/// part of the steps, to be set before each run.
class SlotProgram {
  public:
    SlotProgram() = default;
    /// Nodes take their turns in `order`, or, where that is null, by rising number. Check
    /// is_narrow() and the workspace afterwards. O(n + edges), and less where it is wide.
    template <class EdgeAt>
    SlotProgram(NodeId node_count, NodeId source, NodeId sink, std::size_t edge_count,
                EdgeAt edge_at, const Stack<NodeId>* order, Workspace& workspace);

    [[nodiscard]] bool is_narrow() const { return is_narrow_; }

    /// Where the capacity of an edge belongs, in the direction of its ends as they were given or
    /// against it; null for a loop and for an edge that joins the terminals at once. Stays where it
    /// is. All together must not exceed 2^31 − 1 when the programme runs.
    [[nodiscard]] std::int32_t* amount(std::size_t edge, bool forward) {
        const std::int32_t step = step_of_edge_[edge];
        if (step < 0) {
            return nullptr;
        }
        return forward == (is_turned_[edge] == 0) ? &steps_[step].forward : &steps_[step].backward;
    }
    void set_amounts(std::size_t edge, std::int32_t forward, std::int32_t backward) {
        const std::int32_t step = step_of_edge_[edge];
        if (step >= 0) {
            const bool is_turned = is_turned_[edge] != 0;
            steps_[step].forward = is_turned ? backward : forward;
            steps_[step].backward = is_turned ? forward : backward;
        }
    }

    /// The value, but for edges that join the terminals at once, and, unless null, the nearest
    /// minimum cut. Check the workspace afterwards.
    [[nodiscard]] Amount run(const LaneKernel& lanes, std::uint8_t* side,
                             Workspace& workspace) const;

  private:
    static constexpr std::uint8_t source_slot = most_slots;
    static constexpr std::uint8_t sink_slot = most_slots + 1;

    Stack<SlotStep> steps_;
    Array<std::int32_t> step_of_edge_;  // none: joins the terminals at once, or a loop
    Array<std::uint8_t> is_turned_;     // its step has it the other way round
    NodeId node_count_ = 0;
    NodeId source_ = 0;
    int slots_ = 0;
    bool is_narrow_ = false;
};

template <class EdgeAt>
SlotProgram::SlotProgram(NodeId node_count, NodeId source, NodeId sink, std::size_t edge_count,
                         EdgeAt edge_at, const Stack<NodeId>* order, Workspace& workspace)
    : node_count_(node_count), source_(source) {
    const auto n = static_cast<std::size_t>(node_count);
    steps_ = Stack<SlotStep>(workspace, edge_count + n);
    step_of_edge_ = Array<std::int32_t>(workspace, edge_count);
    is_turned_ = Array<std::uint8_t>(workspace, edge_count);
    Array<std::int32_t> turn_of(workspace, n);
    Array<std::int32_t> first(workspace, n + 2);
    Array<std::int32_t> by_turn(workspace, edge_count);
    Array<std::int32_t> still_to_come(workspace, n);  // edges to nodes that are not open yet
    Array<std::uint8_t> slot_of(workspace, n);
    if (workspace.exhausted()) {
        return;
    }
    const std::size_t turns = order == nullptr ? n : order->size();
    const auto node_at = [&](std::size_t turn) {
        return order == nullptr ? static_cast<NodeId>(turn) : (*order)[turn];
    };
    turn_of.fill_bytes(255);
    first.fill_bytes(0);
    still_to_come.fill_bytes(0);
    for (std::size_t turn = 0; turn < turns; ++turn) {
        turn_of[node_at(turn)] = static_cast<std::int32_t>(turn);
    }
    turn_of[source] = none;
    turn_of[sink] = none;
    slot_of[source] = source_slot;
    slot_of[sink] = sink_slot;
    const auto later_turn = [&](const auto& edge) {
        return edge.tail == edge.head ? none : std::max(turn_of[edge.tail], turn_of[edge.head]);
    };
    for (std::size_t i = 0; i < edge_count; ++i) {
        const auto edge = edge_at(i);
        const std::int32_t turn = later_turn(edge);
        step_of_edge_[i] = none;
        if (turn != none) {
            ++first[turn + 2];
            const bool tail_first = turn_of[edge.tail] < turn_of[edge.head];
            ++still_to_come[tail_first ? edge.tail : edge.head];
        }
    }
    for (std::size_t turn = 1; turn <= turns; ++turn) {
        first[turn + 1] += first[turn];
    }
    for (std::size_t i = 0; i < edge_count; ++i) {
        const std::int32_t turn = later_turn(edge_at(i));
        if (turn != none) {
            by_turn[first[turn + 1]++] = static_cast<std::int32_t>(i);
        }
    }
    std::uint32_t free_slots = (1U << most_slots) - 1;
    const auto forget = [&](NodeId v) {
        steps_.push({0, 0, v, slot_of[v], 0, SlotStep::Kind::forget});
        free_slots |= 1U << slot_of[v];
    };
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const NodeId v = node_at(turn);
        const std::int32_t begin = first[turn];
        const std::int32_t end = first[turn + 1];
        if (v == source || v == sink || (begin == end && still_to_come[v] == 0)) {
            continue;
        }
        // A neighbour that closes with this very edge hands its slot on.
        std::int32_t handed_on = none;
        for (std::int32_t at = begin; at < end && handed_on == none; ++at) {
            const auto edge = edge_at(static_cast<std::size_t>(by_turn[at]));
            const NodeId other = edge.tail == v ? edge.head : edge.tail;
            if (turn_of[other] != none && still_to_come[other] == 1) {
                handed_on = by_turn[at];
                step_of_edge_[handed_on] = static_cast<std::int32_t>(steps_.size());
                is_turned_[handed_on] = edge.tail == v;
                slot_of[v] = slot_of[other];
                steps_.push({0, 0, other, slot_of[v], 0, SlotStep::Kind::advance});
            }
        }
        if (handed_on == none) {
            if (free_slots == 0) {
                return;
            }
            slot_of[v] = static_cast<std::uint8_t>(__builtin_ctz(free_slots));
            free_slots &= free_slots - 1;
            slots_ = std::max(slots_, slot_of[v] + 1);
        }
        for (std::int32_t at = begin; at < end; ++at) {
            const std::int32_t index = by_turn[at];
            if (index == handed_on) {
                continue;
            }
            const auto edge = edge_at(static_cast<std::size_t>(index));
            step_of_edge_[index] = static_cast<std::int32_t>(steps_.size());
            is_turned_[index] = 0;
            steps_.push({0, 0, none, slot_of[edge.tail], slot_of[edge.head], SlotStep::Kind::link});
            const NodeId other = edge.tail == v ? edge.head : edge.tail;
            if (turn_of[other] != none && --still_to_come[other] == 0) {
                forget(other);
            }
        }
        if (still_to_come[v] == 0) {
            forget(v);
        }
    }
    is_narrow_ = true;
}

}  // namespace corridor::flow::kernel
