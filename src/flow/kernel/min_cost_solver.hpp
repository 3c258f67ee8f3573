#pragma once

#include "flow/kernel/min_cost_problem.hpp"

namespace corridor::flow::kernel {

enum class CostMethod : std::uint8_t {
    network_simplex,
    cost_scaling,  // of a feasible problem; the simplex where potentials could grow beyond 64 bits
    augmenting_paths,
};

/// Minimum-cost flow from scratch. Requires nodes ≤ 2^22, arcs ≤ 2^24, capacities and supplies that
/// add up to less than 2^62, costs ≤ 2^40. Same input, same bytes out. Memory O(n + m).
[[nodiscard]] CostStatus solve(const CostView& problem, const CostFeatures& features,
                               CostMethod method, Workspace& workspace, CostLimits& limits,
                               CostAnswer& answer);

/// The method that suits a problem: augmenting paths for thin networks whose few sources send less
/// than an average arc carries, else the network simplex. O(m).
[[nodiscard]] CostMethod choose_method(const CostView& problem, const CostFeatures& features);

/// Whether solve() takes dead ends and chains out first. O(n + m).
[[nodiscard]] bool is_reducible(const CostView& problem, const CostFeatures& features,
                                Workspace& workspace);

}  // namespace corridor::flow::kernel
