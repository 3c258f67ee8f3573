#include "report/flow_rows.hpp"
#include "report/min_cost_words.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/max_flow.hpp>
#include <corridor/report/no_route.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace corridor::report {
namespace {

std::string title(const MaxFlowReport& report) {
    return printable(fmt::format("Largest flow of {} ({})", describe(report.query),
                                 describe(report.network_name, report.query.selection)));
}

std::string cut_table(const MaxFlowReport& report, Style style) {
    TextTable table({{"limit", Align::left},
                     {"capacity", Align::right},
                     {"as stated", Align::right},
                     {"system", Align::left},
                     {"confidence", Align::left},
                     {"source", Align::left}});
    for (const CutMember& member : report.answer.cut) {
        const Provenance& provenance = report.network.provenance(member);
        table.add_row(
            {report.network.name(member), marked(member.capacity, provenance.is_estimate()),
             report.network.capacity(member)->stated.text(),
             member.kind == Element::Kind::link ? report.network.link(LinkId{member.index}).system
                                                : std::string(),
             std::string(to_string(provenance.confidence)), provenance.source});
    }
    return table.render(style, 2);
}

std::string binding_section(const MaxFlowReport& report, Style style) {
    const auto& cut = report.answer.cut;
    std::string text =
        heading(report.answer.cut_is_unique
                    ? "What binds (no other minimum cut):"
                    : "What binds (of several minimum cuts, the one nearest to the origins):",
                style) +
        "\n" + cut_table(report, style);
    if (std::any_of(cut.begin(), cut.end(),
                    [&](const CutMember& member) { return is_estimate(report.network, member); })) {
        text += fmt::format("  ~ estimate; {} of this capacity rests on low-confidence figures\n",
                            percent(low_confidence_share(report.network, cut)));
    }
    return text;
}

const char* way_shown(const MaxFlowReport& report) {
    static constexpr const char* least[] = {"least cost", "least time", "least CO2e",
                                            "least generalised cost"};
    static constexpr const char* minimised[] = {"least transit time", "least tariff",
                                                "in no particular way"};
    return report.least ? least[static_cast<std::size_t>(report.least->objective)]
                        : minimised[static_cast<std::size_t>(report.choice)];
}

std::string costs_section(const MaxFlowReport& report, Style style) {
    const LeastOfLargest& least = *report.least;
    return heading(
               fmt::format("A tonne, of all largest flows in the one of {}:", way_shown(report)),
               style) +
           "\n" + costs_text(least.objective, least.valuation, least.answer);
}

std::string proof_text(const MaxFlowReport& report) {
    const int proved = report.answer.certified ? 1 : 0;
    const std::string value = to_string(report.answer.value);
    if (report.answer.value.count() == 0) {
        return fmt::format(
            "certified {}/1: a cut of {}, so nothing can move, checked independently of the "
            "solver\n",
            proved, value);
    }
    if (!report.least) {
        return fmt::format(
            "certified {}/1: a flow and a cut of {}, checked independently of the solver\n", proved,
            value);
    }
    const MinCost& least = report.least->answer;
    const bool is_least = least.certified && least.outcome == flow::MinCostOutcome::optimal;
    std::string text =
        fmt::format("certified {}/2: a flow and a cut of {}", proved + (is_least ? 1 : 0), value);
    if (is_least) {
        text += ", and prices at which no such flow is better";
    }
    text += ", checked independently of the solver\n";
    if (!is_least) {
        const double tonnes =
            static_cast<double>(std::max<std::int64_t>(1, report.answer.value.count()));
        text +=
            fmt::format("not proved the least: the best found, at most {:.4f} {} a tonne more\n",
                        in_unit(report.least->objective, least.objective - least.bound) / tonnes,
                        objective_unit(report.least->objective));
    }
    return text;
}

std::string links_section(const MaxFlowReport& report, Style style) {
    TextTable table({{"link", Align::left},
                     {"from", Align::left},
                     {"to", Align::left},
                     {"mode", Align::left},
                     {"flow Mt/yr", Align::right},
                     {"capacity Mt/yr", Align::right},
                     {"utilisation", Align::right}});
    for (const FlowRow& row : flow_rows(report)) {
        table.add_row({row.link->id, row.from->id, row.to->id,
                       std::string(to_string(row.link->mode)), megatonnes(row.flow.count()),
                       row.capacity ? (row.link->provenance.is_estimate() ? "~" : "") +
                                          megatonnes(row.capacity->count())
                                    : "unlimited",
                       row.utilisation ? percent(*row.utilisation) : "-"});
    }
    return heading(fmt::format("Links {} ({}; of all largest flows, {}):",
                               report.all_links ? "open to it" : "used", table.row_count(),
                               way_shown(report)),
                   style) +
           "\n" + table.render(style, 2);
}

std::string unbounded(const MaxFlowReport& report) {
    const std::vector<std::string> names = report.network.names(report.answer.cut);
    return fmt::format(
        "unlimited: nothing limits the flow along {}\n\n"
        "certified 1/1: a route without limits, checked independently of the solver\n",
        names.empty() ? "the places themselves" : fmt::format("{}", fmt::join(names, ", ")));
}

}  // namespace

std::string render_table(const MaxFlowReport& report, Style style) {
    std::string text = heading(title(report), style) + "\n\n";
    if (report.answer.outcome == flow::Outcome::unbounded) {
        return text + unbounded(report);
    }
    text += to_string(report.answer.value) + "\n\n";
    if (!report.answer.cut.empty()) {
        text += binding_section(report, style) + "\n";
    } else if (report.answer.value.count() == 0) {
        text += printable(explain_no_route(report.network, report.query)) + "\n\n";
    }
    if (report.answer.value.count() > 0 || report.all_links) {
        if (report.least && report.answer.value.count() > 0) {
            text += costs_section(report, style) + "\n";
        }
        text += links_section(report, style) + "\n";
    }
    return text + proof_text(report);
}

std::string render_csv(const MaxFlowReport& report) {
    CsvText csv({"link_id", "from_node_id", "to_node_id", "system", "mode", "commodity",
                 "flow_t_per_year", "capacity_t_per_year", "utilisation", "in_min_cut",
                 "confidence", "estimate", "source"});
    for (const FlowRow& row : flow_rows(report)) {
        const Provenance& provenance = row.link->provenance;
        csv.add_row({row.link->id, row.from->id, row.to->id, row.link->system,
                     std::string(to_string(row.link->mode)), report.query.commodity,
                     fmt::format("{}", row.flow.count()),
                     row.capacity ? fmt::format("{}", row.capacity->count()) : "",
                     row.utilisation ? decimal_text(*row.utilisation) : "",
                     row.in_min_cut ? "1" : "0", std::string(to_string(provenance.confidence)),
                     provenance.is_estimate() ? "1" : "0", provenance.source});
    }
    return csv.text();
}

}  // namespace corridor::report
