#include "flow/multicommodity/master.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::flow::multicommodity {
namespace {

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

}  // namespace corridor::flow::multicommodity
