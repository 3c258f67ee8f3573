#include "multicommodity/competitors.hpp"
#include "multicommodity/scenario.hpp"
#include "support/instances.hpp"
#include "support/options.hpp"
#include "support/runner.hpp"
#include "support/table.hpp"

#include <corridor/io/allocation_file.hpp>
#include <corridor/io/compressed.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace corridor::bench {
namespace {

using Solver = std::function<double(const flow::MulticommodityProblem&, flow::AllocationObjective)>;

struct Shared {
    std::string name{};
    flow::MulticommodityProblem problem{};
    flow::AllocationObjective objective{};
    double optimum = 0.0;
};

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string distance(double value, double optimum) {
    return std::abs(value - optimum) <= 1e-7 * std::abs(optimum)
               ? ""
               : fmt::format("value {}, not {}", value, optimum);
}

class Cold : public Trial {
  public:
    Cold(const Shared& instance, Solver solver) : instance_(instance), solver_(std::move(solver)) {}

    double run() override {
        const auto begin = std::chrono::steady_clock::now();
        value_ = solver_(instance_.problem, instance_.objective);
        return seconds_since(begin);
    }
    std::string fault() override { return distance(value_, instance_.optimum); }

  private:
    const Shared& instance_;
    Solver solver_;
    double value_ = 0.0;
};

/// One demand changes by a tenth and back; the answer after the way back is checked.
class ReSolve : public Trial {
  public:
    explicit ReSolve(const Shared& instance)
        : instance_(instance), standing_(instance.problem, instance.objective) {
        (void)standing_.solve();
    }

    double run() override {
        const auto middle = static_cast<std::uint32_t>(instance_.problem.demands.size() / 2);
        const double amount = instance_.problem.demands[middle].amount;
        const auto begin = std::chrono::steady_clock::now();
        standing_.set_amount(middle, 1.1 * amount);
        (void)standing_.solve();
        standing_.set_amount(middle, amount);
        const double value = standing_.solve().value;
        const double seconds = seconds_since(begin) / 2;
        value_ = instance_.objective == flow::AllocationObjective::concurrent ? 1 / value : value;
        return seconds;
    }
    std::string fault() override { return distance(value_, instance_.optimum); }

  private:
    const Shared& instance_;
    flow::StandingMulticommodity standing_;
    double value_ = 0.0;
};

Shared read_instance(const std::filesystem::path& path, double optimum) {
    const auto file = io::parse_mcnf(path.string(), io::read_compressed(path).value()).value();
    Shared instance{.name = path.stem().stem().string(), .optimum = optimum};
    instance.objective = file.kind == io::AllocationFile::Kind::concurrent
                             ? flow::AllocationObjective::concurrent
                             : flow::AllocationObjective::least_cost;
    instance.problem.node_count = static_cast<std::uint32_t>(file.nodes.size());
    instance.problem.commodities.resize(1);
    for (const auto& link : file.links) {
        instance.problem.add_limit(link.capacity);
    }
    for (const auto& arc : file.arcs) {
        const std::uint32_t added = instance.problem.add_arc(arc.tail, arc.head);
        instance.problem.arc_uses.push_back({.limit = arc.link, .arc = added});
        instance.problem.commodities[0].cost.push_back(arc.cost);
    }
    for (const auto& demand : file.demands) {
        instance.problem.demands.push_back({.origin = demand.origin,
                                            .destination = demand.destination,
                                            .amount = demand.amount,
                                            .unserved_cost = file.unserved_cost.value_or(0.0)});
    }
    return instance;
}

std::vector<Shared> read_instances(const std::string& filter) {
    std::vector<Shared> instances;
    const auto folder = shared_benchmarks();
    if (!folder) {
        return instances;
    }
    std::istringstream manifest(io::read_file(*folder / "MANIFEST.csv").value());
    for (std::string line; std::getline(manifest, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; cells.size() < 6 && std::getline(row, cell, ',');) {
            cells.push_back(cell);
        }
        if (cells.size() == 6 && cells[1] == "mmcf" && cells[0].find(filter) != std::string::npos) {
            instances.push_back(read_instance(*folder / cells[0], std::stod(cells[5])));
        }
    }
    return instances;
}

int run(const Options& options) {
    const std::vector<std::string> names = {"corridor", "re-solve", "CLP dual", "CLP primal",
                                            "CLP barrier"};
    MarkdownTable table({"instance", "arcs", "demands", "corridor ms", "re-solve ms", "CLP dual ms",
                         "CLP primal ms", "CLP barrier ms", "corridor / better simplex",
                         "re-solve / corridor"});
    std::string notes;
    bool all_right = true;
    for (const Shared& instance : read_instances(options.filter)) {
        const auto cold = [&](const std::string& name, Solver solver) {
            return Competitor{
                name, [&instance, solver] { return std::make_unique<Cold>(instance, solver); }};
        };
        const auto clp = [&](const std::string& name, ClpMethod method) {
            return cold(name, [method](const auto& problem, auto objective) {
                return clp_answer(problem, objective, method);
            });
        };
        const std::vector<Competitor> competitors = {
            cold(names[0], corridor_answer),
            {names[1], [&instance] { return std::make_unique<ReSolve>(instance); }},
            clp(names[2], ClpMethod::dual),
            clp(names[3], ClpMethod::primal),
            clp(names[4], ClpMethod::barrier)};
        const std::vector<Result> results = measure(competitors, options.limits);
        // The better simplex that answers right; where none does, the quicker of the wrong ones
        // would say nothing.
        const Result& simplex =
            results[3].is_measured() &&
                    (!results[2].is_measured() || results[3].seconds < results[2].seconds)
                ? results[3]
                : results[2];
        table.add_row({instance.name, fmt::to_string(instance.problem.arc_count()),
                       fmt::to_string(instance.problem.demands.size()), shown(results[0], 1e3),
                       shown(results[1], 1e3), shown(results[2], 1e3), shown(results[3], 1e3),
                       shown(results[4], 1e3), ratio(results[0], simplex),
                       ratio(results[1], results[0])});
        notes += remarks(instance.name, names, results);
        all_right = all_right && results[0].is_measured() && results[1].is_measured();
    }
    std::fputs((table.text() + "\n" + notes + scenario_table(options)).c_str(), stdout);
    return all_right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main(int argc, char** argv) {
    try {
        return corridor::bench::run(corridor::bench::parse_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 2;
    }
}
