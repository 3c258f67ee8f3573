#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/dataset.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Reads a table of demands like demand.csv of a network folder, against the dictionary and a
/// network. Faults: nodes and commodities that the network does not have, unknown units, amounts
/// without unit or above TonnesPerYear::largest.
/// Returns      the rows in file order
/// Complexity   O(bytes) on average
[[nodiscard]] Parsed<std::vector<Demand>> parse_demand(const std::string& file,
                                                       std::string_view text,
                                                       const Network& network);

/// The same without a network: places and commodities are taken as they are named, and units are
/// default_units().
[[nodiscard]] Parsed<std::vector<Demand>> parse_demand(const std::string& file,
                                                       std::string_view text);

}  // namespace corridor::io
