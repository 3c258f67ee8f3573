#include "report/json_parts.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/solve.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

const char* status_of(const SolveReport& report) {
    return report.outcome == flow::Outcome::unbounded ? "unbounded" : "optimal";
}

std::string seconds(double value) {
    return fmt::format("{:.6f}", value);
}

}  // namespace

std::string render_table(const SolveReport& report, Style style) {
    const std::string title = fmt::format("Maximum flow of {} ({} nodes, {} arcs)",
                                          report.problem_name, report.nodes, report.arcs);
    std::string text = heading(printable(title), style) + "\n\n";
    if (report.outcome == flow::Outcome::unbounded) {
        text += fmt::format(
            "unlimited: unlimited arcs join source and sink\n\n"
            "certified {}/1: a path of unlimited arcs, checked independently of the solver\n",
            report.certified ? 1 : 0);
    } else {
        text += fmt::format(
            "{}\n\n"
            "certified {}/1: a flow and a cut of {} arcs, checked independently of the solver\n",
            report.value, report.certified ? 1 : 0, report.cut.size());
    }
    return text + fmt::format("read in {} s, solved in {} s\n", seconds(report.read_seconds),
                              seconds(report.solve_seconds));
}

std::string render_json(const SolveReport& report) {
    const bool unbounded = report.outcome == flow::Outcome::unbounded;
    Json document = Json::object();
    document["schema"] = "corridor/solve/1";
    document["problem"] = "max";
    document["nodes"] = report.nodes;
    document["arcs"] = report.arcs;
    document["status"] = status_of(report);
    document["value"] = unbounded ? Json(nullptr) : whole_document(report.value);
    document["certified"] = report.certified;
    Json cut = Json::array();
    for (const std::size_t arc : report.cut) {
        cut.push_back(fmt::format("a{}", arc + 1));
    }
    document["cut"] = std::move(cut);
    document["read_seconds"] = rounded(report.read_seconds);
    document["solve_seconds"] = rounded(report.solve_seconds);
    return dumped(document);
}

std::string render_csv(const SolveReport& report) {
    const bool unbounded = report.outcome == flow::Outcome::unbounded;
    CsvText csv({"problem", "nodes", "arcs", "status", "value", "cut_arcs", "certified",
                 "read_seconds", "solve_seconds"});
    csv.add_row({"max", fmt::to_string(report.nodes), fmt::to_string(report.arcs),
                 status_of(report), unbounded ? "" : fmt::to_string(report.value),
                 unbounded ? "" : fmt::to_string(report.cut.size()), report.certified ? "1" : "0",
                 seconds(report.read_seconds), seconds(report.solve_seconds)});
    return csv.text();
}

std::string render_dimacs(const flow::ArcList& problem, const flow::ArcSolution& solution) {
    expects(
        solution.outcome == flow::Outcome::optimal && solution.flow.size() == problem.arc_count(),
        "a DIMACS solution is written for an optimal flow");
    fmt::memory_buffer text;
    const auto out = fmt::appender(text);
    fmt::format_to(out, "s {}\n", solution.value);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (solution.flow[a] != 0) {
            fmt::format_to(out, "f {} {} {}\n", problem.tail[a] + 1, problem.head[a] + 1,
                           solution.flow[a]);
        }
    }
    return fmt::to_string(text);
}

}  // namespace corridor::report
