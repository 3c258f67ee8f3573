#pragma once

#include "io/rows.hpp"

#include <string_view>
#include <vector>

namespace corridor::io {

/// Names of properties: ours first, then those of the field, of open-gira and of DisruptSC.
inline const std::vector<Heading>& geojson_node_headings() {
    static const std::vector<Heading> headings = {
        {"node_id", {"node_id", "id"}},
        {"name", {"name"}},
        {"node_type", {"node_type", "kind", "infra"}},
        {"country", {"country", "iso3"}},
    };
    return headings;
}

inline const std::vector<Heading>& geojson_link_headings() {
    static const std::vector<Heading> headings = {
        {"link_id", {"link_id", "id"}},
        {"from_node_id", {"from_node_id", "from", "from_id"}},
        {"to_node_id", {"to_node_id", "to", "to_id"}},
        {"facility_type", {"facility_type", "mode"}},
        {"length_km", {"length_km", "distance_km"}},
        {"capacity", {"capacity"}},
        {"capacity_unit", {"capacity_unit", "unit"}},
    };
    return headings;
}

/// Member of the collection that holds the native tables for which GeoJSON has no place.
inline constexpr std::string_view geojson_tables = "corridor_tables";

}  // namespace corridor::io
