#include "flow/multicommodity/answer_values.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/multicommodity.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>
#include <corridor/program/linear_program.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace corridor::flow {
namespace {

using program::infinite;
using program::LinearProgram;

constexpr double negligible = 1e-11;  ///< flow, relative to the largest amount

/// The linear program over the flow of each bundle (commodity and origin) on each arc, the part of
/// each demand that is served, and λ or the share of a level.
class ArcProgram {
  public:
    ArcProgram(const MulticommodityProblem& problem, AllocationObjective objective)
        : problem_(problem), objective_(objective) {
        for (std::uint32_t d = 0; d < problem.demands.size(); ++d) {
            const auto& demand = problem.demands[d];
            bundles_[{demand.commodity, demand.origin}].push_back(d);
            group_count_ = std::max<std::size_t>(group_count_, demand.group + 1);
        }
        build();
    }

    /// fixed_share < 0: rises with the level. Fair only.
    void set_level(const std::vector<double>& fixed_share, const std::vector<double>& amount) {
        for (std::size_t g = 0; g < group_count_; ++g) {
            const bool is_fixed = fixed_share[g] >= 0.0;
            linear_.row_lower[group_row_ + g] = is_fixed ? fixed_share[g] * amount[g] : 0.0;
            linear_.rows.coeffRef(static_cast<int>(group_row_ + g), static_cast<int>(rate_)) =
                is_fixed ? 0.0 : -amount[g];
        }
    }

    [[nodiscard]] program::ProgramAnswer solve() const {
        for (const auto method :
             {program::Simplex::dual, program::Simplex::primal, program::Simplex::barrier}) {
            program::ProgramAnswer answer =
                program::solve(linear_, {.method = method, .try_others = false});
            if (answer.status != program::ProgramStatus::not_certified) {
                return answer;
            }
        }
        return {};
    }

    [[nodiscard]] double rate(const program::ProgramAnswer& answer) const {
        return answer.x[rate_];
    }
    [[nodiscard]] double group_price(const program::ProgramAnswer& answer, std::size_t g) const {
        return std::max(0.0, answer.row_price[group_row_ + g]);
    }

    [[nodiscard]] std::vector<double> limit_prices(const program::ProgramAnswer& answer) const {
        std::vector<double> prices(problem_.limits.size());
        for (std::size_t r = 0; r < prices.size(); ++r) {
            prices[r] = std::max(0.0, -answer.row_price[limit_row_ + r]);
        }
        return prices;
    }

    /// Prices of places: their rows are equalities, so that the least of them may count as 0.
    [[nodiscard]] std::vector<std::vector<double>> place_prices(
        const program::ProgramAnswer& answer) const {
        std::vector<std::vector<double>> prices;
        for (std::size_t e = 0; e < problem_.equipment.size(); ++e) {
            prices.emplace_back();
            for (std::size_t p = 0; p < problem_.equipment[e].leaves.size(); ++p) {
                prices.back().push_back(-answer.row_price[balance_[e] + problem_.node_count + p]);
            }
            if (!prices.back().empty()) {
                const double least = *std::min_element(prices.back().begin(), prices.back().end());
                for (double& price : prices.back()) {
                    price -= least;
                }
            }
        }
        return prices;
    }

    /// Takes the flows of arcs apart into paths; what circulates is left out, but for the equipment
    /// it moves. Scaled down where rounding exceeds a limit.
    void put_paths(const program::ProgramAnswer& answer, MulticommoditySolution& solution) const {
        double largest = 0.0;
        for (const double x : answer.x) {
            largest = std::max(largest, std::abs(x));
        }
        std::size_t first = 0;
        std::vector<std::vector<double>> circulating(
            problem_.commodities.size(), std::vector<double>(problem_.arc_count(), 0.0));
        for (const auto& [key, demands] : bundles_) {
            std::vector<double> left(
                answer.x.begin() + static_cast<std::ptrdiff_t>(first),
                answer.x.begin() + static_cast<std::ptrdiff_t>(first + problem_.arc_count()));
            first += problem_.arc_count();
            for (const std::uint32_t d : demands) {
                double wanted = objective_ == AllocationObjective::concurrent
                                    ? rate(answer) * problem_.demands[d].amount
                                    : answer.x[served_ + d];
                while (wanted > negligible * largest) {
                    PathFlow path{.demand = d};
                    path.arcs =
                        widest_path(problem_.demands[d].origin, {problem_.demands[d].destination},
                                    left, negligible * largest, path.amount);
                    if (path.amount <= 0.0) {
                        break;
                    }
                    path.amount = std::min(path.amount, wanted);
                    for (const std::uint32_t a : path.arcs) {
                        left[a] -= path.amount;
                    }
                    wanted -= path.amount;
                    solution.paths.push_back(std::move(path));
                }
            }
            for (std::size_t a = 0; a < left.size(); ++a) {
                circulating[key.first][a] += left[a];
            }
        }
        for (const auto& use : problem_.equipment_uses) {
            const auto& place = problem_.equipment[use.equipment].place;
            const double units = use.per_unit * circulating[use.commodity][use.arc];
            if (units > negligible * largest) {
                solution.empties.push_back({.equipment = use.equipment,
                                            .from = place[problem_.tail[use.arc]],
                                            .to = place[problem_.head[use.arc]],
                                            .amount = units,
                                            .arcs = {use.arc}});
            }
        }
        for (std::uint32_t e = 0; e < problem_.equipment.size(); ++e) {
            put_empties(answer, e, negligible * largest, solution);
        }
        fit(solution);
    }

  private:
    void build() {
        const std::size_t arcs = problem_.arc_count();
        const std::size_t flows = bundles_.size() * arcs;
        served_ = flows;
        rate_ = served_ + problem_.demands.size();
        std::size_t columns = rate_ + 1;
        for (const auto& equipment : problem_.equipment) {
            empties_.push_back(columns);
            columns += arcs + 2 * equipment.leaves.size();
        }
        limit_row_ = bundles_.size() * problem_.node_count;
        const std::size_t demand_row = limit_row_ + problem_.limits.size();
        group_row_ = demand_row + problem_.demands.size();
        const bool is_fair = objective_ == AllocationObjective::fair;
        std::size_t rows = group_row_ + (is_fair ? group_count_ : 0);
        for (const auto& equipment : problem_.equipment) {
            balance_.push_back(rows);
            rows += problem_.node_count + equipment.leaves.size();
        }

        linear_.cost.assign(columns, 0.0);
        linear_.column_lower.assign(columns, 0.0);
        linear_.column_upper.assign(columns, infinite);
        linear_.row_lower.assign(rows, 0.0);
        linear_.row_upper.assign(rows, 0.0);
        std::vector<Eigen::Triplet<double>> entries;
        const auto put = [&](std::size_t row, std::size_t column, double value) {
            entries.emplace_back(static_cast<int>(row), static_cast<int>(column), value);
        };
        std::size_t bundle = 0;
        for (const auto& [key, demands] : bundles_) {
            const auto& commodity = problem_.commodities[key.first];
            for (std::size_t a = 0; a < arcs; ++a) {
                const std::size_t column = bundle * arcs + a;
                put(bundle * problem_.node_count + problem_.tail[a], column, 1.0);
                put(bundle * problem_.node_count + problem_.head[a], column, -1.0);
                if (objective_ == AllocationObjective::least_cost && !commodity.cost.empty()) {
                    linear_.cost[column] = commodity.cost[a];
                }
                if (!commodity.open.empty() && commodity.open[a] == 0) {
                    linear_.column_upper[column] = 0.0;
                }
            }
            for (const std::uint32_t d : demands) {
                put(bundle * problem_.node_count + key.second, served_ + d, -1.0);
                put(bundle * problem_.node_count + problem_.demands[d].destination, served_ + d,
                    1.0);
            }
            bundle_at_[key] = bundle++;
        }
        for (const auto& use : problem_.arc_uses) {
            for (const auto& [key, at] : bundle_at_) {
                if (use.commodity == key.first ||
                    use.commodity == MulticommodityProblem::every_commodity) {
                    put(limit_row_ + use.limit, at * arcs + use.arc, use.per_unit);
                }
            }
        }
        for (const auto& use : problem_.demand_uses) {
            put(limit_row_ + use.limit, served_ + use.demand, use.per_unit);
        }
        for (std::size_t r = 0; r < problem_.limits.size(); ++r) {
            linear_.row_lower[limit_row_ + r] = -infinite;
            linear_.row_upper[limit_row_ + r] = problem_.limits[r];
        }
        put_demands(demand_row, put);
        put_equipment(put);
        linear_.rows.resize(static_cast<int>(rows), static_cast<int>(columns));
        linear_.rows.setFromTriplets(entries.begin(), entries.end());
    }

    /// For each equipment: empty units on each arc, setting out and coming to rest at each place;
    /// rows of nodes, then of places: what leaves less what arrives.
    template <class Put>
    void put_equipment(const Put& put) {
        const std::size_t arcs = problem_.arc_count();
        for (std::size_t e = 0; e < problem_.equipment.size(); ++e) {
            const auto& equipment = problem_.equipment[e];
            const auto& commodity = problem_.commodities[equipment.empty];
            for (std::size_t a = 0; a < arcs; ++a) {
                const std::size_t column = empties_[e] + a;
                put(balance_[e] + problem_.tail[a], column, 1.0);
                put(balance_[e] + problem_.head[a], column, -1.0);
                if (objective_ == AllocationObjective::least_cost && !commodity.cost.empty()) {
                    linear_.cost[column] = commodity.cost[a];
                }
                if (!commodity.open.empty() && commodity.open[a] == 0) {
                    linear_.column_upper[column] = 0.0;
                }
            }
            const std::size_t places = equipment.leaves.size();
            for (std::size_t p = 0; p < places; ++p) {
                const std::size_t leaving = empties_[e] + arcs + p;
                put(balance_[e] + equipment.leaves[p], leaving, -1.0);
                put(balance_[e] + equipment.arrives[p], leaving + places, 1.0);
                put(balance_[e] + problem_.node_count + p, leaving, 1.0);
                put(balance_[e] + problem_.node_count + p, leaving + places, -1.0);
            }
            for (const auto& use : problem_.arc_uses) {
                if (use.commodity == equipment.empty ||
                    use.commodity == MulticommodityProblem::every_commodity) {
                    put(limit_row_ + use.limit, empties_[e] + use.arc, use.per_unit);
                }
            }
        }
        for (const auto& use : problem_.equipment_uses) {
            const auto& place = problem_.equipment[use.equipment].place;
            const std::size_t first = balance_[use.equipment] + problem_.node_count;
            for (const auto& [key, at] : bundle_at_) {
                if (key.first == use.commodity) {
                    put(first + place[problem_.tail[use.arc]], at * arcs + use.arc, use.per_unit);
                    put(first + place[problem_.head[use.arc]], at * arcs + use.arc, -use.per_unit);
                }
            }
        }
    }

    template <class Put>
    void put_demands(std::size_t demand_row, const Put& put) {
        for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
            const auto& demand = problem_.demands[d];
            const std::size_t row = demand_row + d;
            put(row, served_ + d, 1.0);
            if (objective_ == AllocationObjective::concurrent) {
                put(row, rate_, -demand.amount);  // served = λ · amount
                continue;
            }
            linear_.row_lower[row] = -infinite;
            linear_.row_upper[row] = demand.amount;
            linear_.cost[served_ + d] = objective_ == AllocationObjective::least_cost
                                            ? -demand.unserved_cost
                                        : objective_ == AllocationObjective::most_served ? -1.0
                                                                                         : 0.0;
            if (objective_ == AllocationObjective::fair) {
                put(group_row_ + demand.group, served_ + d, 1.0);
                linear_.row_upper[group_row_ + demand.group] = infinite;
            }
        }
        if (objective_ == AllocationObjective::fair) {
            for (std::size_t g = 0; g < group_count_; ++g) {
                put(group_row_ + g, rate_, -1.0);
                linear_.row_upper[group_row_ + g] = infinite;
            }
            linear_.cost[rate_] = -1.0;
            linear_.column_upper[rate_] = 1.0;
        } else if (objective_ == AllocationObjective::concurrent) {
            linear_.cost[rate_] = -1.0;
        } else {
            linear_.column_upper[rate_] = 0.0;
        }
    }

    void put_empties(const program::ProgramAnswer& answer, std::uint32_t e, double least,
                     MulticommoditySolution& solution) const {
        const auto& equipment = problem_.equipment[e];
        const auto part = [&](std::size_t first, std::size_t count) {
            const auto begin = answer.x.begin() + static_cast<std::ptrdiff_t>(empties_[e] + first);
            return std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(count));
        };
        const std::size_t places = equipment.leaves.size();
        std::vector<double> left = part(0, problem_.arc_count());
        std::vector<double> leaving = part(problem_.arc_count(), places);
        std::vector<double> resting = part(problem_.arc_count() + places, places);
        for (std::uint32_t p = 0; p < places; ++p) {
            while (leaving[p] > least) {
                std::vector<std::uint32_t> ends;
                for (std::uint32_t q = 0; q < places; ++q) {
                    if (resting[q] > least) {
                        ends.push_back(equipment.arrives[q]);
                    }
                }
                double amount = 0.0;
                EmptyFlow flow{.equipment = e, .from = p};
                flow.arcs = widest_path(equipment.leaves[p], ends, left, least, amount);
                const std::uint32_t end =
                    flow.arcs.empty() ? equipment.leaves[p] : problem_.head[flow.arcs.back()];
                while (flow.to < places &&
                       (equipment.arrives[flow.to] != end || resting[flow.to] <= least)) {
                    ++flow.to;
                }
                if (amount <= 0.0 || flow.to == places) {
                    break;
                }
                flow.amount = std::min({amount, leaving[p], resting[flow.to]});
                for (const std::uint32_t a : flow.arcs) {
                    left[a] -= flow.amount;
                }
                leaving[p] -= flow.amount;
                resting[flow.to] -= flow.amount;
                if (!flow.arcs.empty()) {
                    solution.empties.push_back(std::move(flow));
                }
            }
        }
    }

    /// Some path of arcs that carry more than `least` to the first of the ends it meets, and the
    /// smallest flow on it.
    [[nodiscard]] std::vector<std::uint32_t> widest_path(std::uint32_t origin,
                                                         const std::vector<std::uint32_t>& ends,
                                                         const std::vector<double>& flow,
                                                         double least, double& amount) const {
        constexpr std::uint32_t none = 0xFFFFFFFFU;
        std::vector<std::uint32_t> into(problem_.node_count, none);
        std::vector<double> width(problem_.node_count, 0.0);
        std::vector<std::vector<std::uint32_t>> out(problem_.node_count);
        for (std::uint32_t a = 0; a < problem_.arc_count(); ++a) {
            if (flow[a] > least) {
                out[problem_.tail[a]].push_back(a);
            }
        }
        std::vector<std::uint32_t> queue{origin};
        width[origin] = infinite;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const std::uint32_t a : out[queue[i]]) {
                const std::uint32_t v = problem_.head[a];
                if (width[v] == 0.0) {
                    width[v] = std::min(width[queue[i]], flow[a]);
                    into[v] = a;
                    queue.push_back(v);
                }
            }
        }
        std::vector<std::uint32_t> path;
        const auto end = std::find_first_of(queue.begin(), queue.end(), ends.begin(), ends.end());
        amount = end == queue.end() ? 0.0 : width[*end];
        for (std::uint32_t v = end == queue.end() ? origin : *end; v != origin;
             v = problem_.tail[into[v]]) {
            path.push_back(into[v]);
        }
        std::reverse(path.begin(), path.end());
        return path;
    }

    void fit(MulticommoditySolution& solution) const {
        std::vector<double> served(problem_.demands.size(), 0.0);
        std::vector<std::vector<double>> flow(problem_.commodities.size(),
                                              std::vector<double>(problem_.arc_count(), 0.0));
        for (const PathFlow& path : solution.paths) {
            served[path.demand] += path.amount;
            for (const std::uint32_t a : path.arcs) {
                flow[problem_.demands[path.demand].commodity][a] += path.amount;
            }
        }
        for (const EmptyFlow& empties : solution.empties) {
            for (const std::uint32_t a : empties.arcs) {
                flow[problem_.equipment[empties.equipment].empty][a] += empties.amount;
            }
        }
        std::vector<double> used(problem_.limits.size(), 0.0);
        for (const auto& use : problem_.arc_uses) {
            for (std::uint32_t k = 0; k < flow.size(); ++k) {
                if (use.commodity == k || use.commodity == MulticommodityProblem::every_commodity) {
                    used[use.limit] += use.per_unit * flow[k][use.arc];
                }
            }
        }
        for (const auto& use : problem_.demand_uses) {
            used[use.limit] += use.per_unit * served[use.demand];
        }
        double scale = 1.0;
        for (std::size_t r = 0; r < used.size(); ++r) {
            scale = used[r] > problem_.limits[r] ? std::min(scale, problem_.limits[r] / used[r])
                                                 : scale;
        }
        for (std::size_t d = 0; d < served.size(); ++d) {
            const double most = problem_.demands[d].amount;
            if (objective_ != AllocationObjective::concurrent && served[d] > most) {
                scale = std::min(scale, most / served[d]);
            }
        }
        solution.served.assign(problem_.demands.size(), 0.0);
        for (PathFlow& path : solution.paths) {
            path.amount *= scale;
            solution.served[path.demand] += path.amount;
        }
        for (EmptyFlow& empties : solution.empties) {
            empties.amount *= scale;
        }
    }

    const MulticommodityProblem& problem_;
    AllocationObjective objective_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> bundles_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> bundle_at_;
    std::size_t group_count_ = 0;
    std::size_t served_ = 0;
    std::size_t rate_ = 0;
    std::size_t limit_row_ = 0;
    std::size_t group_row_ = 0;
    std::vector<std::size_t> empties_;  ///< by equipment: first column
    std::vector<std::size_t> balance_;  ///< by equipment: first row
    LinearProgram linear_;
};

/// Level after level, each a program of its own.
bool solve_levels(const MulticommodityProblem& problem, MulticommoditySolution& solution) {
    ArcProgram arcs(problem, AllocationObjective::fair);
    std::size_t groups = 0;
    for (const auto& demand : problem.demands) {
        groups = std::max<std::size_t>(groups, demand.group + 1);
    }
    std::vector<double> amount(groups, 0.0);
    for (const auto& demand : problem.demands) {
        amount[demand.group] += demand.amount;
    }
    std::vector<double> fixed(groups, -1.0);
    std::size_t open = groups;
    for (std::size_t g = 0; g < groups; ++g) {
        if (amount[g] == 0.0) {
            fixed[g] = 1.0;
            --open;
        }
    }
    while (open > 0) {
        arcs.set_level(fixed, amount);
        const program::ProgramAnswer answer = arcs.solve();
        if (answer.status != program::ProgramStatus::optimal) {
            return false;
        }
        FairLevel level{.share = std::clamp(arcs.rate(answer), 0.0, 1.0)};
        level.limit_price = arcs.limit_prices(answer);
        level.place_price = arcs.place_prices(answer);
        double total = 0.0;
        for (std::size_t g = 0; g < groups; ++g) {
            level.group_price.push_back(arcs.group_price(answer, g));
            total += fixed[g] < 0.0 ? level.group_price[g] * amount[g] : 0.0;
        }
        level.upper_bound =
            bound_of_level(problem, level.limit_price, level.group_price, fixed, level.place_price)
                .bound;
        for (std::uint32_t g = 0; g < groups; ++g) {
            if (fixed[g] < 0.0 && (level.share >= 1.0 - 1e-9 || level.group_price[g] * amount[g] >
                                                                    1e-7 * std::max(total, 1.0))) {
                level.groups.push_back(g);
            }
        }
        if (level.groups.empty()) {
            return false;
        }
        for (const std::uint32_t g : level.groups) {
            fixed[g] = level.share * (1.0 - 1e-12);
        }
        open -= level.groups.size();
        solution.levels.push_back(std::move(level));
        if (open == 0) {
            arcs.put_paths(answer, solution);
        }
    }
    return true;
}

}  // namespace

MulticommoditySolution solve_over_arcs(const MulticommodityProblem& problem,
                                       AllocationObjective objective,
                                       const MulticommodityOptions& options) {
    const Diagnostics faults = check(problem);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    MulticommoditySolution solution;
    solution.objective = objective;
    if (multicommodity::settle_trivial(problem, solution)) {
        return solution;
    }
    bool is_solved = false;
    solution.served.assign(problem.demands.size(), 0.0);
    solution.limit_price.assign(problem.limits.size(), 0.0);
    if (objective == AllocationObjective::fair) {
        is_solved = solve_levels(problem, solution);
    } else {
        const ArcProgram arcs(problem, objective);
        const program::ProgramAnswer answer = arcs.solve();
        is_solved = answer.status == program::ProgramStatus::optimal;
        if (is_solved) {
            arcs.put_paths(answer, solution);
            solution.limit_price = arcs.limit_prices(answer);
            solution.place_price = arcs.place_prices(answer);
            solution.pivots = answer.iterations;
        }
    }
    multicommodity::complete(problem, solution);
    solution.outcome = is_solved && solution.relative_gap() <= std::max(options.tolerance, 1e-7)
                           ? AllocationOutcome::optimal
                           : AllocationOutcome::limit_reached;
    return solution;
}

}  // namespace corridor::flow
