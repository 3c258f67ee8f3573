#pragma once

#include <Eigen/SparseCore>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace corridor::program {

inline constexpr double infinite = std::numeric_limits<double>::infinity();  ///< no bound

/// A linear program with bounds on both sides of rows and columns:
///     minimise cost·x  subject to  row_lower ≤ rows·x ≤ row_upper,  column_lower ≤ x ≤
///     column_upper
/// `infinite` stands for no bound. To maximise, turn the sign of the cost.
struct LinearProgram {
    using Matrix = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;

    Matrix rows{};
    std::vector<double> cost{};
    std::vector<double> column_lower{};
    std::vector<double> column_upper{};
    std::vector<double> row_lower{};
    std::vector<double> row_upper{};

    [[nodiscard]] std::size_t column_count() const { return cost.size(); }
    [[nodiscard]] std::size_t row_count() const { return row_lower.size(); }
};

/// How a program ended, after our own checks.
enum class ProgramStatus : std::uint8_t {
    optimal,        ///< x and row_price, whose residuals are below the tolerance
    infeasible,     ///< `ray`: row prices whose bound exceeds what any x within its bounds gives
    unbounded,      ///< `ray`: a direction of falling cost that no bound stops
    limit_reached,  ///< time or iterations ran out
    not_certified,  ///< the solver claims an answer that does not pass the checks
};

/// What our own look at an answer found, in the terms of the unscaled program. Residuals are
/// relative: to the size of the terms of each sum.
struct ProgramCheck {
    double primal_residual = 0.0;  ///< of rows and bounds
    double dual_residual = 0.0;    ///< of reduced costs with the wrong sign where there is no bound
    double complementarity = 0.0;  ///< Σ price × slack, relative to the objective's terms
    double gap = 0.0;              ///< objective − bound, relative to the objective's terms
};

/// A solution of a linear program with its prices and the residuals of both.
struct ProgramAnswer {
    ProgramStatus status = ProgramStatus::not_certified;
    std::vector<double> x{};
    /// Price of each row: how much the objective rises for one more unit of its binding bound.
    std::vector<double> row_price{};
    std::vector<double> reduced_cost{};
    std::vector<double> ray{};
    double objective = 0.0;
    double bound = 0.0;  ///< no x costs less, by row_price and the bounds
    ProgramCheck check{};
    std::uint64_t iterations = 0;
};

/// The method that looks for the answer.
enum class Simplex : std::uint8_t { dual, primal, barrier };

struct ProgramOptions {
    Simplex method = Simplex::dual;
    double tolerance = 1e-7;           ///< of all residuals
    bool scale = true;                 ///< by powers of 2, undone exactly
    bool try_others = true;            ///< other methods where an answer fails the checks
    std::chrono::nanoseconds time{0};  ///< 0: no limit
};

/// The cheapest x, by CLP, checked by us.
/// Requires     arrays that fit the matrix, no NaN, lower ≤ upper; otherwise ContractViolation
/// Returns      optimal, infeasible or unbounded with a checked ray, or why there is none
/// Certificate  check: residuals and gap of the unscaled program, computed here
/// Complexity   that of the simplex method; memory O(entries)
/// Source       Forrest & Lougee-Heimer (2005), CBC user guide; scaling: Curtis & Reid (1972)
[[nodiscard]] ProgramAnswer solve(const LinearProgram& program, const ProgramOptions& options = {});

/// Residuals and gap of an answer that claims to be optimal; fills objective, reduced costs and
/// bound. Uses no solver. O(entries)
void check_optimum(const LinearProgram& program, ProgramAnswer& answer);

/// Whether row prices prove that no x satisfies the program.
[[nodiscard]] bool proves_infeasible(const LinearProgram& program, const std::vector<double>& ray,
                                     double tolerance = 1e-7);

/// Whether a direction lowers the cost for ever.
[[nodiscard]] bool proves_unbounded(const LinearProgram& program, const std::vector<double>& ray,
                                    double tolerance = 1e-7);

/// A program that grows and changes between solves, each of which goes on from the last basis.
class StandingProgram {
  public:
    explicit StandingProgram(LinearProgram program);
    StandingProgram(StandingProgram&&) noexcept;
    StandingProgram& operator=(StandingProgram&&) noexcept;
    ~StandingProgram();

    /// Adds columns with their entries in the present rows.
    void add_columns(const LinearProgram::Matrix& entries, const std::vector<double>& cost,
                     const std::vector<double>& lower, const std::vector<double>& upper);
    /// Adds rows with their entries in the present columns.
    void add_rows(const Eigen::SparseMatrix<double, Eigen::RowMajor, int>& entries,
                  const std::vector<double>& lower, const std::vector<double>& upper);
    void set_cost(std::size_t column, double cost);
    void set_column_bounds(std::size_t column, double lower, double upper);
    void set_row_bounds(std::size_t row, double lower, double upper);
    [[nodiscard]] const LinearProgram& program() const;
    [[nodiscard]] ProgramAnswer solve(const ProgramOptions& options = {});

  private:
    class State;
    std::unique_ptr<State> state_;
};

/// A linear program some of whose columns take whole numbers only.
struct MixedIntegerProgram {
    LinearProgram linear{};
    std::vector<std::uint8_t> is_integer{};  ///< one a column
};

/// A solution in which some columns are whole numbers, and how far from the best it may be.
struct MixedIntegerAnswer {
    ProgramStatus status = ProgramStatus::not_certified;
    std::vector<double> x{};
    double objective = 0.0;
    /// Proved here: the bound of the linear relaxation at the root.
    double root_bound = 0.0;
    /// As CBC states it, after branching; not proved here.
    double stated_bound = 0.0;
    double primal_residual = 0.0;
    double integer_residual = 0.0;  ///< largest distance of an integer column from a whole number
    std::uint64_t nodes = 0;
};

struct MixedIntegerOptions {
    double relative_gap = 0.0;
    double tolerance = 1e-6;
    std::chrono::nanoseconds time{0};  ///< 0: no limit
};

/// The cheapest x with whole numbers where asked, by CBC; x is checked by us, its optimality is as
/// good as `stated_bound`.
[[nodiscard]] MixedIntegerAnswer solve(const MixedIntegerProgram& program,
                                       const MixedIntegerOptions& options = {});

}  // namespace corridor::program
