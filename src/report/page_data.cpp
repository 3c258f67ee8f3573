#include "report/json_parts.hpp"
#include "report/scenario_allocation.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/version.hpp>
#include <corridor/report/growth.hpp>
#include <corridor/report/html.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

Json limit(const std::optional<Capacity>& capacity) {
    return capacity ? Json(capacity->rate.count()) : Json(nullptr);
}

/// Four decimals: ten metres on the ground, and half the digits.
double degrees(double value) {
    return std::round(value * 1e4) / 1e4;
}

Json node_document(const Node& node) {
    Json entry = Json::object();
    entry["id"] = node.id;
    entry["name"] = node.name;
    entry["kind"] = node.kind;
    entry["country"] = node.country;
    if (node.position) {
        entry["at"] = {degrees(node.position->longitude), degrees(node.position->latitude)};
    }
    entry["throughput"] = limit(node.throughput);
    entry["terminal"] = limit(node.container_terminal);
    entry["dwell_h"] = rounded(node.dwell.hours());
    entry["confidence"] = std::string(to_string(node.provenance.confidence));
    entry["estimate"] = node.provenance.is_estimate();
    entry["source"] = node.provenance.source;
    return entry;
}

Json link_document(const Link& link) {
    Json entry = Json::object();
    entry["id"] = link.id;
    entry["tail"] = link.tail.index;
    entry["head"] = link.head.index;
    entry["mode"] = std::string(to_string(link.mode));
    entry["system"] = link.system;
    entry["capacity"] = limit(link.capacity);
    if (link.capacity) {
        entry["stated"] = link.capacity->stated.text();
    }
    entry["km"] = rounded(link.length.kilometres());
    entry["hours"] = rounded(link.transit_time.hours());
    entry["confidence"] = std::string(to_string(link.provenance.confidence));
    entry["estimate"] = link.provenance.is_estimate();
    entry["source"] = link.provenance.source;
    return entry;
}

Json network_document(const std::string& name, const Network& network) {
    Json document = Json::object();
    document["name"] = name;
    Json nodes = Json::array();
    for (const Node& node : network.nodes()) {
        nodes.push_back(node_document(node));
    }
    document["nodes"] = std::move(nodes);
    Json links = Json::array();
    for (const Link& link : network.links()) {
        links.push_back(link_document(link));
    }
    document["links"] = std::move(links);
    return document;
}

/// The sources that rows of the network name.
Json sources_document(const Network& network, std::span<const Source> sources) {
    std::set<std::string_view> used;
    for (const Node& node : network.nodes()) {
        used.insert(node.provenance.source);
    }
    for (const Link& link : network.links()) {
        used.insert(link.provenance.source);
    }
    Json list = Json::array();
    for (const Source& source : sources) {
        if (used.contains(source.key)) {
            list.push_back({{"key", source.key},
                            {"title", source.title},
                            {"publisher", source.publisher},
                            {"date", source.date},
                            {"url", source.url}});
        }
    }
    return list;
}

/// ["link" | "node" | "terminal", position].
Json element_document(Element element) {
    static constexpr const char* kinds[] = {"link", "node", "terminal"};
    return Json::array({kinds[static_cast<std::size_t>(element.kind)], element.index});
}

Json members_document(const std::vector<CutMember>& cut) {
    Json list = Json::array();
    for (const CutMember& member : cut) {
        Json entry = element_document(member);
        entry.push_back(member.capacity.count());
        list.push_back(std::move(entry));
    }
    return list;
}

/// [position, value] for what is not 0.
Json sparse(const std::vector<std::int64_t>& values) {
    Json list = Json::array();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != 0) {
            list.push_back({i, values[i]});
        }
    }
    return list;
}

bool same_members(const std::vector<CutMember>& a, const std::vector<CutMember>& b) {
    const auto same = [](const CutMember& x, const CutMember& y) {
        return x.kind == y.kind && x.index == y.index && x.capacity == y.capacity;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// The entry of the same commodity in the year before; null in the first year.
const CommodityYear* before_of(const ScenarioResult& result, std::size_t year, std::size_t at) {
    if (year == 0) {
        return nullptr;
    }
    const CommodityYear& now = result.growth.years[year].commodities[at];
    const auto& before = result.growth.years[year - 1].commodities;
    const bool same = at < before.size() && before[at].commodity == now.commodity;
    return same ? &before[at] : nullptr;
}

/// Lists that are those of the year before are left out: once demand stays, so do flows.
Json commodity_document(const CommodityYear& commodity, const CommodityYear* before) {
    Json entry = Json::object();
    entry["commodity"] = commodity.commodity;
    entry["demand"] = commodity.demand.count();
    entry["served"] = commodity.served.count();
    entry["unserved"] = commodity.unserved.count();
    entry["pooled"] = commodity.pooled_served.count();
    entry["loaded"] = commodity.loaded.count();
    entry["binding"] = members_document(commodity.binding);
    entry["resources"] = commodity.binding_resources;
    entry["ceiling"] = commodity.ceiling ? Json(commodity.ceiling->count()) : Json(nullptr);
    if (!before || !same_members(before->ceiling_cut, commodity.ceiling_cut)) {
        entry["ceiling_cut"] = members_document(commodity.ceiling_cut);
    }
    entry["low_confidence"] = rounded(commodity.low_confidence_share_of_demand);
    if (!before || before->link_flow != commodity.link_flow) {
        entry["flow"] = sparse(commodity.link_flow);
    }
    return entry;
}

/// Where this year's network differs from the one that is written out: [position, capacity].
Json changed_capacities(const Network& base, const Network& network) {
    Json list = Json::array();
    const auto rate = [](const Link& link) {
        return link.capacity ? std::optional(link.capacity->rate) : std::nullopt;
    };
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        if (rate(network.links()[i]) != rate(base.links()[i])) {
            list.push_back({i, limit(network.links()[i].capacity)});
        }
    }
    return list;
}

Json closed_links(const YearState& year) {
    const std::vector<bool> open = open_links(year.network, year.selection);
    Json list = Json::array();
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (!open[i]) {
            list.push_back(i);
        }
    }
    return list;
}

/// [position, load, what of it counts against the capacity where that is less] for links in use.
Json loads(const YearResult& year) {
    Json list = Json::array();
    for (std::size_t i = 0; i < year.link_load.size(); ++i) {
        if (year.link_load[i] != 0) {
            Json entry = {i, year.link_load[i]};
            if (year.counted_link_load[i] != year.link_load[i]) {
                entry.push_back(year.counted_link_load[i]);
            }
            list.push_back(std::move(entry));
        }
    }
    return list;
}

/// ["link" | "node" | "terminal" | "resource", position or id].
Json limit_document(const AllocatedYear& year, const AllocationLimit& limit) {
    return limit.element ? element_document(*limit.element)
                         : Json::array({"resource", year.query.resources[limit.resource].name});
}

double to_cents(double usd) {
    return std::round(usd * 1e2) / 1e2;
}

/// Every demand that is not served in full: origin and destination by position, cargo, tonnes
/// asked for, tonnes unserved, the reason, and [limit …, price] for each limit it waits for.
Json waits_document(const Network& network, const AllocatedYear& year) {
    Json list = Json::array();
    for (const Wait& wait : year.waits) {
        const AllocationDemand& demand = year.query.demands[wait.demand];
        Json limits = Json::array();
        for (const AwaitedLimit& each : wait.limits) {
            const AllocationLimit& limit = year.answer.limits[each.limit];
            Json entry = limit_document(year, limit);
            entry.push_back(to_cents(limit.price));
            limits.push_back(std::move(entry));
        }
        list.push_back(Json::array({network.find_node(demand.origin)->index,
                                    network.find_node(demand.destination)->index, demand.commodity,
                                    demand.amount.count(), year.unserved[wait.demand].count(),
                                    reason_name(wait.reason), std::move(limits)}));
    }
    return list;
}

/// [limit …, price, capacity, unit] of each limit that binds, the dearest first.
Json prices_document(const AllocatedYear& year) {
    Json list = Json::array();
    for (const std::size_t r : binding_limits(year)) {
        const AllocationLimit& limit = year.answer.limits[r];
        Json entry = limit_document(year, limit);
        entry.push_back(to_cents(limit.price));
        entry.push_back(limit.capacity);
        entry.push_back(limit_unit(year, limit));
        list.push_back(std::move(entry));
    }
    return list;
}

Json year_document(const ScenarioResult& result, std::size_t index) {
    const YearState& state = result.plan.years[index];
    const YearResult& year = result.growth.years[index];
    Json entry = Json::object();
    entry["year"] = year.year;
    entry["demand"] = year.demand.count();
    entry["served"] = year.served.count();
    entry["unserved"] = year.unserved.count();
    entry["pooled"] = year.pooled_served.count();
    entry["loaded"] = year.loaded.count();
    if (const AllocatedYear* optimum = allocated(result, year.year)) {
        entry["waits"] = waits_document(state.network, *optimum);
        entry["prices"] = prices_document(*optimum);
    }
    Json groups = Json::array();
    for (const DemandGroup& group : result.plan.scenario.demand.groups) {
        groups.push_back({group.name, group_demand(state, group.name).count()});
    }
    entry["groups"] = std::move(groups);
    entry["low_confidence"] = rounded(year.low_confidence_share_of_tonne_km);
    Json commodities = Json::array();
    for (std::size_t i = 0; i < year.commodities.size(); ++i) {
        commodities.push_back(commodity_document(year.commodities[i], before_of(result, index, i)));
    }
    entry["commodities"] = std::move(commodities);
    const YearResult* before = index > 0 ? &result.growth.years[index - 1] : nullptr;
    if (!before || before->link_load != year.link_load ||
        before->counted_link_load != year.counted_link_load) {
        entry["links"] = loads(year);
    }
    entry["capacities"] = changed_capacities(result.plan.years.front().network, state.network);
    entry["closed"] = closed_links(state);
    return entry;
}

Json endpoint_names(const Network& network, const std::vector<Endpoint>& endpoints) {
    Json list = Json::array();
    for (const Endpoint& endpoint : endpoints) {
        const auto node = network.find_node(endpoint.node);
        list.push_back(node ? network.node(*node).name : endpoint.node);
    }
    return list;
}

Json steps_document(const Staircase& staircase) {
    Json steps = Json::array();
    for (const StaircaseStep& step : staircase.steps) {
        Json entry = {{"value", step.value.count()},
                      {"gain", step.gain ? Json(step.gain->count()) : Json(nullptr)},
                      {"members", members_document(step.members)}};
        if (step.projects && step.projects->possible()) {
            entry["projects"] = step.projects->projects;
        }
        steps.push_back(std::move(entry));
    }
    return steps;
}

constexpr std::size_t losses_shown = 25;

/// [name, "link" | "node" | "system", tonnes lost], the worst first.
Json losses_document(const FlowAnswer& answer) {
    Json losses = Json::array();
    if (answer.losses.base.outcome == flow::Outcome::unbounded) {
        return losses;
    }
    for (const Loss& loss : answer.losses.losses) {
        if (losses.size() == losses_shown) {
            break;
        }
        Json entry = Json::array();
        if (loss.group) {
            entry = {"system", answer.losses.groups[*loss.group].name};
        } else {
            entry = element_document(loss.element);
        }
        entry.push_back(answer.losses.base.value.count() - loss.flow_without);
        losses.push_back(std::move(entry));
    }
    return losses;
}

/// [kind, node, link or null, kilometres, hours, dollars a tonne] since the start.
Json profile_document(const std::vector<ProfileRow>& rows) {
    Json list = Json::array();
    for (const ProfileRow& row : rows) {
        list.push_back(Json::array(
            {std::string(to_string(row.kind)), row.node.index,
             row.link ? Json(row.link->index) : Json(nullptr), rounded(row.length.kilometres()),
             rounded(row.total.time().hours()), rounded(row.total.money().usd_per_t())}));
    }
    return list;
}

Json routes_document(const FlowAnswer& answer) {
    Json routes = Json::array();
    for (const AnswerRoute& each : answer.routes) {
        routes.push_back(
            {{"km", rounded(each.measures.length.kilometres())},
             {"hours", rounded(each.route.cost.time().hours())},
             {"usd", rounded(each.route.cost.money().usd_per_t())},
             {"co2_kg", rounded(static_cast<double>(each.route.cost.co2e_g) / 1e3)},
             {"borders", each.measures.borders},
             {"transshipments", each.measures.transshipments},
             {"lost_h", Json::array({rounded(each.route.cost.dwell.hours()),
                                     rounded(each.route.cost.border_time.hours()),
                                     rounded(each.route.cost.gauge_time.hours()),
                                     rounded(each.route.cost.transshipment_time.hours())})},
             {"profile", profile_document(each.profile)}});
    }
    return routes;
}

/// [from, to or null, tonnes served at `from`, tonnes for each 1, members of the cut].
Json curve_segments(const DemandCurve& curve) {
    Json segments = Json::array();
    for (const ParametricSegment& segment : curve.curve.segments) {
        Json cut = Json::array();
        for (const Element& element : segment.cut) {
            cut.push_back(element_document(element));
        }
        segments.push_back(Json::array(
            {segment.from.value(), segment.to ? Json(segment.to->value()) : Json(nullptr),
             static_cast<double>(segment.intercept) +
                 static_cast<double>(segment.slope) * segment.from.value(),
             segment.slope, std::move(cut)}));
    }
    return segments;
}

/// Tonne-days a year lost, by cause.
Json lost_days(const TonneTime& time) {
    Json causes = Json::array();
    for (const Int128 tonne_seconds : time.lost) {
        causes.push_back(std::round(tonne_days(tonne_seconds)));
    }
    return causes;
}

Json delays_document(const SoftBottlenecks& delays) {
    Json sections = Json::array();
    for (const SectionDelay& section : delays.sections) {
        sections.push_back(
            {{"system", section.system},
             {"moving", std::round(tonne_days(section.time.moving))},
             {"lost", lost_days(section.time)},
             {"ceiling", section.ceiling ? Json(section.ceiling->count()) : Json(nullptr)},
             {"binding", std::string(to_string(section.binding))}});
    }
    return {{"flow", delays.flow.value.count()},
            {"moving", std::round(tonne_days(delays.time.moving))},
            {"lost", lost_days(delays.time)},
            {"sections", std::move(sections)}};
}

Json answer_document(const Network& network, const FlowAnswer& answer) {
    Json entry = Json::object();
    entry["name"] = answer.request.name;
    entry["year"] = answer.year;
    entry["from"] = endpoint_names(network, answer.query.from);
    entry["to"] = endpoint_names(network, answer.query.to);
    entry["commodity"] = answer.query.commodity;
    entry["unbounded"] = answer.flow.outcome == flow::Outcome::unbounded;
    entry["value"] = answer.flow.value.count();
    entry["cut"] = members_document(answer.flow.cut);
    entry["unique"] = answer.flow.cut_is_unique;
    entry["certified"] = answer.flow.certified;
    entry["steps"] = steps_document(answer.staircase);
    entry["losses"] = losses_document(answer);
    entry["routes"] = routes_document(answer);
    if (answer.delays) {
        entry["delays"] = delays_document(*answer.delays);
    }
    return entry;
}

Json scenario_document(const ScenarioResult& result, std::size_t network) {
    const Scenario& scenario = result.plan.scenario;
    Json document = Json::object();
    document["name"] = scenario.name;
    document["title"] = scenario.title;
    document["description"] = scenario.description;
    document["network"] = network;
    const Certified count = certified(result);
    document["certified"] = {count.proved, count.answers};
    document["breaks_in"] =
        result.growth.breaks_in ? Json(*result.growth.breaks_in) : Json(nullptr);
    Json years = Json::array();
    for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
        years.push_back(year_document(result, i));
    }
    document["years"] = std::move(years);
    Json saturations = Json::array();
    for (const Saturation& saturation : result.growth.saturations) {
        Json entry = element_document(saturation.element);
        entry.push_back(saturation.capacity.count());
        entry.push_back(saturation.year);
        saturations.push_back(std::move(entry));
    }
    document["saturations"] = std::move(saturations);
    Json answers = Json::array();
    for (const FlowAnswer& answer : result.flows) {
        answers.push_back(answer_document(result.plan.years.front().network, answer));
    }
    document["answers"] = std::move(answers);
    Json curves = Json::array();
    for (const DemandCurve& curve : result.curves) {
        curves.push_back({{"commodity", curve.commodity},
                          {"year", curve.year},
                          {"demand", curve.demand.count()},
                          {"segments", curve_segments(curve)}});
    }
    document["curves"] = std::move(curves);
    return document;
}

Json or_null(const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json comparison_document(const Comparison& comparison) {
    Json document = {{"before", comparison.before}, {"after", comparison.after}};
    Json years = Json::array();
    for (std::size_t at = 0; at < comparison.years.size(); ++at) {
        const YearDifference& year = comparison.years[at];
        Json parts = Json::array();
        for (const PatchContribution& contribution : comparison.patches) {
            const PatchEffect& effect = contribution.years[at];
            parts.push_back(Json::array({describe(contribution.patch), or_null(effect.served_alone),
                                         or_null(effect.served_in_order)}));
        }
        years.push_back({{"year", year.year},
                         {"served", {year.served_before.count(), year.served_after.count()}},
                         {"unserved", {year.unserved_before.count(), year.unserved_after.count()}},
                         {"binds_no_more", year.binds_no_more},
                         {"binds_now", year.binds_now},
                         {"interaction", year.interaction},
                         {"parts", std::move(parts)}});
    }
    document["years"] = std::move(years);
    return document;
}

}  // namespace

std::string render_page_data(std::span<const PageRun> runs,
                             std::span<const Comparison> comparisons) {
    Json networks = Json::array();
    Json scenarios = Json::array();
    for (const PageRun& run : runs) {
        const ScenarioResult& result = *run.result;
        expects(!result.plan.years.empty(), "a run covers at least one year");
        Json network =
            network_document(result.plan.scenario.network, result.plan.years.front().network);
        network["sources"] = sources_document(result.plan.years.front().network, run.sources);
        const auto known = std::find(networks.begin(), networks.end(), network);
        const auto position = static_cast<std::size_t>(known - networks.begin());
        if (known == networks.end()) {
            networks.push_back(std::move(network));
        }
        scenarios.push_back(scenario_document(result, position));
    }
    Json document = Json::object();
    document["schema"] = "corridor/report/1";
    document["version"] = std::string(version());
    document["networks"] = std::move(networks);
    document["scenarios"] = std::move(scenarios);
    Json compared = Json::array();
    for (const Comparison& comparison : comparisons) {
        compared.push_back(comparison_document(comparison));
    }
    document["comparisons"] = std::move(compared);
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace corridor::report
