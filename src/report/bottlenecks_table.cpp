#include "report/bottleneck_words.hpp"
#include "report/words.hpp"

#include <corridor/report/bottlenecks.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace corridor::report {
namespace {

std::string rate_text(const std::optional<TonnesPerYear>& rate) {
    return rate ? to_string(*rate) : "unlimited";
}

std::string plural(std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// The members of a cut, those that rest on an estimate marked.
std::string members_text(const Network& network, const Cut& cut) {
    std::string text = describe(network, cut.members, cut.members.size());
    for (const std::string& name : names_of(network, Cut{{}, {}, cut.origins, cut.destinations})) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

std::string cut_rows(const Network& network, const std::vector<Cut>& cuts, Style style) {
    TextTable table({{"cut", Align::right}, {"capacity", Align::right}, {"members", Align::left}});
    for (const Cut& cut : cuts) {
        table.add_row({fmt::format("{}", table.row_count() + 1), to_string(cut.capacity),
                       members_text(network, cut)});
    }
    return table.render(style, 2);
}

std::string count_text(const BottlenecksReport& report) {
    const MinimumCuts& cuts = report.cuts;
    if (cuts.count == 1) {
        return "Minimum cuts: this one alone";
    }
    std::string text =
        fmt::format("Minimum cuts: {}{}", cuts.count_is_exact ? "" : "at least ", cuts.count);
    if (cuts.cuts.size() < cuts.count) {
        text += fmt::format(", the first {} of them", cuts.cuts.size());
    }
    return text + ", from the origins towards the destinations";
}

std::string minimum(const BottlenecksReport& report, Style style) {
    std::string text = heading(count_text(report) + ":", style) + "\n" +
                       cut_rows(report.network, report.cuts.cuts, style);
    if (report.cuts.count > 1) {
        const std::vector<std::string> every = names_of(report.network, report.cuts.in_every);
        text += every.empty() ? "  No limit is in every one of them: relieving a single one gains "
                                "nothing.\n"
                              : fmt::format("  In every one of them: {}\n", fmt::join(every, ", "));
    }
    return text + "\n";
}

std::string near(const BottlenecksReport& report, Style style) {
    if (!report.beyond) {
        return "";
    }
    const TonnesPerYear up_to = report.cuts.value + *report.beyond;
    if (report.cuts.near_minimum.empty()) {
        return fmt::format(
            "{} between the minimum and {}.\n\n",
            report.cuts.near_minimum_is_complete ? "No other cut lies" : "No other cut was found",
            up_to);
    }
    return heading(fmt::format("Cuts between the minimum and {} ({}{}):", up_to,
                               report.cuts.near_minimum_is_complete ? "" : "the first ",
                               report.cuts.near_minimum.size()),
                   style) +
           "\n" + cut_rows(report.network, report.cuts.near_minimum, style) + "\n";
}

std::string worth(const BottlenecksReport& report, Style style) {
    TextTable table({{"limit", Align::left},
                     {"capacity", Align::right},
                     {"1 t more", Align::right},
                     {"1 t less", Align::right},
                     {"useful up to", Align::right},
                     {"flow without", Align::right},
                     {"in cuts", Align::left},
                     {"confidence", Align::left}});
    for (const WorthRow& row : worth_rows(report, report.all_limits)) {
        const CapacityWorth& each = *row.worth;
        const bool endpoint = row.provenance == nullptr;
        table.add_row({endpoint ? fmt::format("{} {}", row.kind, row.name) : row.name,
                       each.capacity
                           ? marked(*each.capacity, !endpoint && row.provenance->is_estimate())
                           : "unlimited",
                       each.gain_per_t != 0 ? "+1 t" : "0", each.loss_per_t != 0 ? "-1 t" : "0",
                       rate_text(each.useful_up_to), to_string(each.value_without),
                       row.in_every  ? "every"
                       : row.in_some ? "some"
                                     : "none",
                       endpoint ? "" : std::string(to_string(row.provenance->confidence))});
    }
    if (table.row_count() == 0) {
        return "";
    }
    return heading("What a tonne a year more or less of each is worth:", style) + "\n" +
           table.render(style, 2) + "\n";
}

std::string usd(std::int64_t amount) {
    return amount % 1'000'000 == 0 ? fmt::format("{} million USD", amount / 1'000'000)
                                   : fmt::format("{} USD", amount);
}

std::string cost_text(const ProjectChoice& choice) {
    if (choice.without_cost.empty()) {
        return usd(choice.known_cost_usd);
    }
    if (choice.without_cost.size() == choice.projects.size()) {
        return "no cost published";
    }
    return fmt::format("{}, none published for {}", usd(choice.known_cost_usd),
                       fmt::join(choice.without_cost, ", "));
}

std::string step_projects(const BottlenecksReport& report, const StaircaseStep& step) {
    if (!step.projects) {
        return "";
    }
    const ProjectChoice& choice = *step.projects;
    if (!choice.possible()) {
        return fmt::format("no known project raises {}",
                           fmt::join(names_of(report.network, choice.held_by), " or "));
    }
    return fmt::format("{} ({}): {}{}", fmt::join(choice.projects, " + "), cost_text(choice),
                       rate_text(choice.value), choice.proved ? "" : "; perhaps not the cheapest");
}

std::string end_text(const BottlenecksReport& report) {
    const Staircase& climbed = report.staircase;
    switch (climbed.end) {
        case StaircaseEnd::steps:
            return fmt::format("then {}", rate_text(climbed.value_at_end));
        case StaircaseEnd::demand:
            return fmt::format("then {}: the demand is met", rate_text(climbed.value_at_end));
        case StaircaseEnd::endpoints:
            return fmt::format("then {}: the limits of the origins and destinations bind",
                               rate_text(climbed.value_at_end));
        case StaircaseEnd::unlimited:
            return "then nothing limits the flow";
        case StaircaseEnd::no_route:
            return "no open route";
    }
    return "";
}

std::string stairs(const BottlenecksReport& report, Style style) {
    const Staircase& climbed = report.staircase;
    if (climbed.steps.empty()) {
        return climbed.end == StaircaseEnd::no_route || climbed.end == StaircaseEnd::steps
                   ? ""
                   : fmt::format("No step: {}.\n\n", end_text(report));
    }
    TextTable table({{"step", Align::right},
                     {"flow", Align::right},
                     {"gain", Align::right},
                     {"what binds and is relieved", Align::left}});
    std::string projects;
    for (const StaircaseStep& step : climbed.steps) {
        const std::string number = fmt::format("{}", table.row_count() + 1);
        table.add_row({number, to_string(step.value), rate_text(step.gain),
                       describe(report.network, step.members, step.members.size())});
        const std::string known = step_projects(report, step);
        if (!known.empty()) {
            projects += fmt::format("  {}  {}\n", number, known);
        }
    }
    std::string text = heading("The staircase, each step without the limits before it:", style) +
                       "\n" + table.render(style, 2) + "  " + end_text(report) + "\n\n";
    if (!projects.empty()) {
        text += heading("The cheapest known projects that lift each step:", style) + "\n" +
                projects + "\n";
    }
    return text;
}

std::string effect_text(const BottlenecksReport& report, const ProjectEffect& effect) {
    const std::string who = fmt::format("{}{}", fmt::join(effect.projects, ", "),
                                        effect.projects.size() > 1 ? " together" : "");
    if (!effect.value) {
        return fmt::format("With {} nothing limits the flow.\n", who);
    }
    if (effect.gain && effect.gain->count() > 0) {
        return fmt::format("{} add {}: {}, held by {}\n", who, *effect.gain, *effect.value,
                           members_text(report.network, effect.held_by));
    }
    return fmt::format("{} add nothing: the flow stays at {}, held by {}\n", who, *effect.value,
                       members_text(report.network, effect.held_by));
}

std::string known_projects(const BottlenecksReport& report, Style style) {
    std::string text;
    if (report.asked_projects) {
        text += heading("The projects asked for:", style) + "\n  " +
                effect_text(report, *report.asked_projects) + "\n";
    }
    TextTable table({{"project", Align::left}, {"gain", Align::right}, {"flow", Align::right}});
    std::size_t idle = 0;
    for (const ProjectEffect& effect : report.each_project) {
        if (effect.value && effect.gain && effect.gain->count() == 0) {
            ++idle;
        } else {
            table.add_row(
                {effect.projects.front(), rate_text(effect.gain), rate_text(effect.value)});
        }
    }
    if (report.each_project.empty() || report.cuts.outcome == flow::Outcome::unbounded) {
        return text;
    }
    text += heading("Known projects, each on its own:", style) + "\n";
    if (table.row_count() > 0) {
        text += table.render(style, 2);
    }
    if (idle > 0) {
        text += fmt::format(
            "  {} add{} nothing: what binds stays as it is\n",
            table.row_count() == 0 ? fmt::format("all {}", idle) : plural(idle, "other", "others"),
            idle == 1 ? "s" : "");
    }
    return text + "\n";
}

}  // namespace

std::string render_table(const BottlenecksReport& report, Style style) {
    const bool unlimited = report.cuts.outcome == flow::Outcome::unbounded;
    std::string text =
        heading(printable(fmt::format("What binds {} ({})", describe(report.query),
                                      describe(report.network_name, report.query.selection))),
                style) +
        "\n\n" + (unlimited ? "unlimited" : to_string(report.cuts.value)) + "\n\n";
    const std::string sentence = explanation(report);
    if (!sentence.empty()) {
        text += printable(sentence) + "\n";
        if (unlimited) {
            text += printable(fmt::format(
                        "A route without a limit: {}",
                        fmt::join(report.network.names(report.cuts.unlimited_route), ", "))) +
                    "\n";
        }
        text += "\n";
    } else {
        text += minimum(report, style) + near(report, style) + worth(report, style) +
                stairs(report, style);
    }
    text += known_projects(report, style);
    if (text.find('~') != std::string::npos) {
        text += "~ estimate\n";
    }
    return text + (report.marginal.each_certified
                       ? "certified: the flow, every cut that is listed, what each limit is worth, "
                         "and every step\n"
                       : "certified: the flow, every cut that is listed and every step; in "
                         "networks of this size what each limit is worth is not solved again one "
                         "by one\n");
}

}  // namespace corridor::report
