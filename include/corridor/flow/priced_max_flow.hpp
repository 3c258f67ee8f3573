#pragma once

#include <corridor/flow/min_cost.hpp>

#include <optional>

namespace corridor {

/// Which of the many maximum flows is shown: one of least cost, time, CO2e or generalised cost.
struct MaxFlowPreference {
    Objective objective = Objective::time;
    /// None: the value of a day in the model's rates, and no price of carbon.
    std::optional<Valuation> valuation{};
    flow::MinCostOptions options{};
};

/// A maximum flow that is least among all of them.
struct PricedMaxFlow {
    /// With the flows of `least`, where there is one.
    MaxFlow flow;
    /// The same flows as an answer to how the largest amount moves best: cost by kind, the prices
    /// that prove it least, and what is least where it is not quite (limit_reached). None where the
    /// flow is unbounded, the amounts are beyond what min_cost() takes or its limits stopped it
    /// before a flow was found: then `flow` is least by the times that links state, ties by tariff.
    std::optional<MinCost> least;
};

/// How much can move, what binds, and how the largest amount moves best.
/// Model        max_flow(), then min_cost() for its value; among flows that the prices leave a
///              choice, money decides (time where money is the objective)
/// Requires     check(model.network, query) finds nothing; otherwise ContractViolation
/// Certificate  a flow and a cut of equal value; the same flow and prices of equal cost
/// Complexity   that of the two
/// Determinism  same input, same bytes, unless a clock stops it
[[nodiscard]] PricedMaxFlow max_flow(const CostModel& model, const FlowQuery& query,
                                     const MaxFlowPreference& preference);

}  // namespace corridor
