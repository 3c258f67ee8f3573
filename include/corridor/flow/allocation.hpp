#pragma once

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/multicommodity.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/selection.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// So much of a commodity that somebody wants moved from one place to another.
struct AllocationDemand {
    std::string id;
    std::string origin;
    std::string destination;
    std::string commodity{};  ///< empty: any cargo, for which every limit applies
    TonnesPerYear amount;
};

/// A resource of which only a share is there, or more than its amount: 0.75 at low water.
struct ResourceShare {
    std::string resource;
    double share = 1.0;
};

/// Who is to have equal parts of what is scarce.
enum class FairBetween : std::uint8_t { demands, origins, origin_countries };

/// Demands that compete for the limits of a network.
struct AllocationQuery {
    std::vector<AllocationDemand> demands;
    std::vector<Resource> resources{};
    std::vector<ResourceUse> resource_uses{};
    std::vector<ResourceShare> shares{};
    Selection selection{};
    flow::AllocationObjective objective = flow::AllocationObjective::least_cost;
    /// None: the value of a day in the model's rates, and no price of carbon.
    std::optional<Valuation> valuation{};
    /// What a tonne that is not served costs; least_cost only.
    UnitCost unserved_price{10'000'000'000};
    FairBetween fair_between = FairBetween::origin_countries;
    /// Containers and wagons that must come back empty; none: nothing has to.
    std::vector<EquipmentType> equipment{};
};

/// The rows that may be added up as the demand of a base year; rows of `all` commodities are of any
/// cargo.
[[nodiscard]] std::vector<AllocationDemand> base_year_demands(const std::vector<Demand>& rows,
                                                              int base_year);

/// What is wrong with a query: unknown nodes, commodities, links and resources with the nearest
/// names, a demand that ends where it starts, amounts and prices out of range, a resource, or a use
/// of one, told twice. The fields are "origin", "destination", "commodity", "amount", "resource",
/// "resource_use", "unserved_price", "valuation" and "equipment".
[[nodiscard]] Diagnostics check(const CostModel& model, const AllocationQuery& query);

/// A limit that cargo takes from: of a link (both directions), the throughput of a node, a
/// container terminal, or a resource.
struct AllocationLimit {
    std::optional<Element> element{};  ///< none: a resource
    std::uint32_t resource = 0;        ///< in the query
    double capacity = 0.0;             ///< t/yr, or in the unit of the resource
    double use = 0.0;
    /// What one more unit is worth: USD saved, tonnes served or λ gained.
    double price = 0.0;
    /// The capacities between which it is, when asked for (MulticommodityOptions::ranges).
    std::optional<flow::PriceRange> range{};
};

/// What moves of one demand along one route.
struct AllocatedRoute {
    std::uint32_t demand = 0;
    double t_per_year = 0.0;
    std::vector<LinkId> links{};  ///< from origin to destination
};

/// What moves of one commodity on one link.
struct CommodityFlow {
    LinkId link;
    std::string commodity;
    double forward_t_per_year = 0.0;
    double backward_t_per_year = 0.0;
};

/// Demands that are treated as one where shares are fair.
struct FairGroup {
    std::string name;
    double share = 0.0;
};

/// Empty units of an equipment that return from one place to another.
struct EmptyRoute {
    std::uint32_t equipment = 0;  ///< in the query
    NodeId from;
    NodeId to;
    double units_per_year = 0.0;
    std::vector<LinkId> links{};
};

/// Loaded units that come and go at a place, and what one more unit there is worth: USD saved,
/// tonnes served or λ gained; 0 where there are most too many.
struct EquipmentBalance {
    std::uint32_t equipment = 0;  ///< in the query
    NodeId place;
    double arriving = 0.0;  ///< loaded units a year that cargo leaves there
    double leaving = 0.0;   ///< that cargo takes away
    double price = 0.0;
};

/// Who is served, on which routes, and what each limit is worth.
struct Allocation {
    flow::AllocationObjective objective = flow::AllocationObjective::least_cost;
    flow::AllocationOutcome outcome = flow::AllocationOutcome::optimal;
    /// USD a year with the price of what is not served, tonnes a year, λ, or the smallest share.
    double value = 0.0;
    double lower_bound = 0.0;
    double upper_bound = 0.0;
    double gap = 0.0;              ///< of the bounds, relative
    std::vector<double> served{};  ///< of each demand in t/yr; λ × amount when concurrent
    /// What one more tonne of each demand costs, its route and the limits it takes included.
    std::vector<double> demand_price{};
    std::vector<AllocatedRoute> routes{};
    std::vector<CommodityFlow> flows{};        ///< by link, then commodity; only where there is any
    std::vector<AllocationLimit> limits{};     ///< that apply to a demand, used or not
    std::vector<FairGroup> groups{};           ///< fair only
    std::vector<EmptyRoute> empties{};         ///< with equipment only
    std::vector<EquipmentBalance> balances{};  ///< where loaded units do not pass through only
    bool certified = false;  ///< arcs and network checks found nothing wrong, and the bounds meet
};

/// "alat_port container terminal", or the id of the link, node or resource.
[[nodiscard]] std::string name(const Network& network, const AllocationQuery& query,
                               const AllocationLimit& limit);

/// Whether a limit has a price that counts: what its capacity is worth at that price is more than
/// rounding beside the value.
[[nodiscard]] bool binds(const Allocation& answer, const AllocationLimit& limit);

/// What of a demand is not served, in t/yr; 0 where less than a millionth of it is missing.
[[nodiscard]] double unserved(const AllocationQuery& query, const Allocation& answer,
                              std::size_t demand);

/// The best use of a network by all demands at once.
/// Model        flow of each demand on routes that permit its commodity; both directions of a link,
///              all that passes, starts or ends at a node, what container vessels load and unload
///              at a terminal, and all that uses a resource share its limit; objective as chosen,
///              cost as in CostModel
/// Requires     check(model, query) finds nothing; otherwise ContractViolation
/// Returns      optimal, unbounded (concurrent), or limit_reached with both bounds
/// Certificate  flow and prices, checked on arcs by flow::verify and in the network's own words by
///              verify() below
/// Complexity   that of flow::solve on 2·m + (sides of nodes)² arcs
/// Determinism  same input, same bytes for one compiler and machine type
/// Source       docs/model/multicommodity.md
[[nodiscard]] Allocation allocate(const CostModel& model, const AllocationQuery& query,
                                  const flow::MulticommodityOptions& options = {});

namespace flow {

/// Proves or refutes an allocation in the network's own words: every route is a walk over open
/// links that permit the commodity, no demand has more than it asks for, no link, node, terminal or
/// resource holds more than its limit, the value is what the routes add up to, and no answer beats
/// the bound that the prices of the limits prove (fair, and with equipment: the routes only). No
/// place gives away more equipment than it gets. Knows nothing of arcs.
/// O(origins × commodities × m log n).
[[nodiscard]] Verdict verify(const CostModel& model, const AllocationQuery& query,
                             const Allocation& answer, double tolerance = 1e-7);

}  // namespace flow

}  // namespace corridor
