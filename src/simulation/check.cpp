#include "simulation/compiled_model.hpp"

#include <corridor/base/names.hpp>
#include <corridor/simulation/freight.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace corridor {
namespace {

class Checker {
  public:
    Checker(const CostModel& model, const SimulationQuery& query) : model_(model), query_(query) {}

    Diagnostics run() {
        AllocationQuery flows{.demands = {},
                              .resources = query_.resources,
                              .resource_uses = query_.resource_uses,
                              .selection = query_.selection};
        for (const SimulatedDemand& demand : query_.demands) {
            flows.demands.push_back(demand.flow);
        }
        // Nothing to carry is a question with an answer.
        faults_ = flows.demands.empty() ? Diagnostics() : corridor::check(model_, flows);
        check_places();
        check_fleets();
        static_cast<void>(
            simulation::compile_disturbances(model_.network, query_.disruptions, faults_));
        if (faults_.ok()) {
            check_lots();
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string field, std::string expected, std::string found,
               std::string advice = {}) {
        faults_.add({Severity::error, Place{}, std::move(field), std::move(expected),
                     std::move(found), std::move(advice)});
    }

    void check_repairs(const std::string& id, double mtbf_h, double mttr_h) {
        if (mtbf_h > 0.0 && mttr_h <= 0.0) {
            fault("mttr_h", "the mean time of a repair", fmt::format("nothing for '{}'", id),
                  "mtbf_h says that it fails");
        }
    }

    void check_places() {
        for (const Handling& handling : query_.operations.nodes) {
            if (!model_.network.find_node(handling.place)) {
                fault("node", "the id of a node", fmt::format("'{}'", handling.place),
                      did_you_mean(handling.place, model_.network.node_ids()));
            }
            check_repairs(handling.place, handling.mtbf_h, handling.mttr_h);
        }
        for (const Handling& handling : query_.operations.links) {
            if (!model_.network.find_link(handling.place)) {
                fault("link", "the id of a link", fmt::format("'{}'", handling.place),
                      did_you_mean(handling.place, model_.network.link_ids()));
            }
            check_repairs(handling.place, handling.mtbf_h, handling.mttr_h);
        }
    }

    void check_fleets() {
        std::vector<std::string> ids;
        for (const Fleet& fleet : query_.operations.fleets) {
            if (std::find(ids.begin(), ids.end(), fleet.id) != ids.end()) {
                fault("fleet_id", "each fleet once", fmt::format("'{}' again", fleet.id));
            }
            ids.push_back(fleet.id);
            if (fleet.departure == Departure::timetable && fleet.headway_h <= 0.0) {
                fault("headway_h", "hours between departures",
                      fmt::format("nothing for fleet '{}'", fleet.id), "departure is timetable");
            }
            check_repairs(fleet.id, fleet.mtbf_h, fleet.mttr_h);
        }
        for (const Handling& handling : query_.operations.links) {
            if (!handling.fleet.empty() &&
                std::find(ids.begin(), ids.end(), handling.fleet) == ids.end()) {
                fault("fleet", "a fleet of fleets.csv",
                      fmt::format("'{}' on link '{}'", handling.fleet, handling.place),
                      did_you_mean(handling.fleet, ids));
            }
        }
    }

    /// A consignment that fits no vessel or no store on its way would wait for ever.
    void check_lots() {
        const simulation::CompiledModel compiled = simulation::compile(model_, query_);
        std::set<std::string> told;
        for (std::size_t i = 0; i < compiled.demands.size(); ++i) {
            const simulation::DemandModel& demand = compiled.demands[i];
            std::int64_t largest = demand.lot_kg;
            for (const auto& timed : demand.timed) {
                largest = std::max(largest, timed.second);
            }
            for (const simulation::RouteModel& route : demand.routes) {
                for (const simulation::Stage& stage : route.stages) {
                    check_stage(compiled, stage, i, largest, told);
                }
            }
        }
    }

    void check_stage(const simulation::CompiledModel& compiled, const simulation::Stage& stage,
                     std::size_t demand, std::int64_t kg, std::set<std::string>& told) {
        const std::string& id = query_.demands[demand].flow.id;
        const double tonnes = static_cast<double>(kg) / 1e3;
        if (stage.kind == simulation::Stage::Kind::voyage) {
            const simulation::LegModel& leg = compiled.legs[stage.subject];
            const Fleet& fleet = compiled.fleets[leg.fleet].fleet;
            double factor = 1.0;
            for (const simulation::DisturbanceModel& disturbance : compiled.disturbances) {
                const bool hit = std::find(disturbance.links.begin(), disturbance.links.end(),
                                           leg.link) != disturbance.links.end();
                factor *= hit && disturbance.of_payload ? disturbance.factor : 1.0;
            }
            const std::string& link = model_.network.link(LinkId{leg.link}).id;
            if (tonnes > fleet.payload_t * factor && told.insert(id + "@" + link).second) {
                fault("lot_t",
                      fmt::format("at most {} t, the payload of a vessel of '{}' on {}{}",
                                  fleet.payload_t * factor, fleet.id, link,
                                  factor < 1.0 ? " at low water" : ""),
                      fmt::format("{} t a consignment of '{}'", tonnes, id),
                      "state a smaller lot_t for the row of demand");
            }
        } else if (stage.kind == simulation::Stage::Kind::come) {
            const simulation::NodeModel& node = compiled.nodes[stage.subject];
            const std::string& name = model_.network.node(NodeId{stage.subject}).id;
            const double store = static_cast<double>(node.storage_kg) / 1e3;
            if (tonnes > store && node.station == simulation::none &&
                told.insert(id + "@" + name).second) {
                fault("lot_t", fmt::format("at most {} t, the storage_t of {}", store, name),
                      fmt::format("{} t a consignment of '{}'", tonnes, id),
                      "state a smaller lot_t for the row of demand, or a larger store");
            }
        }
    }

    const CostModel& model_;
    const SimulationQuery& query_;
    Diagnostics faults_;
};

}  // namespace

Diagnostics check(const CostModel& model, const SimulationQuery& query) {
    return Checker(model, query).run();
}

std::string_view to_string(TimeUse use) {
    constexpr std::array<std::string_view, time_uses> names = {"moving", "dwelling", "waiting",
                                                               "border", "gauge"};
    return names[static_cast<std::size_t>(use)];
}

}  // namespace corridor
