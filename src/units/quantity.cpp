#include <corridor/base/contract.hpp>
#include <corridor/base/names.hpp>
#include <corridor/units/quantity.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace corridor {
namespace {

constexpr std::array<std::pair<Dimension, std::string_view>, 6> dimension_names = {{
    {Dimension::mass, "mass"},
    {Dimension::containers, "containers"},
    {Dimension::oil_volume, "oil_volume"},
    {Dimension::gas_volume, "gas_volume"},
    {Dimension::trains, "trains"},
    {Dimension::vehicles, "vehicles"},
}};

constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> defined_units = {{
    {"t/yr", 1},
    {"kt/yr", 1'000},
    {"Mt/yr", 1'000'000},
}};

bool is_defined(std::string_view symbol) {
    return std::any_of(defined_units.begin(), defined_units.end(),
                       [&](const auto& unit) { return unit.first == symbol; });
}

Diagnostics fault(std::string expected, std::string_view found, std::string advice) {
    Diagnostics diagnostics;
    diagnostics.add({Severity::error, Place{}, "", std::move(expected), fmt::format("'{}'", found),
                     std::move(advice)});
    return diagnostics;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

std::string_view to_string(Dimension dimension) {
    for (const auto& [value, name] : dimension_names) {
        if (value == dimension) {
            return name;
        }
    }
    return {};
}

std::optional<Dimension> parse_dimension(std::string_view text) {
    for (const auto& [value, name] : dimension_names) {
        if (name == text) {
            return value;
        }
    }
    return std::nullopt;
}

UnitTable::UnitTable() {
    for (const auto& [symbol, tonnes] : defined_units) {
        units_.push_back({std::string(symbol), Dimension::mass, Decimal(tonnes), Decimal(1), ""});
    }
}

bool UnitTable::add(Unit unit) {
    expects(unit.factor.significand() > 0 && unit.divisor.significand() > 0,
            "the factor and the divisor of a unit are positive");
    const auto place = std::find_if(units_.begin(), units_.end(),
                                    [&](const Unit& known) { return known.symbol == unit.symbol; });
    if (place == units_.end()) {
        units_.push_back(std::move(unit));
        return true;
    }
    if (is_defined(unit.symbol)) {
        const auto given = scaled_to_whole(Decimal(1), unit.factor, unit.divisor);
        const auto defined = scaled_to_whole(Decimal(1), place->factor, place->divisor);
        if (unit.dimension != Dimension::mass || given != defined) {
            return false;
        }
    }
    *place = std::move(unit);
    return true;
}

const Unit* UnitTable::find(std::string_view symbol) const {
    const auto place = std::find_if(units_.begin(), units_.end(),
                                    [&](const Unit& unit) { return unit.symbol == symbol; });
    return place == units_.end() ? nullptr : &*place;
}

std::vector<std::string> UnitTable::symbols() const {
    std::vector<std::string> names;
    names.reserve(units_.size());
    for (const Unit& unit : units_) {
        names.push_back(unit.symbol);
    }
    return names;
}

std::optional<TonnesPerYear> to_tonnes_per_year(const Quantity& quantity, const UnitTable& units) {
    const Unit* unit = units.find(quantity.unit);
    if (unit == nullptr || quantity.amount.significand() < 0) {
        return std::nullopt;
    }
    const auto tonnes = scaled_to_whole(quantity.amount, unit->factor, unit->divisor);
    if (!tonnes || *tonnes > TonnesPerYear::largest) {
        return std::nullopt;
    }
    return TonnesPerYear(*tonnes);
}

Parsed<Quantity> parse_quantity(std::string_view text, const UnitTable& units) {
    const std::string_view whole = trimmed(text);
    const auto number_end = std::min(whole.find_first_not_of("+-.0123456789"), whole.size());
    const auto amount = parse_decimal(whole.substr(0, number_end));
    if (!amount) {
        return fault("a number and a unit, such as '5 Mt/yr'", text,
                     "write digits and at most one point, without thousands separators");
    }
    const std::string_view symbol = trimmed(whole.substr(number_end));
    if (symbol.empty()) {
        return fault("a number and a unit, such as '5 Mt/yr'", text, "add the unit");
    }
    if (units.find(symbol) == nullptr) {
        const std::vector<std::string> symbols = units.symbols();
        std::string advice = did_you_mean(symbol, symbols);
        if (advice.empty()) {
            advice = fmt::format("known units: {}", fmt::join(symbols, ", "));
        }
        return fault("a known unit", symbol, std::move(advice));
    }
    if (amount->significand() < 0) {
        return fault("an amount of at least 0", whole, "");
    }
    Quantity quantity{*amount, std::string(symbol)};
    if (!to_tonnes_per_year(quantity, units)) {
        return fault(fmt::format("at most {} t/yr", TonnesPerYear::largest), whole, "");
    }
    return quantity;
}

}  // namespace corridor
