#pragma once

#include "flow/kernel/instruction.hpp"
#include "flow/kernel/order.hpp"

namespace corridor::flow::kernel {

/// An order of the nodes, compiled once into table operations; a scenario only supplies capacities.
/// The table is always compact: 2^open entries, open nodes at positions 0 … open − 1.
struct Program {
    Stack<Instruction> instructions;
    int table_bits = 0;  // largest table: 2^table_bits entries

    [[nodiscard]] std::size_t table_size() const { return std::size_t{1} << table_bits; }
};

/// One edge per instruction, for bookkeeping, or fused ones, for speed.
enum class Style : std::uint8_t { plain, fused };

/// Wider tables are refused: 2^24 entries of 8 bytes are 128 MB.
inline constexpr int widest_table = 24;

/// Missing directions read column `topology.column_count`, which has to hold 0. Requires an order
/// of width below `widest_table`. Check the workspace afterwards. O(n + edges).
/// Source: dynamic programming over a path decomposition; Bodlaender (1993), A tourist guide
/// through treewidth.
[[nodiscard]] Program compile(const Topology& topology, const Order& order, Style style,
                              Workspace& workspace);

}  // namespace corridor::flow::kernel
