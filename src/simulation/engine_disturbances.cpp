#include "simulation/engine.hpp"

#include <algorithm>

namespace corridor::simulation {

void Engine::start_disturbances() {
    using Pattern = DisturbanceModel::Pattern;
    for (std::uint32_t i = 0; i < model_.disturbances.size(); ++i) {
        const DisturbanceModel& model = model_.disturbances[i];
        DisturbanceState& state = disturbances_[i];
        switch (model.pattern) {
            case Pattern::lasting:
                switch_disturbance(i, true);
                break;
            case Pattern::season:
                events_.push(0, disturbance, i);
                break;
            case Pattern::spells: {
                // In balance from the start.
                const bool on = state.stream.uniform() < model.closed_share;
                switch_disturbance(i, on);
                const double mean =
                    on ? model.spell_h
                       : model.spell_h * (1.0 - model.closed_share) / model.closed_share;
                events_.push(ticks(mean * exponential(state.stream)), disturbance, i);
                break;
            }
            case Pattern::random:
                events_.push(
                    ticks(365.0 * 24.0 / model.events_per_year * exponential(state.stream)),
                    disturbance, i);
                break;
        }
    }
}

void Engine::disturbance_event(std::uint32_t index) {
    using Pattern = DisturbanceModel::Pattern;
    const DisturbanceModel& model = model_.disturbances[index];
    DisturbanceState& state = disturbances_[index];
    switch (model.pattern) {
        case Pattern::lasting:
            break;
        case Pattern::season: {
            const Tick day = now_ % ticks_per_year;
            const Tick begin = model.season_begin;
            const Tick end = model.season_end;
            const bool inside = begin < end ? day >= begin && day < end : day >= begin || day < end;
            const Tick year = now_ - day;
            if (!inside) {
                switch_disturbance(index, false);
                events_.push(year + begin + (day < begin ? 0 : ticks_per_year), disturbance, index);
                break;
            }
            const Tick season_over = year + end + (day < end ? 0 : ticks_per_year);
            if (model.spell_h <= 0.0) {
                switch_disturbance(index, true);
                events_.push(season_over, disturbance, index);
                break;
            }
            // The season begins in balance; then spells take turns.
            const bool on = day == begin || (now_ == 0 && inside)
                                ? state.stream.uniform() < model.closed_share
                                : !state.on;
            switch_disturbance(index, on);
            const double mean =
                on ? model.spell_h
                   : model.spell_h * (1.0 - model.closed_share) / model.closed_share;
            events_.push(std::min(season_over, now_ + ticks(mean * exponential(state.stream))),
                         disturbance, index);
            break;
        }
        case Pattern::spells: {
            const bool on = !state.on;
            switch_disturbance(index, on);
            const double mean =
                on ? model.spell_h
                   : model.spell_h * (1.0 - model.closed_share) / model.closed_share;
            events_.push(now_ + ticks(mean * exponential(state.stream)), disturbance, index);
            break;
        }
        case Pattern::random: {
            const bool on = !state.on;
            switch_disturbance(index, on);
            const double mean =
                on ? model.duration_h
                   : 365.0 * 24.0 / model.events_per_year * exponential(state.stream);
            events_.push(now_ + ticks(mean), disturbance, index);
            break;
        }
    }
}

void Engine::switch_disturbance(std::uint32_t index, bool on) {
    const DisturbanceModel& model = model_.disturbances[index];
    if (disturbances_[index].on == on) {
        return;
    }
    disturbances_[index].on = on;
    if (!model.closes) {
        refresh_factors();
        for (std::uint32_t fleet = 0; fleet < model_.fleets.size(); ++fleet) {
            serve(fleet);
        }
        return;
    }
    const int by = on ? 1 : -1;
    for (const std::uint32_t link : model.links) {
        gates_[model_.link_gate[link]].closed += by;
        closed_links_[link] += by;
        if (model_.link_station[link] != none) {
            stations_[model_.link_station[link]].closed += by;
        }
    }
    for (const std::uint32_t node : model.nodes) {
        nodes_[node].closed += by;
        for (const LinkId link : model_.network.links_at(NodeId{node})) {
            gates_[model_.link_gate[link.index]].closed += by;
        }
        if (model_.node_gate[node] != none) {
            gates_[model_.node_gate[node]].closed += by;
        }
        if (model_.nodes[node].station != none) {
            stations_[model_.nodes[node].station].closed += by;
        }
    }
    if (!on) {
        reopen(index);
    }
}

void Engine::reopen(std::uint32_t index) {
    const DisturbanceModel& model = model_.disturbances[index];
    const auto open_link = [&](std::uint32_t link) {
        if (model_.link_station[link] != none) {
            try_station(model_.link_station[link]);
        }
        for (const std::uint32_t leg : model_.link_legs[link]) {
            if (leg_open(leg)) {
                const std::vector<std::uint32_t> ready = std::move(legs_[leg].wind_bound);
                legs_[leg].wind_bound.clear();
                for (const std::uint32_t vessel : ready) {
                    sail(vessel);
                }
            }
        }
        try_gate(model_.link_gate[link]);
    };
    for (const std::uint32_t link : model.links) {
        open_link(link);
    }
    for (const std::uint32_t node : model.nodes) {
        if (model_.node_gate[node] != none) {
            try_gate(model_.node_gate[node]);
        }
        if (model_.nodes[node].station != none) {
            try_station(model_.nodes[node].station);
        }
        try_berths(node);
        for (const LinkId link : model_.network.links_at(NodeId{node})) {
            open_link(link.index);
        }
    }
    for (std::uint32_t fleet = 0; fleet < model_.fleets.size(); ++fleet) {
        serve(fleet);
    }
}

void Engine::refresh_factors() {
    demand_factor_ = 1.0;
    for (GateState& gate : gates_) {
        gate.factor = 1.0;
    }
    for (LegState& leg : legs_) {
        leg.payload_factor = 1.0;
    }
    for (std::size_t i = 0; i < model_.disturbances.size(); ++i) {
        const DisturbanceModel& model = model_.disturbances[i];
        if (!disturbances_[i].on || model.closes) {
            continue;
        }
        if (model.of_demand) {
            demand_factor_ *= model.factor;
            continue;
        }
        for (const std::uint32_t link : model.links) {
            gates_[model_.link_gate[link]].factor *= model.factor;
            for (const std::uint32_t leg : model_.link_legs[link]) {
                legs_[leg].payload_factor *= model.of_payload ? model.factor : 1.0;
            }
        }
        for (const std::uint32_t node : model.nodes) {
            if (model_.node_gate[node] != none) {
                gates_[model_.node_gate[node]].factor *= model.factor;
            }
            if (model_.terminal_gate[node] != none) {
                gates_[model_.terminal_gate[node]].factor *= model.factor;
            }
        }
    }
}

void Engine::start_breakdowns() {
    for (std::uint32_t i = 0; i < stations_.size(); ++i) {
        const StationModel& model = model_.stations[i];
        for (int server = 0; model.mtbf_h > 0.0 && server < model.servers.value_or(0); ++server) {
            events_.push(ticks(model.mtbf_h * exponential(breakdowns_[i])), server_fails, i);
        }
    }
}

void Engine::server_event(std::uint32_t index, bool fails) {
    const StationModel& model = model_.stations[index];
    stations_[index].resource.change_servers(fails ? -1 : 1);
    const double mean = fails ? model.mttr_h : model.mtbf_h;
    events_.push(now_ + ticks(mean * exponential(breakdowns_[index])),
                 fails ? server_back : server_fails, index);
    try_station(index);
}

}  // namespace corridor::simulation
