#pragma once

#include <corridor/report/html.hpp>

#include <span>
#include <string>
#include <string_view>

namespace corridor::report {

/// A text as it may stand in HTML and SVG, between tags and inside quoted attributes.
[[nodiscard]] std::string escaped(std::string_view text);

/// A page without scripts: the same figures as tables, and a map.
[[nodiscard]] std::string render_static_page(std::span<const PageRun> runs,
                                             std::span<const Comparison> comparisons = {});

/// The flows of a year as an SVG element: width is flow, colour the share of the capacity in use,
/// a halo what holds cargo back. Empty where fewer than two places in use have a position.
[[nodiscard]] std::string render_map_svg(const YearState& state, const YearResult& year);

}  // namespace corridor::report
