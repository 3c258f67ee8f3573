#include "min_cost/competitors.hpp"

#include <corridor/flow/min_cost_problem.hpp>

#include <utility>

namespace corridor::bench::min_cost {

CheapestFlow corridor(const flow::MinCostProblem& problem) {
    flow::MinCostSolution solution = flow::solve(problem);
    return {static_cast<std::int64_t>(solution.cost), std::move(solution.flow),
            solution.outcome == flow::MinCostOutcome::optimal};
}

}  // namespace corridor::bench::min_cost
