#pragma once

#include <corridor/scenario/run.hpp>
#include <corridor/simulation/freight.hpp>

#include <vector>

namespace corridor {

/// The simulation of a data set with the given rows of demand, all of which count. Disruptions are
/// left for the caller to add.
[[nodiscard]] SimulationQuery simulation_query(const Dataset& data,
                                               const std::vector<Demand>& rows);

/// The disruptions of these ids, or those that are not there, with the nearest names.
[[nodiscard]] Parsed<std::vector<Disruption>> disruptions_of(const std::vector<Disruption>& known,
                                                             const std::vector<std::string>& ids);

/// The simulation of a scenario in the year that it states, with its changes, disruptions and
/// demand.
/// Returns      the query, or what in the section `simulation` names nothing
[[nodiscard]] Parsed<SimulationQuery> simulation_query(const ScenarioPlan& plan,
                                                       const Dataset& data);

/// The year of a plan that is simulated. Requires that simulation_query has found nothing wrong.
[[nodiscard]] const YearState& simulated_year(const ScenarioPlan& plan);

}  // namespace corridor
