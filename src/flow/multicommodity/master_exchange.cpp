#include "flow/multicommodity/master.hpp"

#include <algorithm>
#include <utility>

namespace corridor::flow::multicommodity {

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

}  // namespace corridor::flow::multicommodity
