#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/units/quantity.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace corridor {

/// So much in one year.
struct PathPoint {
    Quantity amount;
    int year = 0;

    friend bool operator==(const PathPoint&, const PathPoint&) = default;
};

/// How demand grows after the base year; nothing given: it does not.
///     "12 %/yr"                              at a constant rate
///     "12 %/yr up to 20 Mt/yr"               logistic: at first at that rate, then ever slower
///     "10 Mt/yr by 2030"                     to a target at a constant rate, and constant from
///     then "6 Mt/yr in 2027, 10 Mt/yr in 2030"    through stated years in straight lines
struct GrowthPath {
    std::optional<Decimal> percent_per_year;
    /// What a logistic path nears and never passes; only together with a rate above 0.
    std::optional<Quantity> ceiling;
    std::optional<Quantity> target;
    std::optional<int> target_year;
    std::vector<PathPoint> points;  ///< by rising year

    /// Every amount that the path states.
    [[nodiscard]] std::vector<Quantity> stated() const;
    [[nodiscard]] bool empty() const { return !percent_per_year && !target && points.empty(); }
    friend bool operator==(const GrowthPath&, const GrowthPath&) = default;
};

/// Reads one of the forms of GrowthPath. Whether a unit exists is for the network's data to say.
/// The place and the field of a diagnostic are the caller's to fill in.
[[nodiscard]] Parsed<GrowthPath> parse_growth_path(std::string_view text);

/// What a demand of `start` in `base_year` becomes in each year from `first` to `last`.
/// Model        rate: round(start·(1+r)^k) after k years. Target: round(start·g^k) with the
/// constant g
///              that reaches it. Logistic with the ceiling L: L·start/(start + (L−start)·(1+r)^−k),
///              so that demand/(L − demand) grows at the rate r. Points: straight lines from the
///              base year on, and constant after the last point
/// Requires     base_year ≤ first ≤ last, at most 1000 years; otherwise ContractViolation
/// Returns      the demand of each year, or what cannot be: a unit that is unknown, a year that is
///              not after the base year, growth out of nothing, a ceiling that is not above the
///              start, more than TonnesPerYear::largest
/// Determinism  integers only: same input, same bytes, on any compiler
[[nodiscard]] Parsed<std::vector<TonnesPerYear>> demand_along(const GrowthPath& path,
                                                              TonnesPerYear start, int base_year,
                                                              int first, int last,
                                                              const UnitTable& units);

}  // namespace corridor
