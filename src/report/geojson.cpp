#include "report/flow_rows.hpp"
#include "report/json_parts.hpp"

#include <corridor/report/geojson.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

Json coordinates(const GeoPoint& point) {
    return Json::array({point.longitude, point.latitude});
}

Json line(const Node& from, const Node& to) {
    if (!from.position || !to.position) {
        return nullptr;
    }
    return {{"type", "LineString"},
            {"coordinates", Json::array({coordinates(*from.position), coordinates(*to.position)})}};
}

Json point(const Node& node) {
    if (!node.position) {
        return nullptr;
    }
    return {{"type", "Point"}, {"coordinates", coordinates(*node.position)}};
}

Json or_null(const std::optional<TonnesPerYear>& rate) {
    return rate ? Json(rate->count()) : Json(nullptr);
}

Json or_null(const std::optional<double>& share) {
    return share ? Json(rounded(*share)) : Json(nullptr);
}

std::optional<TonnesPerYear> rate_of(const std::optional<Capacity>& capacity) {
    return capacity ? std::optional(capacity->rate) : std::nullopt;
}

void add_provenance(Json& properties, const Provenance& provenance) {
    properties["confidence"] = std::string(to_string(provenance.confidence));
    properties["estimate"] = provenance.is_estimate();
    properties["source"] = provenance.source;
}

Json feature(std::string id, Json geometry, Json properties) {
    return {{"type", "Feature"},
            {"id", std::move(id)},
            {"geometry", std::move(geometry)},
            {"properties", std::move(properties)}};
}

Json link_properties(const Link& link, const Node& from, const Node& to) {
    return {{"link_id", link.id},
            {"from_node_id", from.id},
            {"to_node_id", to.id},
            {"system", link.system},
            {"mode", std::string(to_string(link.mode))}};
}

std::string collection(Json features) {
    return dumped({{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

bool binds(const YearResult& year, Element element) {
    return std::any_of(
        year.commodities.begin(), year.commodities.end(), [&](const CommodityYear& commodity) {
            return std::find(commodity.binding.begin(), commodity.binding.end(), element) !=
                   commodity.binding.end();
        });
}

/// Properties that a run's features begin with.
Json in_year(const ScenarioResult& result, const YearResult& year) {
    return {{"scenario", result.plan.scenario.name}, {"year", year.year}};
}

std::string id_in(const ScenarioResult& result, const YearResult& year, const std::string& id) {
    return fmt::format("{}:{}:{}", result.plan.scenario.name, year.year, id);
}

Json link_feature(const ScenarioResult& result, const Network& network, const YearResult& year,
                  std::uint32_t index) {
    const Link& link = network.links()[index];
    const Element element = Element::of(LinkId{index});
    const Node& from = network.node(link.tail);
    const Node& to = network.node(link.head);
    Json properties = in_year(result, year);
    properties.update(link_properties(link, from, to));
    properties["flow_t_per_year"] = year.link_load[index];
    properties["capacity_t_per_year"] = or_null(rate_of(link.capacity));
    properties["utilisation"] = or_null(utilisation(network, year, element));
    properties["in_min_cut"] = binds(year, element);
    add_provenance(properties, link.provenance);
    return feature(id_in(result, year, link.id), line(from, to), std::move(properties));
}

Json node_feature(const ScenarioResult& result, const Network& network, const YearResult& year,
                  std::uint32_t index) {
    const Node& node = network.nodes()[index];
    const Element element = Element::of(NodeId{index});
    Json properties = in_year(result, year);
    properties["node_id"] = node.id;
    properties["name"] = node.name;
    properties["country"] = node.country;
    properties["throughput_t_per_year"] = year.node_load[index];
    properties["capacity_t_per_year"] = or_null(rate_of(node.throughput));
    properties["utilisation"] = or_null(utilisation(network, year, element));
    properties["in_min_cut"] = binds(year, element);
    add_provenance(properties, node.provenance);
    return feature(id_in(result, year, node.id), point(node), std::move(properties));
}

}  // namespace

std::string render_geojson(const MaxFlowReport& report) {
    Json features = Json::array();
    std::set<std::uint32_t> touched;
    for (const FlowRow& row : flow_rows(report)) {
        Json properties = link_properties(*row.link, *row.from, *row.to);
        properties["flow_t_per_year"] = row.flow.count();
        properties["capacity_t_per_year"] = or_null(row.capacity);
        properties["utilisation"] = or_null(row.utilisation);
        properties["in_min_cut"] = row.in_min_cut;
        add_provenance(properties, row.link->provenance);
        features.push_back(feature(row.link->id, line(*row.from, *row.to), std::move(properties)));
        touched.insert(row.link->tail.index);
        touched.insert(row.link->head.index);
    }
    for (const std::uint32_t index : touched) {
        const Node& node = report.network.nodes()[index];
        Json properties = {{"node_id", node.id}, {"name", node.name}, {"country", node.country}};
        properties["throughput_t_per_year"] = report.answer.node_throughput.empty()
                                                  ? Json(nullptr)
                                                  : Json(report.answer.node_throughput[index]);
        properties["capacity_t_per_year"] = or_null(rate_of(node.throughput));
        properties["in_min_cut"] = std::find(report.answer.cut.begin(), report.answer.cut.end(),
                                             Element::of(NodeId{index})) != report.answer.cut.end();
        add_provenance(properties, node.provenance);
        features.push_back(feature(node.id, point(node), std::move(properties)));
    }
    return collection(std::move(features));
}

std::string render_geojson(std::span<const ScenarioResult> results) {
    Json features = Json::array();
    for (const ScenarioResult& result : results) {
        for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
            const Network& network = result.plan.years[i].network;
            const YearResult& year = result.growth.years[i];
            for (std::uint32_t link = 0; link < year.link_load.size(); ++link) {
                if (year.link_load[link] != 0) {
                    features.push_back(link_feature(result, network, year, link));
                }
            }
            for (std::uint32_t node = 0; node < year.node_load.size(); ++node) {
                if (year.node_load[node] != 0) {
                    features.push_back(node_feature(result, network, year, node));
                }
            }
        }
    }
    return collection(std::move(features));
}

}  // namespace corridor::report
