#include "report/static_page.hpp"

#include <corridor/base/version.hpp>
#include <corridor/report/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>

namespace corridor::report {
namespace {

constexpr std::string_view style = R"(
:root{--paper:#f3f2ee;--card:#fffefb;--ink:#15202e;--muted:#56626f;--line:#e1e0da;--good:#1d6b45;
--alarm:#b03a06;--moving:#2c73b2;--dwelling:#8aa0b4;--waiting:#c9480f;--border:#e2a12d;
--gauge:#7b5ea7;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#12171d;--card:#1a2129;--ink:#e8ecf0;--muted:#a3afbb;
--line:#2e3842;--good:#6fcf9f;--alarm:#ff9466;--moving:#7dbdf0;--dwelling:#7d8894;--waiting:#ff7a45;
--border:#efb64d;--gauge:#b79be6}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 "Segoe UI",Arial,"DejaVu Sans",
sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1180px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:28px;line-height:1.2;margin:0 0 6px}h2{font-size:17px;margin:0 0 8px}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 20px;
margin:16px 0;overflow-x:auto}
.note{color:var(--muted);max-width:75ch}.good{color:var(--good)}.alarm{color:var(--alarm)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 10px;
border-bottom:1px solid var(--line)}th{color:var(--muted);font-weight:600}
td.n,th.n{text-align:right;white-space:nowrap}svg{width:100%;height:auto;display:block}
text{font-size:12px;fill:var(--ink)}.axis{stroke:var(--line)}.mark{stroke:var(--ink);stroke-width:2}
.moving{fill:var(--moving)}.dwelling{fill:var(--dwelling)}.waiting{fill:var(--waiting)}
.border{fill:var(--border)}.gauge{fill:var(--gauge)}
.way{fill:none;stroke:var(--moving);stroke-width:1.2;opacity:.65}
.key span{display:inline-block;margin-right:14px}.key svg{display:inline;width:12px;height:12px}
@media print{section{break-inside:avoid}}
)";

constexpr double width = 1080.0;
constexpr double left = 250.0;
constexpr double row_height = 26.0;
constexpr double hours_a_day = 24.0;
constexpr std::size_t shown_rows = 20;

std::string section(const std::string& title, const std::string& note, const std::string& body) {
    return fmt::format("<section><h2>{}</h2><p class=\"note\">{}</p>{}</section>\n", escaped(title),
                       escaped(note), body);
}

std::string cells(const std::vector<std::string>& row, const char* tag) {
    std::string text = "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
        text +=
            fmt::format("<{0}{1}>{2}</{0}>", tag, i == 0 ? "" : " class=\"n\"", escaped(row[i]));
    }
    return text + "</tr>\n";
}

/// A chart of horizontal rows over an axis from 0 to `reach`.
class Rows {
  public:
    Rows(std::size_t count, double reach, const std::string& label)
        : reach_(reach > 0.0 ? reach : 1.0),
          height_(row_height * static_cast<double>(count) + 30.0) {
        text_ = fmt::format("<svg viewBox=\"0 0 {} {:.0f}\" role=\"img\" aria-label=\"{}\">\n",
                            width, height_, escaped(label));
        const double step = step_of(reach_);
        for (double at = 0.0; at <= reach_ * 1.0001; at += step) {
            text_ += fmt::format(
                "<line class=\"axis\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1:.1f}\"/>"
                "<text x=\"{0:.1f}\" y=\"{2:.1f}\" text-anchor=\"middle\">{3:g}</text>\n",
                x(at), height_ - 24.0, height_ - 8.0, at);
        }
    }

    [[nodiscard]] double x(double value) const {
        return left + value / reach_ * (width - left - 30.0);
    }
    void name(const std::string& label) {
        text_ += fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n",
                             left - 8.0, top_ + 16.0, escaped(label));
    }
    void bar(double from, double to, std::string_view look, const std::string& title) {
        text_ += fmt::format(
            "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
            "height=\"14\"><title>{}</title></rect>\n",
            look, x(from), top_ + 5.0, std::max(0.0, x(to) - x(from)), escaped(title));
    }
    void mark(double at, const std::string& title) {
        text_ += fmt::format(
            "<line class=\"mark\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" "
            "y2=\"{2:.1f}\"><title>{3}</title></line>\n",
            x(at), top_ + 2.0, top_ + 22.0, escaped(title));
    }
    void next() { top_ += row_height; }
    [[nodiscard]] std::string text() const { return text_ + "</svg>\n"; }

    /// A round distance of five to ten ticks.
    static double step_of(double reach) {
        const double rough = std::pow(10.0, std::floor(std::log10(reach)));
        return reach / rough > 5.0 ? rough : reach / rough > 2.0 ? rough / 2.0 : rough / 5.0;
    }

  private:
    double reach_;
    double height_;
    double top_ = 0.0;
    std::string text_;
};

std::string way_of(const SimulatedFlow& flow) {
    return fmt::format("{} to {}, {}", flow.origin, flow.destination,
                       flow.commodity.empty() ? "all" : flow.commodity);
}

std::string key_of_uses() {
    std::string key = "<p class=\"key\">";
    for (std::size_t use = 0; use < time_uses; ++use) {
        const auto name = to_string(static_cast<TimeUse>(use));
        key += fmt::format(
            "<span><svg viewBox=\"0 0 12 12\"><rect class=\"{0}\" width=\"12\" "
            "height=\"12\"/></svg> {0}</span>",
            name);
    }
    return key + "</p>\n";
}

std::string transit_section(const Simulation& answer) {
    std::vector<const SimulatedFlow*> flows;
    double reach = 0.0;
    for (const SimulatedFlow& flow : answer.flows) {
        if (flow.delivered > 0) {
            flows.push_back(&flow);
            reach = std::max({reach, flow.p95_h, flow.transit_h.mean});
        }
    }
    if (flows.empty()) {
        return "";
    }
    Rows chart(flows.size(), reach / hours_a_day, "Transit times in days");
    for (const SimulatedFlow* flow : flows) {
        chart.name(way_of(*flow));
        double from = 0.0;
        for (std::size_t use = 0; use < time_uses; ++use) {
            const double to = from + flow->use_h[use] / hours_a_day;
            const auto name = to_string(static_cast<TimeUse>(use));
            chart.bar(from, to, name, fmt::format("{} {:.1f} days", name, to - from));
            from = to;
        }
        for (const auto& [share, hours] :
             {std::pair{"P50", flow->p50_h}, {"P90", flow->p90_h}, {"P95", flow->p95_h}}) {
            chart.mark(hours / hours_a_day,
                       fmt::format("{} {:.1f} days", share, hours / hours_a_day));
        }
        chart.next();
    }
    return section(
        "Transit times in days",
        "Bars are the mean and where it goes; lines are the days within which 50, 90 and "
        "95 % of consignments arrive.",
        key_of_uses() + chart.text());
}

std::vector<const SimulatedPlace*> largest(const Simulation& answer,
                                           const std::function<double(const SimulatedPlace&)>& of) {
    std::vector<const SimulatedPlace*> places;
    for (const SimulatedPlace& place : answer.places) {
        if (of(place) > 0.0) {
            places.push_back(&place);
        }
    }
    std::stable_sort(places.begin(), places.end(),
                     [&](const auto* a, const auto* b) { return of(*a) > of(*b); });
    places.resize(std::min(places.size(), shown_rows));
    return places;
}

std::string waits_section(const Simulation& answer) {
    const auto places =
        largest(answer, [](const SimulatedPlace& place) { return place.queue.mean; });
    if (places.empty()) {
        return "";
    }
    double reach = 0.0;
    for (const SimulatedPlace* place : places) {
        reach = std::max(reach, place->wait_h.mean);
    }
    Rows chart(places.size(), reach, "Mean waits in hours");
    std::string rows = cells(
        {"Mean wait in hours by month", "J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"},
        "th");
    for (const SimulatedPlace* place : places) {
        chart.name(place->id);
        chart.bar(0.0, place->wait_h.mean, "waiting",
                  fmt::format("{:.1f} h, {:.1f} consignments on average", place->wait_h.mean,
                              place->queue.mean));
        for (const double end : {place->wait_h.low, place->wait_h.high}) {
            if (std::isfinite(end) && end >= 0.0 && end <= reach) {
                chart.mark(end, fmt::format("{:.1f} h, an end of the confidence interval", end));
            }
        }
        chart.next();
        std::vector<std::string> row = {place->id};
        for (const double hours : place->wait_h_by_month) {
            row.push_back(fmt::format("{:.0f}", hours));
        }
        rows += cells(row, "td");
    }
    return section(
        "Where cargo waits",
        "Places by the cargo that waits there; hours a visit waits on average, lines the "
        "ends of the confidence interval.",
        chart.text() + "<table>" + rows + "</table>");
}

std::string gap_section(const Simulation& answer) {
    const auto places =
        largest(answer, [](const SimulatedPlace& place) { return place.share_of_gap; });
    if (places.empty()) {
        return "";
    }
    Rows chart(places.size(), 100.0 * places.front()->share_of_gap, "Shares of what is held back");
    for (const SimulatedPlace* place : places) {
        chart.name(place->id);
        chart.bar(0.0, 100.0 * place->share_of_gap, "waiting",
                  fmt::format("{:.0f} t/yr", place->held_back_t_per_year.mean));
        chart.next();
    }
    return section(
        "What each place holds back, in percent",
        fmt::format("{:.3f} Mt/yr came through, {:.3f} are the static bound. Held back is "
                    "what waits more at the end than at the start, and what was turned "
                    "away.",
                    answer.throughput_t_per_year.mean / 1e6, answer.static_bound_t_per_year / 1e6),
        chart.text());
}

/// The row of demand whose consignments are shown: of those with several, the one that goes
/// farthest.
std::uint32_t shown_flow(const Simulation& answer) {
    constexpr int several = 5;
    std::vector<int> starts(answer.flows.size());
    for (const TracePoint& point : answer.trace) {
        starts[point.demand] += point.distance_km == 0.0 ? 1 : 0;
    }
    const auto better = [&](std::size_t a, std::size_t b) {
        const bool many = starts[a] >= several;
        return many != (starts[b] >= several)
                   ? many
                   : answer.flows[a].carec.distance_km > answer.flows[b].carec.distance_km;
    };
    std::size_t shown = 0;
    for (std::size_t i = 1; i < starts.size(); ++i) {
        shown = starts[i] > 0 && better(i, shown) ? i : shown;
    }
    return static_cast<std::uint32_t>(shown);
}

std::string trace_section(const Simulation& answer) {
    if (answer.trace.empty()) {
        return "";
    }
    const std::uint32_t shown = shown_flow(answer);
    std::vector<std::vector<const TracePoint*>> ways;
    std::vector<std::uint32_t> numbers;
    double reach_km = 1.0;
    double reach_days = 1.0;
    for (const TracePoint& point : answer.trace) {
        if (point.demand != shown) {
            continue;
        }
        auto at = std::find(numbers.begin(), numbers.end(), point.consignment) - numbers.begin();
        if (at == static_cast<std::ptrdiff_t>(numbers.size())) {
            numbers.push_back(point.consignment);
            ways.emplace_back();
        }
        auto& way = ways[static_cast<std::size_t>(at)];
        way.push_back(&point);
        reach_km = std::max(reach_km, point.distance_km);
        reach_days = std::max(reach_days, (point.at_h - way.front()->at_h) / hours_a_day);
    }
    constexpr double height = 420.0;
    constexpr double margin = 50.0;
    std::string svg = fmt::format(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Time and "
        "distance of sampled consignments\">\n",
        width, height);
    const auto x = [&](double km) { return margin + km / reach_km * (width - 2.0 * margin); };
    const auto y = [&](double days) {
        return height - margin + 10.0 - days / reach_days * (height - 2.0 * margin + 20.0);
    };
    const double days_step = Rows::step_of(reach_days);
    for (double at = 0.0; at <= reach_days; at += days_step) {
        svg += fmt::format(
            "<line class=\"axis\" x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"/>"
            "<text x=\"{3}\" y=\"{2:.1f}\" text-anchor=\"end\">{4:g}</text>\n",
            margin, width - margin, y(at), margin - 6.0, at);
    }
    const double km_step = Rows::step_of(reach_km);
    for (double at = 0.0; at <= reach_km; at += km_step) {
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:g}</text>\n",
                           x(at), height - 12.0, at);
    }
    for (const auto& way : ways) {
        std::string line;
        for (const TracePoint* point : way) {
            const double days = (point->at_h - way.front()->at_h) / hours_a_day;
            line += fmt::format("{}{:.1f} {:.1f}", line.empty() ? "M" : "L", x(point->distance_km),
                                y(days));
        }
        svg += fmt::format("<path class=\"way\" d=\"{}\"/>\n", line);
    }
    return section(
        fmt::format("Sampled consignments: {}", way_of(answer.flows[shown])),
        "Days since it came, upwards, over kilometres, to the right. Steep is slow: a wait "
        "and the link after it.",
        svg + "</svg>\n");
}

std::string carec_section(const Simulation& answer) {
    std::string rows = cells({"CAREC indicators (20 t)", "km", "TFI1 h/border", "with delay",
                              "TFI2 USD/border", "TFI3 USD/500 km", "SWOD km/h", "SWD km/h"},
                             "th");
    const auto text = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.1f}", *value) : std::string("-");
    };
    for (const SimulatedFlow& flow : answer.flows) {
        const SimulatedCarec& of = flow.carec;
        rows += cells(
            {way_of(flow), fmt::format("{:.0f}", of.distance_km), text(of.border_h_without_delay),
             text(of.border_h_with_delay), text(of.border_usd), text(of.usd_per_500_km),
             text(of.speed_without_delay), text(of.speed_with_delay)},
            "td");
    }
    return section("Borders, money and speed as CAREC measures them",
                   "Delay is waiting: at borders for TFI1, and all time that is not moving for the "
                   "speed SWD beside SWOD.",
                   "<table>" + rows + "</table>");
}

std::string fleets_section(const Simulation& answer) {
    if (answer.fleets.empty()) {
        return "";
    }
    std::string rows = cells({"Fleet", "Voyages a year", "Without cargo", "Load", "Busy"}, "th");
    for (const SimulatedFleet& fleet : answer.fleets) {
        rows += cells({fleet.id, fmt::format("{:.0f}", fleet.voyages_per_year.mean),
                       fmt::format("{:.0f}", fleet.ballast_per_year.mean),
                       fmt::format("{:.1f} %", 100.0 * fleet.load_factor.mean),
                       fmt::format("{:.1f} %", 100.0 * fleet.utilisation.mean)},
                      "td");
    }
    return section("Vessels", "", "<table>" + rows + "</table>");
}

std::string checks_section(const Simulation& answer) {
    std::string list;
    for (const SimulationCheck& check : answer.checks) {
        list += fmt::format("<li class=\"{}\">{}: {}</li>\n", check.holds ? "good" : "alarm",
                            check.holds ? "holds" : "FAILS", escaped(check.detail));
    }
    return section("Checks", "", "<ul>" + list + "</ul>");
}

}  // namespace

std::string render_simulation_page(const SimulationReport& report) {
    const Simulation& answer = report.answer;
    const std::string title = fmt::format("Simulation of {}", report.network_name);
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{0} · corridor</title>\n<style>{1}</style>\n</head>\n<body><main>\n<h1>{0}</h1>\n",
        escaped(title), style);
    const simulation::Estimate& through = answer.throughput_t_per_year;
    html += fmt::format(
        "<p>{:.3f} Mt/yr came through ({} with {:.0f} % confidence), {:.3f} Mt/yr at most by the "
        "static allocation.</p>\n<p class=\"note\">{} replications of {:g} days after {:g} days of "
        "warm-up, seed {}{}</p>\n",
        through.mean / 1e6,
        std::isfinite(through.low)
            ? fmt::format("{:.3f} to {:.3f}", through.low / 1e6, through.high / 1e6)
            : std::string("one run, no interval"),
        100.0 * report.confidence, answer.static_bound_t_per_year / 1e6, answer.replications,
        answer.days, answer.warm_up_days, report.seed,
        answer.complete ? "" : "; stopped before all that was asked for");
    html += transit_section(answer) + waits_section(answer) + gap_section(answer) +
            trace_section(answer) + carec_section(answer) + fleets_section(answer) +
            checks_section(answer);
    return html +
           fmt::format("<p class=\"note\">corridor {}</p>\n</main></body>\n</html>\n", version());
}

}  // namespace corridor::report
