#include "flow/multicommodity/column_generation.hpp"

#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>

namespace corridor::flow::multicommodity {
namespace {

constexpr double binding = 1e-7;  ///< part of a level's price that makes a group its bottleneck
constexpr double first_shift = 1e-8;
constexpr double full = 1.0 - 1e-12;
constexpr double missing = 1e-9;  ///< part of the largest group that may be short by rounding

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
        FairLevel level{.share = std::clamp(master_.value(free_column_) / free_scale_, 0.0, 1.0)};
        level.limit_price = limit_prices();
        level.place_price = place_prices();
        double total = best_prices_[cap_row()] * free_scale_;
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            level.group_price.push_back(best_prices_[group_row(g)]);
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
}

}  // namespace corridor::flow::multicommodity
