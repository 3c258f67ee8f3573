#include "flow/allocation_answer.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/allocation.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
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

std::vector<EmptyRoute> empties_of(const flow::AllocationLowered& lowered,
                                   const flow::MulticommoditySolution& solution) {
    std::vector<EmptyRoute> routes;
    for (const flow::EmptyFlow& empties : solution.empties) {
        EmptyRoute route{.equipment = empties.equipment,
                         .from = NodeId{empties.from},
                         .to = NodeId{empties.to},
                         .units_per_year = empties.amount};
        for (const std::uint32_t arc : empties.arcs) {
            if (lowered.meaning[arc].is_link) {
                route.links.push_back(LinkId{lowered.meaning[arc].link});
            }
        }
        routes.push_back(std::move(route));
    }
    return routes;
}

/// Where cargo takes or leaves units; prices count from the place where a unit is worth least.
std::vector<EquipmentBalance> balances_of(const flow::AllocationLowered& lowered,
                                          const flow::MulticommoditySolution& solution) {
    const auto& problem = lowered.problem;
    std::map<std::pair<std::uint32_t, std::uint32_t>,
             const flow::MulticommodityProblem::EquipmentUse*>
        uses;  // by commodity and arc
    for (const auto& use : problem.equipment_uses) {
        uses[{use.commodity, use.arc}] = &use;
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, EquipmentBalance> balances;
    for (const flow::PathFlow& path : solution.paths) {
        const std::uint32_t commodity = problem.demands[path.demand].commodity;
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> net;
        for (const std::uint32_t arc : path.arcs) {
            const auto found = uses.find({commodity, arc});
            if (found != uses.end()) {
                const std::uint32_t e = found->second->equipment;
                const auto& place = problem.equipment[e].place;
                const double moved = found->second->per_unit * path.amount;
                net[{e, place[problem.tail[arc]]}] -= moved;
                net[{e, place[problem.head[arc]]}] += moved;
            }
        }
        for (const auto& [key, amount] : net) {
            if (std::abs(amount) > negligible * path.amount / 1e3) {
                EquipmentBalance& balance = balances[key];
                (amount > 0.0 ? balance.arriving : balance.leaving) += std::abs(amount);
            }
        }
    }
    std::vector<double> least(problem.equipment.size(), std::numeric_limits<double>::infinity());
    std::vector<EquipmentBalance> result;
    for (auto& [key, balance] : balances) {
        balance.equipment = key.first;
        balance.place = NodeId{key.second};
        balance.price = solution.place_price[key.first][key.second];
        least[key.first] = std::min(least[key.first], balance.price);
        result.push_back(balance);
    }
    for (EquipmentBalance& balance : result) {
        balance.price -= least[balance.equipment];
    }
    return result;
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
            if (!solution.limit_range.empty()) {
                answer.limits[r].range = solution.limit_range[r];
            }
        }
    }
    if (bounded && !query.equipment.empty() && !solution.place_price.empty()) {
        answer.empties = empties_of(lowered, solution);
        answer.balances = balances_of(lowered, solution);
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
