#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/report/run_files.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::cli {

inline constexpr const char* embedded_network = "middle-corridor";

/// Whether a network is named as a DIMACS maximum-flow file is: .max, .max.gz or .max.xz.
[[nodiscard]] bool names_dimacs_file(std::string_view name);

/// The same for a minimum-cost problem: .min, .min.gz or .min.xz.
[[nodiscard]] bool names_dimacs_min_file(std::string_view name);

/// A network with the places that its file names: the defaults of --from and --to.
struct NetworkInput {
    Dataset data{};
    std::string source{};  ///< empty: the file names none
    std::string sink{};
};

/// Reads NETWORK: the embedded data set, or a folder or file in a format that
/// io::detect_format() knows. Faults are of the field `field`.
[[nodiscard]] Parsed<NetworkInput> read_network_input(const std::string& name,
                                                      const std::string& field);

/// The data of read_network_input().
[[nodiscard]] Parsed<Dataset> read_network(const std::string& name, const std::string& field);

/// The files behind a network with their SHA-256, as NAME/file. Requires that it was read.
[[nodiscard]] std::vector<report::InputDigest> network_digests(const std::string& name,
                                                               const std::string& shown_as);

/// The fault that `path` is no file to read, where `expected` should be; nothing where it is one.
[[nodiscard]] Diagnostics check_input_file(const std::string& path, const std::string& field,
                                           const std::string& expected);

/// The fault that `path` is no folder to write into; nothing where it is one or can become one.
[[nodiscard]] Diagnostics check_output_folder(const std::filesystem::path& path);

}  // namespace corridor::cli
