#include "cli/solve_min.hpp"

#include "cli/exit_codes.hpp"
#include "cli/flow_file.hpp"
#include "cli/min_cost_file.hpp"
#include "cli/print.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/min_cost_problem.hpp>
#include <corridor/report/solve.hpp>

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace corridor::cli {
namespace {

using flow::MinCostOutcome;

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Names the nodes and arcs of the cut, and adds up what must and what can leave it.
void tell_cut(const flow::MinCostProblem& problem, const flow::MinCostSolution& solution,
              report::MinSolveReport& report) {
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        if (solution.cut[v] != 0) {
            report.cut_nodes.push_back(v);
        }
    }
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (solution.cut[problem.tail[a]] != 0 && solution.cut[problem.head[a]] == 0) {
            report.cut_arcs.push_back(a);
            report.capacity += problem.capacity[a];
        }
    }
    report.shortfall = solution.shortfall;
    report.demand = report.capacity + solution.shortfall;
}

report::MinSolveReport report_on(const flow::MinCostProblem& problem,
                                 const flow::MinCostSolution& solution) {
    report::MinSolveReport report;
    report.nodes = problem.node_count;
    report.arcs = problem.arc_count();
    report.outcome = solution.outcome;
    const bool feasible = solution.outcome == MinCostOutcome::optimal ||
                          (solution.outcome == MinCostOutcome::limit_reached &&
                           solution.flow.size() == problem.arc_count());
    report.has_flow = feasible;
    report.cost = solution.cost;
    report.has_bound = solution.outcome == MinCostOutcome::optimal ||
                       (solution.outcome == MinCostOutcome::limit_reached && solution.has_bound);
    report.bound = solution.bound;
    if (solution.outcome == MinCostOutcome::infeasible) {
        tell_cut(problem, solution, report);
    }
    for (const std::uint32_t arc : solution.cycle) {
        report.cycle.push_back(arc);
        report.cycle_cost += problem.cost[arc];
    }
    return report;
}

int exit_code(const flow::MinCostSolution& solution) {
    switch (solution.outcome) {
        case MinCostOutcome::infeasible:
            return infeasible;
        case MinCostOutcome::limit_reached:
            return limit_reached;
        case MinCostOutcome::optimal:
        case MinCostOutcome::unbounded:
            break;
    }
    return answered;
}

}  // namespace

int solve_min(const CommonArguments& common, const SolveArguments& arguments, Console& console) {
    const auto begin = std::chrono::steady_clock::now();
    const Parsed<flow::MinCostProblem> problem = read_min_cost_file(arguments.file);
    const double read_seconds = seconds_since(begin);
    console.tell(problem.diagnostics());
    if (!problem.ok()) {
        return invalid_input;
    }
    const auto solve_begin = std::chrono::steady_clock::now();
    const flow::MinCostSolution solution = flow::solve(*problem, arguments.options);
    const double solve_seconds = seconds_since(solve_begin);
    const flow::Verdict verdict = flow::verify(*problem, solution);
    if (!verdict.holds()) {
        throw ContractViolation("an answer fails its certificate: " + verdict.violations.front());
    }

    report::MinSolveReport report = report_on(*problem, solution);
    report.problem_name = arguments.file;
    report.certified = true;
    report.read_seconds = read_seconds;
    report.solve_seconds = solve_seconds;
    if (!arguments.flow_file.empty()) {
        if (report.has_flow) {
            write_flow_file(arguments.flow_file, report::render_dimacs(*problem, solution));
            console.progress(fmt::format("wrote {}", arguments.flow_file));
        } else {
            console.say("corridor: there is no flow, so --flow writes nothing");
        }
    }
    print(report, common.format, console);
    return exit_code(solution);
}

}  // namespace corridor::cli
