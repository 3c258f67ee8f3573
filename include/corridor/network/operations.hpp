#pragma once

#include <corridor/network/attributes.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// Hours of the day in which handling may begin: from `begin` to `end`, in minutes after midnight;
/// over midnight where the end is the earlier one.
struct OpeningHours {
    int begin = 0;
    int end = 24 * 60;

    friend bool operator==(const OpeningHours&, const OpeningHours&) = default;
};

/// What a place does with cargo for which it has no room.
enum class WhenFull : std::uint8_t {
    wait,       ///< it stays on the way it came by, which then takes no more
    turn_away,  ///< it is lost, and counted
};

/// How a node or a link handles one consignment after the other. What is not stated does not limit.
struct Handling {
    std::string place{};  ///< id of the node or link
    /// Tracks, berths, cranes or officers that work side by side; none: as many as are needed.
    std::optional<int> servers{};
    double service_h = 0.0;   ///< that one of them needs for a consignment, on average
    double service_cv = 0.0;  ///< standard deviation over mean: 0 fixed, 1 exponential
    std::vector<double> observed_service_h{};  ///< in place of both where there are any
    std::optional<OpeningHours> opening{};
    /// Tonnes that may wait at a node, besides what is being handled; none: as many as come.
    std::optional<double> storage_t{};
    WhenFull when_full = WhenFull::wait;
    std::optional<int> berths{};            ///< of a port, for the vessels of fleets
    std::optional<double> berth_t_per_h{};  ///< loaded or unloaded by a berth
    double mtbf_h = 0.0;                    ///< of each server between repair and failure; 0: never
    double mttr_h = 0.0;                    ///< of a repair
    double headway_h = 0.0;                 ///< least time between two on a link
    std::string fleet{};                    ///< that serves a link; empty: none
};

/// When a vessel of a fleet leaves.
enum class Departure : std::uint8_t {
    when_full,   ///< when the next consignment would not fit
    after_wait,  ///< when full, or when the first consignment has waited long enough
    timetable,   ///< at fixed times, with what is there
};

/// Vessels that go to and fro on the links that name them, each where it is needed.
struct Fleet {
    std::string id;
    std::string name{};
    int vessels = 1;
    double payload_t = 0.0;
    double load_h = 0.0;    ///< of a call, unless the port has berths of a rate
    double unload_h = 0.0;  ///< the same
    double service_cv = 0.0;
    Departure departure = Departure::when_full;
    double longest_wait_h = 0.0;
    double headway_h = 0.0;  ///< of the timetable, on each route and in each direction
    double mtbf_h = 0.0;     ///< between the failures of a vessel; 0: never
    double mttr_h = 0.0;
    Provenance provenance{};
    std::string note{};
};

/// How the consignments of a row of demand come.
enum class ArrivalLaw : std::uint8_t {
    poisson,
    regular,
    table,  ///< at the times of arrivals.csv
};

/// When the consignments of a row of demand come, how large they are, and who goes before whom.
struct ConsignmentArrivals {
    ArrivalLaw law = ArrivalLaw::poisson;
    std::optional<double> lot_t{};  ///< none: that of the commodity
    int priority = 0;               ///< higher ones are handled first
};

/// One consignment of arrivals.csv.
struct TimedArrival {
    std::string demand;
    double at_h = 0.0;  ///< after the start
    double tonnes = 0.0;
};

/// What the simulation needs to know beyond the network. Rows are only there where something is
/// stated.
struct Operations {
    std::vector<Handling> nodes;
    std::vector<Handling> links;
    std::vector<Fleet> fleets;
    std::vector<TimedArrival> timed;
};

}  // namespace corridor
