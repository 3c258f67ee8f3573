#include <corridor/base/contract.hpp>
#include <corridor/simulation/resource.hpp>

#include <algorithm>

namespace corridor::simulation {

void WaitingLine::push(std::uint32_t item, int priority) {
    auto lane = std::find_if(lanes_.begin(), lanes_.end(),
                             [&](const Lane& each) { return each.priority <= priority; });
    if (lane == lanes_.end() || lane->priority != priority) {
        lane = lanes_.insert(lane, Lane{priority, {}});
    }
    lane->items.push_back(item);
    ++size_;
}

std::uint32_t WaitingLine::front() const {
    expects(size_ > 0, "something waits");
    for (const Lane& lane : lanes_) {
        if (!lane.items.empty()) {
            return lane.items.front();
        }
    }
    return 0;
}

std::uint32_t WaitingLine::pop() {
    expects(size_ > 0, "something waits");
    for (Lane& lane : lanes_) {
        if (!lane.items.empty()) {
            const std::uint32_t item = lane.items.front();
            lane.items.pop_front();
            --size_;
            return item;
        }
    }
    return 0;
}

std::vector<std::uint32_t> WaitingLine::items() const {
    std::vector<std::uint32_t> all;
    for (const Lane& lane : lanes_) {
        all.insert(all.end(), lane.items.begin(), lane.items.end());
    }
    return all;
}

}  // namespace corridor::simulation
