#include "program/requirements.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/program/linear_program.hpp>

#include <CbcModel.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>

namespace corridor::program {
namespace {

std::vector<double> to_coin(std::vector<double> bounds) {
    for (double& bound : bounds) {
        bound = bound >= infinite ? COIN_DBL_MAX : bound <= -infinite ? -COIN_DBL_MAX : bound;
    }
    return bounds;
}

CoinPackedMatrix to_coin(const LinearProgram::Matrix& rows) {
    std::vector<int> row_of, column_of;
    std::vector<double> values;
    for (int j = 0; j < rows.outerSize(); ++j) {
        for (LinearProgram::Matrix::InnerIterator entry(rows, j); entry; ++entry) {
            row_of.push_back(static_cast<int>(entry.row()));
            column_of.push_back(j);
            values.push_back(entry.value());
        }
    }
    CoinPackedMatrix matrix(true, row_of.data(), column_of.data(), values.data(),
                            static_cast<CoinBigIndex>(values.size()));
    matrix.setDimensions(static_cast<int>(rows.rows()), static_cast<int>(rows.cols()));
    return matrix;
}

/// The largest relative violation of rows and bounds, and of whole numbers.
void check(const MixedIntegerProgram& program, MixedIntegerAnswer& answer) {
    ProgramAnswer linear;
    linear.x = answer.x;
    linear.row_price.assign(program.linear.row_count(), 0.0);
    check_optimum(program.linear, linear);
    answer.primal_residual = linear.check.primal_residual;
    answer.objective = linear.objective;
    for (std::size_t j = 0; j < answer.x.size(); ++j) {
        if (program.is_integer[j] != 0) {
            answer.integer_residual =
                std::max(answer.integer_residual, std::abs(answer.x[j] - std::round(answer.x[j])));
        }
    }
}

}  // namespace

MixedIntegerAnswer solve(const MixedIntegerProgram& program, const MixedIntegerOptions& options) {
    require_well_formed(program.linear);
    expects(program.is_integer.size() == program.linear.column_count(),
            "a mixed-integer program says of each column whether it takes whole numbers");
    MixedIntegerAnswer answer;
    const ProgramAnswer root = solve(program.linear);
    if (root.status != ProgramStatus::optimal) {
        answer.status = root.status;
        return answer;
    }
    answer.root_bound = root.bound;
    OsiClpSolverInterface solver;
    solver.messageHandler()->setLogLevel(0);
    const auto column_lower = to_coin(program.linear.column_lower);
    const auto column_upper = to_coin(program.linear.column_upper);
    const auto row_lower = to_coin(program.linear.row_lower);
    const auto row_upper = to_coin(program.linear.row_upper);
    solver.loadProblem(to_coin(program.linear.rows), column_lower.data(), column_upper.data(),
                       program.linear.cost.data(), row_lower.data(), row_upper.data());
    for (std::size_t j = 0; j < program.is_integer.size(); ++j) {
        if (program.is_integer[j] != 0) {
            solver.setInteger(static_cast<int>(j));
        }
    }
    CbcModel model(solver);
    model.setLogLevel(0);
    model.setAllowableFractionGap(options.relative_gap);
    model.setIntegerTolerance(std::min(1e-7, options.tolerance));
    if (options.time.count() > 0) {
        model.setMaximumSeconds(std::chrono::duration<double>(options.time).count());
    }
    model.branchAndBound();
    answer.nodes = static_cast<std::uint64_t>(std::max(0, model.getNodeCount()));
    answer.stated_bound = model.getBestPossibleObjValue();
    if (model.bestSolution() == nullptr) {
        answer.status =
            model.isProvenInfeasible() ? ProgramStatus::infeasible : ProgramStatus::limit_reached;
        return answer;
    }
    answer.x.assign(model.bestSolution(), model.bestSolution() + program.linear.column_count());
    for (std::size_t j = 0; j < answer.x.size(); ++j) {
        if (program.is_integer[j] != 0 &&
            std::abs(answer.x[j] - std::round(answer.x[j])) <= options.tolerance) {
            answer.x[j] = std::round(answer.x[j]);
        }
    }
    check(program, answer);
    const bool sound =
        answer.primal_residual <= options.tolerance && answer.integer_residual <= options.tolerance;
    answer.status = !sound                    ? ProgramStatus::not_certified
                    : model.isProvenOptimal() ? ProgramStatus::optimal
                                              : ProgramStatus::limit_reached;
    return answer;
}

}  // namespace corridor::program
