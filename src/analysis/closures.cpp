#include "analysis/closures.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace corridor::analysis {
namespace {

using Step = std::pair<std::uint32_t, std::uint32_t>;

/// The nodes that flow from the source passes.
std::vector<std::uint8_t> passed(const Residual& residual) {
    flow::ArcList used = residual.problem();
    used.capacity = residual.flow();
    return Residual(used, std::vector<std::int64_t>(used.arc_count(), 0)).reach(used.source);
}

}  // namespace

Closures::Closures(const Residual& residual) : components_(residual.components()) {
    find_steps(residual);
    state_.assign(components_.count, State::open);
    decide(components_.of_node[residual.problem().source], State::in);
    decide(components_.of_node[residual.problem().sink], State::out);
    trail_.clear();

    const std::vector<std::uint8_t> flows = passed(residual);
    for (std::uint32_t v = 0; v < flows.size(); ++v) {
        const std::uint32_t component = components_.of_node[v];
        if (flows[v] != 0 && state_[component] == State::open) {
            free_.push_back(component);
        }
    }
    std::sort(free_.begin(), free_.end());
    free_.erase(std::unique(free_.begin(), free_.end()), free_.end());
    find_parts();
}

void Closures::find_steps(const Residual& residual) {
    std::vector<Step> steps;
    for (std::uint32_t v = 0; v < components_.of_node.size(); ++v) {
        const std::uint32_t from = components_.of_node[v];
        residual.steps_from(v, [&](std::uint32_t next) {
            if (components_.of_node[next] != from) {
                steps.emplace_back(from, components_.of_node[next]);
            }
        });
    }
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    const auto fill = [&](Steps& by, bool swapped) {
        by.begin.assign(components_.count + std::size_t{1}, 0);
        by.other.resize(steps.size());
        for (const Step& step : steps) {
            ++by.begin[(swapped ? step.second : step.first) + std::size_t{1}];
        }
        std::partial_sum(by.begin.begin(), by.begin.end(), by.begin.begin());
        std::vector<std::uint32_t> next(by.begin.begin(), by.begin.end() - 1);
        for (const Step& step : steps) {
            const std::uint32_t at = swapped ? step.second : step.first;
            by.other[next[at]++] = swapped ? step.first : step.second;
        }
    };
    fill(reached_, false);
    fill(reaching_, true);
}

void Closures::find_parts() {
    std::vector<std::uint32_t> part(components_.count, std::numeric_limits<std::uint32_t>::max());
    std::vector<std::uint32_t> work;
    for (const std::uint32_t start : free_) {
        if (part[start] == std::numeric_limits<std::uint32_t>::max()) {
            const auto number = static_cast<std::uint32_t>(parts_.size());
            parts_.emplace_back();
            part[start] = number;
            work.push_back(start);
            while (!work.empty()) {
                const std::uint32_t at = work.back();
                work.pop_back();
                for (const Steps* steps : {&reached_, &reaching_}) {
                    for (std::uint32_t i = steps->begin[at]; i < steps->begin[at + std::size_t{1}];
                         ++i) {
                        const std::uint32_t next = steps->other[i];
                        if (state_[next] == State::open &&
                            part[next] == std::numeric_limits<std::uint32_t>::max()) {
                            part[next] = number;
                            work.push_back(next);
                        }
                    }
                }
            }
        }
        parts_[part[start]].push_back(start);
    }
}

void Closures::decide(std::uint32_t component, State state) {
    const Steps& steps = state == State::in ? reached_ : reaching_;
    std::size_t at = trail_.size();
    state_[component] = state;
    trail_.push_back(component);
    for (; at < trail_.size(); ++at) {
        const std::uint32_t from = trail_[at];
        for (std::uint32_t i = steps.begin[from]; i < steps.begin[from + std::size_t{1}]; ++i) {
            if (state_[steps.other[i]] == State::open) {
                state_[steps.other[i]] = state;
                trail_.push_back(steps.other[i]);
            }
        }
    }
}

void Closures::begin(const std::vector<std::uint32_t>& order) {
    for (const std::uint32_t component : trail_) {
        state_[component] = State::open;
    }
    trail_.clear();
    choices_.clear();
    descend(order, 0);
}

void Closures::descend(const std::vector<std::uint32_t>& order, std::size_t position) {
    for (; position < order.size(); ++position) {
        if (state_[order[position]] == State::open) {
            choices_.push_back({position, trail_.size(), false});
            decide(order[position], State::out);
        }
    }
}

bool Closures::advance(const std::vector<std::uint32_t>& order) {
    while (!choices_.empty()) {
        Choice& choice = choices_.back();
        while (trail_.size() > choice.trail) {
            state_[trail_.back()] = State::open;
            trail_.pop_back();
        }
        if (choice.second) {
            choices_.pop_back();
            continue;
        }
        choice.second = true;
        const std::size_t position = choice.position;
        decide(order[position], State::in);
        descend(order, position + 1);
        return true;
    }
    return false;
}

Closures::Count Closures::count(std::uint64_t most) {
    Count result;
    for (const std::vector<std::uint32_t>& part : parts_) {
        std::uint64_t number = 1;
        begin(part);
        while (number < most && advance(part)) {
            ++number;
        }
        const bool complete = number < most || !advance(part);
        if (result.number > std::numeric_limits<std::uint64_t>::max() / number) {
            result.exact = false;
            return result;
        }
        result.number *= number;
        result.exact = result.exact && complete;
        if (!result.exact) {
            return result;
        }
    }
    return result;
}

}  // namespace corridor::analysis
