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
    Arrivals arrivals{};
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
};

}  // namespace corridor
