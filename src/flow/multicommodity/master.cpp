#include "flow/multicommodity/master.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor::flow::multicommodity {
namespace {

constexpr std::uint32_t slack_flag = 0x80000000U;
constexpr std::size_t most_candidates = 32;
constexpr double noise = 1e-11;          ///< of a reduced cost, relative to the terms of its sum
constexpr double pivot_noise = 1e-9;     ///< of a pivot, whose entries are of the order of 1
constexpr double worst_residual = 1e-8;  ///< of a direction before the inverse is made anew
constexpr std::uint64_t steps_between_refreshes = 500;

/// A number in [0.5, 1.5) for each index, the same everywhere (splitmix64).
double spread(std::uint64_t index) {
    std::uint64_t z = (index + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return 0.5 + static_cast<double>(z >> 11) * 0x1p-53;
}

}  // namespace

std::uint32_t Master::add_row(double limit) {
    const auto row = static_cast<std::uint32_t>(limit_.size());
    limit_.push_back(limit);
    shifted_limit_.push_back(limit);
    tight_position_.push_back(nonbasic);
    slack_.push_back(limit);
    price_.push_back(0.0);
    along_row_.push_back(0.0);
    row_touched_.push_back(0);
    row_columns_.emplace_back();
    return row;
}

std::uint32_t Master::add_set(double amount) {
    const auto set = static_cast<std::uint32_t>(amount_.size());
    amount_.push_back(amount);
    shifted_amount_.push_back(amount);
    along_key_.push_back(0.0);
    set_touched_.push_back(0);
    return set;
}

std::uint32_t Master::add_column(std::uint32_t set, double cost, std::span<const Entry> entries) {
    const auto column = static_cast<std::uint32_t>(set_.size());
    set_.push_back(set);
    cost_.push_back(cost);
    entries_.insert(entries_.end(), entries.begin(), entries.end());
    for (const Entry& entry : entries) {
        row_columns_[entry.row].emplace_back(column, entry.amount);
    }
    begin_.push_back(entries_.size());
    state_.push_back(nonbasic);
    return column;
}

void Master::set_entries(std::uint32_t column, std::span<const Entry> entries) {
    std::copy(entries.begin(), entries.end(),
              entries_.begin() + static_cast<std::ptrdiff_t>(begin_[column]));
    for (const Entry& entry : entries) {
        for (auto& [which, amount] : row_columns_[entry.row]) {
            amount = which == column ? entry.amount : amount;
        }
    }
}

void Master::start(std::span<const std::uint32_t> keys, std::span<const std::uint32_t> columns,
                   std::span<const std::uint32_t> rows) {
    std::fill(state_.begin(), state_.end(), nonbasic);
    std::fill(tight_position_.begin(), tight_position_.end(), nonbasic);
    std::fill(price_.begin(), price_.end(), 0.0);
    key_.assign(keys.begin(), keys.end());
    key_value_.assign(keys.size(), 0.0);
    for (const std::uint32_t column : key_) {
        state_[column] = is_key;
    }
    extra_.assign(columns.begin(), columns.end());
    extra_value_.assign(columns.size(), 0.0);
    tight_.assign(rows.begin(), rows.end());
    for (std::size_t i = 0; i < extra_.size(); ++i) {
        state_[extra_[i]] = static_cast<std::int32_t>(i);
        tight_position_[tight_[i]] = static_cast<std::int32_t>(i);
    }
    refresh();
}

void Master::perturb(double size) {
    double scale = 0.0;
    for (const double amount : amount_) {
        scale = std::max(scale, amount);
    }
    value_tolerance_ = 1e-12 * scale;
    for (std::size_t r = 0; r < limit_.size(); ++r) {
        const double base = limit_[r] != 0.0 ? std::abs(limit_[r]) : scale;
        shifted_limit_[r] = limit_[r] + size * base * spread(r);
    }
    for (std::size_t d = 0; d < amount_.size(); ++d) {
        shifted_amount_[d] = amount_[d] * (1.0 + size * spread(~d));
    }
    compute_values();
}

void Master::refresh() {
    refactor();
    compute_values();
    compute_prices();
    since_refresh_ = 0;
}

void Master::reserve(std::size_t rows) {
    if (rows <= stride_) {
        return;
    }
    const std::size_t wider = std::max<std::size_t>(16, rows + rows / 2);
    std::vector<double> moved(wider * wider, 0.0);
    for (std::size_t i = 0; i < std::min(extra_.size(), stride_); ++i) {
        std::copy_n(inverse_row(i), std::min(extra_.size(), stride_), moved.data() + i * wider);
    }
    inverse_ = std::move(moved);
    stride_ = wider;
}

/// Gauss–Jordan elimination of W with row pivoting.
void Master::refactor() {
    const std::size_t q = extra_.size();
    reserve(q + 1);
    if (q == 0) {
        return;
    }
    std::vector<double> matrix(q * q, 0.0);
    for (std::size_t i = 0; i < q; ++i) {
        const auto put = [&](std::uint32_t column, double factor) {
            for (const Entry& entry : entries(column)) {
                const std::int32_t t = tight_position_[entry.row];
                if (t >= 0) {
                    matrix[static_cast<std::size_t>(t) * q + i] += factor * entry.amount;
                }
            }
        };
        put(extra_[i], 1.0);
        if (set_[extra_[i]] != no_set) {
            put(key_[set_[extra_[i]]], -1.0);
        }
    }
    for (std::size_t i = 0; i < q; ++i) {
        std::fill_n(inverse_row(i), q, 0.0);
        inverse_row(i)[i] = 1.0;
    }
    for (std::size_t c = 0; c < q; ++c) {
        std::size_t best = c;
        for (std::size_t r = c + 1; r < q; ++r) {
            if (std::abs(matrix[r * q + c]) > std::abs(matrix[best * q + c])) {
                best = r;
            }
        }
        if (matrix[best * q + c] == 0.0) {
            matrix[best * q + c] = 1e-30;  // a singular basis: shows up as a residual
        }
        if (best != c) {
            std::swap_ranges(matrix.begin() + static_cast<std::ptrdiff_t>(c * q),
                             matrix.begin() + static_cast<std::ptrdiff_t>((c + 1) * q),
                             matrix.begin() + static_cast<std::ptrdiff_t>(best * q));
            std::swap_ranges(inverse_row(c), inverse_row(c) + q, inverse_row(best));
        }
        const double scale = 1.0 / matrix[c * q + c];
        for (std::size_t k = c; k < q; ++k) {
            matrix[c * q + k] *= scale;
        }
        double* const pivot_row = inverse_row(c);
        for (std::size_t k = 0; k < q; ++k) {
            pivot_row[k] *= scale;
        }
        for (std::size_t r = 0; r < q; ++r) {
            const double factor = matrix[r * q + c];
            if (r == c || factor == 0.0) {
                continue;
            }
            for (std::size_t k = c; k < q; ++k) {
                matrix[r * q + k] -= factor * matrix[c * q + k];
            }
            double* const row = inverse_row(r);
            for (std::size_t k = 0; k < q; ++k) {
                row[k] -= factor * pivot_row[k];
            }
        }
    }
}

void Master::compute_values() {
    const std::size_t q = extra_.size();
    std::fill(extra_value_.begin(), extra_value_.end(), 0.0);
    // Twice: the second pass takes away the residual of the first.
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t d = 0; d < key_.size(); ++d) {
            key_value_[d] = shifted_amount_[d];
        }
        for (std::size_t i = 0; i < q; ++i) {
            if (set_[extra_[i]] != no_set) {
                key_value_[set_[extra_[i]]] -= extra_value_[i];
            }
        }
        slack_ = shifted_limit_;
        for_each_basic([&](std::uint32_t column, double amount) {
            if (amount != 0.0) {
                for (const Entry& entry : entries(column)) {
                    slack_[entry.row] -= entry.amount * amount;
                }
            }
        });
        if (pass == 1) {
            break;
        }
        for (std::size_t i = 0; i < q; ++i) {
            const double* const row = inverse_row(i);
            double sum = 0.0;
            for (std::size_t t = 0; t < q; ++t) {
                sum += row[t] * slack_[tight_[t]];
            }
            extra_value_[i] += sum;
        }
    }
    for (const std::uint32_t row : tight_) {
        slack_[row] = 0.0;
    }
}

void Master::compute_prices() {
    const std::size_t q = extra_.size();
    work_.assign(q, 0.0);
    for (std::size_t i = 0; i < q; ++i) {
        const std::uint32_t set = set_[extra_[i]];
        const double difference = cost_[extra_[i]] - (set == no_set ? 0.0 : cost_[key_[set]]);
        if (difference != 0.0) {
            const double* const row = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                work_[t] -= difference * row[t];
            }
        }
    }
    double largest = 0.0;
    for (std::size_t t = 0; t < q; ++t) {
        largest = std::max(largest, std::abs(work_[t]));
    }
    price_floor_ = noise * largest;
    for (std::size_t t = 0; t < q; ++t) {
        price_[tight_[t]] = std::abs(work_[t]) < 0.01 * price_floor_ ? 0.0 : work_[t];
    }
}

double Master::priced(std::uint32_t column) const {
    double sum = cost_[column];
    for (const Entry& entry : entries(column)) {
        sum += entry.amount * price_[entry.row];
    }
    return sum;
}

double Master::value(std::uint32_t column) const {
    const std::int32_t state = state_[column];
    return state == nonbasic ? 0.0
           : state == is_key ? key_value_[set_[column]]
                             : extra_value_[static_cast<std::size_t>(state)];
}

double Master::objective() const {
    double sum = 0.0;
    for_each_basic([&](std::uint32_t column, double amount) { sum += cost_[column] * amount; });
    return sum;
}

bool Master::is_feasible() const {
    const double room = 16 * value_tolerance_;
    const auto below = [room](double x) { return x < -room; };
    return std::none_of(key_value_.begin(), key_value_.end(), below) &&
           std::none_of(extra_value_.begin(), extra_value_.end(), below) &&
           std::none_of(slack_.begin(), slack_.end(), below);
}

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

/// The extra column at `position` becomes the key of its set, and the key takes its place.
void Master::swap_key(std::uint32_t set, std::size_t position) {
    const std::size_t q = extra_.size();
    work_.assign(q, 0.0);
    double along = 0.0;
    for (std::size_t i = 0; i < q; ++i) {
        if (set_[extra_[i]] == set) {
            const double* const row = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                work_[t] -= row[t];
            }
            along -= along_extra_[i];
        }
    }
    std::copy(work_.begin(), work_.end(), inverse_row(position));
    along_extra_[position] = along;
    std::swap(key_[set], extra_[position]);
    std::swap(key_value_[set], extra_value_[position]);
    state_[key_[set]] = is_key;
    state_[extra_[position]] = static_cast<std::int32_t>(position);
}

void Master::replace_extra(std::uint32_t column, std::size_t position, double step) {
    const std::size_t q = extra_.size();
    double* const pivot_row = inverse_row(position);
    const double scale = 1.0 / along_extra_[position];
    for (std::size_t t = 0; t < q; ++t) {
        pivot_row[t] *= scale;
    }
    for (std::size_t i = 0; i < q; ++i) {
        const double factor = along_extra_[i];
        if (i != position && factor != 0.0) {
            double* const row = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                row[t] -= factor * pivot_row[t];
            }
        }
    }
    state_[extra_[position]] = nonbasic;
    extra_[position] = column;
    extra_value_[position] = step;
    state_[column] = static_cast<std::int32_t>(position);
}

/// work_ becomes the row of W for a row that is not tight, times the inverse.
void Master::row_of_slack(std::uint32_t row) {
    const std::size_t q = extra_.size();
    work_.assign(q, 0.0);
    for (std::size_t i = 0; i < q; ++i) {
        double amount = 0.0;
        for (const Entry& entry : entries(extra_[i])) {
            amount += entry.row == row ? entry.amount : 0.0;
        }
        if (set_[extra_[i]] != no_set) {
            for (const Entry& entry : entries(key_[set_[extra_[i]]])) {
                amount -= entry.row == row ? entry.amount : 0.0;
            }
        }
        if (amount != 0.0) {
            const double* const inverse = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                work_[t] += amount * inverse[t];
            }
        }
    }
}

void Master::make_tight(std::uint32_t row, std::size_t position) {
    tight_position_[row] = static_cast<std::int32_t>(position);
    slack_[row] = 0.0;
}

void Master::grow(std::uint32_t column, std::uint32_t row, double step) {
    const std::size_t q = extra_.size();
    reserve(q + 1);
    row_of_slack(row);
    const double scale = 1.0 / along_row_[row];
    for (std::size_t i = 0; i < q; ++i) {
        const double factor = along_extra_[i] * scale;
        double* const inverse = inverse_row(i);
        if (factor != 0.0) {
            for (std::size_t t = 0; t < q; ++t) {
                inverse[t] += factor * work_[t];
            }
        }
        inverse[q] = -factor;
    }
    double* const last = inverse_row(q);
    for (std::size_t t = 0; t < q; ++t) {
        last[t] = -work_[t] * scale;
    }
    last[q] = scale;
    extra_.push_back(column);
    extra_value_.push_back(step);
    state_[column] = static_cast<std::int32_t>(q);
    tight_.push_back(row);
    make_tight(row, q);
}

void Master::shrink(std::uint32_t row, std::size_t position) {
    const std::size_t q = extra_.size();
    const auto column = static_cast<std::size_t>(tight_position_[row]);
    const double* const pivot_row = inverse_row(position);
    const double scale = 1.0 / along_extra_[position];
    for (std::size_t i = 0; i < q; ++i) {
        const double factor = along_extra_[i] * scale;
        if (i != position && factor != 0.0) {
            double* const inverse = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                inverse[t] -= factor * pivot_row[t];
            }
        }
    }
    const std::size_t last = q - 1;
    state_[extra_[position]] = nonbasic;
    if (position != last) {
        std::copy_n(inverse_row(last), q, inverse_row(position));
        extra_[position] = extra_[last];
        extra_value_[position] = extra_value_[last];
        state_[extra_[position]] = static_cast<std::int32_t>(position);
    }
    tight_position_[row] = nonbasic;
    price_[row] = 0.0;
    if (column != last) {
        for (std::size_t i = 0; i < last; ++i) {
            inverse_row(i)[column] = inverse_row(i)[last];
        }
        tight_[column] = tight_[last];
        tight_position_[tight_[column]] = static_cast<std::int32_t>(column);
    }
    extra_.pop_back();
    extra_value_.pop_back();
    tight_.pop_back();
}

void Master::exchange_rows(std::uint32_t entering_row, std::uint32_t leaving_row) {
    const std::size_t q = extra_.size();
    const auto column = static_cast<std::size_t>(tight_position_[entering_row]);
    row_of_slack(leaving_row);
    const double scale = 1.0 / work_[column];
    work_[column] -= 1.0;
    for (std::size_t i = 0; i < q; ++i) {
        const double factor = along_extra_[i] * scale;
        if (factor != 0.0) {
            double* const inverse = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                inverse[t] -= factor * work_[t];
            }
        }
    }
    tight_position_[entering_row] = nonbasic;
    price_[entering_row] = 0.0;
    tight_[column] = leaving_row;
    make_tight(leaving_row, column);
}

void Master::replace_key(std::uint32_t column, double step) {
    const std::size_t q = extra_.size();
    const std::uint32_t set = set_[column];
    work_.assign(q, 0.0);
    bool any = false;
    for (std::size_t i = 0; i < q; ++i) {
        if (set_[extra_[i]] == set) {
            any = true;
            const double* const row = inverse_row(i);
            for (std::size_t t = 0; t < q; ++t) {
                work_[t] += row[t];
            }
        }
    }
    if (any) {
        const double scale = 1.0 / along_key_[set];
        for (std::size_t i = 0; i < q; ++i) {
            const double factor = along_extra_[i] * scale;
            if (factor != 0.0) {
                double* const inverse = inverse_row(i);
                for (std::size_t t = 0; t < q; ++t) {
                    inverse[t] += factor * work_[t];
                }
            }
        }
    }
    state_[key_[set]] = nonbasic;
    key_[set] = column;
    key_value_[set] = step;
    state_[column] = is_key;
}

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
