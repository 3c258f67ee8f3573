#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>

#include <fmt/core.h>

#include <compare>
#include <cstdint>
#include <string>

namespace corridor {

/// Whole tonnes per year: what every flow, capacity and demand is counted in.
class TonnesPerYear {
  public:
    /// Largest capacity, supply or demand the library accepts: 2^38, about 275 thousand Mt/yr.
    static constexpr std::int64_t largest = std::int64_t{1} << 38;

    constexpr TonnesPerYear() = default;
    constexpr explicit TonnesPerYear(std::int64_t tonnes) : tonnes_(tonnes) {}

    [[nodiscard]] constexpr std::int64_t count() const { return tonnes_; }
    /// In million tonnes a year; for display and ratios only.
    [[nodiscard]] constexpr double megatonnes() const { return static_cast<double>(tonnes_) / 1e6; }

    friend constexpr auto operator<=>(TonnesPerYear, TonnesPerYear) = default;
    friend constexpr TonnesPerYear operator+(TonnesPerYear a, TonnesPerYear b) {
        const auto sum = checked_add(a.tonnes_, b.tonnes_);
        expects(sum.has_value(), "a sum of tonnes a year fits 64 bits");
        return TonnesPerYear(*sum);
    }
    friend constexpr TonnesPerYear operator-(TonnesPerYear a, TonnesPerYear b) {
        const auto difference = checked_subtract(a.tonnes_, b.tonnes_);
        expects(difference.has_value(), "a difference of tonnes a year fits 64 bits");
        return TonnesPerYear(*difference);
    }
    constexpr TonnesPerYear& operator+=(TonnesPerYear other) { return *this = *this + other; }
    constexpr TonnesPerYear& operator-=(TonnesPerYear other) { return *this = *this - other; }

  private:
    std::int64_t tonnes_ = 0;
};

/// part / whole as a double; 0 where the whole is 0.
[[nodiscard]] constexpr double ratio(TonnesPerYear part, TonnesPerYear whole) {
    return whole.count() == 0
               ? 0.0
               : static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

/// Exact and short: "6.096 Mt/yr" from 100,000 t upwards, "75000 t/yr" below.
[[nodiscard]] std::string to_string(TonnesPerYear rate);

/// A length of time in whole seconds.
struct Duration {
    std::int64_t seconds = 0;

    [[nodiscard]] constexpr double hours() const { return static_cast<double>(seconds) / 3600.0; }
    friend constexpr auto operator<=>(const Duration&, const Duration&) = default;
};

/// A distance in whole metres.
struct Length {
    std::int64_t metres = 0;

    [[nodiscard]] constexpr double kilometres() const {
        return static_cast<double>(metres) / 1000.0;
    }
    friend constexpr auto operator<=>(const Length&, const Length&) = default;
};

/// Money per tonne in whole millionths of a US dollar.
struct UnitCost {
    std::int64_t micro_usd_per_t = 0;

    [[nodiscard]] constexpr double usd_per_t() const {
        return static_cast<double>(micro_usd_per_t) / 1e6;
    }
    friend constexpr auto operator<=>(const UnitCost&, const UnitCost&) = default;
};

}  // namespace corridor

template <>
struct fmt::formatter<corridor::TonnesPerYear> : fmt::formatter<fmt::string_view> {
    fmt::format_context::iterator format(corridor::TonnesPerYear rate,
                                         fmt::format_context& context) const;
};
