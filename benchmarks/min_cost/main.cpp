#include "min_cost/competitors.hpp"
#include "support/cost_instances.hpp"
#include "support/options.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iterator>
#include <unistd.h>

namespace corridor::bench {
namespace {

namespace fs = std::filesystem;
using Solver = std::function<CheapestFlow(const CostInstance&)>;

class CostTrial : public Trial {
  public:
    CostTrial(const CostInstance& instance, Solver solver)
        : instance_(instance), solver_(std::move(solver)) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        answer_ = solver_(instance_);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    std::string fault() override { return fault_of(instance_, answer_); }

  private:
    const CostInstance& instance_;
    Solver solver_;
    CheapestFlow answer_;
};

struct Entrant {
    const char* name;
    Solver solver;
    std::size_t most_arcs;  // of the problems it is tried on
};

std::vector<Entrant> entrants() {
    constexpr std::size_t any = 1U << 24;
    constexpr std::size_t small = 10000;
    const auto arrays = [](CheapestFlow (*solve)(const CostArcs&)) {
        return [solve](const CostInstance& instance) { return solve(instance.arcs()); };
    };
    return {
        {"corridor",
         [](const CostInstance& instance) { return min_cost::corridor(instance.problem); }, any},
        {"LEMON network simplex", arrays(min_cost::lemon_network_simplex), any},
        {"LEMON cost scaling", arrays(min_cost::lemon_cost_scaling), any},
        {"LEMON capacity scaling", arrays(min_cost::lemon_capacity_scaling), 40000},
        {"LEMON cycle canceling", arrays(min_cost::lemon_cycle_canceling), small},
        {"Boost s.s.p.", arrays(min_cost::boost_successive_shortest_paths), small}};
}

std::string dimacs(const flow::MinCostProblem& problem) {
    std::string text = fmt::format("p min {} {}\n", problem.node_count, problem.arc_count());
    for (std::size_t v = 0; v < problem.supply.size(); ++v) {
        if (problem.supply[v] != 0) {
            fmt::format_to(std::back_inserter(text), "n {} {}\n", v + 1, problem.supply[v]);
        }
    }
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        fmt::format_to(std::back_inserter(text), "a {} {} 0 {} {}\n", problem.tail[a] + 1,
                       problem.head[a] + 1, problem.capacity[a], problem.cost[a]);
    }
    return text;
}

Result measure_networkx(const CostInstance& instance, const Limits& limits) {
    constexpr std::size_t most_arcs = 3000;
    if (instance.problem.arc_count() > most_arcs) {
        return {};
    }
    const fs::path scratch =
        fs::temp_directory_path() / fmt::format("corridor-bench-{}.min", ::getpid());
    const std::vector<io::NamedText> file = {
        {scratch.filename().string(), dimacs(instance.problem)}};
    io::write_files(scratch.parent_path(), file);
    const Result result =
        measure_script(fmt::format("{}/min_cost/networkx.py", CORRIDOR_BENCHMARK_DIR),
                       scratch.string(), instance.optimum, limits);
    std::error_code ignored;
    fs::remove(scratch, ignored);
    return result;
}

int run(const Options& options) {
    constexpr std::uint32_t largest_made = 100000;
    std::vector<CostInstance> instances =
        made_cost_corridors(std::min(options.largest, largest_made));
    for (CostInstance& instance : shared_cost_instances(options.largest * 2)) {
        instances.push_back(std::move(instance));
    }
    std::vector<std::string> names;
    for (const Entrant& entrant : entrants()) {
        names.emplace_back(entrant.name);
    }
    names.emplace_back("networkx");
    std::vector<std::string> times_header = {"instance", "nodes", "arcs"};
    times_header.insert(times_header.end(), names.begin(), names.end());
    std::vector<std::string> ratios_header = {"corridor over …"};
    ratios_header.insert(ratios_header.end(), names.begin() + 1, names.end());
    MarkdownTable times(times_header);
    MarkdownTable ratios(ratios_header);
    std::string notes;
    bool ours_right = true;
    for (const CostInstance& instance : instances) {
        if (instance.name.find(options.filter) == std::string::npos) {
            continue;
        }
        std::fprintf(stderr, "min_cost: %s\n", instance.name.c_str());
        const std::size_t arcs = instance.problem.arc_count();
        std::vector<Competitor> competitors;
        std::vector<std::size_t> columns;
        std::vector<Result> results(names.size());
        for (std::size_t i = 0; const Entrant& entrant : entrants()) {
            if (arcs <= entrant.most_arcs) {
                columns.push_back(i);
                competitors.push_back({entrant.name, [&instance, solver = entrant.solver] {
                                           return std::make_unique<CostTrial>(instance, solver);
                                       }});
            }
            ++i;
        }
        const std::vector<Result> measured = measure(competitors, options.limits);
        for (std::size_t k = 0; k < columns.size(); ++k) {
            results[columns[k]] = measured[k];
        }
        results.back() = measure_networkx(instance, options.limits);
        ours_right = ours_right && results[0].is_measured();
        std::vector<std::string> row = {instance.name, fmt::to_string(instance.problem.node_count),
                                        fmt::to_string(arcs)};
        std::vector<std::string> ratio_row = {instance.name};
        for (std::size_t i = 0; i < results.size(); ++i) {
            row.push_back(shown(results[i], 1e3));
            if (i > 0) {
                ratio_row.push_back(ratio(results[0], results[i]));
            }
        }
        times.add_row(std::move(row));
        ratios.add_row(std::move(ratio_row));
        notes += remarks(instance.name, names, results);
    }
    fmt::print("Milliseconds, median:\n\n{}\nTime of corridor over theirs:\n\n{}\n{}", times.text(),
               ratios.text(), notes);
    return ours_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char* argv[]) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "min_cost: %s\n", error.what());
        return 1;
    }
}
