#pragma once

#include "io/rows.hpp"

#include <corridor/io/network_file.hpp>

#include <string>

namespace corridor::io {

/// One for each format that is written; render_network() chooses.
[[nodiscard]] RenderedNetwork render_gmns(const NetworkFile& network);
/// The config.csv that goes with a network; what was read stays in it.
[[nodiscard]] NamedText gmns_config(const NetworkFile& network);
[[nodiscard]] RenderedNetwork render_geojson(const NetworkFile& network, std::string name);

}  // namespace corridor::io
