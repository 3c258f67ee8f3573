#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/files.hpp>

#include <cstddef>
#include <filesystem>
#include <string>

namespace corridor::io {

/// Reads a whole file, unpacked where its first bytes say that it is gzip or xz.
/// Returns      the bytes, or a diagnostic: more than `limit` bytes packed or unpacked, damaged, or
///              packed in a way that this build cannot read
/// Throws       std::system_error with the path where the file cannot be opened or read
[[nodiscard]] Parsed<std::string> read_compressed(const std::filesystem::path& path,
                                                  std::size_t limit = largest_file);

}  // namespace corridor::io
