#include "flow/kernel/sweep.hpp"

#include "flow/columns.hpp"
#include "flow/kernel/pooled_sweep.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/sweep.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>
#include <vector>

namespace corridor {
namespace {

using flow::Columns;

constexpr std::size_t rows_in_block = 1024;

void require(const Diagnostics& faults) {
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
}

void require_done(flow::kernel::Status status) {
    if (status == flow::kernel::Status::out_of_memory) {
        throw std::bad_alloc();
    }
    expects(status != flow::kernel::Status::too_large,
            "the capacities of a row add up to less than 2^62");
}

/// Whether the programme over cut states is expected to beat a maximum flow for each row. Measured
/// on narrow and wide networks: a table entry costs about 0.05 ns in vector lanes, an edge 20 ns in
/// a solver.
bool frontier_pays(const flow::kernel::FrontierPlan& plan, std::size_t edges) {
    return plan.is_narrow() && plan.quality.work * 0.05 < 20.0 * static_cast<double>(edges);
}

class Study {
  public:
    Study(const Network& network, const FlowQuery& query, std::span<const LinkId> named,
          const SweepOptions& options)
        : network_(network), query_(query), named_(named.begin(), named.end()), options_(options) {
        require(check(network, query));
        whole_ = flow::lay_out_columns(network, query);
        std::vector<bool> seen(network.links().size(), false);
        for (const LinkId link : named_) {
            expects(link.index < seen.size() && !seen[link.index],
                    "the columns of a sweep are links of the network, each named once");
            seen[link.index] = true;
        }
    }

    [[nodiscard]] std::size_t width() const { return named_.size(); }

    /// Solves whole rows into `result`, behind what is there.
    template <class Value>
    void run(std::span<const Value> rows, Sweep& result) {
        const std::size_t count = width() == 0 ? 0 : rows.size() / width();
        expects(count * width() == rows.size(), "the rows of a sweep are whole");
        if constexpr (sizeof(Value) == 8) {
            expects(rows.empty() ||
                        *std::max_element(rows.begin(), rows.end()) <= TonnesPerYear::largest,
                    "capacities are at most 2^38 t/yr");
        }
        fit_to(rows, count);
        result.engine = engine_;
        const std::size_t first = result.values.size();
        result.values.resize(first + count);
        const std::span<std::int64_t> values(result.values.data() + first, count);

        std::atomic<std::size_t> next_block{0};
        std::atomic<std::size_t> certified{0};
        std::mutex told;
        std::size_t done = first;
        std::exception_ptr failure;
        const auto work = [&](Worker& worker) {
            try {
                while (!options_.stop.stop_requested()) {
                    const std::size_t begin = next_block.fetch_add(1) * rows_in_block;
                    if (begin >= count) {
                        return;
                    }
                    const std::size_t size = std::min(rows_in_block, count - begin);
                    const auto block = rows.subspan(begin * width(), size * width());
                    solve(block, values.subspan(begin, size), worker);
                    if (options_.certify) {
                        certified += certify(block, values.subspan(begin, size));
                    }
                    const std::lock_guard lock(told);
                    done += size;
                    if (options_.progress) {
                        options_.progress(done);
                    }
                }
            } catch (...) {
                const std::lock_guard lock(told);
                failure = std::current_exception();
            }
        };
        const std::size_t blocks = (count + rows_in_block - 1) / rows_in_block;
        const std::size_t helpers = std::min<std::size_t>(std::max(options_.threads, 1U),
                                                          std::max<std::size_t>(blocks, 1)) -
                                    1;
        while (workers_.size() <= helpers) {
            workers_.push_back(std::make_unique<Worker>());
        }
        std::vector<std::thread> threads;
        threads.reserve(helpers);
        for (std::size_t i = 0; i < helpers; ++i) {
            threads.emplace_back([&work, &worker = *workers_[i + 1]] { work(worker); });
        }
        work(*workers_.front());
        for (std::thread& thread : threads) {
            thread.join();
        }
        if (failure) {
            std::rethrow_exception(failure);
        }
        result.certified_rows += certified;
        if (done < first + count) {
            // Blocks are taken in order and finished once taken.
            result.complete = false;
            result.values.resize(done);
        }
    }

  private:
    /// What a thread keeps from block to block.
    struct Worker {
        flow::kernel::Workspace workspace;
        std::unique_ptr<flow::kernel::PooledSweep> pooled;
    };

    /// Plans for capacities up to the largest in `rows`, unless that has been done. Limits that
    /// they cannot reach are left out, which is much quicker; rows that come later and are larger
    /// are planned for once, and after that nothing is left out any more.
    template <class Value>
    void fit_to(std::span<const Value> rows, std::size_t count) {
        std::vector<Value> largest(width(), 0);
        std::vector<bool> is_unlimited(width(), false);
        for (std::size_t i = 0; i < count; ++i) {
            const Value* const row = rows.data() + i * width();
            Value smallest = 0;
            for (std::size_t column = 0; column < largest.size(); ++column) {
                largest[column] = std::max(largest[column], row[column]);
                smallest = std::min(smallest, row[column]);
            }
            for (std::size_t column = 0; smallest < 0 && column < largest.size(); ++column) {
                is_unlimited[column] = is_unlimited[column] || row[column] < 0;
            }
        }
        const auto exceeds = [](std::int64_t bound, std::int64_t capacity) {
            return bound >= 0 && (capacity < 0 || capacity > bound);
        };
        if (plans_ == 0) {
            bounds_.assign(whole_.base.begin(), whole_.base.begin() + static_cast<std::ptrdiff_t>(
                                                                          network_.links().size()));
            for (const LinkId link : named_) {
                bounds_[link.index] = 0;
            }
        }
        bool fits = plans_ > 0;
        for (std::size_t column = 0; column < largest.size(); ++column) {
            std::int64_t& bound = bounds_[named_[column].index];
            const std::int64_t capacity =
                is_unlimited[column] ? flow::unlimited : std::int64_t{largest[column]};
            if (exceeds(bound, capacity)) {
                bound = capacity;
                fits = false;
            }
        }
        if (!fits && plans_ <= most_plans) {
            ++plans_;
            columns_ = whole_.links_only || plans_ > most_plans
                           ? whole_
                           : flow::lay_out_columns(network_, query_, bounds_);
            plan_for_columns();
        }
    }

    void plan_for_columns() {
        workers_.clear();
        is_direct_ = columns_.links_only && named_.size() == network_.links().size();
        for (std::size_t i = 0; i < named_.size(); ++i) {
            is_direct_ = is_direct_ && named_[i].index == i;
        }
        base_fits_32_bits_ = std::all_of(columns_.base.begin(), columns_.base.end(), [](auto c) {
            return c <= std::numeric_limits<std::int32_t>::max();
        });
        choose_engine();
    }

    void choose_engine() {
        const bool wants_frontier = options_.engine == flow::Engine::frontier;
        if (options_.engine == flow::Engine::automatic || wants_frontier) {
            const int width_limit = wants_frontier ? flow::kernel::widest_table - 1 : 16;
            plan_ = flow::kernel::plan_frontier(
                columns_.topology(), flow::kernel::OrderEffort::quick, flow::kernel::Style::fused,
                width_limit, plan_workspace_);
            if (plan_workspace_.exhausted()) {
                throw std::bad_alloc();
            }
            expects(!wants_frontier || plan_.is_narrow(),
                    "the frontier engine needs a network of width below 24");
            if (wants_frontier || frontier_pays(plan_, columns_.edges.size())) {
                engine_ = flow::Engine::frontier;
                return;
            }
        } else {
            plan_.structure = flow::kernel::reduce_structure(columns_.topology(), plan_workspace_);
            if (plan_workspace_.exhausted()) {
                throw std::bad_alloc();
            }
        }
        engine_ =
            options_.engine == flow::Engine::boost ? flow::Engine::boost : flow::Engine::general;
        position_of_.assign(columns_.base.size(), flow::kernel::none);
        for (std::size_t i = 0; i < named_.size(); ++i) {
            position_of_[named_[i].index] = static_cast<std::int32_t>(i);
        }
    }

    template <class Value>
    void solve(std::span<const Value> rows, std::span<std::int64_t> values, Worker& worker) const {
        if (engine_ == flow::Engine::general) {
            solve_pooled(rows, values, worker);
        } else if (engine_ == flow::Engine::boost) {
            solve_with_boost(rows, values);
        } else if (is_direct_) {
            require_done(flow::kernel::sweep(plan_, {rows.data(), width(), values.size()}, values,
                                             worker.workspace, lanes_));
        } else if (sizeof(Value) == 4 && base_fits_32_bits_) {
            solve_staged<Value, std::int32_t>(rows, values, worker.workspace);
        } else {
            solve_staged<Value, std::int64_t>(rows, values, worker.workspace);
        }
    }

    template <class Value>
    void solve_pooled(std::span<const Value> rows, std::span<std::int64_t> values,
                      Worker& worker) const {
        if (!worker.pooled) {
            worker.pooled = std::make_unique<flow::kernel::PooledSweep>(
                plan_.structure, flow::kernel::RowLayout{position_of_, columns_.base}, lanes_);
            if (worker.pooled->exhausted()) {
                throw std::bad_alloc();
            }
        }
        const flow::kernel::RowView<Value> view{rows.data(), width(), values.size()};
        require_done(worker.pooled->solve(view, values));
    }

    template <class Value>
    void solve_with_boost(std::span<const Value> rows, std::span<std::int64_t> values) const {
        std::vector<std::int64_t> row = columns_.base;
        for (std::size_t i = 0; i < values.size(); ++i) {
            fill(rows.subspan(i * width(), width()), row.data());
            const flow::ArcSolution solution =
                flow::solve(flow::arcs_of(columns_, row.data()), flow::Engine::boost);
            values[i] = solution.outcome == flow::Outcome::unbounded ? -1 : solution.value;
        }
    }

    /// Through copies that hold the capacities that rows do not name.
    template <class Value, class Staged>
    void solve_staged(std::span<const Value> rows, std::span<std::int64_t> values,
                      flow::kernel::Workspace& workspace) const {
        constexpr std::size_t most = 256;
        const std::size_t stride = columns_.base.size();
        const std::size_t slots = std::min(most, values.size());
        std::vector<Staged> staged(stride * slots);
        for (std::size_t slot = 0; slot < slots; ++slot) {
            std::transform(columns_.base.begin(), columns_.base.end(),
                           staged.begin() + static_cast<std::ptrdiff_t>(slot * stride),
                           [](std::int64_t capacity) { return static_cast<Staged>(capacity); });
        }
        for (std::size_t begin = 0; begin < values.size(); begin += slots) {
            const std::size_t count = std::min(slots, values.size() - begin);
            for (std::size_t i = 0; i < count; ++i) {
                fill(rows.subspan((begin + i) * width(), width()), staged.data() + i * stride);
            }
            require_done(flow::kernel::sweep(plan_, {staged.data(), stride, count},
                                             values.subspan(begin, count), workspace, lanes_));
        }
    }

    template <class Value, class Staged>
    void fill(std::span<const Value> named, Staged* row) const {
        for (std::size_t i = 0; i < named.size(); ++i) {
            row[named_[i].index] = static_cast<Staged>(std::max<Value>(named[i], -1));
        }
    }

    template <class Value>
    std::size_t certify(std::span<const Value> rows, std::span<const std::int64_t> values) const {
        std::vector<std::int64_t> row = whole_.base;
        for (std::size_t i = 0; i < values.size(); ++i) {
            fill(rows.subspan(i * width(), width()), row.data());
            const flow::ArcList arcs = flow::arcs_of(whole_, row.data());
            const flow::ArcSolution solution = flow::solve(arcs, flow::Engine::general);
            const std::int64_t value =
                solution.outcome == flow::Outcome::unbounded ? -1 : solution.value;
            if (value != values[i] || !flow::verify(arcs, solution).holds()) {
                throw std::logic_error("a row of the sweep failed its certificate");
            }
        }
        return values.size();
    }

    static constexpr int most_plans = 2;

    const Network& network_;
    const FlowQuery& query_;
    std::vector<LinkId> named_;
    const SweepOptions& options_;
    Columns whole_;                     // with every limit
    Columns columns_;                   // without those that the rows cannot reach
    std::vector<std::int64_t> bounds_;  // of each link; below 0: unlimited
    int plans_ = 0;
    bool is_direct_ = false;
    bool base_fits_32_bits_ = false;
    flow::Engine engine_ = flow::Engine::general;
    flow::kernel::Workspace plan_workspace_;
    flow::kernel::FrontierPlan plan_;
    flow::kernel::LaneKernel lanes_ = flow::kernel::best_lanes();
    std::vector<std::int32_t> position_of_;  // within a row, per column; none: the base counts
    std::vector<std::unique_ptr<Worker>> workers_;
};

template <class Value>
Sweep sweep_rows(const Network& network, const FlowQuery& query, std::span<const LinkId> columns,
                 std::span<const Value> rows, const SweepOptions& options) {
    Study study(network, query, columns, options);
    Sweep result;
    study.run(rows, result);
    return result;
}

}  // namespace

Sweep sweep(const Network& network, const FlowQuery& query, std::span<const LinkId> columns,
            std::span<const std::int32_t> rows, const SweepOptions& options) {
    return sweep_rows(network, query, columns, rows, options);
}

Sweep sweep(const Network& network, const FlowQuery& query, std::span<const LinkId> columns,
            std::span<const std::int64_t> rows, const SweepOptions& options) {
    return sweep_rows(network, query, columns, rows, options);
}

Sweep sweep(const Network& network, const FlowQuery& query, std::span<const LinkId> columns,
            const RowSource& rows, const SweepOptions& options) {
    Study study(network, query, columns, options);
    Sweep result;
    constexpr std::size_t buffered = std::size_t{16} * rows_in_block;
    std::vector<std::int64_t> buffer(buffered * study.width());
    while (result.complete) {
        const std::size_t count = rows(buffer, study.width());
        expects(count <= buffered, "a row source fills no more rows than there is room for");
        if (count == 0) {
            break;
        }
        study.run(std::span<const std::int64_t>(buffer.data(), count * study.width()), result);
    }
    return result;
}

}  // namespace corridor
