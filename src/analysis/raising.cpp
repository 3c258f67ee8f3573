#include "analysis/raising.hpp"

#include "flow/least_cost.hpp"
#include "flow/lowering.hpp"

#include <algorithm>
#include <deque>
#include <limits>

namespace corridor::analysis {
namespace {

using flow::ArcMeaning;

/// Whether no cycle of the residual graph costs less than nothing: then no flow of the same value
/// is cheaper. Labels that settle are the dual solution.
bool has_potentials(const flow::ArcList& problem, const std::vector<flow::ArcCost>& cost,
                    const std::vector<std::int64_t>& flow) {
    const std::size_t n = problem.node_count;
    struct Step {
        std::uint32_t to;
        std::int64_t cost;
    };
    std::vector<std::vector<Step>> steps(n);
    for (std::size_t a = 0; a < flow.size(); ++a) {
        if (problem.capacity[a] == flow::unlimited || flow[a] < problem.capacity[a]) {
            steps[problem.tail[a]].push_back({problem.head[a], cost[a].primary});
        }
        if (flow[a] > 0) {
            steps[problem.head[a]].push_back({problem.tail[a], -cost[a].primary});
        }
    }
    std::vector<std::int64_t> label(n, 0);
    std::vector<std::size_t> length(n, 0);
    std::vector<char> waiting(n, 1);
    std::deque<std::uint32_t> queue;
    for (std::uint32_t v = 0; v < n; ++v) {
        queue.push_back(v);
    }
    while (!queue.empty()) {
        const std::uint32_t v = queue.front();
        queue.pop_front();
        waiting[v] = 0;
        for (const Step& step : steps[v]) {
            if (label[v] + step.cost >= label[step.to]) {
                continue;
            }
            label[step.to] = label[v] + step.cost;
            length[step.to] = length[v] + 1;
            if (length[step.to] > n) {
                return false;
            }
            if (waiting[step.to] == 0) {
                waiting[step.to] = 1;
                queue.push_back(step.to);
            }
        }
    }
    return true;
}

}  // namespace

LeastRaise least_raise(const Network& network, const FlowQuery& query, std::int64_t demand,
                       const std::optional<RaiseLimits>& at_most) {
    flow::Lowered lowered = flow::lower(network, query, FlowChoice::least_time);
    flow::ArcList& problem = lowered.problem;
    const std::size_t own_arcs = problem.arc_count();
    for (flow::ArcCost& cost : lowered.cost) {
        cost = {0, cost.primary};
    }
    for (std::size_t a = 0; a < own_arcs; ++a) {
        const auto element = flow::element_of(lowered.meaning[a]);
        if (!element || problem.capacity[a] == flow::unlimited) {
            continue;
        }
        std::int64_t most = flow::unlimited;
        if (at_most) {
            const auto known = at_most->find(*element);
            most = known == at_most->end() ? flow::unlimited : known->second;
        }
        problem.add(problem.tail[a], problem.head[a], most);
        lowered.meaning.push_back(lowered.meaning[a]);
        lowered.cost.push_back({1, lowered.cost[a].secondary});
    }
    const std::uint32_t gate = problem.node_count++;
    problem.add(gate, problem.source, demand);
    lowered.meaning.push_back({ArcMeaning::Kind::origin, 0});
    lowered.cost.push_back({});
    problem.source = gate;

    const std::vector<std::int64_t> flow = flow::least_cost_max_flow(problem, lowered.cost);
    LeastRaise result;
    result.attainable = flow.back() == demand;
    for (std::size_t a = own_arcs; a + 1 < flow.size(); ++a) {
        if (flow[a] > 0) {
            result.raised[*flow::element_of(lowered.meaning[a])] += flow[a];
            result.sum += flow[a];
        }
    }
    result.proved = has_potentials(problem, lowered.cost, flow);
    return result;
}

}  // namespace corridor::analysis
