#include "differential/brute_force.hpp"

#include <corridor/network/boost_graph.hpp>

#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace corridor::test {
namespace {

/// One step that cargo can make, and the limits that must all stand for it.
struct Step {
    int from;
    int to;
    std::uint32_t limits;
};

/// The network as places and steps: each node is an entrance and an exit, each quay likewise.
class Walk {
  public:
    Walk(const Network& network, const FlowQuery& query) : network_(network), query_(query) {
        const auto commodity = network.find_commodity(query.commodity);
        const std::vector<bool> open = open_links(network, query.selection);
        for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
            const Node& node = network.nodes()[v];
            step(land_in(v), land_out(v), limit(node.throughput, node.id));
            if (has_quay(v)) {
                step(quay_in(v), quay_out(v),
                     limit(node.container_terminal, node.id + " container terminal"));
                step(quay_out(v), land_in(v), 0);
                step(land_out(v), quay_in(v), 0);
            }
        }
        for (std::uint32_t i = 0; i < network.links().size(); ++i) {
            const Link& link = network.links()[i];
            if (!open[i] || (commodity && !link.commodities.contains(*commodity))) {
                continue;
            }
            const bool vessel = link.mode == Mode::container_vessel;
            const auto leave = [&](std::uint32_t v) {
                return vessel && has_quay(v) ? quay_out(v) : land_out(v);
            };
            const auto arrive = [&](std::uint32_t v) {
                return vessel && has_quay(v) ? quay_in(v) : land_in(v);
            };
            const std::uint32_t bit = limit(link.capacity, link.id);
            step(leave(link.tail.index), arrive(link.head.index), bit);
            if (!link.directed) {
                step(leave(link.head.index), arrive(link.tail.index), bit);
            }
        }
        for (const Endpoint& origin : query.from) {
            step(start, land_in(network.find_node(origin.node)->index),
                 endpoint_limit(origin, "origin "));
        }
        for (const Endpoint& destination : query.to) {
            step(land_out(network.find_node(destination.node)->index), finish,
                 endpoint_limit(destination, "destination "));
        }
    }

    std::optional<std::int64_t> cheapest() const {
        std::optional<std::int64_t> best;
        for (std::uint32_t removed = 0; removed < (std::uint32_t{1} << price_.size()); ++removed) {
            std::int64_t price = 0;
            for (std::size_t i = 0; i < price_.size(); ++i) {
                price += ((removed >> i) & 1U) != 0 ? price_[i] : 0;
            }
            if ((!best || price < *best) && !way_left(removed)) {
                best = price;
            }
        }
        return best;
    }

    std::vector<Separation> all(std::int64_t beyond) const {
        const std::optional<std::int64_t> least = cheapest();
        std::vector<Separation> found;
        std::uint32_t empty = 0;
        for (std::size_t i = 0; i < price_.size(); ++i) {
            empty |= price_[i] == 0 ? std::uint32_t{1} << i : 0;
        }
        const std::uint32_t every = (std::uint32_t{1} << price_.size()) - 1;
        for (std::uint32_t removed = 0; least && removed <= every; ++removed) {
            Separation set;
            bool minimal = (removed & empty) == 0;
            for (std::size_t i = 0; i < price_.size() && minimal; ++i) {
                if (((removed >> i) & 1U) != 0) {
                    set.capacity += price_[i];
                    set.members.insert(name_[i]);
                    minimal = set.capacity <= *least + beyond;
                }
            }
            minimal = minimal && !way_left(removed | empty);
            for (std::size_t i = 0; i < price_.size() && minimal; ++i) {
                const std::uint32_t bit = std::uint32_t{1} << i;
                minimal = (removed & bit) == 0 || way_left((removed | empty) & ~bit);
            }
            if (minimal) {
                found.push_back(std::move(set));
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }

  private:
    static constexpr int start = 0;
    static constexpr int finish = 1;
    static int land_in(std::uint32_t v) { return 2 + 4 * static_cast<int>(v); }
    static int land_out(std::uint32_t v) { return land_in(v) + 1; }
    static int quay_in(std::uint32_t v) { return land_in(v) + 2; }
    static int quay_out(std::uint32_t v) { return land_in(v) + 3; }

    bool applies(const Capacity& capacity) const {
        return !capacity.containers_only || query_.commodity.empty() ||
               query_.commodity == "containers";
    }
    bool has_quay(std::uint32_t v) const {
        const auto& terminal = network_.nodes()[v].container_terminal;
        return terminal && applies(*terminal);
    }
    std::uint32_t new_limit(std::int64_t price, std::string name) {
        price_.push_back(price);
        name_.push_back(std::move(name));
        return std::uint32_t{1} << (price_.size() - 1);
    }
    std::uint32_t limit(const std::optional<Capacity>& capacity, std::string name) {
        return capacity && applies(*capacity) ? new_limit(capacity->rate.count(), std::move(name))
                                              : 0;
    }
    std::uint32_t endpoint_limit(const Endpoint& endpoint, const char* what) {
        return endpoint.limit ? new_limit(endpoint.limit->count(), what + endpoint.node) : 0;
    }
    void step(int from, int to, std::uint32_t limits) { steps_.push_back({from, to, limits}); }

    bool way_left(std::uint32_t removed) const {
        std::vector<bool> reached(2 + 4 * network_.nodes().size(), false);
        reached[start] = true;
        for (bool changed = true; changed && !reached[finish];) {
            changed = false;
            for (const Step& step : steps_) {
                if ((step.limits & removed) == 0 && reached[static_cast<std::size_t>(step.from)] &&
                    !reached[static_cast<std::size_t>(step.to)]) {
                    reached[static_cast<std::size_t>(step.to)] = true;
                    changed = true;
                }
            }
        }
        return reached[finish];
    }

    const Network& network_;
    const FlowQuery& query_;
    std::vector<Step> steps_;
    std::vector<std::int64_t> price_;
    std::vector<std::string> name_;
};

}  // namespace

std::optional<std::int64_t> cheapest_separation(const Network& network, const FlowQuery& query) {
    return Walk(network, query).cheapest();
}

std::vector<Separation> separations(const Network& network, const FlowQuery& query,
                                    std::int64_t beyond) {
    return Walk(network, query).all(beyond);
}

std::optional<std::int64_t> boost_value(const Network& network, const FlowQuery& query) {
    const BoostGraph graph(network, query.selection, true);
    constexpr std::int64_t beyond = 1'000'000'000;
    std::vector<std::int64_t> residual(num_edges(graph));
    const auto capacity_of = boost::make_function_property_map<DirectedLink>(
        [&](DirectedLink edge) { return graph.capacity(edge, beyond); });
    const std::int64_t value =
        boost::edmonds_karp_max_flow(graph, network.find_node(query.from.front().node)->index,
                                     network.find_node(query.to.front().node)->index,
                                     boost::capacity_map(capacity_of)
                                         .residual_capacity_map(boost::make_iterator_property_map(
                                             residual.begin(), get(boost::edge_index, graph)))
                                         .reverse_edge_map(BoostReverseEdge{}));
    return value >= beyond ? std::nullopt : std::optional<std::int64_t>(value);
}

}  // namespace corridor::test
