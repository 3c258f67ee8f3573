#include "flow/row_solver.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/sweep.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace corridor {
namespace {

constexpr std::size_t rows_in_block = 1024;

void require(const Diagnostics& faults) {
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
}

/// Whether no capacity exceeds the largest. Differences are gathered bit by bit, which vectors do
/// without comparing; only a negative one needs a second look.
bool are_in_range(std::span<const std::int64_t> capacities) {
    constexpr auto largest = static_cast<std::uint64_t>(TonnesPerYear::largest);
    std::uint64_t bits = 0;
    for (const std::int64_t capacity : capacities) {
        bits |= largest - static_cast<std::uint64_t>(capacity);
    }
    return bits >> 63 == 0 ||
           *std::max_element(capacities.begin(), capacities.end()) <= TonnesPerYear::largest;
}

using Worker = flow::RowSolver::Worker;

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
            expects(are_in_range(rows), "capacities are at most 2^38 t/yr");
        }
        fit_to(rows, count);
        result.engine = solver_->engine();
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
                    solver_->solve(block, values.subspan(begin, size), worker);
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
    static constexpr int most_plans = 2;

    /// Plans for capacities up to the largest in `rows`, unless that has been done. Limits that
    /// they cannot reach are left out, which is much quicker; rows that come later and are larger
    /// are planned for once, and after that nothing is left out any more.
    template <class Value>
    void fit_to(std::span<const Value> rows, std::size_t count) {
        if (!solver_) {
            bounds_.assign(whole_.base.begin(), whole_.base.begin() + static_cast<std::ptrdiff_t>(
                                                                          network_.links().size()));
            for (const LinkId link : named_) {
                bounds_[link.index] = 0;
            }
        }
        // Where there are none to leave out, the rows need not be looked at.
        const bool has_more_to_fit = whole_.has_limits && plans_ <= most_plans;
        if ((has_more_to_fit && widen_bounds(rows, count)) || !solver_) {
            ++plans_;
            workers_.clear();
            solver_ = std::make_unique<flow::RowSolver>(
                !whole_.has_limits || plans_ > most_plans
                    ? whole_
                    : flow::lay_out_columns(network_, query_, bounds_),
                named_, options_.engine, rows);
        }
    }

    /// Whether a capacity exceeded its bound.
    template <class Value>
    bool widen_bounds(std::span<const Value> rows, std::size_t count) {
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
        bool widened = false;
        for (std::size_t column = 0; column < largest.size(); ++column) {
            std::int64_t& bound = bounds_[named_[column].index];
            const std::int64_t capacity =
                is_unlimited[column] ? flow::unlimited : std::int64_t{largest[column]};
            if (bound >= 0 && (capacity < 0 || capacity > bound)) {
                bound = capacity;
                widened = true;
            }
        }
        return widened;
    }

    template <class Value>
    std::size_t certify(std::span<const Value> rows, std::span<const std::int64_t> values) const {
        std::vector<std::int64_t> row = whole_.base;
        for (std::size_t i = 0; i < values.size(); ++i) {
            solver_->fill(rows.subspan(i * width(), width()), row.data());
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

    const Network& network_;
    const FlowQuery& query_;
    std::vector<LinkId> named_;
    const SweepOptions& options_;
    flow::Columns whole_;               // with every limit
    std::vector<std::int64_t> bounds_;  // of each link; below 0: unlimited
    int plans_ = 0;
    std::unique_ptr<flow::RowSolver> solver_;
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
