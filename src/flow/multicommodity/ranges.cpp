#include "flow/multicommodity/column_generation.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::flow::multicommodity {
namespace {

constexpr int most_rounds = 50;
constexpr std::uint64_t most_steps = 100'000;
constexpr double vanishing = 1e-12;  ///< of 1/λ, relative

}  // namespace

bool ColumnGeneration::settle_prices(const MulticommodityOptions& options) {
    for (int round = 0; round < most_rounds; ++round) {
        if (!master_.primal(most_steps)) {
            return false;
        }
        const std::uint32_t found = price(prices());
        const std::size_t before = master_.column_count();
        if (found > 0) {
            add_found_routes();
        }
        if (master_.column_count() == before) {
            best_prices_ = prices();
            best_bound_ = last_bound_;
            return master_.is_feasible() &&
                   master_value() - last_bound_ <= options.tolerance * value_scale();
        }
    }
    return false;
}

/// The limit of a row between which the present basis stays optimal. Where all are served in
/// proportion a limit stands in the free column: with the limit L + d and the column's value z the
/// other values are those of a right-hand side moved by d·z.
PriceRange ColumnGeneration::row_range(std::uint32_t row) {
    const double limit = row_limit_[row];
    if (objective_ != AllocationObjective::concurrent) {
        const Master::Room room = master_.room(row, Master::no_set);
        return {std::max(0.0, limit - room.down), limit + room.up};
    }
    const Master::Room room = master_.room(row, free_column_);
    const double rate = master_.value(free_column_) / free_scale_;
    const double slope = room.along / free_scale_;
    const double least = rate - slope * room.down;
    const double most = rate + slope * room.up;
    PriceRange range;
    range.from = std::isfinite(room.down) && least > vanishing * rate
                     ? std::max(0.0, limit - room.down / least)
                     : 0.0;
    range.to =
        std::isfinite(room.up) && most > vanishing * rate ? limit + room.up / most : unreachable;
    return range;
}

std::vector<PriceRange> ColumnGeneration::limit_ranges() {
    std::vector<PriceRange> result(problem_->limits.size());
    for (std::uint32_t r = 0; r < row_limit_.size(); ++r) {
        // No route was looked for where a limit is 0, so that its price is known there only.
        const PriceRange range = row_limit_[r] > 0.0 ? row_range(r) : PriceRange{0.0, 0.0};
        const bool is_tight = master_.price(r) > 0.0;  // at 0 it stays 0 for larger limits
        double next = unreachable;  // of the limits that are used alike, the second tightest
        for (const auto& member : graph_.rows()[r].members) {
            if (member.limit != row_member_[r]) {
                next = std::min(next, problem_->limits[member.limit] / member.factor);
            }
        }
        for (const auto& member : graph_.rows()[r].members) {
            PriceRange& own = result[member.limit];
            if (member.limit == row_member_[r]) {
                const double to =
                    is_tight || row_limit_[r] <= 0.0 ? std::min(range.to, next) : unreachable;
                own = {range.from * member.factor, to * member.factor};
            } else {
                const double used = is_tight ? row_limit_[r] : range.from;
                own = {used * member.factor, unreachable};
            }
        }
    }
    return result;
}

}  // namespace corridor::flow::multicommodity
