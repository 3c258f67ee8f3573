#include "report/answer_tables.hpp"

#include "report/json_parts.hpp"
#include "report/run_tables.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/report/csv.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

std::string number(std::int64_t value) {
    return fmt::format("{}", value);
}

std::string number(const std::optional<TonnesPerYear>& rate) {
    return rate ? number(rate->count()) : std::string();
}

Json or_null(const std::optional<TonnesPerYear>& rate) {
    return rate ? Json(rate->count()) : Json(nullptr);
}

const Network& network_of(const ScenarioResult& result, const FlowAnswer& answer) {
    const auto& years = result.plan.years;
    const auto found = std::find_if(years.begin(), years.end(), [&](const YearState& state) {
        return state.year == answer.year;
    });
    expects(found != years.end(), "an answer is of a year of its plan");
    return found->network;
}

std::string projects_of(const StaircaseStep& step) {
    return step.projects ? fmt::format("{}", fmt::join(step.projects->projects, ";"))
                         : std::string();
}

bool is_unlimited(const FlowAnswer& answer) {
    return answer.losses.base.outcome == flow::Outcome::unbounded;
}

std::string loss_name(const Network& network, const FlowAnswer& answer, const Loss& loss) {
    return loss.group ? answer.losses.groups[*loss.group].name : network.name(loss.element);
}

const char* loss_kind(const Loss& loss) {
    return loss.group ? "system" : loss.element.kind == Element::Kind::link ? "link" : "node";
}

std::int64_t lost(const FlowAnswer& answer, const Loss& loss) {
    return answer.losses.base.value.count() - loss.flow_without;
}

double share_lost(const FlowAnswer& answer, const Loss& loss) {
    return ratio(TonnesPerYear(lost(answer, loss)), answer.losses.base.value);
}

double kilometres(Length length) {
    return length.kilometres();
}

std::vector<std::string> link_ids(const Network& network, const Route& route) {
    std::vector<std::string> ids;
    for (const RouteStep& step : route.steps) {
        ids.push_back(network.link(step.link).id);
    }
    return ids;
}

}  // namespace

std::string bottlenecks_csv(const ScenarioResult& result) {
    CsvText csv(
        {"question", "year", "step", "value_t_per_year", "members", "gain_t_per_year", "projects"});
    for (const FlowAnswer& answer : result.flows) {
        const Network& network = network_of(result, answer);
        for (std::size_t i = 0; i < answer.staircase.steps.size(); ++i) {
            const StaircaseStep& step = answer.staircase.steps[i];
            csv.add_row({answer.request.name, number(answer.year),
                         number(static_cast<std::int64_t>(i + 1)), number(step.value.count()),
                         member_names(network, step.members), number(step.gain),
                         projects_of(step)});
        }
    }
    return csv.text();
}

std::string criticality_csv(const ScenarioResult& result) {
    CsvText csv({"question", "year", "element", "kind", "flow_lost_t_per_year", "share"});
    for (const FlowAnswer& answer : result.flows) {
        if (is_unlimited(answer)) {
            continue;
        }
        const Network& network = network_of(result, answer);
        for (const Loss& loss : answer.losses.losses) {
            csv.add_row({answer.request.name, number(answer.year), loss_name(network, answer, loss),
                         loss_kind(loss), number(lost(answer, loss)),
                         decimal_text(share_lost(answer, loss))});
        }
    }
    return csv.text();
}

std::string routes_csv(const ScenarioResult& result) {
    CsvText csv({"question", "year", "route", "step", "node_id", "kind", "link_id",
                 "total_distance_km", "total_time_h", "total_cost_usd_per_t",
                 "total_co2_kg_per_t"});
    for (const FlowAnswer& answer : result.flows) {
        const Network& network = network_of(result, answer);
        for (std::size_t r = 0; r < answer.routes.size(); ++r) {
            const auto& rows = answer.routes[r].profile;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const ProfileRow& row = rows[i];
                csv.add_row(
                    {answer.request.name, number(answer.year),
                     number(static_cast<std::int64_t>(r + 1)), number(static_cast<std::int64_t>(i)),
                     network.node(row.node).id, std::string(to_string(row.kind)),
                     row.link ? network.link(*row.link).id : std::string(),
                     decimal_text(kilometres(row.length)), decimal_text(row.total.time().hours()),
                     decimal_text(row.total.money().usd_per_t()),
                     decimal_text(static_cast<double>(row.total.co2e_g) * 1e-3)});
            }
        }
    }
    return csv.text();
}

void add_analyses(Json& entry, const Network& network, const FlowAnswer& answer) {
    Json steps = Json::array();
    for (const StaircaseStep& step : answer.staircase.steps) {
        steps.push_back({{"value_t_per_year", step.value.count()},
                         {"members", network.names(step.members)},
                         {"gain_t_per_year", or_null(step.gain)}});
    }
    entry["bottlenecks"] = {{"steps", std::move(steps)},
                            {"value_at_end_t_per_year", or_null(answer.staircase.value_at_end)},
                            {"certified", answer.staircase.certified}};
    if (!is_unlimited(answer)) {
        Json losses = Json::array();
        for (const Loss& loss : answer.losses.losses) {
            losses.push_back({{"element", loss_name(network, answer, loss)},
                              {"kind", loss_kind(loss)},
                              {"flow_lost_t_per_year", lost(answer, loss)},
                              {"share", rounded(share_lost(answer, loss))}});
        }
        entry["criticality"] = std::move(losses);
    }
    Json routes = Json::array();
    for (const AnswerRoute& each : answer.routes) {
        routes.push_back(
            {{"links", link_ids(network, each.route)},
             {"distance_km", rounded(kilometres(each.measures.length))},
             {"time_h", rounded(each.route.cost.time().hours())},
             {"cost_usd_per_t", rounded(each.route.cost.money().usd_per_t())},
             {"co2_kg_per_t", rounded(static_cast<double>(each.route.cost.co2e_g) * 1e-3)},
             {"borders", each.measures.borders},
             {"transshipments", each.measures.transshipments}});
    }
    entry["routes"] = std::move(routes);
}

Json curve_document(const Network& network, const DemandCurve& curve) {
    Json document = Json::object();
    document["commodity"] = curve.commodity;
    document["year"] = curve.year;
    document["demand_t_per_year"] = curve.demand.count();
    Json segments = Json::array();
    for (const ParametricSegment& segment : curve.curve.segments) {
        segments.push_back({{"from", to_string(segment.from)},
                            {"to", segment.to ? Json(to_string(*segment.to)) : Json(nullptr)},
                            {"intercept_t_per_year", segment.intercept},
                            {"slope", segment.slope},
                            {"cut", network.names(segment.cut)}});
    }
    document["segments"] = std::move(segments);
    document["certified"] = curve.curve.certified;
    return document;
}

}  // namespace corridor::report
