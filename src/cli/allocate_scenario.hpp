#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

#include <string_view>

namespace corridor::cli {

[[nodiscard]] inline bool names_scenario(std::string_view file) {
    return file.ends_with(".toml");
}

/// One year of a scenario as an allocation; returns the exit code.
int allocate_scenario(const CommonArguments& common, const AllocateArguments& arguments,
                      Console& console);

}  // namespace corridor::cli
