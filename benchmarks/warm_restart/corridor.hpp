#pragma once

#include "support/questions.hpp"

#include <corridor/flow/standing_max_flow.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace corridor::bench {

/// Links and the capacities that they get, in t/yr.
using Changes = std::vector<std::pair<LinkId, std::int64_t>>;

/// Changes the capacities of a standing problem and answers again.
[[nodiscard]] std::int64_t standing_value(StandingMaxFlow& standing, const Changes& changes);
[[nodiscard]] ValueAndCut standing_value_and_cut(StandingMaxFlow& standing, const Changes& changes);

}  // namespace corridor::bench
