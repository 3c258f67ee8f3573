#pragma once

#include "io/rows.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Freight figures, for which GMNS has no fields, stand in user columns with this prefix.
inline constexpr std::string_view gmns_prefix = "cor_";

inline const std::vector<Heading>& gmns_node_headings() {
    static const std::vector<Heading> headings = {
        {"node_id", {"node_id"}},
        {"name", {"name"}},
        {"x_coord", {"x_coord"}},
        {"y_coord", {"y_coord"}},
        {"node_type", {"cor_node_type", "node_type"}},
        {"dwell_hours", {"cor_dwell_h", "cor_dwell_hours"}},
    };
    return headings;
}

inline const std::vector<Heading>& gmns_link_headings() {
    static const std::vector<Heading> headings = {
        {"link_id", {"link_id"}},
        {"from_node_id", {"from_node_id"}},
        {"to_node_id", {"to_node_id"}},
        {"directed", {"directed"}},
        {"facility_type", {"cor_mode", "cor_facility_type", "facility_type"}},
        {"length_km", {"length"}},
        {"commodities", {"allowed_uses"}},
        {"transit_time_hours", {"cor_transit_time_h", "cor_transit_time_hours"}},
        {"tariff", {"cor_cost_usd_per_t", "cor_tariff"}},
        {"opening_year", {"cor_open_year", "cor_opening_year"}},
    };
    return headings;
}

/// The native tables that a GMNS folder holds beside its own, as cor_NAME.csv.
inline constexpr std::array<std::string_view, 6> gmns_native_tables = {
    "demand", "projects", "disruptions", "costs", "sources", "units"};

}  // namespace corridor::io
