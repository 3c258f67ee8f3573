#pragma once

// Plain structures only: this is read by translation units compiled for different instruction
// sets, and an inline function of one could be the copy that the linker keeps for all.

#include <cstdint>

namespace corridor::flow::kernel {

enum class Operation : std::uint8_t {
    introduce,  // a node opens at the top position: the table doubles
    link,       // forward is paid where p is on the source side and q is not, backward reversed
    terminal,   // forward is paid where p is on the sink side, backward where it is not
    constant,   // source – sink: forward is always paid
    forget,     // p closes: the cheaper half stays, positions above p move down
    advance,    // a new node takes the place of p, its neighbour: introduce, link p – new, forget
    advance_link,  // the same, then a link from the new node at p to q
};

/// One step on the table that holds, for every way of putting the open nodes on the source side
/// (bit set) or the sink side (bit clear), the cheapest cut among the nodes met so far.
struct Instruction {
    Operation operation;
    std::uint8_t open;  // positions in use before
    std::uint8_t p;
    std::uint8_t q;
    std::int32_t forward;  // columns
    std::int32_t backward;
    std::int32_t second_forward;  // advance_link only: p → q
    std::int32_t second_backward;
    std::int32_t subject;  // the node introduced or forgotten, or the edge
};

/// One capacity of a combined part from two earlier ones; to be run in order.
struct ColumnStep {
    enum class Kind : std::uint8_t { smaller_of, sum_of } kind;
    std::int32_t target;
    std::int32_t left;
    std::int32_t right;
};

}  // namespace corridor::flow::kernel
