// Runs a programme for as many rows as a vector has lanes. Included once per instruction set with
//   CORRIDOR_LANES          the name of the namespace
//   CORRIDOR_LANES_NAME     the same as a string
//   CORRIDOR_VECTOR_BYTES   16, 32 or 64
//
// Right in any lane width: all sums saturate at the ceiling of the lane, and so do the capacities
// on the way in. Cutting off at a ceiling commutes with minimum and with adding, hence every entry
// is min(true value, ceiling), and a result below the ceiling is exact. A result at the ceiling is
// reported, and the caller repeats that block in wider lanes. "Unlimited" is the ceiling itself.

#include "flow/kernel/lanes.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#define CORRIDOR_INLINE inline __attribute__((always_inline))

#if defined(__GNUC__)
// Vectors wider than the registers pass between inlined functions only.
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

namespace corridor::flow::kernel {
namespace CORRIDOR_LANES {
namespace {

#include "flow/kernel/lane_rows.hpp"

/// Spreads the bits of `index` so that position p is zero.
CORRIDOR_INLINE std::size_t with_gap(std::size_t index, unsigned p) {
    return index + (index & (~std::size_t{0} << p));
}

CORRIDOR_INLINE std::size_t bit(unsigned p) {
    return std::size_t{1} << p;
}

template <class V>
CORRIDOR_INLINE void introduce(V* table, unsigned open) {
    for (std::size_t state = 0; state < bit(open); ++state) {
        table[bit(open) + state] = table[state];
    }
}

template <class V>
CORRIDOR_INLINE void link(V* table, const Instruction& step, V forward, V backward) {
    const Addend<V> p_without_q = addend(forward);
    const Addend<V> q_without_p = addend(backward);
    V* const only_p = table + bit(step.p);
    V* const only_q = table + bit(step.q);
    const unsigned low = step.p < step.q ? step.p : step.q;
    const unsigned high = step.p < step.q ? step.q : step.p;
    for (std::size_t group = 0; group < bit(step.open - 2U); ++group) {
        const std::size_t base = with_gap(with_gap(group, low), high);
        only_p[base] = plus(only_p[base], p_without_q);
        only_q[base] = plus(only_q[base], q_without_p);
    }
}

template <class V>
CORRIDOR_INLINE void terminal(V* table, const Instruction& step, V on_sink_side, V on_source_side) {
    const Addend<V> if_sink = addend(on_sink_side);
    const Addend<V> if_source = addend(on_source_side);
    for (std::size_t pair = 0; pair < bit(step.open - 1U); ++pair) {
        const std::size_t base = with_gap(pair, step.p);
        table[base] = plus(table[base], if_sink);
        table[base + bit(step.p)] = plus(table[base + bit(step.p)], if_source);
    }
}

template <class V>
CORRIDOR_INLINE void constant(V* table, unsigned open, V amount) {
    const Addend<V> always = addend(amount);
    for (std::size_t state = 0; state < bit(open); ++state) {
        table[state] = plus(table[state], always);
    }
}

template <class V>
CORRIDOR_INLINE void forget(V* table, const Instruction& step) {
    for (std::size_t pair = 0; pair < bit(step.open - 1U); ++pair) {
        const std::size_t base = with_gap(pair, step.p);
        table[pair] = smaller(table[base], table[base + bit(step.p)]);
    }
}

template <class V>
CORRIDOR_INLINE void advance(V* table, const Instruction& step, V forward, V backward) {
    const Addend<V> old_without_new = addend(forward);
    const Addend<V> new_without_old = addend(backward);
    for (std::size_t pair = 0; pair < bit(step.open - 1U); ++pair) {
        const std::size_t base = with_gap(pair, step.p);
        const V sink_side = table[base];
        const V source_side = table[base + bit(step.p)];
        table[base] = smaller(sink_side, plus(source_side, old_without_new));
        table[base + bit(step.p)] = smaller(source_side, plus(sink_side, new_without_old));
    }
}

template <class V>
CORRIDOR_INLINE void advance_link(V* table, const Instruction& step, const V* column) {
    const Addend<V> old_without_new = addend(column[step.forward]);
    const Addend<V> new_without_old = addend(column[step.backward]);
    const Addend<V> p_without_q = addend(column[step.second_forward]);
    const Addend<V> q_without_p = addend(column[step.second_backward]);
    const std::size_t at_p = bit(step.p);
    const std::size_t at_q = bit(step.q);
    const unsigned low = step.p < step.q ? step.p : step.q;
    const unsigned high = step.p < step.q ? step.q : step.p;
    for (std::size_t group = 0; group < bit(step.open - 2U); ++group) {
        const std::size_t base = with_gap(with_gap(group, low), high);
        const V neither = table[base];
        const V only_p = table[base + at_p];
        const V only_q = table[base + at_q];
        const V both = table[base + at_p + at_q];
        table[base] = smaller(neither, plus(only_p, old_without_new));
        table[base + at_p] = plus(smaller(only_p, plus(neither, new_without_old)), p_without_q);
        table[base + at_q] = plus(smaller(only_q, plus(both, old_without_new)), q_without_p);
        table[base + at_p + at_q] = smaller(both, plus(only_q, new_without_old));
    }
}

template <class V>
CORRIDOR_INLINE void run_program(const LaneProgram& program, const V* column, V* table) {
    table[0] = V{};
    const Instruction* const end = program.instructions + program.instruction_count;
    for (const Instruction* at = program.instructions; at != end; ++at) {
        const V forward = column[at->forward];
        const V backward = column[at->backward];
        switch (at->operation) {
            case Operation::introduce:
                introduce(table, at->open);
                break;
            case Operation::link:
                link(table, *at, forward, backward);
                break;
            case Operation::terminal:
                terminal(table, *at, forward, backward);
                break;
            case Operation::constant:
                constant(table, at->open, forward);
                break;
            case Operation::forget:
                forget(table, *at);
                break;
            case Operation::advance:
                advance(table, *at, forward, backward);
                break;
            case Operation::advance_link:
                advance_link(table, *at, column);
                break;
        }
    }
}

template <class V>
CORRIDOR_INLINE void combine_columns(const LaneProgram& program, V* column) {
    for (std::size_t at = 0; at < program.column_step_count; ++at) {
        const ColumnStep& step = program.column_steps[at];
        const V left = column[step.left];
        const V right = column[step.right];
        column[step.target] = step.kind == ColumnStep::Kind::sum_of ? plus(left, addend(right))
                                                                    : smaller(left, right);
    }
    column[program.total_columns] = V{};
}

template <class Lane, class Row>
void solve_block(const LaneProgram& program, const Row* const* rows, void* scratch,
                 std::uint64_t* values) {
    using V = typename VectorOf<Lane>::Type;
    V* const column = static_cast<V*>(scratch);
    V* const table = column + program.total_columns + 1;
    rows_to_columns<Lane>(program, rows, scratch);
    combine_columns(program, column);
    run_program(program, column, table);
    constexpr Lane ceiling = static_cast<Lane>(~Lane{0});
    for (std::size_t lane = 0; lane < VectorOf<Lane>::lanes; ++lane) {
        const Lane value = table[0][lane];
        values[lane] = value == ceiling ? ~std::uint64_t{0} : value;
    }
}

#include "flow/kernel/lane_bounds.hpp"
#include "flow/kernel/lane_slots.hpp"

}  // namespace

LaneKernel kernel() {
    return {CORRIDOR_LANES_NAME,
            CORRIDOR_VECTOR_BYTES,
            solve_block<std::uint16_t, std::int32_t>,
            solve_block<std::uint32_t, std::int32_t>,
            solve_block<std::uint64_t, std::int64_t>,
            bound_blocks<std::int32_t>(),
            bound_blocks<std::int64_t>(),
            run_slots};
}

}  // namespace CORRIDOR_LANES
}  // namespace corridor::flow::kernel
