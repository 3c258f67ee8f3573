#pragma once

// The narrow gate between the sweep and its kernels, each compiled for its own instruction set:
// plain structures and function pointers only.

#include "flow/kernel/instruction.hpp"

#include <cstddef>
#include <cstdint>

namespace corridor::flow::kernel {

/// A column that is the same in all rows. Below zero is no limit.
struct SharedColumn {
    std::int64_t amount;
    std::int32_t column;
};

struct LaneProgram {
    const Instruction* instructions;
    std::size_t instruction_count;
    const ColumnStep* column_steps;
    std::size_t column_step_count;
    const std::int32_t* column_of;  // per position within a row
    std::int32_t row_width;
    std::int32_t rows_ahead;  // numbers from these rows to those wanted next; 0: there are none
    const SharedColumn* shared;
    std::size_t shared_count;
    std::int32_t total_columns;  // with combined parts; the zero column comes behind them
    std::int32_t table_bits;
};

/// Solves one block, one row per lane. `values` gets one value per lane, all ones meaning "too
/// large for these lanes". `scratch` holds total_columns + 1 + 2^table_bits vectors, aligned to a
/// vector.
using NarrowBlock = void (*)(const LaneProgram& program, const std::int32_t* const* rows,
                             void* scratch, std::uint64_t* values);
using WideBlock = void (*)(const LaneProgram& program, const std::int64_t* const* rows,
                           void* scratch, std::uint64_t* values);

/// Paths to send flow along and cuts to hold it against, over the few columns they read. Columns
/// are numbered afresh: those read from rows, those equal in all rows, combined ones, and zero.
struct BoundProgram {
    const std::int32_t* positions;  // within a row
    std::size_t position_count;
    const std::int64_t* constants;
    std::size_t constant_count;
    const ColumnStep* column_steps;
    std::size_t column_step_count;
    const std::int32_t* arc_columns;  // of residual arcs; arcs 2i and 2i + 1 are twins
    std::size_t arc_count;
    const std::int32_t* path_arcs;  // path after path, path i ends before path_ends[i]
    const std::int32_t* path_ends;
    std::size_t path_count;
    const std::int32_t* cut_columns;
    const std::int32_t* cut_ends;
    std::size_t cut_count;
    std::size_t zero_column;
};

/// What a lane holds when the best flow stays below the best cut.
inline constexpr std::uint64_t undecided = ~std::uint64_t{0} - 1;

/// Solves one block, one row per lane: `values` as above, or `undecided`. Marks in `path_used` and
/// `cut_used` what some lane needed. `scratch` holds
/// zero_column + 1 + arc_count + cut_count vectors, aligned to a vector.
template <class Row>
using BoundBlock = void (*)(const BoundProgram& program, const Row* const* rows, void* scratch,
                            std::uint64_t* values, std::uint8_t* path_used, std::uint8_t* cut_used);

template <class Row>
struct BoundKernel {
    BoundBlock<Row> u16;
    BoundBlock<Row> u32;
    BoundBlock<Row> u64;
};

/// One step of a programme for a single row, whose table is indexed by slots.
struct SlotStep {
    enum class Kind : std::uint8_t {
        link,     // forward is paid where p is on the source side and q is not, backward reversed
        forget,   // the node at p closes: both of its entries become the cheaper one
        advance,  // the node at p closes and a neighbour takes the slot: forward is paid where the
                  // old node is on the source side and the new one is not, backward reversed
    };
    std::int32_t forward;
    std::int32_t backward;
    std::int32_t node;  // the one that closes
    std::uint8_t p;
    std::uint8_t q;
    Kind kind;
};

/// Runs all steps on a table of 2^slots entries; slots source_slot and sink_slot stand for the
/// terminals. Returns the least total, and gives the side of every node that closes unless `side`
/// is null. No sum may exceed 31 bits. `scratch` holds slot_scratch_bytes.
using SlotRun = std::int64_t (*)(const SlotStep* steps, std::size_t step_count, int slots,
                                 void* scratch, std::uint8_t* side);

inline constexpr int most_slots = 7;

struct LaneKernel {
    const char* name;
    std::size_t vector_bytes;
    NarrowBlock solve_u16;
    NarrowBlock solve_u32;
    WideBlock solve_u64;
    BoundKernel<std::int32_t> bound_narrow;
    BoundKernel<std::int64_t> bound_wide;
    SlotRun run_slots;
};

inline constexpr std::size_t widest_vector = 64;

/// Two rows of masks for the terminals, one for each slot, the table and which side each state
/// prefers at every step.
inline constexpr std::size_t slot_scratch_bytes(std::size_t step_count) {
    constexpr std::size_t states = std::size_t{1} << most_slots;
    constexpr std::size_t row = states * sizeof(std::int32_t);
    return (most_slots + 3) * row + most_slots * widest_vector + states / 4 * step_count;
}

LaneKernel portable_lanes();
#if defined(__x86_64__)
LaneKernel avx2_lanes();
LaneKernel avx512_lanes();
#endif

}  // namespace corridor::flow::kernel
