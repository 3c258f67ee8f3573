#include "flow/engines.hpp"
#include "flow/kernel/cold_solver.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/solver.hpp>

#include <new>

namespace corridor::flow {
namespace {

ArcSolution solve_with_kernel(const ArcList& problem, bool with_flow,
                              kernel::Workspace& workspace) {
    ArcSolution solution;
    solution.source_side.assign(problem.node_count, 0);
    solution.flow.assign(with_flow ? problem.arc_count() : 0, 0);
    kernel::Answer answer;
    answer.source_side = solution.source_side;
    answer.flow = solution.flow;
    const kernel::ArcView view = {problem.node_count, problem.source, problem.sink,
                                  problem.tail,       problem.head,   problem.capacity};
    workspace.renew();
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

}  // namespace

struct Solver::Memory {
    kernel::Workspace workspace;
};

Solver::Solver() : memory_(std::make_unique<Memory>()) {}
Solver::~Solver() = default;
Solver::Solver(Solver&& other) noexcept = default;
Solver& Solver::operator=(Solver&& other) noexcept = default;

ArcSolution Solver::solve(const ArcList& problem, const SolveOptions& options) {
    const Diagnostics faults = check(problem);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    if (options.engine != Engine::boost) {
        return solve_with_kernel(problem, options.with_flow, memory_->workspace);
    }
    if (auto unbounded = find_unbounded(problem)) {
        return *unbounded;
    }
    ArcSolution solution = solve_with_boost(problem);
    if (!options.with_flow) {
        solution.flow.clear();
    }
    return solution;
}

ArcSolution solve(const ArcList& problem, Engine engine) {
    return Solver().solve(problem, {.engine = engine});
}

}  // namespace corridor::flow
