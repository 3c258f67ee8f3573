#include "multicommodity/competitors.hpp"

#include <stdexcept>

namespace corridor::bench {

double corridor_answer(const flow::MulticommodityProblem& problem,
                       flow::AllocationObjective objective) {
    const flow::MulticommoditySolution answer = flow::solve(problem, objective);
    if (answer.outcome != flow::AllocationOutcome::optimal) {
        throw std::runtime_error("not optimal");
    }
    return objective == flow::AllocationObjective::concurrent ? 1.0 / answer.value : answer.value;
}

}  // namespace corridor::bench
