#pragma once

#include <corridor/network/network.hpp>

#include <string_view>

namespace corridor::test {

/// A network from text, one or more links a line:
///     port -5-> yard -14-> plant        one-way, capacity in t/yr
///     yard -7- depot                    two-way
///     a -inf-> b                        unlimited
///     a -5/3-> b                        capacity 5 t/yr, transit time 3 h
///     [yard 10]                         the throughput of a node
/// Nodes appear in the order in which they are named; links are called "port-yard", and
/// "port-yard#2" when the name is taken.
[[nodiscard]] Network ascii_network(std::string_view text);

}  // namespace corridor::test
