#pragma once

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>

#include <vector>

namespace corridor::flow {

/// Endpoints of a checked query, with nothing on them yet.
[[nodiscard]] std::vector<EndpointFlow> endpoint_flows(const Network& network,
                                                       const std::vector<Endpoint>& endpoints);

/// Throws std::logic_error where an answer did not pass its check.
void require_certified(const Verdict& verdict);

}  // namespace corridor::flow
