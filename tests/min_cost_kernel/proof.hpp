#pragma once

#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// A proof of each answer that shares no code with the solvers: nothing, or what is wrong.
namespace proof {

using corridor::Int128;
using corridor::flow::MinCostOutcome;
using corridor::flow::MinCostProblem;
using corridor::flow::MinCostSolution;
using Supplies = MinCostProblem::Supplies;

inline std::int64_t at_least(const MinCostProblem& p, std::size_t v) {
    const bool free = p.supplies == Supplies::supply_at_most && p.supply[v] > 0;
    return free ? 0 : p.supply[v];
}

inline std::int64_t at_most(const MinCostProblem& p, std::size_t v) {
    const bool free = p.supplies == Supplies::demand_at_most && p.supply[v] < 0;
    return free ? 0 : p.supply[v];
}

inline std::string of_flow(const MinCostProblem& p, const MinCostSolution& s) {
    if (s.flow.size() != p.arc_count()) {
        return "no flow";
    }
    std::vector<std::int64_t> sent(p.node_count, 0);
    Int128 cost = 0;
    for (std::size_t a = 0; a < p.arc_count(); ++a) {
        const bool over = p.capacity[a] != corridor::flow::unlimited && s.flow[a] > p.capacity[a];
        if (over || s.flow[a] < p.lower_bound(a)) {
            return "flow out of bounds on arc " + std::to_string(a);
        }
        sent[p.tail[a]] += s.flow[a];
        sent[p.head[a]] -= s.flow[a];
        cost += Int128{p.cost[a]} * s.flow[a];
    }
    for (std::size_t v = 0; v < p.node_count; ++v) {
        if (sent[v] < at_least(p, v) || sent[v] > at_most(p, v)) {
            return "node out of balance: " + std::to_string(v);
        }
    }
    return cost == s.cost ? "" : "wrong cost";
}

inline std::string of_potentials(const MinCostProblem& p, const MinCostSolution& s) {
    if (s.potential.size() != p.node_count) {
        return "no potentials";
    }
    std::vector<std::int64_t> sent(p.node_count, 0);
    for (std::size_t a = 0; a < p.arc_count(); ++a) {
        const Int128 reduced = Int128{p.cost[a]} + s.potential[p.tail[a]] - s.potential[p.head[a]];
        const bool full = p.capacity[a] != corridor::flow::unlimited && s.flow[a] == p.capacity[a];
        if ((reduced < 0 && !full) || (reduced > 0 && s.flow[a] > p.lower_bound(a))) {
            return "reduced cost of arc " + std::to_string(a);
        }
        sent[p.tail[a]] += s.flow[a];
        sent[p.head[a]] -= s.flow[a];
    }
    for (std::size_t v = 0; v < p.node_count; ++v) {
        if ((sent[v] < at_most(p, v) && s.potential[v] > 0) ||
            (sent[v] > at_least(p, v) && s.potential[v] < 0)) {
            return "potential of node " + std::to_string(v);
        }
    }
    return s.has_bound && s.bound == s.cost ? "" : "bound";
}

inline std::string of_cut(const MinCostProblem& p, const MinCostSolution& s) {
    if (s.cut.size() != p.node_count) {
        return "no cut";
    }
    Int128 cannot_keep = 0;
    Int128 others_need = 0;
    for (std::size_t v = 0; v < p.node_count; ++v) {
        (s.cut[v] != 0 ? cannot_keep : others_need) +=
            s.cut[v] != 0 ? at_least(p, v) : -at_most(p, v);
    }
    Int128 room = 0;
    for (std::size_t a = 0; a < p.arc_count(); ++a) {
        if (s.cut[p.tail[a]] != 0 && s.cut[p.head[a]] == 0) {
            if (p.capacity[a] == corridor::flow::unlimited) {
                return "an unlimited arc leaves the cut";
            }
            room += p.capacity[a];
        } else if (s.cut[p.tail[a]] == 0 && s.cut[p.head[a]] != 0) {
            room -= p.lower_bound(a);
        }
    }
    const Int128 missing = std::max(cannot_keep, others_need) - room;
    return missing > 0 && missing == s.shortfall ? "" : "shortfall";
}

inline std::string of_cycle(const MinCostProblem& p, const MinCostSolution& s) {
    Int128 cost = 0;
    for (std::size_t i = 0; i < s.cycle.size(); ++i) {
        const std::uint32_t arc = s.cycle[i];
        const std::uint32_t next = s.cycle[(i + 1) % s.cycle.size()];
        if (p.capacity[arc] != corridor::flow::unlimited || p.head[arc] != p.tail[next]) {
            return "no unlimited cycle";
        }
        cost += p.cost[arc];
    }
    return cost < 0 ? "" : "a cycle that does not pay";
}

/// Empty when the answer proves itself.
inline std::string fault(const MinCostProblem& p, const MinCostSolution& s) {
    switch (s.outcome) {
        case MinCostOutcome::optimal: {
            std::string of = of_flow(p, s);
            return of.empty() ? of_potentials(p, s) : of;
        }
        case MinCostOutcome::infeasible:
            return of_cut(p, s);
        case MinCostOutcome::unbounded:
            return of_cycle(p, s);
        case MinCostOutcome::limit_reached:
            break;
    }
    if (s.has_bound && s.bound > s.cost) {
        return "a bound above the cost";
    }
    return s.flow.empty() ? "" : of_flow(p, s);
}

}  // namespace proof
