#include "flow/multicommodity/master.hpp"
#include "flow/multicommodity/master_tolerances.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::flow::multicommodity {

Master::Room Master::room(std::uint32_t row, std::uint32_t column) {
    Room result{.down = INFINITY, .up = INFINITY};
    if (tight_position_[row] < 0) {
        result.down = std::max(slack_[row], 0.0);
        return result;
    }
    // One unit less of a limit is one unit more of its slack.
    direction({.is_slack = true, .index = row});
    const auto bound = [&](double value, double along) {
        const double distance = std::max(value, 0.0) / std::abs(along);
        if (along > pivot_noise) {
            result.down = std::min(result.down, distance);
        } else if (along < -pivot_noise) {
            result.up = std::min(result.up, distance);
        }
    };
    for (std::size_t i = 0; i < extra_.size(); ++i) {
        bound(extra_value_[i], along_extra_[i]);
        result.along = extra_[i] == column ? along_extra_[i] : result.along;
    }
    for (const std::uint32_t set : touched_sets_) {
        bound(key_value_[set], along_key_[set]);
    }
    for (const std::uint32_t other : touched_rows_) {
        if (tight_position_[other] < 0) {
            bound(slack_[other], along_row_[other]);
        }
    }
    return result;
}

}  // namespace corridor::flow::multicommodity
