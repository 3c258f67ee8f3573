#include "flow/multicommodity/master.hpp"
#include "flow/multicommodity/master_tolerances.hpp"

#include <algorithm>

namespace corridor::flow::multicommodity {
namespace {

constexpr std::uint32_t slack_flag = 0x80000000U;
constexpr std::size_t most_candidates = 32;

}  // namespace

double Master::reduced_cost(std::uint32_t column, double& scale) const {
    double sum = cost_[column];
    double size = std::abs(sum);
    for (const Entry& entry : entries(column)) {
        const double term = entry.amount * price_[entry.row];
        sum += term;
        size += std::abs(term);
    }
    if (set_[column] != no_set) {
        const double key_price = priced(key_[set_[column]]);
        sum -= key_price;
        size += std::abs(key_price);
    }
    scale = size + price_floor_ / noise;
    return sum;
}

double Master::set_scale(std::uint32_t column) const {
    return set_[column] == no_set ? value_tolerance_ * 1e12 : amount_[set_[column]];
}

/// The most promising columns and slacks: by the most that the objective could gain.
void Master::collect() {
    // By rows: few of them have a price.
    column_price_.assign(cost_.begin(), cost_.end());
    for (const std::uint32_t row : tight_) {
        const double price = price_[row];
        if (price != 0.0) {
            for (const auto& [column, amount] : row_columns_[row]) {
                column_price_[column] += price * amount;
            }
        }
    }
    auto& found = found_;
    found.clear();
    const auto columns = static_cast<std::uint32_t>(set_.size());
    for (std::uint32_t j = 0; j < columns; ++j) {
        const double key_price = set_[j] == no_set ? 0.0 : column_price_[key_[set_[j]]];
        const double reduced = column_price_[j] - key_price;
        if (reduced < -price_floor_ && state_[j] == nonbasic) {
            double scale = 0.0;
            if (reduced_cost(j, scale) < -noise * scale) {
                found.emplace_back(reduced * set_scale(j), j);
            }
        }
    }
    for (const std::uint32_t row : tight_) {
        if (price_[row] < -price_floor_) {
            found.emplace_back(price_[row] * value_tolerance_ * 1e12, row | slack_flag);
        }
    }
    const std::size_t kept = std::min(found.size(), most_candidates);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept),
                      found.end());
    candidates_.clear();
    for (std::size_t i = 0; i < kept; ++i) {
        candidates_.push_back(found[i].second);
    }
}

bool Master::primal(std::uint64_t most_steps) {
    const std::uint64_t end = steps_ + most_steps;
    candidates_.clear();
    bool fresh = false;
    while (true) {
        std::size_t best = candidates_.size();
        double best_score = 0.0;
        std::size_t kept = 0;
        for (const std::uint32_t candidate : candidates_) {
            const bool is_slack = (candidate & slack_flag) != 0;
            const std::uint32_t index = candidate & ~slack_flag;
            double score = 0.0;
            if (is_slack) {
                score = tight_position_[index] >= 0 && price_[index] < -price_floor_
                            ? price_[index] * value_tolerance_ * 1e12
                            : 0.0;
            } else if (state_[index] == nonbasic) {
                double scale = 0.0;
                const double reduced = reduced_cost(index, scale);
                score = reduced < -noise * scale ? reduced * set_scale(index) : 0.0;
            }
            if (score < 0.0) {
                if (score < best_score) {
                    best_score = score;
                    best = kept;
                }
                candidates_[kept++] = candidate;
            }
        }
        candidates_.resize(kept);
        if (kept == 0) {
            if (fresh) {
                return true;
            }
            collect();
            fresh = true;
            if (candidates_.empty()) {
                return true;
            }
            continue;
        }
        fresh = false;
        if (steps_ >= end) {
            return false;
        }
        const std::uint32_t candidate = candidates_[best];
        candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(best));
        const Entering entering{(candidate & slack_flag) != 0, candidate & ~slack_flag};
        direction(entering);
        if (residual_ > worst_residual && since_refresh_ > 0) {
            refresh();
            direction(entering);
        }
        const Leaving leaving = ratio_test();
        if (leaving.kind == Kind::none) {
            return false;
        }
        move(entering, leaving);
        if (since_refresh_ >= steps_between_refreshes) {
            compute_values();
            since_refresh_ = 0;
        }
    }
}

}  // namespace corridor::flow::multicommodity
