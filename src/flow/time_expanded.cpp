#include "flow/over_time_lowering.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/solver.hpp>
#include <corridor/flow/time_expanded.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace corridor::flow {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t most_copies = std::int64_t{1} << 22;
constexpr std::int64_t most_arcs = std::int64_t{1} << 24;

/// The windows of each arc, in blocks of `stride` steps.
class Capacities {
  public:
    Capacities(const VaryingProblem& problem, std::int64_t stride)
        : problem_(problem), stride_(stride), windows_(problem.network.arc_count()) {
        for (const CapacityWindow& window : problem.windows) {
            windows_[window.arc].push_back(&window);
        }
    }

    /// What may leave in a block. Requires windows that begin and end with blocks.
    [[nodiscard]] std::int64_t in_block(std::uint32_t arc, std::int64_t block) const {
        const std::int64_t step = block * stride_;
        std::int64_t least = problem_.network.capacity[arc];
        bool changed = false;
        for (const CapacityWindow* window : windows_[arc]) {
            if (window->from <= step && step < window->to) {
                least = !changed || least == unlimited  ? window->capacity
                        : window->capacity == unlimited ? least
                                                        : std::min(least, window->capacity);
                changed = true;
            }
        }
        return least == unlimited ? unlimited : least * stride_;
    }

    /// The largest capacity in any step; `unlimited` where one is.
    [[nodiscard]] std::int64_t largest(std::uint32_t arc) const {
        std::int64_t most = problem_.network.capacity[arc];
        for (const CapacityWindow* window : windows_[arc]) {
            most = most == unlimited || window->capacity == unlimited
                       ? unlimited
                       : std::max(most, window->capacity);
        }
        return most;
    }
    /// Whether what a block carries at most fits the bounds of a maximum flow.
    [[nodiscard]] bool fits(std::uint32_t arc) const {
        return Int128{largest(arc)} * stride_ < largest_capacity_sum;
    }

    [[nodiscard]] bool ever(std::uint32_t arc) const { return largest(arc) != 0; }

  private:
    const VaryingProblem& problem_;
    std::int64_t stride_;
    std::vector<std::vector<const CapacityWindow*>> windows_;
};

/// The largest number of steps that divides all times.
std::int64_t stride_of(const VaryingProblem& problem, std::int64_t duration) {
    std::int64_t stride = duration;
    for (const std::int64_t transit : problem.network.transit) {
        stride = std::gcd(stride, transit);
    }
    for (const CapacityWindow& window : problem.windows) {
        stride = std::gcd(stride,
                          std::gcd(std::min(window.from, duration), std::min(window.to, duration)));
    }
    return stride;
}

class Expansion {
  public:
    Expansion(const VaryingProblem& problem, std::int64_t horizon, bool with_flow)
        : with_flow_(with_flow),
          network_(problem.network),
          duration_(horizon + 1),
          stride_(stride_of(problem, duration_)),
          capacities_(problem, stride_) {}

    Parsed<VaryingFlow> run() {
        Diagnostics faults = place_copies();
        if (!faults.ok()) {
            return faults;
        }
        VaryingFlow answer;
        answer.stride = stride_;
        if (first_.empty()) {
            tell_cut({}, answer);
            return answer;
        }
        add_arcs();
        faults = flow::check(expanded_);
        if (!faults.ok()) {
            return faults;
        }
        const ArcSolution solution = Solver().solve(expanded_, {.with_flow = with_flow_});
        answer.outcome = solution.outcome;
        if (solution.outcome == Outcome::unbounded) {
            return answer;
        }
        answer.value = solution.value;
        for (std::size_t i = 0; i < leaves_.size() && with_flow_; ++i) {
            if (solution.flow[i] > 0) {
                answer.departures.push_back({leaves_[i].arc, leaves_[i].step, solution.flow[i]});
            }
        }
        std::sort(answer.departures.begin(), answer.departures.end(),
                  [](const Departure& a, const Departure& b) {
                      return std::pair(a.step, a.arc) < std::pair(b.step, b.arc);
                  });
        tell_cut(solution.source_side, answer);
        answer.cut.capacity = solution.value;
        return answer;
    }

  private:
    [[nodiscard]] Diagnostics too_large(Int128 nodes, Int128 arcs) const {
        Diagnostics faults;
        faults.add({Severity::error, Place{}, "horizon",
                    "a network of at most 2^22 nodes and 2^24 arcs when expanded in time",
                    fmt::format("{} and {} for {} steps", nodes, arcs, duration_ / stride_),
                    "use longer steps or a shorter horizon"});
        return faults;
    }

    /// Counts the blocks in which each node matters: [first, last].
    Diagnostics place_copies() {
        std::vector<bool> used(network_.arc_count());
        for (std::uint32_t a = 0; a < network_.arc_count(); ++a) {
            used[a] = capacities_.ever(a);
            if (!capacities_.fits(a)) {
                Diagnostics faults;
                faults.add({Severity::error, Place{}, "capacity",
                            "capacities that add up to less than 2^62 within the horizon",
                            fmt::format("more on arc {}", a), "use a shorter horizon"});
                return faults;
            }
        }
        from_source_ = distances(network_, used, true);
        to_sink_ = distances(network_, used, false);
        if (from_source_[network_.sink] >= duration_) {
            return {};
        }
        const std::int64_t last_block = duration_ / stride_ - 1;
        first_.resize(network_.node_count, 0);
        last_.resize(network_.node_count, -1);
        offset_.resize(network_.node_count, 0);
        Int128 copies = 0;
        for (std::uint32_t v = 0; v < network_.node_count; ++v) {
            if (from_source_[v] == never || to_sink_[v] == never) {
                continue;
            }
            first_[v] = from_source_[v] / stride_;
            last_[v] = last_block - to_sink_[v] / stride_;
            if (last_[v] >= first_[v]) {
                offset_[v] = static_cast<std::int64_t>(copies);
                copies += last_[v] - first_[v] + 1;
            }
        }
        Int128 arcs = copies;
        for (std::uint32_t a = 0; a < network_.arc_count(); ++a) {
            const auto [from, to] = blocks_of(a);
            arcs += std::max<std::int64_t>(0, to - from + 1);
        }
        return copies > most_copies || arcs >= most_arcs ? too_large(copies, arcs) : Diagnostics{};
    }

    /// The blocks in which what leaves over an arc can still matter.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> blocks_of(std::uint32_t arc) const {
        const std::uint32_t u = network_.tail[arc];
        const std::uint32_t v = network_.head[arc];
        const std::int64_t transit = network_.transit[arc] / stride_;
        if (last_[u] < first_[u] || last_[v] < first_[v] || u == v || !capacities_.ever(arc)) {
            return {0, -1};
        }
        return {std::max(first_[u], first_[v] - transit), std::min(last_[u], last_[v] - transit)};
    }

    [[nodiscard]] std::uint32_t copy(std::uint32_t node, std::int64_t block) const {
        return static_cast<std::uint32_t>(offset_[node] + block - first_[node]);
    }

    void add_arcs() {
        for (std::uint32_t v = 0; v < network_.node_count; ++v) {
            expanded_.node_count +=
                static_cast<std::uint32_t>(std::max<std::int64_t>(0, last_[v] - first_[v] + 1));
        }
        expanded_.source = copy(network_.source, first_[network_.source]);
        expanded_.sink = copy(network_.sink, last_[network_.sink]);
        for (std::uint32_t a = 0; a < network_.arc_count(); ++a) {
            const auto [from, to] = blocks_of(a);
            for (std::int64_t block = from; block <= to; ++block) {
                const std::int64_t capacity = capacities_.in_block(a, block);
                if (capacity != 0) {
                    expanded_.add(copy(network_.tail[a], block),
                                  copy(network_.head[a], block + network_.transit[a] / stride_),
                                  capacity);
                    leaves_.push_back({a, block * stride_, 0});
                }
            }
        }
        for (std::uint32_t v = 0; v < network_.node_count; ++v) {
            for (std::int64_t block = first_[v]; block < last_[v]; ++block) {
                expanded_.add(copy(v, block), copy(v, block + 1), unlimited);
            }
        }
    }

    /// From when on each node is on the source's side. What cannot reach the sink any more always
    /// is, what the source never reaches never is.
    void tell_cut(const std::vector<std::uint8_t>& source_side, VaryingFlow& answer) const {
        answer.cut.reached.assign(network_.node_count, duration_);
        for (std::uint32_t v = 0; v < network_.node_count; ++v) {
            if (from_source_[v] >= duration_) {
                continue;
            }
            if (first_.empty()) {
                answer.cut.reached[v] = from_source_[v];
                continue;
            }
            if (to_sink_[v] == never || last_[v] < first_[v]) {
                answer.cut.reached[v] = std::min(duration_, from_source_[v]);
                continue;
            }
            std::int64_t block = first_[v];
            while (block <= last_[v] && source_side[copy(v, block)] == 0) {
                ++block;
            }
            answer.cut.reached[v] = block * stride_;
        }
    }

    bool with_flow_;
    const OverTimeProblem& network_;
    std::int64_t duration_;
    std::int64_t stride_;
    Capacities capacities_;
    std::vector<std::int64_t> from_source_;
    std::vector<std::int64_t> to_sink_;
    std::vector<std::int64_t> first_;
    std::vector<std::int64_t> last_;
    std::vector<std::int64_t> offset_;
    ArcList expanded_;
    std::vector<Departure> leaves_;
};

void require_checked(const VaryingProblem& problem) {
    const Diagnostics faults = check(problem);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
}

/// The last step at which a window begins or ends.
std::int64_t last_change(const VaryingProblem& problem) {
    std::int64_t last = 0;
    for (const CapacityWindow& window : problem.windows) {
        last = std::max(last, std::min(window.to, largest_time));
    }
    return last;
}

/// The largest flow that lasts, were every capacity at its largest: no step more brings more.
/// Nothing useful (0) where it is unlimited.
std::int64_t largest_rate(const VaryingProblem& problem) {
    const Capacities capacities(problem, 1);
    const OverTimeProblem& network = problem.network;
    ArcList lasting{network.node_count, network.source, network.sink, {}, {}, {}};
    for (std::uint32_t a = 0; a < network.arc_count(); ++a) {
        lasting.add(network.tail[a], network.head[a], capacities.largest(a));
    }
    if (!flow::check(lasting).ok()) {
        return 0;
    }
    const ArcSolution solution = flow::solve(lasting);
    return solution.outcome == Outcome::optimal ? solution.value : 0;
}

/// A horizon within which anything that ever arrives over the network as it is without windows has
/// arrived: longer than every path.
std::int64_t longest_path(const OverTimeProblem& network) {
    Int128 sum = 0;
    for (const std::int64_t transit : network.transit) {
        sum += transit;
    }
    return static_cast<std::int64_t>(std::min<Int128>(sum, largest_time));
}

}  // namespace

Diagnostics check(const VaryingProblem& problem) {
    Diagnostics faults = check(problem.network);
    const auto fault = [&](std::string expected, std::string found) {
        faults.add(
            {Severity::error, Place{}, "windows", std::move(expected), std::move(found), ""});
    };
    if (problem.network.clock != Clock::steps) {
        faults.add({Severity::error, Place{}, "clock", "steps", "a continuous clock", ""});
    }
    for (const CapacityWindow& window : problem.windows) {
        if (window.arc >= problem.network.arc_count()) {
            fault(fmt::format("arcs below {}", problem.network.arc_count()),
                  fmt::to_string(window.arc));
        }
        if (window.from < 0 || window.to < window.from) {
            fault("0 ≤ from ≤ to", fmt::format("{} to {}", window.from, window.to));
        }
        if (window.capacity != unlimited &&
            (window.capacity < 0 || window.capacity > (std::int64_t{1} << 38))) {
            fault("a capacity of 0 to 2^38 or unlimited (-1)", fmt::to_string(window.capacity));
        }
    }
    return faults;
}

Parsed<VaryingFlow> max_flow_over_time(const VaryingProblem& problem, std::int64_t horizon) {
    require_checked(problem);
    expects(horizon >= 0 && horizon <= largest_time, "a horizon is from 0 to 2^38");
    return Expansion(problem, horizon, true).run();
}

Parsed<QuickestVaryingFlow> quickest_flow(const VaryingProblem& problem, std::int64_t amount) {
    require_checked(problem);
    expects(amount >= 0 && amount < largest_capacity_sum, "an amount is from 0 to 2^62");
    QuickestVaryingFlow answer;
    if (amount == 0) {
        return answer;
    }
    // After the last change the network is as it is without windows: that bounds the search.
    const QuickestFlow steady = quickest_flow(problem.network, amount);
    const bool ends = steady.outcome == QuickestOutcome::optimal;
    const std::int64_t limit =
        std::min(largest_time,
                 last_change(problem) + (ends ? steady.horizon : longest_path(problem.network)));
    const std::int64_t rate = largest_rate(problem);
    std::int64_t low = -1;  // brings less than the amount
    std::int64_t high = std::min(limit, ends ? steady.horizon : last_change(problem));
    std::int64_t stride = 1;
    const auto within = [&](std::int64_t horizon) {
        return Expansion(problem, horizon, false).run();
    };
    Parsed<VaryingFlow> found = within(high);
    const auto enough = [&](const Parsed<VaryingFlow>& flow) {
        return flow->outcome == Outcome::unbounded || flow->value >= amount;
    };
    TimedCut before;
    bool at_the_least = true;  // nothing shorter than `high` is expected to suffice
    while (found && !enough(found) && high < limit) {
        low = high;
        before = found->cut;
        const std::int64_t missing = amount - found->value;
        const std::int64_t at_least = rate > 0 ? (missing - 1) / rate + 1 : 1;
        at_the_least = at_least >= stride;
        high = std::min(limit, high + std::max(at_least, stride));
        stride *= 2;
        found = within(high);
    }
    if (!found) {
        return found.diagnostics();
    }
    if (!enough(found)) {
        answer.outcome = ends || limit == largest_time ? QuickestOutcome::too_long
                                                       : QuickestOutcome::unreachable;
        answer.horizon = limit;
        answer.cut_before = found->cut;
        return answer;
    }
    while (high - low > 1) {
        const std::int64_t middle = at_the_least ? high - 1 : low + (high - low) / 2;
        at_the_least = false;
        const Parsed<VaryingFlow> tried = within(middle);
        if (!tried) {
            return tried.diagnostics();
        }
        if (enough(tried)) {
            high = middle;
        } else {
            low = middle;
            before = tried->cut;
        }
    }
    answer.horizon = high;
    answer.flow = max_flow_over_time(problem, high).value();
    answer.cut_before = std::move(before);
    return answer;
}

}  // namespace corridor::flow
