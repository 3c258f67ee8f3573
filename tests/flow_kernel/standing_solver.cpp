#include "flow/kernel/standing_solver.hpp"

#include "flow/kernel/cold_solver.hpp"
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

/// Columns by rows of nodes with two-way links to the next row, and in rows unless thin; every
/// link by way of one node more, as along a real line.
reference::Network lattice(std::uint32_t length, std::uint32_t width, bool is_thin) {
    reference::Network network{length * width + 2, length * width, length * width + 1, {}, 0};
    const auto join = [&](std::uint32_t u, std::uint32_t v) {
        const auto middle = static_cast<kernel::NodeId>(network.nodes++);
        for (const auto& [tail, head] : {std::pair(static_cast<kernel::NodeId>(u), middle),
                                         std::pair(middle, static_cast<kernel::NodeId>(v))}) {
            network.edges.push_back({tail, head, network.columns, network.columns});
            ++network.columns;
        }
    };
    for (std::uint32_t x = 0; x < length; ++x) {
        for (std::uint32_t y = 0; y < width; ++y) {
            const std::uint32_t v = x * width + y;
            if (x + 1 < length) {
                join(v, v + width);
            }
            if (y + 1 < width && (!is_thin || x % 3 == 0)) {
                join(v, v + 1);
            }
        }
    }
    for (std::uint32_t y = 0; y < width; ++y) {
        join(network.source, y);
        join((length - 1) * width + y, network.sink);
    }
    return network;
}

/// Changes one capacity in a hundred, again and again, and compares with solving from scratch.
bool follows_small_changes(const reference::Network& network, reference::Generator& generator) {
    kernel::Workspace workspace;
    kernel::Workspace cold_workspace;
    kernel::StandingSolver solver(network.topology(), workspace);
    std::vector<std::int64_t> row(static_cast<std::size_t>(network.columns));
    const auto change = [&](std::size_t column) {
        row[column] = 1 + generator.below(1000);
        solver.set_capacity(static_cast<kernel::Column>(column), row[column]);
    };
    for (std::size_t column = 0; column < row.size(); ++column) {
        change(column);
    }
    for (int round = 0; round < 60; ++round) {
        const reference::Problem problem = with_row(network, row);
        std::vector<std::uint8_t> expected(network.nodes);
        std::vector<std::uint8_t> side(network.nodes);
        kernel::Answer answer{0, expected, {}};
        const kernel::ArcView view{problem.nodes, problem.source, problem.sink,
                                   problem.tail,  problem.head,   problem.capacity};
        std::int64_t value = 0;
        if (kernel::solve(view, cold_workspace, answer) != kernel::Status::optimal ||
            solver.solve(value, {}) != kernel::Status::optimal || value != answer.value) {
            return false;
        }
        if (round % 3 == 0 && (solver.solve(value, side) != kernel::Status::optimal ||
                               value != answer.value || side != expected)) {
            return false;
        }
        for (std::size_t i = 0; i < row.size() / 100 + 1; ++i) {
            change(generator.below(static_cast<std::uint32_t>(row.size())));
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

TEST_CASE("a long thin network follows when one capacity in a hundred changes") {
    reference::Generator generator(2026);
    for (const std::uint32_t width : {2U, 4U, 6U}) {
        INFO("width " << width);
        REQUIRE(follows_small_changes(lattice(300, width, true), generator));
    }
}

TEST_CASE("a wide mesh follows when one capacity in a hundred changes") {
    reference::Generator generator(2027);
    for (const std::uint32_t width : {8U, 20U, 40U}) {
        INFO("width " << width);
        REQUIRE(follows_small_changes(lattice(30, width, false), generator));
    }
}
