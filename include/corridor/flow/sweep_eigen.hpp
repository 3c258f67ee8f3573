#pragma once

#include <corridor/flow/sweep.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <span>

namespace corridor {

/// Capacities as a matrix: one scenario a row, one link a column.
template <class Value>
using CapacityMatrix = Eigen::Matrix<Value, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// sweep() on the rows of a matrix of int32 or int64.
template <class Value>
[[nodiscard]] Sweep sweep(const Network& network, const FlowQuery& query,
                          std::span<const LinkId> columns, const CapacityMatrix<Value>& capacities,
                          const SweepOptions& options = {}) {
    expects(static_cast<std::size_t>(capacities.cols()) == columns.size(),
            "a capacity matrix has a column for each link named");
    return sweep(
        network, query, columns,
        std::span<const Value>(capacities.data(), static_cast<std::size_t>(capacities.size())),
        options);
}

}  // namespace corridor
