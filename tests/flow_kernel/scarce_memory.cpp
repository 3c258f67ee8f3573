#include "flow/kernel/frontier_cut.hpp"
#include "flow/kernel/pooled_sweep.hpp"
#include "flow/kernel/standing_solver.hpp"
#include "flow/kernel/without_each.hpp"
#include "flow_kernel/random_network.hpp"
#include "support/catch.hpp"

#include <numeric>

namespace kernel = corridor::flow::kernel;

namespace {

/// Runs with ever more memory until there is enough; anything but success or the report of too
/// little memory counts as wrong. Returns how often memory was too little.
template <class Run>
int refusals_until_success(Run run) {
    int refusals = 0;
    for (std::size_t bytes = 64;; bytes += bytes / 4 + 64) {
        kernel::Workspace workspace(bytes);
        const kernel::Status status = run(workspace);
        if (status != kernel::Status::out_of_memory) {
            return status == kernel::Status::optimal ? refusals : -1;
        }
        ++refusals;
    }
}

reference::Network finite_network(reference::Generator& generator) {
    reference::Network network;
    while (network.edges.empty()) {
        network = reference::random_network(generator, 40);
    }
    return network;
}

std::vector<std::int64_t> finite_row(const reference::Network& network) {
    return std::vector<std::int64_t>(static_cast<std::size_t>(network.columns), 5);
}

}  // namespace

TEST_CASE("with too little memory a cold solve says so and harms nothing") {
    reference::Generator generator(61);
    for (int round = 0; round < 100; ++round) {
        reference::Problem problem = generator.next(round % 2 == 0 ? 40 : 8);
        const bool has_unlimited = round % 5 == 0;
        for (std::int64_t& capacity : problem.capacity) {
            capacity = capacity < 0 && !has_unlimited ? 3 : capacity;
        }
        const reference::Cut expected = reference::nearest_min_cut(problem);
        if (expected.unbounded) {
            continue;
        }
        for (const std::size_t flows : {std::size_t{0}, problem.tail.size()}) {
            std::vector<std::uint8_t> side(problem.nodes);
            std::vector<std::int64_t> flow(flows);
            const int refusals = refusals_until_success([&](kernel::Workspace& workspace) {
                kernel::Answer answer{0, side, flow};
                const kernel::ArcView view{problem.nodes, problem.source, problem.sink,
                                           problem.tail,  problem.head,   problem.capacity};
                const kernel::Status status = kernel::solve(view, workspace, answer);
                REQUIRE((status != kernel::Status::optimal || answer.value == expected.value));
                return status;
            });
            REQUIRE(refusals > 0);
            REQUIRE(side == expected.source_side);
        }
    }
}

TEST_CASE("with too little memory planning, sweeping and standing solvers say so") {
    reference::Generator generator(62);
    for (int round = 0; round < 30; ++round) {
        const reference::Network network = finite_network(generator);
        const std::vector<std::int64_t> row = finite_row(network);
        const auto columns = static_cast<std::size_t>(network.columns);
        const std::size_t planned_rows = round == 0 ? 1'000'000 : 1;
        std::vector<std::int32_t> position_of(columns);
        std::iota(position_of.begin(), position_of.end(), 0);
        const kernel::RowLayout layout{position_of, row};
        for (const kernel::Style style : {kernel::Style::plain, kernel::Style::fused}) {
            const int refusals = refusals_until_success([&](kernel::Workspace& workspace) {
                const kernel::FrontierPlan plan =
                    kernel::plan_frontier(network.topology(), planned_rows, style, 20, workspace);
                if (workspace.exhausted()) {
                    return kernel::Status::out_of_memory;
                }
                std::int64_t value = 0;
                if (style == kernel::Style::fused) {
                    const kernel::RowView<std::int64_t> rows{row.data(), columns, 1};
                    return kernel::sweep(plan, layout, rows, {&value, 1}, workspace,
                                         kernel::portable_lanes());
                }
                std::vector<std::uint8_t> side(network.nodes);
                const kernel::Status status =
                    kernel::frontier_cut(plan, row, value, side, workspace);
                std::vector<kernel::EdgeResponse> edge(network.edges.size());
                std::vector<std::int64_t> node(network.nodes);
                kernel::WithoutEach answer{0, edge, node};
                return status == kernel::Status::optimal
                           ? kernel::without_each(plan, row, answer, workspace)
                           : status;
            });
            REQUIRE(refusals > 0);
        }
        const int refusals = refusals_until_success([&](kernel::Workspace& workspace) {
            kernel::StandingSolver solver(network.topology(), workspace);
            if (solver.status() != kernel::Status::optimal) {
                return solver.status();
            }
            solver.set_capacity(0, 7);
            std::int64_t value = 0;
            std::vector<std::uint8_t> side(network.nodes);
            return solver.solve(value, side);
        });
        REQUIRE(refusals > 0);
    }
}

TEST_CASE("with too little memory a sweep by paths and cuts says so and spoils no value") {
    reference::Generator generator(63);
    for (int round = 0; round < 20; ++round) {
        const reference::Network network = finite_network(generator);
        const auto columns = static_cast<std::size_t>(network.columns);
        std::vector<std::int32_t> position_of(columns);
        std::iota(position_of.begin(), position_of.end(), 0);
        const std::vector<std::int64_t> shared = finite_row(network);
        constexpr std::size_t count = 60;
        std::vector<std::int64_t> rows(count * columns);
        for (std::int64_t& capacity : rows) {
            capacity = generator.below(100);
        }
        std::vector<std::int64_t> expected;
        for (std::size_t row = 0; row < count; ++row) {
            const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(row * columns);
            expected.push_back(
                value_of(with_row(network, {begin, begin + static_cast<std::ptrdiff_t>(columns)})));
        }
        kernel::Workspace plenty;
        const kernel::Structure structure = kernel::reduce_structure(network.topology(), plenty);
        int refusals = 0;
        bool is_done = false;
        for (std::size_t bytes = 64; !is_done; bytes += bytes / 4 + 64) {
            kernel::PooledSweep sweep(structure, {position_of, shared}, kernel::portable_lanes(),
                                      16, bytes);
            std::vector<std::int64_t> values(count);
            const kernel::RowView<std::int64_t> view{rows.data(), columns, count};
            const kernel::Status status =
                sweep.exhausted() ? kernel::Status::out_of_memory : sweep.solve(view, values);
            is_done = status == kernel::Status::optimal;
            REQUIRE((is_done || status == kernel::Status::out_of_memory));
            REQUIRE((!is_done || values == expected));
            refusals += is_done ? 0 : 1;
        }
        REQUIRE(refusals > 0);
    }
}
