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

std::string text(const std::optional<double>& value) {
    return value ? std::to_string(*value) : "none";
}

std::string text(const Handling& h) {
    return fmt::format("handling {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", h.place,
                       text(h.servers), h.service_h, h.service_cv,
                       fmt::join(h.observed_service_h, " "), h.opening ? h.opening->begin : -1,
                       h.opening ? h.opening->end : -1, text(h.storage_t),
                       static_cast<int>(h.when_full), text(h.berths), text(h.berth_t_per_h),
                       h.mtbf_h, h.mttr_h, h.headway_h) +
           "|" + h.fleet;
}

std::string text(const Fleet& f) {
    return fmt::format("fleet {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", f.id, f.name, f.vessels,
                       f.payload_t, f.load_h, f.unload_h, f.service_cv,
                       static_cast<int>(f.departure), f.longest_wait_h, f.headway_h, f.mtbf_h,
                       f.mttr_h, text(f.provenance), f.note);
}

void add_operations(const Operations& operations, std::vector<std::string>& lines) {
    for (const Handling& handling : operations.nodes) {
        lines.push_back("node " + text(handling));
    }
    for (const Handling& handling : operations.links) {
        lines.push_back("link " + text(handling));
    }
    for (const Fleet& fleet : operations.fleets) {
        lines.push_back(text(fleet));
    }
    for (const TimedArrival& arrival : operations.timed) {
        lines.push_back(
            fmt::format("arrival {}|{}|{}", arrival.demand, arrival.at_h, arrival.tonnes));
    }
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
    for (const Demand& d : data.demand) {
        lines.push_back(fmt::format("arrivals of {}|{}|{}|{}", d.id,
                                    static_cast<int>(d.arrivals.law), text(d.arrivals.lot_t),
                                    d.arrivals.priority));
    }
    add_operations(data.operations, lines);
    return lines;
}

}  // namespace corridor::test
