#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/removals.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor {

/// What is left without two targets, which is less than without either.
struct PairLoss {
    std::uint32_t first = 0;  ///< positions in JointLosses::targets; each the first of its chain
    std::uint32_t second = 0;
    std::int64_t flow_without = 0;  ///< in t/yr; −1 where nothing limits the flow even so
};

/// What is left without each target and without each two of them, all exact.
struct JointLosses {
    std::vector<Target> targets;
    /// Targets that belong to chains, where losing one is as bad as losing another: for each target
    /// the first of its chain.
    std::vector<std::uint32_t> first_alike;
    std::int64_t value = 0;             ///< with everything in place; −1 where nothing limits it
    std::vector<std::int64_t> without;  ///< each target, on its own
    /// The pairs that are worse than the worse of the two; what leaves least behind first, then in
    /// order of targets. Any other pair leaves what the worse of the two leaves.
    std::vector<PairLoss> pairs;
    std::uint64_t flows = 0;  ///< values that were solved

    /// The flow without two targets. O(log pairs).
    [[nodiscard]] std::int64_t without_pair(std::uint32_t a, std::uint32_t b) const;

  private:
    friend JointLosses joint_losses(const Network& network, const FlowQuery& query,
                                    std::vector<Target> targets);
    std::vector<PairLoss> by_targets_;
};

/// The flow without each of some targets and each two of them. Only what is on the routes of a
/// largest flow can be missed: the second of a pair is sought on the routes that are left without
/// the first.
/// Model        max_flow(network, query) without one or two targets
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Complexity   for a chains on the routes of a flow: a flows with their routes and O(a²) values,
///              each in proportion to what the loss of a target moves
/// Determinism  same input, same bytes
[[nodiscard]] JointLosses joint_losses(const Network& network, const FlowQuery& query,
                                       std::vector<Target> targets);

/// Solves the first pairs of the list again from scratch, each on its own.
/// Returns      how many; a pair that max_flow() does not confirm is reported as std::logic_error
[[nodiscard]] std::size_t certify(const Network& network, const FlowQuery& query,
                                  const JointLosses& losses, std::size_t most = 1000);

}  // namespace corridor
