#include "support/small_min_cost.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace corridor::test {
namespace {

using flow::MinCostOutcome;
using flow::MinCostProblem;
using flow::MinCostSolution;

constexpr std::int64_t plenty = std::int64_t{1} << 50;

struct Step {
    std::uint32_t from;
    std::uint32_t to;
    std::int64_t residual;
    std::int64_t cost;
};

/// Steps 2a and 2a + 1 are arc a and its reverse. A root behind the supplies or demands that need
/// not be used up makes all of them exact.
class Residual {
  public:
    explicit Residual(const MinCostProblem& problem) : problem_(problem), excess_(problem.supply) {
        const std::uint32_t root = problem.node_count;
        excess_.push_back(0);
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            const std::int64_t capacity =
                problem.capacity[a] == flow::unlimited ? plenty : problem.capacity[a];
            add(problem.tail[a], problem.head[a], problem.lower_bound(a), capacity,
                problem.cost[a]);
        }
        for (std::uint32_t v = 0; v < root; ++v) {
            const std::int64_t supply = problem.supply[v];
            if (supply > 0 && problem.supplies == MinCostProblem::Supplies::supply_at_most) {
                excess_[v] -= supply;
                add(root, v, 0, supply, 0);
            } else if (supply < 0 && problem.supplies == MinCostProblem::Supplies::demand_at_most) {
                excess_[v] -= supply;
                add(v, root, 0, -supply, 0);
            }
        }
        excess_[root] = -std::accumulate(excess_.begin(), excess_.end(), std::int64_t{0});
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            excess_[problem.tail[a]] -= problem.lower_bound(a);
            excess_[problem.head[a]] += problem.lower_bound(a);
        }
    }

    MinCostSolution run() {
        MinCostSolution solution;
        while (augment()) {
        }
        if (std::any_of(excess_.begin(), excess_.end(), [](auto left) { return left > 0; })) {
            solution.outcome = MinCostOutcome::infeasible;
            const std::vector<std::uint32_t> via = reach();
            for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
                solution.cut.push_back(via[v] == none ? 0 : 1);
            }
            for (const std::int64_t left : excess_) {
                solution.shortfall += std::max<std::int64_t>(left, 0);
            }
            return solution;
        }
        if (const auto cycle = negative_cycle(true); !cycle.empty()) {
            solution.outcome = MinCostOutcome::unbounded;
            for (const std::size_t step : cycle) {
                solution.cycle.push_back(static_cast<std::uint32_t>(step / 2));
            }
            return solution;
        }
        for (auto cycle = negative_cycle(false); !cycle.empty(); cycle = negative_cycle(false)) {
            push(cycle, plenty);
        }
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            solution.flow.push_back(problem_.lower_bound(a) + steps_[2 * a + 1].residual);
            solution.cost += Int128{problem_.cost[a]} * solution.flow[a];
        }
        solution.bound = solution.cost;
        solution.has_bound = true;
        solution.potential = distance_;
        solution.potential.pop_back();
        return solution;
    }

  private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::uint32_t start = none - 1;

    void add(std::uint32_t from, std::uint32_t to, std::int64_t lower, std::int64_t capacity,
             std::int64_t cost) {
        steps_.push_back({from, to, capacity - lower, cost});
        steps_.push_back({to, from, 0, -cost});
    }

    /// The step by which each node is reached from one with excess; none where it is not.
    std::vector<std::uint32_t> reach() const {
        std::vector<std::uint32_t> via(excess_.size(), none);
        std::vector<std::uint32_t> queue;
        for (std::uint32_t v = 0; v < excess_.size(); ++v) {
            if (excess_[v] > 0) {
                via[v] = start;
                queue.push_back(v);
            }
        }
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (std::uint32_t s = 0; s < steps_.size(); ++s) {
                if (steps_[s].from == queue[i] && steps_[s].residual > 0 &&
                    via[steps_[s].to] == none) {
                    via[steps_[s].to] = s;
                    queue.push_back(steps_[s].to);
                }
            }
        }
        return via;
    }

    bool augment() {
        const std::vector<std::uint32_t> via = reach();
        for (std::uint32_t v = 0; v < excess_.size(); ++v) {
            if (excess_[v] >= 0 || via[v] == none) {
                continue;
            }
            std::vector<std::size_t> path;
            std::uint32_t at = v;
            for (; via[at] != start; at = steps_[via[at]].from) {
                path.push_back(via[at]);
            }
            const std::int64_t amount = push(path, std::min(excess_[at], -excess_[v]));
            excess_[at] -= amount;
            excess_[v] += amount;
            return true;
        }
        return false;
    }

    std::int64_t push(const std::vector<std::size_t>& steps, std::int64_t most) {
        for (const std::size_t s : steps) {
            most = std::min(most, steps_[s].residual);
        }
        for (const std::size_t s : steps) {
            steps_[s].residual -= most;
            steps_[s ^ 1].residual += most;
        }
        return most;
    }

    /// A negative cycle of the residual graph, or of the unlimited arcs alone, in order; empty, and
    /// `distance_` filled, where there is none.
    std::vector<std::size_t> negative_cycle(bool unlimited_only) {
        const std::size_t nodes = excess_.size();
        distance_.assign(nodes, 0);
        std::vector<std::size_t> via(nodes, 0);
        bool changed = false;
        std::uint32_t at = 0;
        for (std::size_t round = 0; round <= nodes; ++round) {
            changed = false;
            for (std::size_t s = 0; s < steps_.size(); ++s) {
                const bool usable = unlimited_only ? s % 2 == 0 && s / 2 < problem_.arc_count() &&
                                                         problem_.capacity[s / 2] == flow::unlimited
                                                   : steps_[s].residual > 0;
                const std::int64_t reached = distance_[steps_[s].from] + steps_[s].cost;
                if (usable && reached < distance_[steps_[s].to]) {
                    distance_[steps_[s].to] = reached;
                    via[steps_[s].to] = s;
                    changed = true;
                    at = steps_[s].to;
                }
            }
            if (!changed) {
                return {};
            }
        }
        for (std::size_t i = 0; i < nodes; ++i) {
            at = steps_[via[at]].from;
        }
        std::vector<std::size_t> cycle;
        const std::uint32_t first = at;
        do {
            cycle.push_back(via[at]);
            at = steps_[via[at]].from;
        } while (at != first);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
    }

    const MinCostProblem& problem_;
    std::vector<std::int64_t> excess_;
    std::vector<Step> steps_;
    std::vector<std::int64_t> distance_;
};

std::int64_t draw(std::mt19937_64& random, std::int64_t least, std::int64_t most) {
    return least +
           static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most - least + 1));
}

}  // namespace

MinCostSolution solve_by_cancelling_cycles(const MinCostProblem& problem) {
    return Residual(problem).run();
}

MinCostProblem random_min_cost_problem(std::mt19937_64& random) {
    MinCostProblem problem;
    problem.node_count = static_cast<std::uint32_t>(draw(random, 2, 7));
    problem.supply.assign(problem.node_count, 0);
    const auto node = [&] {
        return static_cast<std::uint32_t>(draw(random, 0, std::int64_t{problem.node_count} - 1));
    };
    const std::int64_t largest = std::int64_t{1} << draw(random, 1, 5);
    const std::int64_t dearest = std::int64_t{1} << draw(random, 0, 7);
    const bool with_lower = draw(random, 0, 2) == 0;
    const bool with_negative = draw(random, 0, 1) == 0;
    const std::int64_t arcs = draw(random, 1, 16);
    for (std::int64_t a = 0; a < arcs; ++a) {
        const std::int64_t capacity =
            draw(random, 0, 7) == 0 ? flow::unlimited : draw(random, 0, largest);
        problem.add(node(), node(), capacity, draw(random, with_negative ? -dearest : 0, dearest));
        if (with_lower) {
            const bool has = draw(random, 0, 5) == 0;
            problem.lower.push_back(
                has ? draw(random, 0,
                           capacity == flow::unlimited ? 2 : std::min<std::int64_t>(capacity, 3))
                    : 0);
        }
    }
    for (std::int64_t i = draw(random, 0, 3); i > 0; --i) {
        const std::int64_t amount = draw(random, 1, largest / 2);
        problem.supply[node()] += amount;
        problem.supply[node()] -= amount;
    }
    const std::int64_t rule = draw(random, 0, 5);
    const std::uint32_t more = node();
    if (rule == 4 && problem.supply[more] >= 0) {
        problem.supplies = MinCostProblem::Supplies::supply_at_most;
        problem.supply[more] += draw(random, 0, largest);
    } else if (rule == 5 && problem.supply[more] <= 0) {
        problem.supplies = MinCostProblem::Supplies::demand_at_most;
        problem.supply[more] -= draw(random, 0, largest);
    }
    return problem;
}

}  // namespace corridor::test
