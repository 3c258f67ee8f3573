#pragma once

#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <cstdint>
#include <random>
#include <string>

/// Small problems of every kind: loops, parallel arcs, lower bounds, negative costs, unlimited
/// arcs, supplies that need not all be sent; feasible, infeasible and unbounded ones among them.
inline corridor::flow::MinCostProblem random_problem(std::uint64_t seed, std::uint32_t most_nodes) {
    using Supplies = corridor::flow::MinCostProblem::Supplies;
    std::mt19937_64 random(seed);
    const auto below = [&](auto n) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
    };
    corridor::flow::MinCostProblem p;
    p.node_count = 2 + static_cast<std::uint32_t>(below(most_nodes - 1));
    const std::int64_t arcs = below(5 * p.node_count) + 1;
    const std::int64_t largest_capacity = std::int64_t{1} << below(8);
    const std::int64_t largest_cost = std::int64_t{1} << below(10);
    const bool with_lower = below(3) == 0;
    const bool with_negative = below(3) == 0;
    const std::int64_t unlimited_share = below(2) * below(40);
    const std::int64_t nodes = p.node_count;
    for (std::int64_t a = 0; a < arcs; ++a) {
        const std::int64_t capacity =
            below(100) < unlimited_share ? corridor::flow::unlimited : below(largest_capacity + 1);
        const std::int64_t shift = with_negative && below(4) == 0 ? largest_cost : 0;
        p.add(static_cast<std::uint32_t>(below(p.node_count)),
              static_cast<std::uint32_t>(below(p.node_count)), capacity,
              below(largest_cost + 1) - shift);
        if (with_lower) {
            const std::int64_t most = capacity == corridor::flow::unlimited ? 5 : capacity;
            p.lower.push_back(below(4) == 0 ? below(most + 1) : 0);
        }
    }
    p.supply.assign(p.node_count, 0);
    const std::int64_t pairs = below(4) == 0 ? nodes / 2 : 1 + below(3);
    for (std::int64_t i = 0; i < pairs; ++i) {
        const std::int64_t amount = below(largest_capacity + 1);
        p.supply[static_cast<std::size_t>(below(p.node_count))] += amount;
        p.supply[static_cast<std::size_t>(below(p.node_count))] -= amount;
    }
    const std::int64_t kind = below(6);
    if (kind < 2) {
        p.supplies = kind == 0 ? Supplies::supply_at_most : Supplies::demand_at_most;
        p.supply[static_cast<std::size_t>(below(p.node_count))] +=
            (kind == 0 ? 1 : -1) * below(largest_capacity + 1);
    }
    return p;
}
