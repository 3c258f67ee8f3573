#include "support/cost_instances.hpp"

#include "support/instances.hpp"

#include <corridor/io/compressed.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>
#include <utility>

namespace corridor::bench {
namespace {

namespace fs = std::filesystem;

flow::MinCostProblem read_cost_problem(const fs::path& file) {
    const Parsed<std::string> text = io::read_compressed(file);
    std::istringstream lines(text.value());
    flow::MinCostProblem problem;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string kind;
        std::string min;
        std::int64_t lower = 0;
        std::int64_t capacity = 0;
        std::int64_t cost = 0;
        std::uint32_t u = 0;
        std::uint32_t v = 0;
        words >> kind;
        if (kind == "p") {
            words >> min >> problem.node_count;
            problem.supply.assign(problem.node_count, 0);
        } else if (kind == "n" && words >> u >> cost) {
            problem.supply.at(u - 1) = cost;
        } else if (kind == "a" && words >> u >> v >> lower >> capacity >> cost) {
            problem.add(u - 1, v - 1, capacity, cost);
        }
    }
    return problem;
}

/// The cost of a flow whose potentials prove it cheapest.
std::int64_t proved_cost(const flow::MinCostProblem& problem) {
    const flow::MinCostSolution solution = flow::solve(problem);
    Int128 dual = 0;
    for (std::size_t v = 0; v < problem.supply.size(); ++v) {
        dual -= Int128{solution.potential[v]} * problem.supply[v];
    }
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        const Int128 reduced = Int128{problem.cost[a]} + solution.potential[problem.tail[a]] -
                               solution.potential[problem.head[a]];
        dual += reduced < 0 ? reduced * problem.capacity[a] : Int128{0};
    }
    if (solution.outcome != flow::MinCostOutcome::optimal || dual != solution.cost) {
        throw std::runtime_error("no proof for a made instance");
    }
    return static_cast<std::int64_t>(solution.cost);
}

}  // namespace

CostArcs CostInstance::arcs() const {
    return {problem.node_count,      problem.arc_count(), problem.tail.data(),  problem.head.data(),
            problem.capacity.data(), problem.cost.data(), problem.supply.data()};
}

std::vector<CostInstance> made_cost_corridors(std::uint32_t most) {
    std::vector<CostInstance> instances;
    for (Instance& made : made_corridors(most)) {
        CostInstance instance;
        instance.name = made.name;
        Random random(7);
        flow::MinCostProblem& problem = instance.problem;
        problem.node_count = made.problem.node_count;
        problem.supply.assign(problem.node_count, 0);
        problem.supply[made.problem.source] = made.optimum * 6 / 10;
        problem.supply[made.problem.sink] = -(made.optimum * 6 / 10);
        for (std::size_t a = 0; a < made.problem.arc_count(); ++a) {
            problem.add(made.problem.tail[a], made.problem.head[a], made.problem.capacity[a],
                        random.between(1, 100));
        }
        instance.optimum = proved_cost(problem);
        instances.push_back(std::move(instance));
    }
    return instances;
}

std::vector<CostInstance> shared_cost_instances(std::uint32_t most) {
    std::vector<CostInstance> instances;
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
        if (cells.size() == 6 && cells[1] == "mincost" && std::stoul(cells[3]) <= most) {
            CostInstance instance;
            instance.name = fs::path(cells[0]).stem().stem().string();
            instance.problem = read_cost_problem(*folder / cells[0]);
            instance.optimum = std::stoll(cells[5]);
            instances.push_back(std::move(instance));
        }
    }
    return instances;
}

std::string fault_of(const CostInstance& instance, const CheapestFlow& answer) {
    const flow::MinCostProblem& problem = instance.problem;
    if (answer.cost != instance.optimum) {
        return fmt::format("cost {}, not {}", answer.cost, instance.optimum);
    }
    if (answer.flow.size() != problem.arc_count()) {
        return "no flow";
    }
    std::vector<std::int64_t> sent(problem.node_count, 0);
    Int128 cost = 0;
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (answer.flow[a] < 0 || answer.flow[a] > problem.capacity[a]) {
            return fmt::format("flow {} on arc {}", answer.flow[a], a);
        }
        sent[problem.tail[a]] += answer.flow[a];
        sent[problem.head[a]] -= answer.flow[a];
        cost += Int128{problem.cost[a]} * answer.flow[a];
    }
    if (sent != problem.supply) {
        return "supplies are not met";
    }
    return cost == instance.optimum ? "" : "a flow of another cost";
}

}  // namespace corridor::bench
