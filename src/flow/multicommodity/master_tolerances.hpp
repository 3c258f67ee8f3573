#pragma once

#include <cstdint>

namespace corridor::flow::multicommodity {

inline constexpr double noise = 1e-11;          ///< of a reduced cost, relative to its terms
inline constexpr double pivot_noise = 1e-9;     ///< of a pivot, whose entries are of the order of 1
inline constexpr double worst_residual = 1e-8;  ///< of a direction before the inverse is made anew
inline constexpr std::uint64_t steps_between_refreshes = 500;

}  // namespace corridor::flow::multicommodity
