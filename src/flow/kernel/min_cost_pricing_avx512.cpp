#include "flow/kernel/min_cost_pricing.hpp"

#include <immintrin.h>

namespace corridor::flow::kernel {
namespace {

/// Sixteen arcs at a time, `here` of which count.
struct NarrowLanes {
    NarrowLanes(std::int32_t begin, std::int32_t limit)
        : least(_mm512_set1_epi32(limit)),
          arc(_mm512_add_epi32(
              _mm512_set1_epi32(begin),
              _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))) {}

    void take(const PricedArcs<std::int32_t>& arcs, std::int32_t k, __mmask16 here) {
        const __m512i tail = _mm512_maskz_loadu_epi32(here, arcs.tail + k);
        const __m512i head = _mm512_maskz_loadu_epi32(here, arcs.head + k);
        const __m512i cost = _mm512_maskz_loadu_epi32(here, arcs.cost + k);
        const __m128i state = _mm_maskz_loadu_epi8(here, arcs.state + k);
        const __m512i from = _mm512_mask_i32gather_epi32(zero, here, tail, arcs.price, 4);
        const __m512i to = _mm512_mask_i32gather_epi32(zero, here, head, arcs.price, 4);
        const __m512i reduced = _mm512_sub_epi32(_mm512_add_epi32(cost, from), to);
        const __mmask16 is_bound = _mm_test_epi8_mask(state, state);
        const __m512i size = _mm512_mask_sub_epi32(_mm512_maskz_mov_epi32(is_bound, reduced),
                                                   _mm_movepi8_mask(state), zero, reduced);
        const __mmask16 worse = _mm512_mask_cmplt_epi32_mask(here, size, least);
        least = _mm512_mask_mov_epi32(least, worse, size);
        least_arc = _mm512_mask_mov_epi32(least_arc, worse, arc);
        found = static_cast<__mmask16>(found | worse);
        arc = _mm512_add_epi32(arc, _mm512_set1_epi32(16));
    }

    /// The first arc of the least. Requires that one was found.
    [[nodiscard]] Violation<std::int32_t> worst() const {
        const std::int32_t size = _mm512_mask_reduce_min_epi32(found, least);
        const __mmask16 equal = _mm512_mask_cmpeq_epi32_mask(found, least, _mm512_set1_epi32(size));
        return {size, _mm512_mask_reduce_min_epi32(equal, least_arc)};
    }

    __m512i zero = _mm512_setzero_si512();
    __m512i least;
    __m512i least_arc = zero;
    __m512i arc;
    __mmask16 found = 0;
};

/// Eight arcs at a time.
struct WideLanes {
    WideLanes(std::int32_t begin, std::int64_t limit)
        : least(_mm512_set1_epi64(limit)),
          arc(_mm512_add_epi64(_mm512_set1_epi64(begin),
                               _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7))) {}

    void take(const PricedArcs<std::int64_t>& arcs, std::int32_t k, __mmask8 here) {
        const __m256i tail = _mm256_maskz_loadu_epi32(here, arcs.tail + k);
        const __m256i head = _mm256_maskz_loadu_epi32(here, arcs.head + k);
        const __m512i cost = _mm512_maskz_loadu_epi64(here, arcs.cost + k);
        const __m128i state = _mm_maskz_loadu_epi8(here, arcs.state + k);
        const __m512i from = _mm512_mask_i32gather_epi64(zero, here, tail, arcs.price, 8);
        const __m512i to = _mm512_mask_i32gather_epi64(zero, here, head, arcs.price, 8);
        const __m512i reduced = _mm512_sub_epi64(_mm512_add_epi64(cost, from), to);
        const auto is_bound = static_cast<__mmask8>(_mm_test_epi8_mask(state, state));
        const auto is_upper = static_cast<__mmask8>(_mm_movepi8_mask(state));
        const __m512i size = _mm512_mask_sub_epi64(_mm512_maskz_mov_epi64(is_bound, reduced),
                                                   is_upper, zero, reduced);
        const __mmask8 worse = _mm512_mask_cmplt_epi64_mask(here, size, least);
        least = _mm512_mask_mov_epi64(least, worse, size);
        least_arc = _mm512_mask_mov_epi64(least_arc, worse, arc);
        found = static_cast<__mmask8>(found | worse);
        arc = _mm512_add_epi64(arc, _mm512_set1_epi64(8));
    }

    [[nodiscard]] Violation<std::int64_t> worst() const {
        const std::int64_t size = _mm512_mask_reduce_min_epi64(found, least);
        const __mmask8 equal = _mm512_mask_cmpeq_epi64_mask(found, least, _mm512_set1_epi64(size));
        return {size, static_cast<std::int32_t>(_mm512_mask_reduce_min_epi64(equal, least_arc))};
    }

    __m512i zero = _mm512_setzero_si512();
    __m512i least;
    __m512i least_arc = zero;
    __m512i arc;
    __mmask8 found = 0;
};

template <class Lanes, class Mask, class Number>
Violation<Number> price(const PricedArcs<Number>& arcs, std::int32_t begin, std::int32_t end,
                        Violation<Number> worst) {
    constexpr std::int32_t width = 8 * sizeof(Mask);
    constexpr auto all = static_cast<Mask>(-1);
    Lanes lanes(begin, worst.size);
    std::int32_t k = begin;
    for (; k + width <= end; k += width) {
        lanes.take(arcs, k, all);
    }
    if (k < end) {
        lanes.take(arcs, k, static_cast<Mask>((1U << (end - k)) - 1U));
    }
    return lanes.found == 0 ? worst : lanes.worst();
}

}  // namespace

Pricing avx512_pricing() {
    return {"avx512", &price<NarrowLanes, __mmask16, std::int32_t>,
            &price<WideLanes, __mmask8, std::int64_t>};
}

}  // namespace corridor::flow::kernel
