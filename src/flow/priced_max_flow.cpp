#include "flow/answer_parts.hpp"

#include <corridor/flow/priced_max_flow.hpp>

#include <utility>

namespace corridor {
namespace {

/// Whether the sum of all capacities, each way, stays within what min_cost() takes.
bool adds_up(const Network& network, const FlowQuery& query) {
    Int128 sum = 0;
    const auto add = [&sum](const std::optional<Capacity>& capacity, int times) {
        sum += capacity ? Int128{capacity->rate.count()} * times : 0;
    };
    for (const Link& link : network.links()) {
        add(link.capacity, link.directed ? 1 : 2);
    }
    for (const Node& node : network.nodes()) {
        add(node.throughput, 1);
        add(node.container_terminal, 1);
    }
    for (const auto* endpoints : {&query.from, &query.to}) {
        for (const Endpoint& endpoint : *endpoints) {
            sum += endpoint.limit ? endpoint.limit->count() : TonnesPerYear::largest;
        }
    }
    return sum < flow::largest_cost_problem_sum / 2;
}

std::optional<MinCost> least_way(const CostModel& model, const FlowQuery& query,
                                 TonnesPerYear amount, const MaxFlowPreference& preference) {
    const bool by_money = preference.objective == Objective::cost;
    const MinCostQuery asked{.from = query.from,
                             .to = query.to,
                             .amount = amount,
                             .commodity = query.commodity,
                             .selection = query.selection,
                             .objective = preference.objective,
                             .ties_by = by_money ? Objective::time : Objective::cost,
                             .valuation = preference.valuation,
                             .with_prices = false};
    const bool is_loaded = !query.preload.link.empty() || !query.preload.node.empty() ||
                           !query.preload.container_terminal.empty();
    if (is_loaded || !check(model, asked).ok() || !adds_up(model.network, query)) {
        return std::nullopt;
    }
    MinCost least = min_cost(model, asked, preference.options);
    return least.certified ? std::optional(std::move(least)) : std::nullopt;
}

}  // namespace

PricedMaxFlow max_flow(const CostModel& model, const FlowQuery& query,
                       const MaxFlowPreference& preference) {
    const Network& network = model.network;
    PricedMaxFlow answer;
    answer.flow = max_flow(network, query, {.choice = FlowChoice::any});
    if (answer.flow.outcome == flow::Outcome::unbounded) {
        return answer;
    }
    answer.least = least_way(model, query, answer.flow.value, preference);
    if (!answer.least) {
        answer.flow = max_flow(network, query, {.choice = FlowChoice::least_time});
        return answer;
    }
    const MinCost& least = *answer.least;
    const auto take = [](const std::vector<EndpointFlow>& from, std::vector<EndpointFlow>& to) {
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i].flow = from[i].flow;
        }
    };
    take(least.origins, answer.flow.origins);
    take(least.destinations, answer.flow.destinations);
    answer.flow.link_flow = least.link_flow;
    answer.flow.node_throughput = least.node_throughput;
    answer.flow.terminal_throughput = least.terminal_throughput;
    flow::require_certified(flow::verify(network, query, answer.flow));
    return answer;
}

}  // namespace corridor
