#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

/// What pricing reads of the arcs of a network simplex. A state is 1 at the lower bound, −1 at the
/// upper one and 0 in the basis.
template <class Cost, class Price>
struct PricingArcs {
    const NodeId* tail;
    const NodeId* head;
    const Cost* cost;
    const std::int8_t* state;
    const Price* price;
};

/// The smallest of `best` and of state × reduced cost over the arcs in [begin, end), whose arc goes
/// to `arc` (the first of equal ones).
template <class Cost, class Price>
Price price_block(const PricingArcs<Cost, Price>& arcs, ArcId begin, ArcId end, Price best,
                  ArcId& arc) {
    for (ArcId k = begin; k < end; ++k) {
        const Price violation =
            arcs.state[k] * (arcs.cost[k] + arcs.price[arcs.tail[k]] - arcs.price[arcs.head[k]]);
        if (violation < best) {
            best = violation;
            arc = k;
        }
    }
    return best;
}

}  // namespace corridor::flow::kernel
