#include "flow/answer_parts.hpp"
#include "flow/over_time_lowering.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/quickest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace corridor {
namespace {

using flow::ArcMeaning;
using flow::OverTimeLowered;
using flow::OverTimeProblem;
using flow::QuickestOutcome;
using Kind = ArcMeaning::Kind;

/// What a saving is told for: a tenth more capacity, a tenth less time.
constexpr std::int64_t tenth = 10;

void require_checked(const CostModel& model, const FlowQuery& query, std::int64_t tonnes) {
    const Diagnostics faults = check_over_time(model, query, tonnes);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
}

/// Paths and cuts of the lowered problem in the network's words.
class Words {
  public:
    Words(const CostModel& model, const FlowQuery& query, const OverTimeLowered& lowered)
        : network_(model.network), query_(query), lowered_(lowered) {}

    [[nodiscard]] std::vector<TimedRoute> routes(
        const std::vector<flow::RepeatedPath>& paths) const {
        std::vector<TimedRoute> routes;
        for (const flow::RepeatedPath& path : paths) {
            TimedRoute route;
            for (const std::uint32_t arc : path.arcs) {
                const ArcMeaning& meaning = lowered_.lowered.meaning[arc];
                if (meaning.kind == Kind::link_forward || meaning.kind == Kind::link_backward) {
                    route.legs.push_back(
                        {LinkId{meaning.index}, meaning.kind == Kind::link_forward});
                } else if (meaning.kind == Kind::origin) {
                    route.from = *network_.find_node(query_.from[meaning.index].node);
                } else if (meaning.kind == Kind::destination) {
                    route.to = *network_.find_node(query_.to[meaning.index].node);
                }
            }
            route.transit = {path.transit - lowered_.shift};
            if (path.rate != flow::unlimited) {
                route.rate = TonnesPerYear(path.rate);
            }
            routes.push_back(std::move(route));
        }
        std::stable_sort(
            routes.begin(), routes.end(),
            [](const TimedRoute& a, const TimedRoute& b) { return a.transit < b.transit; });
        return routes;
    }

    [[nodiscard]] NetworkTimedCut cut(const flow::TimedCut& timed) const {
        NetworkTimedCut cut;
        if (timed.reached.empty()) {
            return cut;
        }
        const auto at = [&](std::uint32_t node, std::uint32_t otherwise) {
            return Duration{timed.reached[node == flow::SplitNode::none ? otherwise : node]};
        };
        for (const flow::SplitNode& node : lowered_.lowered.nodes) {
            cut.reached.push_back({at(node.entry, node.entry), at(node.exit, node.entry),
                                   at(node.quay_entry, node.exit), at(node.quay_exit, node.entry)});
        }
        const OverTimeProblem& problem = lowered_.problem;
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            const std::int64_t open = timed.reached[problem.head[a]] - problem.transit[a] -
                                      timed.reached[problem.tail[a]];
            const auto element = flow::element_of(lowered_.lowered.meaning[a]);
            if (open > 0 && element && problem.capacity[a] > 0) {
                cut.limits.push_back({*element, TonnesPerYear(problem.capacity[a]), {open}});
            }
        }
        std::stable_sort(cut.limits.begin(), cut.limits.end(),
                         [](const TimeLimit& a, const TimeLimit& b) {
                             return Int128{a.capacity.count()} * a.binds_for.seconds >
                                    Int128{b.capacity.count()} * b.binds_for.seconds;
                         });
        return cut;
    }

  private:
    const Network& network_;
    const FlowQuery& query_;
    const OverTimeLowered& lowered_;
};

/// What would shorten a quickest flow, each tried on its own.
class Savings {
  public:
    Savings(const CostModel& model, const OverTimeLowered& lowered, Int128 amount,
            std::int64_t horizon)
        : model_(model), lowered_(lowered), amount_(amount), horizon_(horizon) {}

    std::vector<TimeSaving> of(const Quickest& answer) {
        for (const TimeLimit& limit : answer.cut.limits) {
            try_capacity(limit);
        }
        std::set<LinkId> links;
        std::set<NodeId> places;
        for (const TimedRoute& route : answer.routes) {
            NodeId at = route.from;
            for (const Leg& leg : route.legs) {
                links.insert(leg.link);
                const Link& link = model_.network.link(leg.link);
                at = leg.forward ? link.head : link.tail;
                if (at != route.to) {
                    places.insert(at);
                }
            }
        }
        for (const TimedRoute& route : answer.routes) {
            places.erase(route.to);
        }
        for (const LinkId link : links) {
            try_time(Element::of(link), model_.link[link.index].time().seconds / tenth,
                     [&](const ArcMeaning& meaning) { return meaning.index == link.index; });
        }
        for (const NodeId place : places) {
            try_time(Element::of(place), model_.passage[place.index].time().seconds / tenth,
                     [&](const ArcMeaning& meaning) {
                         const Link& link = model_.network.links()[meaning.index];
                         return (meaning.kind == Kind::link_forward ? link.head : link.tail) ==
                                place;
                     });
        }
        std::stable_sort(
            savings_.begin(), savings_.end(),
            [](const TimeSaving& a, const TimeSaving& b) { return a.saved > b.saved; });
        return std::move(savings_);
    }

  private:
    void try_capacity(const TimeLimit& limit) {
        OverTimeProblem changed = lowered_.problem;
        for (std::size_t a = 0; a < changed.arc_count(); ++a) {
            const auto element = flow::element_of(lowered_.lowered.meaning[a]);
            if (element && *element == limit && changed.capacity[a] != flow::unlimited) {
                changed.capacity[a] += changed.capacity[a] / tenth;
            }
        }
        note(changed, limit, TimeSaving::By::capacity);
    }

    template <class Concerns>
    void try_time(Element element, std::int64_t less, const Concerns& concerns) {
        if (less == 0) {
            return;
        }
        OverTimeProblem changed = lowered_.problem;
        for (std::size_t a = 0; a < changed.arc_count(); ++a) {
            const ArcMeaning& meaning = lowered_.lowered.meaning[a];
            if ((meaning.kind == Kind::link_forward || meaning.kind == Kind::link_backward) &&
                concerns(meaning)) {
                changed.transit[a] -= less;
            }
        }
        note(changed, element, TimeSaving::By::time);
    }

    void note(const OverTimeProblem& changed, Element element, TimeSaving::By by) {
        if (!flow::check(changed).ok()) {
            return;
        }
        const std::int64_t saved = horizon_ - flow::quickest_flow(changed, amount_).horizon;
        if (saved > 0) {
            savings_.push_back({element, by, {saved}});
        }
    }

    const CostModel& model_;
    const OverTimeLowered& lowered_;
    Int128 amount_;
    std::int64_t horizon_;
    std::vector<TimeSaving> savings_;
};

}  // namespace

double TimeLimit::tonnes() const {
    return static_cast<double>(Int128{capacity.count()} * binds_for.seconds) /
           static_cast<double>(seconds_per_year);
}

Diagnostics check_over_time(const CostModel& model, const FlowQuery& query, std::int64_t tonnes) {
    Diagnostics faults = check(model.network, query);
    const auto fault = [&](const char* field, std::string expected, std::string found) {
        faults.add({Severity::error, Place{}, field, std::move(expected), std::move(found), ""});
    };
    for (const auto& [field, endpoints] :
         {std::pair{"from", &query.from}, std::pair{"to", &query.to}}) {
        for (const Endpoint& endpoint : *endpoints) {
            if (endpoint.limit) {
                fault(field, "places without limits", to_string(*endpoint.limit));
            }
        }
    }
    if (!query.preload.link.empty() || !query.preload.node.empty() ||
        !query.preload.container_terminal.empty()) {
        fault("preload", "none", "one");
    }
    if (tonnes < 0 || tonnes > largest_tonnage) {
        fault("amount", fmt::format("0 to {} t", largest_tonnage), fmt::format("{} t", tonnes));
    }
    if (faults.ok()) {
        const OverTimeLowered lowered =
            flow::lower_over_time(model, query, flow::Clock::continuous);
        faults.append(flow::check(lowered.problem));
        if (lowered.shift > flow::largest_time / 2) {
            fault("to", "stays of at most 2^37 seconds", fmt::format("{} s", lowered.shift));
        }
    }
    return faults;
}

Quickest quickest(const CostModel& model, const FlowQuery& query, std::int64_t tonnes,
                  const QuickestOptions& options) {
    require_checked(model, query, tonnes);
    const OverTimeLowered lowered = flow::lower_over_time(model, query, flow::Clock::continuous);
    const Int128 amount = Int128{tonnes} * seconds_per_year;
    Quickest answer;
    answer.tonnes = tonnes;
    const auto first = flow::first_arrival(lowered);
    answer.first = {first.value_or(0)};
    if (tonnes == 0) {
        answer.certified = flow::verify(model, query, answer).holds();
        return answer;
    }
    const flow::QuickestFlow solution = flow::quickest_flow(lowered.problem, amount);
    flow::require_certified(flow::verify(lowered.problem, amount, solution));
    const Words words(model, query, lowered);
    answer.outcome = solution.outcome;
    answer.cut_before = words.cut(solution.cut_before);
    if (solution.outcome == QuickestOutcome::optimal) {
        answer.time = {solution.horizon - lowered.shift};
        answer.exact = solution.exact;
        answer.exact.numerator -= answer.exact.denominator * lowered.shift;
        answer.at_once = solution.at_once;
        answer.routes = words.routes(solution.paths);
        for (const TimedRoute& route : answer.routes) {
            answer.rate += route.rate.value_or(TonnesPerYear());
        }
        answer.cut = words.cut(solution.cut);
    } else if (solution.outcome == QuickestOutcome::too_long) {
        answer.time = {solution.horizon - lowered.shift};
    }
    flow::require_certified(flow::verify(model, query, answer));
    answer.certified = true;
    if (options.with_savings && solution.outcome == QuickestOutcome::optimal) {
        answer.savings = Savings(model, lowered, amount, solution.horizon).of(answer);
    }
    return answer;
}

Arrivals arrivals_within(const CostModel& model, const FlowQuery& query, Duration horizon) {
    require_checked(model, query, 0);
    expects(horizon.seconds >= 0 && horizon.seconds <= flow::largest_time / 2,
            "a horizon is from 0 to 2^37 seconds");
    const OverTimeLowered lowered = flow::lower_over_time(model, query, flow::Clock::continuous);
    Arrivals answer;
    answer.horizon = horizon;
    const auto first = flow::first_arrival(lowered);
    answer.reachable = first.has_value();
    answer.first = {first.value_or(0)};
    const std::int64_t shifted = horizon.seconds + lowered.shift;
    const flow::FlowOverTime solution = flow::max_flow_over_time(lowered.problem, shifted);
    flow::require_certified(flow::verify(lowered.problem, shifted, solution));
    const Words words(model, query, lowered);
    answer.outcome = solution.outcome;
    answer.tonne_seconds_per_year = solution.value;
    answer.routes = words.routes(solution.paths);
    answer.cut = words.cut(solution.cut);
    flow::require_certified(flow::verify(model, query, answer));
    answer.certified = true;
    return answer;
}

}  // namespace corridor
