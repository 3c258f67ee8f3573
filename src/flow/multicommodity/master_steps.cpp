#include "flow/multicommodity/master.hpp"
#include "flow/multicommodity/master_tolerances.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::flow::multicommodity {

void Master::add_to_rows(std::uint32_t column, double factor) {
    for (std::size_t i = begin_[column]; i < begin_[column + 1]; ++i) {
        const Entry entry = entries_[i];
        if (row_touched_[entry.row] == 0) {
            row_touched_[entry.row] = 1;
            touched_rows_.push_back(entry.row);
        }
        along_row_[entry.row] += factor * entry.amount;
    }
}

void Master::direction(const Entering& entering) {
    for (const std::uint32_t row : touched_rows_) {
        along_row_[row] = 0.0;
        row_touched_[row] = 0;
    }
    touched_rows_.clear();
    for (const std::uint32_t set : touched_sets_) {
        along_key_[set] = 0.0;
        set_touched_[set] = 0;
    }
    touched_sets_.clear();
    const std::size_t q = extra_.size();
    along_extra_.assign(q, 0.0);
    if (entering.is_slack) {
        touched_rows_.push_back(entering.index);
        row_touched_[entering.index] = 1;
        along_row_[entering.index] = 1.0;
        const auto t = static_cast<std::size_t>(tight_position_[entering.index]);
        for (std::size_t i = 0; i < q; ++i) {
            along_extra_[i] = inverse_row(i)[t];
        }
    } else {
        const std::uint32_t set = set_[entering.index];
        add_to_rows(entering.index, 1.0);
        uses_.clear();
        const auto add_uses = [this](std::uint32_t column, double factor) {
            for (const Entry& entry : entries(column)) {
                if (tight_position_[entry.row] >= 0) {
                    uses_.emplace_back(static_cast<std::size_t>(tight_position_[entry.row]),
                                       factor * entry.amount);
                }
            }
        };
        add_uses(entering.index, 1.0);
        if (set != no_set) {
            add_uses(key_[set], -1.0);
        }
        for (std::size_t i = 0; i < q; ++i) {
            const double* const row = inverse_row(i);
            double sum = 0.0;
            for (const auto& [t, amount] : uses_) {
                sum += row[t] * amount;
            }
            along_extra_[i] = std::abs(sum) < 1e-14 ? 0.0 : sum;
        }
        if (set != no_set) {
            touched_sets_.push_back(set);
            set_touched_[set] = 1;
            along_key_[set] = 1.0;
        }
    }
    for (std::size_t i = 0; i < q; ++i) {
        const double along = along_extra_[i];
        if (along == 0.0) {
            continue;
        }
        add_to_rows(extra_[i], -along);
        const std::uint32_t set = set_[extra_[i]];
        if (set != no_set) {
            if (set_touched_[set] == 0) {
                set_touched_[set] = 1;
                touched_sets_.push_back(set);
            }
            along_key_[set] -= along;
        }
    }
    for (const std::uint32_t set : touched_sets_) {
        if (std::abs(along_key_[set]) < 1e-14) {
            along_key_[set] = 0.0;
        } else {
            add_to_rows(key_[set], -along_key_[set]);
        }
    }
    residual_ = 0.0;
    for (const std::uint32_t row : touched_rows_) {
        if (tight_position_[row] >= 0) {
            residual_ = std::max(residual_, std::abs(along_row_[row]));
        }
    }
}

/// Two passes after Harris (1973): the longest step that breaks no bound by more than the
/// tolerance, then the largest pivot among those that block it.
Master::Leaving Master::ratio_test() {
    blocking_.clear();
    double longest = INFINITY;
    const auto bound = [&](Kind kind, std::size_t index, double value, double along) {
        if (along > pivot_noise) {
            const double room = std::max(value, 0.0);
            longest = std::min(longest, (room + value_tolerance_) / along);
            blocking_.push_back({kind, static_cast<std::uint32_t>(index), room, along});
        }
    };
    for (std::size_t i = 0; i < extra_.size(); ++i) {
        bound(Kind::extra, i, extra_value_[i], along_extra_[i]);
    }
    for (const std::uint32_t set : touched_sets_) {
        bound(Kind::key, set, key_value_[set], along_key_[set]);
    }
    for (const std::uint32_t row : touched_rows_) {
        if (tight_position_[row] < 0) {
            bound(Kind::slack, row, slack_[row], along_row_[row]);
        }
    }
    Leaving leaving;
    for (const Leaving& block : blocking_) {
        if (block.pivot > leaving.pivot && block.step <= longest * block.pivot) {
            leaving = block;
        }
    }
    leaving.step = leaving.kind == Kind::none ? 0.0 : leaving.step / leaving.pivot;
    return leaving;
}

void Master::move(const Entering& entering, const Leaving& leaving) {
    ++steps_;
    ++since_refresh_;
    const double step = leaving.step;
    if (step != 0.0) {
        for (std::size_t i = 0; i < extra_.size(); ++i) {
            extra_value_[i] -= step * along_extra_[i];
        }
        for (const std::uint32_t set : touched_sets_) {
            key_value_[set] -= step * along_key_[set];
        }
        for (const std::uint32_t row : touched_rows_) {
            if (tight_position_[row] < 0) {
                slack_[row] -= step * along_row_[row];
            }
        }
    }
    if (leaving.kind == Kind::slack) {
        if (entering.is_slack) {
            slack_[entering.index] = step;
            exchange_rows(entering.index, leaving.index);
        } else {
            grow(entering.index, leaving.index, step);
        }
    } else if (leaving.kind == Kind::key && !entering.is_slack &&
               set_[entering.index] == leaving.index) {
        replace_key(entering.index, step);
    } else {
        std::size_t position = leaving.index;
        if (leaving.kind == Kind::key) {
            double best = -1.0;
            for (std::size_t i = 0; i < extra_.size(); ++i) {
                if (set_[extra_[i]] == leaving.index && std::abs(along_extra_[i]) > best) {
                    best = std::abs(along_extra_[i]);
                    position = i;
                }
            }
            swap_key(leaving.index, position);
        }
        if (entering.is_slack) {
            slack_[entering.index] = step;
            shrink(entering.index, position);
        } else {
            replace_extra(entering.index, position, step);
        }
    }
    compute_prices();
}

}  // namespace corridor::flow::multicommodity
