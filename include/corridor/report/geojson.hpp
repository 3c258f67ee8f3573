#pragma once

#include <corridor/report/max_flow.hpp>
#include <corridor/scenario/run.hpp>

#include <span>
#include <string>

namespace corridor::report {

/// A flow as GeoJSON (RFC 7946): a line for each link with flow, a point for each node that it
/// touches, with the columns of the links and nodes tables as properties. Degrees WGS 84. A place
/// without a position has a null geometry. Opens in QGIS.
[[nodiscard]] std::string render_geojson(const MaxFlowReport& report);

/// The loads of one or more runs, year by year, with scenario and year as properties.
[[nodiscard]] std::string render_geojson(std::span<const ScenarioResult> results);

}  // namespace corridor::report
