#pragma once

#include <corridor/base/diagnostics.hpp>

#include <filesystem>
#include <string>

namespace corridor::cli {

/// A name that --flow cannot write to; nothing where it can.
[[nodiscard]] Diagnostics check_flow_file(const std::filesystem::path& path);

/// Writes a DIMACS solution, all of it or nothing.
void write_flow_file(const std::filesystem::path& path, std::string text);

}  // namespace corridor::cli
