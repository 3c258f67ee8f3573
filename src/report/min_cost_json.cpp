#include "report/json_parts.hpp"
#include "report/min_cost_words.hpp"

#include <corridor/report/min_cost.hpp>
#include <corridor/report/no_route.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

using flow::MinCostOutcome;
using Json = nlohmann::ordered_json;

Json question_document(const MinCostReport& report) {
    const MinCostQuery& query = report.query;
    const Valuation valuation =
        query.valuation.value_or(Valuation{report.model.rates.value_of_day, {}});
    Json document = query_document(report.network_name, flow_query(query));
    document["amount_t_per_year"] = query.amount.count();
    document["minimise"] = std::string(to_string(query.objective));
    document["value_of_time_usd_per_t_day"] = rounded(valuation.value_of_day.usd_per_t());
    document["carbon_price_usd_per_t"] = rounded(valuation.carbon_price.usd_per_t());
    return document;
}

Json cost_document(const FlowCost& cost) {
    const auto usd = [](Int128 value) { return rounded(static_cast<double>(value) / 1e6); };
    const auto hours = [](Int128 value) { return rounded(static_cast<double>(value) / 3600.0); };
    Json document = Json::object();
    document["money_usd"] = usd(cost.money());
    document["carriage_usd"] = usd(cost.carriage);
    document["border_usd"] = usd(cost.border);
    document["gauge_change_usd"] = usd(cost.gauge_change);
    document["transshipment_usd"] = usd(cost.transshipment);
    document["time_t_h"] = hours(cost.time());
    document["moving_t_h"] = hours(cost.moving);
    document["stays_t_h"] = hours(cost.dwell);
    document["border_t_h"] = hours(cost.border_time);
    document["gauge_change_t_h"] = hours(cost.gauge_time);
    document["transshipment_t_h"] = hours(cost.transshipment_time);
    document["co2e_t"] = usd(cost.co2e_g);
    return document;
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

Json binding_document(const MinCostReport& report) {
    Json list = Json::array();
    const Objective objective = report.query.objective;
    for (const CapacityPrice& price : report.answer.binding) {
        Json entry = name_of(report.model.network, price);
        entry["capacity_t_per_year"] = price.capacity.count();
        entry["saved_by_more"] = rounded(in_unit(objective, price.saved_by_more));
        entry["holds_up_to_t_per_year"] =
            price.holds_up_to ? Json(price.holds_up_to->count()) : Json(nullptr);
        entry["cost_of_less"] = price.cost_of_less
                                    ? Json(rounded(in_unit(objective, *price.cost_of_less)))
                                    : Json(nullptr);
        entry["holds_down_to_t_per_year"] =
            price.cost_of_less ? Json(price.holds_down_to.count()) : Json(nullptr);
        list.push_back(std::move(entry));
    }
    return list;
}

Json links_document(const MinCostReport& report) {
    Json list = Json::array();
    for (const PricedLink& row : priced_links(report)) {
        const TonneCost& cost = report.model.link[row.index];
        Json entry = Json::object();
        entry["link_id"] = row.link->id;
        entry["from_node_id"] = row.from->id;
        entry["to_node_id"] = row.to->id;
        entry["flow_t_per_year"] = row.flow.count();
        entry["capacity_t_per_year"] = row.capacity ? Json(row.capacity->count()) : Json(nullptr);
        entry["utilisation"] = row.utilisation ? Json(rounded(*row.utilisation)) : Json(nullptr);
        entry["cost_usd_per_t"] = rounded(cost.money().usd_per_t());
        entry["time_h"] = rounded(cost.time().hours());
        entry["co2e_kg_per_t"] = rounded(static_cast<double>(cost.co2e_g) / 1000.0);
        entry["confidence"] = std::string(to_string(row.link->provenance.confidence));
        list.push_back(std::move(entry));
    }
    return list;
}

Json nodes_document(const MinCostReport& report) {
    Json list = Json::array();
    const MinCost& answer = report.answer;
    for (std::size_t v = 0; v < answer.node_throughput.size(); ++v) {
        if (answer.node_throughput[v] == 0 && answer.terminal_throughput[v] == 0) {
            continue;
        }
        Json entry = Json::object();
        entry["node_id"] = report.model.network.nodes()[v].id;
        entry["throughput_t_per_year"] = answer.node_throughput[v];
        entry["terminal_t_per_year"] = answer.terminal_throughput[v];
        entry["transfer_t_per_year"] = answer.node_transfer[v];
        list.push_back(std::move(entry));
    }
    return list;
}

void add_flow(const MinCostReport& report, Json& document) {
    const MinCost& answer = report.answer;
    add_cost_document(report.query.objective, answer, document);
    document["price_unit"] = objective_unit(report.query.objective);
    document["next_tonne"] =
        answer.next_tonne ? Json(rounded(in_unit(report.query.objective, *answer.next_tonne)))
                          : Json(nullptr);
    document["binding"] = binding_document(report);
    document["origins"] = endpoints_document(report.model.network, answer.origins);
    document["destinations"] = endpoints_document(report.model.network, answer.destinations);
    document["links"] = links_document(report);
    document["nodes"] = nodes_document(report);
}

}  // namespace

void add_cost_document(Objective objective, const MinCost& answer, Json& document) {
    static constexpr const char* scales[] = {"micro_usd", "t_s", "g", "micro_usd"};
    const std::string scale = scales[static_cast<std::size_t>(objective)];
    const double tonnes = static_cast<double>(std::max<std::int64_t>(1, answer.amount.count()));
    document["objective_" + scale + "_per_year"] = whole_document(answer.objective);
    document["bound_" + scale + "_per_year"] = whole_document(answer.bound);
    document["cost_usd_per_t"] = rounded(static_cast<double>(answer.cost.money()) / 1e6 / tonnes);
    document["time_h"] = rounded(static_cast<double>(answer.cost.time()) / 3600.0 / tonnes);
    document["co2e_kg_per_t"] = rounded(static_cast<double>(answer.cost.co2e_g) / 1000.0 / tonnes);
    document["cost_per_year"] = cost_document(answer.cost);
}

std::string render_json(const MinCostReport& report) {
    static constexpr const char* outcomes[] = {"optimal", "infeasible", "unbounded",
                                               "limit_reached"};
    const MinCost& answer = report.answer;
    Json document = Json::object();
    document["schema"] = "corridor/min-cost/1";
    document["query"] = question_document(report);
    document["outcome"] = outcomes[static_cast<std::size_t>(answer.outcome)];
    document["amount_t_per_year"] = answer.amount.count();
    document["certified"] = answer.certified;
    if (!answer.link_flow.empty()) {
        add_flow(report, document);
    }
    if (answer.outcome == MinCostOutcome::infeasible) {
        Json cut = Json::object();
        cut["demand_t_per_year"] = answer.cut.demand.count();
        cut["capacity_t_per_year"] = answer.cut.capacity.count();
        cut["shortfall_t_per_year"] = answer.cut.shortfall.count();
        cut["members"] = cut_document(report.model.network, answer.cut.members);
        document["cut"] = std::move(cut);
        document["origins"] = endpoints_document(report.model.network, answer.origins);
        document["destinations"] = endpoints_document(report.model.network, answer.destinations);
        if (answer.cut.capacity.count() == 0 && answer.cut.members.empty()) {
            document["explanation"] =
                explain_no_route(report.model.network, flow_query(report.query));
        }
    }
    if (answer.outcome == MinCostOutcome::unbounded) {
        Json cycle = Json::array();
        for (const LinkId id : answer.cycle) {
            cycle.push_back(report.model.network.link(id).id);
        }
        document["cycle"] = std::move(cycle);
    }
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

}  // namespace corridor::report
