#include "report/bottleneck_words.hpp"

#include "report/words.hpp"

#include <corridor/report/no_route.hpp>

#include <algorithm>

namespace corridor::report {
namespace {

void add_endpoints(const Network& network, const std::vector<NodeId>& nodes, const char* what,
                   std::vector<std::string>& names) {
    for (const NodeId node : nodes) {
        names.push_back(what + network.node(node).id);
    }
}

template <class List, class Value>
bool holds(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

std::vector<std::string> names_of(const Network& network, const Cut& cut) {
    std::vector<std::string> names = network.names(cut.members);
    add_endpoints(network, cut.origins, "origin ", names);
    add_endpoints(network, cut.destinations, "destination ", names);
    return names;
}

std::vector<std::string> names_of(const Network& network, const Limits& limits) {
    std::vector<std::string> names = network.names(limits.elements);
    add_endpoints(network, limits.origins, "origin ", names);
    add_endpoints(network, limits.destinations, "destination ", names);
    return names;
}

std::string_view kind_name(Element element) {
    switch (element.kind) {
        case Element::Kind::link:
            return "link";
        case Element::Kind::node:
            return "node";
        case Element::Kind::container_terminal:
            return "container_terminal";
    }
    return "";
}

std::string_view end_name(StaircaseEnd end) {
    switch (end) {
        case StaircaseEnd::steps:
            return "steps";
        case StaircaseEnd::demand:
            return "demand";
        case StaircaseEnd::endpoints:
            return "endpoints";
        case StaircaseEnd::unlimited:
            return "unlimited";
        case StaircaseEnd::no_route:
            return "no_route";
    }
    return "";
}

std::string explanation(const BottlenecksReport& report) {
    if (report.cuts.outcome == flow::Outcome::unbounded) {
        return "Nothing limits the flow.";
    }
    const Cut& cut = report.cuts.nearest_origins;
    const bool empty = cut.members.empty() && cut.origins.empty() && cut.destinations.empty();
    return report.cuts.value.count() == 0 && empty ? explain_no_route(report.network, report.query)
                                                   : std::string();
}

std::vector<WorthRow> worth_rows(const BottlenecksReport& report, bool all_limits) {
    std::vector<WorthRow> rows;
    const auto add = [&](WorthRow row) {
        if (all_limits || row.worth->gain_per_t != 0 || row.worth->loss_per_t != 0) {
            rows.push_back(std::move(row));
        }
    };
    for (const MarginalValue& value : report.marginal.values) {
        add({report.network.name(value.element), kind_name(value.element), &value,
             &report.network.provenance(value.element),
             holds(report.cuts.in_every.elements, value.element),
             holds(report.cuts.in_some.elements, value.element)});
    }
    for (const EndpointWorth& end : report.marginal.origins) {
        add({report.network.node(end.node).id, "origin", &end, nullptr,
             holds(report.cuts.in_every.origins, end.node),
             holds(report.cuts.in_some.origins, end.node)});
    }
    for (const EndpointWorth& end : report.marginal.destinations) {
        add({report.network.node(end.node).id, "destination", &end, nullptr,
             holds(report.cuts.in_every.destinations, end.node),
             holds(report.cuts.in_some.destinations, end.node)});
    }
    return rows;
}

}  // namespace corridor::report
