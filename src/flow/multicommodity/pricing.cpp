#include "flow/multicommodity/column_generation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corridor::flow::multicommodity {
namespace {

constexpr double noise = 1e-11;        ///< of a route's length, relative
constexpr double kept_gain = 0.99;     ///< of what all found routes promise
constexpr double explored_part = 0.8;  ///< of all amounts, the largest demands first
/// How quickly a crowded limit gets longer, and how much of a route's cost crowding makes up.
constexpr double crowding = 10.0;
constexpr double crowding_with_costs = 3.0;
constexpr double crowding_cost = 0.3;

}  // namespace

/// Cost of one unit that is not served, in the master's objective.
double ColumnGeneration::worth_unserved(std::uint32_t demand) const {
    switch (objective_) {
        case AllocationObjective::least_cost:
            return problem_->demands[demand].unserved_cost;
        case AllocationObjective::most_served:
            return 1.0;
        case AllocationObjective::concurrent:
        case AllocationObjective::fair:
            break;
    }
    return 0.0;
}

void ColumnGeneration::set_lengths(std::span<const double> prices) {
    for (std::size_t k = 0; k < length_.size(); ++k) {
        const auto cost = graph_.cost(static_cast<std::uint32_t>(k));
        length_[k].assign(cost.begin(), cost.end());
        if (objective_ != AllocationObjective::least_cost) {
            for (double& length : length_[k]) {
                length = length == unreachable ? unreachable : 0.0;
            }
        }
    }
    for (std::size_t r = 0; r < row_limit_.size(); ++r) {
        if (prices[r] <= 0.0 && row_limit_[r] > 0.0) {
            continue;
        }
        for (const auto& use : graph_.rows()[r].edge_uses) {
            const double extra = row_limit_[r] > 0.0 ? prices[r] * use.per_unit : unreachable;
            if (use.commodity != MulticommodityProblem::every_commodity) {
                length_[use.commodity][use.edge] += extra;
            } else {
                for (auto& length : length_) {
                    length[use.edge] += extra;
                }
            }
        }
    }
}

/// What a demand pays for limits that it uses wherever it runs; false where one of them is 0.
bool ColumnGeneration::own_price(std::uint32_t demand, std::span<const double> prices,
                                 double& sum) const {
    for (std::size_t i = demand_rows_begin_[demand]; i < demand_rows_begin_[demand + 1]; ++i) {
        const Entry& entry = demand_rows_[i];
        sum += prices[entry.row] * entry.amount;
        if (row_limit_[entry.row] <= 0.0) {
            return false;
        }
    }
    return true;
}

std::uint32_t ColumnGeneration::price(std::span<const double> given) {
    ++rounds_;
    set_lengths(given);
    std::vector<double> own;
    std::span<const double> prices = given;
    double rounding = 0.0;
    if (has_equipment()) {
        own = price_returns(given);
        add_equipment_lengths(own);
        prices = own;
        rounding = noise * 0.01 * *std::max_element(own.begin(), own.end());
    }
    found_.clear();
    found_edges_.clear();
    double routes = 0.0;
    for (const Bundle& bundle : bundles_) {
        if (has_equipment()) {
            paths_.run_signed(length_[bundle.commodity], bundle.origin, rounding);
        } else {
            paths_.run(length_[bundle.commodity], bundle.origin, bundle.targets);
        }
        for (const std::uint32_t d : bundle.demands) {
            const auto& demand = problem_->demands[d];
            double length = paths_.distance(demand.destination);
            const double unserved = worth_unserved(d);
            if (length == unreachable || !own_price(d, prices, length)) {
                routes += demand.amount * unserved;
                continue;
            }
            if (objective_ == AllocationObjective::fair) {
                length -= prices[group_row(demand.group)];
            }
            routes += demand.amount * (objective_ == AllocationObjective::concurrent
                                           ? length
                                           : std::min(length, unserved));
            const double now = master_.set_price(d);
            if (length < now - master_.price_floor() - noise * (std::abs(now) + std::abs(length))) {
                paths_.path_to(demand.destination, edge_work_);
                found_.push_back(
                    {(now - length) * demand.amount, d, found_edges_.size(), edge_work_.size()});
                found_edges_.insert(found_edges_.end(), edge_work_.begin(), edge_work_.end());
            }
        }
    }
    const double bound = bound_from(routes, prices);
    last_bound_ = bound;
    if (bound > best_bound_ || best_prices_.empty()) {
        best_bound_ = bound;
        best_prices_.assign(prices.begin(), prices.end());
    }
    return static_cast<std::uint32_t>(found_.size() + found_returns_.size());
}

/// The Lagrangian bound: what all routes cost under prices, less what the limits are worth.
double ColumnGeneration::bound_from(double routes, std::span<const double> prices) const {
    double limits = 0.0;
    for (std::size_t r = 0; r < row_limit_.size(); ++r) {
        limits += row_limit_[r] * prices[r];
    }
    if (objective_ == AllocationObjective::concurrent) {
        return limits > 0.0 ? routes / limits : -unreachable;
    }
    if (objective_ != AllocationObjective::fair) {
        return routes - limits;
    }
    const double cap = prices[cap_row()] * free_scale_;
    double rising = cap;
    double settled = -cap;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const double price = prices[group_row(g)] * groups_[g].amount;
        rising += groups_[g].is_fixed ? 0.0 : price;
        settled += groups_[g].is_fixed ? price * groups_[g].share : 0.0;
    }
    return rising > 0.0 ? (routes + settled - limits) / rising : -unreachable;
}

/// The most promising of the routes that the last round found.
void ColumnGeneration::add_found_routes() {
    add_found_returns();
    std::sort(found_.begin(), found_.end(), [](const FoundRoute& a, const FoundRoute& b) {
        return a.gain != b.gain ? a.gain > b.gain : a.demand < b.demand;
    });
    double total = 0.0;
    for (const FoundRoute& route : found_) {
        total += route.gain;
    }
    double sum = 0.0;
    for (const FoundRoute& route : found_) {
        add_route(route.demand, {found_edges_.data() + route.begin, route.size});
        sum += route.gain;
        if (sum >= kept_gain * total) {
            break;
        }
    }
}

std::uint32_t ColumnGeneration::add_route(std::uint32_t demand,
                                          std::span<const std::uint32_t> edges) {
    const std::uint32_t commodity = problem_->demands[demand].commodity;
    std::uint64_t hash = (demand + 1) * 0x9E3779B97F4A7C15U;
    for (const std::uint32_t e : edges) {
        hash = (hash ^ (hash >> 29) ^ (e + 1)) * 0xBF58476D1CE4E5B9U;
    }
    const auto column = static_cast<std::uint32_t>(master_.column_count());
    const auto [known, is_new] = known_routes_.try_emplace(hash, column);
    if (!is_new) {
        return known->second;
    }
    entry_work_.clear();
    double cost = 0.0;
    const auto add = [&](const Entry& entry) {
        if (row_work_[entry.row] == 0.0) {
            entry_work_.push_back({entry.row, 0.0});
        }
        row_work_[entry.row] += entry.amount;
    };
    for (const std::uint32_t e : edges) {
        if (objective_ == AllocationObjective::least_cost) {
            cost += graph_.cost(commodity)[e];
        }
        for (std::size_t i = carried_begin_[e]; i < carried_begin_[e + 1]; ++i) {
            const Carried& carried = carried_[i];
            if (carried.commodity == commodity && carried.from_row != carried.to_row) {
                add({carried.from_row, carried.per_unit});
                add({carried.to_row, -carried.per_unit});
            }
        }
        for (std::size_t i = edge_rows_begin_[e]; i < edge_rows_begin_[e + 1]; ++i) {
            if (edge_rows_[i].commodity == commodity ||
                edge_rows_[i].commodity == MulticommodityProblem::every_commodity) {
                add(edge_rows_[i].entry);
            }
        }
    }
    for (std::size_t i = demand_rows_begin_[demand]; i < demand_rows_begin_[demand + 1]; ++i) {
        add(demand_rows_[i]);
    }
    for (Entry& entry : entry_work_) {
        entry.amount = row_work_[entry.row];
        row_work_[entry.row] = 0.0;
    }
    entry_work_.erase(std::remove_if(entry_work_.begin(), entry_work_.end(),
                                     [](const Entry& entry) { return entry.amount == 0.0; }),
                      entry_work_.end());
    if (objective_ == AllocationObjective::fair) {
        entry_work_.push_back({group_row(problem_->demands[demand].group), -1.0});
    }
    route_edges_.insert(route_edges_.end(), edges.begin(), edges.end());
    route_begin_.push_back(route_edges_.size());
    column_demand_.push_back(demand);
    return master_.add_column(demand, cost, entry_work_);
}

void ColumnGeneration::explore(int rounds) {
    std::vector<std::uint32_t> by_amount(problem_->demands.size());
    std::iota(by_amount.begin(), by_amount.end(), 0U);
    std::sort(by_amount.begin(), by_amount.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double first = problem_->demands[a].amount;
        const double second = problem_->demands[b].amount;
        return first != second ? first > second : a < b;
    });
    double total = 0.0;
    for (const auto& demand : problem_->demands) {
        total += demand.amount;
    }
    const double part = objective_ == AllocationObjective::concurrent ? explored_part : 1.0;
    std::vector<std::uint8_t> is_large(by_amount.size(), 0);
    double sum = 0.0;
    for (const std::uint32_t d : by_amount) {
        if (sum <= part * total) {
            is_large[d] = 1;
            sum += problem_->demands[d].amount;
        }
    }
    const bool is_cost = objective_ == AllocationObjective::least_cost;
    std::vector<double> prices(master_.row_count(), 0.0);
    for (std::size_t r = 0; r < row_limit_.size() && !is_cost; ++r) {
        prices[r] = row_limit_[r] > 0.0 ? 1.0 / row_limit_[r] : 0.0;
    }
    std::vector<double> load(row_limit_.size());
    std::vector<double> usual(row_limit_.size(), 0.0);
    for (int round = 0; round < rounds; ++round) {
        set_lengths(prices);
        std::fill(load.begin(), load.end(), 0.0);
        double cost = 0.0;
        for (const Bundle& bundle : bundles_) {
            paths_.run(length_[bundle.commodity], bundle.origin, bundle.targets);
            for (const std::uint32_t d : bundle.demands) {
                const auto& demand = problem_->demands[d];
                const double length = paths_.distance(demand.destination);
                if (is_large[d] == 0 || length == unreachable ||
                    (is_cost && length >= demand.unserved_cost)) {
                    continue;
                }
                paths_.path_to(demand.destination, edge_work_);
                const std::uint32_t column = add_route(d, edge_work_);
                cost += master_.cost(column) * demand.amount;
                for (const Entry& entry : master_.entries(column)) {
                    if (entry.row < load.size()) {
                        load[entry.row] += entry.amount * demand.amount;
                    }
                }
            }
        }
        double fullest = 0.0;
        for (std::size_t r = 0; r < load.size(); ++r) {
            usual[r] += 2.0 / (round + 2.0) * (load[r] - usual[r]);
            fullest = row_limit_[r] > 0.0 ? std::max(fullest, usual[r] / row_limit_[r]) : fullest;
        }
        if (fullest == 0.0) {
            return;
        }
        const double steepness = is_cost ? crowding_with_costs : crowding;
        double worth = 0.0;
        for (std::size_t r = 0; r < load.size(); ++r) {
            if (row_limit_[r] > 0.0) {
                const double fullness = usual[r] / row_limit_[r] / fullest;
                prices[r] = std::exp(steepness * (fullness - 1.0)) / row_limit_[r];
                worth += prices[r] * load[r];
            }
        }
        if (is_cost && worth > 0.0) {
            for (double& price : prices) {
                price *= crowding_cost * cost / worth;
            }
        }
    }
}

}  // namespace corridor::flow::multicommodity
