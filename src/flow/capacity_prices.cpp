#include "flow/capacity_prices.hpp"

#include <corridor/flow/arc_prices.hpp>

#include <algorithm>

namespace corridor::flow {
namespace {

CapacityPrice unpriced(const Network& network, Element element) {
    CapacityPrice price;
    static_cast<Element&>(price) = element;
    price.capacity = network.capacity(element)->rate;
    price.holds_down_to = price.capacity;
    return price;
}

std::vector<CapacityPrice> prices_of_full_arcs(const SolvedCost& solved) {
    const Network& network = solved.model.network;
    const CostLowered& lowered = solved.lowered;
    ArcPrices prices(lowered.problem, solved.solution);
    std::vector<CapacityPrice> found;
    for (std::uint32_t a = 0; a < lowered.meaning.size(); ++a) {
        const auto element = element_of(lowered.meaning[a]);
        const std::int64_t capacity = lowered.problem.capacity[a];
        if (!element || capacity == unlimited || solved.solution.flow[a] != capacity) {
            continue;
        }
        const bool is_link = element->kind == Element::Kind::link;
        if (capacity == 0 && is_link && !network.links()[element->index].directed) {
            continue;  // its two arcs would be priced one by one
        }
        const ArcPrice price = prices.price(a);
        CapacityPrice entry = unpriced(network, *element);
        entry.saved_by_more = price.saved_by_more;
        if (price.more) {
            entry.holds_up_to = entry.capacity + TonnesPerYear(*price.more);
        }
        entry.cost_of_less = price.cost_of_less;
        entry.holds_down_to -= TonnesPerYear(price.less);
        found.push_back(entry);
    }
    return found;
}

/// The last step from 1 up to `most` that holds, where those that hold come first.
template <class Holds>
std::int64_t furthest(std::int64_t most, const Holds& holds) {
    std::int64_t good = 1;
    std::int64_t bad = most + 1;
    for (std::int64_t step = 2; step < bad; step *= 2) {
        (holds(step) ? good : bad) = step;
    }
    while (bad - good > 1) {
        const std::int64_t middle = good + (bad - good) / 2;
        (holds(middle) ? good : bad) = middle;
    }
    return good;
}

/// Where carriers share limits, what the arcs say of a price may pass over what such a limit
/// forbids: it holds where solving again at the end of its range says the same. Else prices and
/// ranges are found by solving again.
void price_by_solving(CapacityPrice& price, Int128 objective, const ObjectiveWith& objective_with) {
    const std::int64_t capacity = price.capacity.count();
    const auto saves = [&](std::int64_t each, std::int64_t more) {
        return objective_with(price, capacity + more) == objective - Int128{each} * more;
    };
    const auto costs = [&](std::int64_t each, std::int64_t less) {
        return objective_with(price, capacity - less) == objective + Int128{each} * less;
    };
    const std::int64_t room = TonnesPerYear::largest - capacity;
    const std::int64_t told_more = price.holds_up_to ? price.holds_up_to->count() - capacity : room;
    if (price.saved_by_more != 0 && !saves(price.saved_by_more, std::min(told_more, room))) {
        const auto next = objective_with(price, capacity + 1);
        price.saved_by_more = next ? static_cast<std::int64_t>(objective - *next) : 0;
        price.holds_up_to.reset();
        if (price.saved_by_more != 0) {
            price.holds_up_to =
                price.capacity + TonnesPerYear(furthest(room, [&](std::int64_t more) {
                    return saves(price.saved_by_more, more);
                }));
        }
    }
    const std::int64_t told_less = capacity - price.holds_down_to.count();
    if (capacity > 0 &&
        (!price.cost_of_less || told_less == 0 || !costs(*price.cost_of_less, told_less))) {
        const auto next = objective_with(price, capacity - 1);
        price.cost_of_less.reset();
        price.holds_down_to = price.capacity;
        if (next) {
            price.cost_of_less = static_cast<std::int64_t>(*next - objective);
            price.holds_down_to -= TonnesPerYear(furthest(
                capacity, [&](std::int64_t less) { return costs(*price.cost_of_less, less); }));
        }
    }
}

}  // namespace

std::vector<CapacityPrice> capacity_prices(const SolvedCost& solved, const MinCost& answer,
                                           const ObjectiveWith& objective_with) {
    std::vector<CapacityPrice> found = prices_of_full_arcs(solved);
    const std::vector<bool> shared = shared_by_sides(solved.model, solved.query);
    if (std::find(shared.begin(), shared.end(), true) != shared.end()) {
        for (std::uint32_t v = 0; v < shared.size(); ++v) {
            const Element node = Element::of(NodeId{v});
            if (solved.choice.relaxed[v] && answer.node_throughput[v] == solved.capacity_of(node)) {
                found.push_back(unpriced(solved.model.network, node));
            }
        }
        for (CapacityPrice& price : found) {
            price_by_solving(price, answer.objective, objective_with);
        }
    }
    found.erase(std::remove_if(found.begin(), found.end(),
                               [](const CapacityPrice& price) {
                                   return price.saved_by_more == 0 && price.cost_of_less == 0;
                               }),
                found.end());
    std::stable_sort(found.begin(), found.end(),
                     [](const Element& a, const Element& b) { return a < b; });
    return found;
}

}  // namespace corridor::flow
