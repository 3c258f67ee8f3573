#include "cold_max_flow/competitors.hpp"

#include <corridor/flow/arc_list.hpp>

#include <utility>

namespace corridor::bench::cold {

Cut corridor_with_flow(const flow::ArcList& problem) {
    flow::ArcSolution solution = flow::solve(problem);
    return {solution.value, std::move(solution.source_side)};
}

}  // namespace corridor::bench::cold
