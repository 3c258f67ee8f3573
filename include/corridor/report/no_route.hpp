#pragma once

#include <corridor/flow/max_flow.hpp>

#include <string>

namespace corridor::report {

/// Why nothing can move, in one sentence: that no open link sequence permits it, and the fewest
/// closed, excluded or forbidden links that would make a route, each with what closes it.
/// Requires     check(network, query) finds nothing
/// Complexity   O(n + m) after one look at every exclusion for each link
[[nodiscard]] std::string explain_no_route(const Network& network, const FlowQuery& query);

}  // namespace corridor::report
