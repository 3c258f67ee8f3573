#include "flow/kernel/standing_solver.hpp"

#include "flow_kernel/random_network.hpp"
#include "support/catch.hpp"

namespace kernel = corridor::flow::kernel;

namespace {

/// Changes some capacities, sometimes all, and solves again; false at the first wrong answer.
bool stays_right(const reference::Network& network, reference::Generator& generator,
                 kernel::Workspace& workspace) {
    kernel::StandingSolver solver(network.topology(), workspace);
    std::vector<std::int64_t> row(static_cast<std::size_t>(network.columns), 0);
    for (int change = 0; change < 12; ++change) {
        const std::uint32_t share = change == 0 ? 1 : 1 + generator.below(6);
        const std::uint32_t top = generator.below(2) == 0 ? 4 : 100000;
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (generator.below(share) == 0) {
                row[column] = generator.below(40) == 0 ? std::int64_t{-1}
                                                       : std::int64_t{generator.below(top)};
                solver.set_capacity(static_cast<kernel::Column>(column), row[column]);
            }
        }
        const reference::Cut expected = reference::nearest_min_cut(with_row(network, row));
        std::int64_t value = 0;
        std::vector<std::uint8_t> side(network.nodes);
        const kernel::Status status = solver.solve(value, side);
        if (expected.unbounded ? status != kernel::Status::too_large
                               : status != kernel::Status::optimal || value != expected.value ||
                                     side != expected.source_side) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("changed capacities are answered as if solved from scratch") {
    reference::Generator generator(2024);
    kernel::Workspace workspace;
    for (int round = 0; round < 3000; ++round) {
        INFO("round " << round);
        const auto network = reference::random_network(generator, 14);
        REQUIRE(stays_right(network, generator, workspace));
    }
}

TEST_CASE("a standing network of many thin branches stays right") {
    reference::Generator generator(2025);
    kernel::Workspace workspace;
    for (int round = 0; round < 60; ++round) {
        INFO("round " << round);
        const auto network = reference::random_network(generator, 90);
        REQUIRE(stays_right(network, generator, workspace));
    }
}
