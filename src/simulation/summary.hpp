#pragma once

#include "simulation/engine.hpp"

#include <corridor/simulation/freight.hpp>

#include <vector>

namespace corridor::simulation {

/// What replications say together: each part of each of them is a sample.
[[nodiscard]] Simulation summarise(const CompiledModel& model, const SimulationQuery& query,
                                   const std::vector<RunResult>& runs, double confidence);

/// Adds CAREC's indicators to the flows of an answer.
void add_carec(const CostModel& cost, const CompiledModel& model, Simulation& answer);

}  // namespace corridor::simulation
