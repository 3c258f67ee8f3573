#include "report/run_tables.hpp"

#include "report/scenario_allocation.hpp"
#include "report/words.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/growth.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace corridor::report {
namespace {

std::string number(std::int64_t value) {
    return fmt::format("{}", value);
}

std::string flag(bool value) {
    return value ? "1" : "0";
}

std::string number(const std::optional<double>& value) {
    return value ? decimal_text(*value) : "";
}

std::string limit_text(const Network& network, Element element) {
    const auto& capacity = network.capacity(element);
    return capacity ? number(capacity->rate.count()) : "";
}

/// What one more tonne a year of an element is worth; 0.00 where it does not bind.
std::string price_text(const AllocatedYear* year, Element element) {
    return year == nullptr ? "" : cents(price_of(*year, element).value_or(0.0));
}

/// Whether an element is in what binds a commodity in this year.
bool binds(const YearResult& year, Element element) {
    return std::any_of(
        year.commodities.begin(), year.commodities.end(), [&](const CommodityYear& commodity) {
            return std::find(commodity.binding.begin(), commodity.binding.end(), element) !=
                   commodity.binding.end();
        });
}

/// Links, nodes, terminals and shared limits that a commodity waits for.
std::string binding_names(const Network& network, const CommodityYear& commodity) {
    std::vector<std::string> names = network.names(commodity.binding);
    names.insert(names.end(), commodity.binding_resources.begin(),
                 commodity.binding_resources.end());
    return fmt::format("{}", fmt::join(names, ";"));
}

template <class Row>
void for_each_year(const ScenarioResult& result, const Row& row) {
    for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
        row(result.plan.years[i].network, result.growth.years[i]);
    }
}

}  // namespace

std::string member_names(const Network& network, const std::vector<CutMember>& cut) {
    return fmt::format("{}", fmt::join(network.names(cut), ";"));
}

std::string links_csv(const ScenarioResult& result) {
    CsvText csv({"link_id", "from_node_id", "to_node_id", "system", "mode", "commodity", "year",
                 "flow_t_per_year", "counted_flow_t_per_year", "capacity_t_per_year", "utilisation",
                 "in_min_cut", "shadow_price_usd_per_t", "confidence", "estimate", "source"});
    for_each_year(result, [&](const Network& network, const YearResult& year) {
        const AllocatedYear* optimum = allocated(result, year.year);
        for (std::uint32_t i = 0; i < network.links().size(); ++i) {
            const Link& link = network.links()[i];
            const Element element = Element::of(LinkId{i});
            csv.add_row({link.id, network.node(link.tail).id, network.node(link.head).id,
                         link.system, std::string(to_string(link.mode)), "all", number(year.year),
                         number(year.link_load[i]), number(year.counted_link_load[i]),
                         limit_text(network, element), number(utilisation(network, year, element)),
                         flag(binds(year, element)), price_text(optimum, element),
                         std::string(to_string(link.provenance.confidence)),
                         flag(link.provenance.is_estimate()), link.provenance.source});
        }
    });
    return csv.text();
}

std::string nodes_csv(const ScenarioResult& result) {
    CsvText csv({"node_id", "name", "country", "year", "throughput_t_per_year",
                 "capacity_t_per_year", "utilisation", "dwell_h", "in_min_cut",
                 "terminal_throughput_t_per_year", "terminal_capacity_t_per_year",
                 "terminal_utilisation", "terminal_in_min_cut", "shadow_price_usd_per_t",
                 "terminal_shadow_price_usd_per_t", "confidence", "estimate", "source"});
    for_each_year(result, [&](const Network& network, const YearResult& year) {
        const AllocatedYear* optimum = allocated(result, year.year);
        for (std::uint32_t i = 0; i < network.nodes().size(); ++i) {
            const Node& node = network.nodes()[i];
            const Element passing = Element::of(NodeId{i});
            const Element terminal = Element::terminal_of(NodeId{i});
            csv.add_row({node.id, node.name, node.country, number(year.year),
                         number(year.node_load[i]), limit_text(network, passing),
                         number(utilisation(network, year, passing)),
                         decimal_text(node.dwell.hours()), flag(binds(year, passing)),
                         number(year.terminal_load[i]), limit_text(network, terminal),
                         number(utilisation(network, year, terminal)), flag(binds(year, terminal)),
                         price_text(optimum, passing), price_text(optimum, terminal),
                         std::string(to_string(node.provenance.confidence)),
                         flag(node.provenance.is_estimate()), node.provenance.source});
        }
    });
    return csv.text();
}

std::string_view bound_name(const ScenarioResult& result) {
    return result.allocation.empty() ? "pooled upper bound" : "multi-commodity optimum";
}

std::string cuts_csv(const ScenarioResult& result) {
    CsvText csv({"cut_id", "year", "commodity", "kind", "capacity_t_per_year", "members",
                 "low_confidence_share"});
    for_each_year(result, [&](const Network& network, const YearResult& year) {
        const auto add = [&](const CommodityYear& commodity, const char* kind,
                             const std::vector<CutMember>& cut) {
            if (cut.empty()) {
                return;
            }
            TonnesPerYear capacity;
            for (const CutMember& member : cut) {
                capacity += member.capacity;
            }
            csv.add_row({fmt::format("{}:{}:{}", year.year, commodity.commodity, kind),
                         number(year.year), commodity.commodity, kind, number(capacity.count()),
                         member_names(network, cut),
                         decimal_text(low_confidence_share(network, cut))});
        };
        for (const CommodityYear& commodity : year.commodities) {
            add(commodity, "binding", commodity.pooled_binding);
            add(commodity, "ceiling", commodity.ceiling_cut);
        }
    });
    return csv.text();
}

std::string render_growth_csv(std::span<const ScenarioResult> results) {
    CsvText csv({"scenario", "year", "commodity", "demand_t_per_year", "served_t_per_year",
                 "unserved_t_per_year", "bound", "binding", "ceiling_t_per_year", "ceiling_cut",
                 "loaded_t_per_year", "low_confidence_share_of_demand",
                 "low_confidence_share_of_ceiling", "low_confidence_share_of_tonne_km",
                 "pooled_bound_t_per_year", "pooled_unserved_t_per_year", "pooled_binding"});
    for (const ScenarioResult& result : results) {
        const std::string bound(bound_name(result));
        const std::string& scenario = result.plan.scenario.name;
        for_each_year(result, [&](const Network& network, const YearResult& year) {
            csv.add_row({scenario, number(year.year), "all", number(year.demand.count()),
                         number(year.served.count()), number(year.unserved.count()), bound, "", "",
                         "", number(year.loaded.count()), "", "",
                         decimal_text(year.low_confidence_share_of_tonne_km),
                         number(year.pooled_served.count()), number(year.pooled_unserved.count()),
                         ""});
            for (const CommodityYear& commodity : year.commodities) {
                csv.add_row(
                    {scenario, number(year.year), commodity.commodity,
                     number(commodity.demand.count()), number(commodity.served.count()),
                     number(commodity.unserved.count()), bound, binding_names(network, commodity),
                     commodity.ceiling ? number(commodity.ceiling->count()) : "",
                     member_names(network, commodity.ceiling_cut), number(commodity.loaded.count()),
                     decimal_text(commodity.low_confidence_share_of_demand),
                     decimal_text(commodity.low_confidence_share_of_ceiling), "",
                     number(commodity.pooled_served.count()),
                     number(commodity.pooled_unserved.count()),
                     member_names(network, commodity.pooled_binding)});
            }
        });
    }
    return csv.text();
}

std::string kpi_csv(const ScenarioResult& result) {
    CsvText csv({"scenario", "year", "kpi", "value", "unit"});
    const std::string& scenario = result.plan.scenario.name;
    const auto add = [&](std::string year, std::string kpi, std::string value, std::string unit) {
        csv.add_row({scenario, std::move(year), std::move(kpi), std::move(value), std::move(unit)});
    };
    for (const YearResult& year : result.growth.years) {
        const std::string in = number(year.year);
        add(in, "demand", number(year.demand.count()), "t/yr");
        const auto state =
            std::find_if(result.plan.years.begin(), result.plan.years.end(),
                         [&](const YearState& candidate) { return candidate.year == year.year; });
        for (const DemandGroup& group : result.plan.scenario.demand.groups) {
            add(in, "demand:" + group.name, number(group_demand(*state, group.name).count()),
                "t/yr");
        }
        add(in, "served", number(year.served.count()), "t/yr");
        add(in, "unserved", number(year.unserved.count()), "t/yr");
        add(in, "served_pooled_upper_bound", number(year.pooled_served.count()), "t/yr");
        add(in, "loaded", number(year.loaded.count()), "t/yr");
        if (const AllocatedYear* optimum = allocated(result, year.year)) {
            for (const std::size_t r : binding_limits(*optimum)) {
                const AllocationLimit& limit = optimum->answer.limits[r];
                add(in, "shadow_price:" + name(state->network, optimum->query, limit),
                    cents(limit.price), "USD per " + limit_unit(*optimum, limit));
            }
        }
        const auto filled = std::count_if(
            result.growth.saturations.begin(), result.growth.saturations.end(),
            [&](const Saturation& saturation) { return saturation.year == year.year; });
        add(in, "newly_saturated_limits", number(filled), "1");
        add(in, "low_confidence_share_of_tonne_km",
            decimal_text(year.low_confidence_share_of_tonne_km), "1");
    }
    if (result.growth.breaks_in) {
        add("", "breaks_in", number(*result.growth.breaks_in), "year");
    }
    for (const FlowAnswer& answer : result.flows) {
        const bool unbounded = answer.flow.outcome == flow::Outcome::unbounded;
        add(number(answer.year), "max_flow:" + answer.request.name,
            unbounded ? "unlimited" : number(answer.flow.value.count()), "t/yr");
    }
    const Certified count = certified(result);
    add("", "answers", number(static_cast<std::int64_t>(count.answers)), "1");
    add("", "certified_answers", number(static_cast<std::int64_t>(count.proved)), "1");
    return csv.text();
}

}  // namespace corridor::report
