#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <string>

namespace corridor::cli {

/// The problem in a DIMACS minimum-cost file, packed or not, whose numbers a solver takes; else
/// everything that is wrong with it.
[[nodiscard]] Parsed<flow::MinCostProblem> read_min_cost_file(const std::string& path);

}  // namespace corridor::cli
