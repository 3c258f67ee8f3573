#pragma once

#include <corridor/program/linear_program.hpp>

#include <vector>

namespace corridor::program {

/// Powers of 2 that bring the entries of a program near 1. The scaled program has
/// x' = x ÷ column, row' = row × row factor, cost' = cost × column × objective, so that going there
/// and back loses no bit.
struct Scaling {
    std::vector<double> row;
    std::vector<double> column;
    double objective = 1.0;
    double amount = 1.0;  ///< of all bounds: x' = x ÷ (column × amount)
};

/// Geometric scaling in a few passes.
/// Source       Curtis & Reid (1972), On the automatic scaling of matrices for Gaussian elimination
[[nodiscard]] Scaling find_scaling(const LinearProgram& program);
[[nodiscard]] Scaling no_scaling(const LinearProgram& program);

}  // namespace corridor::program
