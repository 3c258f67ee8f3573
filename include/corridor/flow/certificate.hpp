#pragma once

#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/max_flow.hpp>

#include <string>
#include <vector>

namespace corridor::flow {

/// What a check of an answer found. An answer holds when nothing is violated.
struct Verdict {
    std::vector<std::string> violations;

    [[nodiscard]] bool holds() const { return violations.empty(); }
};

/// Proves or refutes an answer to a maximum-flow problem without solving it: bounds, conservation,
/// and a cut of equal capacity (value alone: the cut, when no flow is given, bounds it from above
/// only, and the verdict says so). Shares no code with any solver. O(n + m).
[[nodiscard]] Verdict verify(const ArcList& problem, const ArcSolution& solution);

/// The same for a flow on a network, straight from the network's own words: no link beyond its
/// capacity, closed or forbidden to the commodity; every node balanced and within its throughput
/// and its container terminal; the members of the cut separate origins from destinations and their
/// capacities add up to the value. O(n + m).
[[nodiscard]] Verdict verify(const Network& network, const FlowQuery& query, const MaxFlow& answer);

}  // namespace corridor::flow
