#pragma once

#include "flow/arc_meaning.hpp"

#include <corridor/flow/min_cost.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::flow {

/// What one tonne costs on each link, at each node and at a change of carrier, on one scale.
struct CostWeights {
    std::vector<std::int64_t> link;
    std::vector<std::int64_t> passage;
    std::int64_t transfer = 0;
};

/// Requires that check(model, query) finds nothing.
[[nodiscard]] CostWeights cost_weights(const CostModel& model, const MinCostQuery& query);

/// Where an end of a link attaches, and what is paid there.
struct Attachment {
    std::uint32_t node = 0;
    std::int64_t cost = 0;
};

/// How the carriers of nodes with a throughput limit are told apart, and a capacity that is not the
/// network's.
struct LoweringChoice {
    /// A side for each node, to and from which handling is free where the sides share a limit.
    std::vector<std::uint32_t> home;
    /// Nodes whose throughput limit is left out, by node.
    std::vector<bool> relaxed;
    std::optional<Element> changed{};
    std::int64_t changed_capacity = 0;
};

/// A question about cost as a problem on arcs. Where a node has no throughput limit, its sides are
/// joined through a hub, and handling is paid for exactly. Where it has one, all that passes shares
/// an arc that does not know its carrier: handling is then paid by what arrives on or leaves from
/// another side than the node's home, which is too much for what passes between other sides.
struct CostLowered {
    MinCostProblem problem;
    std::vector<ArcMeaning> meaning;
    std::vector<Attachment> arrival;    ///< by side
    std::vector<Attachment> departure;  ///< by side
    std::vector<std::uint32_t> start;   ///< by origin
    std::vector<std::uint32_t> end;     ///< by destination
    /// By node: what its endpoints take of its throughput for certain, which is set aside.
    std::vector<std::int64_t> reserved;
};

[[nodiscard]] CostLowered lower(const CostModel& model, const MinCostQuery& query,
                                const CostWeights& weights, const LoweringChoice& choice);

/// Nodes at which several sides share a throughput limit that applies, by node.
[[nodiscard]] std::vector<bool> shared_by_sides(const CostModel& model, const MinCostQuery& query);

/// Whether all origins, or all destinations, together may take no more than the amount, so that
/// each takes its limit; a single one takes all.
[[nodiscard]] bool all_taken(const std::vector<Endpoint>& endpoints, TonnesPerYear amount);

}  // namespace corridor::flow
