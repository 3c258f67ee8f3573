#include "program/requirements.hpp"
#include "program/scaling.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/program/linear_program.hpp>

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace corridor::program {
namespace {

constexpr double clp_tolerance = 1e-9;

double to_clp(double bound) {
    return bound >= infinite ? COIN_DBL_MAX : bound <= -infinite ? -COIN_DBL_MAX : bound;
}

std::vector<double> to_clp(const std::vector<double>& bounds, const std::vector<double>& factors,
                           bool divide, double amount) {
    std::vector<double> scaled(bounds.size());
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        scaled[i] = std::isfinite(bounds[i])
                        ? (divide ? bounds[i] / factors[i] : bounds[i] * factors[i]) / amount
                        : to_clp(bounds[i]);
    }
    return scaled;
}

CoinPackedMatrix scaled_matrix(const LinearProgram::Matrix& entries,
                               const std::vector<double>& row_factor, const double* column_factor) {
    std::vector<CoinBigIndex> starts{0};
    std::vector<int> indices;
    std::vector<double> values;
    for (int j = 0; j < entries.outerSize(); ++j) {
        for (LinearProgram::Matrix::InnerIterator entry(entries, j); entry; ++entry) {
            if (entry.value() != 0.0) {
                indices.push_back(static_cast<int>(entry.row()));
                values.push_back(entry.value() * column_factor[j] *
                                 row_factor[static_cast<std::size_t>(entry.row())]);
            }
        }
        starts.push_back(static_cast<CoinBigIndex>(indices.size()));
    }
    return {true,
            static_cast<int>(entries.rows()),
            static_cast<int>(entries.cols()),
            static_cast<CoinBigIndex>(indices.size()),
            values.data(),
            indices.data(),
            starts.data(),
            nullptr};
}

}  // namespace

/// The program, the way it is scaled, and CLP's copy of it.
class StandingProgram::State {
  public:
    explicit State(LinearProgram program) : program_(std::move(program)) {
        require_well_formed(program_);
        program_.rows.makeCompressed();
    }

    [[nodiscard]] const LinearProgram& program() const { return program_; }

    void add_columns(const LinearProgram::Matrix& entries, const std::vector<double>& cost,
                     const std::vector<double>& lower, const std::vector<double>& upper) {
        expects(entries.rows() == program_.rows.rows() &&
                    entries.cols() == static_cast<Eigen::Index>(cost.size()) &&
                    lower.size() == cost.size() && upper.size() == cost.size(),
                "new columns fit the rows of the program");
        const auto before = program_.rows.cols();
        LinearProgram::Matrix wider(entries.rows(), before + entries.cols());
        wider.leftCols(before) = program_.rows;
        wider.rightCols(entries.cols()) = entries;
        program_.rows = std::move(wider);
        program_.cost.insert(program_.cost.end(), cost.begin(), cost.end());
        program_.column_lower.insert(program_.column_lower.end(), lower.begin(), lower.end());
        program_.column_upper.insert(program_.column_upper.end(), upper.begin(), upper.end());
        require_well_formed(program_);
        if (!is_loaded_) {
            return;
        }
        const std::vector<double> ones(cost.size(), 1.0);
        scaling_.column.resize(program_.column_count(), 1.0);
        const CoinPackedMatrix added = scaled_matrix(entries, scaling_.row, ones.data());
        std::vector<double> scaled_cost(cost);
        for (double& value : scaled_cost) {
            value *= scaling_.objective;
        }
        const auto scaled_lower = to_clp(lower, ones, true, scaling_.amount);
        const auto scaled_upper = to_clp(upper, ones, true, scaling_.amount);
        model_.addColumns(static_cast<int>(cost.size()), scaled_lower.data(), scaled_upper.data(),
                          scaled_cost.data(), added.getVectorStarts(), added.getIndices(),
                          added.getElements());
    }

    void add_rows(const Eigen::SparseMatrix<double, Eigen::RowMajor, int>& entries,
                  const std::vector<double>& lower, const std::vector<double>& upper) {
        expects(entries.cols() == program_.rows.cols() &&
                    entries.rows() == static_cast<Eigen::Index>(lower.size()) &&
                    upper.size() == lower.size(),
                "new rows fit the columns of the program");
        const auto before = program_.rows.rows();
        Eigen::SparseMatrix<double, Eigen::RowMajor, int> taller(before + entries.rows(),
                                                                 entries.cols());
        taller.topRows(before) = program_.rows;
        taller.bottomRows(entries.rows()) = entries;
        program_.rows = taller;
        program_.row_lower.insert(program_.row_lower.end(), lower.begin(), lower.end());
        program_.row_upper.insert(program_.row_upper.end(), upper.begin(), upper.end());
        require_well_formed(program_);
        if (!is_loaded_) {
            return;
        }
        const std::vector<double> ones(lower.size(), 1.0);
        scaling_.row.resize(program_.row_count(), 1.0);
        const LinearProgram::Matrix turned = entries.transpose();
        const CoinPackedMatrix added = scaled_matrix(turned, scaling_.column, ones.data());
        const auto scaled_lower = to_clp(lower, ones, false, scaling_.amount);
        const auto scaled_upper = to_clp(upper, ones, false, scaling_.amount);
        model_.addRows(static_cast<int>(lower.size()), scaled_lower.data(), scaled_upper.data(),
                       added.getVectorStarts(), added.getIndices(), added.getElements());
    }

    void set_cost(std::size_t column, double cost) {
        expects(column < program_.column_count() && std::isfinite(cost), "a finite cost");
        program_.cost[column] = cost;
        if (is_loaded_) {
            model_.setObjectiveCoefficient(static_cast<int>(column),
                                           cost * scaling_.column[column] * scaling_.objective);
        }
    }

    void set_column_bounds(std::size_t column, double lower, double upper) {
        expects(column < program_.column_count() && lower <= upper, "bounds in order");
        program_.column_lower[column] = lower;
        program_.column_upper[column] = upper;
        if (is_loaded_) {
            const double factor = scaling_.column[column] * scaling_.amount;
            model_.setColumnBounds(static_cast<int>(column), to_clp(lower / factor),
                                   to_clp(upper / factor));
        }
    }

    void set_row_bounds(std::size_t row, double lower, double upper) {
        expects(row < program_.row_count() && lower <= upper, "bounds in order");
        program_.row_lower[row] = lower;
        program_.row_upper[row] = upper;
        if (is_loaded_) {
            const double factor = scaling_.row[row] / scaling_.amount;
            model_.setRowBounds(static_cast<int>(row), to_clp(lower * factor),
                                to_clp(upper * factor));
        }
    }

    [[nodiscard]] ProgramAnswer solve(const ProgramOptions& options) {
        std::array<Simplex, 3> order = {Simplex::dual, Simplex::primal, Simplex::barrier};
        std::rotate(order.begin(), std::find(order.begin(), order.end(), options.method),
                    std::next(std::find(order.begin(), order.end(), options.method)));
        ProgramAnswer answer;
        for (const Simplex method : order) {
            answer = attempt(method, options);
            if (answer.status != ProgramStatus::not_certified || !options.try_others) {
                break;
            }
            is_loaded_ = false;  // the next method starts from nothing
        }
        return answer;
    }

  private:
    void load(const ProgramOptions& options) {
        if (is_loaded_) {
            return;
        }
        scaling_ = options.scale ? find_scaling(program_) : no_scaling(program_);
        const CoinPackedMatrix matrix =
            scaled_matrix(program_.rows, scaling_.row, scaling_.column.data());
        std::vector<double> cost(program_.cost);
        for (std::size_t j = 0; j < cost.size(); ++j) {
            cost[j] *= scaling_.column[j] * scaling_.objective;
        }
        const auto column_lower =
            to_clp(program_.column_lower, scaling_.column, true, scaling_.amount);
        const auto column_upper =
            to_clp(program_.column_upper, scaling_.column, true, scaling_.amount);
        const auto row_lower = to_clp(program_.row_lower, scaling_.row, false, scaling_.amount);
        const auto row_upper = to_clp(program_.row_upper, scaling_.row, false, scaling_.amount);
        model_ = ClpSimplex();
        model_.setLogLevel(0);
        model_.loadProblem(matrix, column_lower.data(), column_upper.data(), cost.data(),
                           row_lower.data(), row_upper.data());
        model_.setPrimalTolerance(clp_tolerance);
        model_.setDualTolerance(clp_tolerance);
        is_loaded_ = true;
    }

    [[nodiscard]] ProgramAnswer attempt(Simplex method, const ProgramOptions& options) {
        load(options);
        if (options.time.count() > 0) {
            model_.setMaximumWallSeconds(std::chrono::duration<double>(options.time).count());
        }
        switch (method) {
            case Simplex::dual:
                model_.dual();
                break;
            case Simplex::primal:
                model_.primal();
                break;
            case Simplex::barrier:
                model_.barrier();
                break;
        }
        ProgramAnswer answer;
        answer.iterations = static_cast<std::uint64_t>(std::max(0, model_.numberIterations()));
        if (model_.isProvenOptimal()) {
            take_optimum(answer, options);
        } else if (model_.isProvenPrimalInfeasible()) {
            take_infeasible(answer, options);
        } else if (model_.isProvenDualInfeasible()) {
            take_unbounded(answer, options);
        } else if (model_.status() == 3) {
            answer.status = ProgramStatus::limit_reached;
        }
        return answer;
    }

    void take_optimum(ProgramAnswer& answer, const ProgramOptions& options) const {
        const double* const x = model_.getColSolution();
        const double* const price = model_.getRowPrice();
        answer.x.resize(program_.column_count());
        answer.row_price.resize(program_.row_count());
        for (std::size_t j = 0; j < answer.x.size(); ++j) {
            answer.x[j] = std::clamp(x[j] * scaling_.column[j] * scaling_.amount,
                                     program_.column_lower[j], program_.column_upper[j]);
        }
        for (std::size_t i = 0; i < answer.row_price.size(); ++i) {
            answer.row_price[i] = price[i] * scaling_.row[i] / scaling_.objective;
        }
        check_optimum(program_, answer);
        const ProgramCheck& check = answer.check;
        answer.status = std::max({check.primal_residual, check.dual_residual, check.complementarity,
                                  check.gap}) <= options.tolerance
                            ? ProgramStatus::optimal
                            : ProgramStatus::not_certified;
    }

    void take_infeasible(ProgramAnswer& answer, const ProgramOptions& options) {
        const std::unique_ptr<double[]> ray(model_.infeasibilityRay());
        if (ray == nullptr) {
            return;
        }
        for (const double sign : {1.0, -1.0}) {
            answer.ray.resize(program_.row_count());
            for (std::size_t i = 0; i < answer.ray.size(); ++i) {
                answer.ray[i] = sign * ray[i] * scaling_.row[i];
            }
            if (proves_infeasible(program_, answer.ray, options.tolerance)) {
                answer.status = ProgramStatus::infeasible;
                return;
            }
        }
        answer.ray.clear();
    }

    void take_unbounded(ProgramAnswer& answer, const ProgramOptions& options) {
        const std::unique_ptr<double[]> ray(model_.unboundedRay());
        if (ray == nullptr) {
            return;
        }
        answer.ray.resize(program_.column_count());
        for (std::size_t j = 0; j < answer.ray.size(); ++j) {
            answer.ray[j] = ray[j] * scaling_.column[j];
        }
        if (proves_unbounded(program_, answer.ray, options.tolerance)) {
            answer.status = ProgramStatus::unbounded;
        } else {
            answer.ray.clear();
        }
    }

    LinearProgram program_;
    Scaling scaling_;
    ClpSimplex model_;
    bool is_loaded_ = false;
};

StandingProgram::StandingProgram(LinearProgram program)
    : state_(std::make_unique<State>(std::move(program))) {}
StandingProgram::StandingProgram(StandingProgram&&) noexcept = default;
StandingProgram& StandingProgram::operator=(StandingProgram&&) noexcept = default;
StandingProgram::~StandingProgram() = default;

void StandingProgram::add_columns(const LinearProgram::Matrix& entries,
                                  const std::vector<double>& cost, const std::vector<double>& lower,
                                  const std::vector<double>& upper) {
    state_->add_columns(entries, cost, lower, upper);
}

void StandingProgram::add_rows(const Eigen::SparseMatrix<double, Eigen::RowMajor, int>& entries,
                               const std::vector<double>& lower, const std::vector<double>& upper) {
    state_->add_rows(entries, lower, upper);
}

void StandingProgram::set_cost(std::size_t column, double cost) {
    state_->set_cost(column, cost);
}

void StandingProgram::set_column_bounds(std::size_t column, double lower, double upper) {
    state_->set_column_bounds(column, lower, upper);
}

void StandingProgram::set_row_bounds(std::size_t row, double lower, double upper) {
    state_->set_row_bounds(row, lower, upper);
}

const LinearProgram& StandingProgram::program() const {
    return state_->program();
}

ProgramAnswer StandingProgram::solve(const ProgramOptions& options) {
    return state_->solve(options);
}

ProgramAnswer solve(const LinearProgram& program, const ProgramOptions& options) {
    return StandingProgram(program).solve(options);
}

}  // namespace corridor::program
