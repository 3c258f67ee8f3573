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

/// Whether the programme over cut states is expected to beat a maximum flow for each row. Measured
/// on narrow and wide networks: a table entry costs about 0.05 ns in vector lanes, an edge 20 ns in
/// a solver.
inline bool frontier_pays(const kernel::FrontierPlan& plan, std::size_t edges) {
    return plan.is_narrow() && plan.quality.work * 0.05 < 20.0 * static_cast<double>(edges);
}

/// Values of rows of capacities for some links of a network, by the method that suits it. Immutable
/// but for the workers, one for each thread.
class RowSolver {
  public:
    /// What a thread keeps from block to block.
    struct Worker {
        kernel::Workspace workspace;
        std::unique_ptr<kernel::PooledSweep> pooled;
    };

    /// Requires links of the network, each named once. `rows`: about how many there will be.
    RowSolver(Columns columns, std::vector<LinkId> named, Engine requested, std::size_t rows)
        : columns_(std::move(columns)), named_(std::move(named)) {
        position_of_.assign(columns_.base.size(), kernel::none);
        for (std::size_t i = 0; i < named_.size(); ++i) {
            position_of_[named_[i].index] = static_cast<std::int32_t>(i);
        }
        choose_engine(requested, rows);
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
    [[nodiscard]] kernel::RowLayout layout() const { return {position_of_, columns_.base}; }

    void choose_engine(Engine requested, std::size_t rows) {
        const bool wants_frontier = requested == Engine::frontier;
        if (requested == Engine::automatic || wants_frontier) {
            const int width_limit = wants_frontier ? kernel::widest_table - 1 : 16;
            plan_ = kernel::plan_frontier(columns_.topology(), rows, kernel::Style::fused,
                                          width_limit, plan_workspace_);
            if (plan_workspace_.exhausted()) {
                throw std::bad_alloc();
            }
            expects(!wants_frontier || plan_.is_narrow(),
                    "the frontier engine needs a network of width below 24");
            if (wants_frontier || frontier_pays(plan_, columns_.edges.size())) {
                engine_ = Engine::frontier;
                return;
            }
        } else {
            plan_.structure = kernel::reduce_structure(columns_.topology(), plan_workspace_);
            if (plan_workspace_.exhausted()) {
                throw std::bad_alloc();
            }
        }
        engine_ = requested == Engine::boost ? Engine::boost : Engine::general;
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
