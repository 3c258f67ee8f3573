#pragma once

#include <corridor/flow/removals.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::report {

/// "link", "node", "system" or "group".
[[nodiscard]] std::string_view kind_name(Target::Kind kind);

/// The names of some targets, by position.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<Target>& targets,
                                                const std::vector<std::uint32_t>& positions);

/// "1.5 Mt/yr", or "unlimited" below 0.
[[nodiscard]] std::string flow_text(std::int64_t flow);

}  // namespace corridor::report
