#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/units/decimal.hpp>

#include <array>

namespace corridor {
namespace {

constexpr int largest_scale = 18;

constexpr std::array<std::int64_t, largest_scale + 1> powers_of_ten = [] {
    std::array<std::int64_t, largest_scale + 1> powers{};
    std::int64_t power = 1;
    for (std::size_t i = 0; i < powers.size(); ++i) {
        powers[i] = power;
        if (i + 1 < powers.size()) {
            power *= 10;
        }
    }
    return powers;
}();

constexpr std::int64_t power_of_ten(int exponent) {
    return powers_of_ten[static_cast<std::size_t>(exponent)];
}

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

Decimal::Decimal(std::int64_t significand, int scale) : significand_(significand), scale_(scale) {
    expects(scale >= 0 && scale <= largest_scale, "the scale of a Decimal lies between 0 and 18");
}

double Decimal::approximate() const {
    return static_cast<double>(significand_) / static_cast<double>(power_of_ten(scale_));
}

std::string Decimal::text() const {
    std::string digits = std::to_string(significand_);
    if (scale_ == 0) {
        return digits;
    }
    const std::size_t sign = significand_ < 0 ? 1 : 0;
    const auto fraction = static_cast<std::size_t>(scale_);
    if (digits.size() - sign <= fraction) {
        digits.insert(sign, fraction + 1 - (digits.size() - sign), '0');
    }
    digits.insert(digits.size() - fraction, 1, '.');
    return digits;
}

bool operator==(const Decimal& a, const Decimal& b) {
    return Int128{a.significand_} * power_of_ten(b.scale_) ==
           Int128{b.significand_} * power_of_ten(a.scale_);
}

bool operator<(const Decimal& a, const Decimal& b) {
    return Int128{a.significand_} * power_of_ten(b.scale_) <
           Int128{b.significand_} * power_of_ten(a.scale_);
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        text.remove_prefix(1);
    }
    std::int64_t significand = 0;
    int significant = 0;
    int scale = 0;
    bool any_digit = false;
    bool after_point = false;
    for (const char c : text) {
        if (c == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (!is_digit(c)) {
            return std::nullopt;
        }
        any_digit = true;
        scale += after_point ? 1 : 0;
        if (significant == largest_scale || scale > largest_scale) {
            return std::nullopt;
        }
        significand = significand * 10 + (c - '0');
        significant += significand == 0 ? 0 : 1;
    }
    if (!any_digit) {
        return std::nullopt;
    }
    return Decimal(negative ? -significand : significand, scale);
}

std::optional<std::int64_t> scaled_to_whole(const Decimal& value, const Decimal& factor,
                                            const Decimal& divisor) {
    if (divisor.significand() <= 0) {
        return std::nullopt;
    }
    const Int128 product = Int128{value.significand()} * factor.significand();
    const auto numerator = checked_multiply<Int128>(product, power_of_ten(divisor.scale()));
    const Int128 powers = Int128{power_of_ten(value.scale())} * power_of_ten(factor.scale());
    const auto denominator = checked_multiply<Int128>(powers, divisor.significand());
    if (!numerator || !denominator) {
        return std::nullopt;
    }
    return rounded_quotient(*numerator, *denominator);
}

}  // namespace corridor
