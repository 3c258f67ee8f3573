#pragma once

#include <corridor/flow/multicommodity.hpp>

namespace corridor::bench {

/// Each answers the whole problem from its arrays: total cost, or 1/λ.
double corridor_answer(const flow::MulticommodityProblem& problem,
                       flow::AllocationObjective objective);

enum class ClpMethod { dual, primal, barrier };

/// CLP with its own presolve and tolerances, over the flow of each origin on each arc.
double clp_answer(const flow::MulticommodityProblem& problem, flow::AllocationObjective objective,
                  ClpMethod method);

}  // namespace corridor::bench
