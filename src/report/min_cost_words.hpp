#pragma once

#include <corridor/report/min_cost.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace corridor::report {

/// One link in a cheapest flow, in the direction of travel, with what it takes and costs.
struct PricedLink {
    const Link* link;
    const Node* from;
    const Node* to;
    std::uint32_t index;
    TonnesPerYear flow;  ///< not negative
    std::optional<TonnesPerYear> capacity;
    std::optional<double> utilisation;
    const CapacityPrice* price;  ///< none: it does not bind
};

/// The links with flow in network order; with all_links every open link that permits the
/// commodity. Refers to the report.
[[nodiscard]] std::vector<PricedLink> priced_links(const MinCostReport& report);

/// "USD/t", "h", "kg CO2e/t": what the objective is told in.
[[nodiscard]] std::string objective_unit(Objective objective);

/// A value for one tonne on the scale of the objective, in that unit: USD, hours or kilograms.
[[nodiscard]] double in_unit(Objective objective, Int128 value);

/// What a tonne pays, waits and emits on average, by kind, a line each.
[[nodiscard]] std::string costs_text(Objective objective, const Valuation& valuation,
                                     const MinCost& answer);

/// The question without its amount, as a question about flow.
[[nodiscard]] FlowQuery flow_query(const MinCostQuery& query);

}  // namespace corridor::report
