#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace corridor {

/// A part of what a corridor carries, all of it at the same price: a way with what limits it.
struct CorridorStep {
    double usd_per_teu = 0.0;
    double days = 0.0;
    double teu_per_year = std::numeric_limits<double>::infinity();  ///< infinity: no limit
};

/// A corridor as shippers see it.
struct RivalCorridor {
    std::string id;
    std::uint32_t nest = 0;             ///< in the market
    std::vector<CorridorStep> steps{};  ///< in any order; none: closed
    /// What speaks against it beyond money and time: calibrated, see calibrated_constants().
    double constant_usd_per_teu = 0.0;
};

/// Corridors that replace each other more readily than those of other nests.
struct RivalNest {
    std::string id;
    double scale_usd_per_teu = 1.0;
};

/// A cargo, the corridors that compete for it, and how shippers choose between them.
struct RivalMarket {
    double teu_per_year = 0.0;
    double usd_per_teu_day = 0.0;    ///< value of time
    double scale_usd_per_teu = 1.0;  ///< of the choice between nests
    std::vector<RivalNest> nests{};
    std::vector<RivalCorridor> corridors{};
};

/// What is wrong with a market: no demand, a scale that is not positive or is above that of the
/// choice between nests, a nest that does not exist, costs or capacities that are not numbers or
/// capacities below 0. The fields are those of RivalMarket.
[[nodiscard]] Diagnostics check(const RivalMarket& market);

/// What a corridor carries, and at what price.
struct CorridorShare {
    double teu_per_year = 0.0;
    double share = 0.0;  ///< of the demand
    /// Money, time and scarcity of one TEU more, without the constant. 0 where closed.
    double price_usd_per_teu = 0.0;
    /// What of that is scarcity: how much above the cost of the dearest step in use the price must
    /// be, so that no more want to go than can. It is paid as a higher tariff or waited for.
    double scarcity_usd_per_teu = 0.0;
    double capacity_teu_per_year = 0.0;  ///< of all steps; infinity: no limit
};

/// Shares, prices and costs that agree with each other.
struct RivalEquilibrium {
    std::vector<CorridorShare> corridors{};
    /// What the open corridors lack to carry the demand; above 0: there are no shares.
    double shortfall_teu_per_year = 0.0;
    /// Of the convex programme in USD a year, and of its dual at the prices; equal at the optimum.
    double objective_usd = 0.0;
    double bound_usd = 0.0;
    double gap = 0.0;        ///< (objective − bound) / (demand × scale)
    bool certified = false;  ///< verify() found nothing wrong
};

/// Splits a demand between corridors of which each is dearer the more it carries.
/// Model        docs/model/rival-corridors.md. Nested logit on money + value of time × days +
///              scarcity + constant; a corridor fills its cheaper steps first; the price of a
///              corridor is the cost of the step it uses last, or more where that is full
/// Requires     check(market) finds nothing, otherwise ContractViolation
/// Returns      the only equilibrium; or a shortfall where the capacities add up to less than the
///              demand
/// Certificate  a convex programme and its dual have the same value, and volumes are those of the
///              logit at the prices, both within 1e-9: checked by verify(), which shares no code
///              with the solver
/// Complexity   O(bits² · steps): two nested bisections on prices, each to the last bit
/// Determinism  same input, same bytes for one compiler and machine type
/// Source       Fisk (1980), Some developments in equilibrium traffic assignment; Oppenheim (1995),
///              Urban travel demand modeling, for nests; Bell (1995), Stochastic user equilibrium
///              assignment in networks with queues, for capacities
[[nodiscard]] RivalEquilibrium rival_shares(const RivalMarket& market);

/// The constants with which the corridors of a market carry what was observed, 0 for the corridor
/// that carried most. Constants and closures in `market` are not looked at.
/// Requires     check(market) finds nothing and one observation for each corridor, above 0 and at
///              most its capacity; otherwise ContractViolation
/// Returns      rival_shares() with them and a demand of the sum repeats the observations
[[nodiscard]] std::vector<double> calibrated_constants(const RivalMarket& market,
                                                       std::span<const double> observed);

/// Proves or refutes an answer from the definitions: volumes within capacities that add up to the
/// demand, prices that no step in use exceeds, programme and dual of the same value within
/// `tolerance` × demand × scale, each volume within `tolerance` of the logit. Fills in nothing.
[[nodiscard]] Diagnostics verify(const RivalMarket& market, const RivalEquilibrium& answer,
                                 double tolerance = 1e-9);

/// Value of the convex programme at volumes, and of its dual at prices, in USD a year: whatever
/// they are, no volumes that add up to the demand have less than any prices prove.
[[nodiscard]] double rival_objective(const RivalMarket& market, std::span<const double> volumes);
[[nodiscard]] double rival_bound(const RivalMarket& market, std::span<const double> prices);

/// Whole parts of `whole` in proportion to `amounts`, which add up to it exactly: largest
/// remainders, ties to the first. 0 for all where the amounts add up to 0.
[[nodiscard]] std::vector<std::int64_t> whole_parts(std::span<const double> amounts,
                                                    std::int64_t whole);

}  // namespace corridor
