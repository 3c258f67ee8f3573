#pragma once

#include "simulation/engine.hpp"

#include <corridor/simulation/freight.hpp>

#include <vector>

namespace corridor::simulation {

/// What replications say together: each part of each of them is a sample.
[[nodiscard]] Simulation summarise(const CompiledModel& model, const SimulationQuery& query,
                                   const std::vector<RunResult>& runs, double confidence);

}  // namespace corridor::simulation
