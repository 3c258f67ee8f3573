#pragma once

#include "support/cost_arcs.hpp"

#include <memory>

namespace corridor::flow {
struct MinCostProblem;
}

namespace corridor::bench::resolve {

std::unique_ptr<StandingCost> corridor(const flow::MinCostProblem& problem);
/// Our own from scratch, every time.
std::unique_ptr<StandingCost> corridor_cold(const flow::MinCostProblem& problem);
/// The graph stands; LEMON has no warm start, so that every solve is from scratch.
std::unique_ptr<StandingCost> lemon_network_simplex(const CostArcs& arcs);

}  // namespace corridor::bench::resolve
