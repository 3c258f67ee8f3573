#include "report/json_parts.hpp"
#include "report/quickest_limits.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

const Network& network_of(const QuickestReport& report) {
    return report.cost.network;
}

Json named(const Network& network, Element element) {
    Json entry = Json::object();
    if (element.kind == Element::Kind::link) {
        entry["link_id"] = network.link(LinkId{element.index}).id;
    } else {
        entry["node_id"] = network.node(NodeId{element.index}).id;
        entry["limit"] = element.kind == Element::Kind::node ? "throughput" : "container_terminal";
    }
    return entry;
}

Json limits_document(const QuickestReport& report) {
    const std::vector<StepLimit> limits = limits_of(report);
    const double all = tonnes_through(limits);
    Json list = Json::array();
    for (const StepLimit& limit : limits) {
        Json entry = named(network_of(report), limit);
        entry["capacity_t_per_year"] = limit.capacity.count();
        entry["binds_h"] = rounded(limit.binds_for.hours());
        entry["passes_t"] = rounded(limit.tonnes);
        entry["share"] = rounded(all > 0.0 ? limit.tonnes / all : 0.0);
        const Provenance& provenance = network_of(report).provenance(limit);
        entry["confidence"] = std::string(to_string(provenance.confidence));
        entry["estimate"] = provenance.is_estimate();
        list.push_back(std::move(entry));
    }
    return list;
}

Json routes_document(const QuickestReport& report) {
    const Network& network = network_of(report);
    Json list = Json::array();
    for (const TimedRoute& route : routes_of(report)) {
        Json links = Json::array();
        for (const Leg& leg : route.legs) {
            links.push_back(network.link(leg.link).id);
        }
        Json entry = Json::object();
        entry["node_ids"] = places_on(network, route);
        entry["link_ids"] = std::move(links);
        entry["rate_t_per_year"] = route.rate ? Json(route.rate->count()) : Json(nullptr);
        entry["transit_h"] = rounded(route.transit.hours());
        entry["arrives_t"] =
            route.rate ? Json(rounded(brought_by(route, end_of(report)))) : Json(nullptr);
        list.push_back(std::move(entry));
    }
    return list;
}

std::string outcome_name(flow::QuickestOutcome outcome) {
    static constexpr const char* names[] = {"optimal", "unreachable", "too_long"};
    return names[static_cast<std::size_t>(outcome)];
}

std::string text(const flow::WideFraction& fraction) {
    return fraction.denominator == 1
               ? fmt::format("{}", fraction.numerator)
               : fmt::format("{}/{}", fraction.numerator, fraction.denominator);
}

void put(const QuickestReport& report, const Quickest& answer, Json& document) {
    const bool solved = answer.outcome == flow::QuickestOutcome::optimal;
    document["outcome"] = outcome_name(answer.outcome);
    document["time_h"] = solved ? Json(rounded(answer.time.hours())) : Json(nullptr);
    document["time_s"] = solved ? Json(answer.time.seconds) : Json(nullptr);
    document["time_exact_s"] = solved ? Json(text(answer.exact)) : Json(nullptr);
    document["travel_h"] = rounded(answer.first.hours());
    document["throughput_h"] = solved && answer.tonnes > 0
                                   ? Json(rounded(answer.time.hours() - answer.first.hours()))
                                   : Json(nullptr);
    document["rate_t_per_year"] = answer.rate.count();
    document["at_once"] = answer.at_once;
    if (answer.outcome == flow::QuickestOutcome::unreachable) {
        document["explanation"] = explain_no_route(network_of(report), report.query);
    }
    Json savings = Json::array();
    for (const TimeSaving& saving : answer.savings) {
        Json entry = named(network_of(report), saving);
        entry["change"] =
            saving.by == TimeSaving::By::capacity ? "a_tenth_more_capacity" : "a_tenth_less_time";
        entry["saved_h"] = rounded(saving.saved.hours());
        savings.push_back(std::move(entry));
    }
    document["savings"] = std::move(savings);
}

void put(const QuickestReport& report, const Arrivals& answer, Json& document) {
    const bool unbounded = answer.outcome == flow::Outcome::unbounded;
    document["outcome"] = unbounded ? "unbounded" : "optimal";
    document["arrives_t"] = unbounded ? Json(nullptr) : whole_document(answer.tonnes());
    document["travel_h"] = answer.reachable ? Json(rounded(answer.first.hours())) : Json(nullptr);
    if (!answer.reachable) {
        document["explanation"] = explain_no_route(network_of(report), report.query);
    }
}

void put(const QuickestReport& report, const FlowInSteps& answer, Json& document) {
    const Network& network = network_of(report);
    document["outcome"] = answer.unbounded ? "unbounded" : outcome_name(answer.outcome);
    document["step_h"] = rounded(answer.step.hours());
    const bool solved = answer.outcome == flow::QuickestOutcome::optimal;
    document["time_h"] = solved ? Json(rounded(answer.time.hours())) : Json(nullptr);
    if (!report.tonnes) {
        document["arrives_t"] = answer.unbounded ? Json(nullptr) : whole_document(answer.tonnes);
    } else {
        document["without_closures_h"] = report.without_closures
                                             ? Json(rounded(report.without_closures->hours()))
                                             : Json(nullptr);
    }
    Json closures = Json::array();
    for (const LinkClosure& closure : report.steps.closures) {
        closures.push_back(Json{{"link_id", closure.link},
                                {"from_h", rounded(closure.from.hours())},
                                {"to_h", rounded(closure.to.hours())},
                                {"factor", rounded(closure.factor.approximate())}});
    }
    document["closures"] = std::move(closures);
    Json links = Json::array();
    for (const LinkUse& use : answer.links) {
        links.push_back(Json{{"link_id", network.link(use.link).id},
                             {"forward", use.forward},
                             {"carries_t", rounded(use.tonnes)},
                             {"first_departure_h", rounded(use.first_departure.hours())},
                             {"last_departure_h", rounded(use.last_departure.hours())}});
    }
    document["links"] = std::move(links);
    Json waiting = Json::array();
    for (const Waiting& place : answer.waiting) {
        waiting.push_back(Json{{"node_id", network.node(place.node).id},
                               {"most_t", rounded(place.tonnes)},
                               {"at_h", rounded(place.at.hours())}});
    }
    document["waiting"] = std::move(waiting);
}

}  // namespace

std::string render_json(const QuickestReport& report) {
    Json document = Json::object();
    document["schema"] = "corridor/quickest/1";
    document["query"] = query_document(report.network_name, report.query);
    document["amount_t"] = report.tonnes ? Json(*report.tonnes) : Json(nullptr);
    document["horizon_h"] = report.horizon ? Json(rounded(report.horizon->hours())) : Json(nullptr);
    std::visit([&](const auto& answer) { put(report, answer, document); }, report.answer);
    document["limits"] = limits_document(report);
    if (!std::holds_alternative<FlowInSteps>(report.answer)) {
        document["routes"] = routes_document(report);
    }
    document["certified"] = is_certified(report);
    return dumped(document);
}

std::string render_csv(const QuickestReport& report) {
    const Network& network = network_of(report);
    const std::vector<StepLimit> limits = limits_of(report);
    const double all = tonnes_through(limits);
    CsvText csv({"element", "kind", "capacity_t_per_year", "binds_h", "passes_t", "share",
                 "confidence", "estimate", "source"});
    static constexpr const char* kinds[] = {"link", "node", "container_terminal"};
    for (const StepLimit& limit : limits) {
        const Provenance& provenance = network.provenance(limit);
        csv.add_row({network.name(limit), kinds[static_cast<std::size_t>(limit.kind)],
                     fmt::format("{}", limit.capacity.count()),
                     decimal_text(limit.binds_for.hours()), decimal_text(limit.tonnes),
                     decimal_text(all > 0.0 ? limit.tonnes / all : 0.0),
                     std::string(to_string(provenance.confidence)),
                     provenance.is_estimate() ? "1" : "0", provenance.source});
    }
    return csv.text();
}

}  // namespace corridor::report
