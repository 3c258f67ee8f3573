#pragma once

#include <corridor/analysis/routes.hpp>
#include <corridor/network/cost_model.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// The indicators by which CAREC measures corridors; none where a route has nothing to measure.
/// Source       CAREC Corridor Performance Measurement and Monitoring, annual reports
struct CarecIndicators {
    /// TFI1: mean hours at a land border, gauge change included, over borders with a figure.
    std::optional<double> border_hours;
    /// TFI2: mean cost at these borders in USD for 20 t, gauge change included.
    std::optional<double> border_usd;
    /// TFI3: all money in USD for 20 t over 500 km.
    std::optional<double> usd_per_500_km;
    /// TFI4, SWOD: speed without delay, distance over moving time, in km/h.
    std::optional<double> speed_without_delay;
    /// TFI4, SWD: speed with delay, distance over all time, in km/h.
    std::optional<double> speed_with_delay;
};

/// What a route comes to.
struct RouteMeasures {
    Length length;
    std::size_t borders = 0;         ///< links between two countries, or borders by mode
    std::size_t transshipments = 0;  ///< changes of carrier
    std::size_t gauge_changes = 0;   ///< links that are changes of gauge
    std::size_t filled_figures = 0;  ///< tariffs and times that are defaults of the mode
    /// Share of the money that rests on rows of low confidence, defaults and handling, 0 to 1.
    double low_confidence_share = 0.0;
    CarecIndicators carec;
};

/// Distance, borders, handling and the indicators of a route.
[[nodiscard]] RouteMeasures measure(const CostModel& model, const Route& route);

/// A row of the profile of a route: where a tonne is after moving, or after a stay.
struct ProfileRow {
    enum class Kind : std::uint8_t { start, link, stay, transshipment };

    Kind kind = Kind::start;
    NodeId node;                 ///< where the tonne is
    std::optional<LinkId> link;  ///< by which it came
    TonneCost added;             ///< on this row
    Length length;               ///< since the origin
    TonneCost total;             ///< since the origin
};

[[nodiscard]] std::string_view to_string(ProfileRow::Kind kind);

/// Time, cost and distance along a route, from place to place. A stay of no time and no handling
/// has no row.
[[nodiscard]] std::vector<ProfileRow> profile(const CostModel& model, const Route& route);

}  // namespace corridor
