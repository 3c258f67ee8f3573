#include <corridor/base/checked.hpp>
#include <corridor/flow/certificate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace corridor::flow {
namespace {

std::string shown(const std::optional<Int128>& number) {
    return number ? fmt::to_string(*number) : "no number of 128 bits";
}

/// A sum in 128 bits that remembers whether it stayed inside them.
class Sum {
  public:
    void add_product(Int128 factor, Int128 other) {
        const auto product = checked_multiply(factor, other);
        const auto sum = product && total_ ? checked_add(*total_, *product) : std::nullopt;
        total_ = sum;
    }
    [[nodiscard]] const std::optional<Int128>& total() const { return total_; }

  private:
    std::optional<Int128> total_ = Int128{0};
};

/// What a node may send more than it receives.
struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

class MinCostCheck {
  public:
    MinCostCheck(const MinCostProblem& problem, const MinCostSolution& solution)
        : problem_(problem), solution_(solution) {}

    Verdict run() {
        switch (solution_.outcome) {
            case MinCostOutcome::optimal:
                check_optimal();
                break;
            case MinCostOutcome::infeasible:
                check_cut();
                break;
            case MinCostOutcome::unbounded:
                check_cycle();
                break;
            case MinCostOutcome::limit_reached:
                check_stopped();
                break;
        }
        return std::move(verdict_);
    }

  private:
    void violated(std::string text) { verdict_.violations.push_back(std::move(text)); }

    [[nodiscard]] bool is_unlimited(std::size_t arc) const {
        return problem_.capacity[arc] == unlimited;
    }

    [[nodiscard]] Range range(std::uint32_t node) const {
        const std::int64_t supply = problem_.supply[node];
        const bool at_most = supply > 0
                                 ? problem_.supplies == MinCostProblem::Supplies::supply_at_most
                                 : problem_.supplies == MinCostProblem::Supplies::demand_at_most;
        if (!at_most) {
            return {supply, supply};
        }
        return {std::min<std::int64_t>(supply, 0), std::max<std::int64_t>(supply, 0)};
    }

    [[nodiscard]] Int128 reduced_cost(std::size_t arc) const {
        return Int128{problem_.cost[arc]} + solution_.potential[problem_.tail[arc]] -
               solution_.potential[problem_.head[arc]];
    }

    /// Bounds, conservation and the cost told. False where there is no flow to look at further.
    bool check_flow() {
        const std::size_t arcs = problem_.arc_count();
        if (solution_.flow.size() != arcs) {
            violated(
                fmt::format("the answer tells {} flows for {} arcs", solution_.flow.size(), arcs));
            return false;
        }
        Sum cost;
        net_.assign(problem_.node_count, 0);
        for (std::size_t a = 0; a < arcs; ++a) {
            const std::int64_t amount = solution_.flow[a];
            if (amount < problem_.lower_bound(a)) {
                violated(fmt::format("arc {} carries {}, less than its lower bound {}", a, amount,
                                     problem_.lower_bound(a)));
            }
            if (!is_unlimited(a) && amount > problem_.capacity[a]) {
                violated(fmt::format("arc {} carries {} of {}", a, amount, problem_.capacity[a]));
            }
            net_[problem_.tail[a]] += amount;
            net_[problem_.head[a]] -= amount;
            cost.add_product(problem_.cost[a], amount);
        }
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            const Range allowed = range(v);
            if (net_[v] < allowed.least || net_[v] > allowed.most) {
                violated(fmt::format("node {} sends out {} more than it receives, its supply is {}",
                                     v, net_[v], problem_.supply[v]));
            }
        }
        if (cost.total() != solution_.cost) {
            violated(fmt::format("the flow costs {}, not the {} told", shown(cost.total()),
                                 solution_.cost));
        }
        return true;
    }

    bool has_potentials() {
        if (solution_.potential.size() != problem_.node_count) {
            violated(fmt::format("the answer tells {} potentials for {} nodes",
                                 solution_.potential.size(), problem_.node_count));
            return false;
        }
        return true;
    }

    /// More than some cheapest flow carries on any arc above its lower bound: what moves in all,
    /// and, where an arc may pay for itself, what the capacities let run in circles.
    [[nodiscard]] Int128 most_on_any_arc() const {
        std::vector<Int128> sent(problem_.supply.begin(), problem_.supply.end());
        Int128 circling = 0;
        bool may_circle = false;
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            sent[problem_.tail[a]] -= problem_.lower_bound(a);
            sent[problem_.head[a]] += problem_.lower_bound(a);
            circling += is_unlimited(a) ? 0 : problem_.capacity[a] - problem_.lower_bound(a);
            may_circle = may_circle || problem_.cost[a] < 0;
        }
        Int128 moving = 0;
        Int128 balance = 0;
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            moving += std::max<Int128>(0, sent[v]);
            balance += problem_.supply[v];
            circling += range(v).most - range(v).least;
        }
        return moving + std::max<Int128>(0, -balance) + (may_circle ? circling : 0);
    }

    /// Σ over arcs of the least cᵖ(a)·x(a) within the bounds, less the most Σ p(u)·y(u) that the
    /// supplies y allow: no flow costs less. Nothing where an unlimited arc has a negative reduced
    /// cost, so that the potentials prove nothing, unless `most` limits what arcs carry.
    std::optional<Int128> dual_objective(std::optional<Int128> most = std::nullopt) {
        Sum sum;
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            const Int128 reduced = reduced_cost(a);
            Int128 amount = problem_.lower_bound(a);
            if (reduced < 0) {
                if (is_unlimited(a) && !most) {
                    return std::nullopt;
                }
                const Int128 room = is_unlimited(a) ? *most : problem_.capacity[a] - amount;
                amount += most ? std::min(room, *most) : room;
            }
            sum.add_product(reduced, amount);
        }
        // The free supplies add up to what is left of the fixed ones; the dearest go first.
        Int128 left = 0;
        std::vector<std::pair<std::int64_t, std::int64_t>> free;
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            const Range allowed = range(v);
            sum.add_product(-Int128{solution_.potential[v]}, allowed.least);
            left -= allowed.least;
            if (allowed.most > allowed.least) {
                free.emplace_back(solution_.potential[v], allowed.most - allowed.least);
            }
        }
        std::sort(free.begin(), free.end());
        while (left > 0 && !free.empty()) {
            const Int128 amount = std::min<Int128>(left, free.back().second);
            sum.add_product(-Int128{free.back().first}, amount);
            left -= amount;
            free.pop_back();
        }
        return left == 0 ? sum.total() : std::nullopt;
    }

    void check_optimal() {
        if (!check_flow() || !has_potentials()) {
            return;
        }
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            const Int128 reduced = reduced_cost(a);
            const std::int64_t amount = solution_.flow[a];
            if ((reduced < 0 && (is_unlimited(a) || amount < problem_.capacity[a])) ||
                (reduced > 0 && amount > problem_.lower_bound(a))) {
                violated(
                    fmt::format("arc {} carries {} at a reduced cost of {}", a, amount, reduced));
            }
        }
        const auto dual = dual_objective();
        if (dual != solution_.cost) {
            violated(fmt::format("the potentials prove a cost of {}, not {}", shown(dual),
                                 solution_.cost));
        }
        if (solution_.bound != solution_.cost) {
            violated(fmt::format("an optimal cost of {} is told with the bound {}", solution_.cost,
                                 solution_.bound));
        }
    }

    void check_stopped() {
        if (!solution_.flow.empty()) {
            check_flow();
        }
        if (!solution_.has_bound) {
            return;
        }
        if (has_potentials()) {
            const auto dual = dual_objective(most_on_any_arc());
            if (!dual || *dual < solution_.bound) {
                violated(fmt::format("the potentials prove a bound of {}, not {}", shown(dual),
                                     solution_.bound));
            }
        }
    }

    void check_cut() {
        const auto& inside = solution_.cut;
        if (inside.size() != problem_.node_count) {
            violated("the cut is not about this problem");
            return;
        }
        // Must leave: by the supplies inside, and by the demands outside that nothing else meets.
        Int128 sent = 0;
        Int128 missed = 0;
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            (inside[v] != 0 ? sent : missed) +=
                inside[v] != 0 ? range(v).least : -Int128{range(v).most};
        }
        Int128 excess = std::max(sent, missed);
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            const bool from_inside = inside[problem_.tail[a]] != 0;
            if (from_inside == (inside[problem_.head[a]] != 0)) {
                continue;
            }
            if (!from_inside) {
                excess += problem_.lower_bound(a);
            } else if (is_unlimited(a)) {
                violated(fmt::format("unlimited arc {} leaves the cut", a));
            } else {
                excess -= problem_.capacity[a];
            }
        }
        if (excess <= 0 || excess != solution_.shortfall) {
            violated(fmt::format("the cut must carry {} more than it can, not {}", excess,
                                 solution_.shortfall));
        }
    }

    void check_cycle() {
        const auto& cycle = solution_.cycle;
        Int128 cost = 0;
        for (std::size_t i = 0; i < cycle.size(); ++i) {
            const std::uint32_t arc = cycle[i];
            const std::uint32_t next = cycle[i + 1 == cycle.size() ? 0 : i + 1];
            if (arc >= problem_.arc_count() || next >= problem_.arc_count()) {
                violated("the cycle is not about this problem");
                return;
            }
            if (!is_unlimited(arc)) {
                violated(fmt::format("arc {} on the cycle has a capacity", arc));
            }
            if (problem_.head[arc] != problem_.tail[next]) {
                violated(fmt::format("arc {} on the cycle does not lead to arc {}", arc, next));
            }
            cost += problem_.cost[arc];
        }
        if (cost >= 0) {
            violated(fmt::format("the cycle costs {}, which is not negative", cost));
        }
    }

    const MinCostProblem& problem_;
    const MinCostSolution& solution_;
    std::vector<Int128> net_;
    Verdict verdict_;
};

}  // namespace

Verdict verify(const MinCostProblem& problem, const MinCostSolution& solution) {
    return MinCostCheck(problem, solution).run();
}

}  // namespace corridor::flow
