#include "scenario/series.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/units/rates.hpp>

#include <algorithm>
#include <numeric>

namespace corridor::scenario {
namespace {

constexpr int places = 56;
constexpr Fixed one = Fixed{1} << places;
constexpr Fixed half = one >> 1;
/// Above every factor that a tonne or more can grow by and stay within bounds.
constexpr Fixed largest = Fixed{1} << 95;

/// a × b to the nearest place, `largest` where it is that or more. Requires a, b ≤ largest.
Fixed product(Fixed a, Fixed b) {
    constexpr Fixed low_half = (Fixed{1} << 64) - 1;
    const Fixed low = (a & low_half) * (b & low_half);
    const Fixed middle = (a & low_half) * (b >> 64) + (a >> 64) * (b & low_half);
    const Fixed high = (a >> 64) * (b >> 64);
    constexpr Fixed too_high = Fixed{1} << 24;
    if (high >= too_high) {
        return largest;
    }
    const Fixed rounded = (low >> places) + ((low >> (places - 1)) & 1);
    return std::min(largest, rounded + (middle << (64 - places)) + (high << (128 - places)));
}

Fixed power(Fixed factor, int years) {
    Fixed result = one;
    for (int year = 0; year < years; ++year) {
        result = product(result, factor);
    }
    return result;
}

/// round(base × factor); `largest` rounded where it is out of bounds.
Fixed scaled(std::int64_t base, Fixed factor) {
    return (product(static_cast<Fixed>(base) << places, factor) + half) >> places;
}

}  // namespace

Fixed yearly_factor(const Decimal& percent) {
    constexpr int most_decimals = 6;
    expects(percent.scale() <= most_decimals, "a growth rate has at most 6 decimals");
    std::int64_t hundred = 100;
    for (int i = 0; i < percent.scale(); ++i) {
        hundred *= 10;
    }
    expects(percent.significand() > -hundred && percent.significand() <= 10 * hundred,
            "a growth rate lies above -100 % and is at most 1000 %");
    const auto numerator = static_cast<Fixed>(hundred + percent.significand());
    const auto denominator = static_cast<Fixed>(hundred);
    return ((numerator << places) + denominator / 2) / denominator;
}

Fixed yearly_factor(std::int64_t base, std::int64_t target, int years) {
    expects(base > 0 && target > 0 && years > 0, "growth to a target starts and ends above 0");
    Fixed below = 0;
    Fixed reaches = largest;
    while (reaches - below > 1) {
        const Fixed middle = below + (reaches - below) / 2;
        (scaled(base, power(middle, years)) >= static_cast<Fixed>(target) ? reaches : below) =
            middle;
    }
    return reaches;
}

std::optional<std::int64_t> grown(std::int64_t base, Fixed factor, int years) {
    expects(base >= 0 && years >= 0, "growth starts at 0 or above and goes forward");
    const Fixed result = scaled(base, power(factor, years));
    if (result > static_cast<Fixed>(TonnesPerYear::largest)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(result);
}

std::int64_t logistic(std::int64_t base, std::int64_t ceiling, const Decimal& percent, int years) {
    expects(base > 0 && base < ceiling && ceiling <= TonnesPerYear::largest && years >= 0,
            "logistic growth starts above 0 and below its ceiling");
    // Not 1 / yearly_factor: rounded once, and its powers cannot overflow.
    const Fixed growing = yearly_factor(percent);
    expects(growing > one, "logistic growth has a rate above 0");
    const Fixed factor = ((one << places) + growing / 2) / growing;
    constexpr int kept = 48;
    const Fixed gap = product(static_cast<Fixed>(ceiling - base) << places, power(factor, years)) >>
                      (places - kept);
    const Fixed start = static_cast<Fixed>(base) << kept;
    const Fixed whole = static_cast<Fixed>(ceiling) * static_cast<Fixed>(base) << kept;
    const Fixed share = start + gap;
    return static_cast<std::int64_t>((whole + share / 2) / share);
}

std::vector<std::int64_t> shared_out(std::int64_t total, std::span<const std::int64_t> weights,
                                     std::span<const std::string_view> ids) {
    const Int128 sum = std::accumulate(weights.begin(), weights.end(), Int128{0});
    expects(sum > 0 && weights.size() == ids.size(), "a total is shared out by weights above 0");
    std::vector<std::int64_t> parts(weights.size());
    std::vector<Int128> remainders(weights.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Int128 exact = Int128{total} * weights[i];
        parts[i] = static_cast<std::int64_t>(exact / sum);
        remainders[i] = exact % sum;
        left -= parts[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : ids[a] < ids[b];
    });
    for (std::size_t i = 0; left > 0; ++i, --left) {
        ++parts[order[i]];
    }
    return parts;
}

}  // namespace corridor::scenario
