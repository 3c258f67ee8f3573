#pragma once

#include <corridor/base/fraction.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace corridor {

/// A limit that moves with a parameter λ: base + λ·rate t/yr. The base is at least 0, or
/// flow::unlimited with rate 0 where nothing limits.
struct MovingLimit {
    std::int64_t base = 0;
    std::int64_t rate = 0;
};

/// A link, node or terminal whose limit moves, and how.
struct MovingElement {
    Element element;
    MovingLimit limit;
};

/// Which limits of a query move, and how far. What is not named keeps its own limit.
struct Scaling {
    /// Links of any kind; nodes and terminals that have a limit which applies to the commodity. The
    /// limit given here takes the place of theirs; a preload is not taken off it.
    std::vector<MovingElement> elements{};
    /// One for each origin or destination of the query, or none: what may start or end there.
    std::vector<MovingLimit> origins{};
    std::vector<MovingLimit> destinations{};
    /// What may start at all origins together.
    std::optional<MovingLimit> total{};
    /// λ runs from here, at least 0, …
    Fraction from{};
    /// … to here; none: without end.
    std::optional<Fraction> to{};
};

/// All origins together send λ t/yr at most.
[[nodiscard]] Scaling scale_demand();
/// The capacities of some links, and the throughputs and terminals of some nodes, times λ; λ = 1 is
/// the network as it is. Elements without a limit of their own stay without.
[[nodiscard]] Scaling scale_capacity(const Network& network, const FlowQuery& query,
                                     std::span<const Element> elements);
/// The limits that the query states for its origins and destinations, times λ.
[[nodiscard]] Scaling scale_endpoints(const FlowQuery& query);

/// A stretch of λ on which one cut binds: there the largest flow is intercept + λ·slope.
struct ParametricSegment {
    Fraction from;
    std::optional<Fraction> to;  ///< none: without end
    std::int64_t intercept = 0;
    std::int64_t slope = 0;
    /// Inside the stretch, the limits of the minimum cut nearest to the origins: links, nodes and
    /// terminals in network order, then endpoints by position in the query.
    std::vector<Element> cut{};
    std::vector<std::uint32_t> origins{};
    std::vector<std::uint32_t> destinations{};
    bool total = false;  ///< the limit on all origins together is part of it
};

/// The largest flow as a function of λ: concave, one straight line a segment.
struct ParametricFlow {
    flow::Outcome outcome = flow::Outcome::optimal;
    /// By rising λ, without gaps; empty when unbounded.
    std::vector<ParametricSegment> segments;
    /// Values of λ at which a flow and a cut of equal size were checked against each other: every
    /// breakpoint, both ends, and a point within each segment.
    std::size_t proved_points = 0;
    /// All of them held; a curve that fails is never returned.
    bool certified = false;

    /// The segment in which λ lies (the left one at a breakpoint). Requires λ within the range.
    [[nodiscard]] const ParametricSegment& at(const Fraction& lambda) const;
};

/// The largest flow for every λ at once: all breakpoints as exact fractions, slope and cut between.
/// Model        max_flow(network, query) with the limits of `scaling` at base + λ·rate
/// Requires     check(network, query) finds nothing; bases and rates of at most 2^38, bases of at
///              least 0, no limit below 0 within the range; otherwise ContractViolation
/// Returns      the segments, or unbounded where nothing limits the flow for any λ
/// Certificate  at each breakpoint, at both ends and within each segment a flow and a cut of equal
///              value, checked by flow::verify; the value is concave, so the lines between are
///              proved too. Without end: a flow in the rates alone that rises like the last line
/// Complexity   about two maximum flows a segment, exact in 64 bits or, where those are too few, in
///              128
/// Determinism  the segments and their cuts are unique
/// Source       Eisner & Severance (1976), Mathematical techniques for efficient record
///              segmentation in large shared databases; Gallo, Grigoriadis & Tarjan (1989), A fast
///              parametric maximum flow algorithm and applications
[[nodiscard]] ParametricFlow parametric_max_flow(const Network& network, const FlowQuery& query,
                                                 const Scaling& scaling);

}  // namespace corridor
