#include "flow/multicommodity/column_generation.hpp"

#include "flow/multicommodity/answer_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace corridor::flow::multicommodity {
namespace {

/// Relative, of limits and amounts, against ties.
constexpr std::array<double, 3> shifts = {1e-8, 3e-7, 1e-10};
constexpr int explored_rounds = 5;
constexpr int explored_rounds_with_costs = 8;
constexpr int most_incomplete_rounds = 3;

std::uint64_t step_limit(const Master& master) {
    return 2000 + 20 * static_cast<std::uint64_t>(master.set_count() + master.row_count());
}

}  // namespace

ColumnGeneration::ColumnGeneration(const MulticommodityProblem& problem,
                                   AllocationObjective objective)
    : problem_(&problem),
      objective_(objective),
      graph_(problem),
      paths_(graph_),
      row_limit_(graph_.rows().size()),
      row_member_(graph_.rows().size()),
      row_factor_(graph_.rows().size()),
      length_(problem.commodities.size()) {
    index_uses();
    bundle_demands();
    add_master_columns();
    row_work_.assign(master_.row_count(), 0.0);
}

void ColumnGeneration::index_uses() {
    const auto& rows = graph_.rows();
    edge_rows_begin_.assign(graph_.edge_count() + 1, 0);
    demand_rows_begin_.assign(problem_->demands.size() + 1, 0);
    for (const auto& row : rows) {
        for (const auto& use : row.edge_uses) {
            ++edge_rows_begin_[use.edge + 1];
        }
        for (const auto& use : row.demand_uses) {
            ++demand_rows_begin_[use.demand + 1];
        }
    }
    for (std::size_t e = 1; e < edge_rows_begin_.size(); ++e) {
        edge_rows_begin_[e] += edge_rows_begin_[e - 1];
    }
    for (std::size_t d = 1; d < demand_rows_begin_.size(); ++d) {
        demand_rows_begin_[d] += demand_rows_begin_[d - 1];
    }
    edge_rows_.resize(edge_rows_begin_.back());
    demand_rows_.resize(demand_rows_begin_.back());
    std::vector<std::size_t> edge_fill(edge_rows_begin_.begin(), edge_rows_begin_.end() - 1);
    std::vector<std::size_t> demand_fill(demand_rows_begin_.begin(), demand_rows_begin_.end() - 1);
    for (std::uint32_t r = 0; r < rows.size(); ++r) {
        for (const auto& use : rows[r].edge_uses) {
            edge_rows_[edge_fill[use.edge]++] = {use.commodity, {r, use.per_unit}};
        }
        for (const auto& use : rows[r].demand_uses) {
            demand_rows_[demand_fill[use.demand]++] = {r, use.per_unit};
        }
    }
}

void ColumnGeneration::bundle_demands() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> bundle_of;
    for (std::uint32_t d = 0; d < problem_->demands.size(); ++d) {
        const auto& demand = problem_->demands[d];
        const auto [found, is_new] = bundle_of.try_emplace(
            {demand.commodity, demand.origin}, static_cast<std::uint32_t>(bundles_.size()));
        if (is_new) {
            bundles_.push_back({.commodity = demand.commodity, .origin = demand.origin});
        }
        bundles_[found->second].demands.push_back(d);
        bundles_[found->second].targets.push_back(demand.destination);
    }
}

void ColumnGeneration::add_master_columns() {
    const auto rows = static_cast<std::uint32_t>(graph_.rows().size());
    for (std::uint32_t r = 0; r < rows; ++r) {
        master_.add_row(0.0);
    }
    const auto add = [&](std::uint32_t set, double cost, std::span<const Entry> entries) {
        column_demand_.push_back(set == Master::no_set ? no_demand : set);
        route_begin_.push_back(route_edges_.size());
        return master_.add_column(set, cost, entries);
    };
    for (std::uint32_t d = 0; d < problem_->demands.size(); ++d) {
        master_.add_set(problem_->demands[d].amount);
        if (objective_ != AllocationObjective::concurrent) {
            unserved_.push_back(add(d, worth_unserved(d), {}));
        }
    }
    entry_work_.clear();
    if (objective_ == AllocationObjective::concurrent) {
        for (std::uint32_t r = 0; r < rows; ++r) {
            entry_work_.push_back({r, 0.0});
        }
        free_column_ = add(Master::no_set, 1.0, entry_work_);
    } else if (objective_ == AllocationObjective::fair) {
        for (const auto& demand : problem_->demands) {
            groups_.resize(std::max<std::size_t>(groups_.size(), demand.group + 1));
        }
        for (std::size_t g = 0; g <= groups_.size(); ++g) {
            entry_work_.push_back({master_.add_row(0.0), 0.0});
        }
        free_column_ = add(Master::no_set, -1.0, entry_work_);
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const Entry entry{group_row(g), -1.0};
            shortfall_.push_back(add(Master::no_set, 0.0, {&entry, 1}));
        }
    }
    add_places();
}

/// Hands the amounts and limits of the problem to the master.
void ColumnGeneration::load_problem() {
    for (std::uint32_t r = 0; r < row_limit_.size(); ++r) {
        row_limit_[r] = unreachable;
        for (const auto& member : graph_.rows()[r].members) {
            const double limit = problem_->limits[member.limit] / member.factor;
            if (limit < row_limit_[r]) {
                row_limit_[r] = limit;
                row_member_[r] = member.limit;
                row_factor_[r] = member.factor;
            }
        }
        master_.set_limit(r, objective_ == AllocationObjective::concurrent ? 0.0 : row_limit_[r]);
    }
    for (std::uint32_t d = 0; d < problem_->demands.size(); ++d) {
        master_.set_amount(d, problem_->demands[d].amount);
    }
    if (objective_ == AllocationObjective::concurrent && has_limits()) {
        free_scale_ = *std::max_element(row_limit_.begin(), row_limit_.end());
        free_scale_ = free_scale_ > 0.0 ? free_scale_ : 1.0;
        entry_work_.clear();
        for (std::uint32_t r = 0; r < row_limit_.size(); ++r) {
            entry_work_.push_back({r, -row_limit_[r] / free_scale_});
        }
        master_.set_entries(free_column_, entry_work_);
    }
}

/// Everything unserved, or, where all are served in proportion, on routes that avoid crowds.
void ColumnGeneration::start_cold(double shift) {
    if (!is_started_) {
        explore(objective_ == AllocationObjective::concurrent   ? explored_rounds
                : objective_ == AllocationObjective::least_cost ? explored_rounds_with_costs
                                                                : 1);
        is_started_ = true;
    }
    if (objective_ == AllocationObjective::concurrent) {
        start_proportional();
    } else {
        std::vector<std::uint32_t> columns;
        std::vector<std::uint32_t> rows;
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            if (groups_[g].is_fixed) {
                columns.push_back(shortfall_[g]);
                rows.push_back(group_row(g));
            }
        }
        master_.start(unserved_, columns, rows);
    }
    master_.perturb(shift);
}

void ColumnGeneration::start_proportional() {
    std::vector<double> first(row_limit_.size());
    for (std::size_t r = 0; r < first.size(); ++r) {
        first[r] = row_limit_[r] > 0.0 ? free_scale_ / row_limit_[r] : 0.0;
    }
    set_lengths(first);
    std::vector<std::uint32_t> keys(problem_->demands.size());
    std::vector<double> load(row_limit_.size(), 0.0);
    for (const Bundle& bundle : bundles_) {
        paths_.run(length_[bundle.commodity], bundle.origin, bundle.targets);
        for (const std::uint32_t d : bundle.demands) {
            // A demand of nothing may have no route; its amount keeps any column at zero.
            edge_work_.clear();
            if (paths_.distance(problem_->demands[d].destination) < unreachable) {
                paths_.path_to(problem_->demands[d].destination, edge_work_);
            }
            keys[d] = add_route(d, edge_work_);
            for (const Entry& entry : master_.entries(keys[d])) {
                load[entry.row] += entry.amount * problem_->demands[d].amount;
            }
        }
    }
    std::uint32_t worst = 0;
    double fullest = -1.0;
    for (std::uint32_t r = 0; r < load.size(); ++r) {
        if (row_limit_[r] > 0.0 && load[r] / row_limit_[r] > fullest) {
            fullest = load[r] / row_limit_[r];
            worst = r;
        }
    }
    const std::uint32_t column = free_column_;
    master_.start(keys, {&column, 1}, {&worst, 1});
}

/// Goes on from the last basis; false where that leads nowhere.
bool ColumnGeneration::start_warm() {
    master_.perturb(0.0);
    master_.refresh();
    return master_.is_feasible() || master_.dual(step_limit(master_));
}

std::vector<double> ColumnGeneration::prices() const {
    std::vector<double> result(master_.prices().begin(), master_.prices().end());
    for (double& price : result) {
        price = std::max(price, 0.0);
    }
    return result;
}

/// The objective of the master in the terms of the bound: cost, unserved, 1/λ or −share.
double ColumnGeneration::master_value() const {
    const double value = master_.objective();
    return objective_ == AllocationObjective::concurrent || objective_ == AllocationObjective::fair
               ? value / free_scale_
               : value;
}

double ColumnGeneration::value_scale() const {
    if (objective_ == AllocationObjective::fair) {
        return 1.0;
    }
    if (objective_ == AllocationObjective::concurrent) {
        return std::max(1e-300, std::abs(master_value()));
    }
    double magnitude = 0.0;
    for (std::uint32_t d = 0; d < problem_->demands.size(); ++d) {
        magnitude += problem_->demands[d].amount * worth_unserved(d);
    }
    return objective_ == AllocationObjective::most_served
               ? magnitude
               : std::max(1e-6 * magnitude, std::abs(master_value()));
}

/// Rounds of master and pricing until no route is better; false when they were cut off.
bool ColumnGeneration::run_rounds(const MulticommodityOptions& options) {
    int incomplete = 0;
    while (true) {
        if (options.stop.stop_requested() || (options.rounds > 0 && rounds_ >= options.rounds)) {
            return false;
        }
        const bool is_complete = master_.primal(step_limit(master_));
        incomplete += is_complete ? 0 : 1;
        const std::uint32_t found = price(prices());
        const double gap = master_value() - best_bound_;
        if (gap <= 0.02 * options.tolerance * value_scale() || (found == 0 && is_complete)) {
            return true;
        }
        if (incomplete >= most_incomplete_rounds) {
            return false;
        }
        const std::size_t before = master_.column_count();
        add_found_routes();
        if (master_.column_count() == before) {
            return is_complete;  // all of them are known, and better by rounding alone
        }
    }
}

/// To the optimum of the shifted problem, then of the true one, whose basis is nearly always the
/// same. Where rounding stands in the way, once more from the beginning with another shift.
bool ColumnGeneration::generate(const MulticommodityOptions& options, bool is_warm) {
    best_bound_ = -unreachable;
    best_prices_.clear();
    if (is_warm) {
        if (run_rounds(options)) {
            return true;
        }
        start_cold(shifts[0]);
    }
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        if (i > 0) {
            start_cold(shifts[i]);
        }
        (void)run_rounds(options);
        master_.perturb(0.0);
        if ((master_.is_feasible() || master_.dual(step_limit(master_))) && run_rounds(options)) {
            return true;
        }
        if (options.stop.stop_requested() || (options.rounds > 0 && rounds_ >= options.rounds)) {
            return false;
        }
    }
    return false;
}

MulticommoditySolution ColumnGeneration::solve(const MulticommodityOptions& options) {
    MulticommoditySolution solution;
    solution.objective = objective_;
    rounds_ = 0;
    if (!is_known_nontrivial_) {
        if (settle_trivial(*problem_, solution)) {
            return solution;
        }
        is_known_nontrivial_ = true;
    }
    const std::uint64_t steps_before = master_.steps();
    load_problem();
    if (objective_ == AllocationObjective::fair) {
        solve_fair(options, solution);
    } else {
        const bool is_warm = is_started_ && start_warm();
        if (!is_warm) {
            start_cold(shifts[0]);
        }
        (void)generate(options, is_warm);
        const bool has_ranges = options.ranges && settle_prices(options);
        extract(solution);
        if (has_ranges) {
            solution.limit_range = limit_ranges();
        }
    }
    complete(*problem_, solution);
    bool is_close = solution.relative_gap() <= options.tolerance;
    for (const FairLevel& level : solution.levels) {
        is_close = is_close && level.upper_bound - level.share <= options.tolerance;
    }
    solution.outcome = is_close ? AllocationOutcome::optimal : AllocationOutcome::limit_reached;
    if (!is_close) {
        solution.limit_range.clear();
    }
    solution.rounds = rounds_;
    solution.pivots = master_.steps() - steps_before;
    solution.columns = master_.column_count();
    return solution;
}

}  // namespace corridor::flow::multicommodity
