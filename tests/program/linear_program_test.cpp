#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/program/linear_program.hpp>

#include <Eigen/Dense>

#include <cmath>
#include <vector>

namespace {

using namespace corridor::program;

LinearProgram program_of(const Eigen::MatrixXd& rows, std::vector<double> cost,
                         std::vector<double> row_lower, std::vector<double> row_upper) {
    LinearProgram program;
    program.rows = rows.sparseView();
    program.column_lower.assign(cost.size(), 0.0);
    program.column_upper.assign(cost.size(), infinite);
    program.cost = std::move(cost);
    program.row_lower = std::move(row_lower);
    program.row_upper = std::move(row_upper);
    return program;
}

/// Two products, three machines: 36 at (2, 6), prices 0, 3/2 and 1 (Hillier & Lieberman, Wyndor
/// Glass), as a minimum.
LinearProgram wyndor() {
    Eigen::MatrixXd rows(3, 2);
    rows << 1, 0, 0, 2, 3, 2;
    return program_of(rows, {-3, -5}, {-infinite, -infinite, -infinite}, {4, 12, 18});
}

}  // namespace

TEST_CASE("a textbook program has its optimum, its prices, and a proof of both") {
    for (const Simplex method : {Simplex::dual, Simplex::primal, Simplex::barrier}) {
        for (const bool scale : {true, false}) {
            const ProgramAnswer answer = solve(wyndor(), {.method = method, .scale = scale});
            REQUIRE(answer.status == ProgramStatus::optimal);
            CHECK(answer.objective == Approx(-36));
            CHECK(answer.bound == Approx(-36));
            CHECK(answer.x[0] == Approx(2));
            CHECK(answer.x[1] == Approx(6));
            CHECK(answer.row_price[0] == Approx(0).margin(1e-9));
            CHECK(answer.row_price[1] == Approx(-1.5));
            CHECK(answer.row_price[2] == Approx(-1));
            CHECK(answer.check.gap < 1e-9);
        }
    }
}

TEST_CASE("units in which numbers are a billion times larger change nothing") {
    LinearProgram program = wyndor();
    program.rows.row(1) *= 1e9;
    program.row_upper[1] *= 1e9;
    for (double& cost : program.cost) {
        cost *= 1e-6;
    }
    const ProgramAnswer answer = solve(program);
    REQUIRE(answer.status == ProgramStatus::optimal);
    CHECK(answer.objective == Approx(-36e-6));
}

TEST_CASE("a program that asks for the impossible comes with a combination of rows that shows it") {
    Eigen::MatrixXd rows(2, 2);
    rows << 1, 1, 1, 1;
    const LinearProgram program = program_of(rows, {1, 1}, {5, -infinite}, {infinite, 4});
    const ProgramAnswer answer = solve(program);
    REQUIRE(answer.status == ProgramStatus::infeasible);
    CHECK(proves_infeasible(program, answer.ray));
    CHECK_FALSE(proves_infeasible(wyndor(), {1.0, 1.0, 1.0}));
}

TEST_CASE("a program whose cost falls for ever comes with the direction") {
    Eigen::MatrixXd rows(1, 2);
    rows << 1, -1;
    const LinearProgram program = program_of(rows, {-1, 0}, {-infinite}, {3});
    const ProgramAnswer answer = solve(program);
    REQUIRE(answer.status == ProgramStatus::unbounded);
    CHECK(proves_unbounded(program, answer.ray));
    CHECK_FALSE(proves_unbounded(program, {1.0, 0.0}));
    CHECK_FALSE(proves_unbounded(wyndor(), {1.0, 0.0}));
}

TEST_CASE("a wrong answer is found out by its residuals") {
    const LinearProgram program = wyndor();
    ProgramAnswer claim = solve(program);
    claim.x[1] = 7;
    check_optimum(program, claim);
    CHECK(claim.check.primal_residual > 0.01);
    claim = solve(program);
    claim.row_price[2] = 1;
    check_optimum(program, claim);
    CHECK(claim.check.dual_residual > 0.01);
    claim = solve(program);
    claim.x = {0, 0};
    check_optimum(program, claim);
    CHECK(claim.check.primal_residual == 0);
    CHECK(claim.check.gap > 0.5);
    CHECK(claim.check.complementarity > 0.5);
}

TEST_CASE("columns, rows, costs and bounds can be added and changed between solves") {
    StandingProgram standing(wyndor());
    CHECK(standing.solve().objective == Approx(-36));
    Eigen::MatrixXd column(3, 1);
    column << 1, 1, 1;
    standing.add_columns(column.sparseView(), {-4}, {0}, {infinite});
    CHECK(standing.solve().objective == Approx(-39));  // 2, 5 and 2 of the new one
    Eigen::MatrixXd row(1, 3);
    row << 0, 0, 1;
    const Eigen::SparseMatrix<double, Eigen::RowMajor, int> sparse_row = row.sparseView();
    standing.add_rows(sparse_row, {-infinite}, {1});
    const ProgramAnswer with_row = standing.solve();
    CHECK(with_row.status == ProgramStatus::optimal);
    CHECK(solve(standing.program()).objective == Approx(with_row.objective));
    standing.set_cost(2, 0.0);
    CHECK(standing.solve().objective == Approx(-36));
    standing.set_row_bounds(1, -infinite, 6);
    CHECK(standing.solve().objective == Approx(solve(standing.program()).objective));
    standing.set_column_bounds(0, 0, 1);
    CHECK(standing.solve().objective == Approx(-3 - 15));
}

TEST_CASE("whole numbers: the best of what fits, and a bound that was proved") {
    Eigen::MatrixXd rows(1, 3);
    rows << 5, 4, 3;
    MixedIntegerProgram program{program_of(rows, {-10, -7, -5}, {-infinite}, {8}), {1, 1, 1}};
    program.linear.column_upper = {1, 1, 1};
    const MixedIntegerAnswer answer = solve(program);
    REQUIRE(answer.status == ProgramStatus::optimal);
    CHECK(answer.objective == Approx(-15));
    CHECK(answer.x == std::vector<double>({1, 0, 1}));
    CHECK(answer.root_bound <= -15);
    CHECK(answer.stated_bound == Approx(-15));
    CHECK(answer.integer_residual == 0);
}

TEST_CASE("programs whose arrays do not fit are refused") {
    LinearProgram program = wyndor();
    program.cost.push_back(1);
    CHECK_THROWS_AS(solve(program), corridor::ContractViolation);
    program = wyndor();
    program.row_lower[0] = 5;
    CHECK_THROWS_AS(solve(program), corridor::ContractViolation);
}
