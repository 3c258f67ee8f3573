#pragma once

#include "support/arcs.hpp"

#include <memory>

// Each builds its graph once; only solving it again with other capacities is timed.
namespace corridor::bench::standing {

std::unique_ptr<Standing> lemon_preflow(const Arcs& arcs);
std::unique_ptr<Standing> boost_push_relabel(const Arcs& arcs);
std::unique_ptr<Standing> boost_boykov_kolmogorov(const Arcs& arcs);
std::unique_ptr<Standing> igraph(const Arcs& arcs);

}  // namespace corridor::bench::standing
