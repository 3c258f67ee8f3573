#pragma once

#include <cstdint>
#include <limits>

namespace corridor::simulation {

/// Simulated time in whole microseconds since the start: whole numbers, so that events of the same
/// moment are exactly simultaneous and sums of times are exact. Reaches beyond 290,000 years.
using Tick = std::int64_t;

/// Ticks of a second.
inline constexpr Tick ticks_per_second = 1'000'000;
/// Ticks of an hour.
inline constexpr Tick ticks_per_hour = 3'600 * ticks_per_second;
/// Ticks of a day.
inline constexpr Tick ticks_per_day = 24 * ticks_per_hour;
/// The year of capacities: 365 days.
inline constexpr Tick ticks_per_year = 365 * ticks_per_day;
/// A moment that no run reaches.
inline constexpr Tick never = std::numeric_limits<Tick>::max() / 4;

/// The nearest tick to a time in hours; `never` where that is beyond it. Requires hours ≥ 0.
[[nodiscard]] inline Tick ticks(double hours) {
    const double exact = hours * static_cast<double>(ticks_per_hour);
    return exact >= static_cast<double>(never) ? never : static_cast<Tick>(exact + 0.5);
}

/// A time in hours.
[[nodiscard]] constexpr double hours(Tick time) {
    return static_cast<double>(time) / static_cast<double>(ticks_per_hour);
}

}  // namespace corridor::simulation
