#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace corridor::io {

/// A file in memory; the name has no folder in it.
struct NamedText {
    std::string name;
    std::string text;
};

/// Largest file that is read.
inline constexpr std::size_t largest_file = std::size_t{1} << 30;

/// Reads a whole file.
/// Returns      the bytes, or a diagnostic where there are more than `limit` of them
/// Throws       std::system_error with the path where the file cannot be opened or read
[[nodiscard]] Parsed<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t limit = largest_file);

/// Fills the span with the next bytes and returns their number; 0 at the end. Throws
/// std::system_error where reading fails.
using ByteSource = std::function<std::size_t(std::span<char>)>;

/// A file to be read a block at a time.
/// Throws       std::system_error with the path where it cannot be opened
[[nodiscard]] ByteSource open_file(const std::filesystem::path& path);

/// Standard input, a block at a time.
[[nodiscard]] ByteSource standard_input();

/// Writes files into a folder, which is created where it does not exist: all of them or none.
/// Every file is written and flushed under a temporary name before the first is renamed, so a
/// reader sees each file either as it was or complete.
/// Requires     names without '/', each given once
/// Throws       std::system_error with the path; earlier files are then as they were and the
///              temporary ones are gone
void write_files(const std::filesystem::path& folder, std::span<const NamedText> files);

}  // namespace corridor::io
