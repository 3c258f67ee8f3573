#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/min_cost_problem.hpp>
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

/// A minimum-cost problem of plain numbers with its answer, to be shown.
struct MinSolveReport {
    std::string problem_name{};
    std::size_t nodes = 0;
    std::size_t arcs = 0;
    flow::MinCostOutcome outcome = flow::MinCostOutcome::optimal;
    bool has_flow = false;
    Int128 cost = 0;
    bool has_bound = false;
    Int128 bound = 0;
    /// Infeasible: the nodes whose supply cannot leave, the arcs that leave them, by position, and
    /// what must and what can cross those.
    std::vector<std::size_t> cut_nodes{};
    std::vector<std::size_t> cut_arcs{};
    Int128 demand = 0;
    Int128 capacity = 0;
    std::int64_t shortfall = 0;
    /// Unbounded: the arcs of the cycle in order, and what a unit on it costs.
    std::vector<std::size_t> cycle{};
    Int128 cycle_cost = 0;
    bool certified = false;
    double read_seconds = 0.0;
    double solve_seconds = 0.0;
};

/// What people read: the value, the size of the cut, the certificate, the times.
[[nodiscard]] std::string render_table(const SolveReport& report, Style style = {});
/// The same of a minimum-cost problem.
[[nodiscard]] std::string render_table(const MinSolveReport& report, Style style = {});

/// The JSON object "corridor/solve/1". The value is a string of digits above 2^53, where a reader
/// that holds numbers as doubles would round it.
[[nodiscard]] std::string render_json(const SolveReport& report);
/// The same of a minimum-cost problem.
[[nodiscard]] std::string render_json(const MinSolveReport& report);

/// One row of comma-separated values under its header.
[[nodiscard]] std::string render_csv(const SolveReport& report);
/// The same of a minimum-cost problem.
[[nodiscard]] std::string render_csv(const MinSolveReport& report);

/// The DIMACS solution: `s VALUE`, then `f TAIL HEAD FLOW` for every arc that carries any.
/// Requires     an optimal solution with its flow
[[nodiscard]] std::string render_dimacs(const flow::ArcList& problem,
                                        const flow::ArcSolution& solution);
/// The same for a flow of some cost: `s COST`, then its arcs.
[[nodiscard]] std::string render_dimacs(const flow::MinCostProblem& problem,
                                        const flow::MinCostSolution& solution);

}  // namespace corridor::report
