#pragma once

#include <corridor/analysis/minimum_cuts.hpp>
#include <corridor/analysis/project_lift.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace corridor {

struct StaircaseOptions {
    std::size_t steps = 10;
    /// The staircase ends where so much can be carried.
    std::optional<TonnesPerYear> demand{};
    /// Known projects: each step tells the cheapest of them that lift it.
    std::span<const Project> projects{};
};

/// What binds at one level of the flow, and what relieving it is worth.
struct StaircaseStep {
    TonnesPerYear value;
    /// What must be relieved before the flow grows: links, nodes, container terminals, each in
    /// network order.
    std::vector<CutMember> members;
    /// The same one minimum cut after the other: the one nearest to the origins, the one that binds
    /// then at the same value, and so on.
    std::vector<Cut> cuts;
    /// What is gained when all of them have no limit any more; none: without end.
    std::optional<TonnesPerYear> gain;
    /// The cheapest known projects that lift the flow from here; none where none were given.
    std::optional<ProjectChoice> projects;
};

/// Why a staircase ends.
enum class StaircaseEnd : std::uint8_t {
    steps,      ///< as many steps as were asked for
    demand,     ///< the demand can be carried
    endpoints,  ///< the limits of origins and destinations bind
    unlimited,  ///< nothing limits the flow any more
    no_route,   ///< no open route joins origins and destinations
};

/// What binds, what binds next when it is relieved, and so on.
struct Staircase {
    /// The largest flow before any step; none where nothing limits it.
    std::optional<TonnesPerYear> value;
    std::vector<StaircaseStep> steps;
    /// After the last step; none where nothing limits it.
    std::optional<TonnesPerYear> value_at_end;
    StaircaseEnd end = StaircaseEnd::steps;
    /// Where nothing limits the flow any more: a route.
    std::vector<Element> unlimited_route;
    /// Every value was checked by flow::verify with a flow and a cut, and every cut by a walk that
    /// finds no way past it.
    bool certified = false;
};

/// The bottlenecks that growth meets one after the other.
/// Model        the flow is solved, the members of its minimum cut nearest to the origins lose
///              their limits, and so on; cuts of the same value make one step. The limits of
///              origins and destinations stay
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  as in Staircase; what fails is reported as std::logic_error
/// Complexity   a maximum flow, then for each cut O(n + m) for each way that opens
/// Determinism  same input, same bytes
[[nodiscard]] Staircase staircase(const Network& network, const FlowQuery& query,
                                  const StaircaseOptions& options = {});

}  // namespace corridor
