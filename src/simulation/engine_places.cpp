#include "simulation/engine.hpp"

#include <algorithm>
#include <cmath>

namespace corridor::simulation {

bool Engine::gate_lets(std::uint32_t index, unsigned lane) const {
    const GateState& gate = gates_[index];
    const bool spaced = lane < 2;
    return gate.closed == 0 && gate.blocked[lane & 1U] == 0 && (!spaced || gate.next_free <= now_);
}

bool Engine::pass_gate(std::uint32_t lot, const Stage& stage) {
    GateState& gate = gates_[stage.subject];
    if (gate.lines[stage.lane].empty() && gate_lets(stage.subject, stage.lane)) {
        take_gate(stage.subject, lot, stage);
        return true;
    }
    begin_wait(lot, stage.place);
    gate.lines[stage.lane].push(lot, model_.demands[lots_[lot].demand].priority);
    ++gate.waiting;
    try_gate(stage.subject);
    return false;
}

void Engine::take_gate(std::uint32_t index, std::uint32_t lot, const Stage& stage) {
    const GateModel& model = model_.gates[index];
    GateState& gate = gates_[index];
    if (stage.lane < 2 && (model.ticks_per_kg > 0.0 || model.headway > 0)) {
        const double exact = std::ceil(static_cast<double>(lots_[lot].kg) * stage.use_per_kg *
                                       model.ticks_per_kg / gate.factor);
        const Tick hold = exact >= static_cast<double>(never) ? never : static_cast<Tick>(exact);
        gate.hold_begin = now_;
        gate.next_free = now_ + std::max(hold, model.headway);
        gate.used += gate.next_free - now_;
        lots_[lot].hold_until = std::max(lots_[lot].hold_until, now_ + hold);
    }
    // What waits for a vessel stays ashore until it boards.
    if (stage.begins_link && model_.link_legs[model.link].empty()) {
        unstore(lot);
    }
}

void Engine::try_gate(std::uint32_t index) {
    for (;;) {
        GateState& gate = gates_[index];
        if (gate.waiting == 0) {
            return;
        }
        unsigned best = 4;
        for (unsigned lane = 0; lane < gate.lines.size(); ++lane) {
            if (gate.lines[lane].empty() || !gate_lets(index, lane)) {
                continue;
            }
            if (best == 4) {
                best = lane;
                continue;
            }
            const Lot& mine = lots_[gate.lines[lane].front()];
            const Lot& theirs = lots_[gate.lines[best].front()];
            const int priority = model_.demands[mine.demand].priority;
            const int other = model_.demands[theirs.demand].priority;
            if (priority > other || (priority == other && mine.since < theirs.since)) {
                best = lane;
            }
        }
        if (best == 4) {
            const bool waits_for_time = !gate.lines[0].empty() || !gate.lines[1].empty();
            if (waits_for_time && gate.next_free > now_ && !gate.wake_set &&
                gate.next_free < never) {
                gate.wake_set = true;
                events_.push(gate.next_free, gate_free, index);
            }
            return;
        }
        const std::uint32_t lot = gate.lines[best].pop();
        --gate.waiting;
        end_wait(lot);
        take_gate(index, lot, (*lots_[lot].stages)[lots_[lot].stage]);
        ++lots_[lot].stage;
        proceed(lot);
    }
}

Tick Engine::opens_at(const OpeningHours& opening) const {
    constexpr Tick minute = 60 * ticks_per_second;
    const Tick midnight = now_ / ticks_per_day * ticks_per_day;
    const Tick begin = opening.begin * minute;
    const Tick end = opening.end * minute;
    const Tick time = now_ - midnight;
    const bool open = begin < end ? time >= begin && time < end : time >= begin || time < end;
    return open ? now_ : midnight + begin + (time < begin ? 0 : ticks_per_day);
}

void Engine::try_station(std::uint32_t index) {
    const StationModel& model = model_.stations[index];
    StationState& station = stations_[index];
    if (station.closed > 0 || station.resource.line().empty()) {
        return;
    }
    if (model.opening) {
        const Tick opens = opens_at(*model.opening);
        if (opens > now_) {
            if (!station.wake_set) {
                station.wake_set = true;
                events_.push(opens, station_opens, index);
            }
            return;
        }
    }
    while (const auto lot = station.resource.start_next(now_)) {
        end_wait(*lot);
        unstore(*lot);
        events_.push(now_ + model.service.draw(station.service), lot_handled, *lot);
    }
}

void Engine::finish_service(std::uint32_t lot) {
    const Stage& stage = (*lots_[lot].stages)[lots_[lot].stage];
    const std::uint32_t station = stage.subject;
    const std::uint32_t node = model_.stations[station].node;
    spend(lot, stage.use);
    if (node != none && !fits(node, lots_[lot].kg)) {
        lots_[lot].holds = node;
        nodes_[node].on_servers.push_back(lot);
    } else {
        stations_[station].resource.finish(now_);
        if (node != none) {
            store(lot, node);
        }
    }
    ++lots_[lot].stage;
    proceed(lot);
    try_station(station);
    if (node != none) {
        try_entrance(node);
    }
}

/// The server of what was handled is free: it has gone on, or found room.
void Engine::free_server(std::uint32_t lot) {
    const std::uint32_t node = lots_[lot].holds;
    auto& holding = nodes_[node].on_servers;
    lots_[lot].holds = none;
    holding.erase(std::find(holding.begin(), holding.end(), lot));
    stations_[model_.nodes[node].station].resource.finish(now_);
}

bool Engine::fits(std::uint32_t node, std::int64_t kg) const {
    const std::int64_t storage = model_.nodes[node].storage_kg;
    return storage < 0 || nodes_[node].stored_kg + kg <= storage;
}

bool Engine::has_room(std::uint32_t index, std::int64_t kg) const {
    const NodeModel& node = model_.nodes[index];
    if (fits(index, kg)) {
        return true;
    }
    if (node.station == none || nodes_[index].stored_kg > node.storage_kg) {
        return false;
    }
    // Straight to a server that is free.
    const StationState& station = stations_[node.station];
    const auto servers = station.resource.servers();
    const auto& opening = model_.stations[node.station].opening;
    return station.closed == 0 && station.resource.line().empty() && station.resource.can_start() &&
           (!opening || opens_at(*opening) == now_) && (!servers || *servers > 0);
}

void Engine::enter_node(std::uint32_t lot, std::uint32_t node) {
    store(lot, node);
    unblock(lot);
    const std::uint32_t vessel = lots_[lot].vessel;
    if (vessel != none) {
        lots_[lot].vessel = none;
        lot_ashore(vessel);
    }
}

void Engine::store(std::uint32_t lot, std::uint32_t node) {
    if (model_.nodes[node].storage_kg >= 0) {
        lots_[lot].stored_at = node;
        nodes_[node].stored_kg += lots_[lot].kg;
    }
}

void Engine::unstore(std::uint32_t lot) {
    if (lots_[lot].holds != none) {
        const std::uint32_t node = lots_[lot].holds;
        free_server(lot);
        try_station(model_.nodes[node].station);
        try_entrance(node);
        return;
    }
    const std::uint32_t node = lots_[lot].stored_at;
    if (node == none) {
        return;
    }
    lots_[lot].stored_at = none;
    nodes_[node].stored_kg -= lots_[lot].kg;
    // What was handled has been here longest.
    bool freed = false;
    for (auto& holding = nodes_[node].on_servers;
         !holding.empty() && fits(node, lots_[holding.front()].kg); freed = true) {
        const std::uint32_t next = holding.front();
        free_server(next);
        store(next, node);
    }
    if (freed) {
        try_station(model_.nodes[node].station);
    }
    try_entrance(node);
}

void Engine::try_entrance(std::uint32_t node) {
    while (!nodes_[node].entrance.empty() &&
           has_room(node, lots_[nodes_[node].entrance.front()].kg)) {
        const std::uint32_t lot = nodes_[node].entrance.pop();
        end_wait(lot);
        enter_node(lot, node);
        ++lots_[lot].stage;
        proceed(lot);
    }
}

void Engine::unblock(std::uint32_t lot) {
    const std::uint32_t gate = lots_[lot].blocks;
    if (gate != none) {
        lots_[lot].blocks = none;
        if (--gates_[gate].blocked[lots_[lot].blocked_lane] == 0) {
            try_gate(gate);
        }
    }
}

}  // namespace corridor::simulation
