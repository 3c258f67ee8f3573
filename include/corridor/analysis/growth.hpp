#pragma once

#include <corridor/analysis/demand_growth.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>
#include <corridor/network/selection.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// What one shipper's row asks for in one year.
struct DemandRow {
    std::string id;
    std::string origin;       ///< node id
    std::string destination;  ///< node id
    std::string commodity;
    TonnesPerYear rate;
    Confidence confidence = Confidence::low;
    std::string group{};  ///< rows that grow together have a group in common; may be empty
};

/// The network and the demand of one year.
struct YearState {
    int year = 0;
    Network network;
    Selection selection;
    std::vector<DemandRow> demand;
    std::vector<Resource> resources{};  ///< limits that links share; growth() does not look at them
};

/// What the rows of a group ask for together.
[[nodiscard]] TonnesPerYear group_demand(const YearState& year, std::string_view group);

/// One commodity in one year. Pooled means all its origins and all its destinations together: any
/// origin may serve any destination, and no other commodity is in the way. What is served so is an
/// upper bound on what the corridor can do.
struct CommodityYear {
    std::string commodity;
    TonnesPerYear demand;
    TonnesPerYear pooled_served;    ///< upper bound
    TonnesPerYear pooled_unserved;  ///< demand − pooled_served: certain to stay behind
    /// The cut that keeps the pooled unserved back; empty when everything could be served.
    std::vector<CutMember> pooled_binding;
    /// The pooled bound in growth(); what is served when all demands compete in a scenario's run.
    TonnesPerYear served;
    TonnesPerYear unserved;  ///< demand − served
    /// What keeps the unserved back; empty when everything is served, or no open link leads there.
    std::vector<CutMember> binding;
    std::vector<std::string> binding_resources{};  ///< shared limits that do, by id
    /// What the same places could exchange if demand were unlimited (none: unlimited), and what
    /// binds then: the headroom, and the next bottleneck.
    std::optional<TonnesPerYear> ceiling;
    std::vector<CutMember> ceiling_cut;
    /// Share of the capacity of `ceiling_cut` that rests on low-confidence rows, 0 to 1.
    double low_confidence_share_of_ceiling = 0.0;
    /// Share of the demand that rests on low-confidence rows, 0 to 1.
    double low_confidence_share_of_demand = 0.0;
    /// What is left to this commodity when those before it have been loaded: see YearResult.
    TonnesPerYear loaded;
    /// Net flow on each link of that load in t/yr, positive from tail to head.
    std::vector<std::int64_t> link_flow;
};

/// One year. In growth(), commodities are loaded in turn, in the order of Network::commodities(),
/// each on the capacity that those before it left and each along a maximum flow of least transit
/// time; the loads of links and nodes are the sums. They never exceed a capacity, and are one way
/// in which the commodities can share it, pooled by commodity. In a scenario's run the loads are
/// those of the optimum of all demands at once.
struct YearResult {
    int year = 0;
    std::vector<CommodityYear> commodities;  ///< those with demand in any year, in network order
    TonnesPerYear demand;
    TonnesPerYear pooled_served;  ///< sum of the pooled upper bounds
    TonnesPerYear pooled_unserved;
    TonnesPerYear served;  ///< the same in growth(); see CommodityYear
    TonnesPerYear unserved;
    TonnesPerYear loaded;
    /// Tonnes a year on each link, both directions together, over all commodities.
    std::vector<std::int64_t> link_load;
    std::vector<std::int64_t> node_load;
    std::vector<std::int64_t> terminal_load;
    /// Of link_load, what counts against the link's capacity: containers alone where it is stated
    /// in containers.
    std::vector<std::int64_t> counted_link_load;
    /// Share of the tonne-kilometres on links whose row is of low confidence, 0 to 1.
    double low_confidence_share_of_tonne_km = 0.0;
    std::size_t certified = 0;  ///< answers behind this year that were proved
    std::size_t answers = 0;
};

/// The first year in which a limit is used in full.
struct Saturation {
    Element element;
    int year = 0;
    TonnesPerYear capacity;  ///< in that year
};

/// Demand, flows and what binds, year by year.
struct Growth {
    std::vector<YearResult> years;
    /// Links, nodes and container terminals that the loads fill, by year, then in element order.
    std::vector<Saturation> saturations;
    /// The first year in which something stays unserved, whatever the commodities' order.
    std::optional<int> breaks_in;
};

/// When growth breaks the corridor: for each year and commodity the demand, what a pooled flow can
/// serve, what binds, and how the links fill.
/// Model        a maximum flow for each commodity and year, supplies and demands as limits of
/// origins
///              and destinations; see YearResult for the loads
/// Requires     all years on networks with the same ids in the same order, origins and destinations
///              that exist; otherwise ContractViolation
/// Certificate  every flow is certified by flow::verify
/// Complexity   three maximum flows for each commodity and year
/// Determinism  same input, same bytes
[[nodiscard]] Growth growth(std::span<const YearState> years);

/// The first year in which the loads of some years fill each limit, by year.
/// Requires     results for these years, in order
[[nodiscard]] std::vector<Saturation> saturations(std::span<const YearState> years,
                                                  std::span<const YearResult> results);

/// Share of the tonne-kilometres of a load on links whose row is of low confidence, 0 to 1.
[[nodiscard]] double low_confidence_share_of_tonne_km(const Network& network,
                                                      std::span<const std::int64_t> link_load);

/// One commodity of all years as growth() pools it: any of its origins may serve any destination,
/// each up to what its rows ask for. Years without demand for it are left out.
[[nodiscard]] std::vector<DemandYear> pooled_years(std::span<const YearState> years,
                                                   std::string_view commodity);

/// counted load / capacity of a link, node or terminal in a year; none where it is unlimited.
[[nodiscard]] std::optional<double> utilisation(const Network& network, const YearResult& year,
                                                Element element);

}  // namespace corridor
