#include "cli/allocate_network.hpp"
#include "cli/allocate_scenario.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"

#include <corridor/flow/multicommodity_certificate.hpp>
#include <corridor/io/allocation_file.hpp>
#include <corridor/io/compressed.hpp>
#include <corridor/report/allocation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace corridor::cli {
namespace {

using flow::AllocationObjective;
using Kind = io::AllocationFile::Kind;

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

bool names_mcnf_file(std::string_view name) {
    return name.ends_with(".mcnf") || name.ends_with(".mcnf.gz") || name.ends_with(".mcnf.xz");
}

Parsed<io::AllocationFile> read_problem(const std::string& path) {
    const Parsed<std::string> text = io::read_compressed(path);
    if (!text.ok()) {
        return text.diagnostics();
    }
    return names_mcnf_file(path) ? io::parse_mcnf(path, *text) : io::parse_sndlib(path, *text);
}

AllocationObjective objective_of(const AllocateArguments& arguments,
                                 const io::AllocationFile& file) {
    if (arguments.objective) {
        return *arguments.objective;
    }
    return file.kind == Kind::least_cost ? AllocationObjective::least_cost
                                         : AllocationObjective::concurrent;
}

/// The fault that nothing says what an unserved unit costs; nothing where something does.
Diagnostics check_price(const AllocateArguments& arguments, const io::AllocationFile& file,
                        AllocationObjective objective) {
    Diagnostics faults;
    if (objective == AllocationObjective::least_cost && !arguments.unserved_cost &&
        !file.unserved_cost) {
        faults.add({Severity::error, Place{}, "--unserved-cost",
                    "what one unit that is not served costs", "nothing",
                    "the file does not say it"});
    }
    return faults;
}

/// Origins with demands, in the order of their nodes, each a group of the fair allocation.
std::vector<std::uint32_t> origins_of(const io::AllocationFile& file) {
    std::vector<std::uint32_t> origins;
    for (const auto& demand : file.demands) {
        origins.push_back(demand.origin);
    }
    std::sort(origins.begin(), origins.end());
    origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
    return origins;
}

flow::MulticommodityProblem lowered(const io::AllocationFile& file, double unserved_cost) {
    const std::vector<std::uint32_t> origins = origins_of(file);
    flow::MulticommodityProblem problem;
    problem.node_count = static_cast<std::uint32_t>(file.nodes.size());
    problem.commodities.resize(1);
    for (const auto& link : file.links) {
        problem.add_limit(link.capacity);
    }
    for (const auto& arc : file.arcs) {
        const std::uint32_t added = problem.add_arc(arc.tail, arc.head);
        problem.arc_uses.push_back({.limit = arc.link, .arc = added});
        problem.commodities.front().cost.push_back(arc.cost);
    }
    for (const auto& demand : file.demands) {
        problem.demands.push_back(
            {.origin = demand.origin,
             .destination = demand.destination,
             .amount = demand.amount,
             .unserved_cost = unserved_cost,
             .group = static_cast<std::uint32_t>(
                 std::lower_bound(origins.begin(), origins.end(), demand.origin) -
                 origins.begin())});
    }
    return problem;
}

report::AllocationReport report_of(const AllocateArguments& arguments,
                                   const io::AllocationFile& file) {
    report::AllocationReport report{
        .problem_name = arguments.file, .nodes = file.nodes.size(), .arcs = file.arcs.size()};
    for (const auto& demand : file.demands) {
        report.commodities.push_back(
            {demand.id, file.nodes[demand.origin], file.nodes[demand.destination], demand.amount});
    }
    for (const auto& link : file.links) {
        report.links.push_back({link.id, link.capacity});
    }
    return report;
}

}  // namespace

int allocate(const CommonArguments& common, const AllocateArguments& arguments, Console& console) {
    if (names_scenario(arguments.file)) {
        return allocate_scenario(common, arguments, console);
    }
    if (arguments.on_network()) {
        return allocate_network(common, arguments, console);
    }
    const Diagnostics no_file =
        check_input_file(arguments.file, "FILE",
                         "an SNDlib network (.txt), a .mcnf file, or a network with --base-year "
                         "or --demand");
    console.tell(no_file);
    if (!no_file.ok()) {
        return invalid_input;
    }
    const auto begin = std::chrono::steady_clock::now();
    const Parsed<io::AllocationFile> file = read_problem(arguments.file);
    const double read_seconds = seconds_since(begin);
    console.tell(file.diagnostics());
    if (!file.ok()) {
        return invalid_input;
    }
    const AllocationObjective objective = objective_of(arguments, *file);
    const Diagnostics no_price = check_price(arguments, *file, objective);
    console.tell(no_price);
    if (!no_price.ok()) {
        return usage;
    }
    const flow::MulticommodityProblem problem =
        lowered(*file, arguments.unserved_cost.value_or(file->unserved_cost.value_or(0.0)));

    report::AllocationReport report = report_of(arguments, *file);
    report.read_seconds = read_seconds;
    const auto solve_begin = std::chrono::steady_clock::now();
    report.solution = flow::solve(problem, objective, {.ranges = true});
    report.solve_seconds = seconds_since(solve_begin);
    const bool is_proved = report.solution.outcome != flow::AllocationOutcome::limit_reached;
    report.certified = is_proved && flow::verify(problem, report.solution).holds();
    report.rows = arguments.rows;
    report.value_is_congestion =
        objective == AllocationObjective::concurrent && file->kind == Kind::concurrent;
    if (objective == AllocationObjective::fair) {
        for (const std::uint32_t origin : origins_of(*file)) {
            report.groups.push_back(file->nodes[origin]);
        }
    }
    print(report, common.format, console);
    return report.certified ? answered : limit_reached;
}

}  // namespace corridor::cli
