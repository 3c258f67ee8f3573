#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace corridor::flow {

/// Many commodities that compete for the same limits of a network. Arc a runs from tail[a] to
/// head[a]. A limit r holds Σ use(r, a, k)·flow(a, k) + Σ use(r, d)·served(d) ≤ limits[r]: the
/// capacity of an arc, one capacity shared by two directions, a port, a fleet of ferries. What no
/// limit uses is unlimited. Flows are fractions of whatever unit the amounts are in.
struct MulticommodityProblem {
    static constexpr std::uint32_t every_commodity = std::numeric_limits<std::uint32_t>::max();

    struct Commodity {
        std::vector<double> cost{};        ///< of one unit on each arc, ≥ 0; empty: 0 everywhere
        std::vector<std::uint8_t> open{};  ///< 1 where it may use the arc; empty: everywhere
    };
    struct Demand {
        std::uint32_t commodity = 0;
        std::uint32_t origin = 0;
        std::uint32_t destination = 0;
        double amount = 0.0;
        double unserved_cost = 0.0;  ///< of one unit that is not served; least_cost only
        std::uint32_t group = 0;     ///< who asks for it; fair only
    };
    struct ArcUse {
        std::uint32_t limit = 0;
        std::uint32_t arc = 0;
        std::uint32_t commodity = every_commodity;
        double per_unit = 1.0;  ///< ≥ 0
    };
    struct DemandUse {
        std::uint32_t limit = 0;
        std::uint32_t demand = 0;
        double per_unit = 1.0;  ///< ≥ 0
    };

    /// Wagons or containers that cargo takes with it and that must come back: what leaves a place,
    /// loaded or empty, has arrived there. Empty units flow as a commodity of their own, in units,
    /// with its costs, permissions and uses of limits. Where empty units set out and come to rest
    /// must not cost or use more than cargo does that takes or leaves a unit there; otherwise there
    /// may be no bound, and the answer is limit_reached.
    struct Equipment {
        std::uint32_t empty = 0;  ///< the commodity of empty units; no demand asks for it
        std::vector<std::uint32_t> place{};    ///< of each node, or no_place
        std::vector<std::uint32_t> leaves{};   ///< by place: the node where empty units set out
        std::vector<std::uint32_t> arrives{};  ///< by place: the node where they come to rest
    };
    static constexpr std::uint32_t no_place = std::numeric_limits<std::uint32_t>::max();
    /// One unit of a commodity on an arc moves `per_unit` units from the place of its tail to that
    /// of its head.
    struct EquipmentUse {
        std::uint32_t equipment = 0;
        std::uint32_t commodity = 0;
        std::uint32_t arc = 0;
        double per_unit = 1.0;  ///< > 0
    };

    std::uint32_t node_count = 0;
    std::vector<std::uint32_t> tail{};
    std::vector<std::uint32_t> head{};
    std::vector<Commodity> commodities{};
    std::vector<Demand> demands{};
    std::vector<double> limits{};
    std::vector<ArcUse> arc_uses{};
    std::vector<DemandUse> demand_uses{};
    std::vector<Equipment> equipment{};
    std::vector<EquipmentUse> equipment_uses{};

    [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
    /// Adds an arc and returns its position.
    std::uint32_t add_arc(std::uint32_t from, std::uint32_t to) {
        tail.push_back(from);
        head.push_back(to);
        return static_cast<std::uint32_t>(tail.size() - 1);
    }
    /// Adds a limit that nothing uses yet and returns its position.
    std::uint32_t add_limit(double amount) {
        limits.push_back(amount);
        return static_cast<std::uint32_t>(limits.size() - 1);
    }
};

/// What stands in the way of solving: positions that point nowhere, arrays of unequal length,
/// amounts, limits, costs or uses that are negative, not finite or above 1e15, more than 2^22 nodes
/// or 2^24 arcs, equipment that could not go empty where it goes loaded or that would cost or use
/// more empty than loaded. Nothing when all is well.
[[nodiscard]] Diagnostics check(const MulticommodityProblem& problem);

/// What an allocation aims at.
enum class AllocationObjective : std::uint8_t {
    least_cost,   ///< minimise Σ cost·flow + Σ unserved_cost·unserved
    most_served,  ///< maximise Σ served
    concurrent,   ///< maximise λ such that λ times every demand is served at once (λ may pass 1)
    fair,         ///< raise the smallest served share of all groups, then the next smallest, …
};

/// How an allocation ended.
enum class AllocationOutcome : std::uint8_t {
    optimal,        ///< lower and upper bound meet within the tolerance
    unbounded,      ///< concurrent only: no limit stands in the way of any demand
    limit_reached,  ///< a feasible answer whose bounds are further apart
};

/// Flow of one demand along one route.
struct PathFlow {
    std::uint32_t demand = 0;
    double amount = 0.0;
    std::vector<std::uint32_t> arcs{};  ///< from origin to destination
};

/// Empty units of an equipment that return from one place to another.
struct EmptyFlow {
    std::uint32_t equipment = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double amount = 0.0;
    std::vector<std::uint32_t> arcs{};
};

/// One level of the fair allocation: the groups that cannot have a larger share once all groups
/// with smaller shares have theirs, and the prices that prove it: shares gained for one more unit.
struct FairLevel {
    double share = 0.0;
    double upper_bound = 0.0;
    std::vector<std::uint32_t> groups{};
    std::vector<double> limit_price{};
    std::vector<double> group_price{};
    std::vector<std::vector<double>> place_price{};  ///< by equipment
};

/// The amounts of a limit, all else as it is, between which its price is what one more unit is
/// worth: from `from` to `to` the value changes by the price for every unit. Infinite: for ever.
struct PriceRange {
    double from = 0.0;
    double to = std::numeric_limits<double>::infinity();
};

/// The answer to a multi-commodity problem, with its own proof: a feasible flow, and prices whose
/// Lagrangian bound meets its value.
struct MulticommoditySolution {
    AllocationObjective objective = AllocationObjective::least_cost;
    AllocationOutcome outcome = AllocationOutcome::optimal;
    /// Total cost, amount served, λ, or the smallest share of a group.
    double value = 0.0;
    double lower_bound = 0.0;
    double upper_bound = 0.0;
    std::vector<PathFlow> paths{};
    std::vector<double> served{};  ///< for each demand; λ × amount when concurrent
    /// What one more unit of a limit is worth: cost saved, amount served, λ gained, or what it adds
    /// to the lowest share that it changes at all; ≥ 0.
    std::vector<double> limit_price{};
    /// Where each price holds, when asked for. Empty where the bounds are apart, and from
    /// solve_over_arcs().
    std::vector<PriceRange> limit_range{};
    std::vector<double> limit_use{};
    /// What one more unit of a demand costs, its route and the limits it takes included; what it
    /// takes from the share of its group's level where shares are fair.
    std::vector<double> demand_price{};
    std::vector<EmptyFlow> empties{};
    /// By equipment: what one more unit at hand at each place is worth, up to a common amount.
    std::vector<std::vector<double>> place_price{};
    std::vector<double> group_share{};  ///< fair only: served share of each group
    std::vector<FairLevel> levels{};    ///< fair only, smallest share first
    std::uint64_t rounds = 0;           ///< of pricing
    std::uint64_t pivots = 0;
    std::uint64_t columns = 0;

    /// What the value would be if nothing, or everything, were served: the measure of values near
    /// 0. The cost of serving nothing, all amounts together, or 1.
    double magnitude = 1.0;

    /// (upper − lower) ÷ max(|value|, magnitude ÷ 10^6).
    [[nodiscard]] double relative_gap() const;
};

struct MulticommodityOptions {
    /// Relative distance of the bounds at which an answer is optimal.
    double tolerance = 1e-9;
    /// Most rounds of pricing; 0: no limit.
    std::uint64_t rounds = 0;
    /// Whether to find the range of each price: one step of the simplex method a limit that binds.
    bool ranges = false;
    std::stop_token stop{};
};

/// The best use of shared limits by many commodities.
/// Model        flow of each demand on paths of arcs open to its commodity, within all limits;
///              objective as chosen
/// Requires     check(problem) finds nothing; otherwise ContractViolation
/// Returns      optimal, unbounded (concurrent), or limit_reached; value and both bounds in all
///              cases but unbounded
/// Certificate  verify(problem, solution) in flow/multicommodity_certificate.hpp
///              Concurrent flows with equipment are those of solve_over_arcs(), and limit_reached
///              where nothing limits them.
/// Complexity   rounds × one shortest-path tree an origin and commodity; a basis of as many rows
///              as limits bind, and places of equipment
/// Determinism  same input, same bytes for one compiler and machine type
/// Source       Ford & Fulkerson (1958), A suggested computation for maximal multi-commodity
///              network flows; Rosen (1964), Primal partition programming; Barnhart, Hane,
///              Johnson & Sigismondi (1995); Radunović & Le Boudec (2007) for max-min fairness
[[nodiscard]] MulticommoditySolution solve(const MulticommodityProblem& problem,
                                           AllocationObjective objective,
                                           const MulticommodityOptions& options = {});

/// The same from the linear program over arcs, solved by CLP: the cross-check of solve(). Its
/// memory is arcs × (origins × commodities).
[[nodiscard]] MulticommoditySolution solve_over_arcs(const MulticommodityProblem& problem,
                                                     AllocationObjective objective,
                                                     const MulticommodityOptions& options = {});

/// A problem that is solved again and again with other amounts and limits: each solve goes on from
/// the routes and prices of the last. All objectives but `fair`, which starts anew.
class StandingMulticommodity {
  public:
    StandingMulticommodity(MulticommodityProblem problem, AllocationObjective objective);
    StandingMulticommodity(StandingMulticommodity&&) noexcept;
    StandingMulticommodity& operator=(StandingMulticommodity&&) noexcept;
    ~StandingMulticommodity();

    /// Requires a demand of the problem and a finite amount ≥ 0.
    void set_amount(std::uint32_t demand, double amount);
    /// Requires a limit of the problem and a finite amount ≥ 0.
    void set_limit(std::uint32_t limit, double amount);
    [[nodiscard]] const MulticommodityProblem& problem() const;
    [[nodiscard]] MulticommoditySolution solve(const MulticommodityOptions& options = {});

  private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace corridor::flow
