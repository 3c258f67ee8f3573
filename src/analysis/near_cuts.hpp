#pragma once

#include "analysis/cut_problem.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor::analysis {

/// Cuts of a bounded problem that hold more than its value and at most `beyond` more.
struct NearCuts {
    /// The limits of each by position, those of 0 t/yr left out, the smallest cut first.
    std::vector<std::vector<std::uint32_t>> cuts;
    bool complete = true;
};

/// Requires     a maximum flow of the problem. See minimum_cuts() for method and cost.
[[nodiscard]] NearCuts near_cuts(const CutProblem& problem, const flow::ArcSolution& solution,
                                 std::int64_t beyond, std::size_t list_up_to,
                                 std::size_t search_up_to);

}  // namespace corridor::analysis
