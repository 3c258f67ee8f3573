#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corridor {

/// A decimal number exactly as written: significand × 10^−scale, with 0 ≤ scale ≤ 18.
/// "1.70" and "1.7" are equal in value and keep their own text.
class Decimal {
  public:
    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t whole) : significand_(whole) {}
    /// Requires 0 ≤ scale ≤ 18.
    Decimal(std::int64_t significand, int scale);

    [[nodiscard]] constexpr std::int64_t significand() const { return significand_; }
    [[nodiscard]] constexpr int scale() const { return scale_; }
    /// Nearest double; for display and statistics only.
    [[nodiscard]] double approximate() const;
    [[nodiscard]] std::string text() const;

    /// Exact comparison of values.
    friend bool operator==(const Decimal& a, const Decimal& b);
    friend bool operator<(const Decimal& a, const Decimal& b);

  private:
    std::int64_t significand_ = 0;
    int scale_ = 0;
};

/// Reads an optional sign, digits and at most one point ("12", "-0.5", ".5"): no exponent, no
/// thousands separators, no surrounding space, at most
/// 18 significant digits and 18 after the point. Nothing for any other text.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// value × factor / divisor to the nearest whole number, halves upwards, exact in 128 bits.
/// Nothing where divisor ≤ 0 or an intermediate or the result does not fit.
[[nodiscard]] std::optional<std::int64_t> scaled_to_whole(const Decimal& value,
                                                          const Decimal& factor,
                                                          const Decimal& divisor = Decimal(1));

}  // namespace corridor
