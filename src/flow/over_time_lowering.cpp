#include "flow/over_time_lowering.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace corridor::flow {
namespace {

using Kind = ArcMeaning::Kind;

std::int64_t steps_of(std::int64_t seconds, std::int64_t step) {
    return (seconds + step - 1) / step;
}

}  // namespace

OverTimeLowered lower_over_time(const CostModel& model, const FlowQuery& query, Clock clock,
                                std::int64_t step_seconds, std::int64_t scale) {
    const Network& network = model.network;
    OverTimeLowered result{lower(network, query, FlowChoice::any), {}, 0};
    const ArcList& arcs = result.lowered.problem;
    const auto stay_at = [&](const Endpoint& destination) {
        return model.passage[network.find_node(destination.node)->index].time().seconds /
               step_seconds;
    };
    for (const Endpoint& destination : query.to) {
        result.shift = std::max(result.shift, stay_at(destination));
    }
    OverTimeProblem& problem = result.problem;
    problem.node_count = arcs.node_count;
    problem.source = arcs.source;
    problem.sink = arcs.sink;
    problem.clock = clock;
    const auto link_time = [&](std::uint32_t link, NodeId arriving_at) {
        return steps_of(
            model.link[link].time().seconds + model.passage[arriving_at.index].time().seconds,
            step_seconds);
    };
    for (std::size_t a = 0; a < arcs.arc_count(); ++a) {
        const ArcMeaning& meaning = result.lowered.meaning[a];
        std::int64_t time = 0;
        if (meaning.kind == Kind::link_forward) {
            time = link_time(meaning.index, network.links()[meaning.index].head);
        } else if (meaning.kind == Kind::link_backward) {
            time = link_time(meaning.index, network.links()[meaning.index].tail);
        } else if (meaning.kind == Kind::destination) {
            time = result.shift - stay_at(query.to[meaning.index]);
        }
        std::int64_t capacity = arcs.capacity[a];
        if (capacity != unlimited) {
            capacity = static_cast<std::int64_t>(
                std::min(Int128{capacity} * scale, Int128{std::numeric_limits<int>::max()} << 20));
        }
        problem.add(arcs.tail[a], arcs.head[a], capacity, time);
    }
    return result;
}

std::vector<std::int64_t> distances(const OverTimeProblem& network, const std::vector<bool>& used,
                                    bool forward) {
    constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    const auto& from = forward ? network.tail : network.head;
    const auto& to = forward ? network.head : network.tail;
    std::vector<std::vector<std::uint32_t>> next(network.node_count);
    for (std::uint32_t a = 0; a < network.arc_count(); ++a) {
        if (used[a]) {
            next[from[a]].push_back(a);
        }
    }
    std::vector<std::int64_t> distance(network.node_count, never);
    using Entry = std::pair<std::int64_t, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const std::uint32_t start = forward ? network.source : network.sink;
    distance[start] = 0;
    queue.push({0, start});
    while (!queue.empty()) {
        const auto [reached, u] = queue.top();
        queue.pop();
        if (reached > distance[u]) {
            continue;
        }
        for (const std::uint32_t a : next[u]) {
            const std::int64_t longer = reached + network.transit[a];
            if (longer < distance[to[a]]) {
                distance[to[a]] = longer;
                queue.push({longer, to[a]});
            }
        }
    }
    return distance;
}

std::optional<std::int64_t> first_arrival(const OverTimeLowered& lowered) {
    std::vector<bool> used;
    for (const std::int64_t capacity : lowered.problem.capacity) {
        used.push_back(capacity != 0);
    }
    const std::int64_t time = distances(lowered.problem, used, true)[lowered.problem.sink];
    return time == std::numeric_limits<std::int64_t>::max() ? std::nullopt
                                                            : std::optional(time - lowered.shift);
}

}  // namespace corridor::flow
