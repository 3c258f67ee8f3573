#pragma once

#include <cstdint>

namespace corridor::flow::kernel {

enum class StartLabels : std::uint8_t {
    zero,
    distance,        // exact distances to a deficit
    near_distances,  // exact up to the last excess, a lower bound beyond
};

struct PseudoflowOptions {
    StartLabels start = StartLabels::near_distances;
    bool first_in_first_out = true;  // order of strong roots of one label
    /// Excess stops after so many tree arcs, and the tree is cut there: keeps trees shallow.
    std::int32_t send_limit = 16;
    /// Exact labels again each time this many times (nodes + arcs) were scanned; 0: never.
    std::int32_t relabel_interval = 2;
};

}  // namespace corridor::flow::kernel
