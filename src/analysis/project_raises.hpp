#pragma once

#include "analysis/cut_problem.hpp"

#include <corridor/analysis/project_lift.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace corridor::analysis {

/// A limit that a project raises, and to what.
struct Raise {
    std::uint32_t limit;
    std::int64_t capacity;
};

/// A query together with what projects could change about it. Planned links that a project may open
/// are limits of the problem that are closed.
struct ProjectProblem {
    CutProblem base;
    std::vector<std::vector<Raise>> raises;  ///< by project

    /// Applies what some projects raise, by position.
    [[nodiscard]] CutProblem with(const std::vector<std::uint32_t>& chosen) const;
};

/// Requires     check(network, query) finds nothing; otherwise ContractViolation.
[[nodiscard]] ProjectProblem pose(const Network& network, const FlowQuery& query,
                                  std::span<const Project> projects);

/// cheapest_lift() on a problem whose maximum flow is known, opposite flows cancelled or not.
[[nodiscard]] ProjectChoice cheapest_lift(const ProjectProblem& problem,
                                          const std::vector<std::int64_t>& flow, std::int64_t value,
                                          std::span<const Project> projects,
                                          std::size_t search_up_to);

}  // namespace corridor::analysis
