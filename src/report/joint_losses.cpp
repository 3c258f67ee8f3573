#include "report/json_parts.hpp"
#include "report/target_words.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/joint_losses.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t pairs_shown = 30;

/// None where an unlimited flow becomes a limited one.
std::optional<std::int64_t> less(std::int64_t before, std::int64_t after) {
    return before >= 0 ? std::optional(before - after) : std::nullopt;
}

std::string shown(const std::optional<std::int64_t>& amount) {
    return amount ? flow_text(*amount) : "unlimited";
}

Json number(const std::optional<std::int64_t>& amount) {
    return amount ? Json(*amount) : Json(nullptr);
}

/// What the pair loses beyond the worse of the two alone.
std::optional<std::int64_t> beyond(const JointLosses& answer, const PairLoss& pair) {
    const std::int64_t a = answer.without[pair.first];
    const std::int64_t b = answer.without[pair.second];
    return less(a < 0 ? b : b < 0 ? a : std::min(a, b), pair.flow_without);
}

std::optional<double> share(const JointLosses& answer, const PairLoss& pair) {
    return answer.value > 0 ? std::optional(ratio(TonnesPerYear(answer.value - pair.flow_without),
                                                  TonnesPerYear(answer.value)))
                            : std::nullopt;
}

std::vector<std::string> alike(const JointLosses& answer, std::uint32_t target) {
    std::vector<std::string> names;
    for (std::uint32_t t = 0; t < answer.targets.size(); ++t) {
        if (answer.first_alike[t] == target) {
            names.push_back(answer.targets[t].name);
        }
    }
    return names;
}

std::string name(const JointLosses& answer, std::uint32_t target) {
    const std::size_t others = alike(answer, target).size() - 1;
    return answer.targets[target].name + (others > 0 ? fmt::format(" (or {} alike)", others) : "");
}

}  // namespace

std::string render_table(const JointLossesReport& report, Style style) {
    const JointLosses& answer = report.answer;
    std::string text =
        heading(printable(fmt::format("What the flow of {} loses without each two ({})",
                                      describe(report.query),
                                      describe(report.network_name, report.query.selection))),
                style) +
        "\n\n" + flow_text(answer.value) + " with everything in place\n\n";
    if (answer.pairs.empty()) {
        text += "No two are worse than the worse of them alone.\n";
    } else {
        TextTable table({{"without", Align::left},
                         {"and", Align::left},
                         {"lost", Align::right},
                         {"share", Align::right},
                         {"left", Align::right},
                         {"more than either", Align::right}});
        for (std::size_t i = 0; i < std::min(answer.pairs.size(), pairs_shown); ++i) {
            const PairLoss& pair = answer.pairs[i];
            const auto part = share(answer, pair);
            table.add_row(
                {printable(name(answer, pair.first)), printable(name(answer, pair.second)),
                 shown(less(answer.value, pair.flow_without)), part ? percent(*part) : "-",
                 flow_text(pair.flow_without), shown(beyond(answer, pair))});
        }
        text += heading(fmt::format("Pairs that are worse than the worse of the two ({}):",
                                    answer.pairs.size()),
                        style) +
                "\n" + table.render(style, 2);
        if (answer.pairs.size() > pairs_shown) {
            text += fmt::format("  and {} more\n", answer.pairs.size() - pairs_shown);
        }
    }
    const std::size_t all = answer.targets.size() * (answer.targets.size() - 1) / 2;
    return text + fmt::format(
                      "\nEvery other of the {} pairs loses what the worse of the two loses.\n"
                      "certified {}/{}: the pairs that are listed, solved again on their own\n",
                      answer.targets.empty() ? 0 : all, report.certified_pairs,
                      answer.pairs.size());
}

std::string render_json(const JointLossesReport& report) {
    const JointLosses& answer = report.answer;
    Json document = Json::object();
    document["schema"] = "corridor/criticality/1";
    document["query"] = query_document(report.network_name, report.query);
    document["value_t_per_year"] = answer.value < 0 ? Json(nullptr) : Json(answer.value);
    document["targets"] = answer.targets.size();
    Json pairs = Json::array();
    for (const PairLoss& pair : answer.pairs) {
        const auto part = share(answer, pair);
        Json entry = Json::object();
        entry["first"] = alike(answer, pair.first);
        entry["second"] = alike(answer, pair.second);
        entry["flow_lost_t_per_year"] = number(less(answer.value, pair.flow_without));
        entry["share"] = part ? Json(rounded(*part)) : Json(nullptr);
        entry["flow_without_t_per_year"] =
            pair.flow_without < 0 ? Json(nullptr) : Json(pair.flow_without);
        entry["more_than_either_t_per_year"] = number(beyond(answer, pair));
        pairs.push_back(std::move(entry));
    }
    document["pairs"] = std::move(pairs);
    document["certified_pairs"] = report.certified_pairs;
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const JointLossesReport& report) {
    const JointLosses& answer = report.answer;
    CsvText csv(
        {"first", "second", "flow_lost_t_per_year", "share", "more_than_either_t_per_year"});
    const auto text = [](const std::optional<std::int64_t>& amount) {
        return amount ? fmt::format("{}", *amount) : "unlimited";
    };
    for (const PairLoss& pair : answer.pairs) {
        const auto part = share(answer, pair);
        for (const std::string& first : alike(answer, pair.first)) {
            for (const std::string& second : alike(answer, pair.second)) {
                csv.add_row({first, second, text(less(answer.value, pair.flow_without)),
                             part ? decimal_text(*part) : "", text(beyond(answer, pair))});
            }
        }
    }
    return csv.text();
}

}  // namespace corridor::report
