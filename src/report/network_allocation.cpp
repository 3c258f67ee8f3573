#include "report/empty_returns.hpp"
#include "report/json_parts.hpp"
#include "report/price_range.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/network_allocation.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace corridor::report {
namespace {

using flow::AllocationObjective;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 12;

struct Words {
    const char* name;
    const char* measure;
    const char* explained;
};

Words words_of(AllocationObjective objective) {
    switch (objective) {
        case AllocationObjective::least_cost:
            return {"cost", "total_cost", "USD/yr, what is not served included"};
        case AllocationObjective::most_served:
            return {"served", "total_served", "t/yr served in all"};
        case AllocationObjective::concurrent:
            return {"concurrent", "concurrent_flow", "of every demand can be served at once"};
        case AllocationObjective::fair:
            return {"fair", "smallest_share", "the smallest share of a group that is served"};
    }
    return {"", "", ""};
}

const char* status_of(const Allocation& answer) {
    switch (answer.outcome) {
        case flow::AllocationOutcome::optimal:
            return "optimal";
        case flow::AllocationOutcome::unbounded:
            return "unbounded";
        case flow::AllocationOutcome::limit_reached:
            return "limit_reached";
    }
    return "";
}

std::string megatonnes_text(double tonnes) {
    return fmt::format("{:.3f}", tonnes / 1e6);
}

/// In Mt/yr, or in the unit of the resource.
std::string amount_text(const NetworkAllocationReport& report, const AllocationLimit& limit,
                        double amount) {
    return limit.element || report.query.resources[limit.resource].rate
               ? megatonnes_text(amount)
               : fmt::format("{:.6g}", amount);
}

std::string range_text(const NetworkAllocationReport& report, const AllocationLimit& limit) {
    if (!limit.range) {
        return "";
    }
    const std::string from = amount_text(report, limit, limit.range->from);
    return std::isfinite(limit.range->to)
               ? fmt::format("{} to {}", from, amount_text(report, limit, limit.range->to))
               : from + " and more";
}

bool has_ranges(const NetworkAllocationReport& report) {
    const auto& limits = report.answer.limits;
    return std::all_of(limits.begin(), limits.end(),
                       [](const AllocationLimit& limit) { return limit.range.has_value(); });
}

const char* why_no_ranges(const NetworkAllocationReport& report) {
    return report.answer.objective == AllocationObjective::concurrent &&
                   !report.query.equipment.empty()
               ? "served in proportion with empty returns, the answer is found over arcs"
               : "the bounds are apart";
}

/// A limit in the words of its element: "Mt/yr", or the unit of the resource.
std::string capacity_text(const NetworkAllocationReport& report, const AllocationLimit& limit) {
    if (limit.element || report.query.resources[limit.resource].rate) {
        return megatonnes_text(limit.capacity) + " Mt/yr";
    }
    return fmt::format("{:.6g} {}", limit.capacity, report.query.resources[limit.resource].unit);
}

const char* kind_of(const AllocationLimit& limit) {
    if (!limit.element) {
        return "resource";
    }
    switch (limit.element->kind) {
        case Element::Kind::link:
            return "link";
        case Element::Kind::node:
            return "node";
        case Element::Kind::container_terminal:
            return "container terminal";
    }
    return "";
}

std::string id_of(const NetworkAllocationReport& report, const AllocationLimit& limit) {
    if (!limit.element) {
        return report.query.resources[limit.resource].id;
    }
    return limit.element->kind == Element::Kind::link
               ? report.network.link(LinkId{limit.element->index}).id
               : report.network.node(NodeId{limit.element->index}).id;
}

std::string binding_limits(const NetworkAllocationReport& report, Style style) {
    std::vector<const AllocationLimit*> rows;
    for (const AllocationLimit& limit : report.answer.limits) {
        if (binds(report.answer, limit)) {
            rows.push_back(&limit);
        }
    }
    if (rows.empty()) {
        return "no limit binds\n";
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto* a, const auto* b) { return a->price > b->price; });
    const bool cost = report.answer.objective == AllocationObjective::least_cost;
    TextTable table({{"limit that binds"},
                     {"kind"},
                     {"capacity", Align::right},
                     {cost                                                   ? "price, USD"
                      : report.answer.objective == AllocationObjective::fair ? "price, share"
                                                                             : "price",
                      Align::right},
                     {"holds at", Align::right}});
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i) {
        table.add_row(
            {printable(name(report.network, report.query, *rows[i])), kind_of(*rows[i]),
             capacity_text(report, *rows[i]),
             cost ? fmt::format("{:.2f}", rows[i]->price) : fmt::format("{:.6g}", rows[i]->price),
             range_text(report, *rows[i])});
    }
    std::string text = "\n" + table.render(style);
    if (rows.size() > most_rows) {
        text += fmt::format("and {} more\n", rows.size() - most_rows);
    }
    if (!has_ranges(report)) {
        text += fmt::format("where these prices hold is not told: {}\n", why_no_ranges(report));
    }
    return text;
}

std::string unserved_demands(const NetworkAllocationReport& report, Style style) {
    std::vector<std::pair<double, std::size_t>> rows;
    double sum = 0.0;
    for (std::size_t d = 0; d < report.query.demands.size(); ++d) {
        const double missing = unserved(report.query, report.answer, d);
        sum += missing;
        if (missing > 0.0) {
            rows.emplace_back(missing, d);
        }
    }
    if (report.answer.objective == AllocationObjective::concurrent) {
        return report.answer.value > 0.0
                   ? ""
                   : "\nnothing, because a demand has no open route or meets a limit of 0: "
                     "--objective served names it\n";
    }
    if (rows.empty()) {
        return "\nall demands are served in full\n";
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    TextTable table({{"not served in full"},
                     {"from"},
                     {"to"},
                     {"commodity"},
                     {"Mt/yr", Align::right},
                     {"unserved", Align::right}});
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i) {
        const AllocationDemand& demand = report.query.demands[rows[i].second];
        table.add_row({printable(demand.id), printable(demand.origin),
                       printable(demand.destination),
                       demand.commodity.empty() ? "any" : printable(demand.commodity),
                       megatonnes_text(static_cast<double>(demand.amount.count())),
                       megatonnes_text(rows[i].first)});
    }
    std::string text = "\n" + table.render(style);
    if (rows.size() > most_rows) {
        text += fmt::format("and {} more\n", rows.size() - most_rows);
    }
    return text + fmt::format("unserved in all: {} Mt/yr\n", megatonnes_text(sum));
}

std::string fair_groups(const NetworkAllocationReport& report, Style style) {
    if (report.answer.groups.empty()) {
        return "";
    }
    std::vector<FairGroup> groups = report.answer.groups;
    std::stable_sort(groups.begin(), groups.end(),
                     [](const FairGroup& a, const FairGroup& b) { return a.share < b.share; });
    TextTable table({{"group"}, {"share served", Align::right}});
    for (std::size_t i = 0; i < std::min(groups.size(), most_rows); ++i) {
        table.add_row({printable(groups[i].name), fmt::format("{:.6f}", groups[i].share)});
    }
    std::string text = "\n" + table.render(style);
    if (groups.size() > most_rows) {
        text += fmt::format("and {} more\n", groups.size() - most_rows);
    }
    return text;
}

std::string value_text(const Allocation& answer, double value) {
    return answer.objective == AllocationObjective::least_cost ||
                   answer.objective == AllocationObjective::most_served
               ? fmt::format("{:.0f}", value)
               : fmt::format("{:.9f}", value);
}

Json limit_document(const AllocationLimit& limit) {
    Json entry = Json::object();
    entry["use"] = limit.use;
    entry["capacity"] = limit.capacity;
    entry["utilisation"] = limit.capacity > 0.0 ? Json(limit.use / limit.capacity) : Json(nullptr);
    entry["price"] = limit.price;
    put_range(entry, limit.range);
    return entry;
}

Json commodities_document(const NetworkAllocationReport& report) {
    Json list = Json::array();
    for (std::size_t d = 0; d < report.query.demands.size(); ++d) {
        const AllocationDemand& demand = report.query.demands[d];
        Json entry = Json::object();
        entry["demand_id"] = demand.id;
        entry["origin"] = demand.origin;
        entry["destination"] = demand.destination;
        entry["commodity"] = demand.commodity.empty() ? "all" : demand.commodity;
        entry["amount"] = demand.amount.count();
        entry["served"] = report.answer.served[d];
        entry["unserved"] = unserved(report.query, report.answer, d);
        entry["price"] = number(report.answer.demand_price[d]);
        Json routes = Json::array();
        for (const AllocatedRoute& route : report.answer.routes) {
            if (route.demand == d) {
                Json links = Json::array();
                for (const LinkId link : route.links) {
                    links.push_back(report.network.link(link).id);
                }
                routes.push_back({{"t_per_year", route.t_per_year}, {"links", std::move(links)}});
            }
        }
        entry["routes"] = std::move(routes);
        list.push_back(std::move(entry));
    }
    return list;
}

/// Every link with flow or a price, with what each commodity has of it.
Json links_document(const NetworkAllocationReport& report) {
    std::map<std::uint32_t, Json> by_link;
    for (const AllocationLimit& limit : report.answer.limits) {
        if (limit.element && limit.element->kind == Element::Kind::link &&
            (limit.use > 0.0 || binds(report.answer, limit))) {
            Json entry = Json::object();
            entry["link_id"] = report.network.name(*limit.element);
            entry.update(limit_document(limit));
            entry["flows"] = Json::array();
            by_link[limit.element->index] = std::move(entry);
        }
    }
    for (const CommodityFlow& flow : report.answer.flows) {
        Json& entry = by_link[flow.link.index];
        if (entry.is_null()) {
            entry = {{"link_id", report.network.link(flow.link).id},
                     {"use", 0.0},
                     {"capacity", nullptr},
                     {"utilisation", nullptr},
                     {"price", 0.0},
                     {"flows", Json::array()}};
        }
        if (entry["capacity"].is_null()) {
            entry["use"] =
                entry["use"].get<double>() + flow.forward_t_per_year + flow.backward_t_per_year;
        }
        entry["flows"].push_back({{"commodity", flow.commodity.empty() ? "all" : flow.commodity},
                                  {"forward_t_per_year", flow.forward_t_per_year},
                                  {"backward_t_per_year", flow.backward_t_per_year}});
    }
    Json list = Json::array();
    for (auto& [link, entry] : by_link) {
        list.push_back(std::move(entry));
    }
    return list;
}

Json other_limits_document(const NetworkAllocationReport& report, bool resources) {
    Json list = Json::array();
    for (const AllocationLimit& limit : report.answer.limits) {
        const bool is_link = limit.element && limit.element->kind == Element::Kind::link;
        if (is_link || limit.element.has_value() == resources ||
            (!resources && limit.use <= 0.0 && !binds(report.answer, limit))) {
            continue;
        }
        Json entry = Json::object();
        if (resources) {
            entry["resource_id"] = report.query.resources[limit.resource].id;
            entry["unit"] = report.query.resources[limit.resource].rate
                                ? "t/yr"
                                : report.query.resources[limit.resource].unit;
        } else {
            entry["node_id"] = report.network.node(NodeId{limit.element->index}).id;
            entry["limit"] =
                limit.element->kind == Element::Kind::node ? "throughput" : "container_terminal";
        }
        entry.update(limit_document(limit));
        list.push_back(std::move(entry));
    }
    return list;
}

}  // namespace

std::string render_table(const NetworkAllocationReport& report, Style style) {
    const Allocation& answer = report.answer;
    const Words words = words_of(answer.objective);
    std::string text =
        heading(printable(fmt::format("Allocation of {} demands on {}", report.query.demands.size(),
                                      describe(report.network_name, report.query.selection))),
                style);
    text += fmt::format("\n\n{}  {}\n", value_text(answer, answer.value), words.explained);
    if (answer.outcome == flow::AllocationOutcome::unbounded) {
        text += "no limit stands in the way of any demand\n";
    } else {
        text += fmt::format("between {} and {}\n", value_text(answer, answer.lower_bound),
                            value_text(answer, answer.upper_bound));
        text += binding_limits(report, style);
        text += fair_groups(report, style);
        text += unserved_demands(report, style);
        text += empty_returns_text(report, style);
    }
    text += fmt::format(
        "\ncertified {}/1: flows and prices of limits, checked on arcs and on the network\n",
        answer.certified ? 1 : 0);
    return text;
}

std::string render_json(const NetworkAllocationReport& report) {
    const Allocation& answer = report.answer;
    const Words words = words_of(answer.objective);
    Json document = Json::object();
    document["schema"] = "corridor/allocate/1";
    document["network"] = report.network_name;
    document["objective"] = words.name;
    document["measure"] = words.measure;
    document["status"] = status_of(answer);
    document["value"] = number(answer.value);
    document["lower_bound"] = number(answer.lower_bound);
    document["upper_bound"] = number(answer.upper_bound);
    document["gap"] = number(answer.gap);
    document["certified"] = answer.certified;
    document["commodities"] = commodities_document(report);
    if (answer.objective == AllocationObjective::fair) {
        Json groups = Json::array();
        for (const FairGroup& group : answer.groups) {
            groups.push_back({{"group", group.name}, {"share", group.share}});
        }
        document["groups"] = std::move(groups);
    }
    document["price_ranges"] = has_ranges(report);
    document["links"] = links_document(report);
    document["nodes"] = other_limits_document(report, false);
    document["resources"] = other_limits_document(report, true);
    if (!report.query.equipment.empty()) {
        document["equipment"] = empty_returns_document(report);
    }
    document["solve_seconds"] = rounded(report.solve_seconds);
    return dumped(document);
}

std::string render_limits_csv(const NetworkAllocationReport& report) {
    CsvText csv({"kind", "id", "unit", "use", "capacity", "price", "price_from", "price_to"});
    const auto digits = [](double value) {
        return std::isfinite(value) ? fmt::format("{:.10g}", value) : std::string();
    };
    for (const AllocationLimit& limit : report.answer.limits) {
        const bool in_tonnes = limit.element || report.query.resources[limit.resource].rate;
        csv.add_row({kind_of(limit), id_of(report, limit),
                     in_tonnes ? "t/yr" : report.query.resources[limit.resource].unit,
                     digits(limit.use), digits(limit.capacity), digits(limit.price),
                     limit.range ? digits(limit.range->from) : "",
                     limit.range ? digits(limit.range->to) : ""});
    }
    return csv.text();
}

std::string render_csv(const NetworkAllocationReport& report) {
    if (report.rows == AllocationRows::limits) {
        return render_limits_csv(report);
    }
    CsvText csv({"demand_id", "origin", "destination", "commodity", "amount", "served", "unserved",
                 "price"});
    for (std::size_t d = 0; d < report.query.demands.size(); ++d) {
        const AllocationDemand& demand = report.query.demands[d];
        csv.add_row({demand.id, demand.origin, demand.destination,
                     demand.commodity.empty() ? "all" : demand.commodity,
                     fmt::format("{}", demand.amount.count()),
                     fmt::format("{:.10g}", report.answer.served[d]),
                     fmt::format("{:.10g}", unserved(report.query, report.answer, d)),
                     fmt::format("{:.10g}", report.answer.demand_price[d])});
    }
    return csv.text();
}

}  // namespace corridor::report
