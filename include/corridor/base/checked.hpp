#pragma once

#include <cstdint>
#include <optional>

namespace corridor {

/// 128-bit integer for intermediate products and objectives. The numeric bounds of the library
/// (capacities and supplies ≤ 2^38, costs ≤ 2^40, at most 2^24 arcs) keep every sum inside it.
__extension__ typedef __int128 Int128;

/// T is a built-in integer or Int128 in all of these.
///
/// a + b, or nothing where the result does not fit T.
template <class T>
[[nodiscard]] constexpr std::optional<T> checked_add(T a, T b) {
    T result{};
    if (__builtin_add_overflow(a, b, &result)) {
        return std::nullopt;
    }
    return result;
}

/// a − b, or nothing where the result does not fit T.
template <class T>
[[nodiscard]] constexpr std::optional<T> checked_subtract(T a, T b) {
    T result{};
    if (__builtin_sub_overflow(a, b, &result)) {
        return std::nullopt;
    }
    return result;
}

/// a × b, or nothing where the result does not fit T.
template <class T>
[[nodiscard]] constexpr std::optional<T> checked_multiply(T a, T b) {
    T result{};
    if (__builtin_mul_overflow(a, b, &result)) {
        return std::nullopt;
    }
    return result;
}

/// numerator / denominator to the nearest integer, halves upwards; nothing when the denominator is
/// not positive or the result does not fit int64.
[[nodiscard]] constexpr std::optional<std::int64_t> rounded_quotient(Int128 numerator,
                                                                     Int128 denominator) {
    if (denominator <= 0) {
        return std::nullopt;
    }
    Int128 quotient = numerator / denominator;
    Int128 remainder = numerator % denominator;
    if (remainder < 0) {
        remainder += denominator;
        quotient -= 1;
    }
    if (remainder >= denominator - remainder) {
        quotient += 1;
    }
    if (quotient > INT64_MAX || quotient < INT64_MIN) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(quotient);
}

}  // namespace corridor
