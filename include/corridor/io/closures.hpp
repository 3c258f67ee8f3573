#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/closure.hpp>
#include <corridor/network/network.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Reads a table of closures against the dictionary: columns link_id, from_hour and to_hour or
/// from_day and to_day, and factor. Faults: links that the network does not have, times given in
/// both ways or not at all, that end before they begin or lie beyond 2^38 seconds, and factors
/// above 1. Times are rounded to whole seconds.
/// Returns      the rows in file order
/// Complexity   O(bytes)
[[nodiscard]] Parsed<std::vector<LinkClosure>> parse_closures(const std::string& file,
                                                              std::string_view text,
                                                              const Network& network);

}  // namespace corridor::io
