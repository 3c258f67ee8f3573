#include "report/json_parts.hpp"

#include <corridor/analysis/route_measures.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/no_route.hpp>
#include <corridor/report/routes.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

double usd(UnitCost cost) {
    return rounded(cost.usd_per_t());
}

double hours(Duration time) {
    return rounded(time.hours());
}

double kilograms(std::int64_t grams) {
    return rounded(static_cast<double>(grams) / 1e3);
}

std::optional<double> generalised(const RoutesReport& report, const Route& route) {
    const auto weight = weight_of_way(route.cost, Objective::generalised, report.valuation);
    return weight ? std::optional(UnitCost{*weight}.usd_per_t()) : std::nullopt;
}

Json maybe(const std::optional<double>& value) {
    return value ? Json(rounded(*value)) : Json(nullptr);
}

Json money_document(const TonneCost& cost) {
    Json money = Json::object();
    money["carriage"] = usd(cost.carriage);
    money["borders"] = usd(cost.border);
    money["gauge_changes"] = usd(cost.gauge_change);
    money["transshipments"] = usd(cost.transshipment);
    return money;
}

Json time_document(const TonneCost& cost) {
    Json time = Json::object();
    time["moving"] = hours(cost.moving);
    time["stays"] = hours(cost.dwell);
    time["borders"] = hours(cost.border_time);
    time["gauge_changes"] = hours(cost.gauge_time);
    time["transshipments"] = hours(cost.transshipment_time);
    return time;
}

Json carec_document(const CarecIndicators& carec) {
    Json document = Json::object();
    document["tfi1_border_h"] = maybe(carec.border_hours);
    document["tfi2_border_usd_per_20_t"] = maybe(carec.border_usd);
    document["tfi3_usd_per_500_km_per_20_t"] = maybe(carec.usd_per_500_km);
    document["swod_km_per_h"] = maybe(carec.speed_without_delay);
    document["swd_km_per_h"] = maybe(carec.speed_with_delay);
    return document;
}

Json links_document(const CostModel& model, const Route& route) {
    const Network& network = model.network;
    Json list = Json::array();
    for (const RouteStep& step : route.steps) {
        const Link& link = network.link(step.link);
        const TonneCost& cost = model.link[step.link.index];
        Json entry = Json::object();
        entry["link_id"] = link.id;
        entry["from_node_id"] = network.node(step.reversed ? link.head : link.tail).id;
        entry["to_node_id"] = network.node(step.reversed ? link.tail : link.head).id;
        entry["mode"] = std::string(to_string(link.mode));
        entry["distance_km"] = rounded(link.length.kilometres());
        entry["cost_usd_per_t"] = usd(cost.money());
        entry["time_h"] = hours(cost.time());
        entry["co2_kg_per_t"] = kilograms(cost.co2e_g);
        entry["confidence"] = std::string(to_string(link.provenance.confidence));
        entry["default_tariff"] = static_cast<bool>(model.filled_tariff[step.link.index]);
        entry["default_time"] = static_cast<bool>(model.filled_time[step.link.index]);
        list.push_back(std::move(entry));
    }
    return list;
}

Json profile_document(const CostModel& model, const Route& route) {
    const Network& network = model.network;
    Json list = Json::array();
    for (const ProfileRow& row : profile(model, route)) {
        Json entry = Json::object();
        entry["node_id"] = network.node(row.node).id;
        entry["kind"] = std::string(to_string(row.kind));
        entry["link_id"] = row.link ? Json(network.link(*row.link).id) : Json(nullptr);
        entry["time_h"] = hours(row.added.time());
        entry["cost_usd_per_t"] = usd(row.added.money());
        entry["total_distance_km"] = rounded(row.length.kilometres());
        entry["total_time_h"] = hours(row.total.time());
        entry["total_cost_usd_per_t"] = usd(row.total.money());
        entry["total_co2_kg_per_t"] = kilograms(row.total.co2e_g);
        list.push_back(std::move(entry));
    }
    return list;
}

Json route_document(const RoutesReport& report, std::size_t i) {
    const Route& route = report.answer.routes[i];
    const RouteMeasures of = measure(report.model, route);
    Json entry = Json::object();
    entry["route"] = i + 1;
    entry["cost_usd_per_t"] = usd(route.cost.money());
    entry["time_h"] = hours(route.cost.time());
    entry["co2_kg_per_t"] = kilograms(route.cost.co2e_g);
    entry["generalised_usd_per_t"] = maybe(generalised(report, route));
    entry["distance_km"] = rounded(of.length.kilometres());
    entry["borders"] = of.borders;
    entry["gauge_changes"] = of.gauge_changes;
    entry["transshipments"] = of.transshipments;
    entry["low_confidence_share"] = rounded(of.low_confidence_share);
    entry["default_figures"] = of.filled_figures;
    entry["cost_usd_per_t_by_kind"] = money_document(route.cost);
    entry["time_h_by_kind"] = time_document(route.cost);
    entry["carec"] = carec_document(of.carec);
    entry["links"] = links_document(report.model, route);
    if (report.with_profile) {
        entry["profile"] = profile_document(report.model, route);
    }
    return entry;
}

std::string fixed(double value) {
    return decimal_text(value);
}

std::string profile_csv(const RoutesReport& report, std::size_t shown) {
    CsvText csv({"route", "step", "node_id", "kind", "link_id", "mode", "time_h", "cost_usd_per_t",
                 "total_distance_km", "total_time_h", "total_cost_usd_per_t",
                 "total_co2_kg_per_t"});
    const Network& network = report.model.network;
    for (std::size_t i = 0; i < shown; ++i) {
        std::size_t step = 0;
        for (const ProfileRow& row : profile(report.model, report.answer.routes[i])) {
            const Link* link = row.link ? &network.link(*row.link) : nullptr;
            csv.add_row({fmt::format("{}", i + 1), fmt::format("{}", step++),
                         network.node(row.node).id, std::string(to_string(row.kind)),
                         link == nullptr ? "" : link->id,
                         link == nullptr ? "" : std::string(to_string(link->mode)),
                         fixed(row.added.time().hours()), fixed(row.added.money().usd_per_t()),
                         fixed(row.length.kilometres()), fixed(row.total.time().hours()),
                         fixed(row.total.money().usd_per_t()),
                         fixed(static_cast<double>(row.total.co2e_g) / 1e3)});
        }
    }
    return csv.text();
}

}  // namespace

std::string render_json(const RoutesReport& report) {
    Json query = query_document(report.network_name, report.query);
    Json objectives = Json::array();
    for (const Objective objective : report.objectives) {
        objectives.push_back(std::string(to_string(objective)));
    }
    query[report.pareto ? "pareto" : "minimise"] = report.pareto ? objectives : objectives.front();
    query["value_of_time_usd_per_t_per_day"] = usd(report.valuation.value_of_day);
    query["carbon_price_usd_per_t"] = usd(report.valuation.carbon_price);
    Json document = Json::object();
    document["schema"] = "corridor/routes/1";
    document["query"] = std::move(query);
    document["outcome"] = report.pareto && !report.answer.exhausted ? "limit_reached"
                          : report.answer.routes.empty()            ? "no_route"
                                                                    : "optimal";
    document["certified"] = report.answer.certified;
    if (report.answer.routes.empty() && report.answer.exhausted) {
        document["explanation"] = explain_no_route(report.model.network, report.query);
    }
    document["routes_found"] = report.answer.routes.size();
    document["exhausted"] = report.answer.exhausted;
    Json routes = Json::array();
    for (std::size_t i = 0; i < std::min(report.shown, report.answer.routes.size()); ++i) {
        routes.push_back(route_document(report, i));
    }
    document["routes"] = std::move(routes);
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const RoutesReport& report) {
    const std::size_t shown = std::min(report.shown, report.answer.routes.size());
    if (report.with_profile) {
        return profile_csv(report, shown);
    }
    CsvText csv({"route", "origin", "destination", "commodity", "cost_usd_per_t", "time_h",
                 "co2_kg_per_t", "generalised_usd_per_t", "distance_km", "borders", "gauge_changes",
                 "transshipments", "moving_h", "stays_h", "borders_h", "gauge_changes_h",
                 "transshipments_h", "links"});
    const Network& network = report.model.network;
    for (std::size_t i = 0; i < shown; ++i) {
        const Route& route = report.answer.routes[i];
        const RouteMeasures of = measure(report.model, route);
        std::vector<std::string> links;
        for (const RouteStep& step : route.steps) {
            links.push_back(network.link(step.link).id);
        }
        const TonneCost& cost = route.cost;
        const auto weighed = generalised(report, route);
        csv.add_row(
            {fmt::format("{}", i + 1), report.query.from.front().node, report.query.to.front().node,
             report.query.commodity, fixed(cost.money().usd_per_t()), fixed(cost.time().hours()),
             fixed(static_cast<double>(cost.co2e_g) / 1e3), weighed ? fixed(*weighed) : "",
             fixed(of.length.kilometres()), fmt::format("{}", of.borders),
             fmt::format("{}", of.gauge_changes), fmt::format("{}", of.transshipments),
             fixed(cost.moving.hours()), fixed(cost.dwell.hours()), fixed(cost.border_time.hours()),
             fixed(cost.gauge_time.hours()), fixed(cost.transshipment_time.hours()),
             fmt::format("{}", fmt::join(links, ";"))});
    }
    return csv.text();
}

}  // namespace corridor::report
