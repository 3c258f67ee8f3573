#include <corridor/base/contract.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <utility>

namespace corridor::flow {
namespace {

using Real = long double;

constexpr Real far_away = std::numeric_limits<Real>::infinity();
constexpr Real rounding = 1e-15L;  ///< of sums in extended precision, with room to spare
constexpr std::size_t most_corrections = 2000;  ///< of distances, for each node

/// Lengths of arcs under prices, by commodity, and shortest paths over them.
class PricedNetwork {
  public:
    PricedNetwork(const MulticommodityProblem& problem, std::span<const double> prices,
                  const PlacePrices& place_prices, bool with_costs)
        : problem_(problem), begin_(problem.node_count + 1, 0), arcs_(problem.arc_count()) {
        for (const std::uint32_t v : problem.tail) {
            ++begin_[v + 1];
        }
        for (std::size_t v = 0; v < problem.node_count; ++v) {
            begin_[v + 1] += begin_[v];
        }
        std::vector<std::size_t> fill(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
            arcs_[fill[problem.tail[a]]++] = a;
        }
        const auto price_of = [&](std::uint32_t limit, double per_unit) {
            return per_unit <= 0.0                ? Real{0}
                   : problem.limits[limit] <= 0.0 ? far_away
                                                  : Real{std::max(prices[limit], 0.0)} * per_unit;
        };
        const std::vector<Real> zero(problem.arc_count(), 0);
        extra_.assign(problem.commodities.size(), zero);
        for (const auto& use : problem.arc_uses) {
            const Real price = price_of(use.limit, use.per_unit);
            for (std::uint32_t k = 0; k < extra_.size(); ++k) {
                if (use.commodity == k || use.commodity == MulticommodityProblem::every_commodity) {
                    extra_[k][use.arc] += price;
                }
            }
        }
        for (std::uint32_t k = 0; k < extra_.size(); ++k) {
            const auto& cost = problem.commodities[k].cost;
            for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
                extra_[k][a] += with_costs && !cost.empty() ? Real{cost[a]} : Real{0};
                if (!problem.commodities[k].open.empty() && problem.commodities[k].open[a] == 0) {
                    extra_[k][a] = far_away;
                }
            }
        }
        own_.assign(problem.demands.size(), 0);
        for (const auto& use : problem.demand_uses) {
            own_[use.demand] += price_of(use.limit, use.per_unit);
        }
        if (!problem.equipment.empty()) {
            price_equipment(place_prices);
        }
    }

    /// For each demand, the length of its shortest route: costs (where they count) and prices.
    [[nodiscard]] std::vector<Real> distances() const {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> bundles;
        for (std::uint32_t d = 0; d < problem_.demands.size(); ++d) {
            bundles[{problem_.demands[d].commodity, problem_.demands[d].origin}].push_back(d);
        }
        std::vector<Real> result(problem_.demands.size());
        for (const auto& [key, demands] : bundles) {
            const std::vector<Real> reached = tree(key.first, key.second);
            for (const std::uint32_t d : demands) {
                result[d] = reached[problem_.demands[d].destination] + own_[d];
            }
        }
        return result;
    }

  private:
    using Reached = std::pair<Real, std::uint32_t>;
    using Waiting = std::priority_queue<Reached, std::vector<Reached>, std::greater<>>;

    [[nodiscard]] std::vector<Real> tree(std::uint32_t commodity, std::uint32_t origin) const {
        std::vector<Real> distance(problem_.node_count, far_away);
        distance[origin] = 0;
        spread(distance, extra_[commodity], {});
        return distance;
    }

    /// Lowers distances to those over arcs, from all nodes that have one; who gets to a node may go
    /// on from rest_of[node]. Lengths may be below 0 where no cycle is.
    void spread(std::vector<Real>& distance, const std::vector<Real>& length,
                const std::vector<std::uint32_t>& rest_of) const {
        Waiting waiting;
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            if (distance[v] < far_away) {
                waiting.emplace(distance[v], v);
            }
        }
        const auto reach = [&](std::uint32_t node, Real at) {
            if (at < distance[node] - slip_) {
                distance[node] = at;
                waiting.emplace(at, node);
            }
        };
        for (std::size_t steps = 0; !waiting.empty(); ++steps) {
            const auto [at, v] = waiting.top();
            waiting.pop();
            if (at > distance[v]) {
                continue;
            }
            if (steps > most_corrections * distance.size()) {
                std::fill(distance.begin(), distance.end(), -far_away);  // round in circles
                return;
            }
            for (std::size_t i = begin_[v]; i < begin_[v + 1]; ++i) {
                reach(problem_.head[arcs_[i]], at + length[arcs_[i]]);
            }
            if (!rest_of.empty() && rest_of[v] != MulticommodityProblem::no_place) {
                reach(rest_of[v], at);
            }
        }
    }

    /// A unit at hand is worth no more than what brings it from elsewhere; cargo pays for what it
    /// takes away and is paid for what it brings.
    void price_equipment(const PlacePrices& place_prices) {
        std::vector<std::vector<Real>> worth;
        Real largest = 0;
        for (std::size_t e = 0; e < problem_.equipment.size(); ++e) {
            const auto& equipment = problem_.equipment[e];
            std::vector<Real> distance(problem_.node_count, far_away);
            std::vector<std::uint32_t> rest_of(problem_.node_count,
                                               MulticommodityProblem::no_place);
            for (std::size_t p = 0; p < equipment.leaves.size(); ++p) {
                const Real price = e < place_prices.size() && p < place_prices[e].size()
                                       ? std::max(place_prices[e][p], 0.0)
                                       : 0.0;
                Real& own = distance[equipment.leaves[p]];
                own = std::min(own, price);
                rest_of[equipment.arrives[p]] = equipment.leaves[p];
                largest = std::max(largest, price);
            }
            spread(distance, extra_[equipment.empty], rest_of);
            worth.emplace_back();
            for (const std::uint32_t node : equipment.leaves) {
                worth.back().push_back(distance[node]);
            }
        }
        slip_ = 1e-17L * largest;
        for (const auto& use : problem_.equipment_uses) {
            const auto& place = problem_.equipment[use.equipment].place;
            extra_[use.commodity][use.arc] +=
                use.per_unit * (worth[use.equipment][place[problem_.tail[use.arc]]] -
                                worth[use.equipment][place[problem_.head[use.arc]]]);
        }
    }

    const MulticommodityProblem& problem_;
    std::vector<std::size_t> begin_;
    std::vector<std::uint32_t> arcs_;
    std::vector<std::vector<Real>> extra_;
    std::vector<Real> own_;
    Real slip_ = 0;  ///< what rounding may make of a cycle of length 0
};

Real worth_of_limits(const MulticommodityProblem& problem, std::span<const double> prices) {
    Real sum = 0;
    for (std::size_t r = 0; r < prices.size(); ++r) {
        sum += Real{problem.limits[r]} * std::max(prices[r], 0.0);
    }
    return sum;
}

std::vector<double> as_doubles(const std::vector<Real>& values) {
    std::vector<double> result(values.size());
    std::transform(values.begin(), values.end(), result.begin(),
                   [](Real value) { return static_cast<double>(value); });
    return result;
}

/// Rounded so that it stays a bound as a double.
double at_most(Real value, Real size) {
    return static_cast<double>(value - rounding * size);
}

double at_least(Real value, Real size) {
    return static_cast<double>(value + rounding * size);
}

}  // namespace

PriceBound bound_of_prices(const MulticommodityProblem& problem, AllocationObjective objective,
                           std::span<const double> prices, const PlacePrices& place_prices) {
    expects(prices.size() == problem.limits.size(), "one price for each limit");
    expects(objective != AllocationObjective::fair,
            "levels of a fair allocation have their own bound");
    const PricedNetwork network(problem, prices, place_prices,
                                objective == AllocationObjective::least_cost);
    const auto distance = network.distances();
    const Real worth = worth_of_limits(problem, prices);
    PriceBound result;
    result.distance = as_doubles(distance);
    Real sum = 0;
    switch (objective) {
        case AllocationObjective::least_cost:
            for (std::size_t d = 0; d < distance.size(); ++d) {
                sum += Real{problem.demands[d].amount} *
                       std::min(distance[d], Real{problem.demands[d].unserved_cost});
            }
            result.bound = at_most(sum - worth, sum + worth);
            break;
        case AllocationObjective::most_served:
            for (std::size_t d = 0; d < distance.size(); ++d) {
                sum += Real{problem.demands[d].amount} * std::max(Real{0}, 1 - distance[d]);
            }
            result.bound = at_least(sum + worth, sum + worth);
            break;
        case AllocationObjective::concurrent:
        case AllocationObjective::fair:
            for (std::size_t d = 0; d < distance.size(); ++d) {
                if (problem.demands[d].amount > 0.0) {
                    sum += Real{problem.demands[d].amount} * distance[d];
                }
            }
            result.bound = sum > 0 ? at_least(worth / sum, worth / sum)
                                   : std::numeric_limits<double>::infinity();
            break;
    }
    return result;
}

PriceBound bound_of_level(const MulticommodityProblem& problem,
                          std::span<const double> limit_prices,
                          std::span<const double> group_prices, std::span<const double> fixed_share,
                          const PlacePrices& place_prices) {
    expects(limit_prices.size() == problem.limits.size(), "one price for each limit");
    const PricedNetwork network(problem, limit_prices, place_prices, false);
    const auto distance = network.distances();
    std::vector<Real> amount(group_prices.size(), 0);
    Real gained = 0;
    for (std::size_t d = 0; d < distance.size(); ++d) {
        const auto& demand = problem.demands[d];
        amount[demand.group] += demand.amount;
        gained += Real{demand.amount} *
                  std::max(Real{0}, std::max(group_prices[demand.group], 0.0) - distance[d]);
    }
    Real rising = 0;
    Real settled = 0;
    for (std::size_t g = 0; g < group_prices.size(); ++g) {
        const Real price = amount[g] * std::max(group_prices[g], 0.0);
        rising += fixed_share[g] < 0.0 ? price : Real{0};
        settled += fixed_share[g] < 0.0 ? Real{0} : price * fixed_share[g];
    }
    const Real worth = worth_of_limits(problem, limit_prices);
    PriceBound result;
    result.distance = as_doubles(distance);
    result.bound = 1.0;
    if (rising > 0) {
        const Real size = (worth + gained + settled) / rising;
        result.bound = std::min(1.0, at_least((worth + gained - settled) / rising, size));
    }
    return result;
}

}  // namespace corridor::flow
