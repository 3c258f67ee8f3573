#include <corridor/flow/time_expanded.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace corridor::flow {
namespace {

/// What may leave over an arc in the steps from ≤ θ < to; nothing where it is unlimited in one of
/// them.
class StepCapacities {
  public:
    explicit StepCapacities(const VaryingProblem& problem)
        : problem_(problem), windows_(problem.network.arc_count()) {
        for (const CapacityWindow& window : problem.windows) {
            windows_[window.arc].push_back(window);
        }
    }

    [[nodiscard]] std::optional<Int128> between(std::uint32_t arc, std::int64_t from,
                                                std::int64_t to) const {
        std::vector<std::int64_t> changes = {from, to};
        for (const CapacityWindow& window : windows_[arc]) {
            for (const std::int64_t at : {window.from, window.to}) {
                if (from < at && at < to) {
                    changes.push_back(at);
                }
            }
        }
        std::sort(changes.begin(), changes.end());
        Int128 sum = 0;
        for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
            const auto rate = at_step(arc, changes[i]);
            if (!rate && changes[i] < changes[i + 1]) {
                return std::nullopt;
            }
            sum += Int128{changes[i + 1] - changes[i]} * rate.value_or(0);
        }
        return sum;
    }

  private:
    [[nodiscard]] std::optional<std::int64_t> at_step(std::uint32_t arc, std::int64_t step) const {
        std::optional<std::int64_t> least;
        bool inside = false;
        for (const CapacityWindow& window : windows_[arc]) {
            if (step < window.from || step >= window.to) {
                continue;
            }
            inside = true;
            if (window.capacity != unlimited) {
                least = std::min(least.value_or(window.capacity), window.capacity);
            }
        }
        if (!inside && problem_.network.capacity[arc] != unlimited) {
            least = problem_.network.capacity[arc];
        }
        return least;
    }

    const VaryingProblem& problem_;
    std::vector<std::vector<CapacityWindow>> windows_;
};

}  // namespace

std::optional<Int128> cut_capacity(const VaryingProblem& problem, std::int64_t horizon,
                                   const std::vector<std::int64_t>& reached) {
    const OverTimeProblem& network = problem.network;
    if (reached.size() != network.node_count || reached[network.source] > 0 ||
        reached[network.sink] < horizon + 1) {
        return std::nullopt;
    }
    const StepCapacities capacities(problem);
    Int128 sum = 0;
    for (std::uint32_t a = 0; a < network.arc_count(); ++a) {
        const std::int64_t from = std::max<std::int64_t>(0, reached[network.tail[a]]);
        const std::int64_t to = reached[network.head[a]] - network.transit[a];
        if (from >= to) {
            continue;
        }
        const auto crosses = capacities.between(a, from, to);
        if (!crosses) {
            return std::nullopt;
        }
        sum += *crosses;
    }
    return sum;
}

Verdict verify(const VaryingProblem& problem, std::int64_t horizon, const VaryingFlow& answer) {
    Verdict verdict;
    const auto violated = [&](std::string text) { verdict.violations.push_back(std::move(text)); };
    if (answer.outcome == Outcome::unbounded) {
        return verdict;
    }
    const OverTimeProblem& network = problem.network;
    const StepCapacities capacities(problem);
    // By node: what comes and goes, by step.
    std::vector<std::map<std::int64_t, Int128>> changes(network.node_count);
    std::map<std::pair<std::uint32_t, std::int64_t>, Int128> leaving;
    for (const Departure& departure : answer.departures) {
        if (departure.arc >= network.arc_count() || departure.step < 0 || departure.flow < 0 ||
            answer.stride < 1 || departure.step % answer.stride != 0 ||
            network.transit[departure.arc] % answer.stride != 0) {
            violated("a departure is not about this problem");
            return verdict;
        }
        const std::int64_t arrives = departure.step + network.transit[departure.arc];
        if (arrives + answer.stride - 1 > horizon) {
            violated(fmt::format("what leaves over arc {} at {} arrives too late", departure.arc,
                                 departure.step));
        }
        leaving[{departure.arc, departure.step}] += departure.flow;
        changes[network.tail[departure.arc]][departure.step] -= departure.flow;
        changes[network.head[departure.arc]][arrives] += departure.flow;
    }
    for (const auto& [where, flow] : leaving) {
        const auto most =
            capacities.between(where.first, where.second, where.second + answer.stride);
        if (most && flow > *most) {
            violated(fmt::format("arc {} carries {} of {} at {}", where.first, flow, *most,
                                 where.second));
        }
    }
    for (std::uint32_t v = 0; v < network.node_count; ++v) {
        Int128 stock = 0;
        for (const auto& [step, change] : changes[v]) {
            stock += change;
            if (stock < 0 && v != network.source) {
                violated(fmt::format("node {} sends at {} what it does not have", v, step));
            }
        }
        const Int128 expected = v == network.sink     ? Int128{answer.value}
                                : v == network.source ? -Int128{answer.value}
                                                      : stock;
        if (stock != expected) {
            violated(fmt::format("node {} ends with {}, not {}", v, stock, expected));
        }
    }
    const auto holds = cut_capacity(problem, horizon, answer.cut.reached);
    if (!holds || *holds != answer.value) {
        violated("no cut over time of equal capacity");
    }
    return verdict;
}

}  // namespace corridor::flow
