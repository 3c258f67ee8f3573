#pragma once

#include "flow/kernel/graph.hpp"

#include <corridor/base/checked.hpp>

#include <algorithm>

namespace corridor::flow::kernel {

/// A minimum-cost flow problem in normal form: no lower bounds, supplies that add up to 0. A
/// capacity below 0 is no limit. Loops and parallel arcs are allowed. No cycle of unlimited arcs
/// has a negative cost.
struct CostView {
    std::uint32_t node_count = 0;
    std::span<const std::uint32_t> tail;
    std::span<const std::uint32_t> head;
    std::span<const std::int64_t> capacity;
    std::span<const std::int64_t> cost;
    std::span<const std::int64_t> supply;
    /// More than some optimal flow carries on any arc; larger capacities count as this.
    Amount most = 0;

    [[nodiscard]] NodeId nodes() const { return static_cast<NodeId>(node_count); }
    [[nodiscard]] ArcId arcs() const { return static_cast<ArcId>(tail.size()); }
    [[nodiscard]] NodeId tail_of(ArcId a) const {
        return static_cast<NodeId>(tail[static_cast<std::size_t>(a)]);
    }
    [[nodiscard]] NodeId head_of(ArcId a) const {
        return static_cast<NodeId>(head[static_cast<std::size_t>(a)]);
    }
    [[nodiscard]] Amount capacity_of(ArcId a) const {
        const Amount limit = capacity[static_cast<std::size_t>(a)];
        return limit < 0 || limit > most ? most : limit;
    }
    [[nodiscard]] Amount cost_of(ArcId a) const { return cost[static_cast<std::size_t>(a)]; }
    [[nodiscard]] Amount supply_of(NodeId v) const { return supply[static_cast<std::size_t>(v)]; }
};

/// What decides on a method and its number types.
struct CostFeatures {
    Amount largest_cost = 0;  // absolute
    Int128 longest_path = 0;  // at least what a path without a cycle costs, absolute
    Amount total_supply = 0;  // of the nodes that send
    NodeId sources = 0;
    NodeId sinks = 0;
    bool has_negative_cost = false;
    bool narrow_flow = false;   // 32 bits hold every capacity, larger ones cut to `most`
    bool narrow_cost = false;   // 32 bits hold every cost
    bool narrow_price = false;  // and every reduced cost on the way
    bool wide_price = false;    // potentials need more than 64 bits on the way
};

/// Fills in the features and `most`. O(n + m).
[[nodiscard]] CostFeatures measure(CostView& problem);

/// When to give up, and where the work done is counted.
struct CostLimits {
    std::uint64_t iterations = UINT64_MAX;
    bool (*stop)(const void* context) = nullptr;  // asked now and then
    const void* context = nullptr;
    std::uint64_t done = 0;

    /// Counts one iteration; true when no more are allowed.
    [[nodiscard]] bool reached() {
        return ++done > iterations || (stop != nullptr && (done & 255U) == 0 && stop(context));
    }
};

/// Where an answer goes: a flow for each arc, a potential for each node.
struct CostAnswer {
    std::span<std::int64_t> flow;
    std::span<std::int64_t> potential;
};

enum class CostStatus : std::uint8_t {
    optimal,
    infeasible,  // neither flow nor potentials
    stopped,     // potentials; a flow if `feasible`
    stopped_infeasible,
    out_of_memory,
};

}  // namespace corridor::flow::kernel
