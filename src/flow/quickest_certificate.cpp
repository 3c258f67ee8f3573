#include <corridor/flow/quickest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::flow {
namespace {

/// The check of routes and cuts over time in the network's own words. Nothing of the solver's graph
/// is used.
class TimedNetworkCheck {
  public:
    TimedNetworkCheck(const CostModel& model, const FlowQuery& query)
        : model_(model),
          network_(model.network),
          query_(query),
          any_cargo_(query.commodity.empty()),
          commodity_(network_.find_commodity(query.commodity)),
          open_(open_links(network_, query.selection)),
          link_load_(network_.links().size(), 0),
          node_load_(network_.nodes().size(), 0),
          terminal_load_(network_.nodes().size(), 0) {}

    Verdict take() { return std::move(verdict_); }
    void violated(std::string text) { verdict_.violations.push_back(std::move(text)); }

    /// At most one route is unlimited, and only where that is told.
    void check_routes(const std::vector<TimedRoute>& routes, bool one_unlimited) {
        std::size_t without_limit = 0;
        for (const TimedRoute& route : routes) {
            without_limit += route.rate ? 0U : 1U;
            check_route(route);
        }
        if (without_limit != (one_unlimited ? 1U : 0U)) {
            violated(fmt::format("{} routes are told as unlimited", without_limit));
        }
        for (std::uint32_t i = 0; i < link_load_.size(); ++i) {
            check_load(Element::of(LinkId{i}), link_load_[i]);
        }
        for (std::uint32_t v = 0; v < node_load_.size(); ++v) {
            check_load(Element::of(NodeId{v}), node_load_[v]);
            check_load(Element::terminal_of(NodeId{v}), terminal_load_[v]);
        }
    }

    /// What the limited routes bring until `scaled` / `scale` seconds, times `scale`.
    Int128 brought(const std::vector<TimedRoute>& routes, Int128 scaled, Int128 scale = 1) {
        Int128 sum = 0;
        for (const TimedRoute& route : routes) {
            const Int128 sends_for = scaled - Int128{route.transit.seconds} * scale;
            if (sends_for < 0) {
                violated(fmt::format("a route of {} s arrives too late", route.transit.seconds));
            } else if (route.rate) {
                sum += sends_for * route.rate->count();
            }
        }
        return sum;
    }

    /// What a cut over time lets through, in tonne-seconds a year.
    Int128 capacity_of(const NetworkTimedCut& cut, std::int64_t horizon) {
        if (cut.reached.size() != network_.nodes().size()) {
            violated("a cut over time is not about this network");
            return 0;
        }
        sum_ = 0;
        for (std::uint32_t v = 0; v < network_.nodes().size(); ++v) {
            const PlaceTimes& at = cut.reached[v];
            cross(Element::of(NodeId{v}), at.exit.seconds - Int128{at.entry.seconds});
            if (has_quay({v})) {
                cross(Element::terminal_of(NodeId{v}),
                      at.quay_exit.seconds - Int128{at.quay_entry.seconds});
                if (at.quay_entry > at.exit || at.entry > at.quay_exit) {
                    violated(fmt::format("the cut runs between {} and its quay",
                                         network_.nodes()[v].id));
                }
            }
        }
        for (std::uint32_t i = 0; i < network_.links().size(); ++i) {
            const Link& link = network_.links()[i];
            if (!usable(i) || link.tail == link.head) {
                continue;
            }
            cross(Element::of(LinkId{i}), open_for(cut, link, i, true));
            if (!link.directed) {
                cross(Element::of(LinkId{i}), open_for(cut, link, i, false));
            }
        }
        for (const Endpoint& origin : query_.from) {
            if (cut.reached[network_.find_node(origin.node)->index].entry.seconds > 0) {
                violated(fmt::format("the cut lies before {}", origin.node));
            }
        }
        for (const Endpoint& destination : query_.to) {
            const NodeId node = *network_.find_node(destination.node);
            if (cut.reached[node.index].exit.seconds <
                horizon + model_.passage[node.index].time().seconds) {
                violated(fmt::format("the cut leaves a way to {}", destination.node));
            }
        }
        Int128 told = 0;
        for (const TimeLimit& limit : cut.limits) {
            told += Int128{limit.capacity.count()} * limit.binds_for.seconds;
        }
        if (told != sum_) {
            violated("the limits told of a cut over time are not all of it");
        }
        return sum_;
    }

  private:
    [[nodiscard]] bool applies(const std::optional<Capacity>& capacity) const {
        return capacity &&
               (!capacity->containers_only || any_cargo_ || query_.commodity == containers);
    }
    [[nodiscard]] bool usable(std::size_t i) const {
        return open_[i] && (!commodity_ || network_.links()[i].commodities.contains(*commodity_));
    }
    [[nodiscard]] bool has_quay(NodeId node) const {
        return applies(network_.node(node).container_terminal);
    }
    [[nodiscard]] bool at_quay(const Link& link, NodeId node) const {
        return link.mode == Mode::container_vessel && has_quay(node);
    }

    void cross(Element element, Int128 open) {
        if (open <= 0) {
            return;
        }
        const auto& capacity = network_.capacity(element);
        if (!applies(capacity)) {
            violated(fmt::format("{} is unlimited and crosses the cut", network_.name(element)));
        } else {
            sum_ += open * capacity->rate.count();
        }
    }

    [[nodiscard]] Int128 open_for(const NetworkTimedCut& cut, const Link& link, std::uint32_t i,
                                  bool forward) const {
        const NodeId from = forward ? link.tail : link.head;
        const NodeId to = forward ? link.head : link.tail;
        const PlaceTimes& left = cut.reached[from.index];
        const PlaceTimes& arrived = cut.reached[to.index];
        const Duration leaves = at_quay(link, from) ? left.quay_exit : left.exit;
        const Duration arrives = at_quay(link, to) ? arrived.quay_entry : arrived.entry;
        return Int128{arrives.seconds} - leaves.seconds - model_.link[i].time().seconds -
               model_.passage[to.index].time().seconds;
    }

    [[nodiscard]] static bool names(const Network& network, const std::vector<Endpoint>& endpoints,
                                    NodeId node) {
        return std::any_of(endpoints.begin(), endpoints.end(), [&](const Endpoint& endpoint) {
            return network.find_node(endpoint.node) == node;
        });
    }

    void check_route(const TimedRoute& route) {
        if (!names(network_, query_.from, route.from) || !names(network_, query_.to, route.to)) {
            violated("a route joins other places than those asked for");
            return;
        }
        Int128 transit = 0;
        NodeId at = route.from;
        bool on_quay = false;
        for (std::size_t i = 0; i < route.legs.size(); ++i) {
            const Leg& leg = route.legs[i];
            const Link& link = network_.link(leg.link);
            const NodeId from = leg.forward ? link.tail : link.head;
            if (from != at || !usable(leg.link.index) || (!leg.forward && link.directed)) {
                violated(fmt::format("a route uses {} as it cannot", link.id));
                return;
            }
            pass(at, on_quay, at_quay(link, at), route);
            if (i > 0) {
                transit += model_.passage[at.index].time().seconds;
            }
            carry(link_load_[leg.link.index], Element::of(leg.link), route);
            transit += model_.link[leg.link.index].time().seconds;
            at = leg.forward ? link.head : link.tail;
            on_quay = at_quay(link, at);
        }
        pass(at, on_quay, false, route);
        if (at != route.to) {
            violated(fmt::format("a route ends at {}", network_.node(at).id));
        }
        if (transit != route.transit.seconds) {
            violated(fmt::format("a route takes {} s, not {}", transit, route.transit.seconds));
        }
        if (route.rate && route.rate->count() <= 0) {
            violated("a route carries nothing");
        }
    }

    void pass(NodeId node, bool lands, bool ships, const TimedRoute& route) {
        if (!lands || !ships) {
            carry(node_load_[node.index], Element::of(node), route);
        }
        if (lands || ships) {
            carry(terminal_load_[node.index], Element::terminal_of(node), route);
        }
    }

    void carry(Int128& load, Element element, const TimedRoute& route) {
        if (route.rate) {
            load += route.rate->count();
        } else if (applies(network_.capacity(element))) {
            violated(fmt::format("{} limits the route told as unlimited", network_.name(element)));
        }
    }

    void check_load(Element element, Int128 load) {
        const auto& capacity = network_.capacity(element);
        if (applies(capacity) && load > capacity->rate.count()) {
            violated(fmt::format("{} carries {} t/yr of {}", network_.name(element), load,
                                 capacity->rate.count()));
        }
    }

    const CostModel& model_;
    const Network& network_;
    const FlowQuery& query_;
    bool any_cargo_;
    std::optional<CommodityId> commodity_;
    std::vector<bool> open_;
    std::vector<Int128> link_load_;
    std::vector<Int128> node_load_;
    std::vector<Int128> terminal_load_;
    Int128 sum_ = 0;
    Verdict verdict_;
};

void check_optimal(TimedNetworkCheck& check, const Quickest& answer, Int128 amount) {
    const std::int64_t time = answer.time.seconds;
    const WideFraction& exact = answer.exact;
    check.check_routes(answer.routes, answer.at_once);
    TonnesPerYear rate;
    for (const TimedRoute& route : answer.routes) {
        rate += route.rate.value_or(TonnesPerYear());
    }
    if (rate != answer.rate) {
        check.violated("the rate at the end is not that of the routes");
    }
    if (exact.denominator <= 0 || exact.numerator > Int128{time} * exact.denominator ||
        exact.numerator <= Int128{time - 1} * exact.denominator) {
        check.violated("the time is not the exact one rounded up");
    }
    const std::int64_t sooner = answer.at_once ? time : time - 1;
    const Int128 before = check.capacity_of(answer.cut_before, sooner);
    if (before >= amount) {
        check.violated("the first cut holds the amount");
    }
    if (check.brought(answer.routes, sooner) != before) {
        check.violated("the routes do not fill the first cut");
    }
    if (answer.at_once) {
        return;
    }
    const Int128 after = check.capacity_of(answer.cut, time);
    if (after < amount || check.brought(answer.routes, time) != after) {
        check.violated("the routes do not fill the second cut with the amount");
    }
    if (check.brought(answer.routes, exact.numerator, exact.denominator) !=
        amount * exact.denominator) {
        check.violated("the routes do not bring the amount at the exact time");
    }
}

}  // namespace

Verdict verify(const CostModel& model, const FlowQuery& query, const Quickest& answer) {
    TimedNetworkCheck check(model, query);
    const Int128 amount = Int128{answer.tonnes} * seconds_per_year;
    if (amount == 0) {
        if (answer.time.seconds != 0 || answer.exact != WideFraction{}) {
            check.violated("nothing takes no time");
        }
    } else if (answer.outcome == QuickestOutcome::optimal) {
        check_optimal(check, answer, amount);
    } else if (answer.outcome == QuickestOutcome::unreachable) {
        if (check.capacity_of(answer.cut_before, largest_time / 2) != 0) {
            check.violated("something can move");
        }
    } else if (check.capacity_of(answer.cut_before, answer.time.seconds) >= amount) {
        check.violated("the cut holds the amount");
    }
    return check.take();
}

Verdict verify(const CostModel& model, const FlowQuery& query, const Arrivals& answer) {
    TimedNetworkCheck check(model, query);
    const bool unbounded = answer.outcome == Outcome::unbounded;
    check.check_routes(answer.routes, unbounded);
    const Int128 brought = check.brought(answer.routes, answer.horizon.seconds);
    if (unbounded) {
        if (answer.routes.size() != 1 || answer.routes[0].transit >= answer.horizon) {
            check.violated("no unlimited route arrives in time");
        }
    } else if (brought != answer.tonne_seconds_per_year ||
               check.capacity_of(answer.cut, answer.horizon.seconds) != brought) {
        check.violated("routes and cut over time differ");
    }
    return check.take();
}

}  // namespace corridor::flow
