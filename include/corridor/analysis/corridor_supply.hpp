#pragma once

#include <corridor/analysis/rival_corridors.hpp>
#include <corridor/base/diagnostics.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/selection.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// Tonnes that a TEU weighs by the units of a network.
[[nodiscard]] double tonnes_per_teu(const Network& network);

/// What a corridor carries of containers beside its other traffic, and at what price.
struct CorridorSupply {
    /// Cheapest first; money and days of each tonne more, on the cheapest flows.
    std::vector<CorridorStep> steps;
    Network network;  ///< with what the other traffic leaves of its capacities
    Selection selection;
};

/// The steps of a corridor on a network.
/// Model        links of other corridors are closed; the cargo of `other_traffic` goes first, as
///              allocate() lets it; then the least generalised cost of each amount of containers,
///              which is convex and made of straight pieces: a piece is a step. A corridor that is
///              not `limited` has one step without limit, its cheapest way
/// Returns      faults: demand rows, systems or links that do not exist, a way that goes around a
///              place of `through` (`selection` not considered)
/// Complexity   some three minimum-cost flows a step
[[nodiscard]] Parsed<CorridorSupply> corridor_supply(const Dataset& dataset, const CostModel& model,
                                                     const CompetingCorridor& corridor,
                                                     const Selection& selection = {});

/// The limits in the way of one tonne more where a corridor carries so much at the least cost: they
/// make it dearer, or keep it out.
[[nodiscard]] std::vector<std::string> what_binds(const CorridorSupply& supply,
                                                  const CostModel& model,
                                                  const CompetingCorridor& corridor,
                                                  double teu_per_year);

/// What is different from the year that was observed.
struct RivalQuestion {
    Selection selection{};
    std::vector<std::string> closed{};  ///< corridors
    struct PriceChange {
        std::string corridor;
        double percent = 0.0;  ///< of the money: −20 is cheaper by a fifth
    };
    std::vector<PriceChange> prices{};
    std::optional<double> teu_per_year{};  ///< none: what was observed in all
};

/// A corridor before and after.
struct RivalOutcome {
    double observed_teu_per_year = 0.0;
    CorridorShare base;
    CorridorShare now;
    double usd_per_teu = 0.0;  ///< money on average of what goes now
    double days = 0.0;
    std::vector<std::string> binding{};
    /// What it would carry, were shippers twice and half as sensitive to cost.
    double sensitive_teu_per_year = 0.0;
    double insensitive_teu_per_year = 0.0;
    /// The same, were all corridors equally good in place of each other: every scale that of all.
    double without_nests_teu_per_year = 0.0;
};

/// Shares of corridors in the year observed and after a change.
struct RivalAnswer {
    RivalMarket base_market;
    RivalMarket market;
    RivalEquilibrium base;
    RivalEquilibrium now;
    /// In the order of the data set; volumes of 0 where `now` falls short.
    std::vector<RivalOutcome> corridors;
};

/// Calibrates the corridors of a data set and answers what a change does.
/// Returns      faults: no corridors, names that do not exist with the nearest ones, percentages of
///              −100 or less, a corridor that carried more than the network can
[[nodiscard]] Parsed<RivalAnswer> rival_corridors(const Dataset& dataset,
                                                  const RivalQuestion& question = {});

}  // namespace corridor
