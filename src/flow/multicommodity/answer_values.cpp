#include "flow/multicommodity/answer_values.hpp"

#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace corridor::flow::multicommodity {
namespace {

constexpr double share_rounding = 1e-9;  ///< of what one level's share can be

void put_use(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    solution.limit_use.assign(problem.limits.size(), 0.0);
    std::vector<std::vector<double>> flow(problem.commodities.size(),
                                          std::vector<double>(problem.arc_count(), 0.0));
    for (const PathFlow& path : solution.paths) {
        for (const std::uint32_t a : path.arcs) {
            flow[problem.demands[path.demand].commodity][a] += path.amount;
        }
    }
    for (const EmptyFlow& empties : solution.empties) {
        for (const std::uint32_t a : empties.arcs) {
            flow[problem.equipment[empties.equipment].empty][a] += empties.amount;
        }
    }
    for (const auto& use : problem.arc_uses) {
        for (std::uint32_t k = 0; k < flow.size(); ++k) {
            if (use.commodity == k || use.commodity == MulticommodityProblem::every_commodity) {
                solution.limit_use[use.limit] += use.per_unit * flow[k][use.arc];
            }
        }
    }
    for (const auto& use : problem.demand_uses) {
        solution.limit_use[use.limit] += use.per_unit * solution.served[use.demand];
    }
}

void put_shares(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    std::vector<double> amount;
    for (std::size_t d = 0; d < problem.demands.size(); ++d) {
        const std::size_t g = problem.demands[d].group;
        if (g >= amount.size()) {
            amount.resize(g + 1, 0.0);
        }
        amount[g] += problem.demands[d].amount;
    }
    solution.group_share.assign(amount.size(), 0.0);
    for (std::size_t d = 0; d < problem.demands.size(); ++d) {
        solution.group_share[problem.demands[d].group] += solution.served[d];
    }
    for (std::size_t g = 0; g < amount.size(); ++g) {
        solution.group_share[g] = amount[g] > 0.0 ? solution.group_share[g] / amount[g] : 1.0;
    }
}

double total_cost(const MulticommodityProblem& problem, const MulticommoditySolution& solution) {
    long double sum = 0;
    for (const PathFlow& path : solution.paths) {
        const auto& cost = problem.commodities[problem.demands[path.demand].commodity].cost;
        for (const std::uint32_t a : path.arcs) {
            sum += cost.empty() ? 0.0 : cost[a] * path.amount;
        }
    }
    for (const EmptyFlow& empties : solution.empties) {
        const auto& cost = problem.commodities[problem.equipment[empties.equipment].empty].cost;
        for (const std::uint32_t a : empties.arcs) {
            sum += cost.empty() ? 0.0 : cost[a] * empties.amount;
        }
    }
    for (std::size_t d = 0; d < problem.demands.size(); ++d) {
        const auto& demand = problem.demands[d];
        sum += demand.unserved_cost * std::max(0.0, demand.amount - solution.served[d]);
    }
    return static_cast<double>(sum);
}

double magnitude_of(const MulticommodityProblem& problem, AllocationObjective objective) {
    double sum = 0.0;
    for (const auto& demand : problem.demands) {
        sum += demand.amount *
               (objective == AllocationObjective::least_cost ? demand.unserved_cost : 1.0);
    }
    return objective == AllocationObjective::concurrent ? 0.0
           : objective == AllocationObjective::fair     ? 1.0
                                                        : sum;
}

double smallest_ratio(const MulticommodityProblem& problem,
                      const MulticommoditySolution& solution) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t d = 0; d < problem.demands.size(); ++d) {
        if (problem.demands[d].amount > 0.0) {
            least = std::min(least, solution.served[d] / problem.demands[d].amount);
        }
    }
    return std::isfinite(least) ? least : 0.0;
}

/// Of each equipment those of the first level that its lack holds back.
void put_fair_place_prices(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    double largest = 0.0;
    for (const auto& demand : problem.demands) {
        largest = std::max(largest, demand.amount);
    }
    for (std::size_t e = 0; e < problem.equipment.size(); ++e) {
        solution.place_price.resize(problem.equipment.size());
        for (auto level = solution.levels.rbegin(); level != solution.levels.rend(); ++level) {
            const auto& prices = level->place_price[e];
            const auto dearest = std::max_element(prices.begin(), prices.end());
            if (solution.place_price[e].empty() ||
                (dearest != prices.end() && *dearest * largest > share_rounding)) {
                solution.place_price[e] = prices;
            }
        }
    }
}

/// What a limit is worth to the lowest share that it changes, and what a tonne takes from the share
/// of its own group.
void put_fair_prices(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    const auto& levels = solution.levels;
    solution.limit_price.assign(problem.limits.size(), 0.0);
    solution.demand_price.assign(problem.demands.size(), 0.0);
    for (std::size_t r = 0; r < problem.limits.size(); ++r) {
        const std::size_t level = first_priced_level(problem, levels, r);
        solution.limit_price[r] = level < levels.size() ? levels[level].limit_price[r] : 0.0;
    }
    put_fair_place_prices(problem, solution);
    for (const FairLevel& level : levels) {
        const std::vector<double> distance =
            bound_of_prices(problem, AllocationObjective::most_served, level.limit_price,
                            level.place_price)
                .distance;
        for (std::size_t d = 0; d < problem.demands.size(); ++d) {
            if (std::find(level.groups.begin(), level.groups.end(), problem.demands[d].group) !=
                level.groups.end()) {
                solution.demand_price[d] = distance[d];
            }
        }
    }
}

}  // namespace

std::size_t first_priced_level(const MulticommodityProblem& problem,
                               const std::vector<FairLevel>& levels, std::size_t limit) {
    const auto found = std::find_if(levels.begin(), levels.end(), [&](const FairLevel& level) {
        return level.limit_price[limit] * problem.limits[limit] > share_rounding;
    });
    return static_cast<std::size_t>(found - levels.begin());
}

void complete(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    put_use(problem, solution);
    solution.magnitude = magnitude_of(problem, solution.objective);
    if (solution.objective == AllocationObjective::fair) {
        put_shares(problem, solution);
        solution.value =
            solution.group_share.empty()
                ? 1.0
                : *std::min_element(solution.group_share.begin(), solution.group_share.end());
        solution.lower_bound = solution.value;
        solution.upper_bound = solution.levels.empty() ? 1.0 : solution.levels.front().upper_bound;
        put_fair_prices(problem, solution);
        return;
    }
    PriceBound proof =
        bound_of_prices(problem, solution.objective, solution.limit_price, solution.place_price);
    solution.demand_price = std::move(proof.distance);
    switch (solution.objective) {
        case AllocationObjective::least_cost:
            solution.value = total_cost(problem, solution);
            solution.upper_bound = solution.value;
            solution.lower_bound = std::min(proof.bound, solution.value);
            for (std::size_t d = 0; d < problem.demands.size(); ++d) {
                solution.demand_price[d] =
                    std::min(solution.demand_price[d], problem.demands[d].unserved_cost);
            }
            break;
        case AllocationObjective::most_served:
            solution.value = 0.0;
            for (const double served : solution.served) {
                solution.value += served;
            }
            solution.lower_bound = solution.value;
            solution.upper_bound = std::max(proof.bound, solution.value);
            break;
        case AllocationObjective::concurrent:
        case AllocationObjective::fair: {
            solution.value = smallest_ratio(problem, solution);
            solution.lower_bound = solution.value;
            solution.upper_bound = std::max(proof.bound, solution.value);
            double worth = 0.0;
            for (std::size_t r = 0; r < problem.limits.size(); ++r) {
                worth += problem.limits[r] * solution.limit_price[r];
            }
            const double scale = worth > 0.0 ? proof.bound / worth : 0.0;
            for (double& price : solution.limit_price) {
                price *= scale;
            }
            for (auto& prices : solution.place_price) {
                for (double& price : prices) {
                    price *= worth > 0.0 ? scale : 1.0;
                }
            }
            for (double& price : solution.demand_price) {
                price *= scale * solution.value;
            }
            break;
        }
    }
}

bool settle_trivial(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    if (solution.objective != AllocationObjective::concurrent) {
        return false;
    }
    const std::vector<double> ones(problem.limits.size(), 1.0);
    const PriceBound bound = bound_of_prices(problem, AllocationObjective::concurrent, ones);
    bool is_cut_off = false;
    bool needs_limit = !problem.equipment.empty();
    for (std::size_t d = 0; d < problem.demands.size(); ++d) {
        if (problem.demands[d].amount > 0.0) {
            is_cut_off = is_cut_off || !std::isfinite(bound.distance[d]);
            needs_limit = needs_limit || bound.distance[d] > 0.0;
        }
    }
    if (!is_cut_off && needs_limit) {
        return false;
    }
    solution.outcome = is_cut_off ? AllocationOutcome::optimal : AllocationOutcome::unbounded;
    solution.value = is_cut_off ? 0.0 : std::numeric_limits<double>::infinity();
    solution.lower_bound = solution.value;
    solution.upper_bound = solution.value;
    solution.served.assign(problem.demands.size(), 0.0);
    solution.limit_price.assign(problem.limits.size(), 0.0);
    solution.limit_use.assign(problem.limits.size(), 0.0);
    solution.demand_price.assign(problem.demands.size(), 0.0);
    return true;
}

}  // namespace corridor::flow::multicommodity
