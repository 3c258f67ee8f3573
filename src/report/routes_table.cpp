#include "report/words.hpp"

#include <corridor/analysis/route_measures.hpp>
#include <corridor/report/no_route.hpp>
#include <corridor/report/routes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace corridor::report {
namespace {

std::string usd(UnitCost cost) {
    return fmt::format("{:.2f}", cost.usd_per_t());
}

std::string hours(Duration time) {
    return fmt::format("{:.1f}", time.hours());
}

std::string days(Duration time) {
    return fmt::format("{:.1f}", time.hours() / 24.0);
}

std::string kilograms(std::int64_t grams) {
    return fmt::format("{:.1f}", static_cast<double>(grams) / 1e3);
}

std::string figure(const std::optional<double>& value) {
    return value ? fmt::format("{:.1f}", *value) : "-";
}

std::vector<TableColumn> columns(const std::vector<std::string>& titles) {
    std::vector<TableColumn> result;
    for (const std::string& title : titles) {
        result.push_back({title, Align::right});
    }
    return result;
}

/// The tables of a report, which have a row for each route that is shown.
class RouteTables {
  public:
    explicit RouteTables(const RoutesReport& report) : report_(report) {
        const std::vector<Route>& routes = report.answer.routes;
        shown_ = std::min(report.shown, routes.size());
        for (std::size_t i = 0; i < shown_; ++i) {
            measures_.push_back(measure(report.model, routes[i]));
        }
    }

    std::string render(Style style) const {
        std::string text = block("", totals(), style) + "\n" +
                           block("Hours by kind:", kinds_of_time(), style) + "\n" +
                           block("USD/t by kind:", kinds_of_money(), style) + "\n" +
                           block("Indicators of CAREC (20 t):", indicators(), style) + "\n" +
                           heading("Ways (links other than railways by name):", style) + "\n";
        for (std::size_t i = 0; i < shown_; ++i) {
            text += fmt::format("  {}  {}\n", i + 1, printable(way(route(i))));
        }
        for (std::size_t i = 0; report_.with_profile && i < shown_; ++i) {
            text +=
                "\n" + block(fmt::format("Profile of route {} (totals since the origin):", i + 1),
                             profile_table(route(i)), style);
        }
        return text;
    }

  private:
    const Route& route(std::size_t i) const { return report_.answer.routes[i]; }

    static std::string block(const std::string& title, const TextTable& table, Style style) {
        return (title.empty() ? "" : heading(title, style) + "\n") + table.render(style, 2);
    }

    TextTable totals() const {
        TextTable table(columns({"route", "USD/t", "days", "kg CO2e/t", "generalised USD/t", "km",
                                 "borders", "gauge changes", "transshipments", "low confidence"}));
        for (std::size_t i = 0; i < shown_; ++i) {
            const TonneCost& cost = route(i).cost;
            const auto weighed = weight_of_way(cost, Objective::generalised, report_.valuation);
            const RouteMeasures& of = measures_[i];
            table.add_row({fmt::format("{}", i + 1), usd(cost.money()), days(cost.time()),
                           kilograms(cost.co2e_g), weighed ? usd(UnitCost{*weighed}) : "-",
                           fmt::format("{:.0f}", of.length.kilometres()),
                           fmt::format("{}", of.borders), fmt::format("{}", of.gauge_changes),
                           fmt::format("{}", of.transshipments), percent(of.low_confidence_share)});
        }
        return table;
    }

    TextTable kinds_of_time() const {
        TextTable table(columns(
            {"route", "moving", "stays", "borders", "gauge changes", "transshipments", "all"}));
        for (std::size_t i = 0; i < shown_; ++i) {
            const TonneCost& cost = route(i).cost;
            table.add_row({fmt::format("{}", i + 1), hours(cost.moving), hours(cost.dwell),
                           hours(cost.border_time), hours(cost.gauge_time),
                           hours(cost.transshipment_time), hours(cost.time())});
        }
        return table;
    }

    TextTable kinds_of_money() const {
        TextTable table(
            columns({"route", "carriage", "borders", "gauge changes", "transshipments", "all"}));
        for (std::size_t i = 0; i < shown_; ++i) {
            const TonneCost& cost = route(i).cost;
            table.add_row({fmt::format("{}", i + 1), usd(cost.carriage), usd(cost.border),
                           usd(cost.gauge_change), usd(cost.transshipment), usd(cost.money())});
        }
        return table;
    }

    TextTable indicators() const {
        TextTable table(columns({"route", "TFI1 h/border", "TFI2 USD/border", "TFI3 USD/500 km",
                                 "SWOD km/h", "SWD km/h"}));
        for (std::size_t i = 0; i < shown_; ++i) {
            const CarecIndicators& carec = measures_[i].carec;
            table.add_row({fmt::format("{}", i + 1), figure(carec.border_hours),
                           figure(carec.border_usd), figure(carec.usd_per_500_km),
                           figure(carec.speed_without_delay), figure(carec.speed_with_delay)});
        }
        return table;
    }

    std::string way(const Route& route) const {
        const Network& network = report_.model.network;
        const std::vector<NodeId> nodes = places(network, route);
        std::string text = network.node(nodes.front()).id;
        for (std::size_t i = 0; i < route.steps.size(); ++i) {
            const Link& link = network.link(route.steps[i].link);
            text += link.mode == Mode::rail ? " > " : fmt::format(" > ({}) ", link.id);
            text += network.node(nodes[i + 1]).id;
        }
        return text;
    }

    TextTable profile_table(const Route& route) const {
        TextTable table({{"place", Align::left},
                         {"by", Align::left},
                         {"mode", Align::left},
                         {"hours", Align::right},
                         {"USD/t", Align::right},
                         {"total km", Align::right},
                         {"total hours", Align::right},
                         {"total USD/t", Align::right},
                         {"total kg CO2e/t", Align::right}});
        const Network& network = report_.model.network;
        for (const ProfileRow& row : profile(report_.model, route)) {
            const Link* link = row.link ? &network.link(*row.link) : nullptr;
            table.add_row({network.node(row.node).id,
                           link == nullptr ? std::string(to_string(row.kind)) : link->id,
                           link == nullptr ? "" : std::string(to_string(link->mode)),
                           hours(row.added.time()), usd(row.added.money()),
                           fmt::format("{:.0f}", row.length.kilometres()), hours(row.total.time()),
                           usd(row.total.money()), kilograms(row.total.co2e_g)});
        }
        return table;
    }

    const RoutesReport& report_;
    std::size_t shown_ = 0;
    std::vector<RouteMeasures> measures_;
};

std::string in_words(Objective objective) {
    switch (objective) {
        case Objective::cost:
        case Objective::time:
            break;
        case Objective::co2:
            return "CO2e";
        case Objective::generalised:
            return "generalised cost";
    }
    return std::string(to_string(objective));
}

std::string objective_names(const std::vector<Objective>& objectives) {
    std::vector<std::string> names;
    for (const Objective objective : objectives) {
        names.push_back(in_words(objective));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string title(const RoutesReport& report) {
    const std::string what =
        report.pareto
            ? fmt::format("Routes that none beats on {}", objective_names(report.objectives))
            : fmt::format("Best routes by {}", objective_names(report.objectives));
    return fmt::format("{}: {} ({})", what, describe(report.query),
                       describe(report.network_name, report.query.selection));
}

std::string count(const RoutesReport& report) {
    const std::size_t all = report.answer.routes.size();
    const std::size_t shown = std::min(report.shown, all);
    if (report.pareto) {
        return fmt::format("{}{} of {}{}\n\n", shown, shown == 1 ? " route" : " routes", all,
                           report.answer.exhausted ? "" : " found before the search was stopped");
    }
    return report.answer.exhausted
               ? fmt::format("{}: there are no others\n\n",
                             shown == 1 ? "1 route" : fmt::format("{} routes", shown))
               : "";
}

/// A warning where nothing tells routes apart.
std::string without_figures(const RoutesReport& report) {
    const auto has_none = [](const Route& route) {
        return route.cost.carriage.micro_usd_per_t == 0 && route.cost.time().seconds == 0;
    };
    return std::all_of(report.answer.routes.begin(), report.answer.routes.end(), has_none)
               ? "Nothing on these routes has a tariff, a time or a length: only handling and the "
                 "number of links tell them apart.\n"
               : "";
}

std::string valued(const RoutesReport& report) {
    std::string text =
        fmt::format("A day is worth {:.3f} USD/t", report.valuation.value_of_day.usd_per_t());
    if (report.valuation.carbon_price.micro_usd_per_t > 0) {
        text +=
            fmt::format(", a tonne of CO2e {:.2f} USD", report.valuation.carbon_price.usd_per_t());
    }
    return text + ". Low confidence: share of the money that rests on rows of low confidence.\n";
}

std::string certificate(const RoutesReport& report) {
    if (report.answer.routes.empty()) {
        return "certified 1/1: potentials by which no open link leads there\n";
    }
    return report.pareto
               ? fmt::format(
                     "certified {0}/{0}: the least of each objective, by potentials; every "
                     "route checked link by link\n",
                     report.objectives.size())
               : "certified 1/1: the first route, by potentials; every route checked link by "
                 "link\n";
}

}  // namespace

std::string render_table(const RoutesReport& report, Style style) {
    std::string text = heading(printable(title(report)), style) + "\n\n";
    if (report.answer.routes.empty() && report.answer.exhausted) {
        text += printable(explain_no_route(report.model.network, report.query)) + "\n\n";
    } else {
        text += count(report) + RouteTables(report).render(style) + "\n" + without_figures(report) +
                valued(report);
    }
    return text + certificate(report);
}

}  // namespace corridor::report
