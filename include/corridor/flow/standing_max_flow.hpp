#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace corridor {

/// Value and cut of a maximum flow, without the flow.
struct ValueAndCut {
    flow::Outcome outcome = flow::Outcome::optimal;
    TonnesPerYear value;  ///< 0 when unbounded
    /// The minimum cut nearest to the origins, as in MaxFlow; empty when unbounded.
    std::vector<CutMember> cut;
};

/// A maximum-flow problem that stands while its capacities change, for what-if questions one after
/// the other: each solve starts from where the last one ended.
/// Model        max_flow(network, query) with some capacities replaced
/// Complexity   O(n + m) memory. Narrow once reduced, to k links and at most w = 7 open nodes at a
///              time: a value costs O(k·2^w / lanes), whatever has changed. Wider: usually in
///              proportion to what changes move; one in a hundred changed may cost as much as from
///              scratch, and a try in vain comes on top of that
/// Determinism  value and cut do not depend on the order of changes
/// Source       Bodlaender (1993), A tourist guide through treewidth, where narrow; else Hochbaum
///              (2008), The pseudoflow algorithm, from scratch, and Goldberg & Tarjan (1988),
///              push–relabel, on either side of the last cut after changes
class StandingMaxFlow {
  public:
    /// Requires     check(network, query) finds nothing; otherwise ContractViolation
    StandingMaxFlow(Network network, FlowQuery query);
    ~StandingMaxFlow();
    StandingMaxFlow(StandingMaxFlow&& other) noexcept;
    StandingMaxFlow& operator=(StandingMaxFlow&& other) noexcept;

    /// Replaces the capacity of a link (none: unlimited), which then counts for every commodity. A
    /// link that is closed stays closed.
    void set_capacity(LinkId link, std::optional<TonnesPerYear> capacity);
    /// Gives every link the capacity of the network again.
    void reset();

    /// The value alone, none when unbounded: after few changes much cheaper than with the cut.
    [[nodiscard]] std::optional<TonnesPerYear> value();

    /// Value and cut. The cut costs O(n + m) whatever has changed.
    [[nodiscard]] ValueAndCut solve();

    /// The same problem from scratch, with flows and certificate.
    [[nodiscard]] MaxFlow prove() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace corridor
