#include <corridor/base/names.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <optional>
#include <vector>

namespace corridor::report {
namespace {

std::string what_closes(const Network& network, const Link& link, const FlowQuery& query) {
    for (const std::string& pattern : query.selection.exclude_links) {
        if (matches_glob(link.id, pattern)) {
            return fmt::format("excluded by the pattern {}", pattern);
        }
    }
    const auto& modes = query.selection.exclude_modes;
    if (std::find(modes.begin(), modes.end(), link.mode) != modes.end()) {
        return fmt::format("excluded with the mode {}", to_string(link.mode));
    }
    for (const std::string& country : query.selection.exclude_countries) {
        if (network.node(link.tail).country == country ||
            network.node(link.head).country == country) {
            return fmt::format("excluded with the country {}", country);
        }
    }
    const auto commodity = network.find_commodity(query.commodity);
    if (commodity && !link.commodities.contains(*commodity)) {
        return fmt::format("does not carry {}", query.commodity);
    }
    if (link.status == Status::planned) {
        return link.opening_year ? fmt::format("planned for {}", *link.opening_year)
                                 : std::string("planned");
    }
    return std::string(to_string(link.status));
}

std::string endpoint_names(const std::vector<Endpoint>& endpoints) {
    std::vector<std::string> ids;
    for (const Endpoint& endpoint : endpoints) {
        ids.push_back(endpoint.node);
    }
    return fmt::format("{}", fmt::join(ids, ", "));
}

/// The links on a route from the origins to a destination that uses the fewest blocked ones.
/// Nothing where even all links together make no route.
std::optional<std::vector<LinkId>> fewest_blocked(const Network& network, const FlowQuery& query,
                                                  const std::vector<bool>& usable) {
    constexpr auto unreached = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> blocked(network.nodes().size(), unreached);
    std::vector<LinkId> arrived_by(network.nodes().size());
    std::deque<NodeId> queue;
    for (const Endpoint& origin : query.from) {
        const NodeId node = *network.find_node(origin.node);
        blocked[node.index] = 0;
        queue.push_back(node);
    }
    while (!queue.empty()) {
        const NodeId node = queue.front();
        queue.pop_front();
        for (const LinkId id : network.links_at(node)) {
            const Link& link = network.link(id);
            if (link.directed && link.tail != node) {
                continue;
            }
            const NodeId next = link.tail == node ? link.head : link.tail;
            const std::size_t reached = blocked[node.index] + (usable[id.index] ? 0 : 1);
            if (reached < blocked[next.index]) {
                blocked[next.index] = reached;
                arrived_by[next.index] = id;
                if (usable[id.index]) {
                    queue.push_front(next);
                } else {
                    queue.push_back(next);
                }
            }
        }
    }
    NodeId end = *network.find_node(query.to.front().node);
    for (const Endpoint& destination : query.to) {
        const NodeId node = *network.find_node(destination.node);
        if (blocked[node.index] < blocked[end.index]) {
            end = node;
        }
    }
    if (blocked[end.index] == unreached) {
        return std::nullopt;
    }
    std::vector<LinkId> route;
    while (blocked[end.index] > 0) {
        const LinkId id = arrived_by[end.index];
        if (!usable[id.index]) {
            route.push_back(id);
        }
        const Link& link = network.link(id);
        end = link.tail == end ? link.head : link.tail;
    }
    std::reverse(route.begin(), route.end());
    return route;
}

}  // namespace

std::string explain_no_route(const Network& network, const FlowQuery& query) {
    const std::string route =
        fmt::format("No open route{} leads from {} to {}",
                    query.commodity.empty() ? "" : " that carries " + query.commodity,
                    endpoint_names(query.from), endpoint_names(query.to));
    std::vector<bool> usable = open_links(network, query.selection);
    const auto commodity = network.find_commodity(query.commodity);
    for (std::size_t i = 0; i < usable.size(); ++i) {
        usable[i] =
            usable[i] && (!commodity || network.links()[i].commodities.contains(*commodity));
    }
    const auto missing = fewest_blocked(network, query, usable);
    if (!missing) {
        return route + ", and no closed link would make one.";
    }
    if (missing->empty()) {
        return "A route is open, but its origins and destinations may exchange nothing.";
    }
    std::vector<std::string> names;
    for (const LinkId id : *missing) {
        const Link& link = network.link(id);
        names.push_back(fmt::format("{} ({})", link.id, what_closes(network, link, query)));
    }
    return fmt::format("{}; with {} there would be one.", route, fmt::join(names, ", "));
}

}  // namespace corridor::report
