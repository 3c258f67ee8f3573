// One row, its table spread over the lanes; included by lane_kernel.hpp only.
//
// State s of the table is lane s % lanes of vector s / lanes, so that low slots are bits of the
// lane and high slots bits of the vector.

using SignedVector = VectorOf<std::int32_t>::Type;

#if CORRIDOR_VECTOR_BYTES == 64
constexpr unsigned lane_slots = 4;
using Choice = std::uint16_t;
#elif CORRIDOR_VECTOR_BYTES == 32
constexpr unsigned lane_slots = 3;
using Choice = std::uint8_t;
#else
constexpr unsigned lane_slots = 2;
using Choice = std::uint8_t;
#endif
constexpr std::size_t slot_lanes = std::size_t{1} << lane_slots;

CORRIDOR_INLINE Choice lanes_below(SignedVector a, SignedVector b) {
#if defined(__AVX512F__) && CORRIDOR_VECTOR_BYTES == 64
    return _mm512_cmplt_epi32_mask(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b));
#elif defined(__AVX2__) && CORRIDOR_VECTOR_BYTES == 32
    const auto below = a < b;
    return static_cast<Choice>(_mm256_movemask_ps(reinterpret_cast<__m256>(below)));
#elif defined(__SSE2__) && CORRIDOR_VECTOR_BYTES == 16
    const auto below = a < b;
    return static_cast<Choice>(_mm_movemask_ps(reinterpret_cast<__m128>(below)));
#else
    Choice bits = 0;
    for (std::size_t lane = 0; lane < slot_lanes; ++lane) {
        bits = static_cast<Choice>(bits | ((a[lane] < b[lane] ? 1U : 0U) << lane));
    }
    return bits;
#endif
}

CORRIDOR_INLINE SignedVector lesser(SignedVector a, SignedVector b) {
    return a < b ? a : b;
}

/// Lane numbers with bit p turned; as they are where p is a bit of the vector.
CORRIDOR_INLINE SignedVector lanes_across(unsigned p) {
    SignedVector index{};
    for (std::size_t lane = 0; lane < slot_lanes; ++lane) {
        const std::size_t other = p < lane_slots ? lane ^ (std::size_t{1} << p) : lane;
        index[lane] = static_cast<std::int32_t>(other);
    }
    return index;
}

CORRIDOR_INLINE SignedVector permuted(SignedVector x, SignedVector index, unsigned p) {
#if defined(__AVX512F__) && CORRIDOR_VECTOR_BYTES == 64
    static_cast<void>(p);
    return reinterpret_cast<SignedVector>(
        _mm512_maskz_permutexvar_epi32(static_cast<__mmask16>(-1), reinterpret_cast<__m512i>(index),
                                       reinterpret_cast<__m512i>(x)));
#elif defined(__AVX2__) && CORRIDOR_VECTOR_BYTES == 32
    static_cast<void>(p);
    return reinterpret_cast<SignedVector>(_mm256_permutevar8x32_epi32(
        reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(index)));
#else
    static_cast<void>(index);
    return p == 0   ? __builtin_shufflevector(x, x, 1, 0, 3, 2)
           : p == 1 ? __builtin_shufflevector(x, x, 2, 3, 0, 1)
                    : x;
#endif
}

/// What a run works on, all in the scratch memory.
struct SlotMemory {
    SignedVector* table;
    SignedVector* is_source_side;  // per slot, the terminals' among them: all ones or all zeros
    SignedVector* across;          // per slot
    Choice* choice;                // per step
};

template <std::size_t Vectors>
CORRIDOR_INLINE void prepare_slots(const SlotMemory& memory) {
    for (std::size_t v = 0; v < Vectors; ++v) {
        memory.table[v] = SignedVector{};
        memory.is_source_side[most_slots * Vectors + v] = ~SignedVector{};
        memory.is_source_side[(most_slots + 1) * Vectors + v] = SignedVector{};
    }
    for (unsigned p = 0; p < most_slots; ++p) {
        memory.across[p] = lanes_across(p);
        for (std::size_t v = 0; v < Vectors; ++v) {
            SignedVector mask{};
            for (std::size_t lane = 0; lane < slot_lanes; ++lane) {
                mask[lane] = -static_cast<std::int32_t>((v * slot_lanes + lane) >> p & 1U);
            }
            memory.is_source_side[p * Vectors + v] = mask;
        }
    }
}

template <std::size_t Vectors>
CORRIDOR_INLINE void add_link(const SlotMemory& memory, const SlotStep& step) {
    const SignedVector* const p = memory.is_source_side + step.p * Vectors;
    const SignedVector* const q = memory.is_source_side + step.q * Vectors;
    const SignedVector forward = SignedVector{} + step.forward;
    const SignedVector backward = SignedVector{} + step.backward;
    for (std::size_t v = 0; v < Vectors; ++v) {
        memory.table[v] += (forward & p[v] & ~q[v]) + (backward & q[v] & ~p[v]);
    }
}

/// For an advance the new node is on the side that the slot says, for a forget both sides of the
/// old node cost the same.
template <std::size_t Vectors, bool WantsSide>
CORRIDOR_INLINE void close_node(const SlotMemory& memory, const SlotStep& step, Choice* choice) {
    const SignedVector* const source_side = memory.is_source_side + step.p * Vectors;
    const SignedVector forward = SignedVector{} + step.forward;
    const SignedVector backward = SignedVector{} + step.backward;
    const SignedVector index = memory.across[step.p];
    const std::size_t far = step.p < lane_slots ? 0 : std::size_t{1} << (step.p - lane_slots);
    SignedVector old[Vectors];
    for (std::size_t v = 0; v < Vectors; ++v) {
        old[v] = memory.table[v];
    }
    for (std::size_t v = 0; v < Vectors; ++v) {
        const SignedVector here = old[v];
        const SignedVector is_source = source_side[v];
        const SignedVector there = permuted(memory.table[v ^ far], index, step.p) +
                                   ((forward & ~is_source) | (backward & is_source));
        if constexpr (WantsSide) {
            // Equal costs leave the closing node on the sink side: the smallest of all source
            // sides.
            const SignedVector sink_closes = is_source != 0 ? there : here;
            const SignedVector source_closes = is_source != 0 ? here : there;
            choice[v] = lanes_below(source_closes, sink_closes);
        }
        old[v] = lesser(here, there);
    }
    for (std::size_t v = 0; v < Vectors; ++v) {
        memory.table[v] = old[v];
    }
}

template <std::size_t Vectors, bool WantsSide>
std::int64_t run_all_steps(const SlotStep* steps, std::size_t step_count, void* scratch,
                           std::uint8_t* side) {
    SlotMemory memory{};
    memory.table = static_cast<SignedVector*>(scratch);
    memory.is_source_side = memory.table + Vectors;
    memory.across = memory.is_source_side + (most_slots + 2) * Vectors;
    memory.choice = reinterpret_cast<Choice*>(memory.across + most_slots);
    prepare_slots<Vectors>(memory);
    Choice* choice = memory.choice;
    for (std::size_t i = 0; i < step_count; ++i) {
        if (steps[i].kind == SlotStep::Kind::link) {
            add_link<Vectors>(memory, steps[i]);
        } else {
            close_node<Vectors, WantsSide>(memory, steps[i], choice);
            choice += WantsSide ? Vectors : 0;
        }
    }
    const std::int64_t value = memory.table[0][0];
    if (!WantsSide) {
        return value;
    }
    std::size_t state = 0;
    for (std::size_t i = step_count; i-- > 0;) {
        const SlotStep& step = steps[i];
        if (step.kind == SlotStep::Kind::link) {
            continue;
        }
        choice -= Vectors;
        if (step.kind == SlotStep::Kind::forget) {
            state &= ~bit(step.p);
        }
        const bool is_source = (choice[state / slot_lanes] >> (state % slot_lanes) & 1U) != 0;
        side[step.node] = is_source;
        state = (state & ~bit(step.p)) | (is_source ? bit(step.p) : 0);
    }
    return value;
}

template <std::size_t Vectors>
std::int64_t run_for(const SlotStep* steps, std::size_t step_count, void* scratch,
                     std::uint8_t* side) {
    return side != nullptr ? run_all_steps<Vectors, true>(steps, step_count, scratch, side)
                           : run_all_steps<Vectors, false>(steps, step_count, scratch, side);
}

std::int64_t run_slots(const SlotStep* steps, std::size_t step_count, int slots, void* scratch,
                       std::uint8_t* side) {
    constexpr std::size_t most_vectors = (std::size_t{1} << most_slots) / slot_lanes;
    const std::size_t vectors = bit(static_cast<unsigned>(slots)) / slot_lanes;
    if (vectors <= 1) {
        return run_for<1>(steps, step_count, scratch, side);
    }
    if (vectors <= 2) {
        return run_for<2>(steps, step_count, scratch, side);
    }
    if (vectors <= 4) {
        return run_for<4>(steps, step_count, scratch, side);
    }
    return vectors <= 8 ? run_for<8>(steps, step_count, scratch, side)
                        : run_for<most_vectors>(steps, step_count, scratch, side);
}
