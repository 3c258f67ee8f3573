#include "flow/kernel/min_cost_pricing.hpp"
#include "flow/kernel/min_cost_pricing_in_order.hpp"

#include <cstddef>
#include <cstring>
#include <immintrin.h>

namespace corridor::flow::kernel {
namespace {

__m256i load(const void* from) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

/// The least of the lanes, the first arc of equal ones. Lanes that met nothing worse hold `worst`.
template <class Number, std::size_t lanes>
Violation<Number> worst_of(__m256i least, __m256i least_arc, Violation<Number> worst) {
    alignas(32) Number size[lanes];
    alignas(32) Number arc[lanes];
    _mm256_store_si256(reinterpret_cast<__m256i*>(size), least);
    _mm256_store_si256(reinterpret_cast<__m256i*>(arc), least_arc);
    const Number before = worst.size;
    for (std::size_t i = 0; i < lanes; ++i) {
        const auto k = static_cast<std::int32_t>(arc[i]);
        const bool is_worse = size[i] < worst.size || (size[i] == worst.size && k < worst.arc);
        if (size[i] < before && is_worse) {
            worst = {size[i], k};
        }
    }
    return worst;
}

Violation<std::int32_t> price_narrow(const PricedArcs<std::int32_t>& arcs, std::int32_t begin,
                                     std::int32_t end, Violation<std::int32_t> worst) {
    constexpr std::int32_t lanes = 8;
    __m256i least = _mm256_set1_epi32(worst.size);
    __m256i least_arc = _mm256_setzero_si256();
    __m256i arc =
        _mm256_add_epi32(_mm256_set1_epi32(begin), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    __m256i any = _mm256_setzero_si256();
    std::int32_t k = begin;
    for (; k + lanes <= end; k += lanes) {
        const __m256i from = _mm256_i32gather_epi32(arcs.price, load(arcs.tail + k), 4);
        const __m256i to = _mm256_i32gather_epi32(arcs.price, load(arcs.head + k), 4);
        const __m256i reduced = _mm256_sub_epi32(_mm256_add_epi32(load(arcs.cost + k), from), to);
        const __m128i state =
            _mm_loadl_epi64(static_cast<const __m128i*>(static_cast<const void*>(arcs.state + k)));
        const __m256i size = _mm256_sign_epi32(reduced, _mm256_cvtepi8_epi32(state));
        const __m256i worse = _mm256_cmpgt_epi32(least, size);
        least = _mm256_blendv_epi8(least, size, worse);
        least_arc = _mm256_blendv_epi8(least_arc, arc, worse);
        any = _mm256_or_si256(any, worse);
        arc = _mm256_add_epi32(arc, _mm256_set1_epi32(lanes));
    }
    if (_mm256_testz_si256(any, any) == 0) {
        worst = worst_of<std::int32_t, lanes>(least, least_arc, worst);
    }
    return price_in_order(arcs, k, end, worst);
}

Violation<std::int64_t> price_wide(const PricedArcs<std::int64_t>& arcs, std::int32_t begin,
                                   std::int32_t end, Violation<std::int64_t> worst) {
    constexpr std::int32_t lanes = 4;
    const __m256i zero = _mm256_setzero_si256();
    const auto* const price = reinterpret_cast<const long long*>(arcs.price);
    __m256i least = _mm256_set1_epi64x(worst.size);
    __m256i least_arc = zero;
    __m256i arc = _mm256_add_epi64(_mm256_set1_epi64x(begin), _mm256_setr_epi64x(0, 1, 2, 3));
    __m256i any = zero;
    std::int32_t k = begin;
    for (; k + lanes <= end; k += lanes) {
        const __m128i tail =
            _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(arcs.tail + k)));
        const __m128i head =
            _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(arcs.head + k)));
        const __m256i from = _mm256_i32gather_epi64(price, tail, 8);
        const __m256i to = _mm256_i32gather_epi64(price, head, 8);
        const __m256i reduced = _mm256_sub_epi64(_mm256_add_epi64(load(arcs.cost + k), from), to);
        std::int32_t four_states = 0;
        std::memcpy(&four_states, arcs.state + k, sizeof four_states);
        const __m256i state = _mm256_cvtepi8_epi64(_mm_cvtsi32_si128(four_states));
        const __m256i is_upper = _mm256_cmpgt_epi64(zero, state);
        const __m256i is_basic = _mm256_cmpeq_epi64(state, zero);
        const __m256i size = _mm256_andnot_si256(
            is_basic, _mm256_sub_epi64(_mm256_xor_si256(reduced, is_upper), is_upper));
        const __m256i worse = _mm256_cmpgt_epi64(least, size);
        least = _mm256_blendv_epi8(least, size, worse);
        least_arc = _mm256_blendv_epi8(least_arc, arc, worse);
        any = _mm256_or_si256(any, worse);
        arc = _mm256_add_epi64(arc, _mm256_set1_epi64x(lanes));
    }
    if (_mm256_testz_si256(any, any) == 0) {
        worst = worst_of<std::int64_t, lanes>(least, least_arc, worst);
    }
    return price_in_order(arcs, k, end, worst);
}

}  // namespace

Pricing avx2_pricing() {
    return {"avx2", &price_narrow, &price_wide};
}

}  // namespace corridor::flow::kernel
