#include "simulation/engine.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::simulation {

void Engine::settle_idle(std::uint32_t fleet, int by) {
    fleet_idle_[fleet].change(now_, by);
}

/// Vessels start empty, dealt out to the ports of their fleet in turn.
void Engine::place_vessels() {
    for (std::uint32_t f = 0; f < model_.fleets.size(); ++f) {
        const FleetModel& fleet = model_.fleets[f];
        if (fleet.ports.empty()) {
            continue;
        }
        std::vector<std::uint32_t> starts;
        for (const std::uint32_t leg : fleet.legs) {
            if (std::find(starts.begin(), starts.end(), model_.legs[leg].tail) == starts.end()) {
                starts.push_back(model_.legs[leg].tail);
            }
        }
        for (int i = 0; i < fleet.fleet.vessels; ++i) {
            Vessel vessel;
            vessel.fleet = f;
            vessel.port = starts[static_cast<std::size_t>(i) % starts.size()];
            if (fleet.fleet.mtbf_h > 0.0) {
                vessel.fails_at = now_ + ticks(fleet.fleet.mtbf_h * exponential(fleet_streams_[f]));
            }
            vessels_.push_back(std::move(vessel));
            settle_idle(f, 1);
        }
        if (fleet.fleet.departure == Departure::timetable) {
            for (const std::uint32_t leg : fleet.legs) {
                events_.push(ticks(fleet.fleet.headway_h), leg_timetable, leg);
            }
        }
    }
}

void Engine::queue_for_vessel(std::uint32_t lot, std::uint32_t index) {
    LegState& leg = legs_[index];
    const FleetModel& fleet = model_.fleets[model_.legs[index].fleet];
    begin_wait(lot, model_.legs[index].place);
    if (lots_[lot].stored_at == none && lots_[lot].holds == none) {
        store(lot, model_.legs[index].tail);
    }
    leg.waiting.push_back(lot);
    leg.waiting_kg += lots_[lot].kg;
    if (fleet.fleet.departure == Departure::after_wait) {
        events_.push(now_ + ticks(fleet.fleet.longest_wait_h), leg_due, index);
    }
    if (fleet.fleet.departure != Departure::timetable) {
        serve(model_.legs[index].fleet);
    }
}

bool Engine::leg_open(std::uint32_t index) const {
    const LegModel& leg = model_.legs[index];
    return closed_links_[leg.link] == 0 && nodes_[leg.tail].closed == 0 &&
           nodes_[leg.head].closed == 0;
}

/// How many vessels may load now for a leg, besides those that are on their way to it.
std::uint32_t Engine::loads_ready(std::uint32_t index) const {
    const LegState& leg = legs_[index];
    const FleetModel& fleet = model_.fleets[model_.legs[index].fleet];
    if (fleet.fleet.departure == Departure::timetable) {
        return leg.due && leg.assigned == 0 ? 1 : 0;
    }
    if (leg.waiting.empty()) {
        return 0;
    }
    const auto payload = static_cast<std::int64_t>(
        std::floor(static_cast<double>(fleet.payload_kg) * leg.payload_factor));
    if (lots_[leg.waiting.front()].kg > payload) {
        return 0;
    }
    std::uint32_t loads = 0;
    std::int64_t kg = 0;
    for (const std::uint32_t lot : leg.waiting) {
        if (kg + lots_[lot].kg > payload && kg > 0) {
            ++loads;
            kg = 0;
        }
        kg += lots_[lot].kg;
        if (loads > leg.assigned + vessels_.size()) {
            break;
        }
    }
    // The last load leaves when one more like its last would not fit, or when it has waited.
    const bool last_is_full = kg + lots_[leg.waiting.back()].kg > payload;
    const bool waited =
        fleet.fleet.departure == Departure::after_wait &&
        now_ - lots_[leg.waiting.front()].since >= ticks(fleet.fleet.longest_wait_h);
    if (last_is_full || (loads == 0 && waited)) {
        ++loads;
    }
    return loads > leg.assigned ? loads - leg.assigned : 0;
}

std::uint32_t Engine::idle_vessel(std::uint32_t fleet, std::uint32_t port) const {
    for (std::uint32_t i = 0; i < vessels_.size(); ++i) {
        if (vessels_[i].fleet == fleet && vessels_[i].port == port &&
            vessels_[i].state == Vessel::State::idle) {
            return i;
        }
    }
    return none;
}

/// Gives idle vessels to legs with a load, the one that waits longest first; where a port has none,
/// one comes from elsewhere without cargo.
void Engine::serve(std::uint32_t index) {
    const FleetModel& fleet = model_.fleets[index];
    for (;;) {
        std::uint32_t best = none;
        Tick oldest = never;
        for (const std::uint32_t leg : fleet.legs) {
            if (!leg_open(leg) || loads_ready(leg) == 0 ||
                idle_vessel(index, model_.legs[leg].tail) == none) {
                continue;
            }
            const Tick since =
                legs_[leg].waiting.empty() ? now_ : lots_[legs_[leg].waiting.front()].since;
            if (best == none || since < oldest) {
                best = leg;
                oldest = since;
            }
        }
        if (best == none) {
            break;
        }
        const std::uint32_t vessel = idle_vessel(index, model_.legs[best].tail);
        ++legs_[best].assigned;
        vessels_[vessel].leg = best;
        settle_idle(index, -1);
        vessels_[vessel].state = Vessel::State::for_load_berth;
        want_berth(vessel);
    }
    for (const std::uint32_t leg : fleet.legs) {
        if (leg_open(leg) && loads_ready(leg) > 0) {
            send_ballast(index, leg);
        }
    }
}

/// Calls vessels to a leg as far as those that come to its port anyhow are too few.
void Engine::send_ballast(std::uint32_t fleet_index, std::uint32_t leg) {
    const FleetModel& fleet = model_.fleets[fleet_index];
    const std::uint32_t port = model_.legs[leg].tail;
    const auto position = [&](std::uint32_t node) {
        return static_cast<std::size_t>(std::find(fleet.ports.begin(), fleet.ports.end(), node) -
                                        fleet.ports.begin());
    };
    for (;;) {
        std::uint32_t wanted = 0;
        for (const std::uint32_t each : fleet.legs) {
            wanted += model_.legs[each].tail == port && leg_open(each) ? loads_ready(each) : 0;
        }
        std::uint32_t coming = 0;
        std::uint32_t nearest = none;
        Tick shortest = never;
        for (std::uint32_t i = 0; i < vessels_.size(); ++i) {
            const Vessel& vessel = vessels_[i];
            if (vessel.fleet != fleet_index) {
                continue;
            }
            if (vessel.port == port &&
                (vessel.state == Vessel::State::sailing || vessel.state == Vessel::State::ballast ||
                 vessel.state == Vessel::State::for_unload_berth ||
                 vessel.state == Vessel::State::unloading ||
                 vessel.state == Vessel::State::discharging ||
                 vessel.state == Vessel::State::repair)) {
                ++coming;
            }
            const Tick sail = fleet.sail[position(vessel.port)][position(port)];
            if (vessel.state == Vessel::State::idle && vessel.port != port && sail < shortest) {
                nearest = i;
                shortest = sail;
            }
        }
        if (coming >= wanted || nearest == none) {
            return;
        }
        Vessel& vessel = vessels_[nearest];
        settle_idle(fleet_index, -1);
        vessel.state = Vessel::State::ballast;
        vessel.port = port;
        vessel.since = now_;
        ++fleets_[fleet_index].ballast;
        events_.push(now_ + shortest, vessel_done, nearest);
    }
}

void Engine::want_berth(std::uint32_t index) {
    const std::uint32_t port = vessels_[index].port;
    vessels_[index].since = now_;
    nodes_[port].berths.enter(index, 0, now_);
    try_berths(port);
}

void Engine::try_berths(std::uint32_t node) {
    if (nodes_[node].closed > 0) {
        return;
    }
    while (const auto vessel = nodes_[node].berths.start_next(now_)) {
        begin_berth(*vessel);
    }
}

Tick Engine::call_time(std::uint32_t index, bool loading) {
    const Vessel& vessel = vessels_[index];
    const FleetModel& fleet = model_.fleets[vessel.fleet];
    const double per_kg = model_.nodes[vessel.port].ticks_per_kg;
    return per_kg > 0.0 ? std::llround(per_kg * static_cast<double>(vessel.kg))
                        : (loading ? fleet.load : fleet.unload).draw(fleet_streams_[vessel.fleet]);
}

void Engine::begin_berth(std::uint32_t index) {
    if (vessels_[index].state == Vessel::State::for_load_berth) {
        board(index);
        vessels_[index].state = Vessel::State::loading;
    } else {
        for (const std::uint32_t lot : vessels_[index].cargo) {
            spend(lot, TimeUse::waiting);
        }
        vessels_[index].state = Vessel::State::unloading;
    }
    vessels_[index].since = now_;
    const bool loading = vessels_[index].state == Vessel::State::loading;
    events_.push(now_ + call_time(index, loading), vessel_done, index);
}

void Engine::board(std::uint32_t index) {
    const std::uint32_t leg_index = vessels_[index].leg;
    LegState& leg = legs_[leg_index];
    const FleetModel& fleet = model_.fleets[vessels_[index].fleet];
    const auto payload = static_cast<std::int64_t>(
        std::floor(static_cast<double>(fleet.payload_kg) * leg.payload_factor));
    --leg.assigned;
    leg.due = false;
    std::vector<std::uint32_t> taken;
    std::int64_t kg = 0;
    while (!leg.waiting.empty() && kg + lots_[leg.waiting.front()].kg <= payload) {
        const std::uint32_t lot = leg.waiting.front();
        leg.waiting.pop_front();
        leg.waiting_kg -= lots_[lot].kg;
        kg += lots_[lot].kg;
        end_wait(lot);
        taken.push_back(lot);
    }
    Vessel& vessel = vessels_[index];
    vessel.cargo = std::move(taken);
    vessel.kg = kg;
    if (kg > 0) {
        ++fleets_[vessel.fleet].voyages;
        fleets_[vessel.fleet].load +=
            static_cast<double>(kg) / static_cast<double>(fleet.payload_kg);
    } else {
        ++fleets_[vessel.fleet].ballast;
    }
    for (const std::uint32_t lot : vessels_[index].cargo) {
        unstore(lot);
    }
}

void Engine::sail(std::uint32_t index) {
    Vessel& vessel = vessels_[index];
    const LegModel& leg = model_.legs[vessel.leg];
    const Tick waited = now_ - vessel.since;
    fleets_[vessel.fleet].weather_wait += vessel.kg > 0 ? waited : 0;
    for (const std::uint32_t lot : vessel.cargo) {
        spend(lot, TimeUse::waiting);
    }
    vessel.state = Vessel::State::sailing;
    vessel.since = now_;
    vessel.port = leg.head;
    events_.push(now_ + leg.sail, vessel_done, index);
}

void Engine::vessel_event(std::uint32_t index) {
    switch (vessels_[index].state) {
        case Vessel::State::loading: {
            for (const std::uint32_t lot : vessels_[index].cargo) {
                spend(lot, TimeUse::dwelling);
            }
            const std::uint32_t port = vessels_[index].port;
            const std::uint32_t leg = vessels_[index].leg;
            nodes_[port].berths.finish(now_);
            vessels_[index].since = now_;
            if (leg_open(leg)) {
                sail(index);
            } else {
                vessels_[index].state = Vessel::State::wind_bound;
                legs_[leg].wind_bound.push_back(index);
            }
            try_berths(port);
            break;
        }
        case Vessel::State::sailing:
            for (const std::uint32_t lot : vessels_[index].cargo) {
                spend(lot, TimeUse::moving);
            }
            if (vessels_[index].cargo.empty()) {
                become_idle(index);
                break;
            }
            vessels_[index].state = Vessel::State::for_unload_berth;
            want_berth(index);
            break;
        case Vessel::State::unloading:
            for (const std::uint32_t lot : vessels_[index].cargo) {
                spend(lot, TimeUse::dwelling);
            }
            put_ashore(index);
            break;
        case Vessel::State::ballast:
        case Vessel::State::repair:
            become_idle(index);
            break;
        case Vessel::State::idle:
        case Vessel::State::for_load_berth:
        case Vessel::State::wind_bound:
        case Vessel::State::for_unload_berth:
        case Vessel::State::discharging:
            break;
    }
}

/// The vessel keeps its berth until all of its cargo has found room.
void Engine::put_ashore(std::uint32_t index) {
    vessels_[index].state = Vessel::State::discharging;
    const std::vector<std::uint32_t> cargo = std::move(vessels_[index].cargo);
    vessels_[index].cargo.clear();
    vessels_[index].kg = 0;
    vessels_[index].pending = static_cast<std::uint32_t>(cargo.size()) + 1;
    for (const std::uint32_t lot : cargo) {
        const auto& stages = *lots_[lot].stages;
        // The stage after the voyage ends the visit of the link; then comes the port.
        const std::uint32_t after = lots_[lot].stage + 2;
        lots_[lot].vessel =
            after < stages.size() && stages[after].kind == Stage::Kind::come ? index : none;
        ++lots_[lot].stage;
        if (lots_[lot].vessel == none) {
            lot_ashore(index);
        }
        proceed(lot);
    }
    lot_ashore(index);
}

void Engine::lot_ashore(std::uint32_t index) {
    if (--vessels_[index].pending > 0) {
        return;
    }
    const std::uint32_t port = vessels_[index].port;
    nodes_[port].berths.finish(now_);
    try_berths(port);
    Vessel& vessel = vessels_[index];
    const FleetModel& fleet = model_.fleets[vessel.fleet];
    if (vessel.fails_at <= now_) {
        Stream& stream = fleet_streams_[vessel.fleet];
        vessel.state = Vessel::State::repair;
        const Tick repaired = now_ + ticks(fleet.fleet.mttr_h * exponential(stream));
        vessel.fails_at = repaired + ticks(fleet.fleet.mtbf_h * exponential(stream));
        events_.push(repaired, vessel_done, index);
        return;
    }
    become_idle(index);
}

void Engine::become_idle(std::uint32_t index) {
    Vessel& vessel = vessels_[index];
    const std::uint32_t fleet_index = vessel.fleet;
    const FleetModel& fleet = model_.fleets[fleet_index];
    vessel.state = Vessel::State::idle;
    vessel.leg = none;
    settle_idle(fleet_index, 1);
    // From where nothing leaves by the timetable, back to where it does.
    if (fleet.fleet.departure == Departure::timetable) {
        const bool leaves =
            std::any_of(fleet.legs.begin(), fleet.legs.end(),
                        [&](std::uint32_t leg) { return model_.legs[leg].tail == vessel.port; });
        if (!leaves) {
            const auto here = static_cast<std::size_t>(
                std::find(fleet.ports.begin(), fleet.ports.end(), vessel.port) -
                fleet.ports.begin());
            std::size_t best = here;
            for (const std::uint32_t leg : fleet.legs) {
                const auto there = static_cast<std::size_t>(
                    std::find(fleet.ports.begin(), fleet.ports.end(), model_.legs[leg].tail) -
                    fleet.ports.begin());
                if (best == here || fleet.sail[here][there] < fleet.sail[here][best]) {
                    best = there;
                }
            }
            settle_idle(fleet_index, -1);
            vessel.state = Vessel::State::ballast;
            vessel.port = fleet.ports[best];
            ++fleets_[fleet_index].ballast;
            events_.push(now_ + fleet.sail[here][best], vessel_done, index);
            return;
        }
    }
    serve(fleet_index);
}

}  // namespace corridor::simulation
