#pragma once

#include <corridor/flow/parametric.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// The largest flow against what grows, with the question behind it, to be shown.
struct GrowthCurveReport {
    /// What λ stands for.
    enum class Growing {
        demand,      ///< t/yr that all origins together offer
        endpoints,   ///< a factor on what origins and destinations offer and ask for
        capacities,  ///< a factor on some capacities
        rates,       ///< steps of so many t/yr on some capacities
    };

    std::string network_name{};
    Network network{};
    FlowQuery query{};
    Growing growing = Growing::demand;
    Scaling scaling{};
    ParametricFlow answer{};
    /// Wall-clock seconds of all solves; none where output must not differ from run to run.
    std::optional<double> solve_seconds{};
};

/// What people read: a line for each segment with what binds there.
[[nodiscard]] std::string render_table(const GrowthCurveReport& report, Style style = {});

/// The JSON object "corridor/growth/1".
[[nodiscard]] std::string render_json(const GrowthCurveReport& report);

/// from, to, slope, intercept_t_per_year, cut.
[[nodiscard]] std::string render_csv(const GrowthCurveReport& report);

}  // namespace corridor::report
