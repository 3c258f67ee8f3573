#pragma once

#include <corridor/network/dataset.hpp>

namespace corridor {

/// The reference data set: the Trans-Caspian route from China to Europe with its railways, roads,
/// crossings, pipelines and ports, demand, projects and disruptions, each figure with its source.
/// Compiled in and read once; any number of threads may call this.
[[nodiscard]] const Dataset& middle_corridor_dataset();

/// The network of the reference data set.
[[nodiscard]] Network middle_corridor();

}  // namespace corridor
