// Flow along known paths against known cuts, one row per lane; included by lane_kernel.hpp only.
//
// Where both agree the value is proved, whichever paths and cuts these are. Saturated capacities
// and sums keep that true: they only make a flow smaller, and a cut below the ceiling is exact.

CORRIDOR_INLINE bool is_any(Vector64 bits) {
#if defined(__AVX512F__) && CORRIDOR_VECTOR_BYTES == 64
    const __m512i all = reinterpret_cast<__m512i>(bits);
    return _mm512_test_epi64_mask(all, all) != 0;
#elif defined(__AVX2__) && CORRIDOR_VECTOR_BYTES == 32
    const __m256i all = reinterpret_cast<__m256i>(bits);
    return _mm256_testz_si256(all, all) == 0;
#else
    std::uint64_t any = 0;
    for (std::size_t lane = 0; lane < VectorOf<std::uint64_t>::lanes; ++lane) {
        any |= bits[lane];
    }
    return any != 0;
#endif
}

template <class V>
CORRIDOR_INLINE bool is_any_lane(V vector) {
    return is_any(reinterpret_cast<Vector64>(vector));
}

template <class Lane, class Row>
CORRIDOR_INLINE void load_columns(const BoundProgram& program, const Row* const* rows, void* to) {
    using V = typename VectorOf<Lane>::Type;
    constexpr std::size_t lanes = VectorOf<Lane>::lanes;
    V* const column = static_cast<V*>(to);
    Lane* const out = static_cast<Lane*>(to);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const Row* const row = rows[lane];
        const Row* const soon = rows[lane + 2 < lanes ? lane + 2 : lane];
        for (std::size_t i = 0; i < program.position_count; ++i) {
            __builtin_prefetch(soon + program.positions[i]);
            out[i * lanes + lane] = as_lane<Lane>(row[program.positions[i]]);
        }
    }
    for (std::size_t i = 0; i < program.constant_count; ++i) {
        column[program.position_count + i] = V{} + as_lane<Lane>(program.constants[i]);
    }
    for (std::size_t i = 0; i < program.column_step_count; ++i) {
        const ColumnStep& step = program.column_steps[i];
        const V left = column[step.left];
        const V right = column[step.right];
        column[step.target] = step.kind == ColumnStep::Kind::sum_of ? plus(left, addend(right))
                                                                    : smaller(left, right);
    }
    column[program.zero_column] = V{};
}

template <class V>
CORRIDOR_INLINE V cheapest_cut(const BoundProgram& program, const V* column, V* cut,
                               std::uint8_t* cut_used) {
    V cheapest = ~V{};
    std::int32_t at = 0;
    for (std::size_t i = 0; i < program.cut_count; ++i) {
        V sum{};
        for (; at < program.cut_ends[i]; ++at) {
            sum = plus(sum, addend(column[program.cut_columns[at]]));
        }
        cut[i] = sum;
        cheapest = smaller(cheapest, sum);
    }
    for (std::size_t i = 0; i < program.cut_count; ++i) {
        using Mask = decltype(cut[i] == cheapest);
        const Mask is_cheapest = cut[i] == cheapest;
        cut_used[i] = static_cast<std::uint8_t>(is_any_lane(is_cheapest));
    }
    return cheapest;
}

/// Sends what fits along every path in turn, until no lane can gain any more.
template <class V>
CORRIDOR_INLINE V send_flow(const BoundProgram& program, V* residual, V most,
                            std::uint8_t* path_used) {
    V sent{};
    const std::int32_t* begin = program.path_arcs;
    for (std::size_t i = 0; i < program.path_count; ++i) {
        const std::int32_t* const end = program.path_arcs + program.path_ends[i];
        V room = most - sent;
        for (const std::int32_t* arc = begin; arc != end; ++arc) {
            room = smaller(room, residual[*arc]);
        }
        if (is_any_lane(room)) {
            const Addend<V> back = addend(room);
            for (const std::int32_t* arc = begin; arc != end; ++arc) {
                residual[*arc] -= room;
                residual[*arc ^ 1] = plus(residual[*arc ^ 1], back);
            }
            path_used[i] = 1;
            sent += room;
            if (!is_any_lane(most ^ sent)) {
                break;
            }
        }
        begin = end;
    }
    return sent;
}

template <class Lane, class Row>
void bound_block(const BoundProgram& program, const Row* const* rows, void* scratch,
                 std::uint64_t* values, std::uint8_t* path_used, std::uint8_t* cut_used) {
    using V = typename VectorOf<Lane>::Type;
    V* const column = static_cast<V*>(scratch);
    V* const residual = column + program.zero_column + 1;
    V* const cut = residual + program.arc_count;
    load_columns<Lane>(program, rows, scratch);
    const V most = cheapest_cut(program, column, cut, cut_used);
    for (std::size_t arc = 0; arc < program.arc_count; ++arc) {
        residual[arc] = column[program.arc_columns[arc]];
    }
    const V sent = send_flow(program, residual, most, path_used);
    constexpr Lane ceiling = static_cast<Lane>(~Lane{0});
    for (std::size_t lane = 0; lane < VectorOf<Lane>::lanes; ++lane) {
        const Lane value = most[lane];
        values[lane] = value == ceiling      ? ~std::uint64_t{0}
                       : value == sent[lane] ? std::uint64_t{value}
                                             : undecided;
    }
}

template <class Row>
BoundKernel<Row> bound_blocks() {
    return {bound_block<std::uint16_t, Row>, bound_block<std::uint32_t, Row>,
            bound_block<std::uint64_t, Row>};
}
