#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace corridor::cli {

/// Carries out `solve` for a minimum-cost problem. Requires a file that is there.
int solve_min(const CommonArguments& common, const SolveArguments& arguments, Console& console);

}  // namespace corridor::cli
