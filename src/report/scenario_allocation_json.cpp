#include "report/scenario_allocation.hpp"

#include <corridor/network/network.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

/// Dollars to the cent, so that every compiler prints the same.
double to_cents(double usd) {
    return std::round(usd * 1e2) / 1e2;
}

Json limit_name(const Network& network, const AllocatedYear& year, const AllocationLimit& limit) {
    if (!limit.element) {
        return {{"resource_id", year.query.resources[limit.resource].id}};
    }
    if (limit.element->kind == Element::Kind::link) {
        return {{"link_id", network.link(LinkId{limit.element->index}).id}};
    }
    return {{"node_id", network.node(NodeId{limit.element->index}).id},
            {"limit",
             limit.element->kind == Element::Kind::node ? "throughput" : "container_terminal"}};
}

Json waits_document(const Network& network, const AllocatedYear& year) {
    Json list = Json::array();
    for (const Wait& wait : year.waits) {
        const AllocationDemand& demand = year.query.demands[wait.demand];
        Json awaited = Json::array();
        for (const AwaitedLimit& each : wait.limits) {
            const AllocationLimit& limit = year.answer.limits[each.limit];
            Json entry = limit_name(network, year, limit);
            entry["shadow_price_usd_per_unit"] = to_cents(limit.price);
            entry["use_per_tonne"] = each.use_per_tonne;
            awaited.push_back(std::move(entry));
        }
        list.push_back({{"demand_id", demand.id},
                        {"origin", demand.origin},
                        {"destination", demand.destination},
                        {"commodity", demand.commodity},
                        {"demand_t_per_year", demand.amount.count()},
                        {"unserved_t_per_year", year.unserved[wait.demand].count()},
                        {"reason", reason_name(wait.reason)},
                        {"waits_for", std::move(awaited)}});
    }
    return list;
}

Json limits_document(const Network& network, const AllocatedYear& year) {
    Json list = Json::array();
    for (const std::size_t r : binding_limits(year)) {
        const AllocationLimit& limit = year.answer.limits[r];
        Json entry = limit_name(network, year, limit);
        entry["capacity"] = limit.capacity;
        entry["unit"] = limit_unit(year, limit);
        entry["use"] = std::round(limit.use * 1e3) / 1e3;
        entry["shadow_price_usd_per_unit"] = to_cents(limit.price);
        list.push_back(std::move(entry));
    }
    return list;
}

Json diversions_document(const std::vector<Diversion>& diversions) {
    constexpr double half_tonne = 0.5;
    Json list = Json::array();
    for (const Diversion& each : diversions) {
        if (std::abs(each.diverted_t_per_year) >= half_tonne) {
            list.push_back({{"kind", std::string(to_string(each.passage.kind))},
                            {"name", each.passage.name},
                            {"t_per_year", std::llround(each.t_per_year)},
                            {"before_t_per_year", std::llround(each.before_t_per_year)},
                            {"diverted_t_per_year", std::llround(each.diverted_t_per_year)}});
        }
    }
    return list;
}

}  // namespace

Json allocation_document(const ScenarioResult& result) {
    constexpr double micro_usd = 1e-6;
    constexpr double billionths = 1e9;
    Json document = Json::object();
    document["objective"] = "cost";
    document["unserved_price_usd_per_t"] =
        static_cast<double>(result.plan.scenario.demand.unserved_price.micro_usd_per_t) * micro_usd;
    const auto breaks = first_shortfall(result.allocation);
    document["breaks_in"] = breaks ? Json(*breaks) : Json(nullptr);
    Json years = Json::array();
    for (std::size_t i = 0; i < result.allocation.size(); ++i) {
        const AllocatedYear& year = result.allocation[i];
        const Network& network = result.plan.years[i].network;
        Json entry = Json::object();
        entry["year"] = year.year;
        entry["demand_t_per_year"] = year.total_demand().count();
        entry["served_t_per_year"] = year.total_served().count();
        entry["unserved_t_per_year"] = year.total_unserved().count();
        entry["pooled_bound_t_per_year"] = result.growth.years[i].pooled_served.count();
        entry["value_usd_per_year"] = std::llround(year.answer.value);
        entry["lower_bound_usd_per_year"] = std::llround(year.answer.lower_bound);
        entry["upper_bound_usd_per_year"] = std::llround(year.answer.upper_bound);
        entry["gap"] = std::round(year.answer.gap * billionths) / billionths;
        entry["certified"] = year.answer.certified;
        entry["unserved"] = waits_document(network, year);
        entry["limits"] = limits_document(network, year);
        entry["diverted_since_first"] = diversions_document(year.since_first);
        entry["diverted_since_previous"] = diversions_document(year.since_previous);
        years.push_back(std::move(entry));
    }
    document["years"] = std::move(years);
    return document;
}

}  // namespace corridor::report
