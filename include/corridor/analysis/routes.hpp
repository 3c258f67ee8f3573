#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/selection.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace corridor {

/// From where to where one commodity goes.
struct RouteQuery {
    std::string from;
    std::string to;
    /// Only links that permit it are used; empty: any cargo, permissions are not looked at.
    std::string commodity{};
    Selection selection{};
};

/// What is wrong with the names in a query, with the nearest names. The fields are "from", "to" and
/// "commodity".
[[nodiscard]] Diagnostics check(const Network& network, const RouteQuery& query);

/// A link as a route passes it.
struct RouteStep {
    LinkId link;
    bool reversed = false;  ///< from head to tail
    friend bool operator==(const RouteStep&, const RouteStep&) = default;
};

/// A way without repeated places, with what one tonne pays, waits and emits on it.
struct Route {
    std::vector<RouteStep> steps;
    TonneCost cost;
    /// What was asked to be small: µUSD/t, s or g/t.
    std::int64_t weight = 0;
};

/// Why no route is better: for every side of the network the least weight from arriving there to
/// the destination; −1 where no way leads on.
struct RouteProof {
    Objective objective = Objective::cost;
    std::vector<std::int64_t> to_go;
};

/// Routes between two places, best first.
struct Routes {
    std::vector<Route> routes;
    /// Nothing was left out: fewer than asked for exist, or the set is whole.
    bool exhausted = false;
    /// One for each objective, of least weight from the origin.
    std::vector<RouteProof> proofs;
    /// verify() found nothing wrong; a result that fails is never returned.
    bool certified = false;
};

struct RouteOptions {
    Objective minimise = Objective::generalised;
    std::size_t count = 5;
    Valuation valuation{};
};

/// The `count` best routes without repeated places, whatever their capacity.
/// Model        minimise Σ link + Σ stay between + Σ transfer on the scale of `minimise`; ties by
///              time (by cost where time is minimised or co2), then by fewer links, then by link
///              positions along the route
/// Requires     check(model.network, query) finds nothing, count ≥ 1; otherwise ContractViolation.
///              DataError where a weight is beyond 2^40 or sums of them beyond 2^62
/// Returns      fewer than `count` where there are no more; none where no open link leads there
/// Certificate  potentials and a tight route for the first; every route is checked on its own. That
///              no route between the k listed is missing is tested against enumeration, not proved
/// Complexity   O(m log n) for one; at worst k · length · m log n, mostly k · length after the
/// first Determinism  same input, same bytes Source       Yen (1971), Finding the k shortest
/// loopless paths in a network, with Lawler's
///              (1972) partition; paths around a ban are looked for only when their bound is least
[[nodiscard]] Routes cheapest_routes(const CostModel& model, const RouteQuery& query,
                                     const RouteOptions& options = {});

struct FrontierOptions {
    /// Any of cost, time and co2, each once; the first is the order of the routes.
    std::vector<Objective> objectives{Objective::cost, Objective::time, Objective::co2};
    /// The search stops after so many partial routes.
    std::size_t most_labels = 5'000'000;
};

/// The routes that no other beats on all objectives at once: one for each combination of values.
/// Model        all minimal vectors of (cost, time, co2) over routes without repeated places
/// Requires     as cheapest_routes; one to three different objectives, not `generalised`
/// Returns      `exhausted` is false where the search stopped: the routes belong to the set, and
///              others are missing
/// Certificate  potentials for each objective, reached by a route of the set; no route of it beats
///              another. That the set is whole is tested against enumeration, not proved
/// Complexity   exponential at worst in the number of routes that count
/// Determinism  same input, same bytes
/// Source       Martins (1984), On a multicriteria shortest path problem; Mandow & Pérez de la Cruz
///              (2010), Multiobjective A* search with consistent heuristics
[[nodiscard]] Routes pareto_routes(const CostModel& model, const RouteQuery& query,
                                   const FrontierOptions& options = {});

/// What is wrong with routes, checked without the searches: each is open to the commodity and
/// connected, repeats no place and costs what it says; they are in order and different; the proofs
/// hold at every link and the best route of each objective is as good as its proof.
/// O(n + m + Σ route lengths).
[[nodiscard]] Diagnostics verify(const CostModel& model, const RouteQuery& query,
                                 const Routes& answer, const Valuation& valuation = {});

/// The nodes of a route, origin first.
[[nodiscard]] std::vector<NodeId> places(const Network& network, const Route& route);

}  // namespace corridor
