#pragma once

#include <corridor/flow/arc_list.hpp>

#include <cstdint>
#include <vector>

namespace corridor::analysis {

/// Strong components of a residual graph. Every step between two of them leads to the lower number.
struct Components {
    std::vector<std::uint32_t> of_node;
    std::uint32_t count = 0;
};

/// A flow on arcs whose capacities change, and what it leaves room for. Augments along shortest
/// paths, so that the same changes always give the same flow.
class Residual {
  public:
    /// `flow` obeys the capacities of `problem` and is conserved.
    Residual(const flow::ArcList& problem, std::vector<std::int64_t> flow);

    [[nodiscard]] const flow::ArcList& problem() const { return problem_; }
    [[nodiscard]] const std::vector<std::int64_t>& flow() const { return flow_; }
    void set_capacity(std::uint32_t arc, std::int64_t capacity) {
        problem_.capacity[arc] = capacity;
    }
    /// Another flow on the same arcs.
    void set_flow(const std::vector<std::int64_t>& flow) { flow_ = flow; }
    /// Takes what is on an arc off it: its end points are then out of balance until pushes mend it.
    std::int64_t take_off(std::uint32_t arc);

    /// Moves up to `most` from one node to another; returns how much. Requires that no way of
    /// unlimited arcs joins them, or a `most` that fits 62 bits. O(n + m) for each way.
    std::int64_t push(std::uint32_t from, std::uint32_t to, std::int64_t most);

    /// The nodes that `from` reaches, or with `backwards` those that reach it. O(n + m).
    [[nodiscard]] std::vector<std::uint8_t> reach(std::uint32_t from, bool backwards = false) const;

    /// O(n + m). Source       Tarjan (1972), Depth-first search and linear graph algorithms
    [[nodiscard]] Components components() const;

    /// Calls `step(next)` for each residual step that leaves a node.
    template <class Step>
    void steps_from(std::uint32_t node, const Step& step) const {
        for (std::uint32_t i = begin_[node]; i < begin_[node + std::size_t{1}]; ++i) {
            if (room(incident_[i], node) > 0) {
                step(other_end(incident_[i], node));
            }
        }
    }

  private:
    [[nodiscard]] std::uint32_t other_end(std::uint32_t arc, std::uint32_t node) const {
        return problem_.tail[arc] == node ? problem_.head[arc] : problem_.tail[arc];
    }
    /// How much more may leave `node` over an arc that starts or ends there.
    [[nodiscard]] std::int64_t room(std::uint32_t arc, std::uint32_t node) const {
        if (problem_.tail[arc] != node) {
            return flow_[arc];
        }
        const std::int64_t capacity = problem_.capacity[arc];
        return capacity == flow::unlimited ? endless : capacity - flow_[arc];
    }

    static constexpr std::int64_t endless = std::int64_t{1} << 62;

    flow::ArcList problem_;
    std::vector<std::int64_t> flow_;
    std::vector<std::uint32_t> begin_;
    std::vector<std::uint32_t> incident_;  ///< arcs by the nodes they touch, loops left out
    std::vector<std::uint32_t> entered_by_;
    std::vector<std::uint32_t> seen_;  ///< in which search a node was last met
    std::uint32_t search_ = 0;
    std::vector<std::uint32_t> queue_;
};

}  // namespace corridor::analysis
