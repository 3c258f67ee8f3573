#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace corridor::flow {

/// In t/yr by node.
struct Throughput {
    std::vector<std::int64_t> node;
    std::vector<std::int64_t> terminal;
};

/// What passes each place, from the net flows: what arrives and what starts there. Where vessels
/// have a quay, what they exchange among themselves passes the quay alone.
[[nodiscard]] Throughput throughput_of(const Network& network, const std::string& commodity,
                                       const std::vector<std::int64_t>& link_flow,
                                       const std::vector<EndpointFlow>& origins);

}  // namespace corridor::flow
