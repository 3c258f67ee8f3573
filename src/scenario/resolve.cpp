#include "scenario/changes.hpp"

#include <corridor/base/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::scenario {
namespace {

constexpr std::string_view whole_route = "CORRIDOR";

template <class Row>
const Row* row_of(const std::vector<Row>& rows, const std::string& id) {
    const auto place =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
    return place == rows.end() ? nullptr : &*place;
}

template <class Row>
std::vector<std::string> ids_of(const std::vector<Row>& rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows) {
        ids.push_back(row.id);
    }
    return ids;
}

/// Containers are counted for themselves, and gas is not oil; all else is a matter of weight.
bool comparable(Dimension a, Dimension b) {
    const auto is = [&](Dimension wanted) { return a == wanted || b == wanted; };
    return a == b ||
           !(is(Dimension::containers) || (is(Dimension::oil_volume) && is(Dimension::gas_volume)));
}

class Resolver {
  public:
    Resolver(const Scenario& scenario, const Dataset& data, Faults& faults)
        : scenario_(scenario), data_(data), faults_(faults) {}

    std::vector<Action> run() {
        std::vector<Action> actions;
        for (std::size_t i = 0; i < scenario_.changes.size(); ++i) {
            const Change& change = scenario_.changes[i];
            Action action;
            action.key = fmt::format("change[{}]", i);
            const std::size_t before = faults_.count();
            if (!change.project.empty()) {
                of_project(change, action);
            } else if (!change.disruption.empty()) {
                of_disruption(change, action);
            } else {
                of_elements(change, action);
            }
            set_years(change, action);
            if (faults_.count() == before) {
                check_units(action);
            }
            if (faults_.count() == before) {
                actions.push_back(std::move(action));
            }
        }
        return actions;
    }

  private:
    void fault(const Action& action, const std::string& key, std::string expected,
               std::string found, std::string advice = {}) {
        faults_.error(place_of(scenario_, action.key + "." + key), "change." + key,
                      std::move(expected), std::move(found), std::move(advice));
    }

    void append(const Action& action, const std::string& key, const Diagnostics& diagnostics) {
        for (const Diagnostic& found : diagnostics.kept()) {
            fault(action, key, found.expected, found.found, found.advice);
        }
    }

    void set_years(const Change& change, Action& action) {
        action.from = change.from.value_or(scenario_.first_year);
        action.to = change.to.value_or(scenario_.last_year);
        if (action.project != nullptr && !change.from) {
            if (!action.project->year) {
                fault(action, "from", "a year", "nothing",
                      fmt::format("project {} states none", action.project->id));
                return;
            }
            action.from = *action.project->year;
        }
        if (action.from > scenario_.last_year) {
            fault(action, "from",
                  fmt::format("a year up to {}, the last of the horizon", scenario_.last_year),
                  fmt::format("{}", action.from),
                  change.from ? ""
                              : fmt::format("the year of project {}: state another one here",
                                            change.project));
        } else if (action.to < scenario_.first_year) {
            fault(action, "to",
                  fmt::format("a year from {} on, the first of the horizon", scenario_.first_year),
                  fmt::format("{}", action.to));
        } else if (action.to < action.from) {
            fault(action, "to", fmt::format("a year from {} on", action.from),
                  fmt::format("{}", action.to));
        }
    }

    void of_elements(const Change& change, Action& action) {
        const Network& network = data_.network;
        const auto attribute = parse_attribute(change.attribute);
        const auto& known = !change.resource.empty() ? resource_attributes()
                            : change.node.empty()    ? link_attributes()
                                                     : node_attributes();
        if (!attribute || std::find(known.begin(), known.end(), change.attribute) == known.end()) {
            fault(action, "attribute", fmt::format("one of {}", fmt::join(known, ", ")),
                  quoted(change.attribute), did_you_mean(change.attribute, known));
            return;
        }
        action.attribute = *attribute;
        auto value = parse_change_value(*attribute, change.value);
        append(action, "value", value.diagnostics());
        if (value) {
            action.value = std::move(value).value();
        }
        if (!change.resource.empty()) {
            find_resources(change, action);
            return;
        }
        for (std::uint32_t i = 0; i < network.links().size(); ++i) {
            const Link& link = network.links()[i];
            if ((!change.link.empty() && matches_glob(link.id, change.link)) ||
                (!change.system.empty() && matches_glob(link.system, change.system))) {
                action.links.push_back(i);
            }
        }
        for (std::uint32_t i = 0; !change.node.empty() && i < network.nodes().size(); ++i) {
            if (matches_glob(network.nodes()[i].id, change.node)) {
                action.nodes.push_back(i);
            }
        }
        if (!action.links.empty() || !action.nodes.empty()) {
            return;
        }
        if (!change.link.empty()) {
            fault(action, "link", "a link of the network", quoted(change.link),
                  did_you_mean(change.link, network.link_ids()));
        } else if (!change.node.empty()) {
            fault(action, "node", "a node of the network", quoted(change.node),
                  did_you_mean(change.node, network.node_ids()));
        } else {
            const auto systems = network.systems();
            std::string advice = did_you_mean(change.system, {systems.begin(), systems.end()});
            if (advice.empty()) {
                advice = fmt::format("systems: {}", fmt::join(systems, ", "));
            }
            fault(action, "system", "a system of the network", quoted(change.system),
                  std::move(advice));
        }
    }

    void find_resources(const Change& change, Action& action) {
        for (std::uint32_t i = 0; i < data_.resources.size(); ++i) {
            if (matches_glob(data_.resources[i].id, change.resource)) {
                action.resources.push_back(i);
            }
        }
        if (action.resources.empty()) {
            fault(action, "resource", "the id of a resource", quoted(change.resource),
                  did_you_mean(change.resource, ids_of(data_.resources)));
        }
    }

    void find_affected(const std::vector<std::string>& ids, Action& action, const char* key) {
        for (const std::string& id : ids) {
            if (const auto link = data_.network.find_link(id)) {
                action.links.push_back(link->index);
            } else if (const auto node = data_.network.find_node(id)) {
                action.nodes.push_back(node->index);
            } else {
                fault(action, key, "data whose affected ids are links or nodes", quoted(id));
            }
        }
    }

    void of_project(const Change& change, Action& action) {
        const Project* project = row_of(data_.projects, change.project);
        if (project == nullptr) {
            fault(action, "project", "the id of a project", quoted(change.project),
                  did_you_mean(change.project, ids_of(data_.projects)));
            return;
        }
        action.project = project;
        if (std::find(project->affected.begin(), project->affected.end(), whole_route) !=
            project->affected.end()) {
            fault(action, "project", "a project that changes links or nodes",
                  fmt::format("{}, which changes the {} of the whole route", project->id,
                              project->attribute),
                  "change the links it shortens one by one");
            return;
        }
        if (!project->after) {
            fault(action, "project", "a project with a published value afterwards",
                  fmt::format("{} without one", project->id),
                  "change the capacity of its links yourself");
            return;
        }
        const auto attribute = parse_attribute(project->attribute);
        find_affected(project->affected, action, "project");
        const auto& known = action.links.empty() ? node_attributes() : link_attributes();
        if (!attribute || (!action.links.empty() && !action.nodes.empty()) ||
            std::find(known.begin(), known.end(), project->attribute) == known.end()) {
            fault(action, "project",
                  fmt::format("a project that changes {}", fmt::join(known, ", ")),
                  fmt::format("{}, which changes {}", project->id, quoted(project->attribute)));
            return;
        }
        action.attribute = *attribute;
        auto value = parse_change_value(*attribute, project->after->text() + " " + project->unit);
        append(action, "project", value.diagnostics());
        if (value) {
            action.value = std::move(value).value();
        }
    }

    void of_disruption(const Change& change, Action& action) {
        const Disruption* disruption = row_of(data_.disruptions, change.disruption);
        if (disruption == nullptr) {
            fault(action, "disruption", "the id of a disruption", quoted(change.disruption),
                  did_you_mean(change.disruption, ids_of(data_.disruptions)));
            return;
        }
        action.of_disruption = true;
        const bool everywhere = std::find(disruption->affected.begin(), disruption->affected.end(),
                                          whole_route) != disruption->affected.end();
        action.of_demand = disruption->type == "demand";
        if (everywhere != action.of_demand) {
            fault(action, "disruption",
                  "a disruption of links or nodes, or one of type demand for the whole route",
                  fmt::format("{} of type {}", disruption->id, disruption->type));
            return;
        }
        if (!action.of_demand) {
            find_affected(disruption->affected, action, "disruption");
        }
        constexpr int most_decimals = 6;
        constexpr Int128 days_of_year = 365;
        const Decimal factor = disruption->capacity_factor.value_or(Decimal(1));
        const Decimal days = disruption->duration_days.value_or(Decimal(365));
        if (factor == Decimal(1) || days == Decimal(0)) {
            fault(action, "disruption", "a disruption with a factor other than 1",
                  fmt::format("{}, which leaves everything as it is", disruption->id),
                  "it has no effect");
            return;
        }
        if (factor < Decimal(0) || days < Decimal(0) || factor.scale() > most_decimals ||
            days.scale() > most_decimals || Decimal(1000) < factor) {
            fault(action, "disruption",
                  "a factor between 0 and 1000 and a duration, with at most 6 decimals each",
                  fmt::format("{} for {} days", factor.text(), days.text()));
            return;
        }
        Int128 one = 1;
        for (int i = 0; i < factor.scale(); ++i) {
            one *= 10;
        }
        Int128 day = 1;
        for (int i = 0; i < days.scale(); ++i) {
            day *= 10;
        }
        const Int128 length = std::min<Int128>(days.significand(), days_of_year * day);
        const Int128 year = days_of_year * day;
        action.share = Share{one * year - (one - factor.significand()) * length, one * year};
    }

    void check_units(Action& action) {
        if (action.value.percent) {
            Int128 hundred = 100;
            for (int i = 0; i < action.value.percent->scale(); ++i) {
                hundred *= 10;
            }
            action.share = Share{action.value.percent->significand(), hundred};
        }
        if (action.share && !action.of_demand) {
            check_shared(action);
        }
        if (!action.value.amount) {
            return;
        }
        if (!action.resources.empty()) {
            check_resource_units(action);
            return;
        }
        const char* key = action.project != nullptr ? "project" : "value";
        const UnitTable& units = data_.network.units();
        const auto amount = parse_quantity(action.value.amount->text(), units);
        if (!amount) {
            append(action, key, amount.diagnostics());
            return;
        }
        const Dimension stated = units.find(amount->unit)->dimension;
        const auto compare = [&](const std::string& id, const std::optional<Capacity>& today) {
            const Unit* unit = today ? units.find(today->stated.unit) : nullptr;
            if (unit != nullptr && !comparable(stated, unit->dimension)) {
                fault(action, key,
                      fmt::format("a unit of {} such as {}, in which {} is stated",
                                  to_string(unit->dimension), unit->symbol, id),
                      quoted(amount->text()));
            }
        };
        for (const std::uint32_t link : action.links) {
            compare(data_.network.links()[link].id, data_.network.links()[link].capacity);
        }
        for (const std::uint32_t node : action.nodes) {
            const std::string& id = data_.network.nodes()[node].id;
            const bool terminal = action.attribute == Attribute::container_capacity;
            if (terminal != (stated == Dimension::containers)) {
                fault(action, key,
                      terminal ? "a unit of containers such as TEU/yr"
                               : fmt::format("a unit of weight for all that passes {}", id),
                      quoted(amount->text()),
                      terminal ? "" : "the container terminal of a port is container_capacity");
            }
        }
    }

    /// Tonnes for what is stated in tonnes, and else the very unit of the data.
    void check_resource_units(const Action& action) {
        const Quantity& stated = *action.value.amount;
        for (const std::uint32_t at : action.resources) {
            const Resource& resource = data_.resources[at];
            const Unit* unit = data_.network.units().find(stated.unit);
            const Unit* own = data_.network.units().find(resource.unit);
            const bool fits = resource.rate && own != nullptr
                                  ? unit != nullptr && unit->dimension == own->dimension &&
                                        to_tonnes_per_year(stated, data_.network.units())
                                  : stated.unit == resource.unit;
            if (!fits) {
                fault(action, "value",
                      fmt::format("an amount in {}, in which {} is stated", resource.unit,
                                  resource.id),
                      quoted(stated.text()));
                return;
            }
        }
    }

    /// A share needs something to be a share of.
    void check_shared(const Action& action) {
        const bool of_capacity = action.attribute == Attribute::capacity;
        if (!of_capacity && action.attribute != Attribute::container_capacity) {
            return;
        }
        bool any = false;
        for (const std::uint32_t link : action.links) {
            any = any || data_.network.links()[link].capacity;
        }
        for (const std::uint32_t node : action.nodes) {
            const Node& found = data_.network.nodes()[node];
            any = any || (of_capacity && found.throughput) ||
                  ((!of_capacity || action.of_disruption) && found.container_terminal);
        }
        if (!any) {
            fault(action, action.of_disruption ? "disruption" : "value",
                  "a capacity to take a share of", "an unlimited one", "it has no effect");
        }
    }

    const Scenario& scenario_;
    const Dataset& data_;
    Faults& faults_;
};

}  // namespace

std::vector<Action> resolved(const Scenario& scenario, const Dataset& data, Faults& faults) {
    return Resolver(scenario, data, faults).run();
}

}  // namespace corridor::scenario
