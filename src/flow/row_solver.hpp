#pragma once

#include "flow/columns.hpp"
#include "flow/kernel/pooled_sweep.hpp"
#include "flow/kernel/sweep.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/max_flow.hpp>

#include <algorithm>
#include <memory>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace corridor::flow {

inline void require_done(kernel::Status status) {
    if (status == kernel::Status::out_of_memory) {
        throw std::bad_alloc();
    }
    expects(status != kernel::Status::too_large,
            "the capacities of a row add up to less than 2^62");
}

/// What a row is expected to cost in ns. Measured: a table entry in vector lanes, and an edge where
/// every row takes a maximum flow.
inline constexpr double ns_per_entry = 0.045;
inline constexpr double ns_per_edge_of_solver = 75.0;

/// Values of rows of capacities for some links of a network, by the method that suits it. Immutable
/// but for the workers, one for each thread.
class RowSolver {
  public:
    /// What a thread keeps from block to block.
    struct Worker {
        kernel::Workspace workspace;
        std::unique_ptr<kernel::PooledSweep> pooled;
    };

    /// Requires links of the network, each named once. `rows` are whole ones, of those to come.
    template <class Value>
    RowSolver(Columns columns, std::vector<LinkId> named, Engine requested,
              std::span<const Value> rows)
        : columns_(std::move(columns)), named_(std::move(named)) {
        position_of_.assign(columns_.base.size(), kernel::none);
        for (std::size_t i = 0; i < named_.size(); ++i) {
            position_of_[named_[i].index] = static_cast<std::int32_t>(i);
        }
        engine_ = requested == Engine::automatic  ? suitable_engine(rows)
                  : requested == Engine::frontier ? forced_frontier(row_count(rows))
                                                  : requested;
        if (engine_ != Engine::frontier && plan_.structure.edge_count == 0) {
            plan_.structure = kernel::reduce_structure(columns_.topology(), plan_workspace_);
            require_memory();
        }
    }
    RowSolver(const RowSolver&) = delete;
    RowSolver& operator=(const RowSolver&) = delete;

    [[nodiscard]] const Columns& columns() const { return columns_; }
    [[nodiscard]] Engine engine() const { return engine_; }
    [[nodiscard]] std::size_t width() const { return named_.size(); }

    /// Into a row of all columns.
    template <class Value, class Staged>
    void fill(std::span<const Value> named, Staged* row) const {
        for (std::size_t i = 0; i < named.size(); ++i) {
            row[named_[i].index] = static_cast<Staged>(std::max<Value>(named[i], -1));
        }
    }

    template <class Value>
    void solve(std::span<const Value> rows, std::span<std::int64_t> values, Worker& worker) const {
        if (engine_ == Engine::general) {
            solve_pooled(rows, values, worker);
        } else if (engine_ == Engine::boost) {
            solve_with_boost(rows, values);
        } else {
            const kernel::RowView<Value> view{rows.data(), width(), values.size()};
            require_done(kernel::sweep(plan_, layout(), view, values, worker.workspace, lanes_));
        }
    }

  private:
    static constexpr std::size_t rows_tried = 64;

    [[nodiscard]] kernel::RowLayout layout() const { return {position_of_, columns_.base}; }

    void require_memory() const {
        if (plan_workspace_.exhausted()) {
            throw std::bad_alloc();
        }
    }
    template <class Value>
    [[nodiscard]] std::size_t row_count(std::span<const Value> rows) const {
        return width() == 0 ? 0 : rows.size() / width();
    }

    /// Whether a programme was made. `shared_by`: rows that the search for an order has to pay for.
    bool plan(std::size_t shared_by, int width_limit) {
        plan_ = kernel::plan_frontier(columns_.topology(), shared_by, kernel::Style::fused,
                                      width_limit, plan_workspace_);
        require_memory();
        return plan_.is_narrow();
    }

    Engine forced_frontier(std::size_t rows) {
        expects(plan(rows, kernel::widest_table - 1),
                "the frontier engine needs a network of width below 24");
        return Engine::frontier;
    }

    /// Where the programme would take long enough for a trial, some rows are given to paths and
    /// cuts, which are quicker where the same ones prove most rows. Else the programme competes
    /// with a maximum flow for each row.
    template <class Value>
    Engine suitable_engine(std::span<const Value> rows) {
        constexpr int widest_by_choice = 16;
        constexpr double share_of_trial = 0.25;
        if (!plan(1, widest_by_choice)) {
            return Engine::general;
        }
        const auto edges = static_cast<double>(columns_.edges.size());
        const std::size_t count = row_count(rows);
        const double ns_of_rows = plan_.quality.work * ns_per_entry * static_cast<double>(count);
        const double ns_of_trial =
            2 * ns_per_edge_of_solver * edges * static_cast<double>(rows_tried);
        if (count >= rows_tried && ns_of_trial < share_of_trial * ns_of_rows &&
            pools_prove_most(rows)) {
            return Engine::general;
        }
        if (count > 1) {
            plan(count, widest_by_choice);
        }
        return plan_.quality.work * ns_per_entry < ns_per_edge_of_solver * edges ? Engine::frontier
                                                                                 : Engine::general;
    }

    template <class Value>
    [[nodiscard]] bool pools_prove_most(std::span<const Value> rows) const {
        std::int64_t values[rows_tried];
        kernel::PooledSweep pools(plan_.structure, layout(), lanes_);
        if (pools.exhausted()) {
            throw std::bad_alloc();
        }
        require_done(pools.solve(kernel::RowView<Value>{rows.data(), width(), rows_tried}, values));
        return pools.is_learning() && 2 * pools.taught() <= rows_tried;
    }

    template <class Value>
    void solve_pooled(std::span<const Value> rows, std::span<std::int64_t> values,
                      Worker& worker) const {
        if (!worker.pooled) {
            worker.pooled =
                std::make_unique<kernel::PooledSweep>(plan_.structure, layout(), lanes_);
            if (worker.pooled->exhausted()) {
                throw std::bad_alloc();
            }
        }
        const kernel::RowView<Value> view{rows.data(), width(), values.size()};
        require_done(worker.pooled->solve(view, values));
    }

    template <class Value>
    void solve_with_boost(std::span<const Value> rows, std::span<std::int64_t> values) const {
        std::vector<std::int64_t> row = columns_.base;
        for (std::size_t i = 0; i < values.size(); ++i) {
            fill(rows.subspan(i * width(), width()), row.data());
            const ArcSolution solution = flow::solve(arcs_of(columns_, row.data()), Engine::boost);
            values[i] = solution.outcome == Outcome::unbounded ? -1 : solution.value;
        }
    }

    Columns columns_;
    std::vector<LinkId> named_;
    Engine engine_ = Engine::general;
    kernel::Workspace plan_workspace_;
    kernel::FrontierPlan plan_;
    kernel::LaneKernel lanes_ = kernel::best_lanes();
    std::vector<std::int32_t> position_of_;  // within a row, per column; none: the base counts
};

}  // namespace corridor::flow
