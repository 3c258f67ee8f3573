#pragma once

#include "support/random_network.hpp"

#include <corridor/flow/multicommodity.hpp>

namespace corridor::test {

/// A small problem with two-way links, commodities of their own costs and permissions, resources
/// shared by several links, limits that demands use wherever they run, demands without a route,
/// demands of nothing and closed links.
[[nodiscard]] flow::MulticommodityProblem random_multicommodity(Random& random);

/// The same with one or two kinds of equipment that must come back empty, or loaded with something
/// else, on arcs that are not all of them ways of the equipment.
[[nodiscard]] flow::MulticommodityProblem random_with_equipment(Random& random);

}  // namespace corridor::test
