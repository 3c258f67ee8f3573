#include "report/static_page.hpp"

#include "report/scenario_allocation.hpp"
#include "report/words.hpp"

#include <corridor/base/version.hpp>
#include <corridor/report/growth.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace corridor::report {
namespace {

constexpr std::string_view style = R"(
:root{--paper:#f3f2ee;--card:#fffefb;--ink:#15202e;--muted:#56626f;--line:#e1e0da;--u0:#7d8894;
--u1:#a9c5dc;--u2:#6fa6cf;--u3:#2c73b2;--u4:#e2a12d;--u5:#c9480f;--halo:#f6c3a6;--alarm:#b03a06;
--good:#1d6b45;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#12171d;--card:#1a2129;--ink:#e8ecf0;--muted:#a3afbb;
--line:#2e3842;--u0:#94a0ac;--u1:#41617e;--u2:#4f8dbb;--u3:#7dbdf0;--u4:#efb64d;--u5:#ff7a45;
--halo:#6b3417;--alarm:#ff9466;--good:#6fcf9f}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 "Segoe UI",Arial,"DejaVu Sans",
sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1180px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:28px;line-height:1.2;margin:0 0 6px}h2{font-size:17px;margin:0 0 8px}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 20px;
margin:16px 0;overflow-x:auto}
.note{color:var(--muted);max-width:75ch;white-space:pre-line}.good{color:var(--good);font-weight:600}
.alarm{color:var(--alarm);font-weight:600}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 10px;
border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--muted);font-weight:600}
.n{text-align:right;white-space:nowrap}svg{width:100%;height:auto;display:block}
.flow{fill:none}.use-0{stroke:var(--u0)}.use-1{stroke:var(--u1)}.use-2{stroke:var(--u2)}
.use-3{stroke:var(--u3)}.use-4{stroke:var(--u4)}.use-5{stroke:var(--u5)}
.halo{stroke:var(--halo);stroke-linecap:round}circle{fill:var(--card);stroke:var(--ink)}
text{font-size:11px;font-weight:600;fill:var(--ink);paint-order:stroke;stroke:var(--card);
stroke-width:3px}a{color:inherit}
.key span{display:inline-block;min-width:84px;border-top:8px solid;padding:2px 0;margin-right:6px;
font-size:12px}.k1{border-color:var(--u1)}.k2{border-color:var(--u2)}.k3{border-color:var(--u3)}
.k4{border-color:var(--u4)}.k5{border-color:var(--u5)}.k0{border-color:var(--u0)}
@media print{section{break-inside:avoid}}
)";

/// Rows of cells, each escaped; a column whose title starts with '#' is aligned to the right.
class Table {
  public:
    explicit Table(const std::vector<std::string>& titles) {
        text_ = "<table><thead><tr>";
        for (const std::string& title : titles) {
            numeric_.push_back(title.front() == '#');
            text_ += fmt::format("<th scope=\"col\"{}>{}</th>", look(numeric_.back()),
                                 escaped(numeric_.back() ? title.substr(1) : title));
        }
        text_ += "</tr></thead><tbody>\n";
    }
    void add(const std::vector<std::string>& cells) {
        text_ += "<tr>";
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text_ += fmt::format("<td{}>{}</td>", look(numeric_[i]), escaped(cells[i]));
        }
        text_ += "</tr>\n";
    }
    [[nodiscard]] std::string text() const { return text_ + "</tbody></table>\n"; }

  private:
    static const char* look(bool numeric) { return numeric ? " class=\"n\"" : ""; }

    std::string text_;
    std::vector<bool> numeric_;
};

std::string section(const std::string& title, const std::string& note, const std::string& body) {
    return fmt::format("<section><h2>{}</h2>{}{}</section>\n", escaped(title),
                       note.empty() ? "" : "<p class=\"note\">" + escaped(note) + "</p>", body);
}

std::string members(const Network& network, const std::vector<CutMember>& cut) {
    std::vector<std::string> parts;
    for (const CutMember& member : cut) {
        parts.push_back(fmt::format("{} ({})", network.name(member),
                                    marked(member.capacity, is_estimate(network, member))));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string growth_section(const ScenarioResult& result) {
    constexpr std::size_t shown = 4;
    Table table({"Year", "#Demand, Mt/yr", "#Served", "#Unserved", "#Pooled bound", "What binds"});
    for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
        const YearResult& year = result.growth.years[i];
        std::vector<std::string> binding;
        for (const CommodityYear& commodity : year.commodities) {
            if (commodity.unserved.count() > 0) {
                binding.push_back(commodity.commodity + ": " +
                                  held_back_by(result.plan.years[i].network, commodity,
                                               allocated(result, year.year), shown));
            }
        }
        table.add({fmt::format("{}", year.year), megatonnes(year.demand.count()),
                   megatonnes(year.served.count()), megatonnes(year.unserved.count()),
                   megatonnes(year.pooled_served.count()),
                   fmt::format("{}", fmt::join(binding, "; "))});
    }
    return section(
        "Demand and what can be served",
        "Served is the optimum of all demands at once. The pooled bound is above it: for "
        "each cargo, any origin may serve any destination and no other cargo is in the "
        "way.",
        table.text());
}

std::string waits_section(const ScenarioResult& result) {
    Table table({"Year", "From", "To", "Cargo", "#Demand, Mt/yr", "#Unserved", "Waits for"});
    bool any = false;
    for (std::size_t i = 0; i < result.allocation.size(); ++i) {
        const AllocatedYear& year = result.allocation[i];
        const Network& network = result.plan.years[i].network;
        for (const Wait& wait : year.waits) {
            const AllocationDemand& demand = year.query.demands[wait.demand];
            std::vector<std::string> names;
            for (const AwaitedLimit& each : wait.limits) {
                const AllocationLimit& limit = year.answer.limits[each.limit];
                names.push_back(fmt::format("{} ({} USD)", name(network, year.query, limit),
                                            cents(limit.price * each.use_per_tonne)));
            }
            any = true;
            table.add({fmt::format("{}", year.year), demand.origin, demand.destination,
                       demand.commodity, megatonnes(demand.amount.count()),
                       megatonnes(year.unserved[wait.demand].count()),
                       names.empty() ? reason_name(wait.reason)
                                     : fmt::format("{}", fmt::join(names, ", "))});
        }
    }
    return any ? section("Served and unserved by year, and the price of what binds",
                         "What each demand waits for: the limits on its cheapest route, each with "
                         "what a tonne pays for it.",
                         table.text())
               : "";
}

std::string map_section(const ScenarioResult& result, std::size_t at) {
    const std::string svg = render_map_svg(result.plan.years[at], result.growth.years[at]);
    if (svg.empty()) {
        return "";
    }
    return section(fmt::format("Flows in {}", result.growth.years[at].year),
                   "Width is flow; colour is the share of the capacity in use; dashes are sea; a "
                   "halo marks what holds cargo back.",
                   svg +
                       "<p class=\"key\"><span class=\"k1\">below 25 %</span><span class=\"k2\">"
                       "25 to 50</span><span class=\"k3\">50 to 75</span><span class=\"k4\">75 "
                       "to 95</span><span class=\"k5\">95 % and more</span><span class=\"k0\">"
                       "no limit stated</span></p>");
}

std::string saturation_section(const ScenarioResult& result) {
    if (result.growth.saturations.empty()) {
        return "";
    }
    Table table({"Year", "Limit", "#Capacity", "Source"});
    const Network& network = result.plan.years.front().network;
    for (const Saturation& saturation : result.growth.saturations) {
        table.add({fmt::format("{}", saturation.year), network.name(saturation.element),
                   marked(saturation.capacity, is_estimate(network, saturation.element)),
                   network.provenance(saturation.element).source});
    }
    return section("What fills up, and when",
                   "The first year in which a limit is used in full by the loads of this "
                   "scenario. ~ marks estimates.",
                   table.text());
}

std::string links_section(const ScenarioResult& result, std::size_t at) {
    Table table(
        {"Link", "From", "To", "System", "Way", "#Flow, Mt/yr", "#Capacity", "#In use", "Source"});
    const Network& network = result.plan.years[at].network;
    const YearResult& year = result.growth.years[at];
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        if (year.link_load[i] == 0) {
            continue;
        }
        const Link& link = network.links()[i];
        const auto share = utilisation(network, year, Element::of(LinkId{i}));
        table.add({link.id, network.node(link.tail).name, network.node(link.head).name, link.system,
                   std::string(to_string(link.mode)), megatonnes(year.link_load[i]),
                   link.capacity ? marked(link.capacity->rate, link.provenance.is_estimate())
                                 : "no limit",
                   share ? percent(*share) : "", link.provenance.source});
    }
    return section(fmt::format("Links in use in {}", year.year), "", table.text());
}

std::string answers_section(const ScenarioResult& result) {
    if (result.flows.empty()) {
        return "";
    }
    Table table({"Question", "#Maximum flow", "Minimum cut", "Proof"});
    for (const FlowAnswer& answer : result.flows) {
        table.add({answer.request.name,
                   answer.flow.outcome == flow::Outcome::unbounded ? "unlimited"
                                                                   : to_string(answer.flow.value),
                   members(result.plan.years.front().network, answer.flow.cut),
                   answer.flow.certified ? "certified" : ""});
    }
    return section("Single questions",
                   "A maximum flow and a minimum cut of equal size prove each other.",
                   table.text());
}

std::string comparison_section(const Comparison& comparison) {
    if (comparison.years.empty()) {
        return "";
    }
    const std::size_t at = comparison.years.size() - 1;
    const YearDifference& year = comparison.years[at];
    Table table({"Part", "#Served alone, Mt/yr", "#In order"});
    const auto number = [](const std::optional<std::int64_t>& tonnes) {
        return tonnes ? megatonnes(*tonnes) : std::string("-");
    };
    for (const PatchContribution& contribution : comparison.patches) {
        table.add({describe(contribution.patch), number(contribution.years[at].served_alone),
                   number(contribution.years[at].served_in_order)});
    }
    table.add({"together beyond that", megatonnes(year.interaction), ""});
    return section(
        fmt::format("{} against {} in {}", comparison.after, comparison.before, year.year),
        fmt::format("Served {} instead of {} Mt/yr. Binds no more: {}. Binds now: {}.",
                    megatonnes(year.served_after.count()), megatonnes(year.served_before.count()),
                    fmt::join(year.binds_no_more, ", "), fmt::join(year.binds_now, ", ")),
        table.text());
}

bool is_web_address(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
}

std::string sources_section(const PageRun& run) {
    const Network& network = run.result->plan.years.front().network;
    std::set<std::string_view> used;
    for (const Link& link : network.links()) {
        used.insert(link.provenance.source);
    }
    for (const Node& node : network.nodes()) {
        used.insert(node.provenance.source);
    }
    std::string list;
    for (const Source& source : run.sources) {
        if (used.contains(source.key)) {
            const std::string title = escaped(source.title);
            list +=
                fmt::format("<li><b>{}</b> {}, {} {}</li>\n", escaped(source.key),
                            is_web_address(source.url)
                                ? fmt::format("<a href=\"{}\" rel=\"noreferrer noopener\">{}</a>",
                                              escaped(source.url), title)
                                : title,
                            escaped(source.publisher), escaped(source.date));
        }
    }
    return list.empty() ? "" : section("Where the figures come from", "", "<ul>" + list + "</ul>");
}

/// The year that the map shows: the first that growth breaks, or the last.
std::size_t shown_year(const ScenarioResult& result) {
    for (std::size_t i = 0; i < result.growth.years.size(); ++i) {
        if (result.growth.breaks_in == result.growth.years[i].year) {
            return i;
        }
    }
    return result.growth.years.size() - 1;
}

std::string run_sections(const PageRun& run) {
    const ScenarioResult& result = *run.result;
    const Scenario& scenario = result.plan.scenario;
    const Certified count = certified(result);
    std::string html =
        fmt::format("<h1>{}</h1>\n<p class=\"{}\">certified {}/{}</p>\n",
                    escaped(scenario.title.empty() ? scenario.name : scenario.title),
                    count.proved == count.answers ? "good" : "alarm", count.proved, count.answers);
    if (!result.growth.years.empty()) {
        const std::size_t at = shown_year(result);
        html += fmt::format("<p class=\"{}\">{}</p>\n", result.growth.breaks_in ? "alarm" : "good",
                            escaped(first_break(result)));
        html += map_section(result, at) + growth_section(result) + waits_section(result) +
                saturation_section(result) + links_section(result, at);
    }
    html += answers_section(result);
    if (!scenario.description.empty()) {
        html += section("About this scenario", scenario.description, "");
    }
    return html + sources_section(run);
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string render_static_page(std::span<const PageRun> runs,
                               std::span<const Comparison> comparisons) {
    const Scenario& first = runs.front().result->plan.scenario;
    std::string html =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n";
    html += fmt::format("<title>{} · corridor</title>\n<style>{}</style>\n</head>\n<body><main>\n",
                        escaped(first.title.empty() ? first.name : first.title), style);
    for (const Comparison& comparison : comparisons) {
        html += comparison_section(comparison);
    }
    for (const PageRun& run : runs) {
        html += run_sections(run);
    }
    return html +
           fmt::format("<p class=\"note\">corridor {}</p>\n</main></body>\n</html>\n", version());
}

}  // namespace corridor::report
