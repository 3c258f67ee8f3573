#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>

#include <compare>
#include <cstdint>
#include <numeric>
#include <string>

namespace corridor {

/// An exact fraction in lowest terms; the denominator is positive.
class Fraction {
  public:
    constexpr Fraction() = default;
    constexpr Fraction(std::int64_t whole) : numerator_(whole) {}  // NOLINT: a number is a fraction
    /// Requires a denominator above 0.
    constexpr Fraction(std::int64_t numerator, std::int64_t denominator) {
        expects(denominator > 0, "a denominator is above 0");
        const std::int64_t common = std::gcd(numerator, denominator);
        numerator_ = numerator / common;
        denominator_ = denominator / common;
    }

    [[nodiscard]] constexpr std::int64_t numerator() const { return numerator_; }
    [[nodiscard]] constexpr std::int64_t denominator() const { return denominator_; }
    /// The nearest double.
    [[nodiscard]] constexpr double value() const {
        return static_cast<double>(numerator_) / static_cast<double>(denominator_);
    }

    friend constexpr bool operator==(const Fraction&, const Fraction&) = default;
    friend constexpr std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
        const Int128 left = static_cast<Int128>(a.numerator_) * b.denominator_;
        const Int128 right = static_cast<Int128>(b.numerator_) * a.denominator_;
        return left < right   ? std::strong_ordering::less
               : left > right ? std::strong_ordering::greater
                              : std::strong_ordering::equal;
    }

  private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

/// "7/3", or "4" where it is whole.
[[nodiscard]] inline std::string to_string(const Fraction& fraction) {
    const std::string numerator = std::to_string(fraction.numerator());
    return fraction.denominator() == 1 ? numerator
                                       : numerator + "/" + std::to_string(fraction.denominator());
}

/// Of all fractions above `low` and below `high` (none: no upper end) the one with the smallest
/// denominator, among those the smallest. Requires 0 ≤ low < high.
/// Source: Graham, Knuth & Patashnik (1994), Concrete Mathematics, section 4.5
[[nodiscard]] constexpr Fraction simplest_between(const Fraction& low, const Fraction* high) {
    const std::int64_t whole = low.numerator() / low.denominator();
    if (high == nullptr || Fraction(whole + 1) < *high) {
        return whole + 1;
    }
    // Both lie in [whole, whole + 1]: what is left of them, turned upside down, is searched next.
    const std::int64_t high_rest = high->numerator() - whole * high->denominator();
    const std::int64_t low_rest = low.numerator() - whole * low.denominator();
    const Fraction next_low(high->denominator(), high_rest);
    const Fraction next_high = low_rest > 0 ? Fraction(low.denominator(), low_rest) : Fraction();
    const Fraction rest = simplest_between(next_low, low_rest > 0 ? &next_high : nullptr);
    return {whole * rest.numerator() + rest.denominator(), rest.numerator()};
}

}  // namespace corridor
