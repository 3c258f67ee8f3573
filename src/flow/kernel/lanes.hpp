#pragma once

// The narrow gate between the sweep and its kernels, each compiled for its own instruction set:
// plain structures and function pointers only.

#include "flow/kernel/instruction.hpp"

#include <cstddef>
#include <cstdint>

namespace corridor::flow::kernel {

struct LaneProgram {
    const Instruction* instructions;
    std::size_t instruction_count;
    const ColumnStep* column_steps;
    std::size_t column_step_count;
    std::int32_t row_columns;    // of a row
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

struct LaneKernel {
    const char* name;
    std::size_t vector_bytes;
    NarrowBlock solve_u16;
    NarrowBlock solve_u32;
    WideBlock solve_u64;
};

inline constexpr std::size_t widest_vector = 64;

LaneKernel portable_lanes();
#if defined(__x86_64__)
LaneKernel avx2_lanes();
LaneKernel avx512_lanes();
#endif

}  // namespace corridor::flow::kernel
