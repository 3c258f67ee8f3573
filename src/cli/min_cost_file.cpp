#include "cli/min_cost_file.hpp"

#include <corridor/flow/arc_list.hpp>
#include <corridor/io/compressed.hpp>
#include <corridor/io/dimacs.hpp>

#include <utility>

namespace corridor::cli {

Parsed<flow::MinCostProblem> read_min_cost_file(const std::string& path) {
    const Parsed<std::string> text = io::read_compressed(path);
    if (!text.ok()) {
        return text.diagnostics();
    }
    Parsed<io::DimacsMin> parsed = io::parse_dimacs_min(path, *text);
    if (!parsed.ok()) {
        return parsed.diagnostics();
    }
    static_assert(io::DimacsMin::unlimited == flow::unlimited);
    static_assert(io::DimacsMin::largest_amount == flow::largest_cost_problem_amount);
    static_assert(io::DimacsMin::largest_cost == flow::largest_unit_cost);
    io::DimacsMin file = std::move(parsed).value();
    flow::MinCostProblem problem{.node_count = file.node_count,
                                 .supply = std::move(file.supply),
                                 .tail = std::move(file.tail),
                                 .head = std::move(file.head),
                                 .lower = std::move(file.lower),
                                 .capacity = std::move(file.capacity),
                                 .cost = std::move(file.cost)};
    Diagnostics faults;
    const Diagnostics found = flow::check(problem);
    for (Diagnostic fault : found.kept()) {
        fault.place.file = path;
        faults.add(std::move(fault));
    }
    if (!faults.ok()) {
        return faults;
    }
    return problem;
}

}  // namespace corridor::cli
