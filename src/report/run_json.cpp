#include "report/answer_tables.hpp"
#include "report/json_parts.hpp"
#include "report/run_tables.hpp"
#include "report/scenario_allocation.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/version.hpp>
#include <corridor/report/growth.hpp>
#include <corridor/report/html.hpp>
#include <corridor/report/run_files.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

Json commodity_document(const Network& network, const CommodityYear& commodity) {
    Json entry = Json::object();
    entry["commodity"] = commodity.commodity;
    entry["demand_t_per_year"] = commodity.demand.count();
    entry["served_t_per_year"] = commodity.served.count();
    entry["unserved_t_per_year"] = commodity.unserved.count();
    entry["binding"] = cut_document(network, commodity.binding);
    entry["binding_resources"] = commodity.binding_resources;
    entry["pooled_bound_t_per_year"] = commodity.pooled_served.count();
    entry["pooled_unserved_t_per_year"] = commodity.pooled_unserved.count();
    entry["pooled_binding"] = cut_document(network, commodity.pooled_binding);
    entry["ceiling_t_per_year"] =
        commodity.ceiling ? Json(commodity.ceiling->count()) : Json(nullptr);
    entry["ceiling_cut"] = cut_document(network, commodity.ceiling_cut);
    entry["loaded_t_per_year"] = commodity.loaded.count();
    entry["low_confidence_share_of_demand"] = rounded(commodity.low_confidence_share_of_demand);
    entry["low_confidence_share_of_ceiling"] = rounded(commodity.low_confidence_share_of_ceiling);
    return entry;
}

Json saturation_document(const Network& network, const Saturation& saturation) {
    Json entry = cut_document(network, {CutMember{saturation.element, saturation.capacity}}).at(0);
    entry["year"] = saturation.year;
    return entry;
}

const Network& network_of(const ScenarioResult& result, int year) {
    const auto& years = result.plan.years;
    const auto found = std::find_if(years.begin(), years.end(),
                                    [year](const YearState& state) { return state.year == year; });
    expects(found != years.end(), "a result is of a year of its plan");
    return found->network;
}

Json growth_document(const ScenarioResult& result) {
    Json document = Json::object();
    document["bound"] = std::string(bound_name(result));
    document["breaks_in"] =
        result.growth.breaks_in ? Json(*result.growth.breaks_in) : Json(nullptr);
    document["summary"] = first_break(result);
    Json years = Json::array();
    for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
        const YearResult& year = result.growth.years[i];
        Json entry = Json::object();
        entry["year"] = year.year;
        entry["demand_t_per_year"] = year.demand.count();
        entry["served_t_per_year"] = year.served.count();
        entry["unserved_t_per_year"] = year.unserved.count();
        entry["pooled_bound_t_per_year"] = year.pooled_served.count();
        entry["pooled_unserved_t_per_year"] = year.pooled_unserved.count();
        entry["loaded_t_per_year"] = year.loaded.count();
        entry["low_confidence_share_of_tonne_km"] = rounded(year.low_confidence_share_of_tonne_km);
        Json commodities = Json::array();
        for (const CommodityYear& commodity : year.commodities) {
            commodities.push_back(commodity_document(result.plan.years[i].network, commodity));
        }
        entry["commodities"] = std::move(commodities);
        years.push_back(std::move(entry));
    }
    document["years"] = std::move(years);
    Json saturations = Json::array();
    for (const Saturation& saturation : result.growth.saturations) {
        saturations.push_back(saturation_document(network_of(result, saturation.year), saturation));
    }
    document["saturations"] = std::move(saturations);
    Json readiness = Json::array();
    for (const CommodityReadiness& commodity : result.readiness) {
        Json entry = Json::object();
        entry["commodity"] = commodity.commodity;
        entry.update(readiness_document(result.plan.years.front().network, commodity.readiness,
                                        result.plan.projects));
        readiness.push_back(std::move(entry));
    }
    document["readiness"] = std::move(readiness);
    Json curves = Json::array();
    for (const DemandCurve& curve : result.curves) {
        curves.push_back(curve_document(network_of(result, curve.year), curve));
    }
    document["curves"] = std::move(curves);
    return document;
}

Json scenario_document(const Scenario& scenario) {
    Json document = Json::object();
    document["name"] = scenario.name;
    document["title"] = scenario.title;
    document["description"] = scenario.description;
    document["network"] = scenario.network;
    document["first_year"] = scenario.first_year;
    document["last_year"] = scenario.last_year;
    return document;
}

Json certified_document(const ScenarioResult& result) {
    const Certified count = certified(result);
    Json document = Json::object();
    document["proved"] = count.proved;
    document["answers"] = count.answers;
    return document;
}

Json result_document(const ScenarioResult& result) {
    const Certified count = certified(result);
    Json document = Json::object();
    document["scenario"] = scenario_document(result.plan.scenario);
    if (!result.growth.years.empty()) {
        document["growth"] = growth_document(result);
    }
    if (!result.allocation.empty()) {
        document["allocation"] = allocation_document(result);
    }
    Json flows = Json::array();
    for (const FlowAnswer& answer : result.flows) {
        Json entry = Json::object();
        entry["name"] = answer.request.name;
        entry["year"] = answer.year;
        entry.update(max_flow_document({.network_name = result.plan.scenario.network,
                                        .network = network_of(result, answer.year),
                                        .query = answer.query,
                                        .answer = answer.flow}));
        add_analyses(entry, network_of(result, answer.year), answer);
        flows.push_back(std::move(entry));
    }
    document["flows"] = std::move(flows);
    document["certified"] = count.proved == count.answers;
    document["certified_answers"] = certified_document(result);
    return document;
}

std::string manifest(const ScenarioResult& result, const RunFacts& facts) {
    Json document = Json::object();
    document["schema"] = "corridor/manifest/1";
    document["scenario"] = result.plan.scenario.name;
    document["tool"] = {{"name", "corridor"}, {"version", std::string(version())}};
    document["compiler"] = std::string(compiler());
    Json options = Json::object();
    for (const auto& option : facts.options) {
        options[option.first] = option.second;
    }
    document["options"] = std::move(options);
    document["seed"] = facts.seed ? Json(*facts.seed) : Json(nullptr);
    Json inputs = Json::array();
    for (const InputDigest& input : facts.inputs) {
        inputs.push_back({{"name", input.name}, {"sha256", input.sha256}});
    }
    document["inputs"] = std::move(inputs);
    document["certified"] = certified_document(result);
    return dumped(document);
}

constexpr std::array<std::string_view, 17> file_names = {
    "links.csv",       "nodes.csv",    "od.csv",         "prices.csv",    "diversions.csv",
    "cuts.csv",        "growth.csv",   "saturation.csv", "readiness.csv", "bottlenecks.csv",
    "criticality.csv", "routes.csv",   "kpi.csv",        "result.json",   "manifest.json",
    "report.html",     "scenario.toml"};

}  // namespace

std::span<const std::string_view> run_file_names() {
    return file_names;
}

std::vector<io::NamedText> run_files(const ScenarioResult& result, const RunFacts& facts) {
    Json document = Json::object();
    document["schema"] = "corridor/result/1";
    document.update(result_document(result));
    const PageRun page{&result, facts.sources};
    const std::array<std::string, file_names.size()> texts = {
        links_csv(result),
        nodes_csv(result),
        od_csv(result),
        prices_csv(result),
        diversions_csv(result),
        cuts_csv(result),
        render_growth_csv(std::span(&result, 1)),
        saturation_csv(result),
        readiness_csv(result),
        bottlenecks_csv(result),
        criticality_csv(result),
        routes_csv(result),
        kpi_csv(result),
        dumped(document),
        manifest(result, facts),
        render_html(std::span(&page, 1)),
        facts.scenario_text};
    std::vector<io::NamedText> files;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        files.push_back({std::string(file_names[i]), texts[i]});
    }
    return files;
}

std::string render_runs_json(std::string_view verb, std::span<const FinishedRun> runs) {
    Json document = Json::object();
    document["schema"] = "corridor/" + std::string(verb) + "/1";
    Json list = Json::array();
    for (const FinishedRun& run : runs) {
        Json entry = Json::object();
        entry["folder"] = run.folder;
        entry["files"] = run.files;
        entry.update(result_document(*run.result));
        list.push_back(std::move(entry));
    }
    document["runs"] = std::move(list);
    return dumped(document);
}

}  // namespace corridor::report
