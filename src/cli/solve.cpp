#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/flow_file.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/solve_min.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/io/compressed.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/report/solve.hpp>

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace corridor::cli {
namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Parsed<flow::ArcList> read_problem(const std::string& path) {
    const Parsed<std::string> text = io::read_compressed(path);
    if (!text.ok()) {
        return text.diagnostics();
    }
    Parsed<io::DimacsMax> parsed = io::parse_dimacs_max(path, *text);
    if (!parsed.ok()) {
        return parsed.diagnostics();
    }
    static_assert(io::DimacsMax::unlimited == flow::unlimited);
    io::DimacsMax file = std::move(parsed).value();
    return flow::ArcList{.node_count = file.node_count,
                         .source = file.source,
                         .sink = file.sink,
                         .tail = std::move(file.tail),
                         .head = std::move(file.head),
                         .capacity = std::move(file.capacity)};
}

/// What keeps a well-formed problem from being solved exactly, as faults of its file.
Diagnostics check_bounds(const std::string& path, const flow::ArcList& problem) {
    const Diagnostics found = flow::check(problem);
    Diagnostics faults;
    for (Diagnostic fault : found.kept()) {
        fault.place.file = path;
        if (fault.field == "capacities") {
            fault.advice = "write -1 for an arc that nothing limits";
        }
        faults.add(std::move(fault));
    }
    return faults;
}

std::vector<std::size_t> cut_of(const flow::ArcList& problem, const flow::ArcSolution& solution) {
    std::vector<std::size_t> cut;
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (solution.source_side[problem.tail[a]] != 0 &&
            solution.source_side[problem.head[a]] == 0) {
            cut.push_back(a);
        }
    }
    return cut;
}

int solve_max(const CommonArguments& common, const SolveArguments& arguments, Console& console) {
    const auto begin = std::chrono::steady_clock::now();
    const Parsed<flow::ArcList> problem = read_problem(arguments.file);
    const double read_seconds = seconds_since(begin);
    console.tell(problem.diagnostics());
    if (!problem.ok()) {
        return invalid_input;
    }
    const Diagnostics faults = check_bounds(arguments.file, *problem);
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    const auto solve_begin = std::chrono::steady_clock::now();
    const flow::ArcSolution solution = flow::solve(*problem);
    const double solve_seconds = seconds_since(solve_begin);
    const flow::Verdict verdict = flow::verify(*problem, solution);
    if (!verdict.holds()) {
        throw ContractViolation("an answer fails its certificate: " + verdict.violations.front());
    }

    const bool optimal = solution.outcome == flow::Outcome::optimal;
    const report::SolveReport report{
        .problem_name = arguments.file,
        .nodes = problem->node_count,
        .arcs = problem->arc_count(),
        .outcome = solution.outcome,
        .value = solution.value,
        .cut = optimal ? cut_of(*problem, solution) : std::vector<std::size_t>(),
        .certified = true,
        .read_seconds = read_seconds,
        .solve_seconds = solve_seconds};
    if (!arguments.flow_file.empty()) {
        if (optimal) {
            write_flow_file(arguments.flow_file, report::render_dimacs(*problem, solution));
            console.progress(fmt::format("wrote {}", arguments.flow_file));
        } else {
            console.say("corridor: the flow is unlimited, so --flow writes nothing");
        }
    }
    print(report, common.format, console);
    return answered;
}

}  // namespace

int solve(const CommonArguments& common, const SolveArguments& arguments, Console& console) {
    if (!arguments.flow_file.empty()) {
        const Diagnostics faults = check_flow_file(arguments.flow_file);
        if (!faults.ok()) {
            console.tell(faults);
            return usage;
        }
    }
    const Diagnostics no_file =
        check_input_file(arguments.file, "FILE", "a DIMACS file (.max or .min)");
    console.tell(no_file);
    if (!no_file.ok()) {
        return invalid_input;
    }
    return names_dimacs_min_file(arguments.file) ? solve_min(common, arguments, console)
                                                 : solve_max(common, arguments, console);
}

}  // namespace corridor::cli
