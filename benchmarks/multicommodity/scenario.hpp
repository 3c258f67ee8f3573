#pragma once

#include "support/options.hpp"

#include <string>

namespace corridor::bench {

/// Twenty years of the growth scenario on the Middle Corridor, and one of them, beside SciPy with
/// HiGHS on that one: a table, empty where the filter leaves it out. Throws std::runtime_error
/// where an answer is not certified.
[[nodiscard]] std::string scenario_table(const Options& options);

}  // namespace corridor::bench
