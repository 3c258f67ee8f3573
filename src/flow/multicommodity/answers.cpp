#include "flow/multicommodity/column_generation.hpp"

#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <cmath>

namespace corridor::flow::multicommodity {

/// Prices of the problem's limits from the best prices of the rows.
std::vector<double> ColumnGeneration::limit_prices() const {
    std::vector<double> result(problem_->limits.size(), 0.0);
    for (std::size_t r = 0; r < row_limit_.size() && r < best_prices_.size(); ++r) {
        result[row_member_[r]] = best_prices_[r] / row_factor_[r];
    }
    return result;
}

/// The basic routes as flows that add up to the amounts and keep within the limits to the last
/// digit: what rounding has put beyond is not served.
void ColumnGeneration::put_paths(MulticommoditySolution& solution) const {
    const std::size_t demands = problem_->demands.size();
    const bool is_concurrent = objective_ == AllocationObjective::concurrent;
    struct Flow {
        std::uint32_t column = 0;
        double amount = 0.0;
    };
    std::vector<Flow> flows;
    std::vector<double> sum(demands, 0.0);
    master_.for_each_basic([&](std::uint32_t column, double value) {
        const std::uint32_t d = column_demand_[column];
        if (d != no_demand && value > 0.0) {
            sum[d] += value;
            const bool is_route = is_concurrent || column != unserved_[d];
            if (is_route && value > 1e-13 * problem_->demands[d].amount) {
                flows.push_back({column, value});
            }
        }
    });
    std::sort(flows.begin(), flows.end(),
              [](const Flow& a, const Flow& b) { return a.column < b.column; });
    std::vector<double> used(row_limit_.size(), 0.0);
    const auto each_use = [&](const Flow& flow, auto&& what) {
        for (const Entry& entry : master_.entries(flow.column)) {
            if (entry.row < used.size()) {
                what(entry.row, entry.amount);
            }
        }
    };
    for (const EmptyReturn& empties : returns_) {
        each_use({empties.column, master_.value(empties.column)},
                 [&](std::uint32_t row, double per_unit) {
                     used[row] += per_unit * std::max(0.0, master_.value(empties.column));
                 });
    }
    for (Flow& flow : flows) {
        const std::uint32_t d = column_demand_[flow.column];
        flow.amount *= problem_->demands[d].amount / sum[d];
        each_use(flow,
                 [&](std::uint32_t row, double per_unit) { used[row] += per_unit * flow.amount; });
    }
    double scale = 1.0;
    if (is_concurrent) {
        double fullest = 0.0;
        for (std::size_t r = 0; r < used.size(); ++r) {
            fullest = used[r] > 0.0 ? std::max(fullest, used[r] / row_limit_[r]) : fullest;
        }
        scale = fullest > 0.0 ? 1.0 / fullest : 0.0;
    }
    solution.served.assign(demands, 0.0);
    for (Flow& flow : flows) {
        double most = scale;
        if (!is_concurrent) {
            each_use(flow, [&](std::uint32_t row, double) {
                most = used[row] > row_limit_[row] ? std::min(most, row_limit_[row] / used[row])
                                                   : most;
            });
        }
        PathFlow path{.demand = column_demand_[flow.column], .amount = flow.amount * most};
        if (path.amount <= 0.0) {
            continue;
        }
        solution.served[path.demand] += path.amount;
        for (std::size_t i = route_begin_[flow.column]; i < route_begin_[flow.column + 1]; ++i) {
            const auto arcs = graph_.arcs(route_edges_[i]);
            path.arcs.insert(path.arcs.end(), arcs.begin(), arcs.end());
        }
        solution.paths.push_back(std::move(path));
    }
    std::vector<double> fitting(used.size(), 1.0);
    for (std::size_t r = 0; r < used.size(); ++r) {
        fitting[r] = used[r] > row_limit_[r] ? row_limit_[r] / used[r] : 1.0;
    }
    put_empties(solution, fitting);
    std::stable_sort(solution.paths.begin(), solution.paths.end(),
                     [](const PathFlow& a, const PathFlow& b) { return a.demand < b.demand; });
}

void ColumnGeneration::extract(MulticommoditySolution& solution) const {
    put_paths(solution);
    solution.limit_price = limit_prices();
    solution.place_price = place_prices();
}

}  // namespace corridor::flow::multicommodity
