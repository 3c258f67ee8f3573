// Vectors of CORRIDOR_VECTOR_BYTES and their saturating sum; included by lane_rows.hpp only, once
// per instruction set and in its own namespace.

template <class Lane>
struct VectorOf {
    using Type __attribute__((vector_size(CORRIDOR_VECTOR_BYTES))) = Lane;
    static constexpr std::size_t lanes = CORRIDOR_VECTOR_BYTES / sizeof(Lane);
};

using Vector16 = VectorOf<std::uint16_t>::Type;
using Vector32 = VectorOf<std::uint32_t>::Type;
using Vector64 = VectorOf<std::uint64_t>::Type;

template <class V>
CORRIDOR_INLINE V smaller(V a, V b) {
    return a < b ? a : b;
}

#if defined(__SSE2__) && CORRIDOR_VECTOR_BYTES == 16
// Unsigned 16-bit minimum is missing from SSE2, but a − max(a − b, 0) is the same.
CORRIDOR_INLINE Vector16 smaller(Vector16 a, Vector16 b) {
    const __m128i x = reinterpret_cast<__m128i>(a);
    return reinterpret_cast<Vector16>(
        _mm_sub_epi16(x, _mm_subs_epu16(x, reinterpret_cast<__m128i>(b))));
}
#endif

/// A capacity as the adder wants it. For 32 and 64 bits there is no saturating instruction, but
/// min(a, ceiling − c) + c is the same, and ceiling − c serves the whole table.
template <class V>
struct Addend {
    V amount;
    V headroom;
};

template <class V>
CORRIDOR_INLINE Addend<V> addend(V amount) {
    return {amount, ~amount};
}

template <class V>
CORRIDOR_INLINE V plus(V a, const Addend<V>& c) {
    return smaller(a, c.headroom) + c.amount;
}

#if defined(__AVX512BW__) && CORRIDOR_VECTOR_BYTES == 64
CORRIDOR_INLINE Vector16 plus(Vector16 a, const Addend<Vector16>& c) {
    return reinterpret_cast<Vector16>(
        _mm512_adds_epu16(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(c.amount)));
}
#elif defined(__AVX2__) && CORRIDOR_VECTOR_BYTES == 32
CORRIDOR_INLINE Vector16 plus(Vector16 a, const Addend<Vector16>& c) {
    return reinterpret_cast<Vector16>(
        _mm256_adds_epu16(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(c.amount)));
}
#elif defined(__SSE2__) && CORRIDOR_VECTOR_BYTES == 16
CORRIDOR_INLINE Vector16 plus(Vector16 a, const Addend<Vector16>& c) {
    return reinterpret_cast<Vector16>(
        _mm_adds_epu16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(c.amount)));
}
#endif
