#include "flow/kernel/min_cost_solver.hpp"
#include "flow/kernel/standing_simplex.hpp"
#include "flow/min_cost_engines.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/standing_min_cost.hpp>

#include <algorithm>
#include <cstdint>
#include <new>

namespace corridor::flow {
namespace {

using Supplies = MinCostProblem::Supplies;

/// What the standing simplex can tell.
enum class Told : std::uint8_t { optimal, infeasible, nothing };

/// Where augmenting paths solve quickly from scratch, a warm solve may take one pivot for so many
/// arcs.
constexpr std::uint64_t arcs_for_a_pivot = 16;
constexpr unsigned shortest_pause = 4;
constexpr unsigned longest_pause = 64;

}  // namespace

struct StandingMinCost::State {
    explicit State(MinCostProblem given) : problem(std::move(given)) {
        const Diagnostics faults = check(problem);
        if (!faults.ok()) {
            throw ContractViolation(render(faults));
        }
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            amounts += amount_of(a);
            free_gains += free_gain(a);
        }
        for (const std::int64_t supply : problem.supply) {
            (supply > 0 ? sent : received) += supply;
        }
        build();
    }

    /// Slack arcs stand for every node, whose supply may change its sign.
    void build() {
        form = {problem.node_count, problem.tail, problem.head,
                problem.capacity,   problem.cost, problem.supply};
        for (std::size_t a = 0; a < problem.lower.size(); ++a) {
            if (form.capacity[a] != unlimited) {
                form.capacity[a] -= problem.lower[a];
            }
            form.supply[problem.tail[a]] -= problem.lower[a];
            form.supply[problem.head[a]] += problem.lower[a];
        }
        if (problem.supplies != Supplies::exact) {
            const std::uint32_t slack = form.node_count++;
            form.supply.push_back(-(sent + received));
            for (std::uint32_t v = 0; v < problem.node_count; ++v) {
                const bool of_supplies = problem.supplies == Supplies::supply_at_most;
                form.tail.push_back(of_supplies ? v : slack);
                form.head.push_back(of_supplies ? slack : v);
                form.capacity.push_back(slack_of(v));
                form.cost.push_back(0);
            }
        }
        kernel::CostView view = {form.node_count, form.tail, form.head,
                                 form.capacity,   form.cost, form.supply};
        const kernel::CostFeatures features = kernel::measure(view);
        has_quick_start =
            kernel::choose_method(view, features) == kernel::CostMethod::augmenting_paths;
        is_reducible = kernel::is_reducible(view, features, workspace);
        next_pause = first_pause();
        view.most = 2 * largest_cost_problem_sum;
        simplex.emplace(workspace, view, features);
        if (workspace.exhausted()) {
            throw std::bad_alloc();
        }
    }

    [[nodiscard]] std::int64_t amount_of(std::size_t a) const {
        return std::max(problem.capacity[a], problem.lower_bound(a));
    }
    /// 1 for an unlimited arc that pays, which a cycle of no limit may be made of.
    [[nodiscard]] std::size_t free_gain(std::size_t a) const {
        return problem.capacity[a] == unlimited && problem.cost[a] < 0 ? 1 : 0;
    }
    [[nodiscard]] std::int64_t slack_of(std::uint32_t v) const {
        const std::int64_t supply =
            problem.supplies == Supplies::supply_at_most ? problem.supply[v] : -problem.supply[v];
        return std::max<std::int64_t>(supply, 0);
    }

    void require_sums() const {
        const std::int64_t surplus = sent + received;
        const bool adds_up = problem.supplies == Supplies::exact            ? surplus == 0
                             : problem.supplies == Supplies::supply_at_most ? surplus >= 0
                                                                            : surplus <= 0;
        expects(adds_up, "supplies add up as the problem asks");
        expects(amounts + sent - received < largest_cost_problem_sum,
                "amounts add up to less than 2^60");
    }

    /// Nothing where only a solve from scratch can tell, or tells sooner.
    [[nodiscard]] Told ask() {
        require_sums();
        if (free_gains > 0 || is_costly()) {
            return Told::nothing;
        }
        if (pause > 0) {
            --pause;
            return ask_anew();
        }
        const std::uint64_t budget =
            has_quick_start ? form.tail.size() / arcs_for_a_pivot + 100 : simplex->fair_pivots();
        const Told told = told_by(simplex->solve(budget));
        if (told != Told::nothing) {
            next_pause = first_pause();
            return told;
        }
        pause = next_pause;
        next_pause = std::min(2 * next_pause + 2, longest_pause);
        return ask_anew();
    }

    /// After a warm solve that took too long another is likely to, and is not tried for a while.
    [[nodiscard]] unsigned first_pause() const { return has_quick_start ? shortest_pause : 0; }

    /// From scratch, by the simplex that stands where nothing is quicker.
    [[nodiscard]] Told ask_anew() {
        return has_quick_start || is_reducible ? Told::nothing
                                               : told_by(simplex->solve_from_scratch());
    }

    [[nodiscard]] static Told told_by(kernel::CostStatus status) {
        switch (status) {
            case kernel::CostStatus::out_of_memory:
                throw std::bad_alloc();
            case kernel::CostStatus::optimal:
                return Told::optimal;
            case kernel::CostStatus::infeasible:
                return Told::infeasible;
            default:
                return Told::nothing;
        }
    }

    /// Whether potentials could need more than 64 bits on the way.
    [[nodiscard]] bool is_costly() const {
        return Int128{largest_cost + 1} * (form.node_count + 1) > (std::int64_t{1} << 60);
    }

    MinCostProblem problem;
    BalancedProblem form;
    kernel::Workspace workspace;
    std::optional<kernel::StandingSimplex> simplex;
    std::int64_t sent = 0;
    std::int64_t received = 0;
    std::int64_t amounts = 0;
    std::int64_t largest_cost = 0;  // ever
    std::size_t free_gains = 0;     // unlimited arcs of negative cost
    bool has_quick_start = false;
    bool is_reducible = false;  // when it was built
    unsigned pause = 0;
    unsigned next_pause = 0;
};

StandingMinCost::StandingMinCost(MinCostProblem problem)
    : state_(std::make_unique<State>(std::move(problem))) {
    for (const std::int64_t cost : state_->problem.cost) {
        state_->largest_cost = std::max(state_->largest_cost, cost < 0 ? -cost : cost);
    }
}
StandingMinCost::~StandingMinCost() = default;
StandingMinCost::StandingMinCost(StandingMinCost&& other) noexcept = default;
StandingMinCost& StandingMinCost::operator=(StandingMinCost&& other) noexcept = default;

const MinCostProblem& StandingMinCost::problem() const {
    return state_->problem;
}

void StandingMinCost::set_capacity(std::size_t arc, std::int64_t capacity) {
    State& state = *state_;
    expects(arc < state.problem.arc_count(), "the arc is one of the problem");
    const std::int64_t lower = state.problem.lower_bound(arc);
    expects(capacity == unlimited || (capacity >= lower && capacity <= largest_cost_problem_amount),
            "a capacity is unlimited, or from the lower bound to 2^38");
    state.amounts -= state.amount_of(arc);
    state.free_gains -= state.free_gain(arc);
    state.problem.capacity[arc] = capacity;
    state.amounts += state.amount_of(arc);
    state.free_gains += state.free_gain(arc);
    state.simplex->set_capacity(static_cast<kernel::ArcId>(arc),
                                capacity == unlimited ? capacity : capacity - lower);
}

void StandingMinCost::set_cost(std::size_t arc, std::int64_t cost) {
    State& state = *state_;
    expects(arc < state.problem.arc_count(), "the arc is one of the problem");
    expects(cost <= largest_unit_cost && cost >= -largest_unit_cost,
            "a cost is at most 2^40 either way");
    state.free_gains -= state.free_gain(arc);
    state.problem.cost[arc] = cost;
    state.free_gains += state.free_gain(arc);
    state.largest_cost = std::max(state.largest_cost, cost < 0 ? -cost : cost);
    state.simplex->set_cost(static_cast<kernel::ArcId>(arc), cost);
}

void StandingMinCost::set_supply(std::uint32_t node, std::int64_t supply) {
    State& state = *state_;
    expects(node < state.problem.node_count, "the node is one of the problem");
    expects(supply <= largest_cost_problem_amount && supply >= -largest_cost_problem_amount,
            "a supply is at most 2^38 either way");
    const std::int64_t before = state.problem.supply[node];
    (before > 0 ? state.sent : state.received) -= before;
    (supply > 0 ? state.sent : state.received) += supply;
    state.problem.supply[node] = supply;
    state.simplex->add_supply(static_cast<kernel::NodeId>(node), supply - before);
    if (state.problem.supplies != Supplies::exact) {
        state.simplex->add_supply(static_cast<kernel::NodeId>(state.problem.node_count),
                                  before - supply);
        state.simplex->set_capacity(static_cast<kernel::ArcId>(state.problem.arc_count() + node),
                                    state.slack_of(node));
    }
}

std::optional<Int128> StandingMinCost::value() {
    State& state = *state_;
    const Told told = state.ask();
    if (told == Told::optimal) {
        Int128 fixed = 0;
        for (std::size_t a = 0; a < state.problem.lower.size(); ++a) {
            fixed += Int128{state.problem.lower[a]} * state.problem.cost[a];
        }
        return fixed + state.simplex->cost();
    }
    if (told == Told::infeasible) {
        return std::nullopt;
    }
    const MinCostSolution solution = flow::solve(state.problem);
    return solution.outcome == MinCostOutcome::optimal ? std::optional<Int128>(solution.cost)
                                                       : std::nullopt;
}

MinCostSolution StandingMinCost::solve() {
    State& state = *state_;
    if (state.ask() != Told::optimal) {
        return flow::solve(state.problem);
    }
    MinCostSolution solution;
    solution.flow.resize(state.form.tail.size());
    solution.potential.resize(state.form.node_count);
    kernel::CostAnswer answer = {solution.flow, solution.potential};
    state.simplex->extract(answer);
    finish(state.problem, solution);
    return solution;
}

}  // namespace corridor::flow
