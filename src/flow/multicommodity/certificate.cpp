#include <corridor/flow/multicommodity_certificate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace corridor::flow {
namespace {

using Real = long double;

constexpr double feasibility = 1e-9;
constexpr double balance = 1e-8;  ///< of equipment, relative to the largest movement

/// What the paths of an answer add up to, and what is wrong with them.
class Inspection {
  public:
    Inspection(const MulticommodityProblem& problem, const MulticommoditySolution& solution)
        : problem_(problem),
          solution_(solution),
          served_(problem.demands.size(), 0.0),
          used_(problem.limits.size(), 0.0) {}

    Verdict run(double tolerance) {
        if (solution_.outcome == AllocationOutcome::unbounded) {
            check_unbounded();
            return std::move(verdict_);
        }
        for (std::size_t i = 0; i < solution_.paths.size(); ++i) {
            check_path(i);
        }
        for (std::size_t i = 0; i < solution_.empties.size(); ++i) {
            check_return(i);
        }
        if (!verdict_.holds()) {
            return std::move(verdict_);
        }
        check_amounts();
        check_balance();
        check_value(tolerance);
        return std::move(verdict_);
    }

  private:
    template <class... Arguments>
    void violated(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
        verdict_.violations.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
    }

    /// An answer without limit: paths that use none serve every demand.
    void check_unbounded() {
        if (solution_.objective != AllocationObjective::concurrent) {
            violated("only a concurrent flow can be unbounded");
        }
        const std::vector<double> ones(problem_.limits.size(), 1.0);
        const PriceBound bound = bound_of_prices(problem_, AllocationObjective::concurrent, ones);
        for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
            if (problem_.demands[d].amount > 0.0 && bound.distance[d] > 0.0) {
                violated("demand {} has no route without a limit", d);
            }
        }
    }

    void check_path(std::size_t i) {
        const PathFlow& path = solution_.paths[i];
        if (path.demand >= problem_.demands.size() || !(path.amount >= 0.0)) {
            violated("path {} belongs to no demand or carries less than nothing", i);
            return;
        }
        const auto& demand = problem_.demands[path.demand];
        const auto& commodity = problem_.commodities[demand.commodity];
        std::uint32_t at = demand.origin;
        for (const std::uint32_t a : path.arcs) {
            if (a >= problem_.arc_count() || problem_.tail[a] != at) {
                violated("path {} is broken", i);
                return;
            }
            if (!commodity.open.empty() && commodity.open[a] == 0) {
                violated("path {} uses arc {}, which is closed to its commodity", i, a);
            }
            at = problem_.head[a];
            cost_ += commodity.cost.empty() ? 0.0L : Real{commodity.cost[a]} * path.amount;
        }
        if (at != demand.destination) {
            violated("path {} does not end at its destination", i);
        }
        served_[path.demand] += path.amount;
    }

    void check_return(std::size_t i) {
        const EmptyFlow& empties = solution_.empties[i];
        if (empties.equipment >= problem_.equipment.size() || !(empties.amount >= 0.0) ||
            empties.from >= problem_.equipment[empties.equipment].leaves.size() ||
            empties.to >= problem_.equipment[empties.equipment].leaves.size()) {
            violated("return {} is of no equipment or between no places", i);
            return;
        }
        const auto& equipment = problem_.equipment[empties.equipment];
        const auto& commodity = problem_.commodities[equipment.empty];
        std::uint32_t at = equipment.leaves[empties.from];
        for (const std::uint32_t a : empties.arcs) {
            if (a >= problem_.arc_count() || problem_.tail[a] != at ||
                (!commodity.open.empty() && commodity.open[a] == 0)) {
                violated("return {} is broken or uses a closed arc", i);
                return;
            }
            at = problem_.head[a];
            cost_ += commodity.cost.empty() ? 0.0L : Real{commodity.cost[a]} * empties.amount;
        }
        if (at != equipment.arrives[empties.to]) {
            violated("return {} does not end at its place", i);
        }
    }

    /// What leaves a place, loaded or empty, has arrived there.
    void check_balance() {
        std::vector<std::vector<double>> missing;
        double size = 1e-300;
        for (const auto& demand : problem_.demands) {
            size = std::max(size, 1e-3 * demand.amount);
        }
        for (const auto& equipment : problem_.equipment) {
            missing.emplace_back(equipment.leaves.size(), 0.0);
        }
        const auto move = [&](std::uint32_t equipment, std::uint32_t from, std::uint32_t to,
                              double units) {
            missing[equipment][from] += units;
            missing[equipment][to] -= units;
            size = std::max(size, units);
        };
        for (const EmptyFlow& empties : solution_.empties) {
            move(empties.equipment, empties.from, empties.to, empties.amount);
        }
        for (const auto& use : problem_.equipment_uses) {
            const auto found = flow_.find({use.arc, use.commodity});
            if (found != flow_.end()) {
                const auto& place = problem_.equipment[use.equipment].place;
                move(use.equipment, place[problem_.tail[use.arc]], place[problem_.head[use.arc]],
                     use.per_unit * found->second);
            }
        }
        for (std::size_t e = 0; e < missing.size(); ++e) {
            for (std::size_t p = 0; p < missing[e].size(); ++p) {
                if (missing[e][p] > balance * size) {
                    violated("place {} lacks {} units of equipment {}", p, missing[e][p], e);
                }
            }
        }
    }

    void check_amounts() {
        auto& flow = flow_;
        for (const EmptyFlow& empties : solution_.empties) {
            for (const std::uint32_t a : empties.arcs) {
                flow[{a, problem_.equipment[empties.equipment].empty}] += empties.amount;
            }
        }
        for (const PathFlow& path : solution_.paths) {
            for (const std::uint32_t a : path.arcs) {
                flow[{a, problem_.demands[path.demand].commodity}] += path.amount;
            }
        }
        for (const auto& use : problem_.arc_uses) {
            for (auto found = flow.lower_bound({use.arc, 0});
                 found != flow.end() && found->first.first == use.arc; ++found) {
                if (use.commodity == found->first.second ||
                    use.commodity == MulticommodityProblem::every_commodity) {
                    used_[use.limit] += found->second * use.per_unit;
                }
            }
        }
        for (const auto& use : problem_.demand_uses) {
            used_[use.limit] += served_[use.demand] * use.per_unit;
        }
        for (std::size_t r = 0; r < used_.size(); ++r) {
            if (used_[r] > problem_.limits[r] * (1 + feasibility)) {
                violated("limit {} is {} and {} is used", r, problem_.limits[r], used_[r]);
            }
        }
        if (solution_.objective != AllocationObjective::concurrent) {
            for (std::size_t d = 0; d < served_.size(); ++d) {
                if (served_[d] > problem_.demands[d].amount * (1 + feasibility)) {
                    violated("demand {} asks for {} and has {}", d, problem_.demands[d].amount,
                             served_[d]);
                }
            }
        }
    }

    void check_value(double tolerance) {
        measure();
        const bool is_cost = solution_.objective == AllocationObjective::least_cost;
        const double attained =
            solution_.objective == AllocationObjective::fair ? smallest_share() : attained_value();
        if (!is_near(attained, solution_.value, 1e-9)) {
            violated("the paths are worth {}, the answer says {}", attained, solution_.value);
        }
        const double proved = proved_bound(tolerance);
        const double claimed = is_cost ? solution_.lower_bound : solution_.upper_bound;
        const double own = is_cost ? solution_.upper_bound : solution_.lower_bound;
        if (!is_near(own, attained, 1e-9)) {
            violated("one bound is {}, the paths are worth {}", own, attained);
        }
        if (is_cost ? claimed > proved + 1e-9 * size_of(proved)
                    : claimed < proved - 1e-9 * size_of(proved)) {
            violated("the prices prove {}, the answer claims {}", proved, claimed);
        }
        if (solution_.outcome == AllocationOutcome::optimal &&
            std::abs(attained - proved) > tolerance * size_of(attained)) {
            violated("value {} and bound {} are further apart than {}", attained, proved,
                     tolerance);
        }
    }

    /// What the value would be if nothing, or everything, were served.
    void measure() {
        for (const auto& demand : problem_.demands) {
            magnitude_ += demand.amount * (solution_.objective == AllocationObjective::least_cost
                                               ? demand.unserved_cost
                                               : 1.0);
        }
        if (solution_.objective == AllocationObjective::concurrent) {
            magnitude_ = 0.0;
        } else if (solution_.objective == AllocationObjective::fair) {
            magnitude_ = 1.0;
        }
    }

    [[nodiscard]] double size_of(double value) const {
        return std::max({std::abs(value), 1e-6 * magnitude_, 1e-300});
    }

    [[nodiscard]] bool is_near(double a, double b, double relative) const {
        return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b)) + 1e-300 ||
               std::abs(a - b) <= 1e-12 * magnitude_;
    }

    [[nodiscard]] double attained_value() const {
        Real value = solution_.objective == AllocationObjective::least_cost ? cost_ : Real{0};
        double share = std::numeric_limits<double>::infinity();
        for (std::size_t d = 0; d < served_.size(); ++d) {
            const auto& demand = problem_.demands[d];
            if (solution_.objective == AllocationObjective::least_cost) {
                value += Real{demand.unserved_cost} * std::max(0.0, demand.amount - served_[d]);
            } else {
                value += served_[d];
            }
            if (demand.amount > 0.0) {
                share = std::min(share, served_[d] / demand.amount);
            }
        }
        return solution_.objective == AllocationObjective::concurrent ? share
                                                                      : static_cast<double>(value);
    }

    [[nodiscard]] std::vector<double> shares() const {
        std::vector<double> amount(solution_.group_share.size(), 0.0);
        std::vector<double> served(solution_.group_share.size(), 0.0);
        for (std::size_t d = 0; d < served_.size(); ++d) {
            amount[problem_.demands[d].group] += problem_.demands[d].amount;
            served[problem_.demands[d].group] += served_[d];
        }
        for (std::size_t g = 0; g < amount.size(); ++g) {
            served[g] = amount[g] > 0.0 ? served[g] / amount[g] : 1.0;
        }
        return served;
    }

    [[nodiscard]] double smallest_share() const {
        const std::vector<double> all = shares();
        return all.empty() ? 1.0 : *std::min_element(all.begin(), all.end());
    }

    [[nodiscard]] double proved_bound(double tolerance) {
        if (solution_.objective != AllocationObjective::fair) {
            return bound_of_prices(problem_, solution_.objective, solution_.limit_price,
                                   solution_.place_price)
                .bound;
        }
        const std::vector<double> attained = shares();
        std::vector<double> fixed(attained.size(), -1.0);
        for (std::size_t level = 0; level < solution_.levels.size(); ++level) {
            const FairLevel& step = solution_.levels[level];
            const double bound = bound_of_level(problem_, step.limit_price, step.group_price, fixed,
                                                step.place_price)
                                     .bound;
            for (const std::uint32_t g : step.groups) {
                if (attained[g] < bound - tolerance) {
                    violated("group {} has the share {}, and {} is not proved impossible", g,
                             attained[g], bound);
                }
                // Where its price is 0, more for this group is possible at this level.
                fixed[g] = attained[g];
            }
        }
        for (std::size_t g = 0; g < fixed.size(); ++g) {
            if (fixed[g] < 0.0 && attained[g] < 1.0 - tolerance) {
                violated("group {} belongs to no level", g);
            }
        }
        return solution_.levels.empty()
                   ? 1.0
                   : bound_of_level(problem_, solution_.levels.front().limit_price,
                                    solution_.levels.front().group_price,
                                    std::vector<double>(attained.size(), -1.0),
                                    solution_.levels.front().place_price)
                         .bound;
    }

    const MulticommodityProblem& problem_;
    const MulticommoditySolution& solution_;
    std::vector<double> served_;
    std::vector<double> used_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> flow_;  ///< by arc and commodity
    Real cost_ = 0;
    double magnitude_ = 0.0;
    Verdict verdict_;
};

}  // namespace

Verdict verify(const MulticommodityProblem& problem, const MulticommoditySolution& solution,
               double tolerance) {
    return Inspection(problem, solution).run(tolerance);
}

}  // namespace corridor::flow
