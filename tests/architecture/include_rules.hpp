#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corridor::architecture {

/// What one source file does against the direction of the rooms, one sentence each:
/// `include/corridor/units/length.hpp:3: units must not include network
/// (corridor/network/node.hpp)`. `path` is relative to the source root, with slashes.
std::vector<std::string> broken_rules(std::string_view path, std::string_view text);

}  // namespace corridor::architecture
