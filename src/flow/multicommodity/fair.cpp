#include "flow/multicommodity/answer_values.hpp"
#include "flow/multicommodity/column_generation.hpp"

#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace corridor::flow::multicommodity {
namespace {

constexpr double binding = 1e-7;  ///< part of a level's price that makes a group its bottleneck
constexpr double first_shift = 1e-8;
constexpr double full = 1.0 - 1e-12;
constexpr double missing = 1e-9;  ///< part of the largest group that may be short by rounding

void divide(std::vector<double>& values, double divisor) {
    for (double& value : values) {
        value /= divisor;
    }
}

/// Of a limit at the first level at which it has a price, as far as the levels before it stay what
/// they are.
PriceRange range_over(const std::vector<std::vector<PriceRange>>& by_level,
                      const MulticommodityProblem& problem, const std::vector<FairLevel>& levels,
                      std::size_t limit) {
    const std::size_t last =
        std::min(first_priced_level(problem, levels, limit) + 1, levels.size());
    PriceRange range;
    for (std::size_t k = 0; k < last; ++k) {
        range.from = std::max(range.from, by_level[k][limit].from);
        range.to = std::min(range.to, by_level[k][limit].to);
    }
    return range;
}

}  // namespace

/// A level: groups that are settled get their shares, all others the same share, as large as it
/// can be. What a settled group lacks costs so much that it lacks nothing.
void ColumnGeneration::load_level(double shortfall_cost) {
    entry_work_.clear();
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const GroupState& group = groups_[g];
        entry_work_.push_back({group_row(g), group.is_fixed ? 0.0 : group.amount / free_scale_});
        master_.set_limit(group_row(g), group.is_fixed ? -group.share * group.amount : 0.0);
        master_.set_cost(shortfall_[g], shortfall_cost);
    }
    entry_work_.push_back({cap_row(), 1.0});
    master_.set_limit(cap_row(), free_scale_);
    master_.set_entries(free_column_, entry_work_);
}

/// The present level with its prices in shares: of all open groups for one more unit.
FairLevel ColumnGeneration::priced_level() const {
    FairLevel level{.share = std::clamp(master_.value(free_column_) / free_scale_, 0.0, 1.0)};
    level.limit_price = limit_prices();
    level.place_price = place_prices();
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        level.group_price.push_back(best_prices_[group_row(g)]);
    }
    divide(level.limit_price, free_scale_);
    divide(level.group_price, free_scale_);
    for (auto& prices : level.place_price) {
        divide(prices, free_scale_);
    }
    return level;
}

double ColumnGeneration::shortfall() const {
    double sum = 0.0;
    for (const std::uint32_t column : shortfall_) {
        sum += std::max(0.0, master_.value(column));
    }
    return sum;
}

void ColumnGeneration::solve_fair(const MulticommodityOptions& options,
                                  MulticommoditySolution& solution) {
    for (GroupState& group : groups_) {
        group = {};
    }
    for (const auto& demand : problem_->demands) {
        groups_[demand.group].amount += demand.amount;
    }
    double largest = 0.0;
    double smallest = unreachable;
    for (GroupState& group : groups_) {
        largest = std::max(largest, group.amount);
        smallest = group.amount > 0.0 ? std::min(smallest, group.amount) : smallest;
        group.is_fixed = group.amount == 0.0;  // who asks for nothing has all of it
        group.share = group.is_fixed ? 1.0 : 0.0;
    }
    free_scale_ = largest > 0.0 ? largest : 1.0;
    const auto is_open = [](const GroupState& group) { return !group.is_fixed; };
    std::vector<std::vector<PriceRange>> ranges;  // by level
    while (std::any_of(groups_.begin(), groups_.end(), is_open)) {
        double shortfall_cost = 100.0 * free_scale_ / smallest;
        for (int attempt = 0; attempt < 4; ++attempt) {
            load_level(shortfall_cost);
            start_cold(first_shift);
            (void)generate(options, false);
            if (shortfall() <= missing * free_scale_) {
                break;
            }
            shortfall_cost *= 100.0;
        }
        if (options.ranges && settle_prices(options)) {
            ranges.push_back(limit_ranges());
        }
        FairLevel level = priced_level();
        double total = best_prices_[cap_row()];
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            total += groups_[g].is_fixed ? 0.0 : level.group_price[g] * groups_[g].amount;
        }
        std::vector<double> fixed;
        for (const GroupState& group : groups_) {
            fixed.push_back(group.is_fixed ? group.share : -1.0);
        }
        level.upper_bound = bound_of_level(*problem_, level.limit_price, level.group_price, fixed,
                                           level.place_price)
                                .bound;
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            GroupState& group = groups_[g];
            if (!group.is_fixed &&
                (level.share >= full || level.group_price[g] * group.amount > binding * total)) {
                group.is_fixed = true;
                group.share = level.share;
                level.groups.push_back(g);
            }
        }
        const bool is_stuck = level.groups.empty();
        solution.levels.push_back(std::move(level));
        if (is_stuck) {
            break;
        }
    }
    extract(solution);
    if (options.ranges && ranges.size() == solution.levels.size()) {
        for (std::size_t r = 0; r < problem_->limits.size(); ++r) {
            solution.limit_range.push_back(range_over(ranges, *problem_, solution.levels, r));
        }
    }
}

}  // namespace corridor::flow::multicommodity
