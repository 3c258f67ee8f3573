#include "scenario/growth_path.hpp"

#include "scenario/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace corridor::scenario {
namespace {

constexpr const char* either = "a rate such as '12 %/yr' or a target such as '10 Mt/yr by 2030'";

Diagnostics fault(std::string expected, std::string_view found, std::string advice) {
    Diagnostics diagnostics;
    diagnostics.add(
        {Severity::error, Place{}, "", std::move(expected), quoted(found), std::move(advice)});
    return diagnostics;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

Parsed<GrowthPath> rate(std::string_view whole, std::string_view number, std::string_view unit) {
    const auto percent = parse_decimal(number);
    if (!percent) {
        return fault(either, whole, "write digits and at most one point");
    }
    if (trimmed(unit) != "/yr") {
        return fault("'%/yr' after the number", whole,
                     fmt::format("growth is per year: '{} %/yr'", number));
    }
    constexpr int most_decimals = 6;
    if (percent->scale() > most_decimals) {
        return fault("a rate with at most 6 decimals", whole, "");
    }
    if (*percent < Decimal(-100) || *percent == Decimal(-100) || Decimal(1000) < *percent) {
        return fault("a rate above -100 %/yr and at most 1000 %/yr", whole, "");
    }
    GrowthPath path;
    path.percent_per_year = percent;
    return path;
}

}  // namespace

Parsed<GrowthPath> parse_growth_path(std::string_view text) {
    const std::string_view whole = trimmed(text);
    const auto number_end = std::min(whole.find_first_not_of("+-.0123456789"), whole.size());
    const std::string_view number = whole.substr(0, number_end);
    const std::string_view rest = trimmed(whole.substr(number_end));
    if (!rest.empty() && rest.front() == '%') {
        return rate(whole, number, rest.substr(1));
    }
    const auto by = rest.rfind(" by ");
    const auto amount = parse_decimal(number);
    if (!amount || by == std::string_view::npos) {
        return fault(either, text,
                     amount && rest.find('/') != std::string_view::npos
                         ? "a target needs its year: add 'by 2030'"
                         : "");
    }
    const std::string_view year_text = trimmed(rest.substr(by + 4));
    const auto year = parse_decimal(year_text);
    if (!year || year->scale() != 0 || year->significand() < earliest_year ||
        year->significand() > latest_year) {
        return fault(fmt::format("a year between {} and {}", earliest_year, latest_year), year_text,
                     "");
    }
    if (amount->significand() <= 0) {
        return fault("a target above 0", whole, "to leave rows out, name them in demand.except");
    }
    GrowthPath path;
    path.target = Quantity{*amount, std::string(trimmed(rest.substr(0, by)))};
    path.target_year = static_cast<int>(year->significand());
    return path;
}

}  // namespace corridor::scenario
