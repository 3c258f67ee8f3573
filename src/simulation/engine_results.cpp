#include "simulation/engine.hpp"

#include <algorithm>

namespace corridor::simulation {

Snapshot Engine::snapshot() {
    Snapshot taken{now_, places_, fleets_, flows_};
    for (std::size_t i = 0; i < places_.size(); ++i) {
        PlaceTotals& place = taken.places[i];
        place.queue_area = place_queue_[i].area(now_);
        const PlaceModel& model = model_.places[i];
        if (model.station != none) {
            place.busy_area = stations_[model.station].resource.busy().area(now_);
        } else if (model.gate != none) {
            const GateState& gate = gates_[model.gate];
            place.busy_area = gate.used - std::max<Tick>(0, gate.next_free - now_);
        }
    }
    for (std::size_t i = 0; i < fleets_.size(); ++i) {
        taken.fleets[i].idle_area = fleet_idle_[i].area(now_);
    }
    return taken;
}

void Engine::finish(RunResult& result) {
    result.snapshots.push_back(snapshot());
    // What has passed since the last delivery of each flow is a part of a consignment.
    for (std::size_t i = 0; i < flows_.size(); ++i) {
        if (deliveries_[i] >= 2 && last_delivery_[i] > first_delivery_[i]) {
            const double interval = static_cast<double>(last_delivery_[i] - first_delivery_[i]) /
                                    static_cast<double>(deliveries_[i] - 1);
            const double part =
                std::min(1.0, static_cast<double>(end_ - last_delivery_[i]) / interval);
            const double mean_kg = flows_[i].delivered_kg / static_cast<double>(deliveries_[i]);
            for (Snapshot& each : result.snapshots) {
                if (each.time > last_delivery_[i]) {
                    each.flows[i].delivered_kg +=
                        mean_kg * part * static_cast<double>(each.time - last_delivery_[i]) /
                        static_cast<double>(std::max<Tick>(1, end_ - last_delivery_[i]));
                }
            }
        }
    }
    std::vector<Int128> unfinished(places_.size());
    std::int64_t inside = 0;
    for (const Lot& lot : lots_) {
        if (!lot.alive) {
            continue;
        }
        inside += lot.kg;
        if (lot.waits_at != none) {
            unfinished[lot.waits_at] += now_ - lot.since;
        }
    }
    double bound = model_.fixed_bound_t_per_year * static_cast<double>(end_) /
                   static_cast<double>(ticks_per_year);
    for (std::size_t i = 0; i < demands_.size(); ++i) {
        const DemandModel& demand = model_.demands[i];
        result.offered_kg += demands_[i].offered_kg;
        if (demand.routes.empty()) {
            inside += demands_[i].offered_kg;
        }
        bound += model_.offer_weight[i] * static_cast<double>(demands_[i].offered_kg) / 1e3;
    }
    result.inside_kg = inside;
    result.tonnes_conserved =
        inside == inside_kg_ &&
        result.offered_kg == result.delivered_kg + result.turned_away_kg + inside;
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
        if (result.snapshots.back().places[i].queue_area !=
            places_[i].wait_of_finished + unfinished[i]) {
            result.little_broken.push_back(i);
        }
    }
    result.bound_excess_t =
        std::max(0.0, static_cast<double>(result.delivered_kg) / 1e3 - bound * (1.0 + 1e-9));
    result.gridlock = gridlock();
}

}  // namespace corridor::simulation
