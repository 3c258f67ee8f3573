#include <corridor/simulation/resource.hpp>

#include <algorithm>
#include <utility>

namespace corridor::simulation {

void Ring::grow() {
    constexpr std::size_t first_size = 8;
    std::vector<std::uint32_t> larger(std::max(first_size, 2 * slots_.size()));
    const std::size_t count = size();
    for (std::size_t i = 0; i < count; ++i) {
        larger[i] = (*this)[i];
    }
    slots_ = std::move(larger);
    begin_ = 0;
    end_ = count;
}

WaitingLine::Lane& WaitingLine::lane(int priority) {
    auto found = std::find_if(lanes_.begin(), lanes_.end(),
                              [&](const Lane& each) { return each.priority <= priority; });
    if (found == lanes_.end() || found->priority != priority) {
        found = lanes_.insert(found, Lane{priority, {}});
    }
    return *found;
}

}  // namespace corridor::simulation
