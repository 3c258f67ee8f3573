#include "report/min_cost_words.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/min_cost.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace corridor::report {
namespace {

using flow::MinCostOutcome;

constexpr double micro = 1e6;
constexpr double hour = 3600;
constexpr double kilogram = 1000;

std::string title(const MinCostReport& report) {
    static constexpr const char* ways[] = {"Cheapest way", "Quickest way", "Cleanest way",
                                           "Way of least generalised cost"};
    return printable(
        fmt::format("{} for {} of {} ({})", ways[static_cast<std::size_t>(report.query.objective)],
                    to_string(report.answer.amount), describe(flow_query(report.query)),
                    describe(report.network_name, report.query.selection)));
}

/// One of the parts of a sum, for each tonne that moves.
struct Part {
    const char* name;
    Int128 value;
};

std::string parts_text(const std::vector<Part>& parts, double divisor, int decimals) {
    std::string text;
    for (const Part& part : parts) {
        if (part.value != 0) {
            text += fmt::format("{}{} {:.{}f}", text.empty() ? ": " : ", ", part.name,
                                static_cast<double>(part.value) / divisor, decimals);
        }
    }
    return text;
}

std::string costs_section(const MinCostReport& report) {
    return costs_text(
        report.query.objective,
        report.query.valuation.value_or(Valuation{report.model.rates.value_of_day, {}}),
        report.answer);
}

std::string price_text(const MinCostReport& report, std::int64_t price) {
    return fmt::format("{:.2f}", in_unit(report.query.objective, price));
}

std::string next_tonne_text(const MinCostReport& report) {
    std::int64_t given = 0;
    for (const Endpoint& origin : report.query.from) {
        given += origin.limit ? origin.limit->count() : 0;
    }
    if (!report.query.with_prices || given == report.query.amount.count()) {
        return "";  // not asked for, or what starts is given
    }
    if (!report.answer.next_tonne) {
        return "  no tonne more can move\n";
    }
    return fmt::format("  a tonne more adds {} {}\n", price_text(report, *report.answer.next_tonne),
                       objective_unit(report.query.objective));
}

std::string binding_section(const MinCostReport& report, Style style) {
    TextTable table({{"limit", Align::left},
                     {"capacity", Align::right},
                     {"a tonne more saves", Align::right},
                     {"up to", Align::right},
                     {"a tonne less costs", Align::right},
                     {"down to", Align::right}});
    const Network& network = report.model.network;
    for (const CapacityPrice& price : report.answer.binding) {
        table.add_row(
            {network.name(price), marked(price.capacity, network.provenance(price).is_estimate()),
             price_text(report, price.saved_by_more),
             price.holds_up_to ? to_string(*price.holds_up_to) : "any",
             price.cost_of_less ? price_text(report, *price.cost_of_less) : "cannot be spared",
             price.cost_of_less ? to_string(price.holds_down_to) : "-"});
    }
    return heading(fmt::format("What binds, and what a tonne of it is worth in {}:",
                               objective_unit(report.query.objective)),
                   style) +
           "\n" + table.render(style, 2);
}

std::string links_section(const MinCostReport& report, Style style) {
    TextTable table({{"link", Align::left},
                     {"from", Align::left},
                     {"to", Align::left},
                     {"mode", Align::left},
                     {"flow Mt/yr", Align::right},
                     {"utilisation", Align::right},
                     {"USD/t", Align::right},
                     {"h", Align::right},
                     {"kg CO2e/t", Align::right}});
    for (const PricedLink& row : priced_links(report)) {
        const TonneCost& cost = report.model.link[row.index];
        table.add_row({row.link->id, row.from->id, row.to->id,
                       std::string(to_string(row.link->mode)), megatonnes(row.flow.count()),
                       row.utilisation ? percent(*row.utilisation) : "-",
                       fmt::format("{:.2f}", cost.money().usd_per_t()),
                       fmt::format("{:.1f}", cost.time().hours()),
                       fmt::format("{:.1f}", static_cast<double>(cost.co2e_g) / kilogram)});
    }
    return heading(fmt::format("Links {} ({}):", report.all_links ? "open to it" : "used",
                               table.row_count()),
                   style) +
           "\n" + table.render(style, 2);
}

std::string infeasible_text(const MinCostReport& report, Style style) {
    const ViolatedCut& cut = report.answer.cut;
    const Network& network = report.model.network;
    std::string text =
        fmt::format("infeasible: {} must pass, {} can, {} stay behind\n\n", to_string(cut.demand),
                    to_string(cut.capacity), to_string(cut.shortfall));
    TextTable table({{"limit", Align::left},
                     {"capacity", Align::right},
                     {"as stated", Align::right},
                     {"confidence", Align::left}});
    for (const CutMember& member : cut.members) {
        const Provenance& provenance = network.provenance(member);
        table.add_row({network.name(member), marked(member.capacity, provenance.is_estimate()),
                       network.capacity(member)->stated.text(),
                       std::string(to_string(provenance.confidence))});
    }
    for (const auto* endpoints : {&report.answer.origins, &report.answer.destinations}) {
        for (const EndpointFlow& endpoint : *endpoints) {
            if (endpoint.in_cut) {
                table.add_row(
                    {network.node(endpoint.node).id, to_string(*endpoint.limit),
                     endpoints == &report.answer.origins ? "what starts there" : "what ends there",
                     "-"});
            }
        }
    }
    if (table.row_count() > 0) {
        text += heading("What is in the way:", style) + "\n" + table.render(style, 2) + "\n";
    } else {
        text += printable(explain_no_route(network, flow_query(report.query))) + "\n\n";
    }
    return text;
}

std::string proof_text(const MinCostReport& report) {
    const char* what = "";
    switch (report.answer.outcome) {
        case MinCostOutcome::optimal:
            what = "a flow and prices of equal value";
            break;
        case MinCostOutcome::infeasible:
            what = "a cut that holds less than must pass it";
            break;
        case MinCostOutcome::unbounded:
            what = "a cycle of links without limits";
            break;
        case MinCostOutcome::limit_reached:
            what = "a flow, and prices that none can beat by more";
            break;
    }
    return fmt::format("certified {}/1: {}, checked independently of the solver\n",
                       report.answer.certified ? 1 : 0, what);
}

}  // namespace

std::string costs_text(Objective objective, const Valuation& valuation, const MinCost& answer) {
    const FlowCost& cost = answer.cost;
    const double tonnes = static_cast<double>(std::max<std::int64_t>(1, answer.amount.count()));
    std::string text =
        fmt::format("  {:.2f} USD/t{}\n", static_cast<double>(cost.money()) / micro / tonnes,
                    parts_text({{"carriage", cost.carriage},
                                {"borders", cost.border},
                                {"gauge change", cost.gauge_change},
                                {"transshipment", cost.transshipment}},
                               micro * tonnes, 2));
    text += fmt::format("  {:.1f} h{}\n", static_cast<double>(cost.time()) / hour / tonnes,
                        parts_text({{"moving", cost.moving},
                                    {"stays", cost.dwell},
                                    {"borders", cost.border_time},
                                    {"gauge change", cost.gauge_time},
                                    {"transshipment", cost.transshipment_time}},
                                   hour * tonnes, 1));
    text +=
        fmt::format("  {:.1f} kg CO2e/t\n", static_cast<double>(cost.co2e_g) / kilogram / tonnes);
    if (objective == Objective::generalised) {
        text += fmt::format("  {:.2f} USD/t in all, with a day of one tonne at {:.2f} USD",
                            static_cast<double>(answer.objective) / micro / tonnes,
                            valuation.value_of_day.usd_per_t());
        if (valuation.carbon_price.micro_usd_per_t > 0) {
            text += fmt::format(" and a tonne of CO2e at {:.2f} USD",
                                valuation.carbon_price.usd_per_t());
        }
        text += "\n";
    }
    return text;
}

FlowQuery flow_query(const MinCostQuery& query) {
    return {.from = query.from,
            .to = query.to,
            .commodity = query.commodity,
            .selection = query.selection};
}

std::string objective_unit(Objective objective) {
    static constexpr const char* units[] = {"USD/t", "h", "kg CO2e/t", "USD/t"};
    return units[static_cast<std::size_t>(objective)];
}

double in_unit(Objective objective, Int128 value) {
    static constexpr double divisors[] = {micro, hour, kilogram, micro};
    return static_cast<double>(value) / divisors[static_cast<std::size_t>(objective)];
}

std::vector<PricedLink> priced_links(const MinCostReport& report) {
    const Network& network = report.model.network;
    const std::vector<bool> open = open_links(network, report.query.selection);
    const auto commodity = network.find_commodity(report.query.commodity);
    std::vector<PricedLink> rows;
    for (std::uint32_t i = 0; i < report.answer.link_flow.size(); ++i) {
        const Link& link = network.links()[i];
        const std::int64_t flow = report.answer.link_flow[i];
        const bool carries = !commodity || link.commodities.contains(*commodity);
        if (flow == 0 && !(report.all_links && open[i] && carries)) {
            continue;
        }
        const Element element = Element::of(LinkId{i});
        const auto& binding = report.answer.binding;
        const auto price =
            std::find_if(binding.begin(), binding.end(), [&](const CapacityPrice& candidate) {
                return static_cast<const Element&>(candidate) == element;
            });
        const TonnesPerYear amount(std::abs(flow));
        PricedLink row{&link,
                       &network.node(flow < 0 ? link.head : link.tail),
                       &network.node(flow < 0 ? link.tail : link.head),
                       i,
                       amount,
                       limit_on(network, element, report.query.commodity),
                       std::nullopt,
                       price == binding.end() ? nullptr : &*price};
        if (row.capacity) {
            row.utilisation = ratio(amount, *row.capacity);
        }
        rows.push_back(row);
    }
    return rows;
}

std::string render_table(const MinCostReport& report, Style style) {
    std::string text = heading(title(report), style) + "\n\n";
    switch (report.answer.outcome) {
        case MinCostOutcome::infeasible:
            return text + infeasible_text(report, style) + proof_text(report);
        case MinCostOutcome::unbounded: {
            std::vector<std::string> names;
            for (const LinkId id : report.answer.cycle) {
                names.push_back(report.model.network.link(id).id);
            }
            return text +
                   fmt::format("unbounded: nothing limits what runs round {}, and it pays\n\n",
                               fmt::join(names, ", ")) +
                   proof_text(report);
        }
        case MinCostOutcome::limit_reached:
            if (report.answer.link_flow.empty()) {
                return text + "stopped at a limit before a flow was found\n";
            }
            text += fmt::format(
                "stopped at a limit: no way costs less than {:.2f} {}\n",
                in_unit(report.query.objective, report.answer.bound) /
                    static_cast<double>(std::max<std::int64_t>(1, report.answer.amount.count())),
                objective_unit(report.query.objective));
            text += costs_section(report) + "\n";
            break;
        case MinCostOutcome::optimal:
            text += costs_section(report) + next_tonne_text(report) + "\n";
            break;
    }
    if (!report.answer.binding.empty()) {
        text += binding_section(report, style) + "\n";
    }
    return text + links_section(report, style) + "\n" + proof_text(report);
}

std::string render_csv(const MinCostReport& report) {
    CsvText csv({"link_id", "from_node_id", "to_node_id", "system", "mode", "commodity",
                 "flow_t_per_year", "capacity_t_per_year", "utilisation", "cost_usd", "time_h",
                 "co2_t", "saved_by_more", "cost_of_less", "price_unit", "confidence"});
    for (const PricedLink& row : priced_links(report)) {
        const TonneCost& cost = report.model.link[row.index];
        const double tonnes = static_cast<double>(row.flow.count());
        const auto price = [&](std::optional<std::int64_t> value) {
            return value ? decimal_text(in_unit(report.query.objective, *value)) : std::string();
        };
        csv.add_row({row.link->id, row.from->id, row.to->id, row.link->system,
                     std::string(to_string(row.link->mode)), report.query.commodity,
                     fmt::to_string(row.flow.count()),
                     row.capacity ? fmt::to_string(row.capacity->count()) : "",
                     row.utilisation ? decimal_text(*row.utilisation) : "",
                     decimal_text(cost.money().usd_per_t() * tonnes),
                     decimal_text(cost.time().hours() * tonnes),
                     decimal_text(static_cast<double>(cost.co2e_g) * tonnes / 1e6),
                     row.price != nullptr ? price(row.price->saved_by_more) : "",
                     row.price != nullptr ? price(row.price->cost_of_less) : "",
                     objective_unit(report.query.objective),
                     std::string(to_string(row.link->provenance.confidence))});
    }
    return csv.text();
}

}  // namespace corridor::report
