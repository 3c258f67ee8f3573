#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/report/run_files.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace corridor::cli {

inline constexpr const char* embedded_network = "middle-corridor";

/// Reads NETWORK: the embedded data set or a folder. Faults are of the field `field`.
[[nodiscard]] Parsed<Dataset> read_network(const std::string& name, const std::string& field);

/// The files behind a network with their SHA-256, as NAME/file. Requires that it was read.
[[nodiscard]] std::vector<report::InputDigest> network_digests(const std::string& name,
                                                               const std::string& shown_as);

/// The fault that `path` is no folder to write into; nothing where it is one or can become one.
[[nodiscard]] Diagnostics check_output_folder(const std::filesystem::path& path);

}  // namespace corridor::cli
