#pragma once

#include <corridor/flow/quickest.hpp>
#include <corridor/flow/quickest_steps.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <variant>

namespace corridor::report {

/// How soon a tonnage arrives, or how much arrives in time, with the question behind it.
struct QuickestReport {
    std::string network_name{};
    CostModel cost{};
    FlowQuery query{};
    std::variant<Quickest, Arrivals, FlowInSteps> answer{};
    std::optional<std::int64_t> tonnes{};  ///< asked for
    std::optional<Duration> horizon{};     ///< else what arrives within it
    StepOptions steps{};                   ///< behind a FlowInSteps
    /// The same question without closures; behind a FlowInSteps that was asked for a tonnage.
    std::optional<Duration> without_closures{};
};

/// What people read: the time or the tonnage, what limits it and for how long, the routes, and what
/// would shorten it most.
[[nodiscard]] std::string render_table(const QuickestReport& report, Style style = {});

/// The JSON object "corridor/quickest/1".
[[nodiscard]] std::string render_json(const QuickestReport& report);

/// What limits it, as comma-separated values: a row for each limit in the minimum cut over time.
[[nodiscard]] std::string render_csv(const QuickestReport& report);

}  // namespace corridor::report
