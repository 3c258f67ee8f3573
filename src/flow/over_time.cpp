#include "flow/over_time_paths.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/min_cost_problem.hpp>
#include <corridor/flow/over_time.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <queue>
#include <stdexcept>
#include <utility>

namespace corridor::flow {
namespace {

constexpr Int128 largest_amount_over_time = Int128{1} << 100;

/// Steps of time that a horizon has, or its length.
std::int64_t duration_of(const OverTimeProblem& problem, std::int64_t horizon) {
    return problem.clock == Clock::steps ? horizon + 1 : horizon;
}

void require_checked(const OverTimeProblem& problem) {
    const Diagnostics faults = check(problem);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
}

WideFraction in_lowest_terms(Int128 numerator, Int128 denominator) {
    Int128 a = numerator;
    Int128 b = denominator;
    while (b != 0) {
        a = std::exchange(b, a % b);
    }
    return a == 0 ? WideFraction{} : WideFraction{numerator / a, denominator / a};
}

/// The quickest path of unlimited arcs; nothing where there is none.
std::optional<RepeatedPath> unlimited_route(const OverTimeProblem& problem) {
    std::vector<std::vector<std::uint32_t>> leaving(problem.node_count);
    for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
        if (problem.capacity[a] == unlimited) {
            leaving[problem.tail[a]].push_back(a);
        }
    }
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    constexpr std::uint32_t none = ~std::uint32_t{0};
    std::vector<std::int64_t> distance(problem.node_count, far);
    std::vector<std::uint32_t> by(problem.node_count, none);
    using Entry = std::pair<std::int64_t, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    distance[problem.source] = 0;
    queue.push({0, problem.source});
    while (!queue.empty()) {
        const auto [reached, u] = queue.top();
        queue.pop();
        if (reached > distance[u]) {
            continue;
        }
        for (const std::uint32_t a : leaving[u]) {
            const std::int64_t next = reached + problem.transit[a];
            if (next < distance[problem.head[a]]) {
                distance[problem.head[a]] = next;
                by[problem.head[a]] = a;
                queue.push({next, problem.head[a]});
            }
        }
    }
    if (distance[problem.sink] == far) {
        return std::nullopt;
    }
    RepeatedPath path{{}, unlimited, distance[problem.sink]};
    for (std::uint32_t v = problem.sink; v != problem.source; v = problem.tail[by[v]]) {
        path.arcs.push_back(by[v]);
    }
    std::reverse(path.arcs.begin(), path.arcs.end());
    return path;
}

/// 0 for nodes that some path with capacity reaches, `otherwise` for the others.
std::vector<std::int64_t> reached_at_all(const OverTimeProblem& problem, std::int64_t otherwise) {
    std::vector<std::int64_t> reached(problem.node_count, otherwise);
    std::vector<std::vector<std::uint32_t>> next(problem.node_count);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (problem.capacity[a] != 0) {
            next[problem.tail[a]].push_back(problem.head[a]);
        }
    }
    std::vector<std::uint32_t> work = {problem.source};
    reached[problem.source] = 0;
    while (!work.empty()) {
        const std::uint32_t u = work.back();
        work.pop_back();
        for (const std::uint32_t v : next[u]) {
            if (reached[v] != 0) {
                reached[v] = 0;
                work.push_back(v);
            }
        }
    }
    return reached;
}

/// A static flow that is best for a length of time.
struct Repeated {
    Int128 value = 0;  ///< of what arrives
    Int128 rate = 0;
    std::vector<std::int64_t> flow;
    TimedCut cut;
};

/// Minimum-cost flows on the problem with an arc from sink to source that pays for time.
class Circulation {
  public:
    explicit Circulation(const OverTimeProblem& problem) : arcs_(problem.arc_count()) {
        base_.node_count = problem.node_count;
        base_.supply.assign(problem.node_count, 0);
        base_.tail = problem.tail;
        base_.head = problem.head;
        base_.capacity = problem.capacity;
        base_.cost = problem.transit;
        base_.add(problem.sink, problem.source, unlimited, 0);
        source_ = problem.source;
    }

    /// Requires that no unlimited path is shorter than the duration. With `halves` the duration is
    /// counted in halves of a unit of time, and so are value and cut.
    [[nodiscard]] Repeated solve(std::int64_t duration, bool halves = false) {
        MinCostProblem problem = base_;
        problem.cost.back() = -duration;
        if (halves) {
            for (std::size_t a = 0; a < arcs_; ++a) {
                problem.cost[a] *= 2;
            }
        }
        const MinCostSolution solution = flow::solve(problem);
        if (solution.outcome != MinCostOutcome::optimal) {
            throw std::logic_error("a circulation without a cheapest flow");
        }
        Repeated result;
        result.value = -solution.cost;
        result.rate = solution.flow.back();
        result.flow.assign(solution.flow.begin(), solution.flow.end() - 1);
        for (const std::int64_t potential : solution.potential) {
            const Int128 reached = Int128{potential} - solution.potential[source_];
            result.cut.reached.push_back(
                static_cast<std::int64_t>(std::clamp(reached, Int128{0}, Int128{duration})));
        }
        result.cut.capacity = result.value;
        return result;
    }

  private:
    std::size_t arcs_;
    MinCostProblem base_;
    std::uint32_t source_ = 0;
};

/// The paths that still bring something within the duration.
std::vector<RepeatedPath> paths_within(const OverTimeProblem& problem,
                                       std::vector<std::int64_t> flow, std::int64_t duration) {
    std::vector<RepeatedPath> paths = decompose(problem, std::move(flow));
    std::erase_if(paths, [&](const RepeatedPath& path) { return path.transit >= duration; });
    return paths;
}

/// The smallest whole number of at least a / b. Requires b > 0.
Int128 rounded_up(Int128 a, Int128 b) {
    return a >= 0 ? (a + b - 1) / b : -((-a) / b);
}

}  // namespace

std::vector<RepeatedPath> decompose(const OverTimeProblem& problem,
                                    std::vector<std::int64_t> flow) {
    constexpr std::uint32_t none = ~std::uint32_t{0};
    std::vector<std::uint32_t> first(std::size_t{problem.node_count} + 1, 0);
    for (const std::uint32_t u : problem.tail) {
        ++first[std::size_t{u} + 1];
    }
    for (std::size_t u = 0; u < problem.node_count; ++u) {
        first[u + 1] += first[u];
    }
    std::vector<std::uint32_t> leaving(problem.arc_count());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
        leaving[next[problem.tail[a]]++] = a;
    }
    std::copy(first.begin(), first.end() - 1, next.begin());
    std::vector<std::uint32_t> position(problem.node_count, none);
    std::vector<std::uint32_t> walk;
    std::vector<RepeatedPath> paths;
    std::uint32_t at = problem.source;
    position[at] = 0;
    const auto take = [&](std::size_t from) {
        std::int64_t least = flow[walk[from]];
        for (std::size_t i = from; i < walk.size(); ++i) {
            least = std::min(least, flow[walk[i]]);
        }
        for (std::size_t i = from; i < walk.size(); ++i) {
            flow[walk[i]] -= least;
        }
        return least;
    };
    while (true) {
        if (at == problem.sink) {
            RepeatedPath path{walk, take(0), 0};
            for (const std::uint32_t arc : walk) {
                path.transit += problem.transit[arc];
                position[problem.head[arc]] = none;
            }
            paths.push_back(std::move(path));
            walk.clear();
            at = problem.source;
        }
        while (next[at] < first[std::size_t{at} + 1] && flow[leaving[next[at]]] == 0) {
            ++next[at];
        }
        if (next[at] == first[std::size_t{at} + 1]) {
            if (at != problem.source) {
                throw std::logic_error("a flow that ends between source and sink");
            }
            return paths;
        }
        const std::uint32_t arc = leaving[next[at]];
        const std::uint32_t to = problem.head[arc];
        walk.push_back(arc);
        if (position[to] == none) {
            position[to] = static_cast<std::uint32_t>(walk.size());
            at = to;
            continue;
        }
        const std::size_t begin = position[to];
        take(begin);
        for (std::size_t i = begin; i < walk.size(); ++i) {
            position[problem.head[walk[i]]] = none;
        }
        walk.resize(begin);
        position[to] = static_cast<std::uint32_t>(begin);
        at = to;
    }
}

Diagnostics check(const OverTimeProblem& problem) {
    Diagnostics faults;
    const auto fault = [&](const char* field, std::string expected, std::string found) {
        faults.add({Severity::error, Place{}, field, std::move(expected), std::move(found), ""});
    };
    const std::size_t arcs = problem.arc_count();
    if (problem.head.size() != arcs || problem.capacity.size() != arcs ||
        problem.transit.size() != arcs) {
        fault("arcs", "a tail, head, capacity and transit time for each",
              fmt::format("{}, {}, {} and {}", arcs, problem.head.size(), problem.capacity.size(),
                          problem.transit.size()));
        return faults;
    }
    if (problem.node_count > (std::uint32_t{1} << 22) || arcs >= (std::size_t{1} << 24)) {
        fault("size", "at most 2^22 nodes and fewer than 2^24 arcs",
              fmt::format("{} and {}", problem.node_count, arcs));
    }
    if (problem.source >= problem.node_count || problem.sink >= problem.node_count ||
        problem.source == problem.sink) {
        fault("source", "a source and a sink that are different nodes",
              fmt::format("{} and {}", problem.source, problem.sink));
    }
    Int128 sum = 0;
    for (std::size_t a = 0; a < arcs; ++a) {
        if (problem.tail[a] >= problem.node_count || problem.head[a] >= problem.node_count) {
            fault("arcs", fmt::format("nodes below {}", problem.node_count),
                  fmt::format("{} → {} (arc {})", problem.tail[a], problem.head[a], a));
        }
        const std::int64_t capacity = problem.capacity[a];
        if (capacity != unlimited && (capacity < 0 || capacity > largest_cost_problem_amount)) {
            fault("capacity", fmt::format("0 to {} or unlimited (-1)", largest_cost_problem_amount),
                  fmt::format("{} (arc {})", capacity, a));
        } else if (capacity != unlimited) {
            sum += capacity;
        }
        if (problem.transit[a] < 0 || problem.transit[a] > largest_time) {
            fault("transit", fmt::format("0 to {}", largest_time),
                  fmt::format("{} (arc {})", problem.transit[a], a));
        }
    }
    if (sum >= largest_cost_problem_sum) {
        fault("capacity", "capacities that add up to less than 2^60", fmt::to_string(sum));
    }
    return faults;
}

FlowOverTime max_flow_over_time(const OverTimeProblem& problem, std::int64_t horizon) {
    require_checked(problem);
    expects(horizon >= 0 && horizon <= largest_time, "a horizon is from 0 to 2^38");
    const std::int64_t duration = duration_of(problem, horizon);
    FlowOverTime answer;
    if (auto route = unlimited_route(problem); route && route->transit < duration) {
        answer.outcome = Outcome::unbounded;
        answer.paths.push_back(std::move(*route));
        return answer;
    }
    Repeated best = Circulation(problem).solve(duration);
    answer.value = best.value;
    answer.paths = paths_within(problem, std::move(best.flow), duration);
    answer.cut = std::move(best.cut);
    return answer;
}

QuickestFlow quickest_flow(const OverTimeProblem& problem, Int128 amount) {
    require_checked(problem);
    expects(amount >= 0 && amount <= largest_amount_over_time, "an amount is from 0 to 2^100");
    const bool steps = problem.clock == Clock::steps;
    QuickestFlow answer;
    if (amount == 0) {
        return answer;
    }
    answer.cut_before.reached = reached_at_all(problem, duration_of(problem, largest_time));
    if (answer.cut_before.reached[problem.sink] != 0) {
        answer.outcome = QuickestOutcome::unreachable;
        return answer;
    }
    Circulation circulation(problem);
    const auto route = unlimited_route(problem);
    // A duration is a horizon, or one more; the search is for the smallest that suffices.
    std::int64_t duration = duration_of(problem, largest_time);
    if (route && route->transit < duration) {
        duration = route->transit;
    }
    Repeated at = circulation.solve(duration);
    if (at.value < amount) {
        answer.cut_before = std::move(at.cut);
        if (route && route->transit == duration) {
            answer.at_once = true;
            answer.horizon = duration;
            answer.exact = {duration, 1};
            answer.paths = paths_within(problem, std::move(at.flow), duration);
            answer.paths.push_back(*route);
        } else {
            answer.outcome = QuickestOutcome::too_long;
            answer.horizon = largest_time;
        }
        return answer;
    }
    Repeated before;
    while (true) {
        // The line through here with the rate as its slope lies below all that can arrive.
        const Int128 surplus = at.value - amount;
        const auto sooner =
            static_cast<std::int64_t>(Int128{duration} + rounded_up(-surplus, at.rate));
        if (sooner < duration) {
            duration = sooner;
            at = circulation.solve(duration);
            continue;
        }
        before = circulation.solve(duration - 1);
        if (before.value < amount) {
            break;
        }
        --duration;
        at = std::move(before);
    }
    Repeated between = circulation.solve(2 * duration - 1, true);
    answer.horizon = steps ? duration - 1 : duration;
    const Int128 slope = at.value - before.value;
    answer.exact =
        steps ? WideFraction{answer.horizon, 1}
              : in_lowest_terms(Int128{duration - 1} * slope + amount - before.value, slope);
    answer.paths = paths_within(problem, std::move(between.flow), duration);
    answer.cut = std::move(at.cut);
    answer.cut_before = std::move(before.cut);
    return answer;
}

}  // namespace corridor::flow
