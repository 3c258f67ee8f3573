#pragma once

#include <corridor/flow/allocation.hpp>
#include <corridor/network/network.hpp>
#include <corridor/report/allocation.hpp>
#include <corridor/report/text_table.hpp>

#include <string>

namespace corridor::report {

/// Demands on a network, with what each is given, to be shown.
struct NetworkAllocationReport {
    std::string network_name{};
    Network network{};
    AllocationQuery query{};
    Allocation answer{};
    double solve_seconds = 0.0;
    AllocationRows rows = AllocationRows::demands;
};

/// What people read: value, bounds, the limits that bind with their prices, what is not served.
[[nodiscard]] std::string render_table(const NetworkAllocationReport& report, Style style = {});

/// The JSON object "corridor/allocate/1".
[[nodiscard]] std::string render_json(const NetworkAllocationReport& report);

/// One row a demand, or a limit, of comma-separated values under their header.
[[nodiscard]] std::string render_csv(const NetworkAllocationReport& report);

}  // namespace corridor::report
