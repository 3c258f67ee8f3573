#include "flow/kernel/min_cost_solver.hpp"

#include "flow/min_cost_engines.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/arc_list.hpp>

#include <new>
#include <optional>

namespace corridor::flow {
namespace {

using Clock = std::chrono::steady_clock;
using Supplies = MinCostProblem::Supplies;

/// When to stop, asked by the kernel.
struct Deadline {
    std::optional<Clock::time_point> end;
    std::stop_token stop;

    static bool passed(const void* context) {
        const auto& deadline = *static_cast<const Deadline*>(context);
        return deadline.stop.stop_requested() || (deadline.end && Clock::now() >= *deadline.end);
    }
};

class Solve {
  public:
    Solve(const MinCostProblem& problem, const MinCostOptions& options)
        : problem_(problem), options_(options) {}

    MinCostSolution run() {
        solution_.cycle = unlimited_negative_cycle(problem_);
        if (!solution_.cycle.empty()) {
            return without_limit();
        }
        if (options_.method == MinCostMethod::cost_scaling) {
            Feasibility feasibility = find_feasible(problem_);
            if (!feasibility.cut.empty()) {
                return infeasible(std::move(feasibility));
            }
        }
        view_input();
        const kernel::CostFeatures features = kernel::measure(view_);
        solution_.flow.resize(view_.tail.size());
        solution_.potential.resize(view_.node_count);
        switch (run_kernel(features)) {
            case kernel::CostStatus::optimal:
                finish(problem_, solution_);
                return std::move(solution_);
            case kernel::CostStatus::infeasible:
                return infeasible(find_feasible(problem_));
            case kernel::CostStatus::stopped:
                return stopped(true);
            case kernel::CostStatus::stopped_infeasible:
                return stopped(false);
            case kernel::CostStatus::out_of_memory:
                break;
        }
        throw std::bad_alloc();
    }

  private:
    void view_input() {
        view_ = {problem_.node_count, problem_.tail, problem_.head,
                 problem_.capacity,   problem_.cost, problem_.supply};
        if (!problem_.lower.empty() || problem_.supplies != Supplies::exact) {
            form_ = balanced(problem_);
            view_ = {form_.node_count, form_.tail, form_.head,
                     form_.capacity,   form_.cost, form_.supply};
        }
    }

    kernel::CostStatus run_kernel(const kernel::CostFeatures& features) {
        Deadline deadline;
        deadline.stop = options_.stop;
        if (options_.time.count() > 0) {
            deadline.end = Clock::now() + options_.time;
        }
        kernel::CostLimits limits;
        if (options_.iterations > 0) {
            limits.iterations = options_.iterations;
        }
        if (deadline.end || deadline.stop.stop_possible()) {
            limits.stop = &Deadline::passed;
            limits.context = &deadline;
        }
        kernel::CostAnswer answer = {solution_.flow, solution_.potential};
        kernel::Workspace workspace;
        return kernel::solve(view_, features, method(features), workspace, limits, answer);
    }

    [[nodiscard]] kernel::CostMethod method(const kernel::CostFeatures& features) const {
        switch (options_.method) {
            case MinCostMethod::network_simplex:
                return kernel::CostMethod::network_simplex;
            case MinCostMethod::cost_scaling:
                return kernel::CostMethod::cost_scaling;
            case MinCostMethod::augmenting_paths:
                return kernel::CostMethod::augmenting_paths;
            case MinCostMethod::automatic:
                break;
        }
        return kernel::choose_method(view_, features);
    }

    MinCostSolution without_limit() {
        Feasibility feasibility = find_feasible(problem_);
        if (!feasibility.cut.empty()) {
            return infeasible(std::move(feasibility));
        }
        solution_.outcome = MinCostOutcome::unbounded;
        return std::move(solution_);
    }

    static MinCostSolution infeasible(Feasibility feasibility) {
        MinCostSolution solution;
        solution.outcome = MinCostOutcome::infeasible;
        solution.cut = std::move(feasibility.cut);
        solution.shortfall = feasibility.shortfall;
        return solution;
    }

    MinCostSolution stopped(bool has_flow) {
        if (!has_flow) {
            Feasibility feasibility = find_feasible(problem_);
            if (!feasibility.cut.empty()) {
                return infeasible(std::move(feasibility));
            }
            solution_.flow = std::move(feasibility.flow);
        }
        solution_.outcome = MinCostOutcome::limit_reached;
        const auto found = bound();
        finish_flow(problem_, solution_);
        finish_potentials(problem_, solution_);
        if (found) {
            solution_.bound = *found;
            solution_.has_bound = true;
        }
        return std::move(solution_);
    }

    /// What the potentials prove, or no potentials at all where that is more.
    std::optional<Int128> bound() {
        const auto proved = dual_value(solution_.potential);
        std::vector<std::int64_t> zero(solution_.potential.size(), 0);
        const auto at_least = dual_value(zero);
        if (!proved || (at_least && *at_least > *proved)) {
            solution_.potential = std::move(zero);
            return at_least;
        }
        return proved;
    }

    /// Σ over arcs of what the reduced cost makes of the capacity, less Σ potential × supply.
    [[nodiscard]] std::optional<Int128> dual_value(const std::vector<std::int64_t>& potential) {
        Int128 sum = 0;
        for (std::size_t a = 0; a < problem_.lower.size(); ++a) {
            sum += Int128{problem_.lower[a]} * problem_.cost[a];
        }
        for (std::size_t v = 0; v < potential.size(); ++v) {
            const auto more = checked_subtract(sum, Int128{potential[v]} * view_.supply[v]);
            if (!more) {
                return std::nullopt;
            }
            sum = *more;
        }
        for (kernel::ArcId a = 0; a < view_.arcs(); ++a) {
            const Int128 reduced = Int128{view_.cost_of(a)} +
                                   potential[static_cast<std::size_t>(view_.tail_of(a))] -
                                   potential[static_cast<std::size_t>(view_.head_of(a))];
            if (reduced < 0) {
                const auto part = checked_multiply(reduced, Int128{view_.capacity_of(a)});
                const auto more = part ? checked_add(sum, *part) : std::nullopt;
                if (!more) {
                    return std::nullopt;
                }
                sum = *more;
            }
        }
        return sum;
    }

    const MinCostProblem& problem_;
    const MinCostOptions& options_;
    BalancedProblem form_;
    kernel::CostView view_;
    MinCostSolution solution_;
};

}  // namespace

void finish_flow(const MinCostProblem& problem, MinCostSolution& solution) {
    solution.flow.resize(problem.arc_count());
    for (std::size_t a = 0; a < problem.lower.size(); ++a) {
        solution.flow[a] += problem.lower[a];
    }
    solution.cost = total_cost(problem, solution.flow);
}

void finish_potentials(const MinCostProblem& problem, MinCostSolution& solution) {
    if (problem.supplies != Supplies::exact) {
        const std::int64_t base = solution.potential.back();
        solution.potential.pop_back();
        for (std::int64_t& potential : solution.potential) {
            potential -= base;
        }
    }
}

void finish(const MinCostProblem& problem, MinCostSolution& solution) {
    solution.outcome = MinCostOutcome::optimal;
    finish_flow(problem, solution);
    finish_potentials(problem, solution);
    solution.bound = solution.cost;
    solution.has_bound = true;
}

MinCostSolution solve(const MinCostProblem& problem, const MinCostOptions& options) {
    const Diagnostics faults = check(problem);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return Solve(problem, options).run();
}

}  // namespace corridor::flow
