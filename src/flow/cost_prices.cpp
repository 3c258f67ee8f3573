#include "flow/solved_cost.hpp"

#include <algorithm>
#include <optional>

namespace corridor::flow {
namespace {

/// Sides that nothing arrives on, or leaves from, have a range of prices. The highest price of
/// arrival and the lowest of departure leave the most room for passages between sides.
void loosen(const SolvedCost& solved, CostPrices& prices) {
    const CostLowered& lowered = solved.lowered;
    const auto step = [&](std::size_t arc) {
        const std::uint32_t link = lowered.meaning[arc].index;
        return solved.weights.link[link] + prices.link[link];
    };
    std::vector<std::optional<std::int64_t>> highest(prices.arrival.size());
    for (std::size_t a = 0; a < lowered.meaning.size(); ++a) {
        const auto [from, to] = solved.sides_of(a);
        if (from == to) {
            continue;
        }
        const bool has_floor = lowered.problem.lower_bound(a) > 0;
        const std::int64_t most = has_floor ? prices.arrival[to] : prices.departure[from] + step(a);
        highest[to] = std::min(highest[to].value_or(most), most);
    }
    for (std::size_t s = 0; s < highest.size(); ++s) {
        prices.arrival[s] = highest[s].value_or(prices.arrival[s]);
    }
    std::vector<std::optional<std::int64_t>> lowest(prices.departure.size());
    for (std::size_t a = 0; a < lowered.meaning.size(); ++a) {
        const auto [from, to] = solved.sides_of(a);
        if (from == to) {
            continue;
        }
        const bool has_floor = lowered.problem.lower_bound(a) > 0;
        const std::int64_t least =
            has_floor ? prices.departure[from] : prices.arrival[to] - step(a);
        lowest[from] = std::max(lowest[from].value_or(least), least);
    }
    for (std::size_t s = 0; s < lowest.size(); ++s) {
        prices.departure[s] = lowest[s].value_or(prices.departure[s]);
    }
}

}  // namespace

Int128 SolvedCost::reduced_cost(std::size_t arc) const {
    const MinCostProblem& problem = lowered.problem;
    return Int128{problem.cost[arc]} + solution.potential[problem.tail[arc]] -
           solution.potential[problem.head[arc]];
}

std::int64_t& price_of(CostPrices& prices, Element element) {
    return element.kind == Element::Kind::link   ? prices.link[element.index]
           : element.kind == Element::Kind::node ? prices.node[element.index]
                                                 : prices.terminal[element.index];
}

CostPrices prices_of(const SolvedCost& solved, const MinCost& answer) {
    const CostLowered& lowered = solved.lowered;
    const MinCostQuery& query = solved.query;
    CostPrices prices;
    const auto& potential = solved.solution.potential;
    for (const Attachment& arrival : lowered.arrival) {
        prices.arrival.push_back(potential[arrival.node] - arrival.cost);
    }
    for (const Attachment& departure : lowered.departure) {
        prices.departure.push_back(potential[departure.node] + departure.cost);
    }
    prices.link.assign(solved.model.network.links().size(), 0);
    prices.node.assign(solved.model.network.nodes().size(), 0);
    prices.terminal.assign(solved.model.network.nodes().size(), 0);
    for (std::size_t a = 0; a < lowered.meaning.size(); ++a) {
        const auto element = element_of(lowered.meaning[a]);
        if (!element || lowered.problem.capacity[a] == unlimited) {
            continue;
        }
        std::int64_t& price = price_of(prices, *element);
        price = std::max(price, static_cast<std::int64_t>(-solved.reduced_cost(a)));
    }
    const bool origins_sure = all_taken(query.from, query.amount);
    const bool destinations_sure = all_taken(query.to, query.amount);
    for (std::size_t i = 0; i < query.from.size(); ++i) {
        const std::uint32_t v = answer.origins[i].node.index;
        prices.origin.push_back(potential[lowered.start[i]] - (origins_sure ? prices.node[v] : 0));
    }
    for (std::size_t i = 0; i < query.to.size(); ++i) {
        const std::uint32_t v = answer.destinations[i].node.index;
        prices.destination.push_back(potential[lowered.end[i]] +
                                     (destinations_sure ? prices.node[v] : 0));
    }
    loosen(solved, prices);
    return prices;
}

}  // namespace corridor::flow
