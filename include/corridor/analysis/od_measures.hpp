#pragma once

#include <corridor/flow/allocation.hpp>
#include <corridor/network/cost_model.hpp>

#include <optional>
#include <vector>

namespace corridor {

/// What a tonne of a demand comes to on average over the routes on which it is served.
struct OdMeasures {
    double cost_usd_per_t = 0.0;  ///< money without the value of time
    double time_h = 0.0;
    double distance_km = 0.0;
    double borders = 0.0;
    double transshipments = 0.0;
    double co2_kg_per_t = 0.0;
};

/// Measures of each demand of an allocation, weighted by the tonnes of its routes; none where
/// nothing of it is served.
/// Requires     an answer of allocate() for this model and query
/// Complexity   O(total length of routes)
[[nodiscard]] std::vector<std::optional<OdMeasures>> od_measures(const CostModel& model,
                                                                 const AllocationQuery& query,
                                                                 const Allocation& answer);

}  // namespace corridor
