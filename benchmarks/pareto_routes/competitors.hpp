#pragma once

#include <corridor/analysis/routes.hpp>
#include <corridor/network/cost_model.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace corridor::bench {

/// µUSD/t, s and g/t of a route.
using Values = std::array<std::int64_t, 3>;

/// The combinations that no route beats, in ascending order, and the time it took to find them.
struct Answer {
    std::vector<Values> values;
    double seconds = 0.0;
};

/// pareto_routes(), its certificate included.
[[nodiscard]] Answer corridor_labels(const CostModel& model, const RouteQuery& query);

/// boost::r_c_shortest_paths on the same sides and links; the graph is made before the clock runs.
[[nodiscard]] Answer boost_labels(const CostModel& model, const RouteQuery& query);

}  // namespace corridor::bench
