#include "simulation/engine.hpp"

#include "simulation/fastest_way.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace corridor::simulation {

Engine::Engine(const CompiledModel& model, const RunOptions& options)
    : model_(model), options_(options), end_(options.warm_up + options.measured) {
    const auto stream = [&](std::uint32_t number) {
        return Stream(options_.seed, options_.replication, number);
    };
    gates_.resize(model.gates.size());
    for (const StationModel& station : model.stations) {
        stations_.emplace_back(station.servers);
        stations_.back().service = stream(station.stream);
        breakdowns_.push_back(stream(station.stream ^ 0x9e3779b9U));
    }
    for (const NodeModel& node : model.nodes) {
        nodes_.emplace_back(node.berths);
    }
    legs_.resize(model.legs.size());
    for (const FleetModel& fleet : model.fleets) {
        fleet_streams_.push_back(stream(fleet.stream));
    }
    fleet_idle_.resize(model.fleets.size());
    fleets_.resize(model.fleets.size());
    places_.resize(model.places.size());
    place_queue_.resize(model.places.size());
    flows_.resize(model.demands.size());
    first_delivery_.resize(model.demands.size());
    last_delivery_.resize(model.demands.size());
    deliveries_.resize(model.demands.size());
    for (const DemandModel& demand : model.demands) {
        DemandState state;
        state.arrivals = stream(demand.arrival_stream);
        state.routes = stream(demand.route_stream);
        state.credit.resize(demand.routes.size());
        demands_.push_back(std::move(state));
    }
    if (options.traced > 0) {
        double expected = 0.0;
        for (const DemandModel& demand : model.demands) {
            expected += demand.law == ArrivalLaw::table
                            ? static_cast<double>(demand.timed.size())
                            : demand.lots_per_tick * static_cast<double>(options.measured);
        }
        trace_every_ =
            std::max<std::uint64_t>(1, static_cast<std::uint64_t>(expected / options.traced));
    }
    for (const DisturbanceModel& each : model.disturbances) {
        disturbances_.push_back({stream(each.stream), false, false, false});
    }
    closed_links_.resize(model.network.links().size());
    result_.transit.resize(model.demands.size());
    result_.monthly.resize(model.places.size());
}

RunResult Engine::run() {
    start_disturbances();
    start_breakdowns();
    place_vessels();
    for (std::uint32_t demand = 0; demand < demands_.size(); ++demand) {
        schedule_arrival(demand);
    }
    events_.push(options_.warm_up, part_over, 0);
    if (options_.daily_stock) {
        events_.push(ticks_per_day, day_over, 0);
    }
    constexpr std::uint64_t look_every = 4'096;
    while (!events_.empty() && events_.next().time <= end_) {
        const Event event = events_.pop();
        now_ = event.time;
        if (++result_.events % look_every == 0 && options_.stop != nullptr && *options_.stop) {
            result_.stopped = true;
            return std::move(result_);
        }
        switch (event.kind) {
            case lot_ready:
                spend(event.subject,
                      (*lots_[event.subject].stages)[lots_[event.subject].stage].use);
                ++lots_[event.subject].stage;
                proceed(event.subject);
                break;
            case lot_handled:
                finish_service(event.subject);
                break;
            case lot_arrives:
                arrive(event.subject);
                break;
            case gate_free:
                gates_[event.subject].wake_set = false;
                try_gate(event.subject);
                break;
            case station_opens:
                stations_[event.subject].wake_set = false;
                try_station(event.subject);
                break;
            case leg_timetable:
                legs_[event.subject].due = true;
                events_.push(
                    now_ + ticks(model_.fleets[model_.legs[event.subject].fleet].fleet.headway_h),
                    leg_timetable, event.subject);
                serve(model_.legs[event.subject].fleet);
                break;
            case leg_due:
                serve(model_.legs[event.subject].fleet);
                break;
            case vessel_done:
                vessel_event(event.subject);
                break;
            case disturbance:
                disturbance_event(event.subject);
                break;
            case server_fails:
                server_event(event.subject, true);
                break;
            case server_back:
                server_event(event.subject, false);
                break;
            case part_over:
                result_.snapshots.push_back(snapshot());
                if (++parts_done_ < options_.parts) {
                    events_.push(options_.warm_up + options_.measured /
                                                        static_cast<Tick>(options_.parts) *
                                                        static_cast<Tick>(parts_done_),
                                 part_over, 0);
                }
                break;
            case day_over:
                result_.daily_stock_t.push_back(static_cast<double>(inside_kg_) / 1e3);
                events_.push(now_ + ticks_per_day, day_over, 0);
                break;
        }
    }
    now_ = end_;
    finish(result_);
    return std::move(result_);
}

void Engine::schedule_arrival(std::uint32_t index) {
    const DemandModel& demand = model_.demands[index];
    DemandState& state = demands_[index];
    if (demand.law == ArrivalLaw::table) {
        if (state.timed < demand.timed.size()) {
            events_.push(demand.timed[state.timed].first, lot_arrives, index);
        }
        return;
    }
    const double rate = demand.lots_per_tick * demand_factor_;
    if (rate <= 0.0) {
        if (demand.lots_per_tick > 0.0) {
            events_.push(now_ + ticks_per_day, lot_arrives, index);
        }
        return;
    }
    double interval = 1.0 / rate;
    if (demand.law == ArrivalLaw::poisson) {
        interval *= exponential(state.arrivals);
    } else if (demand_factor_ == 1.0 && state.next == now_) {
        // Counted from the start, so that a year holds as many as it should.
        state.next = std::llround(static_cast<double>(++state.count) / rate);
        events_.push(std::max(now_, state.next), lot_arrives, index);
        return;
    }
    state.next = interval >= static_cast<double>(never) ? never : now_ + std::llround(interval);
    events_.push(state.next, lot_arrives, index);
}

const std::vector<Stage>& Engine::choose_route(std::uint32_t index) {
    const DemandModel& demand = model_.demands[index];
    DemandState& state = demands_[index];
    if (demand.routes.size() == 1) {
        return demand.routes.front().stages;
    }
    if (demand.law == ArrivalLaw::poisson) {
        double left = state.routes.uniform();
        for (const RouteModel& route : demand.routes) {
            left -= route.share;
            if (left <= 0.0) {
                return route.stages;
            }
        }
        return demand.routes.back().stages;
    }
    std::size_t best = 0;
    for (std::size_t i = 0; i < demand.routes.size(); ++i) {
        state.credit[i] += demand.routes[i].share;
        best = state.credit[i] > state.credit[best] ? i : best;
    }
    state.credit[best] -= 1.0;
    return demand.routes[best].stages;
}

std::uint32_t Engine::new_lot() {
    if (free_lots_.empty()) {
        lots_.emplace_back();
        return static_cast<std::uint32_t>(lots_.size() - 1);
    }
    const std::uint32_t lot = free_lots_.back();
    free_lots_.pop_back();
    return lot;
}

void Engine::arrive(std::uint32_t index) {
    const DemandModel& demand = model_.demands[index];
    DemandState& state = demands_[index];
    if (demand.lots_per_tick * demand_factor_ <= 0.0 && demand.law != ArrivalLaw::table) {
        schedule_arrival(index);
        return;
    }
    const std::int64_t kg =
        demand.law == ArrivalLaw::table ? demand.timed[state.timed++].second : demand.lot_kg;
    schedule_arrival(index);
    state.offered_kg += kg;
    if (demand.routes.empty()) {
        ++result_.without_way;
        inside_kg_ += kg;
        return;
    }
    const std::uint32_t lot = new_lot();
    lots_[lot] = Lot{};
    Lot& added = lots_[lot];
    added.kg = kg;
    added.demand = index;
    added.stages = &choose_route(index);
    added.number = born_++;
    added.born = now_;
    added.since = now_;
    added.alive = true;
    added.traced = in_window() && traced_ < options_.traced && added.number % trace_every_ == 0;
    traced_ += added.traced ? 1 : 0;
    inside_kg_ += kg;
    trace(lot, demand.origin);
    proceed(lot);
}

void Engine::proceed(std::uint32_t lot) {
    for (;;) {
        const Stage& stage = (*lots_[lot].stages)[lots_[lot].stage];
        places_[stage.place].arrivals += stage.begins_visit ? 1 : 0;
        switch (stage.kind) {
            case Stage::Kind::come:
                if (!come(lot, stage)) {
                    return;
                }
                ++lots_[lot].stage;
                continue;
            case Stage::Kind::gate:
                if (stage.begins_link && model_.reroute && gates_[stage.subject].closed > 0) {
                    const auto* before = lots_[lot].stages;
                    reroute(lot, stage);
                    if (lots_[lot].stages != before) {
                        continue;
                    }
                }
                if (!pass_gate(lot, stage)) {
                    return;
                }
                ++lots_[lot].stage;
                continue;
            case Stage::Kind::handle: {
                Resource& resource = stations_[stage.subject].resource;
                begin_wait(lot, stage.place);
                resource.enter(lot, model_.demands[lots_[lot].demand].priority, now_);
                try_station(stage.subject);
                return;
            }
            case Stage::Kind::stay: {
                Lot& staying = lots_[lot];
                const Tick end = stage.is_pipeline
                                     ? std::max(now_, staying.hold_until) + stage.duration
                                     : std::max(now_ + stage.duration, staying.hold_until);
                if (end > now_) {
                    staying.since = now_;
                    events_.push(end, lot_ready, lot);
                    return;
                }
                ++staying.stage;
                continue;
            }
            case Stage::Kind::voyage:
                queue_for_vessel(lot, stage.subject);
                return;
            case Stage::Kind::leave:
                leave(lot, stage.place);
                ++lots_[lot].stage;
                continue;
            case Stage::Kind::deliver: {
                Lot& arrived = lots_[lot];
                if (arrived.hold_until > now_) {
                    arrived.since = now_;
                    // Stays at the last stage, which is looked at again when its time is over.
                    --arrived.stage;
                    events_.push(arrived.hold_until, lot_ready, lot);
                    return;
                }
                deliver(lot);
                return;
            }
        }
    }
}

void Engine::begin_wait(std::uint32_t lot, std::uint32_t place) {
    Lot& waiting = lots_[lot];
    waiting.waits_at = place;
    waiting.since = now_;
    place_queue_[place].change(now_, 1);
    places_[place].held_kg += waiting.kg;
}

void Engine::end_wait(std::uint32_t lot) {
    Lot& waiting = lots_[lot];
    const Tick waited = now_ - waiting.since;
    const std::uint32_t place = waiting.waits_at;
    place_queue_[place].change(now_, -1);
    places_[place].held_kg -= waiting.kg;
    places_[place].wait_of_finished += waited;
    waiting.visit_wait += waited;
    waiting.use[static_cast<std::size_t>(TimeUse::waiting)] += waited;
    waiting.waits_at = none;
    waiting.since = now_;
}

void Engine::spend(std::uint32_t lot, TimeUse use) {
    Lot& spending = lots_[lot];
    spending.use[static_cast<std::size_t>(use)] += now_ - spending.since;
    spending.since = now_;
}

void Engine::leave(std::uint32_t lot, std::uint32_t place) {
    Lot& leaving = lots_[lot];
    PlaceTotals& totals = places_[place];
    ++totals.visits;
    totals.visit_wait += leaving.visit_wait;
    if (in_window()) {
        const auto day = static_cast<int>(now_ % ticks_per_year / ticks_per_day);
        constexpr std::array<int, 11> ends = {31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
        const auto month = static_cast<std::size_t>(
            std::upper_bound(ends.begin(), ends.end(), day) - ends.begin());
        result_.monthly[place].hours[month] += hours(leaving.visit_wait);
        ++result_.monthly[place].visits[month];
    }
    leaving.visit_wait = 0;
    const std::string& kind = model_.places[place].kind;
    if (leaving.traced && kind == "link") {
        const std::uint32_t link = model_.gates[model_.places[place].gate].link;
        const Link& data = model_.network.link(LinkId{link});
        leaving.km += data.length.kilometres();
        const Stage& gate = *std::find_if(
            leaving.stages->begin(), leaving.stages->begin() + leaving.stage,
            [&](const Stage& each) { return each.begins_link && each.place == place; });
        trace(lot, (gate.lane & 1U) == 0 ? data.head.index : data.tail.index);
    }
}

void Engine::trace(std::uint32_t lot, std::uint32_t node) {
    const Lot& traced = lots_[lot];
    if (traced.traced) {
        result_.trace.push_back({traced.number, traced.demand, model_.network.node(NodeId{node}).id,
                                 hours(now_), traced.km});
    }
}

bool Engine::come(std::uint32_t lot, const Stage& stage) {
    const std::uint32_t node = stage.subject;
    if (nodes_[node].entrance.empty() && has_room(node, lots_[lot].kg)) {
        enter_node(lot, node);
        return true;
    }
    if (model_.nodes[node].turns_away) {
        turn_away(lot, node);
        return false;
    }
    begin_wait(lot, stage.place);
    nodes_[node].entrance.push(lot, model_.demands[lots_[lot].demand].priority);
    // The link that it came by takes no more until it is off.
    if (lots_[lot].stage > 0 && lots_[lot].vessel == none) {
        for (std::uint32_t i = lots_[lot].stage; i-- > 0;) {
            const Stage& before = (*lots_[lot].stages)[i];
            if (before.begins_link) {
                lots_[lot].blocks = before.subject;
                lots_[lot].blocked_lane = before.lane & 1U;
                ++gates_[before.subject].blocked[lots_[lot].blocked_lane];
                break;
            }
        }
    }
    return false;
}

void Engine::turn_away(std::uint32_t lot, std::uint32_t node) {
    PlaceTotals& totals = places_[model_.nodes[node].place];
    ++totals.turned_away;
    totals.turned_away_kg += lots_[lot].kg;
    result_.turned_away_kg += lots_[lot].kg;
    inside_kg_ -= lots_[lot].kg;
    const std::uint32_t vessel = lots_[lot].vessel;
    lots_[lot].alive = false;
    free_lots_.push_back(lot);
    if (vessel != none) {
        lot_ashore(vessel);
    }
}

void Engine::deliver(std::uint32_t lot) {
    const Lot& arrived = lots_[lot];
    FlowTotals& flow = flows_[arrived.demand];
    const std::uint32_t vessel = arrived.vessel;
    const Tick before = last_delivery_[arrived.demand];
    if (deliveries_[arrived.demand]++ == 0) {
        first_delivery_[arrived.demand] = now_;
    } else if (now_ > before) {
        // Spread over the time since the delivery before, so that no part of the run counts more
        // than came through in it.
        for (auto past = result_.snapshots.rbegin();
             past != result_.snapshots.rend() && past->time > before; ++past) {
            past->flows[arrived.demand].delivered_kg += static_cast<double>(arrived.kg) *
                                                        static_cast<double>(past->time - before) /
                                                        static_cast<double>(now_ - before);
        }
    }
    last_delivery_[arrived.demand] = now_;
    ++flow.delivered;
    flow.delivered_kg += static_cast<double>(arrived.kg);
    flow.transit += now_ - arrived.born;
    for (std::size_t use = 0; use < time_uses; ++use) {
        flow.use[use] += arrived.use[use];
    }
    result_.delivered_kg += arrived.kg;
    inside_kg_ -= arrived.kg;
    if (in_window()) {
        result_.transit[arrived.demand].add(hours(now_ - arrived.born));
    }
    unstore(lot);
    lots_[lot].alive = false;
    free_lots_.push_back(lot);
    if (vessel != none) {
        lot_ashore(vessel);
    }
}

void Engine::reroute(std::uint32_t lot, const Stage& stage) {
    Lot& moving = lots_[lot];
    const GateModel& gate = model_.gates[stage.subject];
    const Link& link = model_.network.link(LinkId{gate.link});
    const std::uint32_t here = (stage.lane & 1U) == 0 ? link.tail.index : link.head.index;
    const DemandModel& demand = model_.demands[moving.demand];
    std::vector<bool> usable = model_.open;
    std::string key = fmt::format("{}:{}:{}", moving.demand, here, demand.destination);
    for (std::uint32_t i = 0; i < usable.size(); ++i) {
        if (gates_[model_.link_gate[i]].closed > 0) {
            usable[i] = false;
            key += fmt::format(",{}", i);
        }
    }
    auto known = detours_.find(key);
    if (known == detours_.end()) {
        std::vector<Stage> stages;
        if (const auto way =
                fastest_way(model_.network, usable, demand.commodity, here, demand.destination)) {
            stages = model_.route(demand, here, *way).stages;
            // The visit of this node is behind it.
            const auto first = std::find_if(stages.begin(), stages.end(), [&](const Stage& each) {
                return each.kind == Stage::Kind::gate &&
                       (each.begins_link || each.place != model_.nodes[here].place);
            });
            stages.erase(stages.begin(), first);
        }
        known = detours_.emplace(std::move(key), std::move(stages)).first;
    }
    if (!known->second.empty()) {
        moving.stages = &known->second;
        moving.stage = 0;
    }
}

}  // namespace corridor::simulation
