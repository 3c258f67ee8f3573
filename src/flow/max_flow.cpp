#include "flow/answer_parts.hpp"
#include "flow/engines.hpp"
#include "flow/least_cost.hpp"
#include "flow/lowering.hpp"
#include "flow/throughput.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/names.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor {
namespace {

using flow::ArcMeaning;
using Kind = flow::ArcMeaning::Kind;

/// The arcs that leave a set of nodes, in terms of what they stand for.
struct Crossing {
    std::vector<Element> elements;
    std::vector<std::uint32_t> origins;
    std::vector<std::uint32_t> destinations;

    friend bool operator==(const Crossing&, const Crossing&) = default;
};

Crossing crossing(const flow::Lowered& lowered, const std::vector<std::uint8_t>& inside) {
    Crossing result;
    const flow::ArcList& problem = lowered.problem;
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (inside[problem.tail[a]] == 0 || inside[problem.head[a]] != 0) {
            continue;
        }
        const ArcMeaning& meaning = lowered.meaning[a];
        if (const auto element = element_of(meaning)) {
            result.elements.push_back(*element);
        } else if (meaning.kind == Kind::origin) {
            result.origins.push_back(meaning.index);
        } else if (meaning.kind == Kind::destination) {
            result.destinations.push_back(meaning.index);
        }
    }
    std::sort(result.elements.begin(), result.elements.end());
    result.elements.erase(std::unique(result.elements.begin(), result.elements.end()),
                          result.elements.end());
    return result;
}

void fill_flows(const Network& network, const flow::Lowered& lowered,
                const std::vector<std::int64_t>& arc_flow, MaxFlow& answer) {
    answer.link_flow.assign(network.links().size(), 0);
    for (std::size_t a = 0; a < arc_flow.size(); ++a) {
        const ArcMeaning& meaning = lowered.meaning[a];
        if (meaning.kind == Kind::link_forward) {
            answer.link_flow[meaning.index] += arc_flow[a];
        } else if (meaning.kind == Kind::link_backward) {
            answer.link_flow[meaning.index] -= arc_flow[a];
        } else if (meaning.kind == Kind::origin) {
            answer.origins[meaning.index].flow = TonnesPerYear(arc_flow[a]);
        } else if (meaning.kind == Kind::destination) {
            answer.destinations[meaning.index].flow = TonnesPerYear(arc_flow[a]);
        }
    }
}

/// Links and limits along one path of unlimited arcs from the source to the sink.
std::vector<CutMember> unlimited_route(const flow::Lowered& lowered) {
    std::vector<CutMember> route;
    for (const std::uint32_t arc : flow::unlimited_path(lowered.problem)) {
        if (const auto element = element_of(lowered.meaning[arc])) {
            route.push_back({*element, TonnesPerYear()});
        }
    }
    return route;
}

}  // namespace

std::int64_t Preload::on(Element element) const {
    const std::vector<std::int64_t>& load = element.kind == Element::Kind::link ? link
                                            : element.kind == Element::Kind::node
                                                ? node
                                                : container_terminal;
    return load.empty() ? 0 : load[element.index];
}

Diagnostics check(const Network& network, const FlowQuery& query) {
    Diagnostics diagnostics;
    const auto fault = [&](const char* field, std::string expected, std::string found,
                           std::string advice) {
        diagnostics.add({Severity::error, Place{}, field, std::move(expected), std::move(found),
                         std::move(advice)});
    };
    const auto check_endpoints = [&](const std::vector<Endpoint>& endpoints, const char* field) {
        if (endpoints.empty()) {
            fault(field, "at least one node", "none", "");
        }
        for (std::size_t i = 0; i < endpoints.size(); ++i) {
            const std::string& id = endpoints[i].node;
            if (!network.find_node(id)) {
                fault(field, "the id of a node", fmt::format("'{}'", id),
                      did_you_mean(id, network.node_ids()));
            }
            const auto same = [&](const Endpoint& other) { return other.node == id; };
            const auto place = endpoints.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::any_of(endpoints.begin(), place, same)) {
                fault(field, "each node once", fmt::format("'{}' again", id), "");
            }
            if (endpoints[i].limit && endpoints[i].limit->count() < 0) {
                fault(field, "a limit of at least 0", to_string(*endpoints[i].limit), "");
            }
        }
    };
    const auto check_preload = [&](const std::vector<std::int64_t>& load, std::size_t count,
                                   const auto& element) {
        bool fits = load.empty() || load.size() == count;
        for (std::uint32_t i = 0; fits && i < load.size(); ++i) {
            const auto& capacity = network.capacity(element(i));
            fits = load[i] >= 0 && (!capacity || load[i] <= capacity->rate.count());
        }
        if (!fits) {
            fault("preload", "a load for each link and node, within its capacity", "another", "");
        }
    };
    check_preload(query.preload.link, network.links().size(),
                  [](std::uint32_t i) { return Element::of(LinkId{i}); });
    check_preload(query.preload.node, network.nodes().size(),
                  [](std::uint32_t i) { return Element::of(NodeId{i}); });
    check_preload(query.preload.container_terminal, network.nodes().size(),
                  [](std::uint32_t i) { return Element::terminal_of(NodeId{i}); });
    check_endpoints(query.from, "from");
    check_endpoints(query.to, "to");
    for (const Endpoint& origin : query.from) {
        for (const Endpoint& destination : query.to) {
            if (origin.node == destination.node && (!origin.limit || !destination.limit)) {
                fault("to", "other nodes than the origins", fmt::format("'{}'", origin.node), "");
            }
        }
    }
    if (!query.commodity.empty() && !network.find_commodity(query.commodity) &&
        !network.commodities().empty()) {
        const std::vector<std::string> names(network.commodities().begin(),
                                             network.commodities().end());
        std::string advice = did_you_mean(query.commodity, names);
        if (advice.empty()) {
            advice = fmt::format("the network has {}", fmt::join(names, ", "));
        }
        fault("commodity", "a commodity of the network", fmt::format("'{}'", query.commodity),
              std::move(advice));
    }
    return diagnostics;
}

MaxFlow max_flow(const Network& network, const FlowQuery& query, const MaxFlowOptions& options) {
    const Diagnostics faults = check(network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    const flow::Lowered lowered = flow::lower(network, query, options.choice);
    const flow::ArcSolution solution = flow::solve(lowered.problem, options.engine);
    flow::require_certified(flow::verify(lowered.problem, solution));

    MaxFlow answer;
    answer.outcome = solution.outcome;
    answer.origins = flow::endpoint_flows(network, query.from);
    answer.destinations = flow::endpoint_flows(network, query.to);
    if (solution.outcome == flow::Outcome::unbounded) {
        answer.cut = unlimited_route(lowered);
        flow::require_certified(flow::verify(network, query, answer));
        answer.certified = true;
        return answer;
    }

    answer.value = TonnesPerYear(solution.value);
    const Crossing nearest_origins = crossing(lowered, solution.source_side);
    std::vector<std::uint8_t> before_sink =
        flow::residual_reach(lowered.problem, solution.flow, lowered.problem.sink, true);
    for (std::uint8_t& side : before_sink) {
        side = side == 0 ? 1 : 0;
    }
    answer.cut_is_unique = nearest_origins == crossing(lowered, before_sink);
    for (const Element& element : nearest_origins.elements) {
        answer.cut.push_back({element, TonnesPerYear(network.capacity(element)->rate.count() -
                                                     query.preload.on(element))});
    }
    for (const std::uint32_t i : nearest_origins.origins) {
        answer.origins[i].in_cut = true;
    }
    for (const std::uint32_t i : nearest_origins.destinations) {
        answer.destinations[i].in_cut = true;
    }
    fill_flows(network, lowered,
               options.choice == FlowChoice::any
                   ? solution.flow
                   : flow::least_cost_max_flow(lowered.problem, lowered.cost),
               answer);
    flow::Throughput passed =
        flow::throughput_of(network, query.commodity, answer.link_flow, answer.origins);
    answer.node_throughput = std::move(passed.node);
    answer.terminal_throughput = std::move(passed.terminal);
    flow::require_certified(flow::verify(network, query, answer));
    answer.certified = true;
    return answer;
}

}  // namespace corridor
