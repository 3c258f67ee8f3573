#pragma once

#include "flow/kernel/cold_solver.hpp"
#include "flow/kernel/lanes.hpp"
#include "flow/kernel/program.hpp"
#include "flow/kernel/structure.hpp"

namespace corridor::flow::kernel {

/// Everything about a narrow network that depends on its topology alone; immutable, to be shared by
/// any number of sweeps and threads. Its memory belongs to the workspace it was made with.
struct FrontierPlan {
    Structure structure;
    Program program;  // empty when the network is too wide
    OrderQuality quality;

    [[nodiscard]] bool is_narrow() const { return quality.width < widest_table; }
};

/// Check the workspace afterwards. `width_limit`: no programme is made for wider networks. `rows`:
/// how many will be solved; looking for the order takes a fraction of the time that they will.
[[nodiscard]] FrontierPlan plan_frontier(const Topology& topology, std::size_t rows, Style style,
                                         int width_limit, Workspace& workspace);

/// Rows of capacities, one scenario each, `stride` values apart. Below zero is no limit.
template <class Value>
struct RowView {
    const Value* data = nullptr;
    std::size_t stride = 0;
    std::size_t count = 0;
};

/// The widest set of vector instructions this machine has.
[[nodiscard]] LaneKernel best_lanes();

/// The minimum-cut value of every row, −1 where nothing limits the flow; exact whatever the lanes.
/// Requires a fused plan. One workspace per thread. Memory: 2^width vectors. `lane_bits`: 16, 32 or
/// 64 to begin with; blocks whose values are too large are repeated in wider lanes.
[[nodiscard]] Status sweep(const FrontierPlan& plan, RowLayout layout, RowView<std::int32_t> rows,
                           std::span<std::int64_t> values, Workspace& workspace,
                           const LaneKernel& lanes, int lane_bits = 16);
[[nodiscard]] Status sweep(const FrontierPlan& plan, RowLayout layout, RowView<std::int64_t> rows,
                           std::span<std::int64_t> values, Workspace& workspace,
                           const LaneKernel& lanes, int lane_bits = 16);

}  // namespace corridor::flow::kernel
