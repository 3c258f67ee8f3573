#include "simulation/fastest_way.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace corridor::simulation {

std::optional<std::vector<LinkId>> fastest_way(const Network& network,
                                               const std::vector<bool>& usable,
                                               const std::string& commodity, std::uint32_t from,
                                               std::uint32_t to) {
    constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max();
    const auto carried = commodity.empty() ? std::nullopt : network.find_commodity(commodity);
    using Label = std::pair<std::int64_t, std::uint32_t>;
    std::vector<std::int64_t> seconds(network.nodes().size(), unreached);
    std::vector<std::uint32_t> by(network.nodes().size(), ~std::uint32_t{0});
    std::priority_queue<Label, std::vector<Label>, std::greater<>> labels;
    seconds[from] = 0;
    labels.push({0, from});
    while (!labels.empty()) {
        const auto [time, node] = labels.top();
        labels.pop();
        if (time > seconds[node]) {
            continue;
        }
        if (node == to) {
            break;
        }
        const std::int64_t ready =
            time + (node == from ? 0 : network.node(NodeId{node}).dwell.seconds);
        for (const LinkId id : network.links_at(NodeId{node})) {
            const Link& link = network.link(id);
            if (!usable[id.index] || (link.directed && link.tail.index != node) ||
                (carried && !link.commodities.contains(*carried))) {
                continue;
            }
            const std::uint32_t next = link.tail.index == node ? link.head.index : link.tail.index;
            const std::int64_t arrival = ready + link.transit_time.seconds;
            if (arrival < seconds[next]) {
                seconds[next] = arrival;
                by[next] = id.index;
                labels.push({arrival, next});
            }
        }
    }
    if (seconds[to] == unreached) {
        return std::nullopt;
    }
    std::vector<LinkId> way;
    for (std::uint32_t node = to; node != from;) {
        const Link& link = network.link(LinkId{by[node]});
        way.push_back(LinkId{by[node]});
        node = link.tail.index == node ? link.head.index : link.tail.index;
    }
    std::reverse(way.begin(), way.end());
    return way;
}

}  // namespace corridor::simulation
