#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

// Plain C++17, because LEMON 1.3.1 does not compile as C++20.
namespace corridor::bench {

/// A minimum-cost problem as plain arrays that somebody else owns: no lower bounds, every capacity
/// finite, costs of at least 0, supplies that add up to 0.
struct CostArcs {
    std::uint32_t node_count = 0;
    std::size_t count = 0;
    const std::uint32_t* tail = nullptr;
    const std::uint32_t* head = nullptr;
    const std::int64_t* capacity = nullptr;
    const std::int64_t* cost = nullptr;
    const std::int64_t* supply = nullptr;  // one a node
};

/// The cost of a cheapest flow, and the flow; `is_feasible` is false where there is none.
struct CheapestFlow {
    std::int64_t cost = 0;
    std::vector<std::int64_t> flow;
    bool is_feasible = true;
};

/// What became of one arc.
struct ArcChange {
    std::size_t arc;
    std::int64_t capacity;
    std::int64_t cost;
};

/// A problem that stands, to be solved again after changes.
class StandingCost {
  public:
    StandingCost() = default;
    StandingCost(const StandingCost&) = delete;
    StandingCost& operator=(const StandingCost&) = delete;
    StandingCost(StandingCost&&) = delete;
    StandingCost& operator=(StandingCost&&) = delete;
    virtual ~StandingCost() = default;

    virtual void change(const ArcChange& change) = 0;
    /// The least cost, −1 where there is no flow.
    virtual std::int64_t solve() = 0;
};

}  // namespace corridor::bench
