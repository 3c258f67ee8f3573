#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"
#include "cli/question.hpp"

#include <corridor/report/demand_growth.hpp>

#include <optional>
#include <string>

namespace corridor::cli {

/// Follows a question's demand over years along each path; tells what is wrong with an amount or a
/// path, and then returns nothing.
[[nodiscard]] std::optional<report::DemandGrowthReport> follow(const Question& question,
                                                               const std::string& network_name,
                                                               const DemandYears& asked,
                                                               Console& console);

}  // namespace corridor::cli
