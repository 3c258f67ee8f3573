#include <corridor/analysis/demand_growth.hpp>
#include <corridor/analysis/dependency.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace corridor {
namespace {

bool applies(const std::optional<Capacity>& capacity, const FlowQuery& query) {
    return capacity &&
           (!capacity->containers_only || query.commodity.empty() || query.commodity == containers);
}

void close(const Group& group, const Network& network, NetworkBuilder& builder) {
    for (const LinkId link : group.links) {
        builder.links()[link.index].status = Status::idle;
    }
    for (const NodeId node : group.nodes) {
        for (const LinkId link : network.links_at(node)) {
            builder.links()[link.index].status = Status::idle;
        }
    }
}

/// Takes the ends that lie in a group out of a query; false where none is left.
bool leave_out_ends(const Group& group, const Network& network, FlowQuery& query) {
    const auto lies_inside = [&](const Endpoint& end) {
        return std::find(group.nodes.begin(), group.nodes.end(), *network.find_node(end.node)) !=
               group.nodes.end();
    };
    for (std::vector<Endpoint>* ends : {&query.from, &query.to}) {
        ends->erase(std::remove_if(ends->begin(), ends->end(), lies_inside), ends->end());
    }
    return !query.from.empty() && !query.to.empty();
}

/// A network and a query without some groups; no network where no end is left.
struct Remainder {
    std::optional<Network> network;
    FlowQuery query;
};

Remainder remainder(const Network& network, const FlowQuery& query,
                    const std::vector<Group>& closed) {
    Remainder rest{std::nullopt, query};
    NetworkBuilder builder(network);
    for (const Group& group : closed) {
        close(group, network, builder);
        if (!leave_out_ends(group, network, rest.query)) {
            return rest;
        }
    }
    rest.network = builder.build().value();
    return rest;
}

/// A flow as a network of its own: each link in the direction of travel, with what it carries.
class Shown {
  public:
    Shown(const Network& network, const FlowQuery& query, const MaxFlow& flow) {
        NetworkBuilder builder(network);
        for (NodeSpec& node : builder.nodes()) {
            node.throughput.reset();
            node.container_terminal.reset();
        }
        for (std::size_t i = 0; i < flow.link_flow.size(); ++i) {
            LinkSpec& link = builder.links()[i];
            if (flow.link_flow[i] < 0) {
                std::swap(link.from, link.to);
            }
            link.directed = true;
            link.capacity = Quantity{Decimal(std::abs(flow.link_flow[i])), "t/yr"};
            link.status = flow.link_flow[i] == 0 ? Status::idle : Status::operating;
        }
        network_ = builder.build().value();
        query_.commodity = query.commodity;
        for (const EndpointFlow& end : flow.origins) {
            query_.from.emplace_back(network.node(end.node).id, end.flow);
        }
        for (const EndpointFlow& end : flow.destinations) {
            query_.to.emplace_back(network.node(end.node).id, end.flow);
        }
    }

    /// The most of the flow that avoids a group.
    [[nodiscard]] TonnesPerYear avoiding(const Group& group) const {
        const Remainder rest = remainder(network_, query_, {group});
        return rest.network ? max_flow(*rest.network, rest.query, {.choice = FlowChoice::any}).value
                            : TonnesPerYear();
    }

  private:
    Network network_;
    FlowQuery query_;
};

bool is_touched(const Group& group, const MaxFlow& flow) {
    return std::any_of(group.links.begin(), group.links.end(),
                       [&](LinkId link) { return flow.link_flow[link.index] != 0; }) ||
           std::any_of(group.nodes.begin(), group.nodes.end(),
                       [&](NodeId node) { return flow.node_throughput[node.index] != 0; });
}

TonnesPerYear cut_capacity_in(const Group& group, const std::vector<CutMember>& cut) {
    TonnesPerYear sum;
    for (const CutMember& member : cut) {
        const bool inside = member.kind == Element::Kind::link
                                ? std::find(group.links.begin(), group.links.end(),
                                            LinkId{member.index}) != group.links.end()
                                : std::find(group.nodes.begin(), group.nodes.end(),
                                            NodeId{member.index}) != group.nodes.end();
        if (inside) {
            sum += member.capacity;
        }
    }
    return sum;
}

Network unit_network(const Network& network, const FlowQuery& query, bool places_too) {
    NetworkBuilder builder(network);
    const auto is_zero = [&](const std::optional<Capacity>& capacity) {
        return applies(capacity, query) && capacity->rate.count() == 0;
    };
    const Quantity one{Decimal(1), "t/yr"};
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        if (!is_zero(network.links()[i].capacity)) {
            builder.links()[i].capacity = one;
        }
    }
    const auto is_end = [&](const std::string& id) {
        const auto same = [&](const Endpoint& end) { return end.node == id; };
        return std::any_of(query.from.begin(), query.from.end(), same) ||
               std::any_of(query.to.begin(), query.to.end(), same);
    };
    for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
        NodeSpec& node = builder.nodes()[v];
        if (!is_zero(network.nodes()[v].container_terminal)) {
            node.container_terminal.reset();
        }
        if (!is_zero(network.nodes()[v].throughput)) {
            node.throughput =
                places_too && !is_end(node.id) ? std::optional<Quantity>(one) : std::nullopt;
        }
    }
    return builder.build().value();
}

DisjointRoutes disjoint_routes(const Network& network, const FlowQuery& query) {
    FlowQuery open_ended = query;
    open_ended.preload = {};
    for (std::vector<Endpoint>* ends : {&open_ended.from, &open_ended.to}) {
        for (Endpoint& end : *ends) {
            end.limit.reset();
        }
    }
    const auto routes = [&](bool places_too) {
        return max_flow(unit_network(network, query, places_too), open_ended,
                        {.choice = FlowChoice::any})
            .value.count();
    };
    return {routes(false), routes(true)};
}

int rank(Group::Kind kind) {
    return static_cast<int>(kind);
}

class Study {
  public:
    Study(const Network& network, const FlowQuery& query) : network_(network), query_(query) {
        result_.flow = max_flow(network, query);
        result_.quickest = quickest_journey(network, query);
        result_.routes = disjoint_routes(network, query);
    }

    Dependency run(const std::vector<Group>& groups, bool all) {
        const bool unlimited = result_.flow.outcome == flow::Outcome::unbounded;
        std::optional<Shown> shown;
        if (!unlimited) {
            shown.emplace(network_, query_, result_.flow);
        }
        for (const Group& group : groups) {
            // What the flow shown does not touch, it can do without.
            if (!all && !unlimited && !is_touched(group, result_.flow)) {
                continue;
            }
            GroupDependency found = on(group, shown);
            if (all || !unlimited || found.left) {
                result_.groups.push_back(std::move(found));
            }
        }
        std::stable_sort(result_.groups.begin(), result_.groups.end(),
                         [](const GroupDependency& a, const GroupDependency& b) {
                             const auto key = [](const GroupDependency& d) {
                                 return std::tuple(rank(d.group.kind),
                                                   -d.lost.value_or(TonnesPerYear()).count(),
                                                   -d.passing.count());
                             };
                             return key(a) < key(b);
                         });
        return std::move(result_);
    }

  private:
    [[nodiscard]] GroupDependency on(const Group& group, const std::optional<Shown>& shown) const {
        GroupDependency found;
        found.group = group;
        const Remainder rest = remainder(network_, query_, {group});
        found.left = TonnesPerYear();
        if (rest.network) {
            const MaxFlow flow = max_flow(*rest.network, rest.query, {.choice = FlowChoice::any});
            found.left = flow.outcome == flow::Outcome::unbounded
                             ? std::nullopt
                             : std::optional<TonnesPerYear>(flow.value);
            found.quickest_without = quickest_journey(*rest.network, rest.query);
        }
        if (shown) {
            found.passing = result_.flow.value - shown->avoiding(group);
            found.lost = result_.flow.value - *found.left;
            found.rerouted = found.passing - *found.lost;
            found.cut_capacity = cut_capacity_in(group, result_.flow.cut);
        }
        return found;
    }

    const Network& network_;
    const FlowQuery& query_;
    Dependency result_;
};

}  // namespace

std::vector<Group> groups_of(const Network& network) {
    std::vector<Group> countries;
    std::vector<Group> systems;
    std::vector<Group> places;
    const auto named = [](std::vector<Group>& groups, Group::Kind kind, const std::string& name) {
        auto known = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& group) { return group.name == name; });
        if (known == groups.end()) {
            groups.push_back({kind, name, {}, {}});
            known = groups.end() - 1;
        }
        return known;
    };
    for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
        const Node& node = network.nodes()[v];
        if (!node.country.empty()) {
            named(countries, Group::Kind::country, node.country)->nodes.push_back(NodeId{v});
        }
        const auto links = network.links_at(NodeId{v});
        places.push_back(
            {Group::Kind::chokepoint, node.id, {links.begin(), links.end()}, {NodeId{v}}});
    }
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        if (!link.system.empty()) {
            named(systems, Group::Kind::system, link.system)->links.push_back(LinkId{i});
        }
        const std::string& from = network.node(link.tail).country;
        const std::string& to = network.node(link.head).country;
        if (!from.empty()) {
            named(countries, Group::Kind::country, from)->links.push_back(LinkId{i});
        }
        if (!to.empty() && to != from) {
            named(countries, Group::Kind::country, to)->links.push_back(LinkId{i});
        }
    }
    std::vector<Group> groups = std::move(countries);
    groups.insert(groups.end(), systems.begin(), systems.end());
    groups.insert(groups.end(), places.begin(), places.end());
    return groups;
}

std::optional<Duration> quickest_journey(const Network& network, const FlowQuery& query) {
    // A journey does not stay at its ends, and to pass one is never quicker than to start or end
    // there.
    NetworkBuilder builder(network);
    for (const std::vector<Endpoint>* ends : {&query.from, &query.to}) {
        for (const Endpoint& end : *ends) {
            builder.nodes()[network.find_node(end.node)->index].dwell = {};
        }
    }
    const Network timed = builder.build().value();
    FlowQuery unloaded = query;
    unloaded.preload = {};
    const MaxFlow tonne = flow_of(timed, unloaded, TonnesPerYear(1));
    if (tonne.value.count() == 0) {
        return std::nullopt;
    }
    Duration journey;
    for (std::size_t i = 0; i < tonne.link_flow.size(); ++i) {
        if (tonne.link_flow[i] != 0) {
            const Link& link = timed.links()[i];
            journey.seconds +=
                link.transit_time.seconds +
                timed.node(tonne.link_flow[i] > 0 ? link.head : link.tail).dwell.seconds;
        }
    }
    return journey;
}

Dependency dependency(const Network& network, const FlowQuery& query) {
    return Study(network, query).run(groups_of(network), false);
}

Dependency dependency(const Network& network, const FlowQuery& query,
                      const std::vector<Group>& groups) {
    return Study(network, query).run(groups, true);
}

Closure without(const Network& network, const FlowQuery& query, const std::vector<Group>& closed) {
    const Remainder rest = remainder(network, query, closed);
    Closure result;
    if (!rest.network) {
        result.left = TonnesPerYear();
        return result;
    }
    result.flow = max_flow(*rest.network, rest.query);
    if (result.flow.outcome == flow::Outcome::optimal) {
        result.left = result.flow.value;
    }
    return result;
}

}  // namespace corridor
