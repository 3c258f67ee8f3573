#include "scenario/growth_path.hpp"

#include "scenario/faults.hpp"
#include "scenario/series.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace corridor {
namespace scenario {
namespace {

constexpr const char* either =
    "growth such as '12 %/yr', '12 %/yr up to 20 Mt/yr', '10 Mt/yr by 2030' or "
    "'6 Mt/yr in 2027, 10 Mt/yr in 2030'";

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

/// An amount above 0, without a look at its unit.
Parsed<Quantity> amount_of(std::string_view text, std::string_view whole) {
    const auto number_end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    const auto amount = parse_decimal(text.substr(0, number_end));
    if (!amount) {
        return fault(either, whole, "");
    }
    if (amount->significand() <= 0) {
        return fault("a target above 0", whole, "to leave rows out, name them in demand.except");
    }
    return Quantity{*amount, std::string(trimmed(text.substr(number_end)))};
}

Parsed<int> year_of(std::string_view text) {
    const auto year = parse_decimal(text);
    if (!year || year->scale() != 0 || year->significand() < earliest_year ||
        year->significand() > latest_year) {
        return fault(fmt::format("a year between {} and {}", earliest_year, latest_year), text, "");
    }
    return static_cast<int>(year->significand());
}

Parsed<GrowthPath> logistic_path(std::string_view whole, GrowthPath path, std::string_view text) {
    auto ceiling = amount_of(text, whole);
    if (!ceiling) {
        return ceiling.diagnostics();
    }
    if (path.percent_per_year->significand() <= 0) {
        return fault("a rate above 0 %/yr up to an amount", whole, "");
    }
    path.ceiling = std::move(ceiling).value();
    return path;
}

Parsed<GrowthPath> points(std::string_view whole) {
    GrowthPath path;
    for (std::size_t begin = 0; begin <= whole.size();) {
        const std::size_t end = std::min(whole.find(',', begin), whole.size());
        const std::string_view entry = trimmed(whole.substr(begin, end - begin));
        begin = end + 1;
        const auto in = entry.rfind(" in ");
        if (in == std::string_view::npos) {
            return fault("an amount and its year, such as '6 Mt/yr in 2027', between commas", entry,
                         "");
        }
        const auto amount = amount_of(trimmed(entry.substr(0, in)), whole);
        if (!amount) {
            return amount.diagnostics();
        }
        const auto year = year_of(trimmed(entry.substr(in + 4)));
        if (!year) {
            return year.diagnostics();
        }
        if (!path.points.empty() && path.points.back().year >= *year) {
            return fault(fmt::format("a year after {}", path.points.back().year), entry,
                         "state the years in their order");
        }
        path.points.push_back({*amount, *year});
    }
    return path;
}

/// A path with its amounts in tonnes, above 0.
struct InTonnes {
    const GrowthPath& path;
    std::vector<std::int64_t> amounts;
    std::int64_t start = 0;
    int base_year = 0;

    [[nodiscard]] std::int64_t between_points(int year) const {
        std::int64_t from = start;
        int from_year = base_year;
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            const int to_year = path.points[i].year;
            if (year < to_year) {
                return from + *rounded_quotient(Int128{amounts[i] - from} * (year - from_year),
                                                to_year - from_year);
            }
            from = amounts[i];
            from_year = to_year;
        }
        return from;
    }

    [[nodiscard]] std::optional<std::int64_t> at(int year, std::optional<Fixed> factor) const {
        const int elapsed = year - base_year;
        if (!path.points.empty()) {
            return between_points(year);
        }
        if (path.ceiling) {
            return logistic(start, amounts.front(), *path.percent_per_year, elapsed);
        }
        if (path.target) {
            const std::int64_t target = amounts.front();
            if (elapsed >= *path.target_year - base_year) {
                return target;
            }
            return std::clamp(grown(start, *factor, elapsed).value_or(target),
                              std::min(start, target), std::max(start, target));
        }
        return path.percent_per_year ? grown(start, *factor, elapsed)
                                     : std::optional<std::int64_t>(start);
    }
};

Parsed<std::vector<TonnesPerYear>> yearly_totals(const GrowthPath& path, TonnesPerYear start,
                                                 int base_year, int first, int last,
                                                 const UnitTable& units) {
    InTonnes tonnes{path, {}, start.count(), base_year};
    for (const Quantity& stated : path.stated()) {
        const auto known = parse_quantity(stated.text(), units);
        if (!known) {
            return known.diagnostics();
        }
        tonnes.amounts.push_back(to_tonnes_per_year(*known, units)->count());
        if (tonnes.amounts.back() == 0 || (start.count() == 0 && path.points.empty())) {
            return fault("growth from and to more than 0 t/yr", stated.text(), "");
        }
    }
    if (path.ceiling && tonnes.amounts.front() <= start.count()) {
        return fault(fmt::format("a ceiling above the {} of the base year", to_string(start)),
                     path.ceiling->text(), "");
    }
    const std::optional<int> first_stated =
        path.points.empty() ? path.target_year : std::optional<int>(path.points.front().year);
    if (first_stated && *first_stated <= base_year) {
        return fault(fmt::format("a target after the base year {}", base_year),
                     fmt::format("{}", *first_stated), "");
    }
    std::optional<Fixed> factor;
    if (path.target) {
        factor =
            yearly_factor(start.count(), tonnes.amounts.front(), *path.target_year - base_year);
    } else if (path.percent_per_year && !path.ceiling) {
        factor = yearly_factor(*path.percent_per_year);
    }
    std::vector<TonnesPerYear> totals;
    for (int year = first; year <= last; ++year) {
        const auto total = tonnes.at(year, factor);
        if (!total) {
            return fault(fmt::format("at most {} t/yr", TonnesPerYear::largest),
                         fmt::format("more in {}", year), "");
        }
        totals.emplace_back(*total);
    }
    return totals;
}

}  // namespace
}  // namespace scenario

std::vector<Quantity> GrowthPath::stated() const {
    std::vector<Quantity> amounts;
    if (ceiling) {
        amounts.push_back(*ceiling);
    }
    if (target) {
        amounts.push_back(*target);
    }
    for (const PathPoint& point : points) {
        amounts.push_back(point.amount);
    }
    return amounts;
}

Parsed<GrowthPath> parse_growth_path(std::string_view text) {
    using namespace scenario;
    const std::string_view whole = trimmed(text);
    const auto number_end = std::min(whole.find_first_not_of("+-.0123456789"), whole.size());
    const std::string_view number = whole.substr(0, number_end);
    const std::string_view rest = trimmed(whole.substr(number_end));
    if (!rest.empty() && rest.front() == '%') {
        const auto up_to = rest.find(" up to ");
        auto path = rate(whole, number, rest.substr(1, std::min(up_to, rest.size()) - 1));
        return path && up_to != std::string_view::npos
                   ? logistic_path(whole, std::move(path).value(), trimmed(rest.substr(up_to + 7)))
                   : path;
    }
    const auto by = rest.rfind(" by ");
    const auto amount = parse_decimal(number);
    const bool years =
        rest.find(',') != std::string_view::npos ||
        (by == std::string_view::npos && rest.find(" in ") != std::string_view::npos);
    if (amount && years) {
        return points(whole);
    }
    if (!amount || by == std::string_view::npos) {
        return fault(either, text,
                     amount && rest.find('/') != std::string_view::npos
                         ? "a target needs its year: add 'by 2030'"
                         : "");
    }
    const auto year = year_of(trimmed(rest.substr(by + 4)));
    if (!year) {
        return year.diagnostics();
    }
    auto target = amount_of(
        trimmed(whole.substr(0, number_end + whole.substr(number_end).rfind(" by "))), whole);
    if (!target) {
        return target.diagnostics();
    }
    GrowthPath path;
    path.target = std::move(target).value();
    path.target_year = *year;
    return path;
}

Parsed<std::vector<TonnesPerYear>> demand_along(const GrowthPath& path, TonnesPerYear start,
                                                int base_year, int first, int last,
                                                const UnitTable& units) {
    constexpr int longest = 1000;
    expects(base_year <= first && first <= last && last - base_year < longest,
            "demand is laid out from its base year on");
    return scenario::yearly_totals(path, start, base_year, first, last, units);
}

}  // namespace corridor
