#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace corridor::io {

/// Nodes that a file may count beyond those its links can name. A network keeps a name for each
/// node, and a file of a few bytes must not cost gigabytes.
inline constexpr std::int64_t most_lone_nodes = 4'096;

[[nodiscard]] inline std::int64_t most_nodes(std::size_t links) {
    return 2 * static_cast<std::int64_t>(links) + most_lone_nodes;
}

/// What was expected where a file counts more nodes than that.
[[nodiscard]] inline std::string expected_nodes(std::size_t links) {
    return fmt::format("at most {}: two for each link, and {} that no link names",
                       most_nodes(links), most_lone_nodes);
}

}  // namespace corridor::io
