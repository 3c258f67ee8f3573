#include "program/requirements.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/program/linear_program.hpp>

#include <algorithm>
#include <cmath>

namespace corridor::program {
namespace {

using Matrix = LinearProgram::Matrix;

/// rows·x and, for each row, Σ |entry·x|.
struct Products {
    std::vector<double> sum, size;
};

Products multiply(const LinearProgram& program, const std::vector<double>& x) {
    Products result{std::vector<double>(program.row_count(), 0.0),
                    std::vector<double>(program.row_count(), 0.0)};
    for (int j = 0; j < program.rows.outerSize(); ++j) {
        const double value = x[static_cast<std::size_t>(j)];
        if (value == 0.0) {
            continue;
        }
        for (Matrix::InnerIterator entry(program.rows, j); entry; ++entry) {
            const auto i = static_cast<std::size_t>(entry.row());
            result.sum[i] += entry.value() * value;
            result.size[i] += std::abs(entry.value() * value);
        }
    }
    return result;
}

/// cost − rowsᵀ·price for each column (cost 0 for rays), with the size of its terms.
Products reduced_costs(const LinearProgram& program, const std::vector<double>& price,
                       double cost_factor) {
    Products result{std::vector<double>(program.column_count()),
                    std::vector<double>(program.column_count())};
    for (int j = 0; j < program.rows.outerSize(); ++j) {
        const auto at = static_cast<std::size_t>(j);
        double sum = cost_factor * program.cost[at];
        double size = std::abs(sum);
        for (Matrix::InnerIterator entry(program.rows, j); entry; ++entry) {
            const double term = entry.value() * price[static_cast<std::size_t>(entry.row())];
            sum -= term;
            size += std::abs(term);
        }
        result.sum[at] = sum;
        result.size[at] = size;
    }
    return result;
}

double relative(double amount, double size) {
    return amount > 0.0 ? amount / std::max(size, amount) : 0.0;
}

double largest_of(const std::vector<double>& values) {
    double largest = 0.0;
    for (const double value : values) {
        largest = std::max(largest, std::abs(value));
    }
    return largest;
}

/// The largest finite bound of rows and columns.
double largest_bound(const LinearProgram& program) {
    double largest = 0.0;
    for (const auto* bounds :
         {&program.row_lower, &program.row_upper, &program.column_lower, &program.column_upper}) {
        for (const double bound : *bounds) {
            largest = std::isfinite(bound) ? std::max(largest, std::abs(bound)) : largest;
        }
    }
    return largest;
}

/// The bound that a price picks: the lower one where it is positive, the upper one where negative.
double picked(double price, double lower, double upper) {
    return price > 0.0 ? lower : upper;
}

}  // namespace

void require_well_formed(const LinearProgram& program) {
    const std::size_t n = program.column_count();
    const std::size_t m = program.row_count();
    expects(program.rows.rows() == static_cast<Eigen::Index>(m) &&
                program.rows.cols() == static_cast<Eigen::Index>(n) &&
                program.column_lower.size() == n && program.column_upper.size() == n &&
                program.row_upper.size() == m,
            "the arrays of a linear program fit its matrix");
    const auto ordered = [](double lower, double upper) {
        return lower <= upper && lower < infinite && upper > -infinite;
    };
    bool sound = true;
    for (std::size_t j = 0; j < n; ++j) {
        sound = sound && std::isfinite(program.cost[j]) &&
                ordered(program.column_lower[j], program.column_upper[j]);
    }
    for (std::size_t i = 0; i < m; ++i) {
        sound = sound && ordered(program.row_lower[i], program.row_upper[i]);
    }
    for (int j = 0; j < program.rows.outerSize(); ++j) {
        for (Matrix::InnerIterator entry(program.rows, j); entry; ++entry) {
            sound = sound && std::isfinite(entry.value());
        }
    }
    expects(sound, "costs and entries of a linear program are finite, and bounds in order");
}

void check_optimum(const LinearProgram& program, ProgramAnswer& answer) {
    const std::size_t n = program.column_count();
    const std::size_t m = program.row_count();
    const Products used = multiply(program, answer.x);
    Products reduced = reduced_costs(program, answer.row_price, 1.0);
    ProgramCheck check;
    double objective_size = 0.0;
    answer.objective = 0.0;
    double bound = 0.0;
    double complementarity = 0.0;
    const double largest_x = std::max(largest_of(answer.x), 1e-6 * largest_bound(program));
    const double largest_price = largest_of(answer.row_price);
    const double least_size = 1e-6 * largest_of(reduced.size);
    for (std::size_t j = 0; j < n; ++j) {
        const double x = answer.x[j];
        answer.objective += program.cost[j] * x;
        objective_size += std::abs(program.cost[j] * x);
        check.primal_residual =
            std::max({check.primal_residual, relative(program.column_lower[j] - x, largest_x),
                      relative(x - program.column_upper[j], largest_x)});
        const double limit =
            picked(reduced.sum[j], program.column_lower[j], program.column_upper[j]);
        if (std::isfinite(limit)) {
            bound += reduced.sum[j] * limit;
            complementarity += std::abs(reduced.sum[j] * (x - limit));
        } else {
            check.dual_residual =
                std::max(check.dual_residual,
                         relative(std::abs(reduced.sum[j]), std::max(reduced.size[j], least_size)));
            complementarity += std::abs(reduced.sum[j] * x);
        }
    }
    // A row of zeros that ask for zero is measured against the largest x.
    const auto row_residual = [&](double amount, std::size_t i) {
        return amount > 0.0 ? amount / std::max({used.size[i], largest_x, amount}) : 0.0;
    };
    for (std::size_t i = 0; i < m; ++i) {
        const double sum = used.sum[i];
        check.primal_residual =
            std::max({check.primal_residual, row_residual(program.row_lower[i] - sum, i),
                      row_residual(sum - program.row_upper[i], i)});
        const double price = answer.row_price[i];
        if (price == 0.0) {
            continue;
        }
        const double limit = picked(price, program.row_lower[i], program.row_upper[i]);
        if (std::isfinite(limit)) {
            bound += price * limit;
            complementarity += std::abs(price * (sum - limit));
        } else {
            check.dual_residual =
                std::max(check.dual_residual, relative(std::abs(price), largest_price));
        }
    }
    // An optimum of 0 is measured against what the costs could come to.
    const double could_be = largest_of(program.cost) * largest_bound(program);
    const double size = std::max({1e-300, objective_size, std::abs(bound), 1e-6 * could_be});
    answer.bound = bound;
    check.complementarity = complementarity / size;
    check.gap = std::abs(answer.objective - bound) / size;
    answer.check = check;
    answer.reduced_cost = std::move(reduced.sum);
}

bool proves_infeasible(const LinearProgram& program, const std::vector<double>& ray,
                       double tolerance) {
    if (ray.size() != program.row_count()) {
        return false;
    }
    // For every x within its bounds, ray·rows·x ≤ `most`; the rows ask for at least `least`.
    const Products combined = reduced_costs(program, ray, 0.0);
    double least = 0.0;
    double most = 0.0;
    double size = 0.0;
    for (std::size_t i = 0; i < program.row_count(); ++i) {
        if (ray[i] == 0.0) {
            continue;
        }
        const double limit = picked(ray[i], program.row_lower[i], program.row_upper[i]);
        if (!std::isfinite(limit)) {
            return false;
        }
        least += ray[i] * limit;
        size += std::abs(ray[i] * limit);
    }
    for (std::size_t j = 0; j < program.column_count(); ++j) {
        const double factor = -combined.sum[j];
        if (std::abs(factor) <= tolerance * combined.size[j]) {
            continue;
        }
        const double limit = factor > 0.0 ? program.column_upper[j] : program.column_lower[j];
        if (!std::isfinite(limit)) {
            return false;
        }
        most += factor * limit;
        size += std::abs(factor * limit);
    }
    return least - most > tolerance * std::max(size, 1e-300);
}

bool proves_unbounded(const LinearProgram& program, const std::vector<double>& ray,
                      double tolerance) {
    if (ray.size() != program.column_count()) {
        return false;
    }
    double cost = 0.0;
    double size = 0.0;
    double largest = 0.0;
    for (std::size_t j = 0; j < ray.size(); ++j) {
        cost += program.cost[j] * ray[j];
        size += std::abs(program.cost[j] * ray[j]);
        largest = std::max(largest, std::abs(ray[j]));
    }
    for (std::size_t j = 0; j < ray.size(); ++j) {
        if ((ray[j] > tolerance * largest && program.column_upper[j] < infinite) ||
            (ray[j] < -tolerance * largest && program.column_lower[j] > -infinite)) {
            return false;
        }
    }
    const Products used = multiply(program, ray);
    for (std::size_t i = 0; i < program.row_count(); ++i) {
        if ((used.sum[i] > tolerance * used.size[i] && program.row_upper[i] < infinite) ||
            (used.sum[i] < -tolerance * used.size[i] && program.row_lower[i] > -infinite)) {
            return false;
        }
    }
    return cost < -tolerance * std::max(size, 1e-300);
}

}  // namespace corridor::program
