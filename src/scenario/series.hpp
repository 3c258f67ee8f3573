#pragma once

#include <corridor/units/decimal.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace corridor::scenario {

/// Growth factors are binary fixed-point numbers of 56 places, so that every compiler finds the
/// same tonnes.
__extension__ typedef unsigned __int128 Fixed;

/// 1 + percent / 100. Requires −100 < percent ≤ 1000 and at most 6 decimals.
[[nodiscard]] Fixed yearly_factor(const Decimal& percent);

/// The smallest yearly factor that makes `target` or more of `base` in `years` years.
/// Requires base, target and years > 0.
[[nodiscard]] Fixed yearly_factor(std::int64_t base, std::int64_t target, int years);

/// round(base × factor^years), halves upwards; nothing above TonnesPerYear::largest.
[[nodiscard]] std::optional<std::int64_t> grown(std::int64_t base, Fixed factor, int years);

/// Logistic growth towards `ceiling`: round(ceiling·base / (base + (ceiling −
/// base)·factor^−years)), halves upwards. Requires 0 < base < ceiling ≤ TonnesPerYear::largest, a
/// rate above 0.
[[nodiscard]] std::int64_t logistic(std::int64_t base, std::int64_t ceiling, const Decimal& percent,
                                    int years);

/// `total` in whole parts that are proportional to `weights` and add up to it: rounded down, then
/// one more for the largest remainders, equal ones in order of `ids`. Requires a sum of weights >
/// 0.
[[nodiscard]] std::vector<std::int64_t> shared_out(std::int64_t total,
                                                   std::span<const std::int64_t> weights,
                                                   std::span<const std::string_view> ids);

}  // namespace corridor::scenario
