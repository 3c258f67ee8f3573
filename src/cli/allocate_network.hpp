#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace corridor::cli {

/// The verb allocate with demands on a network.
int allocate_network(const CommonArguments& common, const AllocateArguments& arguments,
                     Console& console);

}  // namespace corridor::cli
