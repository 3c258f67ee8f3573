#pragma once

#include <corridor/scenario/scenario.hpp>

#include <string_view>

namespace corridor::scenario {

/// Reads "12 %/yr" or "10 Mt/yr by 2030". Whether the unit exists is for the network's data to say.
/// The place and the field of a diagnostic are the caller's to fill in.
[[nodiscard]] Parsed<GrowthPath> parse_growth_path(std::string_view text);

inline constexpr int earliest_year = 1900;
inline constexpr int latest_year = 2200;

}  // namespace corridor::scenario
