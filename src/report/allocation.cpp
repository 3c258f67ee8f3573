#include "report/json_parts.hpp"
#include "report/price_range.hpp"

#include <corridor/report/allocation.hpp>
#include <corridor/report/csv.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace corridor::report {
namespace {

using flow::AllocationObjective;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 12;
constexpr double negligible = 1e-9;  ///< relative to the amount or the limit

const char* name_of(AllocationObjective objective) {
    switch (objective) {
        case AllocationObjective::least_cost:
            return "cost";
        case AllocationObjective::most_served:
            return "served";
        case AllocationObjective::concurrent:
            return "concurrent";
        case AllocationObjective::fair:
            return "fair";
    }
    return "";
}

const char* measure_of(const AllocationReport& report) {
    switch (report.solution.objective) {
        case AllocationObjective::least_cost:
            return "total_cost";
        case AllocationObjective::most_served:
            return "total_served";
        case AllocationObjective::concurrent:
            return report.value_is_congestion ? "congestion" : "concurrent_flow";
        case AllocationObjective::fair:
            return "smallest_share";
    }
    return "";
}

const char* explained(const AllocationReport& report) {
    switch (report.solution.objective) {
        case AllocationObjective::least_cost:
            return "total cost, what is not served included";
        case AllocationObjective::most_served:
            return "served in all";
        case AllocationObjective::concurrent:
            return report.value_is_congestion
                       ? "of the fullest link's capacity, when all demands are served in full"
                       : "of every demand can be served at once";
        case AllocationObjective::fair:
            return "the smallest share of a group that is served";
    }
    return "";
}

/// Value and bounds as shown: turned over where the value is 1/λ.
struct Shown {
    double value = 0.0;
    double lower = 0.0;
    double upper = 0.0;
};

Shown shown_values(const AllocationReport& report) {
    const auto& solution = report.solution;
    if (!report.value_is_congestion) {
        return {solution.value, solution.lower_bound, solution.upper_bound};
    }
    return {1.0 / solution.value, 1.0 / solution.upper_bound, 1.0 / solution.lower_bound};
}

std::string digits(double value) {
    return std::isfinite(value) ? fmt::format("{:.10g}", value == 0.0 ? 0.0 : value) : "unlimited";
}

const char* status_of(const AllocationReport& report) {
    switch (report.solution.outcome) {
        case flow::AllocationOutcome::optimal:
            return "optimal";
        case flow::AllocationOutcome::unbounded:
            return "unbounded";
        case flow::AllocationOutcome::limit_reached:
            return "limit_reached";
    }
    return "";
}

double unserved(const AllocationReport& report, std::size_t d) {
    const double amount = report.commodities[d].amount;
    const double missing = amount - report.solution.served[d];
    return missing > negligible * amount ? missing : 0.0;
}

std::optional<flow::PriceRange> range_of(const AllocationReport& report, std::size_t limit) {
    const auto& ranges = report.solution.limit_range;
    return limit < ranges.size() ? std::optional(ranges[limit]) : std::nullopt;
}

bool has_ranges(const AllocationReport& report) {
    return report.solution.limit_range.size() == report.links.size() + report.resources.size();
}

std::string range_text(const std::optional<flow::PriceRange>& range) {
    return !range ? ""
           : std::isfinite(range->to)
               ? fmt::format("{} to {}", digits(range->from), digits(range->to))
               : digits(range->from) + " and more";
}

Json limits_document(const AllocationReport& report,
                     std::span<const AllocationReport::Limit> limits, std::size_t first,
                     const char* id_key) {
    Json list = Json::array();
    for (std::size_t i = 0; i < limits.size(); ++i) {
        const double use = report.solution.limit_use[first + i];
        Json entry = Json::object();
        entry[id_key] = limits[i].id;
        entry["use"] = use;
        entry["capacity"] = limits[i].capacity;
        entry["utilisation"] =
            limits[i].capacity > 0.0 ? Json(use / limits[i].capacity) : Json(nullptr);
        entry["price"] = report.solution.limit_price[first + i];
        put_range(entry, range_of(report, first + i));
        list.push_back(std::move(entry));
    }
    return list;
}

/// The limits with a price, the one that is worth most first.
std::string binding_limits(const AllocationReport& report, Style style) {
    struct Row {
        const AllocationReport::Limit* limit = nullptr;
        double price = 0.0;
        double worth = 0.0;
        std::string range;
    };
    std::vector<Row> rows;
    const auto add = [&](const std::vector<AllocationReport::Limit>& limits, std::size_t first) {
        for (std::size_t i = 0; i < limits.size(); ++i) {
            const double price = report.solution.limit_price[first + i];
            if (price > 0.0) {
                rows.push_back({&limits[i], price, price * limits[i].capacity,
                                range_text(range_of(report, first + i))});
            }
        }
    };
    add(report.links, 0);
    add(report.resources, report.links.size());
    if (rows.empty()) {
        return "";
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.worth > b.worth; });
    TextTable table({{"limit that binds"},
                     {"capacity", Align::right},
                     {"price", Align::right},
                     {"holds at", Align::right}});
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i) {
        table.add_row({printable(rows[i].limit->id), digits(rows[i].limit->capacity),
                       fmt::format("{:.6g}", rows[i].price), rows[i].range});
    }
    std::string text = "\n" + table.render(style);
    if (rows.size() > most_rows) {
        text += fmt::format("and {} more\n", rows.size() - most_rows);
    }
    if (!has_ranges(report)) {
        text += "where these prices hold is not told: the bounds are apart\n";
    }
    return text;
}

std::string unserved_demands(const AllocationReport& report, Style style) {
    std::vector<std::size_t> rows;
    for (std::size_t d = 0; d < report.commodities.size(); ++d) {
        if (unserved(report, d) > 0.0) {
            rows.push_back(d);
        }
    }
    if (rows.empty() || report.solution.objective == AllocationObjective::concurrent) {
        return "";
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return unserved(report, a) > unserved(report, b);
    });
    TextTable table({{"not served in full"},
                     {"from"},
                     {"to"},
                     {"amount", Align::right},
                     {"unserved", Align::right}});
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i) {
        const auto& demand = report.commodities[rows[i]];
        table.add_row({printable(demand.id), printable(demand.origin),
                       printable(demand.destination), digits(demand.amount),
                       digits(unserved(report, rows[i]))});
    }
    std::string text = "\n" + table.render(style);
    if (rows.size() > most_rows) {
        text += fmt::format("and {} more\n", rows.size() - most_rows);
    }
    return text;
}

std::string fair_groups(const AllocationReport& report, Style style) {
    if (report.solution.objective != AllocationObjective::fair) {
        return "";
    }
    std::vector<std::size_t> order(report.groups.size());
    for (std::size_t g = 0; g < order.size(); ++g) {
        order[g] = g;
    }
    const auto& shares = report.solution.group_share;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return shares[a] < shares[b]; });
    TextTable table({{"group"}, {"share served", Align::right}});
    for (std::size_t i = 0; i < std::min(order.size(), most_rows); ++i) {
        table.add_row(
            {printable(report.groups[order[i]]), fmt::format("{:.6f}", shares[order[i]])});
    }
    std::string text = "\n" + table.render(style);
    if (order.size() > most_rows) {
        text += fmt::format("and {} more\n", order.size() - most_rows);
    }
    return text;
}

}  // namespace

std::string render_table(const AllocationReport& report, Style style) {
    const Shown shown = shown_values(report);
    std::string text =
        heading(printable(fmt::format("Allocation of {} ({} nodes, {} arcs, {} demands)",
                                      report.problem_name, report.nodes, report.arcs,
                                      report.commodities.size())),
                style);
    text += fmt::format("\n\n{}  {}\n", digits(shown.value), explained(report));
    if (report.solution.outcome == flow::AllocationOutcome::unbounded) {
        text += "no limit stands in the way of any demand\n";
    } else {
        text += fmt::format("between {} and {}, gap {:.1e}\n", digits(shown.lower),
                            digits(shown.upper), report.solution.relative_gap());
        text += binding_limits(report, style);
        text += fair_groups(report, style);
        text += unserved_demands(report, style);
    }
    text += fmt::format(
        "\ncertified {}/1: flows on {} paths and prices of limits, checked independently of the "
        "solver\nread in {:.6f} s, solved in {:.6f} s\n",
        report.certified ? 1 : 0, report.solution.paths.size(), report.read_seconds,
        report.solve_seconds);
    return text;
}

std::string render_json(const AllocationReport& report) {
    const auto& solution = report.solution;
    const Shown shown = shown_values(report);
    Json document = Json::object();
    document["schema"] = "corridor/allocate/1";
    document["problem"] = report.problem_name;
    document["nodes"] = report.nodes;
    document["arcs"] = report.arcs;
    document["objective"] = name_of(solution.objective);
    document["measure"] = measure_of(report);
    document["status"] = status_of(report);
    document["value"] = number(shown.value);
    document["lower_bound"] = number(shown.lower);
    document["upper_bound"] = number(shown.upper);
    document["gap"] = solution.relative_gap();
    document["certified"] = report.certified;
    if (solution.objective == AllocationObjective::concurrent) {
        document["concurrent_flow"] = number(solution.value);
        document["congestion"] = number(1.0 / solution.value);
    }
    Json commodities = Json::array();
    for (std::size_t d = 0; d < report.commodities.size(); ++d) {
        const auto& demand = report.commodities[d];
        Json entry = Json::object();
        entry["demand_id"] = demand.id;
        entry["origin"] = demand.origin;
        entry["destination"] = demand.destination;
        entry["amount"] = demand.amount;
        entry["served"] = solution.served[d];
        entry["unserved"] = unserved(report, d);
        entry["price"] = number(solution.demand_price[d]);
        commodities.push_back(std::move(entry));
    }
    document["commodities"] = std::move(commodities);
    if (solution.objective == AllocationObjective::fair) {
        Json groups = Json::array();
        for (std::size_t g = 0; g < report.groups.size(); ++g) {
            groups.push_back({{"group", report.groups[g]}, {"share", solution.group_share[g]}});
        }
        document["groups"] = std::move(groups);
    }
    document["price_ranges"] = has_ranges(report);
    document["links"] = limits_document(report, report.links, 0, "link_id");
    document["resources"] =
        limits_document(report, report.resources, report.links.size(), "resource_id");
    document["read_seconds"] = rounded(report.read_seconds);
    document["solve_seconds"] = rounded(report.solve_seconds);
    return dumped(document);
}

std::string render_limits_csv(const AllocationReport& report) {
    CsvText csv({"kind", "id", "use", "capacity", "price", "price_from", "price_to"});
    const auto add = [&](const char* kind, const std::vector<AllocationReport::Limit>& limits,
                         std::size_t first) {
        for (std::size_t i = 0; i < limits.size(); ++i) {
            const auto range = range_of(report, first + i);
            csv.add_row({kind, limits[i].id, digits(report.solution.limit_use[first + i]),
                         digits(limits[i].capacity), digits(report.solution.limit_price[first + i]),
                         range ? digits(range->from) : "",
                         range && std::isfinite(range->to) ? digits(range->to) : ""});
        }
    };
    add("link", report.links, 0);
    add("resource", report.resources, report.links.size());
    return csv.text();
}

std::string render_csv(const AllocationReport& report) {
    if (report.rows == AllocationRows::limits) {
        return render_limits_csv(report);
    }
    CsvText csv({"demand_id", "origin", "destination", "amount", "served", "unserved", "price"});
    for (std::size_t d = 0; d < report.commodities.size(); ++d) {
        const auto& demand = report.commodities[d];
        csv.add_row({demand.id, demand.origin, demand.destination, digits(demand.amount),
                     digits(report.solution.served[d]), digits(unserved(report, d)),
                     digits(report.solution.demand_price[d])});
    }
    return csv.text();
}

}  // namespace corridor::report
