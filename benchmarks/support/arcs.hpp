#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Plain C++17, because LEMON 1.3.1 does not compile as C++20.
namespace corridor::bench {

/// A maximum-flow problem as plain arrays that somebody else owns; every capacity is finite.
struct Arcs {
    std::uint32_t node_count = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::size_t count = 0;
    const std::uint32_t* tail = nullptr;
    const std::uint32_t* head = nullptr;
    const std::int64_t* capacity = nullptr;
};

/// The value of a maximum flow and the source side of a minimum cut.
struct Cut {
    std::int64_t value = 0;
    std::vector<unsigned char> source_side;
};

/// A graph that stands, to be solved again with other capacities.
class Standing {
  public:
    Standing() = default;
    Standing(const Standing&) = delete;
    Standing& operator=(const Standing&) = delete;
    Standing(Standing&&) = delete;
    Standing& operator=(Standing&&) = delete;
    virtual ~Standing() = default;

    /// The value with these capacities, one for each arc.
    virtual std::int64_t solve(const std::int64_t* capacity) = 0;
};

}  // namespace corridor::bench
