#include "report/bottleneck_words.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/bottlenecks.hpp>
#include <corridor/report/csv.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

Json tonnes(const std::optional<TonnesPerYear>& rate) {
    return rate ? Json(rate->count()) : Json(nullptr);
}

Json cut_entry(const Network& network, const Cut& cut) {
    Json entry = Json::object();
    entry["members"] = names_of(network, cut);
    entry["capacity_t_per_year"] = cut.capacity.count();
    entry["low_confidence_share"] = rounded(low_confidence_share(network, cut.members));
    return entry;
}

Json cut_list(const Network& network, const std::vector<Cut>& cuts) {
    Json list = Json::array();
    for (const Cut& cut : cuts) {
        list.push_back(cut_entry(network, cut));
    }
    return list;
}

Json choice_entry(const Network& network, const ProjectChoice& choice) {
    Json entry = Json::object();
    entry["projects"] = choice.projects;
    if (choice.possible()) {
        entry["known_cost_usd"] = choice.known_cost_usd;
        entry["without_cost"] = choice.without_cost;
        entry["value_t_per_year"] = tonnes(choice.value);
    } else {
        entry["held_by"] = names_of(network, choice.held_by);
    }
    entry["proved"] = choice.proved;
    return entry;
}

Json effect_entry(const Network& network, const ProjectEffect& effect) {
    Json entry = Json::object();
    entry["projects"] = effect.projects;
    entry["value_t_per_year"] = tonnes(effect.value);
    entry["gain_t_per_year"] = tonnes(effect.gain);
    entry["held_by"] = names_of(network, effect.held_by);
    return entry;
}

Json steps_list(const BottlenecksReport& report) {
    Json list = Json::array();
    for (const StaircaseStep& step : report.staircase.steps) {
        Json entry = Json::object();
        entry["value_t_per_year"] = step.value.count();
        entry["members"] = report.network.names(step.members);
        entry["gain_t_per_year"] = tonnes(step.gain);
        entry["cuts"] = cut_list(report.network, step.cuts);
        if (step.projects) {
            entry["projects"] = choice_entry(report.network, *step.projects);
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Json marginal_list(const BottlenecksReport& report) {
    Json list = Json::array();
    for (const WorthRow& row : worth_rows(report, true)) {
        const CapacityWorth& worth = *row.worth;
        Json entry = Json::object();
        if (row.kind == "link") {
            entry["link_id"] = row.name;
        } else {
            const std::string suffix = " container terminal";
            entry["node_id"] = row.kind == "container_terminal"
                                   ? row.name.substr(0, row.name.size() - suffix.size())
                                   : row.name;
            entry["limit"] = row.kind == "node" ? "throughput" : std::string(row.kind);
        }
        entry["capacity_t_per_year"] = tonnes(worth.capacity);
        entry["gain_per_t"] = worth.gain_per_t;
        entry["valid_up_to_t_per_year"] =
            worth.gain_per_t != 0 ? tonnes(worth.useful_up_to) : Json(nullptr);
        entry["loss_per_t"] = worth.loss_per_t;
        entry["useful_up_to_t_per_year"] = tonnes(worth.useful_up_to);
        entry["flow_without_t_per_year"] = worth.value_without.count();
        entry["flow_unlimited_t_per_year"] = tonnes(worth.value_unlimited);
        entry["in_every_cut"] = row.in_every;
        entry["in_some_cut"] = row.in_some;
        list.push_back(std::move(entry));
    }
    return list;
}

Json limits_list(const BottlenecksReport& report) {
    std::vector<CutMember> members;
    for (const Element& element : report.cuts.in_some.elements) {
        members.push_back({element, TonnesPerYear(report.network.capacity(element)->rate.count() -
                                                  report.query.preload.on(element))});
    }
    return cut_document(report.network, members);
}

void add_projects(const BottlenecksReport& report, Json& document) {
    Json each = Json::array();
    for (const ProjectEffect& effect : report.each_project) {
        each.push_back(effect_entry(report.network, effect));
    }
    document["each_project"] = std::move(each);
    if (report.asked_projects) {
        document["asked_projects"] = effect_entry(report.network, *report.asked_projects);
    }
}

std::string cell(const std::optional<TonnesPerYear>& rate) {
    return rate ? fmt::format("{}", rate->count()) : std::string();
}

}  // namespace

std::string render_json(const BottlenecksReport& report) {
    const MinimumCuts& cuts = report.cuts;
    const bool unlimited = cuts.outcome == flow::Outcome::unbounded;
    Json document = Json::object();
    document["schema"] = "corridor/bottlenecks/1";
    document["query"] = query_document(report.network_name, report.query);
    document["outcome"] = unlimited ? "unbounded" : "optimal";
    document["value_t_per_year"] = unlimited ? Json(nullptr) : Json(cuts.value.count());
    document["certified"] =
        cuts.certified && report.marginal.certified && report.staircase.certified;
    document["each_marginal_certified"] = report.marginal.each_certified;
    const std::string sentence = explanation(report);
    if (!sentence.empty()) {
        document["explanation"] = sentence;
    }
    document["cut_count"] = cuts.count;
    document["cut_count_is_exact"] = cuts.count_is_exact;
    document["minimum_cuts"] = cut_list(report.network, cuts.cuts);
    document["nearest_origins"] = names_of(report.network, cuts.nearest_origins);
    document["nearest_destinations"] = names_of(report.network, cuts.nearest_destinations);
    document["in_every_cut"] = names_of(report.network, cuts.in_every);
    document["in_some_cut"] = names_of(report.network, cuts.in_some);
    document["limits"] = limits_list(report);
    if (report.beyond) {
        document["near_minimum_up_to_t_per_year"] = (cuts.value + *report.beyond).count();
        document["near_minimum_cuts"] = cut_list(report.network, cuts.near_minimum);
        document["near_minimum_is_complete"] = cuts.near_minimum_is_complete;
    }
    document["marginal"] = marginal_list(report);
    document["steps"] = steps_list(report);
    document["end"] = std::string(end_name(report.staircase.end));
    document["value_at_end_t_per_year"] = tonnes(report.staircase.value_at_end);
    document["unlimited_route"] = report.network.names(report.staircase.unlimited_route);
    add_projects(report, document);
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const BottlenecksReport& report) {
    CsvText csv({"element", "kind", "capacity_t_per_year", "gain_per_t", "loss_per_t",
                 "useful_up_to_t_per_year", "flow_without_t_per_year", "flow_unlimited_t_per_year",
                 "in_every_cut", "in_some_cut", "confidence"});
    for (const WorthRow& row : worth_rows(report, report.all_limits)) {
        const CapacityWorth& worth = *row.worth;
        csv.add_row({row.name, std::string(row.kind), cell(worth.capacity),
                     fmt::format("{}", worth.gain_per_t), fmt::format("{}", worth.loss_per_t),
                     cell(worth.useful_up_to), cell(worth.value_without),
                     cell(worth.value_unlimited), row.in_every ? "1" : "0", row.in_some ? "1" : "0",
                     row.provenance == nullptr
                         ? std::string()
                         : std::string(to_string(row.provenance->confidence))});
    }
    return csv.text();
}

std::string render_cuts_csv(const BottlenecksReport& report) {
    CsvText csv({"cut_id", "kind", "capacity_t_per_year", "members",
                 "relief_to_next_cut_t_per_year", "low_confidence_share"});
    std::size_t number = 0;
    const auto add = [&](const std::vector<Cut>& cuts, const char* kind,
                         const std::string& relief) {
        for (const Cut& cut : cuts) {
            csv.add_row({fmt::format("{}", ++number), kind, cell(cut.capacity),
                         fmt::format("{}", fmt::join(names_of(report.network, cut), ";")), relief,
                         decimal_text(low_confidence_share(report.network, cut.members))});
        }
    };
    const std::vector<StaircaseStep>& steps = report.staircase.steps;
    add(report.cuts.cuts, "minimum", steps.empty() ? std::string() : cell(steps.front().gain));
    add(report.cuts.near_minimum, "near_minimum", "");
    return csv.text();
}

std::string render_steps_csv(const BottlenecksReport& report) {
    CsvText csv({"step", "value_t_per_year", "members", "gain_t_per_year", "projects",
                 "known_cost_usd", "projects_without_cost", "value_with_projects_t_per_year"});
    std::size_t number = 0;
    for (const StaircaseStep& step : report.staircase.steps) {
        const bool lifted = step.projects && step.projects->possible();
        const ProjectChoice choice = lifted ? *step.projects : ProjectChoice();
        csv.add_row({fmt::format("{}", ++number), cell(step.value),
                     fmt::format("{}", fmt::join(report.network.names(step.members), ";")),
                     cell(step.gain), fmt::format("{}", fmt::join(choice.projects, ";")),
                     lifted ? fmt::format("{}", choice.known_cost_usd) : std::string(),
                     fmt::format("{}", fmt::join(choice.without_cost, ";")), cell(choice.value)});
    }
    return csv.text();
}

}  // namespace corridor::report
