#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/over_time.hpp>
#include <corridor/network/cost_model.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor {

/// The year that capacities are stated for: 365 days.
inline constexpr std::int64_t seconds_per_year = 31'536'000;

/// Largest tonnage that is asked for.
inline constexpr std::int64_t largest_tonnage = TonnesPerYear::largest;

/// A link in the direction in which it is used.
struct Leg {
    LinkId link;
    bool forward = true;
    friend bool operator==(const Leg&, const Leg&) = default;
};

/// A way on which cargo leaves from the beginning on at one rate, as long as it arrives in time.
struct TimedRoute {
    std::vector<Leg> legs;  ///< empty: origin and destination are one place
    NodeId from;
    NodeId to;
    std::optional<TonnesPerYear> rate;  ///< none: nothing limits it
    Duration transit;                   ///< of its links, and the stays between its ends
};

/// A limit that is part of a cut over time, and for how long it is.
struct TimeLimit : Element {
    TonnesPerYear capacity;
    Duration binds_for;

    /// What it lets through in that time, in tonnes.
    [[nodiscard]] double tonnes() const;
};

/// From when on a place of a node is on the origins' side of a cut over time: where cargo enters
/// and leaves it, and the same at its quay.
struct PlaceTimes {
    Duration entry;
    Duration exit;
    Duration quay_entry;
    Duration quay_exit;
};

/// A cut over time: see docs/model/flows-over-time.md.
struct NetworkTimedCut {
    std::vector<PlaceTimes> reached;  ///< by node
    std::vector<TimeLimit> limits;    ///< those that let through the most first
};

/// What a tenth more of a limit, or a tenth less of a time, would save.
struct TimeSaving : Element {
    enum class By : std::uint8_t { capacity, time };
    By by = By::capacity;
    Duration saved;
};

/// How soon a tonnage can have arrived, and what limits it.
struct Quickest {
    flow::QuickestOutcome outcome = flow::QuickestOutcome::optimal;
    std::int64_t tonnes = 0;
    Duration time;             ///< rounded up to whole seconds
    flow::WideFraction exact;  ///< the same in seconds, exactly
    /// Nothing limits the last of the routes: what is left arrives on it all at once.
    bool at_once = false;
    Duration first;                   ///< when the first tonne can arrive: the quickest way
    TonnesPerYear rate;               ///< at which it arrives at the end
    std::vector<TimedRoute> routes;   ///< quickest first
    NetworkTimedCut cut;              ///< for `time`; empty where `at_once`
    NetworkTimedCut cut_before;       ///< for a second less (for `time`, where `at_once`)
    std::vector<TimeSaving> savings;  ///< the largest first
    bool certified = false;
};

/// How much can have arrived within a time.
struct Arrivals {
    flow::Outcome outcome = flow::Outcome::optimal;
    Duration horizon;
    Int128 tonne_seconds_per_year = 0;  ///< what arrives, times seconds_per_year
    Duration first;                     ///< when the first tonne can arrive
    bool reachable = true;              ///< whether there is a way at all
    std::vector<TimedRoute> routes;
    NetworkTimedCut cut;
    bool certified = false;

    /// Whole tonnes, rounded down.
    [[nodiscard]] Int128 tonnes() const { return tonne_seconds_per_year / seconds_per_year; }
};

struct QuickestOptions {
    bool with_savings = true;
};

/// What is wrong with a question about time: what is wrong for max_flow, limits of endpoints or a
/// preload, which have no meaning here, a tonnage outside 0 to 2^38 (field "amount"), and times or
/// capacities beyond the bounds of flow::OverTimeProblem.
[[nodiscard]] Diagnostics check_over_time(const CostModel& model, const FlowQuery& query,
                                          std::int64_t tonnes = 0);

/// The shortest time in which a tonnage can move from some places to others, all of it being there
/// at the beginning.
/// Model        capacities are rates at every moment; links take their time, and every place
///              between the ends of a way its dwell; cargo may wait anywhere
/// Requires     check_over_time finds nothing; otherwise ContractViolation
/// Returns      optimal; unreachable; or too_long, beyond 2^38 seconds
/// Certificate  routes and two cuts over time in the network's own words, checked by flow::verify
/// Complexity   a few minimum-cost flows; as many again for each saving
/// Determinism  same input, same bytes
/// Source       Burkard, Dlaska & Klinz (1993), The quickest flow problem
[[nodiscard]] Quickest quickest(const CostModel& model, const FlowQuery& query, std::int64_t tonnes,
                                const QuickestOptions& options = {});

/// How much of what is there at the beginning can have arrived within a time.
/// Requires     check_over_time finds nothing and 0 ≤ horizon ≤ 2^37 s
/// Returns      optimal, or unbounded with the route that nothing limits
/// Certificate  as above, with one cut
/// Source       Ford & Fulkerson (1958)
[[nodiscard]] Arrivals arrivals_within(const CostModel& model, const FlowQuery& query,
                                       Duration horizon);

namespace flow {

/// Proves or refutes an answer straight from the network's own words: routes of open links, as long
/// as they say, that together keep the limits of links, nodes and container terminals, and bring
/// the tonnage; and cuts over time that nothing beats. O(n + m + lengths of routes).
[[nodiscard]] Verdict verify(const CostModel& model, const FlowQuery& query,
                             const Quickest& answer);
[[nodiscard]] Verdict verify(const CostModel& model, const FlowQuery& query,
                             const Arrivals& answer);

}  // namespace flow

}  // namespace corridor
