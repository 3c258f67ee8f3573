#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace corridor {

/// What a capacity is worth to a largest flow. As a function of this one capacity x alone the flow
/// is min(value_without + x, value_unlimited): it grows tonne for tonne up to `useful_up_to` and
/// not at all beyond.
struct CapacityWorth {
    /// As it is now, less any preload; none: unlimited.
    std::optional<TonnesPerYear> capacity;
    /// Tonnes that one tonne a year more would add to the flow: 0 or 1.
    int gain_per_t = 0;
    /// Tonnes that one tonne a year less would take off it: 0 or 1.
    int loss_per_t = 0;
    /// Where the flow stops growing with this capacity: the gain holds up to it, and capacity above
    /// it may go without loss. None: it never stops.
    std::optional<TonnesPerYear> useful_up_to;
    TonnesPerYear value_without;
    std::optional<TonnesPerYear> value_unlimited;  ///< none: nothing else limits the flow
};

/// What the capacity of a link, node or terminal is worth.
struct MarginalValue : CapacityWorth {
    Element element;
};

/// What the limit of an origin or destination is worth.
struct EndpointWorth : CapacityWorth {
    NodeId node;
};

struct MarginalValuesOptions {
    /// Only limits with a gain or a loss: what the others are useful up to takes a search for each.
    bool binding_only = false;
    /// The flow without each capacity and with it unlimited is proved on its own in networks of at
    /// most so many links and nodes.
    std::size_t certify_up_to = 2000;
};

/// The worth of every limit, with the flow it is about.
struct MarginalValues {
    flow::Outcome outcome = flow::Outcome::optimal;
    TonnesPerYear value;  ///< 0 when unbounded
    /// Every open link that permits the commodity and every node and terminal with a limit: links,
    /// nodes, terminals, each in network order. Empty when unbounded.
    std::vector<MarginalValue> values;
    /// The limits of origins and destinations, in the order of the query.
    std::vector<EndpointWorth> origins;
    std::vector<EndpointWorth> destinations;
    /// The value was checked by flow::verify.
    bool certified = false;
    /// So was the flow without each of these capacities and with it unlimited, each with a flow and
    /// a cut of equal value.
    bool each_certified = false;
};

/// What one more and one less tonne a year of each capacity does to the largest flow, and how far.
/// Model        F(x) = max_flow with capacity x: every cut either holds the limit once or not, so
///              F(x) = min(F(0) + x, F(∞)), F(0) ≤ F(∞)
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  flow and cut of equal value, checked by flow::verify: of the largest flow, and as
///              options say of F(0) and F(∞) of each limit; what fails is reported as
///              std::logic_error
/// Complexity   a maximum flow; then for each limit that carries flow O(n + m) for each way by
///              which its flow can be moved to others
/// Determinism  same input, same bytes
/// Source       Ford & Fulkerson (1956), by the minimum cut as a function of one capacity; see
///              docs/model/bottlenecks.md
[[nodiscard]] MarginalValues marginal_values(const Network& network, const FlowQuery& query,
                                             const MarginalValuesOptions& options = {});

}  // namespace corridor
