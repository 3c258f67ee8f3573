#include "flow/min_cost_engines.hpp"

#include <corridor/flow/solver.hpp>

#include <algorithm>

namespace corridor::flow {
namespace {

using Supplies = MinCostProblem::Supplies;

/// Σ of what nodes send less what they receive.
std::int64_t surplus_of(const MinCostProblem& problem) {
    std::int64_t surplus = 0;
    for (const std::int64_t supply : problem.supply) {
        surplus += supply;
    }
    return surplus;
}

/// Arcs of no cost between the further node and those whose supply or demand is at most so much.
void add_slack(const MinCostProblem& problem, BalancedProblem& result) {
    const std::uint32_t slack = result.node_count++;
    result.supply.push_back(-surplus_of(problem));
    const bool of_supplies = problem.supplies == Supplies::supply_at_most;
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        const std::int64_t supply = problem.supply[v];
        if (of_supplies ? supply > 0 : supply < 0) {
            result.tail.push_back(of_supplies ? v : slack);
            result.head.push_back(of_supplies ? slack : v);
            result.capacity.push_back(of_supplies ? supply : -supply);
            result.cost.push_back(0);
        }
    }
}

}  // namespace

BalancedProblem balanced(const MinCostProblem& problem) {
    BalancedProblem result{problem.node_count, problem.tail, problem.head,
                           problem.capacity,   problem.cost, problem.supply};
    for (std::size_t a = 0; a < problem.lower.size(); ++a) {
        const std::int64_t lower = problem.lower[a];
        if (result.capacity[a] != unlimited) {
            result.capacity[a] -= lower;
        }
        result.supply[problem.tail[a]] -= lower;
        result.supply[problem.head[a]] += lower;
    }
    if (problem.supplies != Supplies::exact) {
        add_slack(problem, result);
    }
    return result;
}

Feasibility find_feasible(const MinCostProblem& problem) {
    BalancedProblem form = balanced(problem);
    ArcList arcs;
    arcs.source = form.node_count;
    arcs.sink = form.node_count + 1;
    arcs.node_count = form.node_count + 2;
    arcs.tail = std::move(form.tail);
    arcs.head = std::move(form.head);
    arcs.capacity = std::move(form.capacity);
    const std::size_t inner = arcs.arc_count();
    std::int64_t wanted = 0;
    for (std::uint32_t v = 0; v < form.node_count; ++v) {
        const std::int64_t supply = form.supply[v];
        if (supply > 0) {
            arcs.add(arcs.source, v, supply);
            wanted += supply;
        } else if (supply < 0) {
            arcs.add(v, arcs.sink, -supply);
        }
    }
    // Nothing needs to carry more, and sums stay small.
    for (std::size_t a = 0; a < inner; ++a) {
        arcs.capacity[a] = std::min(arcs.capacity[a], wanted);
    }
    ArcSolution solution = solve(arcs);
    Feasibility result;
    if (solution.value == wanted) {
        solution.flow.resize(problem.arc_count());
        result.flow = std::move(solution.flow);
    } else {
        result.shortfall = wanted - solution.value;
        solution.source_side.resize(problem.node_count);
        result.cut = std::move(solution.source_side);
    }
    return result;
}

Int128 total_cost(const MinCostProblem& problem, const std::vector<std::int64_t>& flow) {
    Int128 sum = 0;
    for (std::size_t a = 0; a < flow.size(); ++a) {
        sum += Int128{problem.cost[a]} * flow[a];
    }
    return sum;
}

}  // namespace corridor::flow
