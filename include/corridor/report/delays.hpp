#pragma once

#include <corridor/analysis/soft_bottlenecks.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// Where a flow loses time, with the question behind it, to be shown.
struct DelayReport {
    std::string network_name{};
    CostModel cost{};
    FlowQuery query{};
    std::optional<TonnesPerYear> demand{};
    std::vector<Disruption> disruptions{};
    SoftBottlenecks answer{};
};

/// One sentence or two: whether time or capacity binds, and what the most time is lost to.
[[nodiscard]] std::string verdict(const DelayReport& report);

/// What people read: the verdict, each section with what binds it, where time is lost in hours and
/// tonne-days a year, and the events that come again.
[[nodiscard]] std::string render_table(const DelayReport& report, Style style = {});

/// The JSON object "corridor/delays/1".
[[nodiscard]] std::string render_json(const DelayReport& report);

/// Where time is lost, as comma-separated values: a row for each link or node and cause.
[[nodiscard]] std::string render_csv(const DelayReport& report);

}  // namespace corridor::report
