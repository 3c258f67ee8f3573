#pragma once

#include <corridor/flow/multicommodity.hpp>
#include <corridor/report/text_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace corridor::report {

/// What a row of the CSV stands for.
enum class AllocationRows : std::uint8_t { demands, limits };

/// Demands that share limits, with what each is given, to be shown. Amounts are in the unit of the
/// input.
struct AllocationReport {
    struct Commodity {
        std::string id{};
        std::string origin{};
        std::string destination{};
        double amount = 0.0;
    };
    struct Limit {
        std::string id{};
        double capacity = 0.0;
    };

    std::string problem_name{};
    std::size_t nodes = 0;
    std::size_t arcs = 0;
    std::vector<Commodity> commodities{};  ///< one a demand of the problem
    std::vector<Limit> links{};            ///< the first limits of the problem
    std::vector<Limit> resources{};        ///< the limits behind them, shared by several links
    std::vector<std::string> groups{};     ///< names of groups: fair
    flow::MulticommoditySolution solution{};
    /// Of a concurrent flow, show the value as 1/λ: the utilisation at which all is served.
    bool value_is_congestion = false;
    bool certified = false;
    double read_seconds = 0.0;
    double solve_seconds = 0.0;
    AllocationRows rows = AllocationRows::demands;
};

/// What people read: value, bounds, the limits that bind with their prices, what is not served.
[[nodiscard]] std::string render_table(const AllocationReport& report, Style style = {});

/// The JSON object "corridor/allocate/1".
[[nodiscard]] std::string render_json(const AllocationReport& report);

/// One row a demand, or a limit, of comma-separated values under their header.
[[nodiscard]] std::string render_csv(const AllocationReport& report);

}  // namespace corridor::report
