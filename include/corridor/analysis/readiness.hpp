#pragma once

#include <corridor/analysis/demand_growth.hpp>
#include <corridor/network/dataset.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace corridor {

/// A cut that is too small for the demand: whatever else is built, its members together must reach
/// the demand, or a new way around them must.
struct Shortage {
    std::vector<CutMember> members;  ///< capacities of the first year that is short
    TonnesPerYear capacity;          ///< theirs together
    int year = 0;                    ///< the first that is short
    TonnesPerYear missing;           ///< in the last year that is short
    int last_year = 0;
    std::vector<std::size_t> projects;  ///< positions of known projects that raise a member
};

/// A limit that is raised in the cheapest way to carry the demand, counted in tonnes.
struct Raise {
    Element element;
    int year = 0;         ///< the first in which it must be higher than it is
    TonnesPerYear today;  ///< its capacity in that year's network
    /// Capacity it must have, one a year; none while what is there is enough.
    std::vector<std::optional<TonnesPerYear>> needed;
};

/// A project without which the demand is not carried.
struct NeededProject {
    std::size_t project = 0;  ///< position in the list of projects
    int needed_by = 0;
    std::optional<int> announced;  ///< its own year
    /// Announced for later than it is needed, or not for any year.
    [[nodiscard]] bool late() const { return !announced || *announced > needed_by; }
};

/// What carries one year.
struct ReadinessYear {
    int year = 0;
    TonnesPerYear demand;
    /// The most that could move without projects; none where nothing limits it.
    std::optional<TonnesPerYear> today;
    /// The most with every known project in place.
    std::optional<TonnesPerYear> with_all_projects;
    std::optional<TonnesPerYear> with_needed_projects;
    /// Sum of what the limits are raised by.
    TonnesPerYear raised;
};

/// What must be in place by which year for a demand to be carried.
struct Readiness {
    std::vector<ReadinessYear> years;
    std::vector<Shortage> shortages;  ///< by year
    /// Raising limits can carry the demand: false where no open route leads from origins to
    /// destinations, or their own limits are in the way, in some year.
    bool attainable = true;
    std::vector<Raise> raises;  ///< by year, then in element order
    /// A dual solution proves that no smaller sum of raises carries the demand of the last year.
    bool least_raise_proved = false;
    std::vector<NeededProject> projects;  ///< by year, then in order of the list
    /// The first year that not even all projects together carry.
    std::optional<int> beyond_projects;
};

/// How far it is to a demand: the cuts that are too small, the least raise of limits that carries
/// it, and the known projects that do, each with its year.
/// Model        What is built stays, so a year needs what the largest demand up to it needs.
///              Shortages: minimum cuts in turn, each with the members of those before it
///              unlimited. Raises: the least sum over all limits that carries the last year, of
///              least transit time among equals; each year before takes the least of what the year
///              after it has. Projects: from all that can be applied, those are left out, the
///              latest first, without which the year is still carried; each year chooses among
///              those of the year after it. A project raises what it affects to its value
///              afterwards, never lowers it, and opens planned links. No project that is listed can
///              be left out; a smaller number of others may do as well
/// Requires     at least one year, as demand_growth; otherwise ContractViolation
/// Certificate  maximum flows are certified; the sum of raises in the last year by a dual solution
/// Complexity   for Y years, P projects and C shortages about Y·(C + P) maximum flows
/// Determinism  same input, same bytes
/// Source       Ahuja, Magnanti & Orlin (1993), section 9.7 for the raises as a flow of least cost
///              over arcs that cost 1 a tonne beyond each capacity
[[nodiscard]] Readiness readiness(std::span<const DemandYear> years,
                                  std::span<const Project> projects);

}  // namespace corridor
