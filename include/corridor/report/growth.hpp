#pragma once

#include <corridor/report/text_table.hpp>
#include <corridor/scenario/run.hpp>

#include <span>
#include <string>

namespace corridor::report {

/// When growth breaks the corridor, for people: a row a year, the years in which limits fill, how
/// much rests on low-confidence data, the first year that breaks in one sentence, then the single
/// questions of the scenario. `~` marks estimates.
[[nodiscard]] std::string render_table(const ScenarioResult& result, Style style = {});

/// One sentence: the first year in which something stays behind, and what holds it back.
[[nodiscard]] std::string first_break(const ScenarioResult& result);

/// The growth table of one or more runs as comma-separated values: a row for each scenario, year
/// and commodity, and one for all commodities together.
[[nodiscard]] std::string render_growth_csv(std::span<const ScenarioResult> results);

/// Of the answers behind a run, how many there are and how many were proved.
struct Certified {
    std::size_t proved = 0;
    std::size_t answers = 0;
};
/// Counts over every year, commodity and question of a run.
[[nodiscard]] Certified certified(const ScenarioResult& result);

}  // namespace corridor::report
