#include "report/json_parts.hpp"
#include "report/target_words.hpp"
#include "report/words.hpp"

#include <corridor/report/criticality.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

bool is_unlimited(const CriticalityReport& report) {
    return report.answer.base.outcome == flow::Outcome::unbounded;
}

bool is_link(const Loss& loss) {
    return !loss.group && loss.element.kind == Element::Kind::link;
}

const Target* group_of(const CriticalityReport& report, const Loss& loss) {
    return loss.group ? &report.answer.groups[*loss.group] : nullptr;
}

std::string name_of(const CriticalityReport& report, const Loss& loss) {
    const Target* const group = group_of(report, loss);
    return group != nullptr ? group->name : report.network.name(loss.element);
}

std::string plain_kind_of(const CriticalityReport& report, const Loss& loss) {
    const Target* const group = group_of(report, loss);
    return group != nullptr ? std::string(kind_name(group->kind)) : is_link(loss) ? "link" : "node";
}

/// None where an unlimited flow becomes a limited one: no number says how much that is.
std::optional<std::int64_t> lost(const CriticalityReport& report, const Loss& loss) {
    if (!is_unlimited(report)) {
        return report.answer.base.value.count() - loss.flow_without;
    }
    return loss.flow_without < 0 ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::optional<double> share(const CriticalityReport& report, const Loss& loss) {
    if (is_unlimited(report)) {
        return std::nullopt;
    }
    return ratio(TonnesPerYear(*lost(report, loss)), report.answer.base.value);
}

std::string kind_of(const CriticalityReport& report, const Loss& loss) {
    if (loss.group || is_link(loss)) {
        return plain_kind_of(report, loss);
    }
    const std::string name = report.network.name(loss.element);
    const auto is_it = [&](const Endpoint& end) { return end.node == name; };
    const FlowQuery& query = report.query;
    return std::any_of(query.from.begin(), query.from.end(), is_it) ? "origin"
           : std::any_of(query.to.begin(), query.to.end(), is_it)   ? "destination"
                                                                    : "node";
}

std::string countries_of(const Network& network, const Loss& loss) {
    if (loss.group) {
        return "";
    }
    if (!is_link(loss)) {
        return network.node(NodeId{loss.element.index}).country;
    }
    const Link& link = network.link(LinkId{loss.element.index});
    const std::string& from = network.node(link.tail).country;
    const std::string& to = network.node(link.head).country;
    return from == to ? from : fmt::format("{}-{}", from, to);
}

std::string system_of(const Network& network, const Loss& loss) {
    return is_link(loss) ? network.link(LinkId{loss.element.index}).system : std::string();
}

std::string ranking(const CriticalityReport& report, Style style) {
    TextTable table({{"without", Align::left},
                     {"kind", Align::left},
                     {"lost", Align::right},
                     {"share", Align::right},
                     {"left", Align::right},
                     {"capacity", Align::right},
                     {"system", Align::left},
                     {"country", Align::left},
                     {"confidence", Align::left}});
    for (const Loss& loss : report.answer.losses) {
        const auto amount = lost(report, loss);
        const auto part = share(report, loss);
        if (loss.group) {
            table.add_row({name_of(report, loss), kind_of(report, loss),
                           amount ? flow_text(*amount) : "unlimited", part ? percent(*part) : "-",
                           flow_text(loss.flow_without), "", "", "", ""});
            continue;
        }
        const auto limit = limit_on(report.network, loss.element, report.query.commodity);
        const Provenance& provenance = report.network.provenance(loss.element);
        table.add_row({name_of(report, loss), kind_of(report, loss),
                       amount ? flow_text(*amount) : "unlimited", part ? percent(*part) : "-",
                       flow_text(loss.flow_without),
                       limit ? marked(*limit, provenance.is_estimate()) : "unlimited",
                       system_of(report.network, loss), countries_of(report.network, loss),
                       std::string(to_string(provenance.confidence))});
    }
    const bool any_estimate = std::any_of(
        report.answer.losses.begin(), report.answer.losses.end(), [&](const Loss& loss) {
            return !loss.group && limit_on(report.network, loss.element, report.query.commodity) &&
                   is_estimate(report.network, loss.element);
        });
    return heading(fmt::format("Without each, on its own ({}):", table.row_count()), style) + "\n" +
           table.render(style, 2) + (any_estimate ? "  ~ estimate\n" : "");
}

/// One sentence where there is nothing to rank, or where no number says what is lost.
std::string explanation(const CriticalityReport& report) {
    const bool loses = std::any_of(report.answer.losses.begin(), report.answer.losses.end(),
                                   [&](const Loss& loss) { return lost(report, loss) != 0; });
    if (is_unlimited(report)) {
        return loses ? "Nothing limits the flow with everything in place; without each of these "
                       "something does."
                     : "Nothing limits the flow, and no single link or node changes that.";
    }
    if (report.answer.base.value.count() == 0) {
        return "Nothing moves, so nothing can be lost. " +
               (report.answer.base.cut.empty()
                    ? explain_no_route(report.network, report.query)
                    : "A limit of 0 t/yr is in the way: " +
                          describe(report.network, report.answer.base.cut, 3) + ".");
    }
    return loses ? "" : "No single link or node is missed.";
}

std::string certificate(const CriticalityReport& report) {
    const std::size_t listed = report.answer.losses.size();
    if (report.answer.certified_losses == listed) {
        return fmt::format(
            "certified {0}/{0}: the flow with everything in place and without each that is "
            "listed, solved again on its own\n",
            1 + listed);
    }
    return fmt::format(
        "certified {}/{}: the flow with everything in place; in networks of this size the losses "
        "are not solved again one by one\n",
        1 + report.answer.certified_losses, 1 + listed);
}

}  // namespace

std::string render_table(const CriticalityReport& report, Style style) {
    std::string text =
        heading(printable(fmt::format(
                    "What the flow of {} loses without each {} ({})", describe(report.query),
                    report.answer.groups.empty() ? "link and node" : "part, on its own",
                    describe(report.network_name, report.query.selection))),
                style) +
        "\n\n";
    text += (is_unlimited(report) ? "unlimited" : to_string(report.answer.base.value)) +
            " with everything in place\n\n";
    const std::string sentence = explanation(report);
    if (!sentence.empty()) {
        text += printable(sentence) + "\n\n";
    }
    if (!report.answer.losses.empty()) {
        text += ranking(report, style) + "\n";
    }
    return text + certificate(report);
}

std::string render_json(const CriticalityReport& report) {
    Json elements = Json::array();
    for (const Loss& loss : report.answer.losses) {
        const auto amount = lost(report, loss);
        const auto part = share(report, loss);
        const Provenance& provenance = report.network.provenance(loss.element);
        Json entry = Json::object();
        entry["element"] = name_of(report, loss);
        entry["kind"] = plain_kind_of(report, loss);
        entry["flow_lost_t_per_year"] = amount ? Json(*amount) : Json(nullptr);
        entry["share"] = part ? Json(rounded(*part)) : Json(nullptr);
        entry["flow_without_t_per_year"] =
            loss.flow_without < 0 ? Json(nullptr) : Json(loss.flow_without);
        if (is_link(loss)) {
            entry["system"] = system_of(report.network, loss);
        }
        if (const Target* const group = group_of(report, loss)) {
            entry["elements"] = report.network.names(group->elements);
        } else {
            entry["country"] = countries_of(report.network, loss);
            entry["confidence"] = std::string(to_string(provenance.confidence));
            entry["estimate"] = provenance.is_estimate();
        }
        entry["certified"] = loss.certified;
        elements.push_back(std::move(entry));
    }
    Json document = Json::object();
    document["schema"] = "corridor/criticality/1";
    document["query"] = query_document(report.network_name, report.query);
    document["outcome"] = is_unlimited(report) ? "unbounded" : "optimal";
    document["value_t_per_year"] =
        is_unlimited(report) ? Json(nullptr) : Json(report.answer.base.value.count());
    document["certified"] = report.answer.base.certified;
    document["certified_losses"] = report.answer.certified_losses;
    const std::string sentence = explanation(report);
    if (!sentence.empty()) {
        document["explanation"] = sentence;
    }
    document["elements"] = std::move(elements);
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const CriticalityReport& report) {
    CsvText csv({"element", "flow_lost_t_per_year", "share", "kind"});
    for (const Loss& loss : report.answer.losses) {
        const auto amount = lost(report, loss);
        const auto part = share(report, loss);
        csv.add_row({name_of(report, loss), amount ? fmt::format("{}", *amount) : "unlimited",
                     part ? decimal_text(*part) : "", plain_kind_of(report, loss)});
    }
    return csv.text();
}

}  // namespace corridor::report
