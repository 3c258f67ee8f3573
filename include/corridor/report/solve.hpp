#pragma once

#include <corridor/flow/arc_list.hpp>
#include <corridor/report/text_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace corridor::report {

/// A problem of plain numbers with its answer, to be shown.
struct SolveReport {
    std::string problem_name{};
    std::size_t nodes = 0;
    std::size_t arcs = 0;
    flow::Outcome outcome = flow::Outcome::optimal;
    std::int64_t value = 0;
    /// The arcs of the minimum cut by position; none when unbounded.
    std::vector<std::size_t> cut{};
    bool certified = false;
    double read_seconds = 0.0;
    double solve_seconds = 0.0;
};

/// What people read: the value, the size of the cut, the certificate, the times.
[[nodiscard]] std::string render_table(const SolveReport& report, Style style = {});

/// The JSON object "corridor/solve/1". The value is a string of digits above 2^53, where a reader
/// that holds numbers as doubles would round it.
[[nodiscard]] std::string render_json(const SolveReport& report);

/// One row of comma-separated values under its header.
[[nodiscard]] std::string render_csv(const SolveReport& report);

/// The DIMACS solution: `s VALUE`, then `f TAIL HEAD FLOW` for every arc that carries any.
/// Requires     an optimal solution with its flow
[[nodiscard]] std::string render_dimacs(const flow::ArcList& problem,
                                        const flow::ArcSolution& solution);

}  // namespace corridor::report
