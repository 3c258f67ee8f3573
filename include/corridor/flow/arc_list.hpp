#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor::flow {

/// Capacity of an arc that nothing limits.
inline constexpr std::int64_t unlimited = -1;

/// Largest sum of all finite capacities: below it no intermediate of a solver can overflow.
inline constexpr std::int64_t largest_capacity_sum = std::int64_t{1} << 62;

/// A maximum-flow problem on a directed multigraph. Arc a runs from tail[a] to head[a] and carries
/// 0 ≤ x(a) ≤ capacity[a]. Parallel arcs, loops, zero capacities, arcs into the source and arcs out
/// of the sink are all allowed.
struct ArcList {
    std::uint32_t node_count = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> capacity;

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
    void add(std::uint32_t from, std::uint32_t to, std::int64_t limit) {
        tail.push_back(from);
        head.push_back(to);
        capacity.push_back(limit);
    }
};

/// What stands in the way of solving: arrays of unequal length, end points that are no nodes,
/// source equal to sink, negative capacities other than `unlimited`, a sum of capacities of
/// `largest_capacity_sum` or more, too many nodes (2^22) or arcs (2^24). Nothing when all is well.
[[nodiscard]] Diagnostics check(const ArcList& problem);

enum class Outcome : std::uint8_t {
    optimal,
    unbounded,  ///< a path of unlimited arcs joins source and sink
};

/// The answer to a maximum-flow problem, with its own proof.
struct ArcSolution {
    Outcome outcome = Outcome::optimal;
    std::int64_t value = 0;
    /// Flow on each arc; empty when only the value and the cut were asked for, or unbounded.
    std::vector<std::int64_t> flow;
    /// 1 for the nodes on the source side of the minimum cut nearest to the source: those that the
    /// source still reaches in the residual graph. When unbounded: the nodes that the source
    /// reaches over unlimited arcs.
    std::vector<std::uint8_t> source_side;
};

/// Which method solves. All give the same values and the same cut.
enum class Engine : std::uint8_t {
    automatic,  ///< by the shape of the network: see docs/model/maximum-flow.md
    general,    ///< the library's own: reductions, then highest-label pseudoflow
    frontier,   ///< dynamic programming over cut states: sweeps and the flow without each link
                ///< on narrow networks; a single problem is solved by `general`
    boost,      ///< Boost.Graph's push-relabel: slow, and the cross-check of all others
};

/// Maximum flow and minimum cut of a checked problem.
/// Model        maximise v subject to out(u) − in(u) = v at the source, −v at the sink, else 0
/// Requires     check(problem) finds nothing; otherwise ContractViolation
/// Certificate  verify(problem, solution) in flow/certificate.hpp
/// Complexity   O(n²√m) time at worst, O(n + m) memory
/// Determinism  the cut nearest to the source is unique; the flow depends on arc order only
/// Source       Hochbaum (2008), The pseudoflow algorithm; Goldberg & Tarjan (1988), A new approach
///              to the maximum-flow problem
[[nodiscard]] ArcSolution solve(const ArcList& problem, Engine engine = Engine::automatic);

}  // namespace corridor::flow
