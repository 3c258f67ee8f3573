#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/units/decimal.hpp>
#include <corridor/units/rates.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// What a unit measures. A rate in `containers` limits containers only.
enum class Dimension { mass, containers, oil_volume, gas_volume, trains, vehicles };

[[nodiscard]] std::string_view to_string(Dimension dimension);
[[nodiscard]] std::optional<Dimension> parse_dimension(std::string_view text);

/// A unit of capacity or demand and what it is worth: t/yr = amount × factor / divisor.
struct Unit {
    std::string symbol;  ///< "Mt/yr", "TEU/yr", "trains/day pair"
    Dimension dimension = Dimension::mass;
    Decimal factor{1};
    Decimal divisor{1};
    std::string source;  ///< source key of the factor
};

/// An amount as its source gives it: "1200 kb/d".
struct Quantity {
    Decimal amount;
    std::string unit;

    [[nodiscard]] std::string text() const { return amount.text() + " " + unit; }
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// The units a network knows. t/yr, kt/yr and Mt/yr are always there; everything else needs a
/// factor from data, because it rests on an assumption (14 t a TEU, 7.5 barrels a tonne).
class UnitTable {
  public:
    UnitTable();

    /// Requires: factor and divisor > 0. A symbol that is there already is replaced, except t/yr,
    /// kt/yr and Mt/yr, whose factors are definitions; false when refused.
    bool add(Unit unit);

    [[nodiscard]] const Unit* find(std::string_view symbol) const;
    [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
    [[nodiscard]] std::vector<std::string> symbols() const;

  private:
    std::vector<Unit> units_;
};

/// Whole tonnes a year of a quantity: exact in 128 bits, rounded once, halves upwards. Nothing
/// where the unit is unknown, the amount is negative or the result is above TonnesPerYear::largest.
[[nodiscard]] std::optional<TonnesPerYear> to_tonnes_per_year(const Quantity& quantity,
                                                              const UnitTable& units);

/// Reads "5 Mt/yr", "1200 kb/d", "89000 TEU/yr", "16 bcm/yr", "12 trains/day": a decimal number,
/// then the symbol of a unit in `units`. The diagnostics say which part is wrong and name the
/// nearest units; their place and field are the caller's to fill in.
/// Returns      the quantity; its rate in t/yr is certain to exist
[[nodiscard]] Parsed<Quantity> parse_quantity(std::string_view text, const UnitTable& units);

}  // namespace corridor
