#pragma once

#include <corridor/analysis/interdiction.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>

namespace corridor::report {

/// The worst loss of a few targets with the question behind it, to be shown.
struct InterdictionReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    Interdiction answer{};
    /// Wall-clock seconds of the search; none where output must not differ from run to run.
    std::optional<double> solve_seconds{};
};

/// What people read: the loss, the sets behind it, and what going step by step would have found.
[[nodiscard]] std::string render_table(const InterdictionReport& report, Style style = {});

/// The JSON object "corridor/criticality/1" with the key k.
[[nodiscard]] std::string render_json(const InterdictionReport& report);

/// A row for each best set: removed (names separated by ;), flow_lost_t_per_year, share.
[[nodiscard]] std::string render_csv(const InterdictionReport& report);

}  // namespace corridor::report
