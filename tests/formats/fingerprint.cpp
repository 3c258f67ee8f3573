#include "formats/fingerprint.hpp"

#include <fmt/format.h>

namespace corridor::test {
namespace {

std::string text(const std::optional<Capacity>& limit) {
    return limit ? fmt::format("{}={}{}", limit->stated.text(), limit->rate.count(),
                               limit->containers_only ? "c" : "")
                 : "none";
}

std::string text(const std::optional<Decimal>& value) {
    return value ? value->text() : "none";
}

std::string text(const std::optional<int>& year) {
    return year ? std::to_string(*year) : "none";
}

std::string text(const Provenance& provenance) {
    return fmt::format("{}/{}/{}", provenance.source, to_string(provenance.confidence),
                       to_string(provenance.capacity_basis));
}

std::string text(const Node& node) {
    const std::string place =
        node.position ? fmt::format("{} {}", node.position->longitude, node.position->latitude)
                      : "nowhere";
    return fmt::format("node {}|{}|{}|{}|{}|{}|{}|{}|{}|{}", node.id, node.name, node.kind,
                       node.country, place, text(node.throughput), text(node.container_terminal),
                       node.dwell.seconds, text(node.provenance), node.note);
}

std::string text(const Network& network, const Link& link) {
    std::string commodities;
    for (std::uint32_t i = 0; i < network.commodities().size(); ++i) {
        commodities += link.commodities.contains({i}) ? network.commodities()[i] + " " : "";
    }
    return fmt::format("link {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", link.id,
                       link.tail.index, link.head.index, link.directed, to_string(link.mode),
                       link.system, link.length.metres, text(link.capacity), commodities,
                       to_string(link.status), text(link.opening_year), link.transit_time.seconds,
                       link.tariff.micro_usd_per_t, text(link.provenance), link.note);
}

}  // namespace

std::vector<std::string> fingerprint(const Dataset& data) {
    std::vector<std::string> lines;
    for (const Node& node : data.network.nodes()) {
        lines.push_back(text(node));
    }
    for (const Link& link : data.network.links()) {
        lines.push_back(text(data.network, link));
    }
    for (const Demand& d : data.demand) {
        lines.push_back(fmt::format("demand {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", d.id, d.year,
                                    text(d.base_year), d.kind, d.origin, d.destination, d.commodity,
                                    d.stated.text(), d.rate.count(), text(d.provenance), d.note));
    }
    for (const Project& p : data.projects) {
        lines.push_back(fmt::format("project {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", p.id,
                                    p.name, p.affects_type, fmt::join(p.affected, " "), p.attribute,
                                    text(p.before), text(p.after), p.unit, text(p.cost_usd_million),
                                    p.cost_note, text(p.year), p.status, text(p.provenance),
                                    p.note));
    }
    for (const Disruption& d : data.disruptions) {
        lines.push_back(fmt::format("disruption {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", d.id, d.name,
                                    d.type, fmt::join(d.affected, " "), d.start, d.end,
                                    text(d.duration_days), text(d.frequency_per_year),
                                    text(d.capacity_factor), d.kind, text(d.provenance), d.note));
    }
    for (const CostFigure& c : data.costs) {
        lines.push_back(fmt::format("cost {}|{}|{}|{}|{}|{}|{}|{}|{}", c.id, c.category, c.item,
                                    c.mode, text(c.value), c.unit, text(c.year), text(c.provenance),
                                    c.note));
    }
    for (const Source& s : data.sources) {
        lines.push_back(
            fmt::format("source {}|{}|{}|{}|{}", s.key, s.title, s.publisher, s.date, s.url));
    }
    for (const Unit& u : data.network.units().units()) {
        lines.push_back(fmt::format("unit {}|{}|{}|{}", u.symbol, to_string(u.dimension),
                                    u.factor.text(), u.divisor.text()));
    }
    return lines;
}

}  // namespace corridor::test
