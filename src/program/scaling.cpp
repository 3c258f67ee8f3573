#include "program/scaling.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::program {
namespace {

constexpr int passes = 6;

double power_of_two(double value) {
    return value > 0.0 && std::isfinite(value) ? std::exp2(std::round(std::log2(value))) : 1.0;
}

/// Smallest and largest entry of each line, for its geometric mean.
struct Range {
    double least = infinite;
    double most = 0.0;

    void add(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    [[nodiscard]] double factor() const { return most > 0.0 ? 1.0 / std::sqrt(least * most) : 1.0; }
};

}  // namespace

Scaling no_scaling(const LinearProgram& program) {
    return {.row = std::vector<double>(program.row_count(), 1.0),
            .column = std::vector<double>(program.column_count(), 1.0)};
}

Scaling find_scaling(const LinearProgram& program) {
    Scaling scaling = no_scaling(program);
    const auto each_entry = [&](auto&& what) {
        for (int j = 0; j < program.rows.outerSize(); ++j) {
            for (LinearProgram::Matrix::InnerIterator entry(program.rows, j); entry; ++entry) {
                if (entry.value() != 0.0) {
                    what(static_cast<std::size_t>(entry.row()), static_cast<std::size_t>(j),
                         std::abs(entry.value()));
                }
            }
        }
    };
    for (int pass = 0; pass < passes; ++pass) {
        std::vector<Range> rows(program.row_count());
        each_entry([&](std::size_t i, std::size_t j, double value) {
            rows[i].add(value * scaling.column[j]);
        });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            scaling.row[i] = rows[i].factor();
        }
        std::vector<Range> columns(program.column_count());
        each_entry([&](std::size_t i, std::size_t j, double value) {
            columns[j].add(value * scaling.row[i]);
        });
        for (std::size_t j = 0; j < columns.size(); ++j) {
            scaling.column[j] = columns[j].factor();
        }
    }
    for (double& factor : scaling.row) {
        factor = power_of_two(factor);
    }
    for (double& factor : scaling.column) {
        factor = power_of_two(factor);
    }
    double largest_cost = 0.0;
    double largest_amount = 0.0;
    const auto add_amount = [&](double amount, double factor) {
        if (std::isfinite(amount)) {
            largest_amount = std::max(largest_amount, std::abs(amount * factor));
        }
    };
    for (std::size_t j = 0; j < program.column_count(); ++j) {
        largest_cost = std::max(largest_cost, std::abs(program.cost[j]) * scaling.column[j]);
        add_amount(program.column_lower[j], 1.0 / scaling.column[j]);
        add_amount(program.column_upper[j], 1.0 / scaling.column[j]);
    }
    for (std::size_t i = 0; i < program.row_count(); ++i) {
        add_amount(program.row_lower[i], scaling.row[i]);
        add_amount(program.row_upper[i], scaling.row[i]);
    }
    scaling.objective = largest_cost > 0.0 ? power_of_two(1.0 / largest_cost) : 1.0;
    scaling.amount = largest_amount > 0.0 ? power_of_two(largest_amount / 1000.0) : 1.0;
    return scaling;
}

}  // namespace corridor::program
