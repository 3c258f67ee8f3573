#include "report/json_parts.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/simulation.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;
using simulation::Estimate;

constexpr std::size_t shown_places = 15;
constexpr double hours_a_day = 24.0;

/// Six significant decimals are what any machine agrees on; nothing where it is not finite.
Json number(double value) {
    if (!std::isfinite(value)) {
        return nullptr;
    }
    constexpr double scale = 1e6;
    return std::abs(value) < 1e9 ? std::round(value * scale) / scale : value;
}

Json estimate_document(const Estimate& estimate) {
    return {{"mean", number(estimate.mean)},
            {"ci_low", number(estimate.low)},
            {"ci_high", number(estimate.high)}};
}

Json interval(const Estimate& estimate) {
    return Json::array({number(estimate.low), number(estimate.high)});
}

Json place_document(const SimulatedPlace& place) {
    Json document = {{"id", place.id},
                     {"kind", place.kind},
                     {"arrivals", number(place.arrivals.mean)},
                     {"wait_h_mean", number(place.wait_h.mean)},
                     {"wait_h_ci", interval(place.wait_h)},
                     {"queue_mean", number(place.queue.mean)},
                     {"queue_ci", interval(place.queue)},
                     {"utilisation", nullptr},
                     {"turned_away_share", number(place.turned_away_share.mean)},
                     {"turned_away_ci", interval(place.turned_away_share)},
                     {"held_back_t_per_year", number(place.held_back_t_per_year.mean)},
                     {"share_of_gap", number(place.share_of_gap)},
                     {"wait_h_by_month", Json::array()}};
    if (place.utilisation) {
        document["utilisation"] = number(place.utilisation->mean);
        document["utilisation_ci"] = interval(*place.utilisation);
    }
    for (const double month : place.wait_h_by_month) {
        document["wait_h_by_month"].push_back(number(month));
    }
    return document;
}

Json flow_document(const SimulatedFlow& flow) {
    Json document = {{"id", flow.id},
                     {"origin", flow.origin},
                     {"destination", flow.destination},
                     {"commodity", flow.commodity},
                     {"demand_t_per_year", number(flow.demand_t_per_year)},
                     {"throughput_t_per_year", estimate_document(flow.throughput_t_per_year)},
                     {"delivered", flow.delivered},
                     {"transit_h_mean", number(flow.transit_h.mean)},
                     {"transit_h_ci", interval(flow.transit_h)},
                     {"transit_h_p50", number(flow.p50_h)},
                     {"transit_h_p90", number(flow.p90_h)},
                     {"transit_h_p95", number(flow.p95_h)}};
    for (std::size_t use = 0; use < time_uses; ++use) {
        document[std::string(to_string(static_cast<TimeUse>(use))) + "_h"] =
            number(flow.use_h[use]);
    }
    const auto maybe = [](const std::optional<double>& value) {
        return value ? number(*value) : Json(nullptr);
    };
    const SimulatedCarec& carec = flow.carec;
    document["carec"] = {{"distance_km", number(carec.distance_km)},
                         {"tfi1_border_h_without_delay", maybe(carec.border_h_without_delay)},
                         {"tfi1_border_h_with_delay", maybe(carec.border_h_with_delay)},
                         {"tfi2_border_usd_per_20_t", maybe(carec.border_usd)},
                         {"tfi3_usd_per_500_km_per_20_t", maybe(carec.usd_per_500_km)},
                         {"swod_km_per_h", maybe(carec.speed_without_delay)},
                         {"swd_km_per_h", maybe(carec.speed_with_delay)}};
    return document;
}

Json fleet_document(const SimulatedFleet& fleet) {
    return {{"id", fleet.id},
            {"voyages_per_year", estimate_document(fleet.voyages_per_year)},
            {"ballast_per_year", estimate_document(fleet.ballast_per_year)},
            {"load_factor", estimate_document(fleet.load_factor)},
            {"utilisation", estimate_document(fleet.utilisation)},
            {"weather_wait_h", estimate_document(fleet.weather_wait_h)}};
}

std::string range_text(const Estimate& estimate, double divisor, const char* format) {
    const auto value = [&](double each) {
        return std::isfinite(each) ? fmt::format(fmt::runtime(format), each / divisor)
                                   : std::string("?");
    };
    return fmt::format("{} ({} to {})", value(estimate.mean), value(estimate.low),
                       value(estimate.high));
}

std::string percent_text(double share) {
    return fmt::format("{:.1f} %", 100.0 * share);
}

std::string places_table(const SimulationReport& report, Style style) {
    std::vector<const SimulatedPlace*> places;
    for (const SimulatedPlace& place : report.answer.places) {
        if (place.wait_h.mean > 0.0 || place.turned_away_share.mean > 0.0) {
            places.push_back(&place);
        }
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const SimulatedPlace* a, const SimulatedPlace* b) {
                         return a->queue.mean > b->queue.mean;
                     });
    if (places.empty()) {
        return "Nothing waits anywhere.\n";
    }
    TextTable table({{"place", Align::left},
                     {"arrivals", Align::right},
                     {"mean wait h", Align::right},
                     {"queue", Align::right},
                     {"utilisation", Align::right},
                     {"of the gap", Align::right}});
    for (std::size_t i = 0; i < std::min(places.size(), shown_places); ++i) {
        const SimulatedPlace& place = *places[i];
        table.add_row({printable(place.id), fmt::format("{:.0f}", place.arrivals.mean),
                       range_text(place.wait_h, 1.0, "{:.2f}"),
                       fmt::format("{:.2f}", place.queue.mean),
                       place.utilisation ? percent_text(place.utilisation->mean) : "-",
                       percent_text(place.share_of_gap)});
    }
    std::string text = heading("Where cargo waits", style) + "\n" + table.render(style, 2);
    if (places.size() > shown_places) {
        text += fmt::format("  and {} more places with less\n", places.size() - shown_places);
    }
    return text;
}

std::string flows_table(const SimulationReport& report, Style style) {
    TextTable table({{"from", Align::left},
                     {"to", Align::left},
                     {"commodity", Align::left},
                     {"kt/yr", Align::right},
                     {"mean days", Align::right},
                     {"P50", Align::right},
                     {"P90", Align::right},
                     {"P95", Align::right},
                     {"moving", Align::right},
                     {"dwelling", Align::right},
                     {"waiting", Align::right},
                     {"border", Align::right},
                     {"gauge", Align::right}});
    for (const SimulatedFlow& flow : report.answer.flows) {
        const auto days = [&](double hours) {
            return flow.delivered == 0 ? std::string("-")
                                       : fmt::format("{:.1f}", hours / hours_a_day);
        };
        std::vector<std::string> row = {
            printable(flow.origin),
            printable(flow.destination),
            printable(flow.commodity),
            fmt::format("{:.0f}", flow.throughput_t_per_year.mean / 1e3),
            flow.delivered == 0 ? "-" : range_text(flow.transit_h, hours_a_day, "{:.1f}"),
            days(flow.p50_h),
            days(flow.p90_h),
            days(flow.p95_h)};
        for (const double hours : flow.use_h) {
            row.push_back(days(hours));
        }
        table.add_row(std::move(row));
    }
    return table.row_count() == 0
               ? std::string("There is no demand.\n")
               : heading("Transit times in days", style) + "\n" + table.render(style, 2);
}

std::string fleets_table(const SimulationReport& report, Style style) {
    if (report.answer.fleets.empty()) {
        return "";
    }
    TextTable table({{"fleet", Align::left},
                     {"voyages a year", Align::right},
                     {"without cargo", Align::right},
                     {"load", Align::right},
                     {"busy", Align::right},
                     {"weather h a voyage", Align::right}});
    for (const SimulatedFleet& fleet : report.answer.fleets) {
        table.add_row({printable(fleet.id), fmt::format("{:.0f}", fleet.voyages_per_year.mean),
                       fmt::format("{:.0f}", fleet.ballast_per_year.mean),
                       percent_text(fleet.load_factor.mean), percent_text(fleet.utilisation.mean),
                       fmt::format("{:.1f}", fleet.weather_wait_h.mean)});
    }
    return heading("Vessels", style) + "\n" + table.render(style, 2) + "\n";
}

}  // namespace

std::string render_table(const SimulationReport& report, Style style) {
    const Simulation& answer = report.answer;
    std::string text = fmt::format(
        "{}\n\n", heading(fmt::format("Simulation of {}", printable(report.network_name)), style));
    text += fmt::format("{} {} of {:g} days after {:g} days of warm-up{}{}\n", answer.replications,
                        answer.replications == 1 ? "replication" : "replications", answer.days,
                        answer.warm_up_days, answer.warm_up_found ? " (found by MSER-5)" : "",
                        answer.complete ? "" : "; not all that was asked for");
    text += fmt::format("{} Mt/yr delivered, {:.0f} % confidence\n",
                        range_text(answer.throughput_t_per_year, 1e6, "{:.3f}"),
                        100.0 * report.confidence);
    text += fmt::format("{:.3f} Mt/yr at most by the static allocation\n\n",
                        answer.static_bound_t_per_year / 1e6);
    text += places_table(report, style) + "\n";
    text += flows_table(report, style) + "\n";
    text += fleets_table(report, style);
    text += heading("Checks", style) + "\n";
    for (const SimulationCheck& check : answer.checks) {
        text += fmt::format("  {}  {}\n", check.holds ? "holds" : "FAILS", printable(check.detail));
    }
    return text;
}

std::string render_json(const SimulationReport& report) {
    const Simulation& answer = report.answer;
    Json document = {{"schema", "corridor/simulate/1"},
                     {report.is_scenario ? "scenario" : "network", report.network_name},
                     {"seed", report.seed},
                     {"confidence", report.confidence},
                     {"replications", answer.replications},
                     {"complete", answer.complete},
                     {"days", number(answer.days)},
                     {"warm_up_days", number(answer.warm_up_days)},
                     {"warm_up_found", answer.warm_up_found},
                     {"throughput_t_per_year", estimate_document(answer.throughput_t_per_year)},
                     {"static_bound_t_per_year", number(answer.static_bound_t_per_year)},
                     {"gap_t_per_year",
                      number(answer.static_bound_t_per_year - answer.throughput_t_per_year.mean)},
                     {"transit_h", estimate_document(answer.transit_h)},
                     {"places", Json::array()},
                     {"od", Json::array()},
                     {"fleets", Json::array()},
                     {"checks", Json::array()}};
    for (const SimulatedPlace& place : answer.places) {
        document["places"].push_back(place_document(place));
    }
    for (const SimulatedFlow& flow : answer.flows) {
        document["od"].push_back(flow_document(flow));
    }
    for (const SimulatedFleet& fleet : answer.fleets) {
        document["fleets"].push_back(fleet_document(fleet));
    }
    for (const SimulationCheck& check : answer.checks) {
        document["checks"].push_back(
            {{"name", check.name}, {"holds", check.holds}, {"detail", check.detail}});
    }
    if (!answer.trace.empty()) {
        document["trace"] = Json::array();
        for (const TracePoint& point : answer.trace) {
            document["trace"].push_back({{"consignment", point.consignment},
                                         {"od", answer.flows[point.demand].id},
                                         {"node", point.node},
                                         {"at_h", number(point.at_h)},
                                         {"distance_km", number(point.distance_km)}});
        }
    }
    document["events"] = answer.events;
    document["solve_seconds"] = number(report.solve_seconds);
    return dumped(document);
}

std::string render_csv(const SimulationReport& report) {
    std::vector<std::string> header = {"id",
                                       "origin",
                                       "destination",
                                       "commodity",
                                       "demand_t_per_year",
                                       "throughput_t_per_year",
                                       "delivered",
                                       "transit_h_mean",
                                       "transit_h_ci_low",
                                       "transit_h_ci_high",
                                       "transit_h_p50",
                                       "transit_h_p90",
                                       "transit_h_p95"};
    for (std::size_t use = 0; use < time_uses; ++use) {
        header.push_back(std::string(to_string(static_cast<TimeUse>(use))) + "_h");
    }
    CsvText csv(header);
    for (const SimulatedFlow& flow : report.answer.flows) {
        const auto text = [](double value) {
            return std::isfinite(value) ? decimal_text(value) : std::string();
        };
        std::vector<std::string> row = {flow.id,
                                        flow.origin,
                                        flow.destination,
                                        flow.commodity,
                                        text(flow.demand_t_per_year),
                                        text(flow.throughput_t_per_year.mean),
                                        fmt::format("{}", flow.delivered),
                                        text(flow.transit_h.mean),
                                        text(flow.transit_h.low),
                                        text(flow.transit_h.high),
                                        text(flow.p50_h),
                                        text(flow.p90_h),
                                        text(flow.p95_h)};
        for (const double hours : flow.use_h) {
            row.push_back(text(hours));
        }
        csv.add_row(row);
    }
    return csv.text();
}

}  // namespace corridor::report
