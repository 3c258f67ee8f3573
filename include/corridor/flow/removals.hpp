#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// Links and nodes that are lost together: a single link, a single node, or all of a system.
struct Target {
    enum class Kind : std::uint8_t { link, node, system, group };

    Kind kind = Kind::link;
    std::string name;
    std::vector<Element> elements;  ///< links and nodes; a terminal goes with its node
};

/// A largest flow as routes, each with the targets it depends on.
struct FlowRoutes {
    /// In t/yr; −1 where nothing limits the flow: then one route that nothing limits, of amount 0.
    std::int64_t value = 0;
    std::vector<std::int64_t> amount;                 ///< of each route; they add up to the value
    std::vector<std::vector<std::uint32_t>> targets;  ///< that each route uses, ascending
};

/// The best few links to take out, and what is left for each number of them.
struct BestRemovals {
    std::vector<std::int64_t> value;  ///< after 0, 1, … removals; −1 where nothing limits the flow
    std::vector<std::uint32_t> removed;  ///< targets of one best set of the most removals
};

/// A maximum-flow problem from which targets are taken out and put back, for questions about what
/// is left without them. Nothing passes, starts or ends at a node that is out.
/// Model        max_flow(network, query) without the targets that are out
/// Complexity   O(n + m) memory; a value after few changes usually costs in proportion to what they
///              move, routes a maximum flow
/// Determinism  values do not depend on the order of changes
class Removals {
  public:
    /// Requires     check(network, query) finds nothing and the elements are links and nodes of the
    ///              network; otherwise ContractViolation
    Removals(const Network& network, const FlowQuery& query, std::vector<Target> targets);
    ~Removals();
    Removals(Removals&& other) noexcept;
    Removals& operator=(Removals&& other) noexcept;

    [[nodiscard]] const std::vector<Target>& targets() const;
    /// Targets that belong to chains, where losing one is as bad as losing another: for each target
    /// the first of its chain. Whatever is out, the values do not tell them apart.
    [[nodiscard]] const std::vector<std::uint32_t>& first_alike() const;

    void take_out(std::uint32_t target);
    /// Requires that the target is out.
    void put_back(std::uint32_t target);

    /// In t/yr; −1 where nothing limits the flow.
    [[nodiscard]] std::int64_t value();
    [[nodiscard]] FlowRoutes routes();

    /// The exact best sets of links by one dynamic programme, with nothing out: none where the
    /// network is too wide for it, or where targets are not links.
    /// Complexity   O(m·2^w·k²) time and memory at frontier width w for k removals
    /// Source       Wood (1993), Deterministic network interdiction, for the problem; a cut with
    ///              its k largest members for nothing, over a path decomposition
    [[nodiscard]] std::optional<BestRemovals> best_links(std::size_t most) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace corridor
