#include "flow/kernel/pooled_sweep.hpp"

#include "flow_kernel/random_network.hpp"
#include "support/catch.hpp"

namespace kernel = corridor::flow::kernel;

namespace {

using reference::Network;
using reference::random_network;
using reference::value_of;
using reference::with_row;

/// Scenarios of one year: each capacity a share of its base, now and then closed or without limit.
struct Study {
    Network network;
    std::vector<std::int32_t> position_of;
    std::vector<std::int64_t> shared;
    std::size_t width = 0;
    std::vector<std::int64_t> rows;
    std::size_t count = 0;

    [[nodiscard]] std::vector<std::int64_t> capacities(std::size_t row) const {
        std::vector<std::int64_t> all = shared;
        for (std::size_t column = 0; column < all.size(); ++column) {
            if (position_of[column] != kernel::none) {
                all[column] = rows[row * width + static_cast<std::size_t>(position_of[column])];
            }
        }
        return all;
    }
};

Study random_study(reference::Generator& generator, std::uint32_t most_nodes, std::size_t count,
                   std::int64_t unit) {
    Study study;
    study.network = random_network(generator, most_nodes);
    study.count = count;
    const bool may_be_unlimited = generator.below(3) == 0;
    const bool may_be_shared = generator.below(2) == 0;
    const std::uint32_t largest = generator.below(2) == 0 ? 12 : 4000;
    std::vector<std::int64_t> base;
    for (kernel::Column column = 0; column < study.network.columns; ++column) {
        const bool is_shared = may_be_shared && generator.below(4) == 0;
        const std::int64_t draw = std::int64_t{generator.below(largest)} * unit;
        study.shared.push_back(may_be_unlimited && generator.below(8) == 0 ? -1 : draw);
        study.position_of.push_back(is_shared ? kernel::none
                                              : static_cast<std::int32_t>(study.width++));
        if (!is_shared) {
            base.push_back(std::int64_t{1 + generator.below(largest)} * unit);
        }
    }
    for (std::size_t row = 0; row < count; ++row) {
        for (const std::int64_t most : base) {
            const std::int64_t share = most * (30 + generator.below(71)) / 100;
            const bool is_unlimited = may_be_unlimited && generator.below(20) == 0;
            study.rows.push_back(is_unlimited ? -1 : generator.below(30) == 0 ? 0 : share);
        }
    }
    return study;
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

template <class Value>
std::size_t check_study(const Study& study) {
    const std::vector<Value> rows(study.rows.begin(), study.rows.end());
    std::vector<std::int64_t> expected;
    for (std::size_t row = 0; row < study.count; ++row) {
        expected.push_back(value_of(with_row(study.network, study.capacities(row))));
    }
    kernel::Workspace workspace;
    const kernel::Structure structure =
        kernel::reduce_structure(study.network.topology(), workspace);
    std::size_t taught = 0;
    for (const kernel::LaneKernel& lanes : kernels_of_this_machine()) {
        for (const int bits : {16, 32, 64}) {
            kernel::PooledSweep sweep(structure, {study.position_of, study.shared}, lanes, bits);
            REQUIRE_FALSE(sweep.exhausted());
            // In two calls: what the first taught must not change what the second finds.
            std::vector<std::int64_t> values(study.count, -9);
            const std::size_t half = study.count / 2;
            const std::span<std::int64_t> all(values);
            REQUIRE(sweep.solve(kernel::RowView<Value>{rows.data(), study.width, half},
                                all.first(half)) == kernel::Status::optimal);
            REQUIRE(sweep.solve(kernel::RowView<Value>{rows.data() + half * study.width,
                                                       study.width, study.count - half},
                                all.subspan(half)) == kernel::Status::optimal);
            INFO(lanes.name << ", " << bits << " bits");
            REQUIRE(values == expected);
            taught = sweep.taught();
        }
    }
    return taught;
}

}  // namespace

TEST_CASE("a scenario has its own value, whatever the scenarios before it taught") {
    reference::Generator generator(21);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        check_study<std::int32_t>(random_study(generator, 14, 1 + generator.below(200), 1));
        check_study<std::int64_t>(random_study(generator, 14, 1 + generator.below(200), 1));
    }
}

TEST_CASE("values around and beyond 32 bits are exact") {
    reference::Generator generator(22);
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        check_study<std::int32_t>(random_study(generator, 12, 100, 500'000));
        check_study<std::int64_t>(random_study(generator, 12, 100, 1 + (1 << 20)));
        check_study<std::int64_t>(random_study(generator, 12, 100, std::int64_t{1} << 36));
    }
}

TEST_CASE("similar scenarios are proved by what few of them taught") {
    reference::Generator generator(23);
    std::size_t taught = 0;
    constexpr std::size_t count = 2000;
    constexpr std::size_t studies = 20;
    for (std::size_t i = 0; i < studies; ++i) {
        taught += check_study<std::int32_t>(random_study(generator, 30, count, 1));
    }
    CHECK(taught < studies * count / 10);
}

TEST_CASE("scenarios that have nothing in common are solved all the same") {
    reference::Generator generator(24);
    for (int round = 0; round < 5; ++round) {
        Study study = random_study(generator, 40, 1500, 1);
        for (std::int64_t& capacity : study.rows) {
            capacity = generator.below(2) == 0 ? 0 : 1 + generator.below(1000);
        }
        check_study<std::int64_t>(study);
    }
}
