#include "flow/multicommodity/master.hpp"
#include "flow/multicommodity/master_tolerances.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::flow::multicommodity {

bool Master::dual(std::uint64_t most_steps) {
    const std::uint64_t end = steps_ + most_steps;
    std::vector<double> weight(limit_.size());
    while (true) {
        // The value that is furthest below 0 leaves.
        Leaving leaving;
        double worst = -4 * value_tolerance_;
        for (std::uint32_t d = 0; d < key_.size(); ++d) {
            if (key_value_[d] < worst) {
                worst = key_value_[d];
                leaving = {Kind::key, d, 0.0, 0.0};
            }
        }
        for (std::uint32_t i = 0; i < extra_.size(); ++i) {
            if (extra_value_[i] < worst) {
                worst = extra_value_[i];
                leaving = {Kind::extra, i, 0.0, 0.0};
            }
        }
        for (std::uint32_t r = 0; r < slack_.size(); ++r) {
            if (tight_position_[r] < 0 && slack_[r] < worst) {
                worst = slack_[r];
                leaving = {Kind::slack, r, 0.0, 0.0};
            }
        }
        if (leaving.kind == Kind::none) {
            return true;
        }
        if (steps_ >= end) {
            return false;
        }
        along_extra_.assign(extra_.size(), 0.0);
        if (leaving.kind == Kind::key) {
            std::size_t position = extra_.size();
            for (std::size_t i = 0; i < extra_.size(); ++i) {
                if (set_[extra_[i]] == leaving.index) {
                    position = i;
                }
            }
            if (position == extra_.size()) {
                return false;
            }
            swap_key(leaving.index, position);
            compute_prices();
            leaving = {Kind::extra, static_cast<std::uint32_t>(position), 0.0, 0.0};
        }
        // Its row of the tableau, as weights of rows.
        std::fill(weight.begin(), weight.end(), 0.0);
        const std::size_t q = extra_.size();
        if (leaving.kind == Kind::slack) {
            row_of_slack(leaving.index);
            for (std::size_t t = 0; t < q; ++t) {
                weight[tight_[t]] = -work_[t];
            }
            weight[leaving.index] = 1.0;
        } else {
            const double* const row = inverse_row(leaving.index);
            for (std::size_t t = 0; t < q; ++t) {
                weight[tight_[t]] = row[t];
            }
        }
        column_price_.assign(cost_.begin(), cost_.end());
        column_weight_.assign(cost_.size(), 0.0);
        const auto spread_row = [&](std::uint32_t row) {
            for (const auto& [column, amount] : row_columns_[row]) {
                column_price_[column] += amount * price_[row];
                column_weight_[column] += amount * weight[row];
            }
        };
        for (const std::uint32_t row : tight_) {
            spread_row(row);
        }
        if (leaving.kind == Kind::slack) {
            spread_row(leaving.index);
        }
        // Two passes here as well: reduced costs may fall below 0 by rounding, pivots may not be
        // small.
        eligible_.clear();
        double longest = INFINITY;
        const auto consider = [&](bool is_slack, std::uint32_t index, double along,
                                  double reduced) {
            if (along < -pivot_noise) {
                eligible_.push_back({{is_slack, index}, std::max(reduced, 0.0), -along});
                longest = std::min(longest, (std::max(reduced, 0.0) + 10 * price_floor_) / -along);
            }
        };
        for (std::uint32_t j = 0; j < set_.size(); ++j) {
            if (state_[j] == nonbasic) {
                const std::uint32_t set = set_[j];
                const std::uint32_t key = set == no_set ? j : key_[set];
                consider(false, j, column_weight_[j] - (set == no_set ? 0.0 : column_weight_[key]),
                         column_price_[j] - (set == no_set ? 0.0 : column_price_[key]));
            }
        }
        for (const std::uint32_t row : tight_) {
            consider(true, row, weight[row], price_[row]);
        }
        Entering entering;
        double best_pivot = 0.0;
        for (const Eligible& candidate : eligible_) {
            if (candidate.pivot > best_pivot && candidate.reduced <= longest * candidate.pivot) {
                best_pivot = candidate.pivot;
                entering = candidate.entering;
            }
        }
        if (best_pivot == 0.0) {
            return false;
        }
        direction(entering);
        if (residual_ > worst_residual && since_refresh_ > 0) {
            refresh();
            continue;
        }
        const bool from_slack = leaving.kind == Kind::slack;
        leaving.pivot = from_slack ? along_row_[leaving.index] : along_extra_[leaving.index];
        if (leaving.pivot > -pivot_noise) {
            if (since_refresh_ == 0) {
                return false;
            }
            refresh();
            continue;
        }
        leaving.step =
            (from_slack ? slack_[leaving.index] : extra_value_[leaving.index]) / leaving.pivot;
        move(entering, leaving);
        if (since_refresh_ >= steps_between_refreshes) {
            compute_values();
            since_refresh_ = 0;
        }
    }
}

}  // namespace corridor::flow::multicommodity
