#pragma once

#include <corridor/analysis/criticality.hpp>
#include <corridor/analysis/diversions.hpp>
#include <corridor/analysis/growth.hpp>
#include <corridor/analysis/od_measures.hpp>
#include <corridor/analysis/readiness.hpp>
#include <corridor/analysis/route_measures.hpp>
#include <corridor/analysis/soft_bottlenecks.hpp>
#include <corridor/analysis/staircase.hpp>
#include <corridor/flow/allocation_waits.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/parametric.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/scenario/scenario.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// A scenario laid out over its years: every change applied, every row of demand grown.
struct ScenarioPlan {
    Scenario scenario;
    std::vector<YearState> years;
    std::vector<Project> projects;  ///< all that the data know
    std::vector<CostFigure> costs;  ///< the same
    std::vector<Disruption> disruptions;
    std::vector<ResourceUse> resource_uses;  ///< of the resources that hold
};

/// Applies a scenario to its data.
/// Model        a rate r makes of a row's q tonnes round(q·(1+r)^k) after k years; a target makes
/// of
///              a sum S round(S·g^k) with the constant g that reaches it in its year, divided among
///              the rows by largest remainder, equal remainders in order of their ids
/// Returns      the plan, with warnings where a change does nothing; or all that does not fit: a
///              change, group, pattern, filter or growth that matches nothing, with the nearest
///              names; targets out of nothing; unknown units, places and commodities
/// Complexity   O(years × changes × (n + m)); years with the same changes share one network
/// Determinism  integers only: same input, same bytes, on any compiler
[[nodiscard]] Parsed<ScenarioPlan> lay_out(const Scenario& scenario, const Dataset& data);

/// A way of one tonne with what it comes to.
struct AnswerRoute {
    Route route;
    RouteMeasures measures;
    std::vector<ProfileRow> profile;
};

/// The answer to a FlowRequest.
struct FlowAnswer {
    FlowRequest request;
    int year = 0;
    FlowQuery query;
    MaxFlow flow;
    /// What binds then, one step after the other, with the cheapest known projects for each.
    Staircase staircase{};
    /// What the flow loses without each link, node and system.
    Criticality losses{};
    /// The best ways of one tonne by generalised cost; none where several places are asked about.
    std::vector<AnswerRoute> routes{};
    /// Where the flow loses time, and whether time or capacity binds; none where nothing moves or
    /// nothing limits it.
    std::optional<SoftBottlenecks> delays{};
};

/// What can be served of one commodity in the last year as all of its demand grows alike: 1 is the
/// demand of that year.
struct DemandCurve {
    std::string commodity;
    int year = 0;
    TonnesPerYear demand;  ///< at 1
    ParametricFlow curve;
};

/// What must be in place for one commodity, alone on the network, to be carried.
struct CommodityReadiness {
    std::string commodity;
    Readiness readiness;
};

/// Who is served in a year when all demands compete for the network at once, at least generalised
/// cost with a price on what is not served.
struct AllocatedYear {
    int year = 0;
    AllocationQuery query{};
    Allocation answer{};
    std::vector<Wait> waits{};  ///< what each demand that is not served in full waits for
    std::vector<std::optional<OdMeasures>> measures{};  ///< by demand
    /// Of each demand, in whole tonnes; the rest of it is served.
    std::vector<TonnesPerYear> unserved{};
    std::vector<Diversion> since_first{};     ///< against the first year of the horizon
    std::vector<Diversion> since_previous{};  ///< against the year before

    [[nodiscard]] TonnesPerYear total_demand() const;
    [[nodiscard]] TonnesPerYear total_unserved() const;
    [[nodiscard]] TonnesPerYear total_served() const;
};

/// The same sums of one commodity.
[[nodiscard]] TonnesPerYear unserved_of(const AllocatedYear& year, std::string_view commodity);

/// The first year in which something stays behind; none where nothing does.
[[nodiscard]] std::optional<int> first_shortfall(const std::vector<AllocatedYear>& years);

/// The demands of each year of a plan, all at once on the network and the shared limits of the
/// year, one year after the other.
/// Returns      nothing where the plan asks for no growth, or its costs cannot be read
/// Certificate  allocate_years()
/// Determinism  same input, same bytes for one compiler and machine type
[[nodiscard]] std::vector<AllocatedYear> allocate(const ScenarioPlan& plan);

/// Puts what an allocation serves, what binds then and its loads in the place of the pooled ones.
/// Requires     growth(plan.years), and allocate(plan)
void put_in_place(Growth& growth, const ScenarioPlan& plan,
                  const std::vector<AllocatedYear>& allocation);

/// Everything a run found.
struct ScenarioResult {
    ScenarioPlan plan;
    /// Without years when growth was not asked for; what is served, what binds and the loads are
    /// those of `allocation` where it has years, beside the pooled bound.
    Growth growth;
    std::vector<AllocatedYear> allocation;      ///< as many years, or none without costs
    std::vector<CommodityReadiness> readiness;  ///< of commodities that stay behind in some year
    std::vector<DemandCurve> curves;            ///< of commodities with demand in the last year
    std::vector<FlowAnswer> flows;
};

/// Runs the analyses of a plan: growth over all years, pooled and all at once, and in the last one,
/// then each request in the network of its year, with its staircase, losses and routes. Requires a
/// plan made by lay_out Determinism  same input, same bytes
[[nodiscard]] ScenarioResult run(const ScenarioPlan& plan);

}  // namespace corridor
