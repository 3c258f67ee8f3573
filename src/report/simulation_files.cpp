#include <corridor/report/csv.hpp>
#include <corridor/report/simulation.hpp>

#include <fmt/format.h>

#include <cmath>

namespace corridor::report {
namespace {

std::string text(double value) {
    return std::isfinite(value) ? decimal_text(value) : std::string();
}

std::string places_csv(const Simulation& answer) {
    std::vector<std::string> header = {"id",
                                       "kind",
                                       "arrivals",
                                       "wait_h_mean",
                                       "wait_h_ci_low",
                                       "wait_h_ci_high",
                                       "queue_mean",
                                       "utilisation",
                                       "turned_away_share",
                                       "held_back_t_per_year",
                                       "share_of_gap"};
    for (int month = 1; month <= 12; ++month) {
        header.push_back(fmt::format("wait_h_month_{}", month));
    }
    CsvText csv(header);
    for (const SimulatedPlace& place : answer.places) {
        std::vector<std::string> row = {place.id,
                                        place.kind,
                                        text(place.arrivals.mean),
                                        text(place.wait_h.mean),
                                        text(place.wait_h.low),
                                        text(place.wait_h.high),
                                        text(place.queue.mean),
                                        place.utilisation ? text(place.utilisation->mean) : "",
                                        text(place.turned_away_share.mean),
                                        text(place.held_back_t_per_year.mean),
                                        text(place.share_of_gap)};
        for (const double hours : place.wait_h_by_month) {
            row.push_back(text(hours));
        }
        csv.add_row(row);
    }
    return csv.text();
}

std::string trace_csv(const Simulation& answer) {
    CsvText csv({"consignment", "od", "node", "at_h", "distance_km"});
    for (const TracePoint& point : answer.trace) {
        csv.add_row({fmt::format("{}", point.consignment), answer.flows[point.demand].id,
                     point.node, text(point.at_h), text(point.distance_km)});
    }
    return csv.text();
}

}  // namespace

std::vector<io::NamedText> simulation_files(SimulationReport report) {
    report.solve_seconds = 0.0;
    return {{"od.csv", render_csv(report)},
            {"places.csv", places_csv(report.answer)},
            {"trace.csv", trace_csv(report.answer)},
            {"result.json", render_json(report)},
            {"report.html", render_simulation_page(report)}};
}

}  // namespace corridor::report
