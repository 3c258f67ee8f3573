#include "report/json_parts.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/solve.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

using flow::MinCostOutcome;
using Json = nlohmann::ordered_json;

/// As many as people read in a line.
constexpr std::size_t most_named = 12;

const char* status_of(const MinSolveReport& report) {
    switch (report.outcome) {
        case MinCostOutcome::infeasible:
            return "infeasible";
        case MinCostOutcome::unbounded:
            return "unbounded";
        case MinCostOutcome::limit_reached:
            return "limit_reached";
        case MinCostOutcome::optimal:
            break;
    }
    return "optimal";
}

std::string seconds(double value) {
    return fmt::format("{:.6f}", value);
}

/// Positions as the file counts them: "1, 2, 3 … and 9 more".
std::string named(const std::vector<std::size_t>& positions, const char* prefix) {
    std::string text;
    for (std::size_t i = 0; i < std::min(positions.size(), most_named); ++i) {
        text += fmt::format("{}{}{}", i == 0 ? "" : ", ", prefix, positions[i] + 1);
    }
    if (positions.size() > most_named) {
        text += fmt::format(" and {} more", positions.size() - most_named);
    }
    return text;
}

Json names(const std::vector<std::size_t>& positions, const char* prefix) {
    Json list = Json::array();
    for (const std::size_t position : positions) {
        list.push_back(fmt::format("{}{}", prefix, position + 1));
    }
    return list;
}

std::string answer_text(const MinSolveReport& report) {
    const int proved = report.certified ? 1 : 0;
    switch (report.outcome) {
        case MinCostOutcome::infeasible:
            return fmt::format(
                "infeasible: {} must leave nodes {}, and {} can ({} short)\n"
                "over arcs {}\n\n"
                "certified {}/1: the supply inside the cut and the capacity of what leaves it, "
                "checked independently of the solver\n",
                report.demand, named(report.cut_nodes, ""), report.capacity, report.shortfall,
                report.cut_arcs.empty() ? "none" : named(report.cut_arcs, "a"), proved);
        case MinCostOutcome::unbounded:
            return fmt::format(
                "unbounded: nothing limits the cycle {}, and each unit on it costs {}\n\n"
                "certified {}/1: a cycle of unlimited arcs, checked independently of the solver\n",
                named(report.cycle, "a"), report.cycle_cost, proved);
        case MinCostOutcome::limit_reached:
            return fmt::format(
                "stopped at a limit: {}, {}\n\n"
                "certified {}/1: the flow and the bound, checked independently of the solver\n",
                report.has_flow ? fmt::format("a flow of cost {}", report.cost) : "no flow found",
                report.has_bound ? fmt::format("none costs less than {}", report.bound)
                                 : "no bound known",
                proved);
        case MinCostOutcome::optimal:
            break;
    }
    return fmt::format(
        "{}\n\n"
        "certified {}/1: a flow and prices of equal value, checked independently of the solver\n",
        report.cost, proved);
}

}  // namespace

std::string render_table(const MinSolveReport& report, Style style) {
    const std::string title = fmt::format("Least cost of {} ({} nodes, {} arcs)",
                                          report.problem_name, report.nodes, report.arcs);
    return heading(printable(title), style) + "\n\n" + answer_text(report) +
           fmt::format("read in {} s, solved in {} s\n", seconds(report.read_seconds),
                       seconds(report.solve_seconds));
}

std::string render_json(const MinSolveReport& report) {
    Json document = Json::object();
    document["schema"] = "corridor/solve/1";
    document["problem"] = "min";
    document["nodes"] = report.nodes;
    document["arcs"] = report.arcs;
    document["status"] = status_of(report);
    document["value"] = report.has_flow ? whole_document(report.cost) : Json(nullptr);
    document["bound"] = report.has_bound ? whole_document(report.bound) : Json(nullptr);
    document["certified"] = report.certified;
    if (report.outcome == MinCostOutcome::infeasible) {
        Json cut = Json::object();
        Json nodes = Json::array();
        for (const std::size_t node : report.cut_nodes) {
            nodes.push_back(node + 1);
        }
        cut["nodes"] = std::move(nodes);
        cut["arcs"] = names(report.cut_arcs, "a");
        cut["demand"] = whole_document(report.demand);
        cut["capacity"] = whole_document(report.capacity);
        cut["shortfall"] = whole_document(report.shortfall);
        document["cut"] = std::move(cut);
    }
    if (report.outcome == MinCostOutcome::unbounded) {
        document["cycle"] = names(report.cycle, "a");
        document["cycle_cost"] = whole_document(report.cycle_cost);
    }
    document["read_seconds"] = rounded(report.read_seconds);
    document["solve_seconds"] = rounded(report.solve_seconds);
    return dumped(document);
}

std::string render_csv(const MinSolveReport& report) {
    CsvText csv({"problem", "nodes", "arcs", "status", "value", "bound", "shortfall", "certified",
                 "read_seconds", "solve_seconds"});
    const bool infeasible = report.outcome == MinCostOutcome::infeasible;
    csv.add_row({"min", fmt::to_string(report.nodes), fmt::to_string(report.arcs),
                 status_of(report), report.has_flow ? fmt::to_string(report.cost) : "",
                 report.has_bound ? fmt::to_string(report.bound) : "",
                 infeasible ? fmt::to_string(report.shortfall) : "", report.certified ? "1" : "0",
                 seconds(report.read_seconds), seconds(report.solve_seconds)});
    return csv.text();
}

std::string render_dimacs(const flow::MinCostProblem& problem,
                          const flow::MinCostSolution& solution) {
    expects(solution.flow.size() == problem.arc_count(), "a DIMACS solution is written for a flow");
    fmt::memory_buffer text;
    const auto out = fmt::appender(text);
    fmt::format_to(out, "s {}\n", solution.cost);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (solution.flow[a] != 0) {
            fmt::format_to(out, "f {} {} {}\n", problem.tail[a] + 1, problem.head[a] + 1,
                           solution.flow[a]);
        }
    }
    return fmt::to_string(text);
}

}  // namespace corridor::report
