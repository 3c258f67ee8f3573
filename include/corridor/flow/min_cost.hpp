#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost_problem.hpp>
#include <corridor/network/cost_model.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// What a link must carry at least.
struct LinkFloor {
    std::string link;
    TonnesPerYear at_least;
};

/// A tonnage to be moved as cheaply, quickly or cleanly as can be.
struct MinCostQuery {
    /// Where cargo may start and end, each with the most that may.
    std::vector<Endpoint> from;
    std::vector<Endpoint> to;
    /// How much moves in all.
    TonnesPerYear amount{};
    std::string commodity{};
    Selection selection{};
    Objective objective = Objective::generalised;
    /// Of the flows that the prices prove optimal, one that is least in this as well; none: any.
    /// Has no effect with `own_cost`.
    std::optional<Objective> ties_by{};
    /// None: the value of a day in the model's rates, and no price of carbon.
    std::optional<Valuation> valuation{};
    /// Cost of one tonne on each link in place of the model's: then nothing is paid at nodes. Links
    /// that run one way may have negative ones.
    std::vector<std::int64_t> own_cost{};
    /// Links that run one way only.
    std::vector<LinkFloor> at_least{};
    /// Also the price of every limit that binds, with its range, and of one more tonne.
    bool with_prices = true;
};

/// What is wrong with a query: what is wrong with its names as for max_flow, a place that is both
/// origin and destination, an amount below 0 or above 2^38, floors on unknown, closed or two-way
/// links or above the capacity, costs that are negative on two-way links or above 2^40. The fields
/// are "from", "to", "commodity", "amount", "at_least", "own_cost" and "valuation".
[[nodiscard]] Diagnostics check(const CostModel& model, const MinCostQuery& query);

/// What a whole flow pays, waits and emits in a year, by kind as in TonneCost.
struct FlowCost {
    Int128 carriage = 0;  ///< µUSD, as border, gauge_change and transshipment
    Int128 border = 0;
    Int128 gauge_change = 0;
    Int128 transshipment = 0;
    Int128 moving = 0;  ///< tonne-seconds, as the other times
    Int128 dwell = 0;
    Int128 border_time = 0;
    Int128 gauge_time = 0;
    Int128 transshipment_time = 0;
    Int128 co2e_g = 0;

    [[nodiscard]] Int128 money() const;
    [[nodiscard]] Int128 time() const;
    void add(const TonneCost& cost, std::int64_t tonnes);
};

/// What a limit that binds is worth, on the scale of the objective. A tonne of capacity more may be
/// worth less than a tonne less costs; both are exact, and so are their ranges.
struct CapacityPrice : Element {
    TonnesPerYear capacity;
    /// What each tonne more saves, and up to which capacity; none: however much is added.
    std::int64_t saved_by_more = 0;
    std::optional<TonnesPerYear> holds_up_to{};
    /// What each tonne less costs, and down to which capacity; none: it cannot be spared.
    std::optional<std::int64_t> cost_of_less{};
    TonnesPerYear holds_down_to;
};

/// Why an amount cannot move: more must cross a set of limits than they hold.
struct ViolatedCut {
    std::vector<CutMember> members;  ///< links first, then nodes, in network order
    TonnesPerYear demand;            ///< what must cross them
    TonnesPerYear capacity;          ///< of the members, and of the endpoints in the cut
    TonnesPerYear shortfall;         ///< demand − capacity: the least that must stay behind
};

/// Dual prices that prove an answer optimal, on the scale of the objective: see
/// docs/model/cheapest-flows.md. By side of the model's transfer graph, by endpoint, by link and by
/// node.
struct CostPrices {
    std::vector<std::int64_t> arrival;
    std::vector<std::int64_t> departure;
    std::vector<std::int64_t> origin;
    std::vector<std::int64_t> destination;
    std::vector<std::int64_t> link;
    std::vector<std::int64_t> node;
    std::vector<std::int64_t> terminal;
};

/// The cheapest flow with the prices that prove it.
struct MinCost {
    flow::MinCostOutcome outcome = flow::MinCostOutcome::optimal;
    /// What moves; what was asked for when infeasible.
    TonnesPerYear amount;
    /// On the scale of the objective: µUSD, tonne-seconds or grams a year.
    Int128 objective = 0;
    Int128 bound = 0;  ///< no flow has less; equal to `objective` when optimal
    FlowCost cost;     ///< all kinds, whatever was minimised
    std::vector<EndpointFlow> origins;
    std::vector<EndpointFlow> destinations;
    /// Net flow on each link in t/yr: positive from tail to head, negative against.
    std::vector<std::int64_t> link_flow;
    std::vector<std::int64_t> node_throughput;
    std::vector<std::int64_t> terminal_throughput;
    /// What changes its carrier at each node in t/yr.
    std::vector<std::int64_t> node_transfer;
    std::vector<CapacityPrice> binding;
    /// What one tonne more would add to the objective; none: it cannot move.
    std::optional<std::int64_t> next_tonne{};
    CostPrices prices;
    ViolatedCut cut;            ///< when infeasible
    std::vector<LinkId> cycle;  ///< when unbounded: links whose costs add up to less than nothing
    bool certified = false;     ///< flow::verify found nothing wrong
};

/// The cheapest, quickest or cleanest way to move an amount, and what each limit is worth.
/// Model        minimise Σ link + Σ passage + Σ transfer over flows of the amount within the
///              limits of max_flow; the two directions of a link share its capacity
/// Requires     check(model, query) finds nothing; otherwise ContractViolation
/// Returns      optimal; infeasible with the cut and its shortfall; unbounded with a cycle of links
///              (own negative costs only); limit_reached with a flow and a bound where options stop
///              it, or where carriers share the throughput of a node so that no single-commodity
///              flow settles who passes
/// Certificate  flow and prices of equal objective in the network's own words, checked by
///              flow::verify; infeasible: by the cut
/// Complexity   a minimum-cost flow of n nodes and m links, O(m log n + a maximum flow) for the
///              price of each limit that binds
/// Determinism  same input, same bytes, unless a clock stops it
/// Source       Ahuja, Magnanti & Orlin (1993), chapters 9 to 11; Gale (1957) for the cut
[[nodiscard]] MinCost min_cost(const CostModel& model, const MinCostQuery& query,
                               const flow::MinCostOptions& options = {});

}  // namespace corridor
