#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/selection.hpp>
#include <corridor/scenario/growth_path.hpp>
#include <corridor/units/rates.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// The growth of one commodity.
struct CommodityGrowth {
    std::string commodity;
    GrowthPath path;
    Place place;

    friend bool operator==(const CommodityGrowth&, const CommodityGrowth&) = default;
};

/// Rows that grow together: a target is the target of their sum.
struct DemandGroup {
    std::string name;
    std::vector<std::string> rows;    ///< patterns on demand ids
    std::vector<std::string> except;  ///< patterns that take rows out again
    GrowthPath path;
    Place place;

    friend bool operator==(const DemandGroup&, const DemandGroup&) = default;
};

/// Which demand is looked at and how it grows.
struct DemandSettings {
    int base_year = 2024;
    std::vector<std::string> rows = {"*"};  ///< patterns on the ids of the base year's rows
    std::vector<std::string> except;
    std::vector<CommodityGrowth> commodities;
    std::vector<DemandGroup> groups;
    GrowthPath otherwise;  ///< for commodities that are not named; empty: no growth
    /// What a tonne that is not served costs, which puts a price on what binds.
    UnitCost unserved_price{10'000'000'000};
    Place place;

    friend bool operator==(const DemandSettings&, const DemandSettings&) = default;
};

/// A change of the network from a year on. Changes apply in the order of the list.
struct Change {
    /// Exactly one of these is given; links, systems, nodes and resources may be patterns.
    std::string link;
    std::string system;
    std::string node;
    std::string project;     ///< id from projects.csv
    std::string disruption;  ///< id from disruptions.csv
    std::string resource;    ///< a limit that links share
    /// link, node and resource changes: capacity, container_capacity, status, opening_year,
    /// transit_time, dwell, tariff or amount
    std::string attribute;
    std::string value;  ///< "17 Mt/yr", "operating", "36 h", "25 USD/t", "75 %" (of what it was)
    /// First year in which it holds; none: the project's own year, or the first of the horizon.
    std::optional<int> from;
    std::optional<int> to;  ///< last year in which it holds; none: the last of the horizon
    Place place;

    friend bool operator==(const Change&, const Change&) = default;
};

/// A single question asked of one year of the scenario.
struct FlowRequest {
    std::string name;
    std::vector<std::string> from;
    std::vector<std::string> to;
    std::string commodity;
    std::optional<int> year;  ///< none: the first year
    Place place;

    friend bool operator==(const FlowRequest&, const FlowRequest&) = default;
};

/// A change of how a place or a fleet works in simulations.
struct OperationChange {
    /// Exactly one of these three is given.
    std::string node;
    std::string link;
    std::string fleet;
    std::string
        attribute;      ///< of the tables nodes, links and fleets: servers, service_h, vessels, …
    std::string value;  ///< "12", or "75 %" of what it was
    Place place;

    friend bool operator==(const OperationChange&, const OperationChange&) = default;
};

/// How a scenario is simulated; what is not stated is for the command line to say.
struct SimulationSettings {
    std::optional<double> days;
    std::optional<double> warm_up_days;
    std::optional<int> replications;
    std::optional<int> year;               ///< none: the first of the horizon
    std::vector<std::string> disruptions;  ///< ids from disruptions.csv that may happen
    bool reroute = false;
    std::vector<OperationChange> changes;

    friend bool operator==(const SimulationSettings&, const SimulationSettings&) = default;
};

/// A what-if: a network, years, demand, changes and the questions to answer.
struct Scenario {
    std::string name;
    std::string title;
    std::string description;
    std::string network = "middle-corridor";  ///< or a folder, relative to the scenario file
    int first_year = 2024;
    int last_year = 2024;
    DemandSettings demand;
    std::vector<Change> changes;
    Selection selection;                         ///< `year` is set for each year of the horizon
    std::vector<std::string> exclude_resources;  ///< patterns on limits that do not hold
    bool growth = true;
    std::vector<FlowRequest> flows;
    SimulationSettings simulation;
    /// Where each key and element of the file stands: "change[0].value", "demand.rows[2]". Empty
    /// for scenarios written in code.
    std::map<std::string, Place, std::less<>> places;
};

/// Reads the text of a scenario file (TOML, docs/scenarios.md); `file` names it in diagnostics and,
/// without folder and ending, is the name of a scenario that states none. Unknown keys, wrong types
/// and values that cannot be are all reported, with line and column.
/// Limits       1 GiB of text, 256 levels, 64 KiB a text, 1,000 changes, groups and questions each,
///              10,000 patterns a list, 200 years
[[nodiscard]] Parsed<Scenario> parse_scenario(std::string_view text, std::string_view file);

}  // namespace corridor
