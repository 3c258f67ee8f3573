#pragma once

#include <corridor/analysis/dependency.hpp>
#include <corridor/report/text_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor::report {

/// What a flow depends on, with the question behind it, to be shown.
struct DependencyReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    Dependency answer{};
    /// What was asked to be closed, and what is left without all of it together.
    std::vector<std::string> closed{};
    std::optional<Closure> closure{};
    /// Shows chokepoints without which nothing is lost as well.
    bool all = false;
};

/// What people read: the flow, how many routes are disjoint, then countries, systems and
/// chokepoints.
[[nodiscard]] std::string render_table(const DependencyReport& report, Style style = {});

/// The JSON object "corridor/dependency/1".
[[nodiscard]] std::string render_json(const DependencyReport& report);

/// A row for each country, system and chokepoint as comma-separated values.
[[nodiscard]] std::string render_csv(const DependencyReport& report);

}  // namespace corridor::report
