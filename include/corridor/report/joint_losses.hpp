#pragma once

#include <corridor/analysis/joint_losses.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>

namespace corridor::report {

/// What is lost without each two targets, with the question behind it, to be shown.
struct JointLossesReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    JointLosses answer{};
    std::size_t certified_pairs = 0;  ///< solved again on their own
    /// Wall-clock seconds of all solves; none where output must not differ from run to run.
    std::optional<double> solve_seconds{};
};

/// What people read: the pairs that are worse than the worse of the two, worst first.
[[nodiscard]] std::string render_table(const JointLossesReport& report, Style style = {});

/// The JSON object "corridor/criticality/1" with the key pairs.
[[nodiscard]] std::string render_json(const JointLossesReport& report);

/// first, second, flow_lost_t_per_year, share, more_than_either_t_per_year.
[[nodiscard]] std::string render_csv(const JointLossesReport& report);

}  // namespace corridor::report
