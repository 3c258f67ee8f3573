#include "simulation/engine.hpp"

#include <algorithm>
#include <optional>

namespace corridor::simulation {

/// Where a consignment stored at a node could go but for cargo that waits to enter there; none
/// where it moves, or waits for anything that comes to an end by itself.
std::uint32_t Engine::kept_back_by(const Lot& lot) const {
    const Stage& stage = (*lot.stages)[lot.stage];
    if (lot.waits_at == none || stage.kind != Stage::Kind::gate || !stage.begins_link) {
        return none;
    }
    const unsigned direction = stage.lane & 1U;
    return gates_[stage.subject].blocked[direction] > 0
               ? model_.gates[stage.subject].nodes[1 - direction]
               : none;
}

/// Full places none of which can ever let go of what it holds: all of it is kept back by cargo that
/// waits to enter another one of them. One circle of these, empty where there is none.
std::vector<std::uint32_t> Engine::gridlock() const {
    std::vector<std::vector<std::uint32_t>> kept_by(nodes_.size());
    std::vector<bool> locked(nodes_.size());
    for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
        // A server that works ends, and takes what waits outside.
        const std::uint32_t station = model_.nodes[node].station;
        const auto servers =
            station == none ? std::optional<int>(0) : model_.stations[station].servers;
        locked[node] = !nodes_[node].entrance.empty() && servers &&
                       nodes_[node].on_servers.size() >= static_cast<std::size_t>(*servers);
    }
    for (const Lot& lot : lots_) {
        const std::uint32_t at = lot.holds != none ? lot.holds : lot.stored_at;
        if (!lot.alive || at == none) {
            continue;
        }
        const std::uint32_t by = kept_back_by(lot);
        if (by != none) {
            kept_by[at].push_back(by);
        } else if ((*lot.stages)[lot.stage].kind != Stage::Kind::handle) {
            locked[at] = false;
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
            const auto& by = kept_by[node];
            const bool stays = !by.empty() && std::all_of(by.begin(), by.end(), [&](auto other) {
                return locked[other];
            });
            if (locked[node] && !stays) {
                locked[node] = false;
                changed = true;
            }
        }
    }
    const auto first = std::find(locked.begin(), locked.end(), true);
    if (first == locked.end()) {
        return {};
    }
    std::vector<std::uint32_t> way = {static_cast<std::uint32_t>(first - locked.begin())};
    for (;;) {
        const std::uint32_t next = kept_by[way.back()].front();
        const auto seen = std::find(way.begin(), way.end(), next);
        if (seen != way.end()) {
            way.erase(way.begin(), seen);
            return way;
        }
        way.push_back(next);
    }
}

}  // namespace corridor::simulation
