#pragma once

#include <corridor/analysis/demand_growth.hpp>
#include <corridor/flow/max_flow.hpp>
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
};

/// What the rows of a group ask for together.
[[nodiscard]] TonnesPerYear group_demand(const YearState& year, std::string_view group);

/// One commodity in one year, with all its origins pooled and all its destinations pooled: any
/// origin may serve any destination, and no other commodity is in the way. What is served is
/// therefore an upper bound on what the corridor can do.
struct CommodityYear {
    std::string commodity;
    TonnesPerYear demand;
    TonnesPerYear served;    ///< pooled upper bound
    TonnesPerYear unserved;  ///< demand − served: certain to stay behind
    /// What keeps the unserved back; empty when everything is served.
    std::vector<CutMember> binding;
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

/// One year. Commodities are loaded in turn, in the order of Network::commodities(), each on the
/// capacity that those before it left and each along a maximum flow of least transit time; the
/// loads of links and nodes are the sums. They never exceed a capacity, and are one way in which
/// the commodities can share it, pooled by commodity.
struct YearResult {
    int year = 0;
    std::vector<CommodityYear> commodities;  ///< those with demand in any year, in network order
    TonnesPerYear demand;
    TonnesPerYear served;  ///< sum of the pooled upper bounds
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

/// One commodity of all years as growth() pools it: any of its origins may serve any destination,
/// each up to what its rows ask for. Years without demand for it are left out.
[[nodiscard]] std::vector<DemandYear> pooled_years(std::span<const YearState> years,
                                                   std::string_view commodity);

/// counted load / capacity of a link, node or terminal in a year; none where it is unlimited.
[[nodiscard]] std::optional<double> utilisation(const Network& network, const YearResult& year,
                                                Element element);

}  // namespace corridor
