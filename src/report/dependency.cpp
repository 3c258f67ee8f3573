#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/dependency.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 3> kind_names = {"country", "system", "chokepoint"};

const char* kind_of(const Group& group) {
    return kind_names[static_cast<std::size_t>(group.kind)];
}

bool is_unlimited(const DependencyReport& report) {
    return report.answer.flow.outcome == flow::Outcome::unbounded;
}

std::optional<double> share(const DependencyReport& report,
                            const std::optional<TonnesPerYear>& part) {
    if (is_unlimited(report) || !part || report.answer.flow.value.count() == 0) {
        return std::nullopt;
    }
    return ratio(*part, report.answer.flow.value);
}

/// Quickest journey without the group / with it.
std::optional<double> detour(const DependencyReport& report, const GroupDependency& group) {
    const auto& quickest = report.answer.quickest;
    if (!group.quickest_without || !quickest || quickest->seconds == 0) {
        return std::nullopt;
    }
    return static_cast<double>(group.quickest_without->seconds) /
           static_cast<double>(quickest->seconds);
}

bool is_shown(const DependencyReport& report, const GroupDependency& group) {
    return report.all || !report.closed.empty() || group.group.kind != Group::Kind::chokepoint ||
           !group.lost || group.lost->count() > 0;
}

std::string rate_text(const std::optional<TonnesPerYear>& rate) {
    return rate ? to_string(*rate) : "unlimited";
}

std::string share_text(const std::optional<double>& part) {
    return part ? percent(*part) : "-";
}

std::string days_text(const std::optional<Duration>& time) {
    return time ? fmt::format("{:.1f} days", time->hours() / 24.0) : "no way";
}

std::string groups_section(const DependencyReport& report, Group::Kind kind, const char* title,
                           Style style) {
    TextTable table({{kind_names[static_cast<std::size_t>(kind)], Align::left},
                     {"passes", Align::right},
                     {"share", Align::right},
                     {"lost if closed", Align::right},
                     {"share", Align::right},
                     {"rerouted", Align::right},
                     {"left", Align::right},
                     {"of the cut", Align::right},
                     {"quickest without", Align::right},
                     {"detour", Align::right}});
    for (const GroupDependency& group : report.answer.groups) {
        if (group.group.kind != kind || !is_shown(report, group)) {
            continue;
        }
        const auto factor = detour(report, group);
        table.add_row({printable(group.group.name), to_string(group.passing),
                       share_text(share(report, group.passing)), rate_text(group.lost),
                       share_text(share(report, group.lost)), to_string(group.rerouted),
                       rate_text(group.left), share_text(share(report, group.cut_capacity)),
                       days_text(group.quickest_without),
                       factor ? fmt::format("x {:.2f}", *factor) : "-"});
    }
    return table.row_count() == 0 ? ""
                                  : heading(title, style) + "\n" + table.render(style, 2) + "\n";
}

std::string closure_text(const DependencyReport& report) {
    const Closure& closure = *report.closure;
    const std::string names = fmt::format("{}", fmt::join(report.closed, ", "));
    if (!closure.left) {
        return fmt::format("With {} closed together nothing limits the flow.", names);
    }
    std::string text = fmt::format(
        "With {} closed together {} of {} can still move", names, *closure.left,
        rate_text(is_unlimited(report) ? std::nullopt
                                       : std::optional<TonnesPerYear>(report.answer.flow.value)));
    if (!closure.flow.cut.empty()) {
        text += ", bound by " + describe(report.network, closure.flow.cut, 4);
    }
    return text + ".";
}

std::string disjoint_text(const DependencyReport& report) {
    const DisjointRoutes& routes = report.answer.routes;
    return fmt::format(
        "{} {} no link in common, {} no place but the ends; the quickest journey "
        "takes {}",
        routes.by_links, routes.by_links == 1 ? "route has" : "routes have", routes.by_places,
        days_text(report.answer.quickest));
}

Json optional_rate(const std::optional<TonnesPerYear>& rate) {
    return rate ? Json(rate->count()) : Json(nullptr);
}

Json optional_share(const std::optional<double>& part) {
    return part ? Json(rounded(*part)) : Json(nullptr);
}

Json optional_hours(const std::optional<Duration>& time) {
    return time ? Json(rounded(time->hours())) : Json(nullptr);
}

}  // namespace

std::string render_table(const DependencyReport& report, Style style) {
    std::string text =
        heading(printable(fmt::format("What the flow of {} depends on ({})", describe(report.query),
                                      describe(report.network_name, report.query.selection))),
                style) +
        "\n\n";
    if (!is_unlimited(report) && report.answer.flow.value.count() == 0) {
        return text + "0 t/yr: nothing moves. " +
               (report.answer.flow.cut.empty()
                    ? printable(explain_no_route(report.network, report.query))
                    : std::string("A limit of 0 t/yr is in the way.")) +
               "\n";
    }
    text += (is_unlimited(report) ? "unlimited" : to_string(report.answer.flow.value)) +
            " with everything open; " + disjoint_text(report) + "\n\n";
    if (report.closure) {
        text += printable(closure_text(report)) + "\n\n";
    }
    text += groups_section(report, Group::Kind::country, "Countries:", style);
    text += groups_section(report, Group::Kind::system, "Systems:", style);
    text += groups_section(report, Group::Kind::chokepoint,
                           report.all || !report.closed.empty()
                               ? "Places:"
                               : "Places without which something is lost:",
                           style);
    return text +
           "passes: at least so much of the flow shown goes through; lost: the largest flow is so "
           "much smaller\nwithout it; rerouted: passes less lost\n"
           "certified: the flow with everything open and without each that is listed\n";
}

std::string render_json(const DependencyReport& report) {
    Json document = Json::object();
    document["schema"] = "corridor/dependency/1";
    document["query"] = query_document(report.network_name, report.query);
    document["outcome"] = is_unlimited(report) ? "unbounded" : "optimal";
    document["value_t_per_year"] =
        is_unlimited(report) ? Json(nullptr) : Json(report.answer.flow.value.count());
    document["link_disjoint_routes"] = report.answer.routes.by_links;
    document["place_disjoint_routes"] = report.answer.routes.by_places;
    document["quickest_h"] = optional_hours(report.answer.quickest);
    if (report.closure) {
        Json closure = Json::object();
        closure["closed"] = report.closed;
        closure["left_t_per_year"] = optional_rate(report.closure->left);
        closure["cut"] = cut_document(report.network, report.closure->flow.cut);
        document["closure"] = std::move(closure);
    }
    Json groups = Json::array();
    for (const GroupDependency& group : report.answer.groups) {
        const auto factor = detour(report, group);
        Json entry = Json::object();
        entry["name"] = group.group.name;
        entry["kind"] = kind_of(group.group);
        entry["passing_t_per_year"] = group.passing.count();
        entry["passing_share"] = optional_share(share(report, group.passing));
        entry["flow_lost_t_per_year"] = optional_rate(group.lost);
        entry["lost_share"] = optional_share(share(report, group.lost));
        entry["rerouted_t_per_year"] = group.rerouted.count();
        entry["left_t_per_year"] = optional_rate(group.left);
        entry["cut_capacity_t_per_year"] = group.cut_capacity.count();
        entry["quickest_without_h"] = optional_hours(group.quickest_without);
        entry["detour_factor"] = optional_share(factor);
        groups.push_back(std::move(entry));
    }
    document["groups"] = std::move(groups);
    document["certified"] = is_unlimited(report) || report.answer.flow.certified;
    return dumped(document);
}

std::string render_csv(const DependencyReport& report) {
    CsvText csv({"name", "kind", "passing_t_per_year", "passing_share", "flow_lost_t_per_year",
                 "lost_share", "rerouted_t_per_year", "left_t_per_year", "cut_capacity_t_per_year",
                 "quickest_without_h", "detour_factor"});
    const auto number = [](const std::optional<TonnesPerYear>& rate) {
        return rate ? fmt::format("{}", rate->count()) : "unlimited";
    };
    const auto decimal = [](const std::optional<double>& value) {
        return value ? decimal_text(*value) : "";
    };
    for (const GroupDependency& group : report.answer.groups) {
        csv.add_row({group.group.name, kind_of(group.group), number(group.passing),
                     decimal(share(report, group.passing)), number(group.lost),
                     decimal(share(report, group.lost)), number(group.rerouted), number(group.left),
                     number(group.cut_capacity),
                     group.quickest_without ? decimal_text(group.quickest_without->hours()) : "",
                     decimal(detour(report, group))});
    }
    return csv.text();
}

}  // namespace corridor::report
