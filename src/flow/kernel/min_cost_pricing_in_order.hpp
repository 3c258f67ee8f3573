#pragma once

#include "flow/kernel/min_cost_pricing.hpp"

namespace corridor::flow::kernel {

// Of internal linkage: each translation unit compiles these for its own instruction set.

/// Wraps around: prices may, as long as their differences fit.
template <class Number>
static inline Number wrapped_sum(Number a, Number b) {
    Number sum{};
    static_cast<void>(__builtin_add_overflow(a, b, &sum));
    return sum;
}

template <class Number>
static inline Number wrapped_difference(Number a, Number b) {
    Number difference{};
    static_cast<void>(__builtin_sub_overflow(a, b, &difference));
    return difference;
}

template <class Number>
static inline Number reduced_cost(Number cost, Number tail_price, Number head_price) {
    return wrapped_difference(wrapped_sum(cost, tail_price), head_price);
}

template <class Number>
static inline Violation<Number> price_in_order(const PricedArcs<Number>& arcs, std::int32_t begin,
                                               std::int32_t end, Violation<Number> worst) {
    for (std::int32_t k = begin; k < end; ++k) {
        const Number reduced =
            reduced_cost(arcs.cost[k], arcs.price[arcs.tail[k]], arcs.price[arcs.head[k]]);
        const auto size = static_cast<Number>(arcs.state[k] * reduced);
        if (size < worst.size) {
            worst = {size, k};
        }
    }
    return worst;
}

}  // namespace corridor::flow::kernel
