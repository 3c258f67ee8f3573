#include "simulation/engine.hpp"
#include "simulation/summary.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/simulation/freight.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace corridor {
namespace {

using simulation::CompiledModel;
using simulation::Engine;
using simulation::RunOptions;
using simulation::RunResult;
using simulation::Tick;

constexpr std::uint32_t parts_of_one_run = 30;
constexpr std::uint32_t pilot_runs = 5;

/// Runs replications on several threads; what comes back is in the order of replications, and
/// those that were stopped are left out.
class Batch {
  public:
    Batch(const CompiledModel& model, const SimulationOptions& options)
        : model_(model), options_(options) {}

    std::vector<RunResult> run(std::uint32_t first, std::uint32_t last, RunOptions pattern) {
        std::vector<std::optional<RunResult>> results(last - first);
        std::atomic<std::uint32_t> next{first};
        const auto work = [&] {
            for (std::uint32_t i = next++; i < last; i = next++) {
                if (options_.stop != nullptr && *options_.stop) {
                    return;
                }
                RunOptions mine = pattern;
                mine.replication = i;
                mine.traced = i == 0 ? pattern.traced : 0;
                RunResult result = Engine(model_, mine).run();
                if (!result.stopped) {
                    results[i - first] = std::move(result);
                    tell();
                }
            }
        };
        const unsigned threads = std::max(1U, std::min(options_.threads, last - first));
        std::vector<std::thread> workers;
        for (unsigned i = 1; i < threads; ++i) {
            workers.emplace_back(work);
        }
        work();
        for (std::thread& worker : workers) {
            worker.join();
        }
        std::vector<RunResult> finished;
        for (std::optional<RunResult>& result : results) {
            if (result) {
                finished.push_back(std::move(*result));
            }
        }
        return finished;
    }

    void expect(std::uint32_t replications) { expected_ = replications; }
    void count_from_zero() { done_ = 0; }

  private:
    void tell() {
        const std::lock_guard lock(mutex_);
        ++done_;
        if (options_.progress) {
            options_.progress(done_, expected_);
        }
    }

    const CompiledModel& model_;
    const SimulationOptions& options_;
    std::mutex mutex_;
    std::uint32_t done_ = 0;
    std::uint32_t expected_ = 0;
};

/// The warm-up in whole days: MSER-5 on the mean over pilot runs of the tonnes in the corridor.
double found_warm_up(Batch& batch, const SimulationOptions& options) {
    RunOptions pilot{.seed = options.seed,
                     .measured = simulation::ticks(options.days * 24.0),
                     .daily_stock = true,
                     .stop = options.stop};
    const std::vector<RunResult> runs =
        batch.run(0, std::min(options.replications, pilot_runs), pilot);
    if (runs.empty()) {
        return 0.0;
    }
    std::vector<double> mean(runs.front().daily_stock_t.size());
    for (const RunResult& run : runs) {
        for (std::size_t day = 0; day < mean.size(); ++day) {
            mean[day] += run.daily_stock_t[day] / static_cast<double>(runs.size());
        }
    }
    return static_cast<double>(simulation::mser5(mean));
}

bool precise(const Simulation& answer, double precision) {
    const auto reached = [&](const simulation::Estimate& estimate) {
        return estimate.mean == 0.0 || estimate.half_width() <= precision * std::abs(estimate.mean);
    };
    return reached(answer.throughput_t_per_year) && reached(answer.transit_h);
}

}  // namespace

Simulation simulate(const CostModel& model, const SimulationQuery& query,
                    const SimulationOptions& options) {
    expects(options.days > 0.0 && options.replications >= 1,
            "a simulation measures some time, at least once");
    const CompiledModel compiled = simulation::compile(model, query);
    Batch batch(compiled, options);
    const double warm_up =
        options.warm_up_days ? *options.warm_up_days : found_warm_up(batch, options);
    RunOptions pattern{
        .seed = options.seed,
        .warm_up = simulation::ticks(warm_up * 24.0),
        .measured = simulation::ticks(options.days * 24.0),
        .parts = options.replications == 1 && !options.precision ? parts_of_one_run : 1,
        .traced = options.sampled_consignments,
        .stop = options.stop};
    batch.count_from_zero();
    batch.expect(options.replications);
    std::vector<RunResult> runs = batch.run(0, options.replications, pattern);
    const auto summary = [&] {
        Simulation answer = simulation::summarise(compiled, query, runs, options.confidence);
        simulation::add_carec(model, compiled, answer);
        answer.warm_up_days = warm_up;
        answer.warm_up_found = !options.warm_up_days.has_value();
        answer.days = options.days;
        return answer;
    };
    Simulation answer = summary();
    auto made = options.replications;
    const auto stopped = [&] { return options.stop != nullptr && *options.stop; };
    // Each round takes as many again, so that what is done does not depend on threads.
    while (options.precision && !stopped() && !precise(answer, *options.precision) &&
           made < options.most_replications) {
        const std::uint32_t to = std::min(options.most_replications, made * 2);
        batch.expect(to);
        for (RunResult& run : batch.run(made, to, pattern)) {
            runs.push_back(std::move(run));
        }
        made = to;
        answer = summary();
    }
    answer.complete =
        runs.size() == made && (!options.precision || precise(answer, *options.precision));
    return answer;
}

}  // namespace corridor
