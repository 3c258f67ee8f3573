#include "flow/answer_parts.hpp"

#include <stdexcept>

namespace corridor::flow {

std::vector<EndpointFlow> endpoint_flows(const Network& network,
                                         const std::vector<Endpoint>& endpoints) {
    std::vector<EndpointFlow> result;
    for (const Endpoint& endpoint : endpoints) {
        result.push_back({*network.find_node(endpoint.node), TonnesPerYear(), endpoint.limit});
    }
    return result;
}

void require_certified(const Verdict& verdict) {
    if (!verdict.holds()) {
        throw std::logic_error("an answer failed its certificate: " + verdict.violations.front());
    }
}

}  // namespace corridor::flow
