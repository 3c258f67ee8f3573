#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace corridor::flow::multicommodity {

/// One use of a row by a column.
struct Entry {
    std::uint32_t row = 0;
    double amount = 0.0;
};

/// The restricted master problem of column generation:
///     minimise Σ cost(j)·x(j)
///     subject to Σ_{j in set d} x(j) = amount(d), Σ_j use(r, j)·x(j) ≤ limit(r), x ≥ 0
/// where every column belongs to one set or to none. A simplex method by primal partitioning: each
/// set has a key column, so that the basis that is kept inverse has as many rows as limits are
/// tight, however many sets there are.
/// Source       Rosen (1964), Primal partition programming for block diagonal matrices; Dantzig &
///              Van Slyke (1967), Generalized upper bounding techniques
class Master {
  public:
    static constexpr std::uint32_t no_set = 0xFFFFFFFFU;

    std::uint32_t add_row(double limit);
    std::uint32_t add_set(double amount);
    std::uint32_t add_column(std::uint32_t set, double cost, std::span<const Entry> entries);
    void set_limit(std::uint32_t row, double limit) { limit_[row] = limit; }
    void set_amount(std::uint32_t set, double amount) { amount_[set] = amount; }
    /// Requires as many entries as the column has.
    void set_entries(std::uint32_t column, std::span<const Entry> entries);
    void set_cost(std::uint32_t column, double cost) { cost_[column] = cost; }

    /// The basis of one key for each set, and of columns beyond the keys with the rows they fill.
    void start(std::span<const std::uint32_t> keys, std::span<const std::uint32_t> columns,
               std::span<const std::uint32_t> rows);

    /// Moves limits and amounts by about `size` of themselves, so that ties are rare; 0: back to
    /// the true ones. Recomputes the values.
    void perturb(double size);
    /// Whether all values are ≥ 0 within the tolerance.
    [[nodiscard]] bool is_feasible() const;
    /// Simplex steps to the optimum over the present columns; false when the steps ran out.
    bool primal(std::uint64_t most_steps);
    /// From a basis with reduced costs ≥ 0; false when it found no way or the steps ran out.
    bool dual(std::uint64_t most_steps);
    /// Recomputes inverse, values and prices.
    void refresh();

    [[nodiscard]] std::span<const double> prices() const { return price_; }
    [[nodiscard]] double price(std::uint32_t row) const { return price_[row]; }
    /// Cost of the set's key with the prices of what it uses.
    [[nodiscard]] double set_price(std::uint32_t set) const { return priced(key_[set]); }
    /// Cost of a column with the prices of what it uses.
    [[nodiscard]] double priced(std::uint32_t column) const;
    [[nodiscard]] double value(std::uint32_t column) const;
    [[nodiscard]] double cost(std::uint32_t column) const { return cost_[column]; }
    [[nodiscard]] double price_floor() const { return price_floor_; }
    [[nodiscard]] double objective() const;
    [[nodiscard]] bool is_basic(std::uint32_t column) const { return state_[column] != nonbasic; }
    [[nodiscard]] std::uint32_t key(std::uint32_t set) const { return key_[set]; }
    /// Calls what(column, value) for every basic column.
    template <class What>
    void for_each_basic(What&& what) const {
        for (std::uint32_t d = 0; d < key_.size(); ++d) {
            what(key_[d], key_value_[d]);
        }
        for (std::size_t i = 0; i < extra_.size(); ++i) {
            what(extra_[i], extra_value_[i]);
        }
    }
    /// By how much a limit may fall and rise before the basis ceases to be feasible; `along` is by
    /// how much the given column falls for one unit less.
    struct Room {
        double down = 0.0;
        double up = 0.0;
        double along = 0.0;
    };
    [[nodiscard]] Room room(std::uint32_t row, std::uint32_t column);
    [[nodiscard]] std::span<const std::uint32_t> tight_rows() const { return tight_; }
    [[nodiscard]] std::span<const Entry> entries(std::uint32_t column) const {
        return {entries_.data() + begin_[column], begin_[column + 1] - begin_[column]};
    }
    [[nodiscard]] std::size_t column_count() const { return set_.size(); }
    [[nodiscard]] std::size_t set_count() const { return amount_.size(); }
    [[nodiscard]] std::size_t row_count() const { return limit_.size(); }
    [[nodiscard]] std::uint64_t steps() const { return steps_; }

  private:
    static constexpr std::int32_t nonbasic = -1;
    static constexpr std::int32_t is_key = -2;

    enum class Kind : std::uint8_t { none, extra, key, slack };
    struct Leaving {
        Kind kind = Kind::none;
        std::uint32_t index = 0;  ///< position of an extra column, set of a key, row of a slack
        double step = 0.0;
        double pivot = 0.0;
    };
    struct Entering {
        bool is_slack = false;
        std::uint32_t index = 0;  ///< column or row
    };

    /// What may enter the basis in a dual step.
    struct Eligible {
        Entering entering{};
        double reduced = 0.0;
        double pivot = 0.0;
    };

    void refactor();
    void compute_values();
    void compute_prices();
    void direction(const Entering& entering);
    [[nodiscard]] Leaving ratio_test();
    void move(const Entering& entering, const Leaving& leaving);
    void swap_key(std::uint32_t set, std::size_t position);
    void replace_extra(std::uint32_t column, std::size_t position, double step);
    void grow(std::uint32_t column, std::uint32_t row, double step);
    void shrink(std::uint32_t row, std::size_t position);
    void exchange_rows(std::uint32_t entering_row, std::uint32_t leaving_row);
    void replace_key(std::uint32_t column, double step);
    void make_tight(std::uint32_t row, std::size_t position);
    void reserve(std::size_t rows);
    void row_of_slack(std::uint32_t row);
    void add_to_rows(std::uint32_t column, double factor);
    void collect();
    [[nodiscard]] double reduced_cost(std::uint32_t column, double& scale) const;
    [[nodiscard]] double set_scale(std::uint32_t column) const;
    [[nodiscard]] double* inverse_row(std::size_t i) { return inverse_.data() + i * stride_; }
    [[nodiscard]] const double* inverse_row(std::size_t i) const {
        return inverse_.data() + i * stride_;
    }

    // The problem.
    std::vector<double> limit_, amount_;
    std::vector<double> shifted_limit_, shifted_amount_;
    std::vector<std::uint32_t> set_;
    std::vector<double> cost_;
    std::vector<std::size_t> begin_{0};
    std::vector<Entry> entries_;
    std::vector<std::vector<std::pair<std::uint32_t, double>>> row_columns_;  ///< entries by row

    // The basis: keys, extra columns paired with tight rows, slacks of all other rows.
    std::vector<std::uint32_t> key_;
    std::vector<double> key_value_;
    std::vector<std::uint32_t> extra_;
    std::vector<double> extra_value_;
    std::vector<std::uint32_t> tight_;
    std::vector<std::int32_t> tight_position_;  ///< of each row; −1: its slack is basic
    std::vector<double> slack_;
    std::vector<std::int32_t> state_;  ///< of each column: nonbasic, is_key or its position
    std::vector<double> inverse_;      ///< of W(tight row, extra column), by extra column
    std::size_t stride_ = 0;
    std::vector<double> price_;

    // The direction of the present step.
    std::vector<double> along_extra_;
    std::vector<double> along_row_;
    std::vector<std::uint8_t> row_touched_;
    std::vector<std::uint32_t> touched_rows_;
    std::vector<double> along_key_;
    std::vector<std::uint8_t> set_touched_;
    std::vector<std::uint32_t> touched_sets_;
    std::vector<double> work_;
    std::vector<std::pair<std::size_t, double>> uses_;
    std::vector<Leaving> blocking_;
    std::vector<Eligible> eligible_;
    double residual_ = 0.0;

    std::vector<std::uint32_t> candidates_;
    std::vector<std::pair<double, std::uint32_t>> found_;
    std::vector<double> column_price_;
    std::vector<double> column_weight_;
    double value_tolerance_ = 0.0;
    double price_floor_ = 0.0;  ///< prices and reduced costs below are rounding
    std::uint64_t steps_ = 0;
    std::uint64_t since_refresh_ = 0;
};

}  // namespace corridor::flow::multicommodity
