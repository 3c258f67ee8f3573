#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/attributes.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/units/quantity.hpp>
#include <corridor/units/rates.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace corridor {

/// What a mode takes where a link states nothing itself, for one tonne and one kilometre.
struct ModeRates {
    std::int64_t micro_usd_per_tkm = 0;
    std::int64_t speed_m_per_h = 0;
    std::int64_t mg_co2e_per_tkm = 0;
};

/// The figures behind a generalised cost. What stands here are the defaults: the figures of the
/// reference data set (data/middle-corridor/costs.csv, read by cost_id), most of them of low
/// confidence. A data set replaces each of them by a row with that cost_id in its own costs.csv.
struct CostRates {
    /// By mode: rates of carriage (c_…), speeds (s_…) and emission factors (e_…).
    std::array<ModeRates, 10> mode = {{
        {30'000, 25'000, 31'600},   // rail
        {94'500, 30'000, 126'300},  // road
        {30'000, 18'000, 51'400},   // rail_ferry
        {5'100, 25'000, 29'700},    // container_vessel
        {8'000, 20'000, 40'000},    // tanker
        {14'700, 7'000, 5'000},     // oil_pipeline
        {50'000, 30'000, 5'000},    // gas_pipeline
        {94'500, 10'000, 126'300},  // port_transfer
        {30'000, 25'000, 31'600},   // border_crossing
        {30'000, 25'000, 31'600},   // gauge_change
    }};
    /// Ships on links of at least this length are large: e_deepsea and e_tanker_large apply.
    Length deep_sea_from{2'000'000};
    std::int64_t deep_sea_vessel_mg_co2e_per_tkm = 15'400;
    std::int64_t deep_sea_tanker_mg_co2e_per_tkm = 3'000;
    /// Charge and time of a border (c_border_rail, c_border_road, t_border_rail, t_border_road).
    UnitCost rail_border{10'750'000};
    UnitCost road_border{10'400'000};
    Duration rail_border_time{146'160};
    Duration road_border_time{35'640};
    /// Handling where cargo changes its carrier or gauge (c_transship).
    UnitCost handling{8'000'000};
    /// What a day of one tonne is worth (c_vot: 10 USD a TEU of 14 t).
    UnitCost value_of_day{714'286};

    [[nodiscard]] const ModeRates& of(Mode which) const {
        return mode[static_cast<std::size_t>(which)];
    }
};

/// A figure that read_rates() looks for: a row of costs.csv by its cost_id.
struct RateName {
    std::string cost_id;
    std::string unit;     ///< the units it may be stated in, "USD/tkm"; several joined by " or "
    std::string meaning;  ///< in one line
};

/// Every figure that read_rates() looks for.
[[nodiscard]] const std::vector<RateName>& rate_names();

/// The rates of a data set: the defaults, replaced by the rows of its costs.csv that have one of
/// the ids of rate_names(). Other rows are for comparison and are not looked at. Containers are
/// weighed as `units` says (TEU/yr). Faults: a unit that is not the one expected, no value, a speed
/// of 0, a value beyond 10^12 in the unit used here.
/// Determinism  exact decimals, rounded once to whole numbers, halves upwards
[[nodiscard]] Parsed<CostRates> read_rates(std::span<const CostFigure> figures,
                                           const UnitTable& units);

}  // namespace corridor
