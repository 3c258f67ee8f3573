#include "flow/engines.hpp"
#include "flow/kernel/cold_solver.hpp"

#include <corridor/base/contract.hpp>

#include <new>

namespace corridor::flow {

ArcSolution solve_with_kernel(const ArcList& problem) {
    ArcSolution solution;
    solution.source_side.assign(problem.node_count, 0);
    solution.flow.assign(problem.arc_count(), 0);
    kernel::Workspace workspace;
    kernel::Answer answer;
    answer.source_side = solution.source_side;
    answer.flow = solution.flow;
    const kernel::ArcView view = {problem.node_count, problem.source, problem.sink,
                                  problem.tail,       problem.head,   problem.capacity};
    switch (kernel::solve(view, workspace, answer)) {
        case kernel::Status::optimal:
            solution.value = answer.value;
            return solution;
        case kernel::Status::unbounded:
            solution.outcome = Outcome::unbounded;
            solution.flow.clear();
            return solution;
        case kernel::Status::out_of_memory:
            throw std::bad_alloc();
        case kernel::Status::too_large:
            break;
    }
    throw ContractViolation("capacities of a checked problem add up to less than 2^62");
}

}  // namespace corridor::flow
