#pragma once

#include <corridor/flow/multicommodity.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

namespace corridor::report {

/// Null where it is not finite.
inline nlohmann::ordered_json number(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

/// The capacities between which a price holds, where they are known; null: for ever.
inline void put_range(nlohmann::ordered_json& entry, const std::optional<flow::PriceRange>& range) {
    if (range) {
        entry["price_from"] = range->from;
        entry["price_to"] = number(range->to);
    }
}

}  // namespace corridor::report
