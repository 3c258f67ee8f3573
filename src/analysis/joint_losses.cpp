#include "analysis/without.hpp"

#include <corridor/analysis/joint_losses.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace corridor {
namespace {

using Positions = std::vector<std::uint32_t>;

std::uint64_t order(std::int64_t value) {
    return value < 0 ? std::numeric_limits<std::uint64_t>::max()
                     : static_cast<std::uint64_t>(value);
}

std::int64_t worse(std::int64_t a, std::int64_t b) {
    return order(a) < order(b) ? a : b;
}

/// The first targets of their chains that routes use, ascending.
Positions used(const FlowRoutes& routes, const Positions& first_alike) {
    std::vector<bool> is_used(first_alike.size(), false);
    for (const Positions& route : routes.targets) {
        for (const std::uint32_t t : route) {
            is_used[first_alike[t]] = true;
        }
    }
    Positions result;
    for (std::uint32_t t = 0; t < is_used.size(); ++t) {
        if (is_used[t]) {
            result.push_back(t);
        }
    }
    return result;
}

bool by_targets(const PairLoss& a, const PairLoss& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
}

}  // namespace

std::int64_t JointLosses::without_pair(std::uint32_t a, std::uint32_t b) const {
    PairLoss asked{std::min(first_alike[a], first_alike[b]),
                   std::max(first_alike[a], first_alike[b])};
    const auto found = std::lower_bound(by_targets_.begin(), by_targets_.end(), asked, by_targets);
    return found != by_targets_.end() && !by_targets(asked, *found) ? found->flow_without
                                                                    : worse(without[a], without[b]);
}

JointLosses joint_losses(const Network& network, const FlowQuery& query,
                         std::vector<Target> targets) {
    Removals removals(network, query, std::move(targets));
    JointLosses answer;
    answer.targets = removals.targets();
    answer.first_alike = removals.first_alike();
    const FlowRoutes base = removals.routes();
    answer.value = base.value;
    answer.without.assign(answer.targets.size(), base.value);
    const Positions missed = used(base, answer.first_alike);
    const auto value_without = [&](std::uint32_t target) {
        removals.take_out(target);
        const std::int64_t value = removals.value();
        removals.put_back(target);
        ++answer.flows;
        return value;
    };
    for (const std::uint32_t target : missed) {
        answer.without[target] = value_without(target);
    }
    for (std::uint32_t t = 0; t < answer.without.size(); ++t) {
        answer.without[t] = answer.without[answer.first_alike[t]];
    }
    std::vector<bool> is_done(answer.targets.size(), false);
    for (const std::uint32_t first : missed) {
        is_done[first] = true;
        if (answer.without[first] == 0) {
            continue;
        }
        removals.take_out(first);
        for (const std::uint32_t second : used(removals.routes(), answer.first_alike)) {
            const std::int64_t single = worse(answer.without[first], answer.without[second]);
            if (is_done[second] || single == 0) {
                continue;
            }
            const std::int64_t value = value_without(second);
            if (value != single) {
                answer.pairs.push_back({std::min(first, second), std::max(first, second), value});
            }
        }
        removals.put_back(first);
    }
    std::sort(answer.pairs.begin(), answer.pairs.end(), by_targets);
    answer.by_targets_ = answer.pairs;
    std::stable_sort(answer.pairs.begin(), answer.pairs.end(),
                     [](const PairLoss& a, const PairLoss& b) {
                         return order(a.flow_without) < order(b.flow_without);
                     });
    return answer;
}

std::size_t certify(const Network& network, const FlowQuery& query, const JointLosses& losses,
                    std::size_t most) {
    Without again(network, query);
    const std::size_t count = std::min(most, losses.pairs.size());
    for (std::size_t i = 0; i < count; ++i) {
        const PairLoss& pair = losses.pairs[i];
        std::vector<Element> gone = losses.targets[pair.first].elements;
        const auto& others = losses.targets[pair.second].elements;
        gone.insert(gone.end(), others.begin(), others.end());
        if (again.value(gone) != pair.flow_without) {
            throw std::logic_error("the flow without two targets failed its certificate");
        }
    }
    return count;
}

}  // namespace corridor
