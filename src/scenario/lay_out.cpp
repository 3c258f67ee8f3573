#include "scenario/changes.hpp"
#include "scenario/demand.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/names.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/scenario/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor {
namespace scenario {
namespace {

enum class Phase : std::uint8_t { away, waiting, here };

std::vector<Phase> phases_in(const std::vector<Action>& actions, int year) {
    std::vector<Phase> phases;
    for (const Action& action : actions) {
        if (action.of_demand || !action.resources.empty()) {
            phases.push_back(Phase::away);
            continue;
        }
        const bool waiting = action.project != nullptr && year < action.from;
        phases.push_back(waiting                                    ? Phase::waiting
                         : year >= action.from && year <= action.to ? Phase::here
                                                                    : Phase::away);
    }
    return phases;
}

/// The networks of the years; years with the same changes share one.
class Networks {
  public:
    Networks(const Scenario& scenario, const Network& base, std::vector<Action>& actions,
             Faults& faults)
        : scenario_(scenario), base_(base), actions_(actions), faults_(faults), current_(base) {}

    const Network& of(int year) {
        std::vector<Phase> phases = phases_in(actions_, year);
        if (phases != phases_) {
            current_ = built(phases);
            phases_ = std::move(phases);
        }
        return current_;
    }

  private:
    Network built(const std::vector<Phase>& phases) {
        if (std::all_of(phases.begin(), phases.end(),
                        [](Phase phase) { return phase == Phase::away; })) {
            return base_;
        }
        NetworkBuilder builder(base_);
        for (std::size_t i = 0; i < actions_.size(); ++i) {
            if (phases[i] == Phase::waiting) {
                postpone(actions_[i], builder);
            } else if (phases[i] == Phase::here) {
                apply(actions_[i], builder, faults_, scenario_);
            }
        }
        auto network = builder.build();
        if (!network) {
            for (const Diagnostic& diagnostic : network.diagnostics().kept()) {
                faults_.add(diagnostic);
            }
            return base_;
        }
        return std::move(network).value();
    }

    const Scenario& scenario_;
    const Network& base_;
    std::vector<Action>& actions_;
    Faults& faults_;
    std::vector<Phase> phases_;
    Network current_;
};

void check_filters(const Scenario& scenario, const Network& network, Faults& faults) {
    Selection selection = scenario.selection;
    selection.year.reset();
    const Diagnostics doubts = unmatched(network, selection);
    for (Diagnostic doubt : doubts.kept()) {
        std::replace(doubt.field.begin(), doubt.field.end(), '-', '_');
        const std::string key = "filters." + doubt.field + "s";
        doubt.field = doubt.field == "exclude_country" ? "filters.exclude_countries" : key;
        const auto entry = [&](const auto& names) {
            for (std::size_t i = 0; i < names.size(); ++i) {
                if (quoted(names[i]) == doubt.found) {
                    return fmt::format("{}[{}]", doubt.field, i);
                }
            }
            return doubt.field;
        };
        std::vector<std::string> modes;
        for (const Mode mode : selection.exclude_modes) {
            modes.emplace_back(to_string(mode));
        }
        doubt.place = place_of(scenario, doubt.field == "filters.exclude_links"
                                             ? entry(selection.exclude_links)
                                         : doubt.field == "filters.exclude_modes"
                                             ? entry(modes)
                                             : entry(selection.exclude_countries));
        doubt.severity = Severity::error;
        faults.add(std::move(doubt));
    }
}

/// For each resource whether it holds.
std::vector<bool> chosen_resources(const Scenario& scenario, const Dataset& data, Faults& faults) {
    std::vector<bool> chosen(data.resources.size(), true);
    std::vector<std::string> ids;
    for (const Resource& resource : data.resources) {
        ids.push_back(resource.id);
    }
    for (std::size_t i = 0; i < scenario.exclude_resources.size(); ++i) {
        const std::string& pattern = scenario.exclude_resources[i];
        bool any = false;
        for (std::size_t r = 0; r < ids.size(); ++r) {
            const bool matched = matches_glob(ids[r], pattern);
            any = any || matched;
            chosen[r] = chosen[r] && !matched;
        }
        if (!any) {
            faults.error(place_of(scenario, fmt::format("filters.exclude_resources[{}]", i)),
                         "filters.exclude_resources", "a pattern that matches a resource",
                         quoted(pattern), did_you_mean(pattern, ids));
        }
    }
    return chosen;
}

/// The resources of a year, as the changes that hold then leave them.
std::vector<Resource> resources_in(int year, const Scenario& scenario, const Dataset& data,
                                   const std::vector<bool>& chosen, std::vector<Action>& actions,
                                   Faults& faults) {
    std::vector<Resource> all = data.resources;
    for (Action& action : actions) {
        if (!action.resources.empty() && year >= action.from && year <= action.to) {
            apply(action, all, data.network.units(), faults, scenario);
        }
    }
    std::vector<Resource> left;
    for (std::size_t r = 0; r < all.size(); ++r) {
        if (chosen[r]) {
            left.push_back(std::move(all[r]));
        }
    }
    return left;
}

/// A network without costs that can be read has no optimum of least cost.
void check_costs(const Scenario& scenario, const Dataset& data, Faults& faults) {
    const auto rates = read_rates(data.costs, data.network.units());
    if (!scenario.growth || (rates && cost_model(data.network, *rates))) {
        return;
    }
    faults.warn(place_of(scenario, "network"), "network", "costs that can be read",
                "costs that cannot", "only the pooled upper bound says what is served");
}

void check_requests(const Scenario& scenario, const Network& network, Faults& faults) {
    for (std::size_t i = 0; i < scenario.flows.size(); ++i) {
        const FlowRequest& request = scenario.flows[i];
        const std::string key = fmt::format("analysis.max_flow[{}]", i);
        FlowQuery query;
        query.from.assign(request.from.begin(), request.from.end());
        query.to.assign(request.to.begin(), request.to.end());
        query.commodity = request.commodity;
        const Diagnostics found = check(network, query);
        for (Diagnostic diagnostic : found.kept()) {
            std::string stands = key + "." + diagnostic.field;
            const auto& names = diagnostic.field == "to" ? request.to : request.from;
            for (std::size_t n = 0; n < names.size(); ++n) {
                if (quoted(names[n]) == diagnostic.found) {
                    stands += fmt::format("[{}]", n);
                    break;
                }
            }
            diagnostic.place = place_of(scenario, stands);
            diagnostic.field = "analysis.max_flow." + diagnostic.field;
            faults.add(std::move(diagnostic));
        }
        if (request.year &&
            (*request.year < scenario.first_year || *request.year > scenario.last_year)) {
            faults.error(place_of(scenario, key + ".year"), "analysis.max_flow.year",
                         fmt::format("a year of the horizon, {} to {}", scenario.first_year,
                                     scenario.last_year),
                         fmt::format("{}", *request.year));
        }
    }
}

void note_open(std::vector<Action>& actions, const YearState& state) {
    std::vector<bool> open;
    for (Action& action : actions) {
        if (action.was_open || state.year < action.from || state.year > action.to) {
            continue;
        }
        if (open.empty()) {
            open = open_links(state.network, state.selection);
        }
        action.was_open = std::any_of(action.links.begin(), action.links.end(),
                                      [&](std::uint32_t link) { return open[link]; });
    }
}

void report_idle(const std::vector<Action>& actions, const Scenario& scenario,
                 const Network& network, Faults& faults) {
    for (const Action& action : actions) {
        const bool about_opening =
            action.attribute == Attribute::status || action.attribute == Attribute::opening_year;
        if (!action.had_effect) {
            faults.warn(place_of(scenario, action.key), "change", "a change",
                        "what is there already", "it has no effect");
        } else if (!action.links.empty() && action.nodes.empty() && !action.was_open &&
                   !about_opening) {
            faults.warn(place_of(scenario, action.key), "change", "a link that is open",
                        fmt::format("{}{}, closed while the change holds",
                                    network.links()[action.links.front()].id,
                                    action.links.size() > 1 ? " and others" : ""),
                        "it has no effect; change the status too");
        }
    }
}

}  // namespace
}  // namespace scenario

Parsed<ScenarioPlan> lay_out(const Scenario& scenario, const Dataset& data) {
    expects(scenario.first_year <= scenario.last_year, "the horizon of a scenario goes forward");
    scenario::Faults faults;
    scenario::check_filters(scenario, data.network, faults);
    scenario::check_requests(scenario, data.network, faults);
    const std::vector<bool> resources = scenario::chosen_resources(scenario, data, faults);
    scenario::check_costs(scenario, data, faults);
    std::vector<scenario::Action> actions = scenario::resolved(scenario, data, faults);
    std::vector<std::vector<DemandRow>> demand = scenario::grown_demand(scenario, data, faults);
    Diagnostics so_far = faults.sorted();
    if (!so_far.ok()) {
        return so_far;
    }

    ScenarioPlan plan;
    plan.scenario = scenario;
    plan.projects = data.projects;
    plan.costs = data.costs;
    plan.disruptions = data.disruptions;
    for (const ResourceUse& use : data.resource_uses) {
        const auto of = std::find_if(data.resources.begin(), data.resources.end(),
                                     [&](const Resource& each) { return each.id == use.resource; });
        if (of != data.resources.end() &&
            resources[static_cast<std::size_t>(of - data.resources.begin())]) {
            plan.resource_uses.push_back(use);
        }
    }
    scenario::Networks networks(scenario, data.network, actions, faults);
    for (int year = scenario.first_year; year <= scenario.last_year; ++year) {
        YearState state;
        state.year = year;
        state.network = networks.of(year);
        state.selection = scenario.selection;
        state.selection.year = year;
        state.demand = std::move(demand[static_cast<std::size_t>(year - scenario.first_year)]);
        for (scenario::Action& action : actions) {
            if (action.of_demand && year >= action.from && year <= action.to) {
                scenario::apply(action, state.demand, faults, scenario);
            }
        }
        state.resources = scenario::resources_in(year, scenario, data, resources, actions, faults);
        scenario::note_open(actions, state);
        plan.years.push_back(std::move(state));
    }
    scenario::report_idle(actions, scenario, data.network, faults);
    Diagnostics diagnostics = faults.sorted();
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return Parsed<ScenarioPlan>(std::move(plan), std::move(diagnostics));
}

}  // namespace corridor
