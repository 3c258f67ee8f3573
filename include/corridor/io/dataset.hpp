#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/files.hpp>
#include <corridor/network/dataset.hpp>

#include <filesystem>
#include <span>

namespace corridor {

/// Reads the data set of a corridor from a folder of CSV files: nodes.csv and links.csv, and where
/// they exist demand.csv, projects.csv, disruptions.csv, costs.csv, resources.csv,
/// resource_use.csv, equipment.csv, nests.csv, corridors.csv, sources.csv and units.csv. Only
/// columns that differ from the default of the data dictionary are needed. Units of units.csv come
/// on top of the embedded ones. Commodities are numbered in the order in which links.csv names
/// them, then demand.csv. Returns      the data set with warnings, or everything that is wrong with
/// it Throws       std::system_error with the path where the folder or a file cannot be read
/// Complexity   O(bytes) on average
[[nodiscard]] Parsed<Dataset> read_dataset(const std::filesystem::path& folder);

/// The same from files in memory, named as they would be in the folder.
[[nodiscard]] Parsed<Dataset> parse_dataset(std::span<const io::NamedText> files);

/// The units known without a units.csv: those of the embedded one.
[[nodiscard]] const UnitTable& default_units();

}  // namespace corridor
