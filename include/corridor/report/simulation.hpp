#pragma once

#include <corridor/io/files.hpp>
#include <corridor/report/text_table.hpp>
#include <corridor/simulation/freight.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace corridor::report {

/// A simulation with the question behind it, to be shown.
struct SimulationReport {
    std::string network_name{};  ///< or the name of the scenario
    bool is_scenario = false;
    std::uint64_t seed = 1;
    double confidence = 0.95;
    Simulation answer{};
    double solve_seconds = 0.0;
};

/// What people read: throughput beside the static bound, places by waiting, flows with their
/// transit times, fleets, checks.
[[nodiscard]] std::string render_table(const SimulationReport& report, Style style = {});

/// The JSON object "corridor/simulate/1".
[[nodiscard]] std::string render_json(const SimulationReport& report);

/// A row for each origin, destination and commodity.
[[nodiscard]] std::string render_csv(const SimulationReport& report);

/// A page without scripts: what the table tells, transit times, waits by place and month, what each
/// place holds back, CAREC's indicators, and sampled consignments over time and distance, as
/// charts.
[[nodiscard]] std::string render_simulation_page(const SimulationReport& report);

/// The files of a simulation: od.csv, places.csv, trace.csv, result.json and report.html. They hold
/// no time and no path, so that the same inputs give the same bytes.
[[nodiscard]] std::vector<io::NamedText> simulation_files(SimulationReport report);

}  // namespace corridor::report
