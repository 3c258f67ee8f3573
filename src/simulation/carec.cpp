#include "simulation/summary.hpp"

#include <algorithm>
#include <map>

namespace corridor::simulation {
namespace {

constexpr double carec_tonnes = 20.0;
constexpr double carec_kilometres = 500.0;

/// What the ways of one row of demand come to, each weighed by its share.
struct Ways {
    double kilometres = 0.0;
    double moving_h = 0.0;
    double usd_per_t = 0.0;
    double borders = 0.0;
    double border_usd_per_t = 0.0;
    double border_h = 0.0;
    double border_wait_h = 0.0;
};

class Indicators {
  public:
    Indicators(const CostModel& cost, const CompiledModel& model, const Simulation& answer)
        : cost_(cost), model_(model) {
        for (const SimulatedPlace& place : answer.places) {
            wait_h_[place.id] = place.wait_h.mean;
        }
    }

    SimulatedCarec of(const DemandModel& demand, const SimulatedFlow& flow) const {
        Ways ways;
        for (const RouteModel& route : demand.routes) {
            add(route, ways);
        }
        SimulatedCarec carec{.distance_km = ways.kilometres};
        if (ways.borders > 0.0) {
            carec.border_h_without_delay = ways.border_h / ways.borders;
            carec.border_h_with_delay = (ways.border_h + ways.border_wait_h) / ways.borders;
            carec.border_usd = carec_tonnes * ways.border_usd_per_t / ways.borders;
        }
        if (ways.kilometres > 0.0) {
            carec.usd_per_500_km =
                ways.usd_per_t * carec_tonnes * carec_kilometres / ways.kilometres;
            if (ways.moving_h > 0.0) {
                carec.speed_without_delay = ways.kilometres / ways.moving_h;
            }
            if (flow.delivered > 0 && flow.transit_h.mean > 0.0) {
                carec.speed_with_delay = ways.kilometres / flow.transit_h.mean;
            }
        }
        return carec;
    }

  private:
    void add(const RouteModel& route, Ways& ways) const {
        std::uint32_t node = route.first_node;
        std::uint32_t arrival_side = none;
        for (const LinkId id : route.links) {
            const Link& link = cost_.network.link(id);
            const bool forward = link.tail.index == node;
            const std::uint32_t departure_side =
                forward ? cost_.graph.tail_side[id.index] : cost_.graph.head_side[id.index];
            if (arrival_side != none) {
                ways.usd_per_t +=
                    route.share * cost_.through(arrival_side, departure_side).money().usd_per_t();
            }
            add_link(id, link, route.share, ways);
            arrival_side =
                forward ? cost_.graph.head_side[id.index] : cost_.graph.tail_side[id.index];
            node = forward ? link.head.index : link.tail.index;
        }
    }

    void add_link(LinkId id, const Link& link, double share, Ways& ways) const {
        const TonneCost& cost = cost_.link[id.index];
        ways.kilometres += share * link.length.kilometres();
        ways.moving_h += share * cost.moving.hours();
        ways.usd_per_t += share * cost.money().usd_per_t();
        const std::uint32_t station = model_.link_station[id.index];
        const double stop = cost.border_time.hours() + cost.gauge_time.hours() +
                            (station == none ? 0.0 : model_.stations[station].service.mean_hours());
        if (crosses_border(cost_.network, link) && stop > 0.0) {
            ways.borders += share;
            ways.border_h += share * stop;
            ways.border_usd_per_t +=
                share * (cost.border.usd_per_t() + cost.gauge_change.usd_per_t());
            const auto wait = wait_h_.find(link.id);
            ways.border_wait_h += wait == wait_h_.end() ? 0.0 : share * wait->second;
        }
    }

    const CostModel& cost_;
    const CompiledModel& model_;
    std::map<std::string, double> wait_h_;
};

}  // namespace

void add_carec(const CostModel& cost, const CompiledModel& model, Simulation& answer) {
    const Indicators indicators(cost, model, answer);
    for (std::size_t i = 0; i < answer.flows.size(); ++i) {
        answer.flows[i].carec = indicators.of(model.demands[i], answer.flows[i]);
    }
}

}  // namespace corridor::simulation
