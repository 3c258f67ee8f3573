#pragma once

// Plain structures and function pointers only: this is read by translation units compiled for
// different instruction sets.

#include <cstdint>

namespace corridor::flow::kernel {

/// The arcs of a network simplex as pricing reads them.
template <class Number>
struct PricedArcs {
    const std::int32_t* tail;
    const std::int32_t* head;
    const Number* cost;
    const std::int8_t* state;  // 1 at its lower bound, -1 at its upper, 0 basic
    const Number* price;       // of nodes
};

/// An arc and its reduced cost, below zero where flow should change, whichever bound it is at.
template <class Number>
struct Violation {
    Number size;
    std::int32_t arc;
};

/// The arc of the worst violation among begin … end - 1, the first of equal ones; `worst` where
/// none is worse. The same answer from every instruction set.
template <class Number>
using PriceBlock = Violation<Number> (*)(const PricedArcs<Number>& arcs, std::int32_t begin,
                                         std::int32_t end, Violation<Number> worst);

struct Pricing {
    const char* name;
    PriceBlock<std::int32_t> narrow;
    PriceBlock<std::int64_t> wide;
};

Pricing portable_pricing();
#if defined(__x86_64__)
Pricing avx2_pricing();
Pricing avx512_pricing();
#endif

/// The fastest that this machine runs.
Pricing best_pricing();

}  // namespace corridor::flow::kernel
