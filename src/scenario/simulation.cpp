#include "scenario/faults.hpp"

#include <corridor/base/names.hpp>
#include <corridor/scenario/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace corridor {
namespace {

constexpr std::string_view whole_route = "CORRIDOR";

template <class Row>
struct Setting {
    const char* name;
    std::function<double(const Row&)> get;
    std::function<void(Row&, double)> set;
    double least = 0.0;
};

int whole(double value) {
    return static_cast<int>(std::lround(value));
}

std::vector<Setting<Handling>> handling_settings(bool of_node) {
    using H = Handling;
    std::vector<Setting<H>> settings = {
        {"servers", [](const H& h) { return h.servers.value_or(0); },
         [](H& h, double v) { h.servers = whole(v); }, 1.0},
        {"service_h", [](const H& h) { return h.service_h; },
         [](H& h, double v) { h.service_h = v; }},
        {"service_cv", [](const H& h) { return h.service_cv; },
         [](H& h, double v) { h.service_cv = v; }},
        {"mtbf_h", [](const H& h) { return h.mtbf_h; }, [](H& h, double v) { h.mtbf_h = v; }},
        {"mttr_h", [](const H& h) { return h.mttr_h; }, [](H& h, double v) { h.mttr_h = v; }},
    };
    if (of_node) {
        settings.push_back({"storage_t", [](const H& h) { return h.storage_t.value_or(0.0); },
                            [](H& h, double v) { h.storage_t = v; }});
        settings.push_back({"berths", [](const H& h) { return h.berths.value_or(0); },
                            [](H& h, double v) { h.berths = whole(v); }, 1.0});
        settings.push_back({"berth_t_per_h",
                            [](const H& h) { return h.berth_t_per_h.value_or(0.0); },
                            [](H& h, double v) { h.berth_t_per_h = v; }, 1e-6});
    } else {
        settings.push_back({"headway_h", [](const H& h) { return h.headway_h; },
                            [](H& h, double v) { h.headway_h = v; }});
    }
    return settings;
}

std::vector<Setting<Fleet>> fleet_settings() {
    using F = Fleet;
    return {
        {"vessels", [](const F& f) { return f.vessels; },
         [](F& f, double v) { f.vessels = whole(v); }, 1.0},
        {"payload_t", [](const F& f) { return f.payload_t; },
         [](F& f, double v) { f.payload_t = v; }, 1e-6},
        {"load_h", [](const F& f) { return f.load_h; }, [](F& f, double v) { f.load_h = v; }},
        {"unload_h", [](const F& f) { return f.unload_h; }, [](F& f, double v) { f.unload_h = v; }},
        {"service_cv", [](const F& f) { return f.service_cv; },
         [](F& f, double v) { f.service_cv = v; }},
        {"longest_wait_h", [](const F& f) { return f.longest_wait_h; },
         [](F& f, double v) { f.longest_wait_h = v; }},
        {"headway_h", [](const F& f) { return f.headway_h; },
         [](F& f, double v) { f.headway_h = v; }},
        {"mtbf_h", [](const F& f) { return f.mtbf_h; }, [](F& f, double v) { f.mtbf_h = v; }},
        {"mttr_h", [](const F& f) { return f.mttr_h; }, [](F& f, double v) { f.mttr_h = v; }},
    };
}

class OperationChanges {
  public:
    OperationChanges(const ScenarioPlan& plan, const Dataset& data)
        : scenario_(plan.scenario), data_(data), result_(data.operations) {}

    Operations run(Diagnostics& diagnostics) {
        const auto& changes = scenario_.simulation.changes;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            key_ = fmt::format("simulation.change[{}]", i);
            apply(changes[i]);
        }
        diagnostics.append(faults_.sorted());
        return std::move(result_);
    }

  private:
    void fault(const char* field, std::string expected, const std::string& found,
               std::string advice) {
        faults_.error(scenario::place_of(scenario_, key_ + "." + field),
                      fmt::format("simulation.change.{}", field), std::move(expected),
                      fmt::format("'{}'", found), std::move(advice));
    }

    void apply(const OperationChange& change) {
        if (!change.fleet.empty()) {
            const auto fleet =
                std::find_if(result_.fleets.begin(), result_.fleets.end(),
                             [&](const Fleet& each) { return each.id == change.fleet; });
            if (fleet == result_.fleets.end()) {
                std::vector<std::string> ids;
                for (const Fleet& each : result_.fleets) {
                    ids.push_back(each.id);
                }
                fault("fleet", "a fleet of fleets.csv", change.fleet,
                      did_you_mean(change.fleet, ids));
                return;
            }
            set(fleet_settings(), *fleet, change);
        } else if (!change.node.empty()) {
            if (!data_.network.find_node(change.node)) {
                fault("node", "a node of the network", change.node,
                      did_you_mean(change.node, data_.network.node_ids()));
                return;
            }
            set(handling_settings(true), row(result_.nodes, change.node), change);
        } else {
            if (!data_.network.find_link(change.link)) {
                fault("link", "a link of the network", change.link,
                      did_you_mean(change.link, data_.network.link_ids()));
                return;
            }
            set(handling_settings(false), row(result_.links, change.link), change);
        }
    }

    static Handling& row(std::vector<Handling>& rows, const std::string& id) {
        const auto found = std::find_if(rows.begin(), rows.end(),
                                        [&](const Handling& each) { return each.place == id; });
        return found != rows.end() ? *found : rows.emplace_back(Handling{.place = id});
    }

    template <class Row>
    void set(const std::vector<Setting<Row>>& settings, Row& row, const OperationChange& change) {
        std::vector<std::string> names;
        for (const Setting<Row>& setting : settings) {
            names.emplace_back(setting.name);
            if (change.attribute != setting.name) {
                continue;
            }
            std::string_view text = change.value;
            const bool share = text.ends_with("%");
            if (share) {
                text.remove_suffix(text.ends_with(" %") ? 2 : 1);
            }
            const auto number = parse_decimal(text);
            const double value = number ? number->approximate() : -1.0;
            const double wanted = share ? setting.get(row) * value / 100.0 : value;
            if (!number || wanted < setting.least) {
                fault(
                    "value",
                    fmt::format("a number of at least {}, or a share such as 75 %", setting.least),
                    change.value, "the unit is that of the attribute in the data dictionary");
                return;
            }
            setting.set(row, wanted);
            return;
        }
        std::string advice = did_you_mean(change.attribute, names);
        if (advice.empty()) {
            advice = fmt::format("known: {}", fmt::join(names, ", "));
        }
        fault("attribute", "an attribute of the simulation", change.attribute, std::move(advice));
    }

    const Scenario& scenario_;
    const Dataset& data_;
    Operations result_;
    scenario::Faults faults_;
    std::string key_;
};

}  // namespace

SimulationQuery simulation_query(const Dataset& data, const std::vector<Demand>& rows) {
    SimulationQuery query;
    query.operations = data.operations;
    query.resources = data.resources;
    query.resource_uses = data.resource_uses;
    for (const Demand& row : rows) {
        if (row.origin == whole_route || row.destination == whole_route) {
            continue;
        }
        query.demands.push_back({{.id = row.id,
                                  .origin = row.origin,
                                  .destination = row.destination,
                                  .commodity = row.commodity == "all" ? "" : row.commodity,
                                  .amount = row.rate},
                                 row.arrivals});
    }
    return query;
}

Parsed<std::vector<Disruption>> disruptions_of(const std::vector<Disruption>& known,
                                               const std::vector<std::string>& ids) {
    std::vector<Disruption> result;
    Diagnostics faults;
    for (const std::string& id : ids) {
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](const Disruption& each) { return each.id == id; });
        if (found != known.end()) {
            result.push_back(*found);
            continue;
        }
        std::vector<std::string> names;
        for (const Disruption& each : known) {
            names.push_back(each.id);
        }
        faults.add({Severity::error, Place{}, "disruptions", "the id of a disruption",
                    fmt::format("'{}'", id), did_you_mean(id, names)});
    }
    if (!faults.ok()) {
        return faults;
    }
    return result;
}

Parsed<SimulationQuery> simulation_query(const ScenarioPlan& plan, const Dataset& data) {
    const SimulationSettings& settings = plan.scenario.simulation;
    Diagnostics diagnostics;
    if (settings.year &&
        (*settings.year < plan.scenario.first_year || *settings.year > plan.scenario.last_year)) {
        diagnostics.add({Severity::error, scenario::place_of(plan.scenario, "simulation.year"),
                         "simulation.year",
                         fmt::format("a year of the horizon, {} to {}", plan.scenario.first_year,
                                     plan.scenario.last_year),
                         fmt::format("{}", *settings.year), ""});
        return diagnostics;
    }
    const YearState& year = simulated_year(plan);
    SimulationQuery query;
    query.operations = OperationChanges(plan, data).run(diagnostics);
    query.resources = data.resources;
    query.resource_uses = data.resource_uses;
    query.selection = year.selection;
    query.reroute = settings.reroute;
    std::map<std::string, ConsignmentArrivals> arrivals;
    for (const Demand& row : data.demand) {
        arrivals[row.id] = row.arrivals;
    }
    for (const DemandRow& row : year.demand) {
        query.demands.push_back({{.id = row.id,
                                  .origin = row.origin,
                                  .destination = row.destination,
                                  .commodity = row.commodity,
                                  .amount = row.rate},
                                 arrivals[row.id]});
    }
    Parsed<std::vector<Disruption>> disruptions =
        disruptions_of(data.disruptions, settings.disruptions);
    for (Diagnostic fault : disruptions.diagnostics().kept()) {
        fault.place = scenario::place_of(plan.scenario, "simulation.disruptions");
        fault.field = "simulation.disruptions";
        diagnostics.add(std::move(fault));
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    query.disruptions = std::move(disruptions).value();
    return Parsed<SimulationQuery>(std::move(query), std::move(diagnostics));
}

const YearState& simulated_year(const ScenarioPlan& plan) {
    const int year = plan.scenario.simulation.year.value_or(plan.scenario.first_year);
    return plan.years[static_cast<std::size_t>(year - plan.scenario.first_year)];
}

}  // namespace corridor
