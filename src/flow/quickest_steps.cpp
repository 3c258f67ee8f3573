#include "flow/answer_parts.hpp"
#include "flow/lots.hpp"
#include "flow/over_time_lowering.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/names.hpp>
#include <corridor/flow/quickest_steps.hpp>
#include <corridor/flow/time_expanded.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using flow::ArcMeaning;
using flow::QuickestOutcome;
using flow::VaryingFlow;
using flow::VaryingProblem;
using Kind = ArcMeaning::Kind;

Diagnostics check_closures(const Network& network, const StepOptions& options) {
    Diagnostics faults;
    const auto fault = [&](const char* field, std::string expected, std::string found,
                           std::string advice = {}) {
        faults.add({Severity::error, Place{}, field, std::move(expected), std::move(found),
                    std::move(advice)});
    };
    if (options.step.seconds < 1 || options.step.seconds > seconds_per_year) {
        fault("step", "a second to a year", fmt::format("{} s", options.step.seconds));
    }
    for (const LinkClosure& closure : options.closures) {
        if (!network.find_link(closure.link)) {
            fault("closures", "the id of a link", fmt::format("'{}'", closure.link),
                  did_you_mean(closure.link, network.link_ids()));
        }
        if (closure.from.seconds < 0 || closure.to < closure.from ||
            closure.to.seconds > flow::largest_time) {
            fault("closures", "0 ≤ from ≤ to",
                  fmt::format("{} s to {} s", closure.from.seconds, closure.to.seconds));
        }
        if (closure.factor < Decimal(0) || Decimal(1) < closure.factor) {
            fault("closures", "a factor from 0 to 1", closure.factor.text());
        }
    }
    return faults;
}

/// A question in steps. Amounts are counted in parts of a tonne, so that what a link carries in a
/// step is whole.
class InSteps {
  public:
    InSteps(const CostModel& model, const FlowQuery& query, const StepOptions& options)
        : model_(model), network_(model.network), query_(query), options_(options) {
        const std::int64_t common = std::gcd(options.step.seconds, seconds_per_year);
        scale_ = options.step.seconds / common;
        parts_ = seconds_per_year / common;
        lowered_ =
            flow::lower_over_time(model, query, flow::Clock::steps, options.step.seconds, scale_);
        problem_.network = lowered_.problem;
        for (const LinkClosure& closure : options.closures) {
            close(closure);
        }
    }

    [[nodiscard]] Diagnostics check(std::int64_t tonnes) const {
        Diagnostics faults = flow::check(problem_);
        if (faults.ok() && Int128{tonnes} * parts_ < flow::largest_capacity_sum) {
            return faults;
        }
        faults = Diagnostics{};
        faults.add({Severity::error, Place{}, "step",
                    "steps with which amounts stay within the bounds",
                    fmt::format("{} s", options_.step.seconds),
                    "use one that divides a day, such as 1 h"});
        return faults;
    }

    Parsed<FlowInSteps> quickest(std::int64_t tonnes) {
        const auto amount = tonnes * parts_;
        const auto solution = flow::quickest_flow(problem_, amount);
        if (!solution.ok()) {
            return solution.diagnostics();
        }
        FlowInSteps answer;
        answer.outcome = solution->outcome;
        answer.tonnes = tonnes;
        answer.step = options_.step;
        if (tonnes == 0) {
            answer.certified = true;
            return answer;
        }
        answer.time = time_at(solution->horizon);
        if (solution->outcome == QuickestOutcome::optimal) {
            flow::require_certified(flow::verify(problem_, solution->horizon, solution->flow));
            require_less(solution->horizon - 1, solution->cut_before, amount);
            tell(solution->flow, answer);
        } else {
            require_less(solution->horizon, solution->cut_before, amount);
        }
        answer.certified = true;
        return answer;
    }

    Parsed<FlowInSteps> within(Duration horizon) {
        FlowInSteps answer;
        answer.step = options_.step;
        const std::int64_t steps = horizon.seconds / options_.step.seconds;
        answer.time = {steps * options_.step.seconds};
        const std::int64_t last = steps - 1 + lowered_.shift;
        if (last < 0) {
            answer.certified = true;
            return answer;
        }
        const auto solution = flow::max_flow_over_time(problem_, last);
        if (!solution.ok()) {
            return solution.diagnostics();
        }
        flow::require_certified(flow::verify(problem_, last, *solution));
        answer.unbounded = solution->outcome == flow::Outcome::unbounded;
        answer.tonnes = solution->value / parts_;
        tell(*solution, answer);
        answer.certified = true;
        return answer;
    }

  private:
    void close(const LinkClosure& closure) {
        const std::uint32_t link = network_.find_link(closure.link)->index;
        const std::int64_t step = options_.step.seconds;
        const std::int64_t from = closure.from.seconds / step;
        const std::int64_t to = (closure.to.seconds + step - 1) / step;
        for (std::uint32_t a = 0; a < problem_.network.arc_count(); ++a) {
            const ArcMeaning& meaning = lowered_.lowered.meaning[a];
            if ((meaning.kind != Kind::link_forward && meaning.kind != Kind::link_backward) ||
                meaning.index != link) {
                continue;
            }
            problem_.windows.push_back(
                {a, from, to, left_of(problem_.network.capacity[a], closure.factor)});
        }
    }

    /// Rounded down. An unlimited link stays so unless nothing is left of it.
    [[nodiscard]] static std::int64_t left_of(std::int64_t capacity, const Decimal& factor) {
        if (capacity == flow::unlimited) {
            return factor.significand() == 0 ? 0 : flow::unlimited;
        }
        Int128 divisor = 1;
        for (int i = 0; i < factor.scale(); ++i) {
            divisor *= 10;
        }
        return static_cast<std::int64_t>(Int128{capacity} * factor.significand() / divisor);
    }

    /// When all that arrives at a step has arrived.
    [[nodiscard]] Duration time_at(std::int64_t step) const {
        return {std::max<std::int64_t>(0, step + 1 - lowered_.shift) * options_.step.seconds};
    }
    [[nodiscard]] double tonnes_of(Int128 parts) const {
        return static_cast<double>(parts) / static_cast<double>(parts_);
    }

    void require_less(std::int64_t horizon, const flow::TimedCut& cut, std::int64_t amount) const {
        if (horizon < 0) {
            return;
        }
        const auto holds = flow::cut_capacity(problem_, horizon, cut.reached);
        if (!holds || *holds >= amount) {
            throw std::logic_error("an answer failed its certificate: a cut holds the amount");
        }
    }

    void tell(const VaryingFlow& flow, FlowInSteps& answer) const {
        if (flow.outcome == flow::Outcome::unbounded) {
            return;
        }
        tell_links(flow, answer);
        tell_limits(flow.cut, answer);
    }

    /// What goes both ways in the same steps cancels: it waits at both ends instead.
    void tell_links(const VaryingFlow& flow, FlowInSteps& answer) const {
        const std::int64_t step = options_.step.seconds;
        std::map<std::pair<std::int64_t, std::uint32_t>, std::int64_t> net;
        for (const flow::Departure& departure : flow.departures) {
            const ArcMeaning& meaning = lowered_.lowered.meaning[departure.arc];
            if (meaning.kind == Kind::link_forward) {
                net[{departure.step, meaning.index}] += departure.flow;
            } else if (meaning.kind == Kind::link_backward) {
                net[{departure.step, meaning.index}] -= departure.flow;
            }
        }
        std::vector<flow::LegDeparture> departures;
        for (const auto& [where, amount] : net) {
            if (amount == 0) {
                continue;
            }
            const Leg leg{LinkId{where.second}, amount > 0};
            const Link& link = network_.link(leg.link);
            const NodeId to = leg.forward ? link.head : link.tail;
            const std::int64_t takes = (model_.link[where.second].time().seconds +
                                        model_.passage[to.index].time().seconds + step - 1) /
                                       step;
            departures.push_back({leg, where.first, takes, leg.forward ? amount : -amount});
        }
        std::vector<NodeId> origins;
        for (const Endpoint& origin : query_.from) {
            origins.push_back(*network_.find_node(origin.node));
        }
        const flow::LotPlan plan = flow::follow_lots(network_, origins, departures);
        for (const flow::LotPlan::Carried& carried : plan.links) {
            LinkUse use;
            static_cast<Leg&>(use) = carried.leg;
            use.tonnes = tonnes_of(carried.amount);
            use.first_departure = {carried.first_step * step};
            use.last_departure = {(carried.last_step + flow.stride - 1) * step};
            answer.links.push_back(use);
        }
        for (const flow::LotPlan::Waited& waited : plan.waiting) {
            answer.waiting.push_back({waited.node, tonnes_of(waited.amount), {waited.step * step}});
        }
        std::stable_sort(answer.waiting.begin(), answer.waiting.end(),
                         [](const Waiting& a, const Waiting& b) { return a.tonnes > b.tonnes; });
    }

    void tell_limits(const flow::TimedCut& cut, FlowInSteps& answer) const {
        const flow::OverTimeProblem& network = problem_.network;
        for (std::uint32_t a = 0; a < network.arc_count(); ++a) {
            const auto element = flow::element_of(lowered_.lowered.meaning[a]);
            const std::int64_t from = cut.reached[network.tail[a]];
            const std::int64_t to = cut.reached[network.head[a]] - network.transit[a];
            if (!element || from >= to || network.capacity[a] == flow::unlimited) {
                continue;
            }
            StepLimit limit;
            static_cast<Element&>(limit) = *element;
            limit.capacity = network_.capacity(*element)->rate;
            limit.binds_for = {(to - from) * options_.step.seconds};
            Int128 through = 0;
            for (std::int64_t step = from; step < to; ++step) {
                std::int64_t least = network.capacity[a];
                for (const flow::CapacityWindow& window : problem_.windows) {
                    if (window.arc == a && window.from <= step && step < window.to) {
                        least = std::min(least, window.capacity);
                    }
                }
                through += least;
            }
            limit.tonnes = tonnes_of(through);
            answer.limits.push_back(limit);
        }
        std::stable_sort(
            answer.limits.begin(), answer.limits.end(),
            [](const StepLimit& a, const StepLimit& b) { return a.tonnes > b.tonnes; });
    }

    const CostModel& model_;
    const Network& network_;
    const FlowQuery& query_;
    const StepOptions& options_;
    std::int64_t scale_ = 1;
    std::int64_t parts_ = 1;  ///< of a tonne
    flow::OverTimeLowered lowered_;
    VaryingProblem problem_;
};

Diagnostics faults_of(const CostModel& model, const FlowQuery& query, std::int64_t tonnes,
                      const StepOptions& options) {
    const Diagnostics broken = check_over_time(model, query, tonnes);
    if (!broken.ok()) {
        throw ContractViolation(render(broken));
    }
    Diagnostics faults = check_closures(model.network, options);
    if (faults.ok()) {
        faults.append(InSteps(model, query, options).check(tonnes));
    }
    return faults;
}

}  // namespace

Parsed<FlowInSteps> quickest_in_steps(const CostModel& model, const FlowQuery& query,
                                      std::int64_t tonnes, const StepOptions& options) {
    const Diagnostics faults = faults_of(model, query, tonnes, options);
    return faults.ok() ? InSteps(model, query, options).quickest(tonnes) : faults;
}

Parsed<FlowInSteps> arrivals_in_steps(const CostModel& model, const FlowQuery& query,
                                      Duration horizon, const StepOptions& options) {
    expects(horizon.seconds >= 0 && horizon.seconds <= flow::largest_time / 2,
            "a horizon is from 0 to 2^37 seconds");
    const Diagnostics faults = faults_of(model, query, 0, options);
    return faults.ok() ? InSteps(model, query, options).within(horizon) : faults;
}

}  // namespace corridor
