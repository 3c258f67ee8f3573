#include "multicommodity/random_problem.hpp"

#include <algorithm>
#include <vector>

namespace corridor::test {

flow::MulticommodityProblem random_multicommodity(Random& random) {
    flow::MulticommodityProblem problem;
    problem.node_count = 3 + random.below(8);
    const std::uint32_t links = problem.node_count + random.below(2 * problem.node_count);
    for (std::uint32_t i = 0; i < links; ++i) {
        const std::uint32_t from = random.below(problem.node_count);
        const std::uint32_t to = random.below(problem.node_count);
        const std::uint32_t there = problem.add_arc(from, to);
        const bool is_two_way = !random.one_in(3);
        if (is_two_way) {
            problem.add_arc(to, from);
        }
        if (random.one_in(12)) {
            continue;  // unlimited
        }
        const std::uint32_t limit = problem.add_limit(random.one_in(15) ? 0 : 1 + random.below(20));
        problem.arc_uses.push_back({.limit = limit, .arc = there});
        if (is_two_way) {
            problem.arc_uses.push_back({.limit = limit, .arc = there + 1});
        }
    }
    const auto arcs = static_cast<std::uint32_t>(problem.arc_count());
    const std::uint32_t commodities = 1 + random.below(3);
    for (std::uint32_t k = 0; k < commodities; ++k) {
        flow::MulticommodityProblem::Commodity commodity;
        for (std::uint32_t a = 0; a < arcs; ++a) {
            commodity.cost.push_back(random.below(10) * 0.5);
            commodity.open.push_back(random.one_in(8) ? 0 : 1);
        }
        problem.commodities.push_back(commodity);
    }
    const std::uint32_t demands = 1 + random.below(8);
    for (std::uint32_t d = 0; d < demands; ++d) {
        problem.demands.push_back({.commodity = random.below(commodities),
                                   .origin = random.below(problem.node_count),
                                   .destination = random.below(problem.node_count),
                                   .amount = random.one_in(10) ? 0.0 : 1.0 + random.below(15),
                                   .unserved_cost = random.below(40) * 1.0,
                                   .group = random.below(3)});
    }
    for (std::uint32_t i = random.below(3); i > 0; --i) {
        const std::uint32_t fleet = problem.add_limit(5 + random.below(30));
        for (std::uint32_t uses = 1 + random.below(5); uses > 0; --uses) {
            problem.arc_uses.push_back(
                {.limit = fleet,
                 .arc = random.below(arcs),
                 .commodity = random.one_in(2) ? flow::MulticommodityProblem::every_commodity
                                               : random.below(commodities),
                 .per_unit = 0.25 * (1 + random.below(12))});
        }
        if (random.one_in(2)) {
            problem.demand_uses.push_back(
                {.limit = fleet, .demand = random.below(demands), .per_unit = 0.5});
        }
    }
    return problem;
}

flow::MulticommodityProblem random_with_equipment(Random& random) {
    flow::MulticommodityProblem problem = random_multicommodity(random);
    const auto arcs = static_cast<std::uint32_t>(problem.arc_count());
    const auto commodities = static_cast<std::uint32_t>(problem.commodities.size());
    std::vector<std::uint8_t> is_way(arcs);
    for (auto& way : is_way) {
        way = random.one_in(5) ? 0 : 1;
    }
    const std::uint32_t kinds = 1 + random.below(2);
    for (std::uint32_t e = 0; e < kinds; ++e) {
        flow::MulticommodityProblem::Equipment equipment{.empty = commodities + e};
        for (std::uint32_t v = 0; v < problem.node_count; ++v) {
            equipment.place.push_back(v);
        }
        equipment.leaves = equipment.place;
        equipment.arrives = equipment.place;
        flow::MulticommodityProblem::Commodity empty;
        for (std::uint32_t a = 0; a < arcs; ++a) {
            empty.cost.push_back(random.below(10) * 0.5);
            empty.open.push_back(random.one_in(4) ? 0 : 1);
        }
        for (std::uint32_t k = e; k < commodities; k += kinds) {
            const double units = 0.25 * (1 + random.below(4));
            for (std::uint32_t a = 0; a < arcs; ++a) {
                if (is_way[a] != 0 && problem.commodities[k].open[a] != 0) {
                    problem.equipment_uses.push_back({e, k, a, units});
                    empty.open[a] = 1;
                    empty.cost[a] = std::min(empty.cost[a], problem.commodities[k].cost[a] / units);
                }
            }
        }
        problem.commodities.push_back(empty);
        problem.equipment.push_back(equipment);
    }
    return problem;
}

}  // namespace corridor::test
