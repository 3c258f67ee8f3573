#pragma once

#include <corridor/flow/allocation.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace corridor::flow {

/// An allocation as a problem on arcs. Each side of a node has a vertex where cargo arrives and one
/// from which it leaves, with an arc for each way through the node, so that handling, stays and
/// terminals are paid for and counted exactly.
struct AllocationLowered {
    struct LinkArc {
        std::uint32_t link = 0;
        bool is_link = false;
        bool backward = false;
    };

    MulticommodityProblem problem;
    std::vector<LinkArc> meaning;          ///< by arc
    std::vector<AllocationLimit> limits;   ///< by limit of the problem
    std::vector<std::string> commodities;  ///< by commodity of the problem
    std::vector<std::string> groups;       ///< by group of the problem
};

/// What an empty unit costs on a link or in handling, in USD: never more than a full one.
[[nodiscard]] double empty_cost(const EquipmentType& type, const Link& link, double full_cost);

/// Requires that check(model, query) finds nothing.
[[nodiscard]] AllocationLowered lower(const CostModel& model, const AllocationQuery& query);

/// The same with other links than those that the query opens.
[[nodiscard]] AllocationLowered lower(const CostModel& model, const AllocationQuery& query,
                                      const std::vector<bool>& open);

}  // namespace corridor::flow
