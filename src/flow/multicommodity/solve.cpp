#include "flow/multicommodity/answer_values.hpp"
#include "flow/multicommodity/column_generation.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/multicommodity.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor::flow {

double MulticommoditySolution::relative_gap() const {
    return outcome == AllocationOutcome::unbounded
               ? 0.0
               : std::max(0.0, upper_bound - lower_bound) /
                     std::max({1e-300, 1e-6 * magnitude, std::abs(value)});
}

class StandingMulticommodity::State {
  public:
    State(MulticommodityProblem stated, AllocationObjective chosen)
        : problem(std::move(stated)), objective(chosen), engine(problem, objective) {}

    MulticommodityProblem problem;
    AllocationObjective objective;
    multicommodity::ColumnGeneration engine;
};

namespace {

MulticommodityProblem checked(MulticommodityProblem problem) {
    const Diagnostics faults = check(problem);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return problem;
}

}  // namespace

StandingMulticommodity::StandingMulticommodity(MulticommodityProblem problem,
                                               AllocationObjective objective)
    : state_(std::make_unique<State>(checked(std::move(problem)), objective)) {}
StandingMulticommodity::StandingMulticommodity(StandingMulticommodity&&) noexcept = default;
StandingMulticommodity& StandingMulticommodity::operator=(StandingMulticommodity&&) noexcept =
    default;
StandingMulticommodity::~StandingMulticommodity() = default;

void StandingMulticommodity::set_amount(std::uint32_t demand, double amount) {
    expects(demand < state_->problem.demands.size() && amount >= 0.0 &&
                amount <= multicommodity::largest_amount,
            "a demand of the problem and a finite amount");
    double& present = state_->problem.demands[demand].amount;
    if ((present == 0.0) != (amount == 0.0)) {
        state_->engine.forget_what_is_open();
    }
    present = amount;
}

void StandingMulticommodity::set_limit(std::uint32_t limit, double amount) {
    expects(limit < state_->problem.limits.size() && amount >= 0.0 &&
                amount <= multicommodity::largest_amount,
            "a limit of the problem and a finite amount");
    double& present = state_->problem.limits[limit];
    if ((present == 0.0) != (amount == 0.0)) {
        state_->engine.forget_what_is_open();
    }
    present = amount;
}

const MulticommodityProblem& StandingMulticommodity::problem() const {
    return state_->problem;
}

MulticommoditySolution StandingMulticommodity::solve(const MulticommodityOptions& options) {
    const bool needs_arcs =
        state_->objective == AllocationObjective::concurrent && !state_->problem.equipment.empty();
    return needs_arcs ? solve_over_arcs(state_->problem, state_->objective, options)
                      : state_->engine.solve(options);
}

MulticommoditySolution solve(const MulticommodityProblem& problem, AllocationObjective objective,
                             const MulticommodityOptions& options) {
    return StandingMulticommodity(problem, objective).solve(options);
}

}  // namespace corridor::flow
