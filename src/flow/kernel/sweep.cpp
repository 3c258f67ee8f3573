#include "flow/kernel/sweep.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t most_lanes = widest_vector / 2;
constexpr std::uint64_t too_large = ~std::uint64_t{0};

template <class Row>
class Run {
  public:
    Run(const FrontierPlan& plan, RowLayout layout, RowView<Row> rows,
        std::span<std::int64_t> values, Workspace& workspace, const LaneKernel& lanes)
        : rows_(rows),
          values_(values),
          layout_(layout),
          kernel_(lanes),
          column_of_(workspace, layout.position_of.size()),
          shared_(workspace, layout.position_of.size()),
          scratch_(workspace, kernel_.vector_bytes *
                                  (static_cast<std::size_t>(plan.structure.total_columns()) + 1 +
                                   plan.program.table_size())),
          copies_(workspace, most_lanes * layout.position_of.size()) {
        program_.instructions = plan.program.instructions.data();
        program_.instruction_count = plan.program.instructions.size();
        program_.column_steps = plan.structure.column_steps.data();
        program_.column_step_count = plan.structure.column_steps.size();
        program_.total_columns = plan.structure.total_columns();
        program_.table_bits = plan.program.table_bits;
    }

    void run(int lane_bits) {
        place_columns();
        for (std::size_t row = 0; row < rows_.count;) {
            const std::size_t count = std::min(rows_.count - row, lanes_of(lane_bits));
            const std::size_t failed = solve(lane_bits, row, count);
            if (failed > 0 && lane_bits < 64) {
                // Mostly too large: these lanes will not do. Else only this block is repeated.
                if (2 * failed >= count) {
                    lane_bits *= 2;
                    continue;
                }
                repeat(2 * lane_bits, row, count);
            }
            row += count;
        }
    }

  private:
    using Copied = std::conditional_t<sizeof(Row) == 4, std::int64_t, std::int32_t>;

    void place_columns() {
        for (std::size_t i = 0; i < layout_.position_of.size(); ++i) {
            const auto column = static_cast<Column>(i);
            if (layout_.position_of[i] == none) {
                shared_[program_.shared_count++] = {layout_.shared[i], column};
            } else {
                column_of_[layout_.position_of[i]] = column;
                ++program_.row_width;
            }
        }
        program_.column_of = column_of_.data();
        program_.shared = shared_.data();
    }

    [[nodiscard]] std::size_t row_width() const {
        return static_cast<std::size_t>(program_.row_width);
    }
    [[nodiscard]] std::size_t lanes_of(int lane_bits) const {
        return kernel_.vector_bytes * 8 / static_cast<std::size_t>(lane_bits);
    }

    void repeat(int lane_bits, std::size_t row, std::size_t count) {
        for (const std::size_t end = row + count; row < end;) {
            const std::size_t part = std::min(end - row, lanes_of(lane_bits));
            if (solve(lane_bits, row, part) > 0 && lane_bits < 64) {
                repeat(2 * lane_bits, row, part);
            }
            row += part;
        }
    }

    /// Returns how many lanes hit the ceiling; their values stay at −1. Idle lanes repeat the last
    /// row.
    std::size_t solve(int lane_bits, std::size_t row, std::size_t count) {
        std::uint64_t value[most_lanes];
        const bool has_more = row + 2 * lanes_of(lane_bits) <= rows_.count;
        program_.rows_ahead =
            has_more ? static_cast<std::int32_t>(lanes_of(lane_bits) * rows_.stride) : 0;
        const bool is_solved = lane_bits == 64 ? solve_wide(row, count, value)
                                               : solve_narrow(lane_bits, row, count, value);
        std::size_t failed = 0;
        for (std::size_t lane = 0; lane < count; ++lane) {
            const bool is_lost = !is_solved || value[lane] == too_large;
            failed += is_lost;
            values_[row + lane] = is_lost ? -1 : static_cast<std::int64_t>(value[lane]);
        }
        return failed;
    }

    [[nodiscard]] const Row* row_of(std::size_t row, std::size_t count, std::size_t lane) const {
        return rows_.data + (row + std::min(lane, count - 1)) * rows_.stride;
    }

    bool solve_narrow(int lane_bits, std::size_t row, std::size_t count, std::uint64_t* value) {
        const std::int32_t* pointer[most_lanes];
        for (std::size_t lane = 0; lane < lanes_of(lane_bits); ++lane) {
            if constexpr (sizeof(Row) == 4) {
                pointer[lane] = row_of(row, count, lane);
            } else {
                std::int32_t* const copy = copies_.data() + lane * row_width();
                if (lane < count && !narrow_row(row_of(row, count, lane), copy)) {
                    return false;
                }
                pointer[lane] = copies_.data() + std::min(lane, count - 1) * row_width();
            }
        }
        (lane_bits == 16 ? kernel_.solve_u16 : kernel_.solve_u32)(program_, pointer,
                                                                  scratch_.data(), value);
        return true;
    }

    /// False if a capacity needs more than 31 bits.
    bool narrow_row(const Row* from, std::int32_t* to) const {
        Row largest = 0;
        for (std::size_t i = 0; i < row_width(); ++i) {
            largest = std::max(largest, from[i]);
            to[i] = from[i] < 0 ? -1 : static_cast<std::int32_t>(from[i]);
        }
        return largest <= std::numeric_limits<std::int32_t>::max();
    }

    bool solve_wide(std::size_t row, std::size_t count, std::uint64_t* value) {
        const std::int64_t* pointer[most_lanes];
        for (std::size_t lane = 0; lane < lanes_of(64); ++lane) {
            const Row* const from = row_of(row, count, lane);
            if constexpr (sizeof(Row) == 8) {
                pointer[lane] = from;
            } else {
                std::int64_t* const copy = copies_.data() + lane * row_width();
                std::copy(from, from + row_width(), copy);
                pointer[lane] = copy;
            }
        }
        kernel_.solve_u64(program_, pointer, scratch_.data(), value);
        return true;
    }

    RowView<Row> rows_;
    std::span<std::int64_t> values_;
    RowLayout layout_;
    LaneKernel kernel_;
    LaneProgram program_{};
    Array<Column> column_of_;
    Array<SharedColumn> shared_;
    Array<unsigned char> scratch_;
    Array<Copied> copies_;  // rows as another width of numbers wants them
};

template <class Row>
Status run_sweep(const FrontierPlan& plan, RowLayout layout, RowView<Row> rows,
                 std::span<std::int64_t> values, Workspace& workspace, const LaneKernel& lanes,
                 int lane_bits) {
    workspace.renew();
    Run<Row> run(plan, layout, rows, values, workspace, lanes);
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    run.run(lane_bits);
    return Status::optimal;
}

}  // namespace

FrontierPlan plan_frontier(const Topology& topology, std::size_t rows, Style style, int width_limit,
                           Workspace& workspace) {
    FrontierPlan plan;
    plan.structure = reduce_structure(topology, workspace);
    if (workspace.exhausted()) {
        return plan;
    }
    const FreeGraph graph = free_graph(plan.structure.core, workspace);
    if (workspace.exhausted()) {
        return plan;
    }
    const Order order = choose_order(graph, rows, workspace);
    if (workspace.exhausted()) {
        return plan;
    }
    plan.quality = measure_order(graph, order, workspace);
    if (plan.quality.width <= width_limit && plan.is_narrow() && !workspace.exhausted()) {
        plan.program = compile(plan.structure.core, order, style, workspace);
    } else {
        plan.quality.width = std::max(plan.quality.width, widest_table);
    }
    return plan;
}

LaneKernel best_lanes() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        return avx512_lanes();
    }
    if (__builtin_cpu_supports("avx2")) {
        return avx2_lanes();
    }
#endif
    return portable_lanes();
}

Status sweep(const FrontierPlan& plan, RowLayout layout, RowView<std::int32_t> rows,
             std::span<std::int64_t> values, Workspace& workspace, const LaneKernel& lanes,
             int lane_bits) {
    return run_sweep(plan, layout, rows, values, workspace, lanes, lane_bits);
}

Status sweep(const FrontierPlan& plan, RowLayout layout, RowView<std::int64_t> rows,
             std::span<std::int64_t> values, Workspace& workspace, const LaneKernel& lanes,
             int lane_bits) {
    return run_sweep(plan, layout, rows, values, workspace, lanes, lane_bits);
}

}  // namespace corridor::flow::kernel
