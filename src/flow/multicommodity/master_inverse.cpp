#include "flow/multicommodity/master.hpp"
#include "flow/multicommodity/master_tolerances.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor::flow::multicommodity {

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

}  // namespace corridor::flow::multicommodity
