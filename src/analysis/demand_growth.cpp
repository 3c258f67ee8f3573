#include <corridor/analysis/demand_growth.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

namespace corridor {
namespace {

void lower_limit(Endpoint& endpoint, TonnesPerYear amount) {
    endpoint.limit = endpoint.limit ? std::min(*endpoint.limit, amount) : amount;
}

/// The network with one more node from which every origin is fed.
MaxFlow flow_from_all(const Network& network, FlowQuery query, TonnesPerYear amount) {
    NetworkBuilder builder(network);
    std::string source = "origins";
    while (network.find_node(source)) {
        source += "'";
    }
    builder.add_node({.id = source});
    for (std::size_t i = 0; i < query.from.size(); ++i) {
        std::string id = source + " " + std::to_string(i);
        while (network.find_link(id)) {
            id += "'";
        }
        std::optional<Quantity> limit;
        if (query.from[i].limit) {
            limit = Quantity{Decimal(query.from[i].limit->count()), "t/yr"};
        }
        builder.add_link({.id = std::move(id),
                          .from = source,
                          .to = query.from[i].node,
                          .directed = true,
                          .capacity = std::move(limit)});
    }
    query.from = {Endpoint(source, amount)};
    const auto pad = [](std::vector<std::int64_t>& load, std::size_t size) {
        if (!load.empty()) {
            load.resize(size);
        }
    };
    pad(query.preload.link, builder.links().size());
    pad(query.preload.node, builder.nodes().size());
    pad(query.preload.container_terminal, builder.nodes().size());
    MaxFlow flow = max_flow(builder.build().value(), query);
    flow.link_flow.resize(network.links().size());
    flow.node_throughput.resize(network.nodes().size());
    flow.terminal_throughput.resize(network.nodes().size());
    return flow;
}

std::int64_t load_of(const ServedYear& year, Element element) {
    switch (element.kind) {
        case Element::Kind::link:
            return std::abs(year.link_flow[element.index]);
        case Element::Kind::node:
            return year.node_throughput[element.index];
        case Element::Kind::container_terminal:
            break;
    }
    return year.terminal_throughput[element.index];
}

ServedYear study(const DemandYear& asked) {
    ServedYear year;
    year.year = asked.year;
    year.demand = asked.demand;
    MaxFlow most = max_flow(asked.network, asked.query, {.choice = FlowChoice::any});
    if (most.outcome == flow::Outcome::optimal) {
        year.ceiling = most.value;
        year.cut = std::move(most.cut);
        year.cut_is_unique = most.cut_is_unique;
    }
    year.served = year.ceiling ? std::min(*year.ceiling, asked.demand) : asked.demand;
    year.unserved = asked.demand - year.served;
    if (year.ceiling && year.unserved.count() == 0) {
        year.headroom = *year.ceiling - asked.demand;
    }
    MaxFlow shown = flow_of(asked.network, asked.query, asked.demand);
    expects(shown.value == year.served, "a flow of the demand serves what a largest flow can");
    year.link_flow = std::move(shown.link_flow);
    year.node_throughput = std::move(shown.node_throughput);
    year.terminal_throughput = std::move(shown.terminal_throughput);
    return year;
}

bool applies(const Capacity& capacity, const FlowQuery& query) {
    return !capacity.containers_only || query.commodity.empty() || query.commodity == containers;
}

void note_full_limits(const DemandYear& asked, const ServedYear& year, DemandGrowth& result) {
    const Network& network = asked.network;
    const bool cut_is_full = year.ceiling && year.demand >= *year.ceiling;
    const auto note = [&](Element element) {
        const auto& capacity = network.capacity(element);
        if (!capacity || !applies(*capacity, asked.query)) {
            return;
        }
        const std::int64_t load = load_of(year, element);
        if (load == 0 || load < capacity->rate.count()) {
            return;
        }
        auto known =
            std::find_if(result.limits.begin(), result.limits.end(),
                         [&](const FilledLimit& limit) { return limit.element == element; });
        if (known == result.limits.end()) {
            result.limits.push_back({element, capacity->rate, year.year, std::nullopt});
            known = result.limits.end() - 1;
        }
        if (cut_is_full && !known->unavoidable &&
            std::find(year.cut.begin(), year.cut.end(), element) != year.cut.end()) {
            known->unavoidable = year.year;
        }
    };
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        note(Element::of(LinkId{i}));
    }
    for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
        note(Element::of(NodeId{v}));
    }
    for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
        note(Element::terminal_of(NodeId{v}));
    }
}

void note_full_cut(const ServedYear& year, DemandGrowth& result) {
    if (!year.ceiling || year.demand < *year.ceiling || year.cut.empty()) {
        return;
    }
    const bool known =
        std::any_of(result.cuts.begin(), result.cuts.end(), [&](const FilledCut& cut) {
            return std::equal(cut.members.begin(), cut.members.end(), year.cut.begin(),
                              year.cut.end(), [](const CutMember& a, const CutMember& b) {
                                  return static_cast<const Element&>(a) == b;
                              });
        });
    if (!known) {
        result.cuts.push_back({year.cut, *year.ceiling, year.year});
    }
}

}  // namespace

MaxFlow flow_of(const Network& network, const FlowQuery& query, TonnesPerYear amount) {
    FlowQuery limited = query;
    if (query.from.size() == 1) {
        lower_limit(limited.from.front(), amount);
    } else if (query.to.size() == 1) {
        lower_limit(limited.to.front(), amount);
    } else {
        return flow_from_all(network, std::move(limited), amount);
    }
    return max_flow(network, limited);
}

DemandGrowth demand_growth(std::span<const DemandYear> years) {
    DemandGrowth result;
    for (const DemandYear& asked : years) {
        expects(asked.network.links().size() == years.front().network.links().size() &&
                    asked.network.nodes().size() == years.front().network.nodes().size(),
                "all years of a growth study stand on the same nodes and links");
        ServedYear year = study(asked);
        note_full_limits(asked, year, result);
        note_full_cut(year, result);
        if (!result.breaks_in && year.unserved.count() > 0) {
            result.breaks_in = year.year;
        }
        result.years.push_back(std::move(year));
    }
    return result;
}

}  // namespace corridor
