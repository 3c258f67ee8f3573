#pragma once

#include <corridor/analysis/minimum_cuts.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corridor {

/// What some projects do to a largest flow when all of them are in place.
struct ProjectEffect {
    std::vector<std::string> projects;  ///< ids
    /// None: nothing limits the flow then.
    std::optional<TonnesPerYear> value;
    /// What they add; none where that is without limit, or the flow had no limit before.
    std::optional<TonnesPerYear> gain;
    /// What binds with them in place: the minimum cut nearest to the origins. Where nothing is
    /// gained, this is why.
    Cut held_by;
};

/// The cheapest projects that make a largest flow larger.
struct ProjectChoice {
    /// In the order of the data; empty where no set of known projects lifts the flow.
    std::vector<std::string> projects;
    /// Those of them whose cost nobody published.
    std::vector<std::string> without_cost;
    /// The published costs of the others, in whole US dollars.
    std::int64_t known_cost_usd = 0;
    /// The flow with them in place; none where nothing limits it then.
    std::optional<TonnesPerYear> value;
    /// Where no set lifts the flow: a minimum cut of which no known project raises a member.
    Cut held_by;
    /// False where the search ended before the choice was known to be the cheapest.
    bool proved = true;

    [[nodiscard]] bool possible() const { return !projects.empty(); }
};

struct ProjectLiftOptions {
    /// Steps of the search for the cheapest set.
    std::size_t search_up_to = 1'000'000;
};

/// What each project does to the largest flow on its own.
/// Model        a project raises the capacity or container capacity of the links or nodes it names
///              to its value afterwards, never lowers it, and opens planned links among them unless
///              the query leaves those out. Projects that state no value afterwards, or change
///              something else, do nothing to a flow
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  flow and cut of equal value for each; what fails is reported as std::logic_error
/// Complexity   a maximum flow, then for each project what it moves, O(n + m) for each way
/// Determinism  same input, same bytes
[[nodiscard]] std::vector<ProjectEffect> effect_of_each(const Network& network,
                                                        const FlowQuery& query,
                                                        std::span<const Project> projects);

/// What they do together. Model, certificate and cost as above.
[[nodiscard]] ProjectEffect effect_of(const Network& network, const FlowQuery& query,
                                      std::span<const Project> projects);

/// The cheapest set of projects with which the largest flow is larger than without any.
/// Model        minimise, first, how many of its projects have no published cost, then the
///              published costs, then how many projects, subject to a larger flow. A project is
///              needed in every minimum cut that none of the others raises
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Complexity   a maximum flow for each minimum cut that the search has to learn, and an exact
///              search for the cheapest set that raises all of them: exponential in the worst case,
///              `search_up_to` steps at most
/// Determinism  same input, same bytes
/// Source       implicit hitting sets: Moreno-Centeno & Karp (2013), The implicit hitting set
///              approach to solve combinatorial optimization problems
[[nodiscard]] ProjectChoice cheapest_lift(const Network& network, const FlowQuery& query,
                                          std::span<const Project> projects,
                                          const ProjectLiftOptions& options = {});

}  // namespace corridor
