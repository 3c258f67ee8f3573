#pragma once

#include <corridor/report/network_allocation.hpp>

#include <nlohmann/json.hpp>

#include <string>

namespace corridor::report {

/// Which containers and wagons come back empty, how far, and where they are scarce; nothing where
/// the question has no equipment.
[[nodiscard]] std::string empty_returns_text(const NetworkAllocationReport& report, Style style);

/// The same with every link and place, one entry for each kind of equipment.
[[nodiscard]] nlohmann::ordered_json empty_returns_document(const NetworkAllocationReport& report);

}  // namespace corridor::report
