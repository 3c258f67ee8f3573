#pragma once

#include "support/arcs.hpp"

namespace corridor::flow {
struct ArcList;
}

// Each goes from the arrays to value and cut, its own graph built on the way.
namespace corridor::bench::cold {

Cut corridor(const Arcs& arcs);
/// The public function: checks, the flow on every arc, value and cut.
Cut corridor_with_flow(const flow::ArcList& problem);
Cut lemon_preflow(const Arcs& arcs);
Cut boost_push_relabel(const Arcs& arcs);
Cut boost_boykov_kolmogorov(const Arcs& arcs);
Cut igraph(const Arcs& arcs);

}  // namespace corridor::bench::cold
