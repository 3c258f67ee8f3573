#include "flow/kernel/frontier_cut.hpp"
#include "flow/kernel/sweep.hpp"
#include "flow/kernel/without_each.hpp"
#include "flow_kernel/random_network.hpp"
#include "support/catch.hpp"

namespace kernel = corridor::flow::kernel;

namespace {

using reference::Network;
using reference::random_network;
using reference::value_of;
using reference::with_row;

template <class Value>
std::vector<Value> random_rows(reference::Generator& generator, const Network& network,
                               std::size_t count) {
    std::vector<Value> rows(count * static_cast<std::size_t>(network.columns));
    const std::uint32_t kind = generator.below(4);
    for (Value& value : rows) {
        const auto draw = static_cast<Value>(generator.below(kind == 0   ? 3
                                                             : kind == 1 ? 90
                                                                         : 40000));
        value = kind == 3 ? draw * 50000 : draw;
        if (sizeof(Value) == 8 && kind == 3) {
            value = static_cast<Value>(value << 20);
        }
        if (generator.below(60) == 0) {
            value = -1;
        }
    }
    return rows;
}

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

/// Which columns rows name, in an order of their own, and what the others hold.
struct Layout {
    std::vector<std::int32_t> position_of;
    std::vector<std::int64_t> shared;
    std::size_t width = 0;
};

/// Makes some columns of the rows the same in all, and leaves them out of the rows.
template <class Value>
Layout share_some_columns(reference::Generator& generator, std::size_t columns,
                          std::vector<Value>& rows) {
    Layout layout{std::vector<std::int32_t>(columns, kernel::none), {}, 0};
    layout.shared.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(columns));
    std::vector<std::size_t> named;
    const std::uint32_t one_in = 1 + generator.below(6);
    for (std::size_t column = 0; column < columns; ++column) {
        if (one_in == 1 || generator.below(one_in) != 0) {
            named.insert(
                named.begin() + generator.below(static_cast<std::uint32_t>(named.size() + 1)),
                column);
        }
    }
    for (const std::size_t column : named) {
        layout.position_of[column] = static_cast<std::int32_t>(layout.width++);
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (layout.position_of[at % columns] == kernel::none) {
            rows[at] = rows[at % columns];
        }
    }
    return layout;
}

template <class Value>
void check_sweep(const Network& network, reference::Generator& generator,
                 kernel::Workspace& workspace) {
    const std::size_t count = 1 + generator.below(70);
    const auto columns = static_cast<std::size_t>(network.columns);
    std::vector<Value> rows = random_rows<Value>(generator, network, count);
    const Layout layout = share_some_columns(generator, columns, rows);
    std::vector<Value> named(count * layout.width);
    for (std::size_t row = 0; row < count; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            if (layout.position_of[column] != kernel::none) {
                const auto position = static_cast<std::size_t>(layout.position_of[column]);
                named[row * layout.width + position] = rows[row * columns + column];
            }
        }
    }
    const std::size_t planned_rows = generator.below(20) == 0 ? 1'000'000 : 1;
    const kernel::FrontierPlan plan = kernel::plan_frontier(network.topology(), planned_rows,
                                                            kernel::Style::fused, 14, workspace);
    REQUIRE(plan.is_narrow());
    std::vector<std::int64_t> expected(count);
    for (std::size_t row = 0; row < count; ++row) {
        const Value* const begin = rows.data() + row * columns;
        const std::vector<std::int64_t> capacities(begin, begin + columns);
        expected[row] = value_of(with_row(network, capacities));
    }
    for (const kernel::LaneKernel& lanes : kernels_of_this_machine()) {
        for (const int bits : {16, 32, 64}) {
            std::vector<std::int64_t> values(count, -9);
            const kernel::RowView<Value> view{named.data(), layout.width, count};
            REQUIRE(kernel::sweep(plan, {layout.position_of, layout.shared}, view, values,
                                  workspace, lanes, bits) == kernel::Status::optimal);
            INFO(lanes.name << ", " << bits << " bits");
            REQUIRE(values == expected);
        }
    }
}

}  // namespace

TEST_CASE("a sweep gives every scenario its value, whatever the lanes") {
    reference::Generator generator(11);
    kernel::Workspace workspace;
    for (int round = 0; round < 400; ++round) {
        const Network network = random_network(generator, 12);
        check_sweep<std::int32_t>(network, generator, workspace);
        check_sweep<std::int64_t>(network, generator, workspace);
    }
}

TEST_CASE("the cut of a scenario is the one nearest to the source") {
    reference::Generator generator(12);
    kernel::Workspace workspace;
    for (int round = 0; round < 20000; ++round) {
        const Network network = random_network(generator, 13);
        const auto row = random_rows<std::int64_t>(generator, network, 1);
        const reference::Cut expected = reference::nearest_min_cut(with_row(network, row));
        const kernel::FrontierPlan plan =
            kernel::plan_frontier(network.topology(), 1, kernel::Style::plain, 14, workspace);
        std::int64_t value = 0;
        std::vector<std::uint8_t> side(network.nodes);
        const kernel::Status status = kernel::frontier_cut(plan, row, value, side, workspace);
        if (expected.unbounded) {
            REQUIRE(status == kernel::Status::unbounded);
            continue;
        }
        REQUIRE(status == kernel::Status::optimal);
        REQUIRE(value == expected.value);
        REQUIRE(side == expected.source_side);
    }
}

TEST_CASE("the flow without each link and without each node matches solving again") {
    reference::Generator generator(13);
    kernel::Workspace workspace;
    for (int round = 0; round < 2000; ++round) {
        const Network network = random_network(generator, 10);
        const auto row = random_rows<std::int64_t>(generator, network, 1);
        const kernel::FrontierPlan plan =
            kernel::plan_frontier(network.topology(), 1, kernel::Style::plain, 14, workspace);
        std::vector<kernel::EdgeResponse> edge(network.edges.size());
        std::vector<std::int64_t> node(network.nodes);
        kernel::WithoutEach answer{0, edge, node};
        (void)kernel::without_each(plan, row, answer, workspace);
        REQUIRE(answer.value == value_of(with_row(network, row)));
        const auto stated = [](std::int64_t value) {
            return value < kernel::out_of_reach ? value : -1;
        };
        for (std::size_t e = 0; e < edge.size(); ++e) {
            INFO("round " << round << ", edge " << e);
            REQUIRE(stated(edge[e].value_without()) == value_of(with_row(network, row, e)));
        }
        for (std::uint32_t v = 0; v < network.nodes; ++v) {
            INFO("round " << round << ", node " << v);
            const bool is_terminal = v == network.source || v == network.sink;
            const std::int64_t expected =
                is_terminal ? -1 : value_of(with_row(network, row, SIZE_MAX, v));
            REQUIRE((is_terminal ? node[v] : stated(node[v])) == expected);
        }
    }
}

TEST_CASE("the response of a link tells the flow for any capacity of it") {
    reference::Generator generator(14);
    kernel::Workspace workspace;
    for (int round = 0; round < 500; ++round) {
        const Network network = random_network(generator, 9);
        auto row = random_rows<std::int64_t>(generator, network, 1);
        std::replace(row.begin(), row.end(), std::int64_t{-1}, std::int64_t{7});
        const kernel::FrontierPlan plan =
            kernel::plan_frontier(network.topology(), 1, kernel::Style::plain, 14, workspace);
        std::vector<kernel::EdgeResponse> edge(network.edges.size());
        kernel::WithoutEach answer{0, edge, {}};
        REQUIRE(kernel::without_each(plan, row, answer, workspace) == kernel::Status::optimal);
        for (std::size_t e = 0; e < edge.size(); ++e) {
            auto changed = row;
            const auto forward = static_cast<std::size_t>(network.edges[e].forward);
            changed[forward] = generator.below(200);
            const kernel::Column backward = network.edges[e].backward;
            const std::int64_t other =
                backward == kernel::none ? 0 : changed[static_cast<std::size_t>(backward)];
            REQUIRE(edge[e].value_with(changed[forward], other) ==
                    value_of(with_row(network, changed)));
        }
    }
}

TEST_CASE("the more rows will share an order, the less work a row is") {
    reference::Generator generator(15);
    kernel::Workspace workspace;
    int lighter = 0;
    for (int round = 0; round < 30; ++round) {
        const Network network = random_network(generator, 40);
        const auto work_for = [&](std::size_t rows) {
            return kernel::plan_frontier(network.topology(), rows, kernel::Style::fused, 20,
                                         workspace)
                .quality.work;
        };
        const double alone = work_for(1);
        const double shared = work_for(1'000'000);
        REQUIRE(shared <= alone);
        lighter += shared < alone ? 1 : 0;
    }
    CHECK(lighter > 0);
}
