#include <corridor/analysis/growth.hpp>
#include <corridor/scenario/compare.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace corridor {
namespace {

DemandSettings without_places(DemandSettings demand) {
    demand.place = {};
    for (CommodityGrowth& commodity : demand.commodities) {
        commodity.place = {};
    }
    for (DemandGroup& group : demand.groups) {
        group.place = {};
    }
    return demand;
}

Change without_place(Change change) {
    change.place = {};
    return change;
}

/// The filters that hold in every year.
Selection filters_of(const Scenario& scenario) {
    Selection selection = scenario.selection;
    selection.year.reset();
    return selection;
}

/// The changes of `one` that `other` lacks; equal ones are matched one to one.
std::vector<Change> beyond(const std::vector<Change>& one, const std::vector<Change>& other) {
    std::vector<Change> left;
    for (const Change& change : other) {
        left.push_back(without_place(change));
    }
    std::vector<Change> extra;
    for (const Change& change : one) {
        const auto match = std::find(left.begin(), left.end(), without_place(change));
        if (match == left.end()) {
            extra.push_back(change);
        } else {
            left.erase(match);
        }
    }
    return extra;
}

/// A scenario that patches are put on, one by one.
struct Draft {
    Scenario scenario;
    const Dataset* data;

    void put(const Patch& patch, const ComparedRun& after) {
        switch (patch.kind) {
            case Patch::Kind::network:
                data = &after.data;
                scenario.network = after.scenario.network;
                break;
            case Patch::Kind::demand:
                scenario.demand = after.scenario.demand;
                break;
            case Patch::Kind::filters: {
                scenario.selection = after.scenario.selection;
                scenario.exclude_resources = after.scenario.exclude_resources;
                break;
            }
            case Patch::Kind::change_taken_out: {
                const auto gone = std::find_if(
                    scenario.changes.begin(), scenario.changes.end(), [&](const Change& change) {
                        return without_place(change) == without_place(patch.change);
                    });
                if (gone != scenario.changes.end()) {
                    scenario.changes.erase(gone);
                }
                break;
            }
            case Patch::Kind::change_added:
                scenario.changes.push_back(patch.change);
                break;
        }
    }
};

/// Served and unserved tonnes of the years, or why there is no such scenario.
struct Outcome {
    std::vector<std::pair<std::int64_t, std::int64_t>> years;
    std::string why_not;
};

Outcome outcome_of(const Draft& draft, const ComparedRun& before, const ComparedRun& after,
                   const std::vector<YearDifference>& years) {
    Scenario scenario = draft.scenario;
    scenario.first_year = std::min(before.scenario.first_year, after.scenario.first_year);
    scenario.last_year = std::max(before.scenario.last_year, after.scenario.last_year);
    scenario.flows.clear();
    const Parsed<ScenarioPlan> plan = lay_out(scenario, *draft.data);
    if (!plan.ok()) {
        return {{}, render(plan.diagnostics().kept().front())};
    }
    Outcome outcome;
    ScenarioPlan common = *plan;
    common.years.clear();
    for (const YearState& state : plan->years) {
        if (state.year >= years.front().year && state.year <= years.back().year) {
            common.years.push_back(state);
        }
    }
    common.scenario.growth = true;
    for (const AllocatedYear& year : allocate(common)) {
        outcome.years.emplace_back(year.total_served().count(), year.total_unserved().count());
    }
    if (outcome.years.empty()) {
        for (const YearResult& year : growth(common.years).years) {
            outcome.years.emplace_back(year.served.count(), year.unserved.count());
        }
    }
    return outcome;
}

std::vector<Patch> patches_between(const ComparedRun& before, const ComparedRun& after) {
    std::vector<Patch> patches;
    if (before.scenario.network != after.scenario.network) {
        patches.push_back({Patch::Kind::network});
    }
    if (without_places(before.scenario.demand) != without_places(after.scenario.demand)) {
        patches.push_back({Patch::Kind::demand});
    }
    if (filters_of(before.scenario) != filters_of(after.scenario) ||
        before.scenario.exclude_resources != after.scenario.exclude_resources) {
        patches.push_back({Patch::Kind::filters});
    }
    for (const Change& change : beyond(before.scenario.changes, after.scenario.changes)) {
        patches.push_back({Patch::Kind::change_taken_out, change});
    }
    for (const Change& change : beyond(after.scenario.changes, before.scenario.changes)) {
        patches.push_back({Patch::Kind::change_added, change});
    }
    return patches;
}

std::vector<std::string> binding_names(const Network& network, const YearResult& year) {
    std::set<std::string> names;
    for (const CommodityYear& commodity : year.commodities) {
        for (const std::string& name : network.names(commodity.binding)) {
            names.insert(name);
        }
        names.insert(commodity.binding_resources.begin(), commodity.binding_resources.end());
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> without(const std::vector<std::string>& names,
                                 const std::vector<std::string>& taken) {
    std::vector<std::string> left;
    std::set_difference(names.begin(), names.end(), taken.begin(), taken.end(),
                        std::back_inserter(left));
    return left;
}

std::vector<YearDifference> differences(const ScenarioResult& before, const ScenarioResult& after) {
    std::vector<YearDifference> years;
    for (std::size_t i = 0; i < before.growth.years.size(); ++i) {
        const YearResult& one = before.growth.years[i];
        const auto other =
            std::find_if(after.growth.years.begin(), after.growth.years.end(),
                         [&](const YearResult& year) { return year.year == one.year; });
        if (other == after.growth.years.end()) {
            continue;
        }
        const auto at = static_cast<std::size_t>(other - after.growth.years.begin());
        YearDifference difference;
        difference.year = one.year;
        difference.demand_before = one.demand;
        difference.demand_after = other->demand;
        difference.served_before = one.served;
        difference.served_after = other->served;
        difference.unserved_before = one.unserved;
        difference.unserved_after = other->unserved;
        difference.pooled_before = one.pooled_served;
        difference.pooled_after = other->pooled_served;
        const std::vector<std::string> first = binding_names(before.plan.years[i].network, one);
        const std::vector<std::string> second = binding_names(after.plan.years[at].network, *other);
        difference.binds_no_more = without(first, second);
        difference.binds_now = without(second, first);
        years.push_back(std::move(difference));
    }
    return years;
}

/// Fills the effects of each patch alone and in order, and what they do together.
void attribute(Comparison& comparison, const ComparedRun& before, const ComparedRun& after) {
    std::vector<std::pair<std::int64_t, std::int64_t>> so_far;
    for (YearDifference& year : comparison.years) {
        so_far.emplace_back(year.served_before.count(), year.unserved_before.count());
        year.interaction = year.served_after.count() - year.served_before.count();
    }
    const auto base = so_far;
    Draft in_order{before.scenario, &before.data};
    for (PatchContribution& contribution : comparison.patches) {
        Draft single{before.scenario, &before.data};
        single.put(contribution.patch, after);
        in_order.put(contribution.patch, after);
        const Outcome alone = outcome_of(single, before, after, comparison.years);
        const Outcome together = outcome_of(in_order, before, after, comparison.years);
        contribution.why_not_alone = alone.why_not;
        for (std::size_t i = 0; i < comparison.years.size(); ++i) {
            PatchEffect effect;
            effect.year = comparison.years[i].year;
            if (!alone.years.empty()) {
                effect.served_alone = alone.years[i].first - base[i].first;
                effect.unserved_alone = alone.years[i].second - base[i].second;
                comparison.years[i].interaction -= *effect.served_alone;
            }
            if (!together.years.empty()) {
                effect.served_in_order = together.years[i].first - so_far[i].first;
                effect.unserved_in_order = together.years[i].second - so_far[i].second;
                so_far[i] = together.years[i];
            }
            contribution.years.push_back(effect);
        }
    }
}

std::string target_of(const Change& change) {
    const std::pair<const char*, const std::string*> targets[] = {
        {"link", &change.link},
        {"system", &change.system},
        {"node", &change.node},
        {"project", &change.project},
        {"disruption", &change.disruption},
        {"resource", &change.resource}};
    for (const auto& [kind, name] : targets) {
        if (!name->empty()) {
            return fmt::format("{} {}", kind, *name);
        }
    }
    return "demand";
}

std::string describe(const Change& change) {
    std::string text = target_of(change);
    if (!change.attribute.empty() || !change.value.empty()) {
        text +=
            fmt::format(": {}{}{}", change.attribute,
                        change.attribute.empty() || change.value.empty() ? "" : " ", change.value);
    }
    if (change.from) {
        text += fmt::format(" from {}", *change.from);
    }
    if (change.to) {
        text += fmt::format(" to {}", *change.to);
    }
    return text;
}

}  // namespace

std::string describe(const Patch& patch) {
    switch (patch.kind) {
        case Patch::Kind::network:
            return "another network";
        case Patch::Kind::demand:
            return "another demand or growth";
        case Patch::Kind::filters:
            return "other filters";
        case Patch::Kind::change_taken_out:
            return "without " + describe(patch.change);
        case Patch::Kind::change_added:
            break;
    }
    return describe(patch.change);
}

Comparison compare(const ComparedRun& before, const ComparedRun& after) {
    Comparison comparison;
    comparison.before = before.scenario.name;
    comparison.after = after.scenario.name;
    comparison.breaks_in_before = before.result.growth.breaks_in;
    comparison.breaks_in_after = after.result.growth.breaks_in;
    comparison.years = differences(before.result, after.result);
    for (const Patch& patch : patches_between(before, after)) {
        comparison.patches.push_back({patch, {}, {}});
    }
    if (!comparison.years.empty()) {
        attribute(comparison, before, after);
    }
    return comparison;
}

}  // namespace corridor
