// Rows of capacities turned into one vector per column; included by lane_kernel.hpp only.

#include "flow/kernel/lane_vector.hpp"

constexpr std::size_t words = CORRIDOR_VECTOR_BYTES / 4;

template <std::size_t... Lane>
struct LaneList {};

#if CORRIDOR_VECTOR_BYTES == 64
using AllLanes = LaneList<0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15>;
#elif CORRIDOR_VECTOR_BYTES == 32
using AllLanes = LaneList<0, 1, 2, 3, 4, 5, 6, 7>;
#else
using AllLanes = LaneList<0, 1, 2, 3>;
#endif

CORRIDOR_INLINE Vector32 load(const std::int32_t* from) {
    Vector32 result;
    __builtin_memcpy(&result, from, sizeof result);
    return result;
}

/// One step of the butterfly: swaps the off-diagonal blocks of size `Step` between two rows.
template <std::size_t Step, std::size_t... Lane>
CORRIDOR_INLINE void swap_blocks(Vector32& upper, Vector32& lower, LaneList<Lane...>) {
    const Vector32 a = upper;
    const Vector32 b = lower;
    upper = __builtin_shufflevector(a, b, ((Lane & Step) != 0 ? words + Lane - Step : Lane)...);
    lower = __builtin_shufflevector(a, b, ((Lane & Step) != 0 ? words + Lane : Lane + Step)...);
}

template <std::size_t Step>
CORRIDOR_INLINE void transpose_step(Vector32* row) {
    for (std::size_t at = 0; at < words; ++at) {
        if ((at & Step) == 0) {
            swap_blocks<Step>(row[at], row[at + Step], AllLanes{});
        }
    }
}

/// Transposes a square of 32-bit words.
CORRIDOR_INLINE void transpose(Vector32* row) {
    if constexpr (words >= 16) {
        transpose_step<8>(row);
    }
    if constexpr (words >= 8) {
        transpose_step<4>(row);
    }
    transpose_step<2>(row);
    transpose_step<1>(row);
}

/// Unlimited (negative) becomes the ceiling.
CORRIDOR_INLINE Vector32 as_u32(Vector32 amount) {
    using Signed = VectorOf<std::int32_t>::Type;
    return amount | reinterpret_cast<Vector32>(reinterpret_cast<Signed>(amount) >> 31);
}

/// Two rows in one word, each cut off at the ceiling of 16 bits, which negative numbers, read as
/// unsigned, exceed.
CORRIDOR_INLINE Vector32 as_u16_pair(Vector32 even, Vector32 odd) {
    const Vector32 ceiling = Vector32{} + 0xFFFFU;
    return smaller(even, ceiling) | smaller(odd, ceiling) << 16;
}

CORRIDOR_INLINE void load_square(const std::int32_t* const* rows, std::int32_t at, Vector32* square,
                                 std::uint32_t) {
    for (std::size_t row = 0; row < words; ++row) {
        square[row] = as_u32(load(rows[row] + at));
    }
}

CORRIDOR_INLINE void load_square(const std::int32_t* const* rows, std::int32_t at, Vector32* square,
                                 std::uint16_t) {
    for (std::size_t row = 0; row < words; ++row) {
        square[row] = as_u16_pair(load(rows[2 * row] + at), load(rows[2 * row + 1] + at));
    }
}

template <class Lane, class Row>
CORRIDOR_INLINE Lane as_lane(Row amount) {
    constexpr Lane ceiling = static_cast<Lane>(~Lane{0});
    const bool is_too_large = amount < 0 || static_cast<std::uint64_t>(amount) > ceiling;
    return is_too_large ? ceiling : static_cast<Lane>(amount);
}

template <class Lane, class Row>
CORRIDOR_INLINE void rows_to_columns(const LaneProgram& program, const Row* const* rows,
                                     void* scratch) {
    using V = typename VectorOf<Lane>::Type;
    constexpr std::size_t lanes = VectorOf<Lane>::lanes;
    V* const column = static_cast<V*>(scratch);
    for (std::size_t i = 0; i < program.shared_count; ++i) {
        column[program.shared[i].column] = V{} + as_lane<Lane>(program.shared[i].amount);
    }
    if constexpr (sizeof(Row) == 4) {
        constexpr auto step = static_cast<std::int32_t>(words);
        if (program.row_width >= step) {
            // The last square may overlap the one before: a column written twice gets the same.
            const std::int32_t last = program.row_width - step;
            for (std::int32_t at = 0;; at = at + step < last ? at + step : last) {
                if (program.rows_ahead != 0) {
                    for (std::size_t lane = 0; lane < lanes; ++lane) {
                        __builtin_prefetch(rows[lane] + program.rows_ahead + at);
                    }
                }
                Vector32 square[words];
                load_square(rows, at, square, Lane{});
                transpose(square);
                for (std::size_t row = 0; row < words; ++row) {
                    const auto position = static_cast<std::size_t>(at) + row;
                    column[program.column_of[position]] = reinterpret_cast<V>(square[row]);
                }
                if (at == last) {
                    return;
                }
            }
        }
    }
    Lane* const out = static_cast<Lane*>(scratch);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        for (std::int32_t at = 0; at < program.row_width; ++at) {
            const auto to = static_cast<std::size_t>(program.column_of[at]);
            out[to * lanes + lane] = as_lane<Lane>(rows[lane][at]);
        }
    }
}
