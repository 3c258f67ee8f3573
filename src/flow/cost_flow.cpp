#include "flow/solved_cost.hpp"
#include "flow/throughput.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace corridor::flow {
namespace {

using Kind = ArcMeaning::Kind;

void add_costs(const SolvedCost& solved, MinCost& answer) {
    const CostModel& model = solved.model;
    const CostWeights& weights = solved.weights;
    const TransferGraph& graph = model.graph;
    std::vector<std::int64_t> arrived(graph.sides.size(), 0);
    std::vector<std::int64_t> departed(graph.sides.size(), 0);
    for (std::size_t i = 0; i < answer.link_flow.size(); ++i) {
        const std::int64_t amount = answer.link_flow[i];
        const std::int64_t size = std::abs(amount);
        departed[amount > 0 ? graph.tail_side[i] : graph.head_side[i]] += size;
        arrived[amount > 0 ? graph.head_side[i] : graph.tail_side[i]] += size;
        answer.cost.add(model.link[i], size);
        answer.objective += Int128{weights.link[i]} * size;
    }
    std::vector<std::int64_t> ended(model.network.nodes().size(), 0);
    for (const EndpointFlow& destination : answer.destinations) {
        ended[destination.node.index] += destination.flow.count();
    }
    for (std::uint32_t v = 0; v < model.network.nodes().size(); ++v) {
        std::int64_t passing = -ended[v];
        std::int64_t arrives = 0;
        std::int64_t departs = 0;
        for (std::uint32_t s = graph.sides_begin(NodeId{v}); s < graph.sides_end(NodeId{v}); ++s) {
            passing += arrived[s];
            arrives += std::max<std::int64_t>(0, arrived[s] - departed[s]);
            departs += std::max<std::int64_t>(0, departed[s] - arrived[s]);
        }
        const std::int64_t transfer = std::min(arrives, departs);
        answer.node_transfer.push_back(transfer);
        TonneCost changing = model.passage[v];
        changing.transshipment_time = changing.dwell;
        changing.dwell = {};
        changing += model.transfer;
        answer.cost.add(model.passage[v], passing - transfer);
        answer.cost.add(changing, transfer);
        answer.objective +=
            Int128{weights.passage[v]} * passing + Int128{weights.transfer} * transfer;
    }
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> SolvedCost::sides_of(std::size_t arc) const {
    const ArcMeaning& meaning = lowered.meaning[arc];
    const TransferGraph& graph = model.graph;
    if (meaning.kind == Kind::link_forward) {
        return {graph.tail_side[meaning.index], graph.head_side[meaning.index]};
    }
    if (meaning.kind == Kind::link_backward) {
        return {graph.head_side[meaning.index], graph.tail_side[meaning.index]};
    }
    return {0, 0};
}

std::int64_t SolvedCost::capacity_of(Element element) const {
    return element == choice.changed ? choice.changed_capacity
                                     : model.network.capacity(element)->rate.count();
}

void tell_flow(const SolvedCost& solved, MinCost& answer) {
    const Network& network = solved.model.network;
    const CostLowered& lowered = solved.lowered;
    const MinCostQuery& query = solved.query;
    const MinCostSolution& solution = solved.solution;
    answer.link_flow.assign(network.links().size(), 0);
    for (std::size_t a = 0; a < lowered.meaning.size(); ++a) {
        const ArcMeaning& arc = lowered.meaning[a];
        if (arc.kind == Kind::link_forward) {
            answer.link_flow[arc.index] += solution.flow[a];
        } else if (arc.kind == Kind::link_backward) {
            answer.link_flow[arc.index] -= solution.flow[a];
        } else if (arc.kind == Kind::origin) {
            answer.origins[arc.index].flow = TonnesPerYear(solution.flow[a]);
        } else if (arc.kind == Kind::destination) {
            answer.destinations[arc.index].flow = TonnesPerYear(solution.flow[a]);
        }
    }
    Throughput passed = throughput_of(network, query.commodity, answer.link_flow, answer.origins);
    answer.node_throughput = std::move(passed.node);
    answer.terminal_throughput = std::move(passed.terminal);
    answer.node_transfer.clear();
    answer.cost = {};
    answer.objective = 0;
    add_costs(solved, answer);
}

}  // namespace corridor::flow
