#pragma once

#include <corridor/flow/allocation.hpp>
#include <corridor/network/cost_model.hpp>

#include <span>
#include <vector>

namespace corridor {

/// The network of one year, with its costs, and the demands that compete on it.
struct AllocationYear {
    CostModel model;
    AllocationQuery query;
};

/// What allocate() finds for each year, every year from the routes, prices and basis of the one
/// before it.
/// Model        that of allocate() in each year. Amounts, capacities and what is open may change
///              from year to year; where costs, permissions or the demands themselves do, the next
///              years start anew
/// Requires     check(model, query) finds nothing in any year; otherwise ContractViolation
/// Returns      one answer a year, in order
/// Certificate  as allocate(): flow and prices of each year, checked on arcs and on its network
/// Complexity   one solve for the first year, and a few dual simplex steps for each that follows
/// Determinism  same input, same bytes for one compiler and machine type
[[nodiscard]] std::vector<Allocation> allocate_years(
    std::span<const AllocationYear> years, const flow::MulticommodityOptions& options = {});

}  // namespace corridor
