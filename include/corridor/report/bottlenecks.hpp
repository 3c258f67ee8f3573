#pragma once

#include <corridor/analysis/marginal_values.hpp>
#include <corridor/analysis/minimum_cuts.hpp>
#include <corridor/analysis/project_lift.hpp>
#include <corridor/analysis/staircase.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// What binds a flow, with the question behind it, to be shown.
struct BottlenecksReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    MinimumCuts cuts{};
    /// How far beyond the minimum cuts were looked for; none: not at all.
    std::optional<TonnesPerYear> beyond{};
    MarginalValues marginal{};
    Staircase staircase{};
    /// What each known project does on its own.
    std::vector<ProjectEffect> each_project{};
    /// What the projects that were asked for do together.
    std::optional<ProjectEffect> asked_projects{};
    /// Wall-clock seconds of everything; none where files must not differ from run to run.
    std::optional<double> solve_seconds{};
    /// Lists limits that are worth nothing at the margin as well.
    bool all_limits = false;
};

/// What people read: the minimum cuts, what each limit in them is worth, the staircase, and what
/// known projects do. `~` marks estimates.
[[nodiscard]] std::string render_table(const BottlenecksReport& report, Style style = {});

/// The JSON object "corridor/bottlenecks/1".
[[nodiscard]] std::string render_json(const BottlenecksReport& report);

/// What one tonne a year more or less of each limit is worth, as comma-separated values.
[[nodiscard]] std::string render_csv(const BottlenecksReport& report);

/// The minimum cuts and those beyond them, a row each.
[[nodiscard]] std::string render_cuts_csv(const BottlenecksReport& report);

/// The staircase, a row for each step.
[[nodiscard]] std::string render_steps_csv(const BottlenecksReport& report);

}  // namespace corridor::report
