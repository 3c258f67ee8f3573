#pragma once

#include <corridor/network/network.hpp>
#include <corridor/network/operations.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// A row of demand: so much of a commodity a year from an origin to a destination.
struct Demand {
    std::string id;
    int year = 0;
    /// Rows that share a base year neither overlap nor double-count; other rows are totals, plans
    /// and forecasts for comparison.
    std::optional<int> base_year;
    std::string kind;         ///< observed, derived, estimate, plan, forecast, capacity_statement
    std::string origin;       ///< node id, or "CORRIDOR"
    std::string destination;  ///< node id, or "CORRIDOR"
    std::string commodity;    ///< or "all"
    Quantity stated;
    TonnesPerYear rate;
    Provenance provenance;
    std::string note;
    ConsignmentArrivals arrivals{};
};

/// An investment that changes one attribute of links or nodes.
struct Project {
    std::string id;
    std::string name;
    std::string affects_type;           ///< link, node, corridor
    std::vector<std::string> affected;  ///< link or node ids
    std::string attribute;              ///< capacity, container_capacity, transit_time
    std::optional<Decimal> before;
    std::optional<Decimal> after;
    std::string unit;
    std::optional<Decimal> cost_usd_million;
    std::string cost_note;
    std::optional<int> year;
    std::string status;
    Provenance provenance;
    std::string note;
};

/// An event, observed or assumed, that leaves a part of the capacity for a time.
struct Disruption {
    std::string id;
    std::string name;
    std::string type;
    std::vector<std::string> affected;  ///< link or node ids, or "CORRIDOR"
    std::string start;
    std::string end;
    std::optional<Decimal> duration_days;
    std::optional<Decimal> frequency_per_year;
    /// Share of capacity left while it lasts (for the whole corridor: multiplier of demand).
    std::optional<Decimal> capacity_factor;
    std::string kind;
    Provenance provenance;
    std::string note;
};

/// A unit cost, quote, transit time, speed or emission factor.
struct CostFigure {
    std::string id;
    std::string category;
    std::string item;
    std::string mode;
    std::optional<Decimal> value;
    std::string unit;
    std::optional<int> year;
    Provenance provenance;
    std::string note;
};

/// A limit that several links share: a fleet on its routes, the berths of a port, the train paths
/// of a tunnel.
struct Resource {
    std::string id;
    std::string name;
    Decimal amount;    ///< in a year, in `unit`
    std::string unit;  ///< "Mt/yr", or any other: "vessel-hours/yr"
    /// The amount in t/yr where the unit is one of tonnes.
    std::optional<TonnesPerYear> rate;
    Provenance provenance;
    std::string note;
};

/// What each tonne on a link takes of a resource.
struct ResourceUse {
    std::string resource;
    std::string link;
    std::string commodity;  ///< or "all"
    /// In the unit of the resource; in tonnes where that is a unit of tonnes.
    Decimal per_tonne;
    Provenance provenance;
    std::string note;
};

/// Containers or wagons that cargo takes with it and that must come back. They move, loaded or
/// empty, on links of the modes named; where cargo goes on by another mode it leaves them.
struct EquipmentType {
    std::string id;
    std::string name;
    Decimal tonnes_per_unit;               ///< > 0
    std::vector<std::string> commodities;  ///< that use it
    std::vector<Mode> modes;
    Decimal empty_usd_per_km;  ///< on railways and roads
    /// Of what a full load pays, on ferries, vessels, crossings and in handling.
    Decimal empty_tariff_share;
    /// What an empty unit takes of a limit, as a part of what a full load takes.
    Decimal empty_capacity_share;
    Provenance provenance;
    std::string note;
};

/// Corridors that replace each other more readily than those of other nests.
struct Nest {
    static constexpr const char* all = "all";  ///< the id that stands for the choice between nests

    std::string id;
    std::string name;
    Decimal scale_usd_per_teu;
    Provenance provenance;
    std::string note;
};

/// A corridor that competes with others for the same containers.
struct CompetingCorridor {
    std::string id;
    std::string name;
    std::string nest;
    std::string from;
    std::string to;
    std::vector<std::string> through;         ///< nodes that every way of it passes
    std::vector<std::string> closed_systems;  ///< of other corridors
    std::vector<std::string> closed_links;    ///< of other corridors
    bool limited = true;                      ///< its capacities are figures, not placeholders
    std::vector<std::string> observed;        ///< demand rows: what it carried
    std::vector<std::string> other_traffic;   ///< demand rows that take its limits first
    Provenance provenance;
    std::string note;
};

/// Where figures come from.
struct Source {
    std::string key;
    std::string title;
    std::string publisher;
    std::string date;
    std::string url;
};

/// A network with everything that is told about it: what the folder of a corridor holds.
struct Dataset {
    Network network;
    std::vector<Demand> demand;
    std::vector<Project> projects;
    std::vector<Disruption> disruptions;
    std::vector<CostFigure> costs;
    std::vector<Source> sources;
    std::vector<Resource> resources;
    std::vector<ResourceUse> resource_uses;
    Operations operations{};
    std::vector<EquipmentType> equipment;
    std::vector<Nest> nests;
    std::vector<CompetingCorridor> corridors;
};

}  // namespace corridor
