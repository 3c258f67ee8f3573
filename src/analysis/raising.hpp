#pragma once

#include <corridor/analysis/demand_growth.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace corridor::analysis {

/// By how much a limit is raised at most; elements that are not named: any amount.
using RaiseLimits = std::map<Element, std::int64_t>;

struct LeastRaise {
    bool attainable = false;
    std::map<Element, std::int64_t> raised;  ///< above 0 only
    std::int64_t sum = 0;
    bool proved = false;  ///< no residual cycle lowers the sum
};

/// The least sum of raises that lets a query move `demand`.
[[nodiscard]] LeastRaise least_raise(const Network& network, const FlowQuery& query,
                                     std::int64_t demand,
                                     const std::optional<RaiseLimits>& at_most);

}  // namespace corridor::analysis
