#include "flow/allocation_answer.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/allocation.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace corridor {
namespace {

constexpr double negligible = 1e-6;

std::vector<AllocatedRoute> routes_of(const flow::AllocationLowered& lowered,
                                      const flow::MulticommoditySolution& solution) {
    std::vector<AllocatedRoute> routes;
    for (const flow::PathFlow& path : solution.paths) {
        AllocatedRoute route{.demand = path.demand, .t_per_year = path.amount};
        for (const std::uint32_t arc : path.arcs) {
            if (lowered.meaning[arc].is_link) {
                route.links.push_back(LinkId{lowered.meaning[arc].link});
            }
        }
        routes.push_back(std::move(route));
    }
    return routes;
}

std::vector<CommodityFlow> flows_of(const flow::AllocationLowered& lowered,
                                    const flow::MulticommoditySolution& solution) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, CommodityFlow> flows;
    for (const flow::PathFlow& path : solution.paths) {
        const std::uint32_t commodity = lowered.problem.demands[path.demand].commodity;
        for (const std::uint32_t arc : path.arcs) {
            const auto& meaning = lowered.meaning[arc];
            if (!meaning.is_link) {
                continue;
            }
            CommodityFlow& flow = flows[{meaning.link, commodity}];
            flow.link = LinkId{meaning.link};
            flow.commodity = lowered.commodities[commodity];
            (meaning.backward ? flow.backward_t_per_year : flow.forward_t_per_year) += path.amount;
        }
    }
    std::vector<CommodityFlow> list;
    for (auto& [key, flow] : flows) {
        list.push_back(std::move(flow));
    }
    return list;
}

}  // namespace

std::vector<AllocationDemand> base_year_demands(const std::vector<Demand>& rows, int base_year) {
    std::vector<AllocationDemand> demands;
    for (const Demand& row : rows) {
        if (row.base_year == base_year) {
            demands.push_back({.id = row.id,
                               .origin = row.origin,
                               .destination = row.destination,
                               .commodity = row.commodity == "all" ? "" : row.commodity,
                               .amount = row.rate});
        }
    }
    return demands;
}

std::string name(const Network& network, const AllocationQuery& query,
                 const AllocationLimit& limit) {
    return limit.element ? network.name(*limit.element) : query.resources[limit.resource].id;
}

bool binds(const Allocation& answer, const AllocationLimit& limit) {
    constexpr double rounding = 1e-9;
    return limit.price > 0.0 &&
           limit.price * std::max(limit.capacity, 1.0) > rounding * std::abs(answer.value);
}

double unserved(const AllocationQuery& query, const Allocation& answer, std::size_t demand) {
    const auto amount = static_cast<double>(query.demands[demand].amount.count());
    const double missing = amount - answer.served[demand];
    return missing > negligible * amount ? missing : 0.0;
}

Allocation allocate(const CostModel& model, const AllocationQuery& query,
                    const flow::MulticommodityOptions& options) {
    const Diagnostics faults = check(model, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    const flow::AllocationLowered lowered = flow::lower(model, query);
    const flow::MulticommoditySolution solution =
        flow::solve(lowered.problem, query.objective, options);
    Allocation answer = flow::answer_of(query, lowered, solution);
    answer.certified = flow::is_certified(model, query, lowered.problem, solution, answer);
    return answer;
}

namespace flow {

Allocation answer_of(const AllocationQuery& query, const AllocationLowered& lowered,
                     const MulticommoditySolution& solution) {
    Allocation answer{.objective = query.objective,
                      .outcome = solution.outcome,
                      .value = solution.value,
                      .lower_bound = solution.lower_bound,
                      .upper_bound = solution.upper_bound,
                      .gap = solution.relative_gap(),
                      .served = solution.served,
                      .demand_price = solution.demand_price,
                      .routes = routes_of(lowered, solution),
                      .flows = flows_of(lowered, solution),
                      .limits = lowered.limits};
    answer.served.resize(query.demands.size());
    answer.demand_price.resize(query.demands.size());
    const bool bounded = solution.outcome != AllocationOutcome::unbounded;
    if (bounded) {
        for (std::size_t r = 0; r < answer.limits.size(); ++r) {
            answer.limits[r].use = solution.limit_use[r];
            answer.limits[r].price = solution.limit_price[r];
        }
    }
    for (std::size_t g = 0; g < solution.group_share.size(); ++g) {
        answer.groups.push_back({lowered.groups[g], solution.group_share[g]});
    }
    return answer;
}

bool is_certified(const CostModel& model, const AllocationQuery& query,
                  const MulticommodityProblem& problem, const MulticommoditySolution& solution,
                  const Allocation& answer) {
    return solution.outcome != AllocationOutcome::limit_reached &&
           verify(problem, solution).holds() &&
           (solution.outcome == AllocationOutcome::unbounded ||
            verify(model, query, answer).holds());
}

}  // namespace flow

}  // namespace corridor
