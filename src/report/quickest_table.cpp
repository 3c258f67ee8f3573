#include "report/quickest_limits.hpp"
#include "report/words.hpp"

#include <corridor/report/no_route.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::report {
namespace {

constexpr std::size_t shown_savings = 5;
constexpr std::size_t shown_uses = 10;
constexpr std::size_t shown_waiting = 5;

const Network& network_of(const QuickestReport& report) {
    return report.cost.network;
}

/// "37.5 h" below four days, "12.3 days" from there on.
std::string in_words(Duration time) {
    constexpr double shortest_in_days = 96.0;
    return time.hours() < shortest_in_days ? fmt::format("{:.1f} h", time.hours())
                                           : fmt::format("{:.1f} days", time.hours() / 24.0);
}

/// "2 Mt", "75000 t".
std::string tonnage(Int128 tonnes) {
    const auto in_bounds =
        static_cast<std::int64_t>(std::min<Int128>(tonnes, TonnesPerYear::largest));
    std::string text = to_string(TonnesPerYear(in_bounds));
    text.resize(text.size() - std::string("/yr").size());
    return tonnes > in_bounds ? "more than " + text : text;
}

std::string and_more(std::size_t count) {
    return count == 0 ? std::string() : fmt::format("  and {} more (--format json)\n", count);
}

std::string limits_section(const QuickestReport& report, Style style) {
    const Network& network = network_of(report);
    const std::vector<StepLimit> limits = limits_of(report);
    if (limits.empty()) {
        return {};
    }
    const double all = tonnes_through(limits);
    TextTable table({{"limit", Align::left},
                     {"capacity", Align::right},
                     {"as stated", Align::right},
                     {"binds for", Align::right},
                     {"passes t", Align::right},
                     {"share", Align::right},
                     {"confidence", Align::left}});
    for (const StepLimit& limit : limits) {
        const Provenance& provenance = network.provenance(limit);
        table.add_row({network.name(limit), marked(limit.capacity, provenance.is_estimate()),
                       network.capacity(limit)->stated.text(), in_words(limit.binds_for),
                       fmt::format("{:.0f}", limit.tonnes),
                       percent(all > 0.0 ? limit.tonnes / all : 0.0),
                       std::string(to_string(provenance.confidence))});
    }
    return heading("What limits it (minimum cut over time):", style) + "\n" +
           table.render(style, 2) + "\n";
}

std::string routes_section(const QuickestReport& report, Style style) {
    const auto& routes = routes_of(report);
    if (routes.empty()) {
        return {};
    }
    TextTable table({{"takes", Align::right},
                     {"rate", Align::right},
                     {"brings t", Align::right},
                     {"over", Align::left}});
    for (const TimedRoute& route : routes) {
        table.add_row({in_words(route.transit),
                       route.rate ? to_string(*route.rate) : std::string("unlimited"),
                       route.rate ? fmt::format("{:.0f}", brought_by(route, end_of(report))) : "-",
                       fmt::format("{}", fmt::join(places_on(network_of(report), route), ", "))});
    }
    return heading(fmt::format("Routes ({}; each sends from the beginning until too late):",
                               routes.size()),
                   style) +
           "\n" + table.render(style, 2) + "\n";
}

std::string savings_section(const QuickestReport& report, const Quickest& answer, Style style) {
    if (answer.savings.empty()) {
        return {};
    }
    TextTable table({{"change", Align::left}, {"at", Align::left}, {"saves", Align::right}});
    for (std::size_t i = 0; i < std::min(shown_savings, answer.savings.size()); ++i) {
        const TimeSaving& saving = answer.savings[i];
        table.add_row(
            {saving.by == TimeSaving::By::capacity ? "10 % more capacity" : "10 % less time",
             network_of(report).name(saving), in_words(saving.saved)});
    }
    return heading("What would shorten it most, each on its own:", style) + "\n" +
           table.render(style, 2) + "\n";
}

std::string body(const QuickestReport& report, const Quickest& answer, Style style) {
    if (answer.outcome == flow::QuickestOutcome::unreachable) {
        return printable("never: " + explain_no_route(network_of(report), report.query)) + "\n\n";
    }
    if (answer.outcome == flow::QuickestOutcome::too_long) {
        return fmt::format("more than {:.0f} years\n\n",
                           static_cast<double>(answer.time.seconds) / seconds_per_year);
    }
    if (answer.tonnes == 0) {
        return "no time: there is nothing to move\n\n";
    }
    std::string text = fmt::format(
        "{}: {} of travel on the quickest way and {} of throughput{}\n\n", in_words(answer.time),
        in_words(answer.first), in_words({answer.time.seconds - answer.first.seconds}),
        answer.at_once ? "; nothing limits the last of the routes"
                       : fmt::format("; at the end {} arrive", answer.rate));
    return text + limits_section(report, style) + routes_section(report, style) +
           savings_section(report, answer, style);
}

std::string body(const QuickestReport& report, const Arrivals& answer, Style style) {
    if (!answer.reachable) {
        return printable("nothing: " + explain_no_route(network_of(report), report.query)) + "\n\n";
    }
    if (answer.outcome == flow::Outcome::unbounded) {
        return "any amount: nothing limits one of the routes\n\n" + routes_section(report, style);
    }
    return fmt::format("{}: the first after {}\n\n", tonnage(answer.tonnes()),
                       in_words(answer.first)) +
           limits_section(report, style) + routes_section(report, style);
}

std::string links_section(const QuickestReport& report, const FlowInSteps& answer, Style style) {
    if (answer.links.empty()) {
        return {};
    }
    const Network& network = network_of(report);
    TextTable table({{"link", Align::left},
                     {"from", Align::left},
                     {"to", Align::left},
                     {"carries t", Align::right},
                     {"first leaves after", Align::right},
                     {"last", Align::right}});
    std::vector<LinkUse> most = answer.links;
    std::stable_sort(most.begin(), most.end(),
                     [](const LinkUse& a, const LinkUse& b) { return a.tonnes > b.tonnes; });
    const std::size_t shown = std::min(shown_uses, most.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const LinkUse& use = most[i];
        const Link& link = network.link(use.link);
        table.add_row({link.id, network.node(use.forward ? link.tail : link.head).id,
                       network.node(use.forward ? link.head : link.tail).id,
                       fmt::format("{:.0f}", use.tonnes), in_words(use.first_departure),
                       in_words(use.last_departure)});
    }
    return heading(fmt::format("Links that carry the most in this plan (of several; {} used):",
                               answer.links.size()),
                   style) +
           "\n" + table.render(style, 2) + and_more(answer.links.size() - shown) + "\n";
}

std::string waiting_section(const QuickestReport& report, const FlowInSteps& answer, Style style) {
    if (answer.waiting.empty()) {
        return {};
    }
    TextTable table({{"place", Align::left}, {"at most t", Align::right}, {"after", Align::right}});
    const std::size_t shown = std::min(shown_waiting, answer.waiting.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const Waiting& place = answer.waiting[i];
        table.add_row({network_of(report).node(place.node).id, fmt::format("{:.0f}", place.tonnes),
                       in_words(place.at)});
    }
    return heading("Where the most waits on the way in this plan:", style) + "\n" +
           table.render(style, 2) + and_more(answer.waiting.size() - shown) + "\n";
}

std::string body(const QuickestReport& report, const FlowInSteps& answer, Style style) {
    const std::string steps =
        fmt::format("steps of {}, {} closure{}", in_words(answer.step),
                    report.steps.closures.size(), report.steps.closures.size() == 1 ? "" : "s");
    if (answer.unbounded) {
        return fmt::format("any amount: nothing limits one of the ways ({})\n\n", steps);
    }
    if (answer.outcome != flow::QuickestOutcome::optimal) {
        return fmt::format("never: nothing more arrives after {} ({})\n\n", in_words(answer.time),
                           steps);
    }
    std::string text =
        report.tonnes
            ? fmt::format("{} ({}{})\n\n", in_words(answer.time), steps,
                          report.without_closures
                              ? fmt::format("; without them {}", in_words(*report.without_closures))
                              : std::string())
            : fmt::format("{} ({})\n\n", tonnage(answer.tonnes), steps);
    return text + limits_section(report, style) + links_section(report, answer, style) +
           waiting_section(report, answer, style);
}

std::string title(const QuickestReport& report) {
    const std::string where = fmt::format("of {} ({})", describe(report.query),
                                          describe(report.network_name, report.query.selection));
    return report.tonnes
               ? fmt::format("Quickest way for {} {}", tonnage(*report.tonnes), where)
               : fmt::format("What arrives within {} {}", in_words(*report.horizon), where);
}

/// What stands behind an answer, by its kind and outcome.
const char* what_proves(const QuickestReport& report) {
    if (const auto* quickest = std::get_if<Quickest>(&report.answer)) {
        if (quickest->outcome != flow::QuickestOutcome::optimal) {
            return "a cut over time that holds less";
        }
        return quickest->tonnes == 0
                   ? "nothing moves"
                   : "routes that bring it, and cuts over time that show that nothing is sooner";
    }
    if (const auto* arrivals = std::get_if<Arrivals>(&report.answer)) {
        return arrivals->outcome == flow::Outcome::unbounded
                   ? "a route without limits"
                   : "routes and a cut over time of equal size";
    }
    const auto& steps = std::get<FlowInSteps>(report.answer);
    return steps.outcome == flow::QuickestOutcome::optimal ? "departures and a cut over time"
                                                           : "a cut over time that holds less";
}

std::string proof(const QuickestReport& report) {
    return fmt::format("certified {}/1: {}, checked independently of the solver\n",
                       is_certified(report) ? 1 : 0, what_proves(report));
}

}  // namespace

std::vector<StepLimit> limits_of(const QuickestReport& report) {
    if (const auto* steps = std::get_if<FlowInSteps>(&report.answer)) {
        return steps->limits;
    }
    const auto* quickest = std::get_if<Quickest>(&report.answer);
    const NetworkTimedCut& cut = quickest == nullptr ? std::get<Arrivals>(report.answer).cut
                                 : quickest->at_once ? quickest->cut_before
                                                     : quickest->cut;
    std::vector<StepLimit> limits;
    for (const TimeLimit& limit : cut.limits) {
        StepLimit entry;
        static_cast<Element&>(entry) = limit;
        entry.capacity = limit.capacity;
        entry.binds_for = limit.binds_for;
        entry.tonnes = limit.tonnes();
        limits.push_back(entry);
    }
    return limits;
}

double tonnes_through(const std::vector<StepLimit>& limits) {
    double sum = 0.0;
    for (const StepLimit& limit : limits) {
        sum += limit.tonnes;
    }
    return sum;
}

const std::vector<TimedRoute>& routes_of(const QuickestReport& report) {
    const auto* quickest = std::get_if<Quickest>(&report.answer);
    return quickest != nullptr ? quickest->routes : std::get<Arrivals>(report.answer).routes;
}

Duration end_of(const QuickestReport& report) {
    const auto* quickest = std::get_if<Quickest>(&report.answer);
    return quickest != nullptr ? quickest->time : std::get<Arrivals>(report.answer).horizon;
}

double brought_by(const TimedRoute& route, Duration end) {
    const Int128 sends_for = Int128{end.seconds} - route.transit.seconds;
    return static_cast<double>(sends_for * route.rate.value_or(TonnesPerYear()).count()) /
           static_cast<double>(seconds_per_year);
}

bool is_certified(const QuickestReport& report) {
    return std::visit([](const auto& answer) { return answer.certified; }, report.answer);
}

std::vector<std::string> places_on(const Network& network, const TimedRoute& route) {
    std::vector<std::string> places = {network.node(route.from).id};
    for (const Leg& leg : route.legs) {
        const Link& link = network.link(leg.link);
        places.push_back(network.node(leg.forward ? link.head : link.tail).id);
    }
    return places;
}

std::string render_table(const QuickestReport& report, Style style) {
    const std::string text =
        std::visit([&](const auto& answer) { return body(report, answer, style); }, report.answer);
    return heading(printable(title(report)), style) + "\n\n" + text + proof(report);
}

}  // namespace corridor::report
