#include "report/json_parts.hpp"
#include "report/target_words.hpp"
#include "report/words.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/growth_curve.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;
using Growing = GrowthCurveReport::Growing;

std::string word(Growing growing) {
    switch (growing) {
        case Growing::demand:
            return "demand";
        case Growing::endpoints:
            return "endpoints";
        case Growing::capacities:
            return "capacities";
        case Growing::rates:
            break;
    }
    return "rates";
}

std::string subject(const GrowthCurveReport& report) {
    const std::size_t elements = report.scaling.elements.size();
    switch (report.growing) {
        case Growing::demand:
            return "demand grows";
        case Growing::endpoints:
            return "what origins and destinations offer grows";
        case Growing::capacities:
        case Growing::rates:
            break;
    }
    return fmt::format("the capacity of {} {} grows", elements, elements == 1 ? "limit" : "limits");
}

/// λ for people: a demand as an amount, a factor with at most three decimals.
std::string point(const GrowthCurveReport& report, const Fraction& lambda) {
    const double value = lambda.value();
    const auto digits = fmt::format("{:.3f}", value);
    const std::size_t end = digits.find_last_not_of('0');
    const std::string plain = digits.substr(0, digits[end] == '.' ? end : end + 1);
    if (report.growing == Growing::demand) {
        return lambda.denominator() == 1 ? to_string(TonnesPerYear(lambda.numerator()))
                                         : plain + " t/yr";
    }
    return (report.growing == Growing::rates ? "" : "×") + plain;
}

/// intercept + λ·slope, rounded down to whole tonnes.
std::int64_t value_at(const ParametricSegment& segment, const Fraction& lambda) {
    const Int128 scaled = static_cast<Int128>(segment.intercept) * lambda.denominator() +
                          static_cast<Int128>(segment.slope) * lambda.numerator();
    return static_cast<std::int64_t>(scaled / lambda.denominator());
}

std::vector<std::string> binding(const GrowthCurveReport& report,
                                 const ParametricSegment& segment) {
    std::vector<std::string> names = report.network.names(segment.cut);
    for (const std::uint32_t i : segment.origins) {
        names.push_back(report.query.from[i].node + " (origin)");
    }
    for (const std::uint32_t i : segment.destinations) {
        names.push_back(report.query.to[i].node + " (destination)");
    }
    if (segment.total) {
        names.emplace_back("demand");
    }
    return names;
}

Json number(const Fraction& fraction) {
    return fraction.denominator() == 1 ? Json(fraction.numerator()) : Json(fraction.value());
}

Json cut_of(const GrowthCurveReport& report, const ParametricSegment& segment) {
    Json list = Json::array();
    for (const Element& element : segment.cut) {
        Json entry = Json::object();
        if (element.kind == Element::Kind::link) {
            entry["link_id"] = report.network.link(LinkId{element.index}).id;
            entry["system"] = report.network.link(LinkId{element.index}).system;
        } else {
            entry["node_id"] = report.network.node(NodeId{element.index}).id;
            entry["limit"] =
                element.kind == Element::Kind::node ? "throughput" : "container_terminal";
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Json segment_of(const GrowthCurveReport& report, const ParametricSegment& segment) {
    Json entry = Json::object();
    entry["from"] = number(segment.from);
    entry["to"] = segment.to ? number(*segment.to) : Json(nullptr);
    entry["from_exact"] = to_string(segment.from);
    entry["to_exact"] = segment.to ? Json(to_string(*segment.to)) : Json(nullptr);
    entry["slope"] = segment.slope;
    entry["intercept_t_per_year"] = segment.intercept;
    entry["cut"] = cut_of(report, segment);
    entry["demand_binds"] = segment.total;
    Json endpoints = Json::array();
    for (const std::uint32_t i : segment.origins) {
        endpoints.push_back(report.query.from[i].node);
    }
    entry["origins"] = std::move(endpoints);
    endpoints = Json::array();
    for (const std::uint32_t i : segment.destinations) {
        endpoints.push_back(report.query.to[i].node);
    }
    entry["destinations"] = std::move(endpoints);
    return entry;
}

}  // namespace

std::string render_table(const GrowthCurveReport& report, Style style) {
    const ParametricFlow& answer = report.answer;
    std::string text =
        heading(printable(fmt::format("The flow of {} as {} ({})", describe(report.query),
                                      subject(report),
                                      describe(report.network_name, report.query.selection))),
                style) +
        "\n\n";
    if (answer.outcome == flow::Outcome::unbounded) {
        return text + "unlimited: nothing limits the flow, however much grows\n";
    }
    const bool is_demand = report.growing == Growing::demand;
    TextTable table({{"from", Align::right},
                     {"to", Align::right},
                     {is_demand ? "a tonne more brings" : "a step of 1 brings", Align::right},
                     {"flow at the start", Align::right},
                     {"bound by", Align::left}});
    for (const ParametricSegment& segment : answer.segments) {
        table.add_row({point(report, segment.from),
                       segment.to ? point(report, *segment.to) : "and on",
                       is_demand ? fmt::format("{} t", segment.slope)
                                 : to_string(TonnesPerYear(segment.slope)),
                       to_string(TonnesPerYear(value_at(segment, segment.from))),
                       printable(fmt::format("{}", fmt::join(binding(report, segment), ", ")))});
    }
    return text + table.render(style, 2) +
           fmt::format(
               "\ncertified: a flow and a cut of equal size at {} points, every breakpoint "
               "among them\n",
               answer.proved_points);
}

std::string render_json(const GrowthCurveReport& report) {
    const ParametricFlow& answer = report.answer;
    const bool unbounded = answer.outcome == flow::Outcome::unbounded;
    Json document = Json::object();
    document["schema"] = "corridor/growth/1";
    document["query"] = query_document(report.network_name, report.query);
    document["growing"] = word(report.growing);
    document["parameter_unit"] = report.growing == Growing::demand ? "t_per_year" : "1";
    document["outcome"] = unbounded ? "unbounded" : "optimal";
    Json segments = Json::array();
    for (const ParametricSegment& segment : answer.segments) {
        segments.push_back(segment_of(report, segment));
    }
    document["segments"] = std::move(segments);
    document["proved_points"] = answer.proved_points;
    document["certified"] = answer.certified;
    if (report.solve_seconds) {
        document["solve_seconds"] = rounded(*report.solve_seconds);
    }
    return dumped(document);
}

std::string render_csv(const GrowthCurveReport& report) {
    CsvText csv({"from", "to", "slope", "intercept_t_per_year", "cut"});
    for (const ParametricSegment& segment : report.answer.segments) {
        csv.add_row({to_string(segment.from), segment.to ? to_string(*segment.to) : "",
                     fmt::to_string(segment.slope), fmt::to_string(segment.intercept),
                     fmt::format("{}", fmt::join(binding(report, segment), ";"))});
    }
    return csv.text();
}

}  // namespace corridor::report
