#include "flow/allocation_lowering.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/allocation_waits.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace corridor {
namespace {

using flow::AllocationLowered;
using flow::AllocationObjective;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::uint32_t none = ~std::uint32_t{0};

/// Shortest routes on the arcs of a lowered allocation under costs and prices.
class PricedArcs {
  public:
    PricedArcs(const AllocationLowered& lowered, const Allocation& answer)
        : problem_(lowered.problem), answer_(answer), leaving_(problem_.node_count) {
        for (std::uint32_t a = 0; a < problem_.arc_count(); ++a) {
            leaving_[problem_.tail[a]].push_back(a);
        }
    }

    /// The arcs of the shortest route of a demand; none where nothing leads there.
    std::vector<std::uint32_t> route(const flow::MulticommodityProblem::Demand& demand,
                                     const std::vector<bool>& without) {
        set_lengths(demand.commodity, without);
        std::vector<double> distance(problem_.node_count, infinite);
        std::vector<std::uint32_t> by(problem_.node_count, none);
        using Reached = std::pair<double, std::uint32_t>;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
        distance[demand.origin] = 0.0;
        queue.push({0.0, demand.origin});
        while (!queue.empty()) {
            const auto [far, at] = queue.top();
            queue.pop();
            if (far > distance[at]) {
                continue;
            }
            for (const std::uint32_t arc : leaving_[at]) {
                const double next = far + length_[arc];
                if (next < distance[problem_.head[arc]]) {
                    distance[problem_.head[arc]] = next;
                    by[problem_.head[arc]] = arc;
                    queue.push({next, problem_.head[arc]});
                }
            }
        }
        length = distance[demand.destination];
        std::vector<std::uint32_t> arcs;
        for (std::uint32_t at = demand.destination; length < infinite && at != demand.origin;
             at = problem_.tail[by[at]]) {
            arcs.push_back(by[at]);
        }
        return arcs;
    }

    double length = 0.0;  ///< of the last route

  private:
    void set_lengths(std::uint32_t commodity, const std::vector<bool>& without) {
        const auto& carried = problem_.commodities[commodity];
        length_.assign(problem_.arc_count(), 0.0);
        for (std::uint32_t a = 0; a < problem_.arc_count(); ++a) {
            const bool closed = !carried.open.empty() && carried.open[a] == 0;
            length_[a] = closed ? infinite : carried.cost.empty() ? 0.0 : carried.cost[a];
        }
        for (const auto& use : problem_.arc_uses) {
            if (use.commodity == commodity || use.commodity == problem_.every_commodity) {
                length_[use.arc] +=
                    without[use.limit] ? infinite : use.per_unit * answer_.limits[use.limit].price;
            }
        }
    }

    const flow::MulticommodityProblem& problem_;
    const Allocation& answer_;
    std::vector<std::vector<std::uint32_t>> leaving_;
    std::vector<double> length_;
};

std::vector<AwaitedLimit> priced_limits(const AllocationLowered& lowered, const Allocation& answer,
                                        std::uint32_t commodity,
                                        const std::vector<std::uint32_t>& arcs) {
    std::vector<double> taken(answer.limits.size(), 0.0);
    for (const auto& use : lowered.problem.arc_uses) {
        const bool counts =
            use.commodity == commodity || use.commodity == lowered.problem.every_commodity;
        if (counts && std::find(arcs.begin(), arcs.end(), use.arc) != arcs.end()) {
            taken[use.limit] += use.per_unit;
        }
    }
    std::vector<AwaitedLimit> awaited;
    for (std::uint32_t r = 0; r < taken.size(); ++r) {
        if (taken[r] > 0.0 && binds(answer, answer.limits[r])) {
            awaited.push_back({r, taken[r]});
        }
    }
    std::stable_sort(awaited.begin(), awaited.end(),
                     [&](const AwaitedLimit& a, const AwaitedLimit& b) {
                         return answer.limits[a.limit].price * a.use_per_tonne >
                                answer.limits[b.limit].price * b.use_per_tonne;
                     });
    return awaited;
}

/// Other routes are looked for as long as they cost at most so much more, and at most so many.
constexpr double not_much_more = 1.01;
constexpr std::size_t most_others = 8;

/// The dearest limits of the routes around the dearest limit of the cheapest one, each route
/// around those of the routes before it.
void add_others(PricedArcs& arcs, const AllocationLowered& lowered, const Allocation& answer,
                Wait& wait) {
    const auto& demand = lowered.problem.demands[wait.demand];
    const double most = not_much_more * arcs.length;
    std::vector<bool> without(answer.limits.size());
    std::uint32_t around = wait.limits.front().limit;
    for (std::size_t i = 0; i < most_others; ++i) {
        without[around] = true;
        const std::vector<std::uint32_t> route = arcs.route(demand, without);
        const auto limits = priced_limits(lowered, answer, demand.commodity, route);
        if (limits.empty() || arcs.length > most) {
            return;
        }
        around = limits.front().limit;
        const bool is_known =
            std::any_of(wait.limits.begin(), wait.limits.end(),
                        [&](const AwaitedLimit& each) { return each.limit == around; });
        if (!is_known) {
            wait.limits.push_back(limits.front());
        }
    }
}

}  // namespace

std::vector<Wait> waits(const CostModel& model, const AllocationQuery& query,
                        const Allocation& answer) {
    expects(query.objective == AllocationObjective::least_cost ||
                query.objective == AllocationObjective::most_served,
            "what a demand waits for is known where cost or what is served is the objective");
    std::vector<Wait> list;
    for (std::uint32_t d = 0; d < query.demands.size(); ++d) {
        const double missing = unserved(query, answer, d);
        if (missing > 0.0) {
            list.push_back({.demand = d, .unserved_t_per_year = missing});
        }
    }
    if (list.empty()) {
        return list;
    }
    const AllocationLowered lowered = flow::lower(model, query);
    expects(lowered.limits.size() == answer.limits.size(), "an answer to this question");
    PricedArcs arcs(lowered, answer);
    for (Wait& wait : list) {
        const auto& demand = lowered.problem.demands[wait.demand];
        const std::vector<std::uint32_t> route =
            arcs.route(demand, std::vector<bool>(answer.limits.size()));
        wait.limits = priced_limits(lowered, answer, demand.commodity, route);
        if (route.empty()) {
            wait.reason = Wait::Reason::no_route;
        } else if (wait.limits.empty()) {
            wait.reason = Wait::Reason::cost;
        } else {
            add_others(arcs, lowered, answer, wait);
        }
    }
    return list;
}

}  // namespace corridor
