#include <corridor/flow/over_time.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace corridor::flow {
namespace {

/// Looks at paths and cuts with nothing but the problem's own arrays.
class OverTimeCheck {
  public:
    explicit OverTimeCheck(const OverTimeProblem& problem)
        : problem_(problem), extra_step_(problem.clock == Clock::steps ? 1 : 0) {}

    Verdict take() { return std::move(verdict_); }
    void violated(std::string text) { verdict_.violations.push_back(std::move(text)); }

    /// Paths that lead from source to sink, as long as they say, within every capacity. All but the
    /// last are limited in rate; `last_unlimited` says what the last one is.
    void check_paths(const std::vector<RepeatedPath>& paths, bool last_unlimited) {
        std::vector<Int128> load(problem_.arc_count(), 0);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const RepeatedPath& path = paths[i];
            const bool without_limit = last_unlimited && i + 1 == paths.size();
            if (without_limit ? path.rate != unlimited : path.rate <= 0) {
                violated(fmt::format("path {} sends {}", i, path.rate));
                continue;
            }
            std::uint32_t at = problem_.source;
            Int128 transit = 0;
            for (const std::uint32_t arc : path.arcs) {
                if (arc >= problem_.arc_count() || problem_.tail[arc] != at) {
                    violated(fmt::format("path {} is broken at node {}", i, at));
                    return;
                }
                if (without_limit && problem_.capacity[arc] != unlimited) {
                    violated(fmt::format("arc {} limits the path told as unlimited", arc));
                }
                load[arc] += without_limit ? 0 : path.rate;
                transit += problem_.transit[arc];
                at = problem_.head[arc];
            }
            if (at != problem_.sink) {
                violated(fmt::format("path {} ends at node {}", i, at));
            }
            if (transit != path.transit) {
                violated(fmt::format("path {} takes {}, not {}", i, transit, path.transit));
            }
        }
        for (std::size_t a = 0; a < load.size(); ++a) {
            if (problem_.capacity[a] != unlimited && load[a] > problem_.capacity[a]) {
                violated(fmt::format("arc {} carries {} of {}", a, load[a], problem_.capacity[a]));
            }
        }
    }

    /// What the limited paths bring within a horizon, times `scale`; the horizon comes multiplied
    /// already. A path that would arrive too late is a violation.
    Int128 brought(const std::vector<RepeatedPath>& paths, Int128 scaled_horizon,
                   Int128 scale = 1) {
        Int128 sum = 0;
        for (const RepeatedPath& path : paths) {
            const Int128 sends_for = scaled_horizon + (extra_step_ - path.transit) * scale;
            if (sends_for < 0) {
                violated(fmt::format("a path of {} arrives too late", path.transit));
            } else if (path.rate != unlimited) {
                const auto term = checked_multiply<Int128>(path.rate, sends_for);
                const auto next = term ? checked_add(sum, *term) : std::nullopt;
                if (!next) {
                    violated("what arrives does not fit 128 bits");
                    return sum;
                }
                sum = *next;
            }
        }
        return sum;
    }

    /// What a cut over time lets through within a horizon; -1 for a set of times that is no cut.
    Int128 capacity_of(const TimedCut& cut, std::int64_t horizon) {
        const std::int64_t duration = horizon + extra_step_;
        if (cut.reached.size() != problem_.node_count || cut.reached[problem_.source] > 0 ||
            cut.reached[problem_.sink] < duration) {
            violated(fmt::format("the times told for the horizon {} are no cut", horizon));
            return -1;
        }
        Int128 sum = 0;
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            const Int128 open = Int128{cut.reached[problem_.head[a]]} - problem_.transit[a] -
                                cut.reached[problem_.tail[a]];
            if (open <= 0) {
                continue;
            }
            if (problem_.capacity[a] == unlimited) {
                violated(fmt::format("arc {} is unlimited and crosses the cut", a));
                return -1;
            }
            sum += open * problem_.capacity[a];
        }
        if (sum != cut.capacity) {
            violated(fmt::format("the cut holds {}, not {}", sum, cut.capacity));
        }
        return sum;
    }

    void check_no_more_than(const TimedCut& cut, std::int64_t horizon, Int128 amount) {
        if (capacity_of(cut, horizon) >= amount) {
            violated(fmt::format("the cut for the horizon {} holds the amount", horizon));
        }
    }

  private:
    const OverTimeProblem& problem_;
    std::int64_t extra_step_;
    Verdict verdict_;
};

}  // namespace

Verdict verify(const OverTimeProblem& problem, std::int64_t horizon, const FlowOverTime& answer) {
    OverTimeCheck check(problem);
    const bool unbounded = answer.outcome == Outcome::unbounded;
    check.check_paths(answer.paths, unbounded);
    const Int128 brought = check.brought(answer.paths, horizon);
    if (unbounded) {
        const bool in_time = answer.paths.size() == 1 &&
                             (problem.clock == Clock::steps ? answer.paths[0].transit <= horizon
                                                            : answer.paths[0].transit < horizon);
        if (!in_time) {
            check.violated("no unlimited path arrives in time");
        }
        return check.take();
    }
    if (brought != answer.value) {
        check.violated(fmt::format("the paths bring {}, not {}", brought, answer.value));
    }
    if (check.capacity_of(answer.cut, horizon) != answer.value) {
        check.violated("flow and cut over time differ");
    }
    return check.take();
}

Verdict verify(const OverTimeProblem& problem, Int128 amount, const QuickestFlow& answer) {
    OverTimeCheck check(problem);
    if (answer.outcome != QuickestOutcome::optimal) {
        check.check_no_more_than(answer.cut_before, largest_time, amount);
        return check.take();
    }
    if (amount == 0) {
        if (answer.horizon != 0 || answer.exact != WideFraction{}) {
            check.violated("nothing takes no time");
        }
        return check.take();
    }
    const bool steps = problem.clock == Clock::steps;
    check.check_paths(answer.paths, answer.at_once);
    const WideFraction& exact = answer.exact;
    if (exact.denominator <= 0 || exact.numerator > Int128{answer.horizon} * exact.denominator ||
        exact.numerator <= Int128{answer.horizon - 1} * exact.denominator) {
        check.violated("the horizon is not the exact time rounded up");
        return check.take();
    }
    if (answer.at_once) {
        check.brought(answer.paths, answer.horizon);
        if (answer.paths.empty() || answer.paths.back().transit != answer.horizon ||
            exact != WideFraction{answer.horizon, 1}) {
            check.violated("no unlimited path arrives at the horizon");
        }
        check.check_no_more_than(answer.cut_before, steps ? answer.horizon - 1 : answer.horizon,
                                 amount);
        return check.take();
    }
    check.check_no_more_than(answer.cut_before, answer.horizon - 1, amount);
    const Int128 holds = check.capacity_of(answer.cut, answer.horizon);
    const Int128 brought = check.brought(answer.paths, answer.horizon);
    if (brought < amount || holds != brought) {
        check.violated(
            fmt::format("the paths bring {} within the horizon, the cut holds {}", brought, holds));
    }
    if (steps) {
        if (exact != WideFraction{answer.horizon, 1}) {
            check.violated("a time in steps is whole");
        }
        return check.take();
    }
    // The line that joins the two cuts bounds what arrives in between; the paths reach it.
    const auto wanted = checked_multiply(amount, exact.denominator);
    if (!wanted || check.brought(answer.paths, exact.numerator, exact.denominator) != *wanted) {
        check.violated("the paths do not bring the amount at the exact time");
    }
    if (check.brought(answer.paths, answer.horizon - 1) != answer.cut_before.capacity) {
        check.violated("the paths do not reach the first cut");
    }
    return check.take();
}

}  // namespace corridor::flow
