#include "report/json_parts.hpp"
#include "report/target_words.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/interdiction.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;
using Positions = std::vector<std::uint32_t>;

constexpr std::size_t sets_shown = 20;

Json amount(std::int64_t flow) {
    return flow < 0 ? Json(nullptr) : Json(flow);
}

/// None where an unlimited flow becomes a limited one.
std::optional<std::int64_t> lost(const Interdiction& answer, std::int64_t left) {
    if (answer.value_before >= 0) {
        return answer.value_before - left;
    }
    return left < 0 ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::optional<double> share(const Interdiction& answer) {
    return answer.value_before > 0 ? std::optional(ratio(TonnesPerYear(*lost(answer, answer.value)),
                                                         TonnesPerYear(answer.value_before)))
                                   : std::nullopt;
}

std::string names(const Interdiction& answer, const Positions& set, const char* separator) {
    return fmt::format("{}", fmt::join(names_of(answer.targets, set), separator));
}

std::string proof(const Interdiction& answer) {
    return answer.proved
               ? "proved: no other choice leaves less"
               : fmt::format("not proved: a limit was reached; no choice leaves less than {}",
                             flow_text(answer.bound));
}

std::string count_of_sets(const Interdiction& answer) {
    const std::size_t count = answer.minimal_sets.size();
    return fmt::format("{}{} {} nothing of which can be spared", answer.all_sets ? "" : "at least ",
                       count, count == 1 ? "choice" : "choices");
}

Json sets_document(const Interdiction& answer, const std::vector<Positions>& sets) {
    Json list = Json::array();
    for (const Positions& set : sets) {
        list.push_back(names_of(answer.targets, set));
    }
    return list;
}

}  // namespace

std::string render_table(const InterdictionReport& report, Style style) {
    const Interdiction& answer = report.answer;
    std::string text =
        heading(printable(fmt::format("The worst loss of {} for the flow of {} ({})", answer.k,
                                      describe(report.query),
                                      describe(report.network_name, report.query.selection))),
                style) +
        "\n\n";
    const auto part = share(answer);
    text += fmt::format("{} left of {}{}\n{}\n\n", flow_text(answer.value),
                        flow_text(answer.value_before),
                        part ? fmt::format(": {} lost", percent(*part)) : "", proof(answer));
    if (answer.removed.empty()) {
        text += printable(fmt::format("Nothing is lost without any {} of the {} looked at.\n",
                                      answer.k, answer.targets.size()));
    } else {
        TextTable table({{"without", Align::left}, {"kinds", Align::left}});
        for (std::size_t i = 0; i < std::min(answer.minimal_sets.size(), sets_shown); ++i) {
            const Positions& set = answer.minimal_sets[i];
            std::vector<std::string> kinds;
            for (const std::uint32_t target : set) {
                kinds.emplace_back(kind_name(answer.targets[target].kind));
            }
            table.add_row(
                {printable(names(answer, set, " + ")), fmt::format("{}", fmt::join(kinds, ", "))});
        }
        text += heading(fmt::format("Without any of these ({}):", count_of_sets(answer)), style) +
                "\n" + table.render(style, 2);
        if (answer.minimal_sets.size() > sets_shown) {
            text += fmt::format("  and {} more\n", answer.minimal_sets.size() - sets_shown);
        }
    }
    text += fmt::format("\nStep by step, always the worst next: {} left, without {}.{}\n",
                        flow_text(answer.greedy.value),
                        answer.greedy.removed.empty()
                            ? "anything, as no single loss matters"
                            : printable(names(answer, answer.greedy.removed, " + ")),
                        answer.greedy.value == answer.value ? "" : " Do not trust it.");
    return text + (answer.certified
                       ? "certified: the flow with everything in place and without these, each "
                         "solved again on its own\n"
                       : "");
}

std::string render_json(const InterdictionReport& report) {
    const Interdiction& answer = report.answer;
    Json document = Json::object();
    document["schema"] = "corridor/criticality/1";
    document["query"] = query_document(report.network_name, report.query);
    document["k"] = answer.k;
    document["targets"] = answer.targets.size();
    document["value_before_t_per_year"] = amount(answer.value_before);
    document["value_t_per_year"] = amount(answer.value);
    const auto part = share(answer);
    const auto loss = lost(answer, answer.value);
    document["flow_lost_t_per_year"] = loss ? Json(*loss) : Json(nullptr);
    document["share"] = part ? Json(rounded(*part)) : Json(nullptr);
    document["removed"] = names_of(answer.targets, answer.removed);
    document["proved"] = answer.proved;
    document["bound_t_per_year"] = amount(answer.bound);
    document["optimal_sets"] = sets_document(answer, answer.optimal_sets);
    document["minimal_sets"] = sets_document(answer, answer.minimal_sets);
    document["all_sets"] = answer.all_sets;
    document["greedy"] = {{"value_t_per_year", amount(answer.greedy.value)},
                          {"removed", names_of(answer.targets, answer.greedy.removed)}};
    document["certified"] = answer.certified;
    document["flows"] = answer.flows;
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const InterdictionReport& report) {
    const Interdiction& answer = report.answer;
    CsvText csv({"removed", "flow_lost_t_per_year", "share"});
    const auto part = share(answer);
    const auto loss = lost(answer, answer.value);
    for (const Positions& set : answer.minimal_sets) {
        csv.add_row({names(answer, set, ";"), loss ? fmt::format("{}", *loss) : "unlimited",
                     part ? decimal_text(*part) : ""});
    }
    return csv.text();
}

}  // namespace corridor::report
