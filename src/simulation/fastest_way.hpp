#pragma once

#include <corridor/network/network.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor::simulation {

/// The links of the way of least time over links that may be used and permit the commodity; ties by
/// link order. O((n + m) log n).
[[nodiscard]] std::optional<std::vector<LinkId>> fastest_way(const Network& network,
                                                             const std::vector<bool>& usable,
                                                             const std::string& commodity,
                                                             std::uint32_t from, std::uint32_t to);

}  // namespace corridor::simulation
