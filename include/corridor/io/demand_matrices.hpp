#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/dataset.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Demand as planning tools exchange it: a matrix for each commodity, origins by destinations.
struct DemandMatrices {
    struct Cell {
        std::uint32_t origin = 0;
        std::uint32_t destination = 0;
        double amount = 0.0;  ///< > 0
    };
    struct Matrix {
        std::string name{};
        std::string unit{};
        std::vector<Cell> cells{};  ///< by origin, then destination, each pair once
    };

    std::vector<std::string> origins{};
    std::vector<std::string> destinations{};
    std::vector<Matrix> matrices{};
};

/// Largest number of origins, and of destinations.
inline constexpr std::size_t most_zones = std::size_t{1} << 14;
/// Largest number of cells that say something, all matrices together.
inline constexpr std::size_t most_matrix_cells = std::size_t{1} << 24;

/// Matrices, and what of the demand they have no place for, a warning each.
struct RenderedMatrices {
    DemandMatrices matrices{};
    Diagnostics dropped{};
};

/// The demand as matrices in t/yr: one for each commodity, in the order in which it is named, with
/// the places that the demand names. Rows of the latest base year count, all rows where none has
/// one; rows of the same places and commodity are added.
/// Returns      nothing but faults where no row is left, or there are more than most_zones places
/// Complexity   O(n log n) for n rows
[[nodiscard]] Parsed<RenderedMatrices> matrices_of(std::string_view file,
                                                   std::span<const Demand> demand);

/// The rows that the matrices state, checked against a network like parse_demand(); amounts within
/// a place are left out, which a warning says. Ids are the names of matrix, origin and destination.
/// Complexity   O(n) for n cells on average
[[nodiscard]] Parsed<std::vector<Demand>> demand_of(std::string_view file,
                                                    const DemandMatrices& matrices,
                                                    const Network& network);

/// The same as the text of a table like demand.csv.
[[nodiscard]] std::string render_demand(const DemandMatrices& matrices);

}  // namespace corridor::io
