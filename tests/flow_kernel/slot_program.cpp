#include "flow/kernel/slot_program.hpp"

#include "flow/kernel/sweep.hpp"
#include "flow_kernel/random_network.hpp"
#include "support/catch.hpp"

namespace kernel = corridor::flow::kernel;

namespace {

std::vector<kernel::LaneKernel> kernels_of_this_machine() {
    std::vector<kernel::LaneKernel> kernels{kernel::portable_lanes()};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        kernels.push_back(kernel::avx2_lanes());
    }
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        kernels.push_back(kernel::avx512_lanes());
    }
#endif
    return kernels;
}

}  // namespace

TEST_CASE("one narrow network has its value and its nearest cut, whatever the lanes") {
    reference::Generator generator(16);
    kernel::Workspace workspace;
    int narrow = 0;
    for (int round = 0; round < 20000; ++round) {
        CAPTURE(round);
        const reference::Network network =
            reference::random_network(generator, round % 4 == 0 ? 30 : 12);
        const auto columns = static_cast<std::size_t>(network.columns);
        std::vector<std::int64_t> row(columns);
        const std::uint32_t most = generator.below(2) == 0 ? 4 : 1'000'000;
        std::int64_t at_once = 0;
        for (std::int64_t& capacity : row) {
            capacity = generator.below(most);
        }
        const auto edge_at = [&](std::size_t i) { return network.edges[i]; };
        const auto source = static_cast<kernel::NodeId>(network.source);
        const auto sink = static_cast<kernel::NodeId>(network.sink);
        kernel::SlotProgram program(static_cast<kernel::NodeId>(network.nodes), source, sink,
                                    network.edges.size(), edge_at, nullptr, workspace);
        if (!program.is_narrow()) {
            continue;
        }
        ++narrow;
        for (std::size_t i = 0; i < network.edges.size(); ++i) {
            const auto [tail, head, forward, backward] = network.edges[i];
            const auto amount = [&](kernel::Column column) {
                return column == kernel::none
                           ? 0
                           : static_cast<std::int32_t>(row[static_cast<std::size_t>(column)]);
            };
            program.set_amounts(i, amount(forward), amount(backward));
            at_once += tail == source && head == sink ? amount(forward) : 0;
            at_once += tail == sink && head == source ? amount(backward) : 0;
        }
        const reference::Cut expected = reference::nearest_min_cut(with_row(network, row));
        for (const kernel::LaneKernel& lanes : kernels_of_this_machine()) {
            INFO(lanes.name);
            std::vector<std::uint8_t> side(network.nodes, 9);
            REQUIRE(program.run(lanes, side.data(), workspace) + at_once == expected.value);
            REQUIRE(side == expected.source_side);
            REQUIRE(program.run(lanes, nullptr, workspace) + at_once == expected.value);
        }
    }
    CHECK(narrow > 10000);
}
