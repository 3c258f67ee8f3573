#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// A maximum-flow problem as a DIMACS file states it: arc a runs from tail[a] to head[a], in file
/// order. Nodes count from 0 here and from 1 in the file. Parallel arcs and loops are kept.
struct DimacsMax {
    /// Capacity of an arc that nothing limits: -1, in the file as well.
    static constexpr std::int64_t unlimited = -1;

    std::uint32_t node_count = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::vector<std::uint32_t> tail{};
    std::vector<std::uint32_t> head{};
    std::vector<std::int64_t> capacity{};

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
};

/// Reads the DIMACS maximum-flow format: `c` comments, one `p max NODES ARCS`, `n ID s`, `n ID t`,
/// and `a TAIL HEAD CAPACITY` for each arc. Blank lines and Windows line ends are accepted. At most
/// Network::largest_node_count nodes and Network::largest_link_count arcs.
/// Returns      the problem, or everything that is wrong with it; `file` is its name in messages
/// Complexity   O(bytes)
/// Source       Johnson & McGeoch (1993), Network Flows and Matching: First DIMACS Implementation
///              Challenge; parallel arcs and loops, which it forbids, are common and accepted
[[nodiscard]] Parsed<DimacsMax> parse_dimacs_max(std::string_view file, std::string_view text);

/// The problem in the same format, one line for each arc.
[[nodiscard]] std::string render_dimacs_max(const DimacsMax& problem);

/// A minimum-cost flow problem as a DIMACS file states it: arc a runs from tail[a] to head[a], in
/// file order, carries lower[a] ≤ x ≤ capacity[a] and costs cost[a] a unit; node u sends supply[u]
/// more than it receives. Nodes count from 0 here and from 1 in the file.
struct DimacsMin {
    /// Capacity of an arc that nothing limits: -1, in the file as well.
    static constexpr std::int64_t unlimited = -1;
    /// Largest supply, bound and capacity, and largest cost of one unit, in absolute value: the
    /// limits of an exact solution.
    static constexpr std::int64_t largest_amount = std::int64_t{1} << 38;
    static constexpr std::int64_t largest_cost = std::int64_t{1} << 40;

    std::uint32_t node_count = 0;
    std::vector<std::int64_t> supply{};
    std::vector<std::uint32_t> tail{};
    std::vector<std::uint32_t> head{};
    std::vector<std::int64_t> lower{};  ///< empty: 0 everywhere
    std::vector<std::int64_t> capacity{};
    std::vector<std::int64_t> cost{};

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
};

/// Reads the DIMACS minimum-cost format: `c` comments, one `p min NODES ARCS`, `n ID SUPPLY` for
/// nodes whose supply is not 0 (negative: a demand), and `a TAIL HEAD LOWER CAPACITY COST` for each
/// arc. Blank lines and Windows line ends are accepted. At most Network::largest_node_count nodes
/// and Network::largest_link_count arcs.
/// Returns      the problem, whose supplies add up to 0, or everything that is wrong with it;
///              `file` is its name in messages
/// Complexity   O(bytes)
/// Source       Johnson & McGeoch (1993), as for parse_dimacs_max
[[nodiscard]] Parsed<DimacsMin> parse_dimacs_min(std::string_view file, std::string_view text);

/// The problem in the same format, one line for each arc.
[[nodiscard]] std::string render_dimacs_min(const DimacsMin& problem);

/// A network in a DIMACS file, with the places its `n` lines name.
struct DimacsNetwork {
    Network network{};
    std::string source{};
    std::string sink{};
};

/// The same file as a network: node ids are the file's numbers, link ids `a1` … `aM` in file order,
/// every link one-way, capacities in t/yr (at most TonnesPerYear::largest).
[[nodiscard]] Parsed<DimacsNetwork> parse_dimacs_network(std::string_view file,
                                                         std::string_view text);

}  // namespace corridor::io
