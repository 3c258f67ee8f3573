#include "flow/solved_cost.hpp"

#include <algorithm>
#include <string>

namespace corridor::flow {
namespace {

bool has_quay(const SolvedCost& solved, std::uint32_t side) {
    const std::string& commodity = solved.query.commodity;
    const Side& at = solved.model.graph.sides[side];
    const bool counts = commodity.empty() || commodity == containers;
    return counts && at.carrier == Carrier::vessel &&
           solved.model.network.node(at.node).container_terminal.has_value();
}

std::vector<std::uint32_t> limited_nodes(const CostLowered& lowered) {
    std::vector<std::uint32_t> nodes;
    for (const ArcMeaning& arc : lowered.meaning) {
        if (arc.kind == ArcMeaning::Kind::node_throughput) {
            nodes.push_back(arc.index);
        }
    }
    return nodes;
}

}  // namespace

std::vector<Gain> gaining(const SolvedCost& solved, const MinCost& answer) {
    const CostLowered& lowered = solved.lowered;
    const CostWeights& weights = solved.weights;
    const TransferGraph& graph = solved.model.graph;
    const CostPrices& prices = answer.prices;
    std::vector<std::uint8_t> arrives(graph.sides.size(), 0);
    std::vector<std::uint8_t> departs(graph.sides.size(), 0);
    for (std::size_t a = 0; a < lowered.meaning.size(); ++a) {
        const auto [from, to] = solved.sides_of(a);
        if (from != to) {
            departs[from] = 1;
            arrives[to] = 1;
        }
    }
    std::vector<Gain> worst(solved.model.network.nodes().size(), Gain{0, 0, 0});
    const auto note = [&](std::uint32_t v, std::uint32_t side, Int128 margin) {
        if (-margin > worst[v].size) {
            worst[v] = {v, side, static_cast<std::int64_t>(-margin)};
        }
    };
    for (const std::uint32_t v : limited_nodes(lowered)) {
        const NodeId node{v};
        const auto quay_price = [&](std::uint32_t s) {
            return graph.sides[s].carrier == Carrier::vessel ? Int128{prices.terminal[v]}
                                                             : Int128{0};
        };
        for (std::uint32_t s = graph.sides_begin(node); s < graph.sides_end(node); ++s) {
            for (std::uint32_t t = graph.sides_begin(node); t < graph.sides_end(node); ++t) {
                const bool quay_alone = s == t && has_quay(solved, s);
                if (arrives[s] == 0 || departs[t] == 0 || quay_alone) {
                    continue;
                }
                const Int128 margin = Int128{weights.passage[v]} + (s == t ? 0 : weights.transfer) +
                                      prices.node[v] +
                                      (s == t ? Int128{0} : quay_price(s) + quay_price(t)) +
                                      prices.arrival[s] - prices.departure[t];
                note(v, s == solved.choice.home[v] ? t : s, margin);
            }
        }
        for (std::size_t i = 0; i < answer.origins.size(); ++i) {
            for (std::uint32_t t = graph.sides_begin(node);
                 answer.origins[i].node == node && t < graph.sides_end(node); ++t) {
                if (departs[t] != 0) {
                    note(v, t,
                         Int128{prices.origin[i]} + prices.node[v] + quay_price(t) -
                             prices.departure[t]);
                }
            }
        }
        for (std::size_t i = 0; i < answer.destinations.size(); ++i) {
            for (std::uint32_t s = graph.sides_begin(node);
                 answer.destinations[i].node == node && s < graph.sides_end(node); ++s) {
                if (arrives[s] != 0) {
                    note(v, s,
                         Int128{prices.arrival[s]} + prices.node[v] + quay_price(s) -
                             prices.destination[i]);
                }
            }
        }
    }
    worst.erase(
        std::remove_if(worst.begin(), worst.end(), [](const Gain& gain) { return gain.size == 0; }),
        worst.end());
    return worst;
}

}  // namespace corridor::flow
