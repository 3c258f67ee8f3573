#pragma once

#include "flow/kernel/topology.hpp"
#include "flow_kernel/reference.hpp"

namespace reference {

namespace kernel = corridor::flow::kernel;

/// A random network whose edges name columns of a row: one-way, two-way with one shared capacity,
/// or with two.
struct Network {
    std::uint32_t nodes = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::vector<kernel::Edge> edges;
    kernel::Column columns = 0;

    [[nodiscard]] kernel::Topology topology() const {
        return {static_cast<kernel::NodeId>(nodes), static_cast<kernel::NodeId>(source),
                static_cast<kernel::NodeId>(sink), edges, columns};
    }
};

inline Network random_network(Generator& generator, std::uint32_t most_nodes) {
    const Problem problem = generator.next(most_nodes);
    Network network{problem.nodes, problem.source, problem.sink, {}, 0};
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        const kernel::Column forward = network.columns++;
        kernel::Column backward = kernel::none;
        if (generator.below(2) == 0) {
            backward = generator.below(2) == 0 ? forward : network.columns++;
        }
        network.edges.push_back({static_cast<kernel::NodeId>(problem.tail[a]),
                                 static_cast<kernel::NodeId>(problem.head[a]), forward, backward});
    }
    return network;
}

inline Problem with_row(const Network& network, const std::vector<std::int64_t>& row,
                        std::size_t left_out = SIZE_MAX, std::uint32_t lost = UINT32_MAX) {
    Problem problem{network.nodes, network.source, network.sink, {}, {}, {}};
    for (std::size_t e = 0; e < network.edges.size(); ++e) {
        const auto [tail, head, forward, backward] = network.edges[e];
        const auto u = static_cast<std::uint32_t>(tail);
        const auto v = static_cast<std::uint32_t>(head);
        if (e == left_out || u == lost || v == lost) {
            continue;
        }
        problem.add(u, v, row[static_cast<std::size_t>(forward)]);
        if (backward != kernel::none) {
            problem.add(v, u, row[static_cast<std::size_t>(backward)]);
        }
    }
    return problem;
}

inline std::int64_t value_of(const Problem& problem) {
    const Cut cut = nearest_min_cut(problem);
    return cut.unbounded ? -1 : cut.value;
}

}  // namespace reference
