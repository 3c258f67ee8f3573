#pragma once

#include "scenario/faults.hpp"

#include <corridor/analysis/growth.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/scenario/scenario.hpp>

#include <vector>

namespace corridor::scenario {

/// The rows of demand in each year of the horizon, before changes; empty where something is wrong.
[[nodiscard]] std::vector<std::vector<DemandRow>> grown_demand(const Scenario& scenario,
                                                               const Dataset& data, Faults& faults);

}  // namespace corridor::scenario
