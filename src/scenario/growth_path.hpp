#pragma once

#include <corridor/scenario/growth_path.hpp>

namespace corridor::scenario {

using corridor::parse_growth_path;

inline constexpr int earliest_year = 1900;
inline constexpr int latest_year = 2200;

}  // namespace corridor::scenario
