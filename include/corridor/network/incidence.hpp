#pragma once

#include <corridor/network/network.hpp>

#include <Eigen/SparseCore>

#include <cstdint>
#include <vector>

namespace corridor {

/// The node–link incidence matrix A of a network: n rows, m columns, A(v, l) = 1 where link l
/// leaves v (its tail) and −1 where it enters v (its head); a loop has an empty column. With link
/// flows x in t/yr, positive from tail to head, A·x is what each node sends out more than it
/// receives. O(n + m) time and memory. Source       Ahuja, Magnanti & Orlin (1993), section 1.2
[[nodiscard]] inline Eigen::SparseMatrix<double> incidence_matrix(const Network& network) {
    std::vector<Eigen::Triplet<double>> entries;
    entries.reserve(network.links().size() * 2);
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        if (link.tail != link.head) {
            const auto column = static_cast<int>(i);
            entries.emplace_back(static_cast<int>(link.tail.index), column, 1.0);
            entries.emplace_back(static_cast<int>(link.head.index), column, -1.0);
        }
    }
    Eigen::SparseMatrix<double> matrix(static_cast<Eigen::Index>(network.nodes().size()),
                                       static_cast<Eigen::Index>(network.links().size()));
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

}  // namespace corridor
