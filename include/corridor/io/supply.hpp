#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/network.hpp>
#include <corridor/units/rates.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// What starts at a node, or ends there where it is negative, in t/yr.
struct NodeSupply {
    std::string node;
    std::int64_t tonnes_per_year = 0;
};

/// Reads a table of supplies against the dictionary: columns node_id, supply and unit, a row for
/// each node that sends or receives. Faults: nodes that the network does not have, unknown units,
/// amounts above TonnesPerYear::largest, and no supply or no demand at all.
/// Returns      the rows in file order, those of 0 left out
/// Complexity   O(bytes)
[[nodiscard]] Parsed<std::vector<NodeSupply>> parse_supply(const std::string& file,
                                                           std::string_view text,
                                                           const Network& network);

}  // namespace corridor::io
