#include "scenario/change_text.hpp"

#include "scenario/faults.hpp"
#include "scenario/growth_path.hpp"

#include <corridor/base/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace corridor::scenario {
namespace {

struct Factor {
    std::string_view unit;
    std::int64_t factor;
};

constexpr std::array<std::string_view, 8> names = {
    "capacity", "container_capacity", "status", "opening_year", "transit_time", "dwell", "tariff",
    "amount"};
constexpr std::array<Factor, 5> time_units = {
    {{"h", 3600}, {"hours", 3600}, {"d", 86400}, {"days", 86400}, {"min", 60}}};
constexpr std::array<Factor, 1> tariff_units = {{{"USD/t", 1'000'000}}};

Diagnostics fault(std::string expected, std::string_view found, std::string advice = {}) {
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

template <std::size_t N>
std::optional<std::int64_t> in_units(const Decimal& amount, std::string_view unit,
                                     const std::array<Factor, N>& units) {
    constexpr std::int64_t largest = std::int64_t{1} << 40;
    for (const Factor& known : units) {
        if (known.unit == unit) {
            const auto whole = scaled_to_whole(amount, Decimal(known.factor));
            return whole && *whole <= largest ? whole : std::nullopt;
        }
    }
    return std::nullopt;
}

const char* example(Attribute attribute) {
    switch (attribute) {
        case Attribute::capacity:
            return "an amount such as '17 Mt/yr' or a share such as '75 %'";
        case Attribute::container_capacity:
            return "an amount such as '240000 TEU/yr' or a share such as '75 %'";
        case Attribute::transit_time:
        case Attribute::dwell:
            return "a time such as '36 h' or '1.5 days', or a share such as '80 %'";
        case Attribute::tariff:
            return "a tariff such as '25 USD/t' or a share such as '110 %'";
        case Attribute::amount:
            return "an amount such as '4.5 Mt/yr' or a share such as '75 %'";
        case Attribute::status:
            return "operating, upgrading, planned or idle";
        case Attribute::opening_year:
            break;
    }
    return "a year such as 2030";
}

Parsed<ChangeValue> year_value(std::string_view text) {
    const auto year = parse_decimal(text);
    if (!year || year->scale() != 0 || year->significand() < earliest_year ||
        year->significand() > latest_year) {
        return fault(fmt::format("a year between {} and {}", earliest_year, latest_year), text);
    }
    ChangeValue value;
    value.whole = year->significand();
    return value;
}

Parsed<ChangeValue> share_value(const Decimal& percent, std::string_view whole) {
    constexpr int most_decimals = 6;
    if (percent < Decimal(0) || Decimal(100'000) < percent || percent.scale() > most_decimals) {
        return fault("a share between 0 % and 100000 % with at most 6 decimals", whole);
    }
    ChangeValue value;
    value.percent = percent;
    return value;
}

}  // namespace

std::string_view to_string(Attribute attribute) {
    return names[static_cast<std::size_t>(attribute)];
}

std::optional<Attribute> parse_attribute(std::string_view text) {
    const auto place = std::find(names.begin(), names.end(), text);
    if (place == names.end()) {
        return std::nullopt;
    }
    return static_cast<Attribute>(place - names.begin());
}

const std::vector<std::string>& link_attributes() {
    static const std::vector<std::string> of_links = {"capacity", "status", "opening_year",
                                                      "transit_time", "tariff"};
    return of_links;
}

const std::vector<std::string>& node_attributes() {
    static const std::vector<std::string> of_nodes = {"capacity", "container_capacity", "dwell"};
    return of_nodes;
}

const std::vector<std::string>& resource_attributes() {
    static const std::vector<std::string> of_resources = {"amount"};
    return of_resources;
}

Parsed<ChangeValue> parse_change_value(Attribute attribute, std::string_view text) {
    const std::string_view whole = trimmed(text);
    ChangeValue value;
    if (attribute == Attribute::status) {
        value.status = parse_status(whole);
        if (!value.status) {
            return fault(example(attribute), text,
                         did_you_mean(whole, {"operating", "upgrading", "planned", "idle"}));
        }
        return value;
    }
    if (attribute == Attribute::opening_year) {
        return year_value(whole);
    }
    const auto number_end = std::min(whole.find_first_not_of("+-.0123456789"), whole.size());
    const auto amount = parse_decimal(whole.substr(0, number_end));
    const std::string_view unit = trimmed(whole.substr(number_end));
    if (!amount) {
        return fault(example(attribute), text);
    }
    if (unit == "%") {
        return share_value(*amount, whole);
    }
    if (*amount < Decimal(0)) {
        return fault("an amount of at least 0", whole);
    }
    if (unit.empty()) {
        return fault(example(attribute), text, "add the unit");
    }
    if (attribute == Attribute::capacity || attribute == Attribute::container_capacity ||
        attribute == Attribute::amount) {
        value.amount = Quantity{*amount, std::string(unit)};
        return value;
    }
    value.whole = attribute == Attribute::tariff ? in_units(*amount, unit, tariff_units)
                                                 : in_units(*amount, unit, time_units);
    if (!value.whole) {
        return fault(example(attribute), text);
    }
    return value;
}

}  // namespace corridor::scenario
