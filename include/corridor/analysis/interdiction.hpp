#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/removals.hpp>
#include <corridor/network/network.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace corridor {

struct InterdictionOptions {
    /// How many targets are lost: 1 to 8.
    std::size_t k = 1;
    /// Best sets that are listed at most.
    std::size_t most_sets = 1000;
    /// Flows that the search may solve at most; 0: no limit. The answer is then the same on every
    /// machine.
    std::uint64_t most_flows = 0;
    /// Longest time; 0: no limit.
    std::chrono::nanoseconds time{0};
    std::stop_token stop{};
    /// The dynamic programme for links on narrow networks is left out: for comparison.
    bool search_only = false;
};

/// What is left when always the target is taken out next without which least is left: quick, and
/// often far from the worst case.
struct GreedyRemovals {
    std::int64_t value = 0;
    std::vector<std::uint32_t> removed;  ///< in the order of their removal
};

/// The worst loss of k targets. Values are in t/yr, −1 where nothing limits the flow; targets are
/// named by their position in `targets`.
struct Interdiction {
    std::vector<Target> targets;
    std::size_t k = 0;
    std::int64_t value_before = 0;
    /// Least that can be left.
    std::int64_t value = 0;
    /// One set that leaves it, as few targets as possible, ascending.
    std::vector<std::uint32_t> removed;
    /// No k targets leave less than `value`.
    bool proved = false;
    /// No k targets leave less than this; equal to `value` when proved.
    std::int64_t bound = 0;
    /// Sets of exactly k targets (all there are, where there are fewer) that leave `value`, each
    /// ascending, in ascending order.
    std::vector<std::vector<std::uint32_t>> optimal_sets;
    /// Those of which no member can be spared, of any size up to k.
    std::vector<std::vector<std::uint32_t>> minimal_sets;
    /// Both lists hold all there are.
    bool all_sets = false;
    GreedyRemovals greedy;
    std::uint64_t flows = 0;  ///< largest flows that the search solved
    /// max_flow() without `removed`, and without the greedy set, found the same, with its own
    /// certificate.
    bool certified = false;
};

/// The k targets whose loss leaves least, exactly.
/// Model        minimise max_flow() without R over all sets R of at most k targets
/// Requires     check(network, query) finds nothing; 1 ≤ k ≤ 8; otherwise ContractViolation
/// Returns      the least value with a set that leaves it; proved unless a limit was reached
/// Method       branch and bound: whoever wants to lower a flow must take out a target on one of
///              its routes, and r targets take away at most the best cover of the routes. Links on
///              narrow networks: one dynamic programme finds the value, however large the network
/// Complexity   exponential in k at worst; see Removals::best_links for links
/// Determinism  same input, same bytes, unless a time limit or a stop ends the search
/// Source       Wood (1993), Deterministic network interdiction; Ratliff, Sicilia & Lubore (1975),
///              Finding the n most vital links in flow networks
[[nodiscard]] Interdiction interdict(const Network& network, const FlowQuery& query,
                                     std::vector<Target> targets,
                                     const InterdictionOptions& options = {});

}  // namespace corridor
