#include "report/scenario_allocation.hpp"
#include "report/words.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/report/demand_growth.hpp>
#include <corridor/report/growth.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace corridor::report {
namespace {

constexpr std::size_t members_shown = 2;

const Network& network_of(const ScenarioResult& result, int year) {
    const auto& years = result.plan.years;
    const auto found = std::find_if(years.begin(), years.end(),
                                    [year](const YearState& state) { return state.year == year; });
    expects(found != years.end(), "a result is of a year of its plan");
    return found->network;
}

/// "crude_oil: aktau_sangachal_tanker (2.2 Mt/yr); gas: …" for what stays behind in a year.
std::string what_binds(const Network& network, const YearResult& year,
                       const AllocatedYear* optimum) {
    std::vector<std::string> parts;
    for (const CommodityYear& commodity : year.commodities) {
        if (commodity.unserved.count() > 0) {
            parts.push_back(fmt::format("{}: {}", commodity.commodity,
                                        held_back_by(network, commodity, optimum, members_shown)));
        }
    }
    return parts.empty() ? "-" : fmt::format("{}", fmt::join(parts, "; "));
}

std::string served_note(const ScenarioResult& result) {
    const std::string pooled =
        "any origin may serve any destination, and each\n  commodity has the network to itself\n";
    if (result.allocation.empty()) {
        return "  served is a pooled upper bound: " + pooled;
    }
    constexpr double micro_usd = 1e-6;
    return fmt::format(
               "  served is the optimum of all demands at once: least generalised cost, {:.0f} USD "
               "for a tonne\n  left behind. The pooled bound is never below it: ",
               static_cast<double>(result.plan.scenario.demand.unserved_price.micro_usd_per_t) *
                   micro_usd) +
           pooled;
}

std::string years_section(const ScenarioResult& result, Style style) {
    const std::vector<DemandGroup>& groups = result.plan.scenario.demand.groups;
    std::vector<TableColumn> columns = {{"year", Align::left}, {"demand", Align::right}};
    for (const DemandGroup& group : groups) {
        columns.push_back({"of it " + group.name, Align::right});
    }
    columns.insert(columns.end(), {{"served", Align::right},
                                   {"unserved", Align::right},
                                   {"pooled bound", Align::right},
                                   {"what binds", Align::left}});
    TextTable table(std::move(columns));
    for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
        const YearResult& year = result.growth.years[i];
        std::vector<std::string> row = {fmt::format("{}", year.year),
                                        megatonnes(year.demand.count())};
        for (const DemandGroup& group : groups) {
            row.push_back(megatonnes(group_demand(result.plan.years[i], group.name).count()));
        }
        row.insert(row.end(),
                   {megatonnes(year.served.count()), megatonnes(year.unserved.count()),
                    megatonnes(year.pooled_served.count()),
                    what_binds(result.plan.years[i].network, year, allocated(result, year.year))});
        table.add_row(std::move(row));
    }
    return heading("Demand by year, in Mt/yr:", style) + "\n" + table.render(style, 2) +
           served_note(result);
}

std::string saturation_section(const ScenarioResult& result, Style style) {
    std::string text = heading("Limits used in full, by the first year:", style) + "\n";
    if (result.growth.saturations.empty()) {
        return text + "  none\n";
    }
    TextTable table({{"year", Align::left},
                     {"limit", Align::left},
                     {"system", Align::left},
                     {"capacity", Align::right},
                     {"confidence", Align::left},
                     {"source", Align::left}});
    for (const Saturation& saturation : result.growth.saturations) {
        const Network& network = network_of(result, saturation.year);
        const Provenance& provenance = network.provenance(saturation.element);
        table.add_row({fmt::format("{}", saturation.year), network.name(saturation.element),
                       saturation.element.kind == Element::Kind::link
                           ? network.link(LinkId{saturation.element.index}).system
                           : std::string(),
                       marked(saturation.capacity, provenance.is_estimate()),
                       std::string(to_string(provenance.confidence)), provenance.source});
    }
    return text + table.render(style, 2);
}

std::string readiness_section(const ScenarioResult& result, Style style) {
    std::string text;
    for (const CommodityReadiness& commodity : result.readiness) {
        const std::string needed = readiness_text(result.plan.years.front().network,
                                                  commodity.readiness, result.plan.projects, style);
        if (!needed.empty()) {
            text += heading(printable(fmt::format("What must be in place to carry all {}",
                                                  commodity.commodity)),
                            style) +
                    "\n\n" + needed;
        }
    }
    return text;
}

std::string confidence_section(const ScenarioResult& result, Style style) {
    const YearResult& last = result.growth.years.back();
    std::string text =
        heading(fmt::format("What rests on low-confidence figures in {}:", last.year), style) +
        fmt::format("\n  {} of the tonne-kilometres\n",
                    percent(last.low_confidence_share_of_tonne_km));
    TextTable table({{"commodity", Align::left},
                     {"of the demand", Align::right},
                     {"of the ceiling", Align::right},
                     {"ceiling", Align::right}});
    for (const CommodityYear& commodity : last.commodities) {
        table.add_row({commodity.commodity, percent(commodity.low_confidence_share_of_demand),
                       percent(commodity.low_confidence_share_of_ceiling),
                       commodity.ceiling ? to_string(*commodity.ceiling) : "unlimited"});
    }
    return text + table.render(style, 2) +
           "  the ceiling is what the same places could exchange if demand had no limit\n"
           "  ~ marks estimates\n";
}

std::string questions_section(const ScenarioResult& result, Style style) {
    TextTable table({{"question", Align::left},
                     {"year", Align::left},
                     {"largest flow", Align::right},
                     {"what binds", Align::left}});
    for (const FlowAnswer& answer : result.flows) {
        const bool unbounded = answer.flow.outcome == flow::Outcome::unbounded;
        std::string binding =
            describe(network_of(result, answer.year), answer.flow.cut, members_shown);
        if (unbounded) {
            binding = "nothing";
        } else if (answer.flow.cut.empty()) {
            binding = "no open route";
        }
        table.add_row({answer.request.name, fmt::format("{}", answer.year),
                       unbounded ? "unlimited" : to_string(answer.flow.value), std::move(binding)});
    }
    return heading("How much can move at most, each question on its own:", style) + "\n" +
           table.render(style, 2);
}

std::string scenario_heading(const ScenarioResult& result, Style style) {
    const Scenario& scenario = result.plan.scenario;
    std::string text =
        heading(printable(scenario.title.empty() ? scenario.name : scenario.title), style);
    text += fmt::format("\n{} on {}, {} to {}\n", printable(scenario.name),
                        printable(scenario.network), scenario.first_year, scenario.last_year);
    return text;
}

}  // namespace

Certified certified(const ScenarioResult& result) {
    Certified count;
    for (const YearResult& year : result.growth.years) {
        count.proved += year.certified;
        count.answers += year.answers;
    }
    for (const FlowAnswer& answer : result.flows) {
        count.proved += answer.flow.certified ? 1 : 0;
        count.answers += 1;
    }
    return count;
}

std::string first_break(const ScenarioResult& result) {
    const Growth& growth = result.growth;
    if (growth.years.empty()) {
        return "";
    }
    if (!growth.breaks_in) {
        return fmt::format("Growth does not break the corridor up to {}.",
                           growth.years.back().year);
    }
    const auto broken =
        std::find_if(growth.years.begin(), growth.years.end(),
                     [&](const YearResult& year) { return year.year == *growth.breaks_in; });
    expects(broken != growth.years.end(), "the year that breaks is one of the years");
    const Network& network = network_of(result, broken->year);
    std::vector<std::string> parts;
    for (const CommodityYear& commodity : broken->commodities) {
        if (commodity.unserved.count() > 0) {
            std::string limits =
                held_back_by(network, commodity, allocated(result, broken->year), members_shown);
            parts.push_back(fmt::format(
                "{} is held back by {}", commodity.commodity,
                limits == "no open route" ? "the lack of an open route" : std::move(limits)));
        }
    }
    std::vector<std::string> asked;
    const auto position = static_cast<std::size_t>(broken - growth.years.begin());
    for (const DemandGroup& group : result.plan.scenario.demand.groups) {
        asked.push_back(fmt::format("{} {} asks for {}", asked.empty() ? ", when" : " and",
                                    group.name,
                                    group_demand(result.plan.years[position], group.name)));
    }
    return printable(fmt::format("Growth breaks the corridor in {}{}: {}.", broken->year,
                                 fmt::join(asked, ""), fmt::join(parts, "; ")));
}

std::string render_table(const ScenarioResult& result, Style style) {
    std::string text = scenario_heading(result, style) + "\n";
    if (!result.flows.empty()) {
        text += questions_section(result, style) + "\n";
    }
    if (!result.growth.years.empty()) {
        text += years_section(result, style) + "\n";
        if (!result.allocation.empty()) {
            text += prices_section(result, style) + "\n" + diversions_section(result, style);
        }
        text += saturation_section(result, style) + "\n" + readiness_section(result, style) +
                confidence_section(result, style) + "\n" + heading(first_break(result), style) +
                "\n";
    }
    const Certified count = certified(result);
    return text + fmt::format(
                      "certified {}/{}: every answer behind this was checked "
                      "independently of the solver\n",
                      count.proved, count.answers);
}

}  // namespace corridor::report
