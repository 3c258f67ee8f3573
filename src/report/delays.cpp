#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/delays.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t shown_delays = 15;
constexpr std::array<const char*, delay_causes> cause_words = {
    "at borders", "at borders where the gauge changes", "in ports and at changes of carrier",
    "in yards"};

const Network& network_of(const DelayReport& report) {
    return report.cost.network;
}

bool is_unlimited(const DelayReport& report) {
    return report.answer.flow.outcome == flow::Outcome::unbounded;
}

/// Days that a tonne of the whole flow spends, on average.
double days_each(const DelayReport& report, Int128 tonne_seconds) {
    const auto tonnes = static_cast<double>(report.answer.flow.value.count());
    return tonnes > 0.0 ? tonne_days(tonne_seconds) / tonnes : 0.0;
}

std::string days(double value) {
    return fmt::format("{:.1f}", value);
}

std::string shown_name(const std::string& system) {
    return system.empty() ? "(no system)" : system;
}

std::string countries_of(const Network& network, Element element) {
    if (element.kind != Element::Kind::link) {
        return network.node(NodeId{element.index}).country;
    }
    const Link& link = network.link(LinkId{element.index});
    const std::string& from = network.node(link.tail).country;
    const std::string& to = network.node(link.head).country;
    return from == to ? from : fmt::format("{}-{}", from, to);
}

double used(const DelayReport& report, const std::optional<TonnesPerYear>& ceiling) {
    return ceiling ? ratio(report.answer.flow.value, *ceiling) : 0.0;
}

std::string list_of_losses(const DelayReport& report) {
    std::vector<std::pair<Int128, std::size_t>> losses;
    for (std::size_t i = 0; i < delay_causes; ++i) {
        if (report.answer.time.lost[i] > 0) {
            losses.emplace_back(report.answer.time.lost[i], i);
        }
    }
    std::stable_sort(losses.begin(), losses.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> parts;
    for (const auto& loss : losses) {
        parts.push_back(
            fmt::format("{} {}", days(days_each(report, loss.first)), cause_words[loss.second]));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string sections_section(const DelayReport& report, Style style) {
    TextTable table({{"section", Align::left},
                     {"days", Align::right},
                     {"moving", Align::right},
                     {"border", Align::right},
                     {"gauge", Align::right},
                     {"port", Align::right},
                     {"yard", Align::right},
                     {"lost t-days/yr", Align::right},
                     {"could carry", Align::right},
                     {"used", Align::right},
                     {"what binds", Align::left}});
    const auto row = [&](const std::string& name, const TonneTime& time,
                         const std::optional<TonnesPerYear>& ceiling, std::string binding) {
        table.add_row({name, days(days_each(report, time.in_all())),
                       days(days_each(report, time.moving)),
                       days(days_each(report, time.lost_to(DelayCause::border))),
                       days(days_each(report, time.lost_to(DelayCause::gauge_change))),
                       days(days_each(report, time.lost_to(DelayCause::port))),
                       days(days_each(report, time.lost_to(DelayCause::yard))),
                       fmt::format("{:.0f}", tonne_days(time.lost_in_all())),
                       ceiling ? to_string(*ceiling) : "-",
                       ceiling ? percent(used(report, ceiling)) : "-", std::move(binding)});
    };
    for (const SectionDelay& section : report.answer.sections) {
        row(shown_name(section.system), section.time, section.ceiling,
            section.binding == Binding::capacity
                ? "capacity: " + describe(network_of(report), section.cut, 2)
                : std::string(to_string(section.binding)));
    }
    row("all", report.answer.time, report.answer.ceiling,
        report.answer.capacity_reached() ? "capacity" : "time");
    return heading("Days of an average tonne by section, and what binds it:", style) + "\n" +
           table.render(style, 2) +
           "  a stay belongs to the section that is entered after it; - where there is a way "
           "around\n  the section or nothing limits it\n";
}

std::string delays_section(const DelayReport& report, Style style) {
    TextTable table({{"where", Align::left},
                     {"country", Align::left},
                     {"cause", Align::left},
                     {"hours each", Align::right},
                     {"flow", Align::right},
                     {"t-days/yr", Align::right},
                     {"of its capacity", Align::right},
                     {"confidence", Align::left}});
    const Network& network = network_of(report);
    const auto& delays = report.answer.delays;
    for (std::size_t i = 0; i < std::min(delays.size(), shown_delays); ++i) {
        const Delay& delay = delays[i];
        table.add_row({network.name(delay.element), countries_of(network, delay.element),
                       std::string(to_string(delay.cause)),
                       fmt::format("{:.1f}", delay.each.hours()), to_string(delay.flow),
                       fmt::format("{:.0f}", tonne_days(delay.tonne_seconds())),
                       delay.utilisation ? percent(*delay.utilisation) : "-",
                       std::string(to_string(network.provenance(delay.element).confidence))});
    }
    std::string text =
        heading(fmt::format("Where time is lost ({}):", delays.size()), style) + "\n";
    text += delays.empty() ? "  nowhere\n" : table.render(style, 2);
    if (delays.size() > shown_delays) {
        text += fmt::format("  and {} more\n", delays.size() - shown_delays);
    }
    return text;
}

std::string interruptions_section(const DelayReport& report, Style style) {
    TextTable table({{"event", Align::left},
                     {"where", Align::left},
                     {"days a time", Align::right},
                     {"times a year", Align::right},
                     {"capacity left", Align::right},
                     {"flow", Align::right},
                     {"confidence", Align::left}});
    for (const Interruption& interruption : report.answer.interruptions) {
        const Disruption& event = report.disruptions[interruption.disruption];
        std::vector<std::string> names = network_of(report).names(interruption.elements);
        table.add_row({printable(event.name), fmt::format("{}", fmt::join(names, ", ")),
                       event.duration_days->text(), event.frequency_per_year->text(),
                       percent(event.capacity_factor->approximate()), to_string(interruption.flow),
                       std::string(to_string(event.provenance.confidence))});
    }
    return heading("What makes the time vary, events that come again on links in use:", style) +
           "\n" + table.render(style, 2);
}

Json time_document(const DelayReport& report, const TonneTime& time) {
    Json document = Json::object();
    const auto put = [&](const std::string& name, Int128 amount) {
        document[name + "_tonne_days_per_year"] = rounded(tonne_days(amount));
        document[name + "_h_per_t"] = rounded(days_each(report, amount) * 24.0);
    };
    put("all", time.in_all());
    put("moving", time.moving);
    put("lost", time.lost_in_all());
    for (std::size_t i = 0; i < delay_causes; ++i) {
        put(std::string(to_string(static_cast<DelayCause>(i))), time.lost[i]);
    }
    return document;
}

Json optional_rate(const std::optional<TonnesPerYear>& rate) {
    return rate ? Json(rate->count()) : Json(nullptr);
}

}  // namespace

std::string verdict(const DelayReport& report) {
    const SoftBottlenecks& answer = report.answer;
    if (is_unlimited(report)) {
        return "Nothing limits the flow: state a demand to see where it loses time.";
    }
    if (answer.flow.value.count() == 0) {
        return "Nothing moves. " + (answer.cut.empty()
                                        ? explain_no_route(network_of(report), report.query)
                                        : std::string("A limit of 0 t/yr is in the way."));
    }
    const std::string time =
        answer.time.lost_in_all() > 0
            ? fmt::format("Of the {} days that a tonne takes, {} are lost: {}.",
                          days(days_each(report, answer.time.in_all())),
                          days(days_each(report, answer.time.lost_in_all())),
                          list_of_losses(report))
            : "No time is lost on the way.";
    if (answer.capacity_reached()) {
        return fmt::format("Capacity is reached: {} fills {}. {}", answer.flow.value,
                           answer.cut.empty() ? "the limits of the origins and destinations"
                                              : describe(network_of(report), answer.cut, 4),
                           time);
    }
    const std::string share =
        answer.ceiling ? fmt::format("{} is {} of the {} that could move", answer.flow.value,
                                     percent(used(report, answer.ceiling)), *answer.ceiling)
                       : fmt::format("nothing limits the {} that move", answer.flow.value);
    return fmt::format("Capacity is not reached: {}. {}{}", share,
                       answer.time.lost_in_all() > 0 ? "Time binds. " : "", time);
}

std::string render_table(const DelayReport& report, Style style) {
    std::string text =
        heading(
            printable(fmt::format("Where the flow of {} loses time ({})", describe(report.query),
                                  describe(report.network_name, report.query.selection))),
            style) +
        "\n\n" + printable(verdict(report)) + "\n\n";
    if (report.answer.sections.empty()) {
        return text;
    }
    text += sections_section(report, style) + "\n" + delays_section(report, style) + "\n";
    if (!report.answer.interruptions.empty()) {
        text += interruptions_section(report, style) + "\n";
    }
    return text +
           "certified: the flow and what could move, each with its own proof; times are sums over "
           "it\n";
}

std::string render_json(const DelayReport& report) {
    const Network& network = network_of(report);
    const SoftBottlenecks& answer = report.answer;
    Json document = Json::object();
    document["schema"] = "corridor/delays/1";
    document["query"] = query_document(report.network_name, report.query);
    document["demand_t_per_year"] = optional_rate(report.demand);
    document["outcome"] = is_unlimited(report) ? "unbounded" : "optimal";
    document["flow_t_per_year"] =
        is_unlimited(report) ? Json(nullptr) : Json(answer.flow.value.count());
    document["ceiling_t_per_year"] = optional_rate(answer.ceiling);
    document["cut"] = cut_document(network, answer.cut);
    document["capacity_reached"] = answer.capacity_reached();
    document["verdict"] = verdict(report);
    document["time"] = time_document(report, answer.time);
    Json sections = Json::array();
    for (const SectionDelay& section : answer.sections) {
        Json entry = Json::object();
        entry["system"] = section.system;
        entry["binding"] = std::string(to_string(section.binding));
        entry["ceiling_t_per_year"] = optional_rate(section.ceiling);
        entry["utilisation"] =
            section.ceiling ? Json(rounded(used(report, section.ceiling))) : Json(nullptr);
        entry["cut"] = cut_document(network, section.cut);
        entry["time"] = time_document(report, section.time);
        sections.push_back(std::move(entry));
    }
    document["sections"] = std::move(sections);
    Json delays = Json::array();
    for (const Delay& delay : answer.delays) {
        Json entry = Json::object();
        entry["element"] = network.name(delay.element);
        entry["kind"] = delay.element.kind == Element::Kind::link ? "link" : "node";
        entry["country"] = countries_of(network, delay.element);
        entry["cause"] = std::string(to_string(delay.cause));
        entry["flow_t_per_year"] = delay.flow.count();
        entry["lost_h_per_t"] = rounded(delay.each.hours());
        entry["lost_tonne_days_per_year"] = rounded(tonne_days(delay.tonne_seconds()));
        entry["utilisation"] =
            delay.utilisation ? Json(rounded(*delay.utilisation)) : Json(nullptr);
        entry["confidence"] = std::string(to_string(network.provenance(delay.element).confidence));
        delays.push_back(std::move(entry));
    }
    document["delays"] = std::move(delays);
    Json interruptions = Json::array();
    for (const Interruption& interruption : answer.interruptions) {
        const Disruption& event = report.disruptions[interruption.disruption];
        Json entry = Json::object();
        entry["disruption_id"] = event.id;
        entry["name"] = event.name;
        entry["elements"] = network.names(interruption.elements);
        entry["duration_days"] = rounded(event.duration_days->approximate());
        entry["frequency_per_year"] = rounded(event.frequency_per_year->approximate());
        entry["capacity_factor"] = rounded(event.capacity_factor->approximate());
        entry["flow_t_per_year"] = interruption.flow.count();
        interruptions.push_back(std::move(entry));
    }
    document["interruptions"] = std::move(interruptions);
    document["certified"] = is_unlimited(report) || answer.flow.certified;
    return dumped(document);
}

std::string render_csv(const DelayReport& report) {
    const Network& network = network_of(report);
    CsvText csv({"element", "kind", "country", "cause", "flow_t_per_year", "lost_h_per_t",
                 "lost_tonne_days_per_year", "utilisation", "confidence"});
    for (const Delay& delay : report.answer.delays) {
        csv.add_row({network.name(delay.element),
                     delay.element.kind == Element::Kind::link ? "link" : "node",
                     countries_of(network, delay.element), std::string(to_string(delay.cause)),
                     fmt::format("{}", delay.flow.count()), decimal_text(delay.each.hours()),
                     decimal_text(tonne_days(delay.tonne_seconds())),
                     delay.utilisation ? decimal_text(*delay.utilisation) : "",
                     std::string(to_string(network.provenance(delay.element).confidence))});
    }
    return csv.text();
}

}  // namespace corridor::report
