#include "analysis/demand_paths.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace corridor {
namespace {

bool is_open(const Link& link, int year) {
    return link.status == Status::operating || link.status == Status::upgrading ||
           (link.status == Status::planned && link.opening_year && *link.opening_year <= year);
}

/// What demand is looked at together: the same nodes can be reached.
struct Start {
    NodeId origin;
    std::string commodity;
    int year = 0;

    friend bool operator<(const Start& a, const Start& b) {
        return std::tie(a.origin.index, a.commodity, a.year) <
               std::tie(b.origin.index, b.commodity, b.year);
    }
};

std::vector<char> reached_from(const Network& network, const Start& start, bool with_closed) {
    const auto commodity = network.find_commodity(start.commodity);
    std::vector<char> reached(network.nodes().size(), 0);
    std::vector<NodeId> open = {start.origin};
    reached[start.origin.index] = 1;
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        for (const LinkId id : network.links_at(node)) {
            const Link& link = network.link(id);
            const bool forward = link.tail == node;
            if ((!forward && link.directed) || (!with_closed && !is_open(link, start.year)) ||
                (commodity && !link.commodities.contains(*commodity))) {
                continue;
            }
            const NodeId next = forward ? link.head : link.tail;
            if (reached[next.index] == 0) {
                reached[next.index] = 1;
                open.push_back(next);
            }
        }
    }
    return reached;
}

}  // namespace

std::vector<PathlessDemand> demand_without_path(const Dataset& data) {
    const Network& network = data.network;
    std::map<Start, std::vector<std::pair<std::size_t, NodeId>>> rows;
    for (std::size_t i = 0; i < data.demand.size(); ++i) {
        const Demand& row = data.demand[i];
        const auto origin = network.find_node(row.origin);
        const auto destination = network.find_node(row.destination);
        if (origin && destination && *origin != *destination && row.rate.count() > 0) {
            const int year = row.year != 0 ? row.year : row.base_year.value_or(0);
            rows[{*origin, row.commodity, year}].emplace_back(i, *destination);
        }
    }
    std::vector<PathlessDemand> result;
    for (const auto& [start, destinations] : rows) {
        const std::vector<char> reached = reached_from(network, start, false);
        const bool all = std::all_of(destinations.begin(), destinations.end(),
                                     [&](const auto& to) { return reached[to.second.index] != 0; });
        if (all) {
            continue;
        }
        const std::vector<char> reachable = reached_from(network, start, true);
        for (const auto& [row, destination] : destinations) {
            if (reached[destination.index] == 0) {
                result.push_back({row, reachable[destination.index] != 0});
            }
        }
    }
    std::sort(result.begin(), result.end(),
              [](const PathlessDemand& a, const PathlessDemand& b) { return a.row < b.row; });
    return result;
}

}  // namespace corridor
