#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/attributes.hpp>
#include <corridor/units/quantity.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::scenario {

/// What a change can change.
enum class Attribute : std::uint8_t {
    capacity,
    container_capacity,
    status,
    opening_year,
    transit_time,
    dwell,
    tariff,
    amount,
};

[[nodiscard]] std::string_view to_string(Attribute attribute);
[[nodiscard]] std::optional<Attribute> parse_attribute(std::string_view text);
/// The attributes that links, nodes or resources have.
[[nodiscard]] const std::vector<std::string>& link_attributes();
[[nodiscard]] const std::vector<std::string>& node_attributes();
[[nodiscard]] const std::vector<std::string>& resource_attributes();

/// The value of a change: one of these is set.
struct ChangeValue {
    std::optional<Decimal> percent;  ///< of what it was
    std::optional<Quantity> amount;  ///< its unit is not looked up yet
    std::optional<Status> status;
    std::optional<std::int64_t> whole;  ///< seconds, micro-USD per tonne, or a year
};

/// Reads the value of an attribute: "17 Mt/yr", "75 %", "operating", "2030", "36 h", "25 USD/t".
/// The place and the field of a diagnostic are the caller's to fill in.
[[nodiscard]] Parsed<ChangeValue> parse_change_value(Attribute attribute, std::string_view text);

}  // namespace corridor::scenario
