#pragma once

#include "flow/kernel/augmenting_paths.hpp"
#include "flow/kernel/bound_program.hpp"
#include "flow/kernel/sweep.hpp"

namespace corridor::flow::kernel {

/// Minimum-cut values of many rows on networks of any width. Rows resemble one another: a few paths
/// and cuts, learnt on the way, prove almost all of them in vector lanes, a flow and a cut of equal
/// value for each. Rows that stay open are solved one by one and teach what was missing. Values are
/// exact, hence the same whatever was learnt before. Where learning does not pay, every row is
/// solved on its own.
class PooledSweep {
  public:
    /// `structure` and what `layout` refers to must outlive this. Check exhausted() afterwards. No
    /// more than `most_bytes` for what is learnt, and as much again to solve single rows.
    PooledSweep(const Structure& structure, RowLayout layout, const LaneKernel& lanes,
                int lane_bits = 16, std::size_t most_bytes = SIZE_MAX);

    [[nodiscard]] bool exhausted() const { return pool_workspace_.exhausted(); }

    /// −1 where nothing limits the flow.
    [[nodiscard]] Status solve(RowView<std::int32_t> rows, std::span<std::int64_t> values);
    [[nodiscard]] Status solve(RowView<std::int64_t> rows, std::span<std::int64_t> values);

    /// False once learning was given up.
    [[nodiscard]] bool is_learning() const { return is_learning_; }
    /// Rows that no pool proved.
    [[nodiscard]] std::size_t taught() const { return taught_; }

  private:
    template <class Row>
    Status run(RowView<Row> rows, std::span<std::int64_t> values, const BoundKernel<Row>& kernel);
    template <class Row>
    bool bound(RowView<Row> rows, std::size_t row, std::size_t count,
               const BoundKernel<Row>& kernel, std::uint64_t* value);
    template <class Row>
    void extend(const Row* row);
    void watch(std::size_t rows);
    [[nodiscard]] std::size_t lanes_now() const;

    [[nodiscard]] bool is_unbounded();
    Status solve_open(std::int64_t& value);
    Status solve_cold(std::int64_t& value);
    [[nodiscard]] Amount cheapest_known_cut() const;
    template <class IsSourceSide>
    void learn_cut(IsSourceSide is_source_side);

    const Structure& structure_;
    RowLayout layout_;
    LaneKernel lanes_;
    int lane_bits_;
    Workspace pool_workspace_;  // what lives long; the solver has the other for itself
    Workspace workspace_;
    BoundCompiler compiler_;
    Pool paths_;
    Pool cuts_;
    AugmentingPaths augmenting_;
    Array<Amount> extended_;
    Array<unsigned char> scratch_;
    Array<std::uint32_t> tail_;
    Array<std::uint32_t> head_;
    Array<Amount> capacity_;
    Array<std::uint8_t> side_;
    Stack<Column> cut_;
    BoundProgram program_{};
    bool is_stale_ = true;
    bool is_learning_ = true;
    std::size_t taught_ = 0;
    std::size_t watched_rows_ = 0;
    std::size_t met_before_ = 0;
    bool is_first_interval_ = true;
};

}  // namespace corridor::flow::kernel
