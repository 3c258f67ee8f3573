#include "flow/solved_cost.hpp"

#include <algorithm>

namespace corridor::flow {

using Kind = ArcMeaning::Kind;

void tell_cut(const SolvedCost& solved, MinCost& answer) {
    const Network& network = solved.model.network;
    const CostLowered& lowered = solved.lowered;
    const MinCostSolution& solution = solved.solution;
    const auto& inside = solution.cut;
    const auto& problem = lowered.problem;
    const auto leaves = [&](std::uint32_t a) {
        return inside[problem.tail[a]] != 0 && inside[problem.head[a]] == 0;
    };
    std::vector<bool> passing(network.nodes().size(), false);
    for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
        if (lowered.meaning[a].kind == Kind::node_throughput && leaves(a)) {
            passing[lowered.meaning[a].index] = true;
        }
    }
    std::vector<Element> members;
    for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
        if (!leaves(a)) {
            continue;
        }
        const ArcMeaning& meaning = lowered.meaning[a];
        if (meaning.kind == Kind::node_throughput) {
            if (lowered.reserved[meaning.index] == 0) {
                members.push_back(Element::of(NodeId{meaning.index}));
            }
        } else if (const auto element = element_of(meaning)) {
            members.push_back(*element);
        } else {
            EndpointFlow& endpoint = meaning.kind == Kind::origin
                                         ? answer.origins[meaning.index]
                                         : answer.destinations[meaning.index];
            const bool by_limit = endpoint.limit && endpoint.limit->count() == problem.capacity[a];
            const bool by_node =
                passing[endpoint.node.index] && lowered.reserved[endpoint.node.index] > 0;
            if (by_limit && !by_node) {
                endpoint.in_cut = true;
            } else {
                members.push_back(Element::of(endpoint.node));
            }
        }
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    std::int64_t capacity = 0;
    for (const Element& element : members) {
        const TonnesPerYear rate = network.capacity(element)->rate;
        answer.cut.members.push_back({element, rate});
        capacity += rate.count();
    }
    for (const auto* endpoints : {&answer.origins, &answer.destinations}) {
        for (const EndpointFlow& endpoint : *endpoints) {
            capacity += endpoint.in_cut ? endpoint.limit->count() : 0;
        }
    }
    answer.cut.capacity = TonnesPerYear(capacity);
    answer.cut.shortfall = TonnesPerYear(solution.shortfall);
    answer.cut.demand = TonnesPerYear(capacity + solution.shortfall);
}

std::vector<LinkId> cycle_of(const SolvedCost& solved) {
    std::vector<LinkId> links;
    for (const std::uint32_t arc : solved.solution.cycle) {
        const ArcMeaning& meaning = solved.lowered.meaning[arc];
        if (meaning.kind == Kind::link_forward || meaning.kind == Kind::link_backward) {
            links.push_back(LinkId{meaning.index});
        }
    }
    return links;
}

}  // namespace corridor::flow
