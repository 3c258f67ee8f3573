#include "multicommodity/random_problem.hpp"

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

}  // namespace corridor::test
