#pragma once

#include "flow/kernel/program.hpp"

#include <algorithm>

namespace corridor::flow::kernel::tables {

/// One step of a plain programme on one row: forwards (cheapest cut of what has been met) and
/// backwards (of what is still to come). 32-bit entries are for rows whose sum fits, 64-bit entries
/// saturate at out_of_reach.
template <class Value>
Value plus(Value a, Value b) {
    if constexpr (sizeof(Value) == 8) {
        return std::min(a + b, Value{out_of_reach});
    } else {
        return a + b;
    }
}

inline std::size_t bit(unsigned p) {
    return std::size_t{1} << p;
}

/// Spreads the bits of `index` so that position p is zero.
inline std::size_t with_gap(std::size_t index, unsigned p) {
    return index + (index & (~std::size_t{0} << p));
}

/// visit(state) for every state with both p and q clear, in runs of neighbours.
template <class Visit>
void each_without_both(const Instruction& step, Visit visit) {
    const std::size_t low = bit(std::min(step.p, step.q));
    const std::size_t high = bit(std::max(step.p, step.q));
    for (std::size_t outer = 0; outer < bit(step.open); outer += 2 * high) {
        for (std::size_t middle = outer; middle < outer + high; middle += 2 * low) {
            for (std::size_t base = middle; base < middle + low; ++base) {
                visit(base);
            }
        }
    }
}

template <class Visit>
void each_without_p(const Instruction& step, Visit visit) {
    const std::size_t p = bit(step.p);
    for (std::size_t outer = 0; outer < bit(step.open); outer += 2 * p) {
        for (std::size_t base = outer; base < outer + p; ++base) {
            visit(base);
        }
    }
}

/// The operations that add something to states and leave the table's shape alone.
template <class Value>
bool add_in_place(const Instruction& step, const Value* capacity, Value* table) {
    const Value forward = capacity[step.forward];
    const Value backward = capacity[step.backward];
    const auto add = [&](std::size_t state, Value amount) {
        table[state] = plus(table[state], amount);
    };
    switch (step.operation) {
        case Operation::link:
            each_without_both(step, [&](std::size_t base) {
                add(base + bit(step.p), forward);
                add(base + bit(step.q), backward);
            });
            return true;
        case Operation::terminal:
            each_without_p(step, [&](std::size_t base) {
                add(base, forward);
                add(base + bit(step.p), backward);
            });
            return true;
        case Operation::constant:
            for (std::size_t state = 0; state < bit(step.open); ++state) {
                add(state, forward);
            }
            return true;
        default:
            return false;
    }
}

/// In place; the table needs room for one more open node.
template <class Value>
void forward(const Instruction& step, const Value* capacity, Value* table) {
    if (add_in_place(step, capacity, table)) {
        return;
    }
    if (step.operation == Operation::introduce) {
        std::copy(table, table + bit(step.open), table + bit(step.open));
        return;
    }
    for (std::size_t pair = 0; pair < bit(step.open - 1U); ++pair) {
        const std::size_t base = with_gap(pair, step.p);
        table[pair] = std::min(table[base], table[base + bit(step.p)]);
    }
}

inline std::size_t size_after(const Instruction& step) {
    const unsigned grown = step.operation == Operation::introduce ? 1U : 0U;
    const unsigned shrunk = step.operation == Operation::forget ? 1U : 0U;
    return bit(step.open + grown - shrunk);
}

/// From "cheapest completion after this step" to "before this step"; the two must not overlap.
template <class Value>
void backward(const Instruction& step, const Value* capacity, const Value* __restrict after,
              Value* __restrict before) {
    const std::size_t states = bit(step.open);
    if (step.operation == Operation::introduce) {
        for (std::size_t state = 0; state < states; ++state) {
            before[state] = std::min(after[state], after[state + states]);
        }
    } else if (step.operation == Operation::forget) {
        for (std::size_t pair = 0; pair < states / 2; ++pair) {
            const std::size_t base = with_gap(pair, step.p);
            before[base] = after[pair];
            before[base + bit(step.p)] = after[pair];
        }
    } else {
        std::copy(after, after + states, before);
        add_in_place(step, capacity, before);
    }
}

/// Whether 32 bits hold every entry, and the sum of a forward and a backward one.
inline bool fit_in_32_bits(const Topology& core, const Amount* row) {
    constexpr Amount limit = Amount{1} << 31;
    Amount total = 0;
    for (const Edge& edge : core.edges) {
        for (const Column column : {edge.forward, edge.backward}) {
            const Amount more = column == none ? 0 : row[column];
            if (more >= limit - total) {
                return false;
            }
            total += more;
        }
    }
    return true;
}

/// The columns as table entries. Columns that no core edge reads may be cut off.
template <class Value>
Array<Value> entries_of(const Array<Amount>& row, Workspace& workspace) {
    Array<Value> entries(workspace, row.size());
    for (std::size_t at = 0; at < entries.size(); ++at) {
        entries[at] = static_cast<Value>(row[at]);
    }
    return entries;
}

}  // namespace corridor::flow::kernel::tables
