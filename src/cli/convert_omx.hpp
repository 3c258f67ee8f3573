#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

#include <filesystem>

namespace corridor::cli {

/// Demand into an .omx file, or out of one into a table. Requires that IN or OUT is named so.
int convert_omx(const ConvertArguments& arguments, const std::filesystem::path& output,
                Console& console);

}  // namespace corridor::cli
