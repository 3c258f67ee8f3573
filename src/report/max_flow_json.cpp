#include "report/flow_rows.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/max_flow.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

std::string text(std::string_view view) {
    return std::string(view);
}

Json name_of(const Network& network, Element element) {
    Json member = Json::object();
    if (element.kind == Element::Kind::link) {
        member["link_id"] = network.link(LinkId{element.index}).id;
    } else {
        member["node_id"] = network.node(NodeId{element.index}).id;
        member["limit"] = element.kind == Element::Kind::node ? "throughput" : "container_terminal";
    }
    return member;
}

Json names(const std::vector<Endpoint>& endpoints) {
    Json ids = Json::array();
    for (const Endpoint& endpoint : endpoints) {
        ids.push_back(endpoint.node);
    }
    return ids;
}

Json question_document(const MaxFlowReport& report) {
    static constexpr const char* minimised[] = {"time", "cost", "none"};
    Json query = query_document(report.network_name, report.query);
    if (!report.least) {
        query["minimise"] = minimised[static_cast<std::size_t>(report.choice)];
        return query;
    }
    const Valuation& valuation = report.least->valuation;
    query["minimise"] = text(to_string(report.least->objective));
    query["value_of_time_usd_per_t_day"] = rounded(valuation.value_of_day.usd_per_t());
    query["carbon_price_usd_per_t"] = rounded(valuation.carbon_price.usd_per_t());
    return query;
}

}  // namespace

Json endpoints_document(const Network& network, const std::vector<EndpointFlow>& endpoints) {
    Json list = Json::array();
    for (const EndpointFlow& endpoint : endpoints) {
        Json entry = Json::object();
        entry["node_id"] = network.node(endpoint.node).id;
        entry["flow_t_per_year"] = endpoint.flow.count();
        if (endpoint.limit) {
            entry["limit_t_per_year"] = endpoint.limit->count();
            entry["in_cut"] = endpoint.in_cut;
        }
        list.push_back(std::move(entry));
    }
    return list;
}

namespace {

Json links_document(const MaxFlowReport& report) {
    Json list = Json::array();
    for (const FlowRow& row : flow_rows(report)) {
        Json entry = Json::object();
        entry["link_id"] = row.link->id;
        entry["from_node_id"] = row.from->id;
        entry["to_node_id"] = row.to->id;
        entry["flow_t_per_year"] = row.flow.count();
        entry["capacity_t_per_year"] = row.capacity ? Json(row.capacity->count()) : Json(nullptr);
        entry["utilisation"] = row.utilisation ? Json(rounded(*row.utilisation)) : Json(nullptr);
        entry["in_min_cut"] = row.in_min_cut;
        entry["confidence"] = text(to_string(row.link->provenance.confidence));
        entry["estimate"] = row.link->provenance.is_estimate();
        list.push_back(std::move(entry));
    }
    return list;
}

}  // namespace

std::string dumped(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

double rounded(double share) {
    return std::round(share * 1e6) / 1e6;
}

Json whole_document(Int128 value) {
    constexpr Int128 largest_exact_double = Int128{1} << 53;
    if (value > largest_exact_double || value < -largest_exact_double) {
        return Json(fmt::to_string(value));
    }
    return Json(static_cast<std::int64_t>(value));
}

Json query_document(const std::string& network_name, const FlowQuery& asked) {
    const Selection& selection = asked.selection;
    Json modes = Json::array();
    for (const Mode mode : selection.exclude_modes) {
        modes.push_back(text(to_string(mode)));
    }
    Json query = Json::object();
    query["network"] = network_name;
    query["from"] = names(asked.from);
    query["to"] = names(asked.to);
    query["commodity"] = asked.commodity.empty() ? Json(nullptr) : Json(asked.commodity);
    query["year"] = selection.year ? Json(*selection.year) : Json(nullptr);
    query["with_planned"] = selection.with_planned;
    query["exclude_links"] = selection.exclude_links;
    query["exclude_modes"] = std::move(modes);
    query["exclude_countries"] = selection.exclude_countries;
    return query;
}

Json cut_document(const Network& network, const std::vector<CutMember>& cut) {
    Json list = Json::array();
    for (const CutMember& member : cut) {
        const Provenance& provenance = network.provenance(member);
        Json entry = name_of(network, member);
        entry["capacity_t_per_year"] = member.capacity.count();
        if (const auto& capacity = network.capacity(member)) {
            entry["stated_capacity"] = capacity->stated.text();
        }
        if (member.kind == Element::Kind::link) {
            entry["system"] = network.link(LinkId{member.index}).system;
        }
        entry["confidence"] = text(to_string(provenance.confidence));
        entry["estimate"] = provenance.is_estimate();
        entry["source"] = provenance.source;
        list.push_back(std::move(entry));
    }
    return list;
}

Json max_flow_document(const MaxFlowReport& report) {
    const MaxFlow& answer = report.answer;
    const bool unbounded = answer.outcome == flow::Outcome::unbounded;
    Json document = Json::object();
    document["query"] = question_document(report);
    document["outcome"] = unbounded ? "unbounded" : "optimal";
    document["value_t_per_year"] = unbounded ? Json(nullptr) : Json(answer.value.count());
    if (unbounded) {
        Json route = Json::array();
        for (const CutMember& member : answer.cut) {
            route.push_back(name_of(report.network, member));
        }
        document["unlimited_route"] = std::move(route);
        document["cut"] = Json::array();
    } else {
        document["cut"] = cut_document(report.network, answer.cut);
    }
    document["cut_is_unique"] = answer.cut_is_unique;
    document["low_confidence_share_of_cut"] =
        rounded(unbounded ? 0.0 : low_confidence_share(report.network, answer.cut));
    document["certified"] = answer.certified;
    if (!unbounded && answer.value.count() == 0 && answer.cut.empty()) {
        document["explanation"] = explain_no_route(report.network, report.query);
    }
    document["origins"] = endpoints_document(report.network, answer.origins);
    document["destinations"] = endpoints_document(report.network, answer.destinations);
    if (report.least) {
        document["least_is_proved"] = report.least->answer.outcome == flow::MinCostOutcome::optimal;
        add_cost_document(report.least->objective, report.least->answer, document);
    }
    document["links"] = links_document(report);
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return document;
}

std::string render_json(const MaxFlowReport& report) {
    Json document = Json::object();
    document["schema"] = "corridor/max-flow/1";
    document.update(max_flow_document(report));
    return dumped(document);
}

}  // namespace corridor::report
