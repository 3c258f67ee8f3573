#include "flow/throughput.hpp"

#include <algorithm>
#include <cstdlib>

namespace corridor::flow {

Throughput throughput_of(const Network& network, const std::string& commodity,
                         const std::vector<std::int64_t>& link_flow,
                         const std::vector<EndpointFlow>& origins) {
    const std::size_t count = network.nodes().size();
    Throughput result{std::vector<std::int64_t>(count, 0), std::vector<std::int64_t>(count, 0)};
    std::vector<std::int64_t> landed(count, 0);
    std::vector<std::int64_t> shipped(count, 0);
    const bool terminals_count = commodity.empty() || commodity == containers;
    const auto has_quay = [&](NodeId node) {
        return terminals_count && network.node(node).container_terminal.has_value();
    };
    for (std::size_t i = 0; i < link_flow.size(); ++i) {
        const Link& link = network.links()[i];
        const std::int64_t amount = std::abs(link_flow[i]);
        const NodeId from = link_flow[i] >= 0 ? link.tail : link.head;
        const NodeId to = link_flow[i] >= 0 ? link.head : link.tail;
        const bool vessel = link.mode == Mode::container_vessel;
        (vessel && has_quay(to) ? landed : result.node)[to.index] += amount;
        if (vessel && has_quay(from)) {
            shipped[from.index] += amount;
        }
    }
    for (const EndpointFlow& origin : origins) {
        result.node[origin.node.index] += origin.flow.count();
    }
    for (std::size_t v = 0; v < count; ++v) {
        result.node[v] += std::max<std::int64_t>(0, landed[v] - shipped[v]);
        result.terminal[v] = std::max(landed[v], shipped[v]);
    }
    return result;
}

}  // namespace corridor::flow
