#pragma once

#include "analysis/residual.hpp"
#include "flow/lowering.hpp"

#include <corridor/analysis/minimum_cuts.hpp>
#include <corridor/flow/max_flow.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::analysis {

inline constexpr std::uint32_t no_arc = ~std::uint32_t{0};

/// Something with a capacity of its own, and the arcs that share it.
struct Limit {
    enum class Kind : std::uint8_t { element, origin, destination };

    Kind kind = Kind::element;
    Element element;               ///< of an endpoint: its node
    std::uint32_t arc = no_arc;    ///< the link's own direction
    std::uint32_t other = no_arc;  ///< against it
    std::int64_t capacity = flow::unlimited;
    bool closed = false;  ///< a planned link that is not there yet: no member of any cut
};

/// A query as a problem on arcs that still knows its limits: links, nodes, container terminals,
/// origins, destinations, each in network or query order.
struct CutProblem {
    flow::Lowered lowered;
    std::vector<Limit> limits;
    std::vector<std::uint32_t> limit_of_arc;  ///< `no_arc` between a port and its quay

    [[nodiscard]] const flow::ArcList& arcs() const { return lowered.problem; }
    /// Gives a limit another capacity.
    void set_capacity(std::uint32_t limit, std::int64_t capacity);
    /// The cut with these limits (by position, any order); those of 0 t/yr that it needs join it.
    [[nodiscard]] Cut cut_of(std::vector<std::uint32_t> limits) const;
    /// The limits with some capacity that are crossed on the way out of a set of nodes.
    [[nodiscard]] std::vector<std::uint32_t> crossed(const std::vector<std::uint8_t>& inside) const;
    /// Whether no way is left past the members of a cut, and they hold what it says. O(n + m).
    [[nodiscard]] bool separates(const Cut& cut) const;

  private:
    [[nodiscard]] std::vector<std::uint8_t> walk(const std::vector<std::uint8_t>& closed,
                                                 bool backwards) const;
};

/// Requires     check(network, query) finds nothing; otherwise ContractViolation. O((n + m) log m).
[[nodiscard]] CutProblem pose(const Network& network, const FlowQuery& query);

/// A maximum flow that was checked by flow::verify, opposite flows on two-way links cancelled; none
/// when unbounded.
[[nodiscard]] std::optional<flow::ArcSolution> solved(const CutProblem& problem);

/// Takes opposite flows on two-way links off each other, and off the places where they turn round.
void cancel_opposite(const CutProblem& problem, std::vector<std::int64_t>& flow);

/// Checks a flow and the nodes that its source reaches against each other; throws std::logic_error.
void require_certified(const flow::ArcList& problem, std::vector<std::int64_t> flow,
                       std::vector<std::uint8_t> source_side, std::int64_t value);

/// A flow that was made as large as raised capacities allow, with its proof checked.
struct Grown {
    std::optional<std::int64_t> value;  ///< none: nothing limits the flow
    std::vector<std::int64_t> flow;
    std::vector<std::uint8_t> source_side;
};

/// Requires     a flow of that value within the capacities of the problem.
[[nodiscard]] Grown grow(const CutProblem& problem, const std::vector<std::int64_t>& flow,
                         std::int64_t value);

/// Links and limits along a path of unlimited arcs; empty where there is none.
[[nodiscard]] std::vector<Element> unlimited_route(const CutProblem& problem);

}  // namespace corridor::analysis
