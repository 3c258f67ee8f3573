#pragma once

#include "support/cost_arcs.hpp"

#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace corridor::bench {

/// A minimum-cost problem whose optimum is known.
struct CostInstance {
    std::string name;
    flow::MinCostProblem problem;
    std::int64_t optimum = 0;

    [[nodiscard]] CostArcs arcs() const;
};

/// Corridors of 1e3 to `most` nodes with a cost on every arc and six tenths of what they can carry
/// to be sent; each optimum is proved by potentials.
[[nodiscard]] std::vector<CostInstance> made_cost_corridors(std::uint32_t most);

/// The minimum-cost instances of MANIFEST.csv of at most so many nodes.
[[nodiscard]] std::vector<CostInstance> shared_cost_instances(std::uint32_t most);

/// What is wrong with an answer; empty when the flow keeps to all bounds, meets all supplies and
/// costs the optimum.
[[nodiscard]] std::string fault_of(const CostInstance& instance, const CheapestFlow& answer);

}  // namespace corridor::bench
