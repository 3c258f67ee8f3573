#include "network/network_data.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/names.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace corridor {
namespace {

class Build {
  public:
    Build(const UnitTable& units, Diagnostics& diagnostics)
        : units_(units), diagnostics_(diagnostics) {}

    std::optional<Capacity> capacity(const std::optional<Quantity>& stated, const Place& place,
                                     const char* field) {
        if (!stated) {
            return std::nullopt;
        }
        const Unit* unit = units_.find(stated->unit);
        if (unit == nullptr) {
            fault(place, field, "a known unit", fmt::format("'{}'", stated->unit),
                  did_you_mean(stated->unit, units_.symbols()));
            return std::nullopt;
        }
        const auto rate = to_tonnes_per_year(*stated, units_);
        if (!rate) {
            fault(place, field,
                  fmt::format("an amount between 0 and {} t/yr", TonnesPerYear::largest),
                  stated->text(), "");
            return std::nullopt;
        }
        return Capacity{*rate, *stated, unit->dimension == Dimension::containers};
    }

    void fault(const Place& place, const char* field, std::string expected, std::string found,
               std::string advice) {
        diagnostics_.add({Severity::error, place, field, std::move(expected), std::move(found),
                          std::move(advice)});
    }

    /// `id` is the one that the network keeps, because the index holds a view of it.
    template <class Specs>
    void check_id(IndexById& index, const std::string& id, std::uint32_t position,
                  const Specs& specs, const char* field) {
        const Place& place = specs[position].place;
        if (id.empty()) {
            fault(place, field, "an id", "nothing", "every row needs its own");
            return;
        }
        const auto [first, added] = index.emplace(id, position);
        if (!added) {
            const std::size_t line = specs[first->second].place.line;
            fault(place, field, "an id of its own", fmt::format("'{}' again", id),
                  line > 0 ? fmt::format("first on line {}", line) : "");
        }
    }

  private:
    const UnitTable& units_;
    Diagnostics& diagnostics_;
};

}  // namespace

Quantity quantity(std::string_view text) {
    const auto number_end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    const auto amount = parse_decimal(text.substr(0, number_end));
    const auto symbol_begin = text.find_first_not_of(' ', number_end);
    expects(amount.has_value() && symbol_begin != std::string_view::npos,
            "a quantity is a number and a unit, such as \"5 Mt/yr\"");
    return {*amount, std::string(text.substr(symbol_begin))};
}

NetworkBuilder::NetworkBuilder(const Network& network)
    : units_(network.units()),
      commodities_(network.commodities().begin(), network.commodities().end()) {
    const auto stated = [](const std::optional<Capacity>& capacity) {
        return capacity ? std::optional<Quantity>(capacity->stated) : std::nullopt;
    };
    for (const Node& node : network.nodes()) {
        nodes_.push_back({node.id,
                          node.name,
                          node.kind,
                          node.country,
                          node.position,
                          stated(node.throughput),
                          stated(node.container_terminal),
                          node.dwell,
                          node.provenance,
                          node.note,
                          {}});
    }
    for (const Link& link : network.links()) {
        std::vector<std::string> commodities;
        if (link.commodities != CommoditySet::all()) {
            for (std::uint32_t i = 0; i < commodities_.size(); ++i) {
                if (link.commodities.contains({i})) {
                    commodities.push_back(commodities_[i]);
                }
            }
        }
        links_.push_back({link.id,
                          network.node(link.tail).id,
                          network.node(link.head).id,
                          link.directed,
                          link.mode,
                          link.system,
                          link.length,
                          stated(link.capacity),
                          std::move(commodities),
                          link.status,
                          link.opening_year,
                          link.transit_time,
                          link.tariff,
                          link.provenance,
                          link.note,
                          {}});
    }
}

NetworkBuilder& NetworkBuilder::add_node(NodeSpec node) {
    nodes_.push_back(std::move(node));
    return *this;
}

NetworkBuilder& NetworkBuilder::add_link(LinkSpec link) {
    links_.push_back(std::move(link));
    return *this;
}

NetworkBuilder& NetworkBuilder::add_commodity(std::string name) {
    if (std::find(commodities_.begin(), commodities_.end(), name) == commodities_.end()) {
        commodities_.push_back(std::move(name));
    }
    return *this;
}

Parsed<Network> NetworkBuilder::build() const {
    Diagnostics diagnostics;
    Build build(units_, diagnostics);
    if (nodes_.size() > Network::largest_node_count ||
        links_.size() > Network::largest_link_count) {
        build.fault({}, "network",
                    fmt::format("at most {} nodes and {} links", Network::largest_node_count,
                                Network::largest_link_count),
                    fmt::format("{} and {}", nodes_.size(), links_.size()), "");
        return diagnostics;
    }

    const auto data = std::make_shared<Network::Data>();
    data->units = units_;
    data->commodities = commodities_;
    data->nodes.reserve(nodes_.size());
    data->links.reserve(links_.size());
    data->node_index.reserve(nodes_.size());
    data->link_index.reserve(links_.size());

    for (const NodeSpec& spec : nodes_) {
        const auto position = static_cast<std::uint32_t>(data->nodes.size());
        data->nodes.push_back(
            {spec.id, spec.name.empty() ? spec.id : spec.name, spec.kind, spec.country,
             spec.position, build.capacity(spec.throughput, spec.place, "capacity_mt_per_year"),
             build.capacity(spec.container_terminal, spec.place, "capacity_teu_per_year"),
             spec.dwell, spec.provenance, spec.note});
        build.check_id(data->node_index, data->nodes.back().id, position, nodes_, "node_id");
    }

    std::optional<std::vector<std::string>> node_names;
    const auto end_point = [&](const std::string& id, const LinkSpec& spec, const char* field) {
        const auto place = data->node_index.find(id);
        if (place != data->node_index.end()) {
            return NodeId{place->second};
        }
        if (diagnostics.error_count() < Diagnostics::limit && !node_names) {
            node_names.emplace();
            for (const NodeSpec& node : nodes_) {
                node_names->push_back(node.id);
            }
        }
        build.fault(spec.place, field, "the id of a node", fmt::format("'{}'", id),
                    node_names && diagnostics.error_count() < Diagnostics::limit
                        ? did_you_mean(id, *node_names)
                        : "");
        return NodeId{};
    };

    std::unordered_set<std::string_view> systems;
    for (const LinkSpec& spec : links_) {
        const auto position = static_cast<std::uint32_t>(data->links.size());
        CommoditySet commodities = spec.commodities.empty() ? CommoditySet::all() : CommoditySet();
        for (const std::string& name : spec.commodities) {
            auto known = std::find(data->commodities.begin(), data->commodities.end(), name);
            if (known == data->commodities.end()) {
                if (data->commodities.size() == CommoditySet::largest) {
                    build.fault(spec.place, "commodities",
                                fmt::format("at most {} commodities", CommoditySet::largest),
                                fmt::format("'{}' as one more", name), "");
                    continue;
                }
                data->commodities.push_back(name);
                known = std::prev(data->commodities.end());
            }
            commodities.insert({static_cast<std::uint32_t>(known - data->commodities.begin())});
        }
        const NodeId tail = end_point(spec.from, spec, "from_node_id");
        const NodeId head = end_point(spec.to, spec, "to_node_id");
        data->links.push_back({spec.id, tail, head, spec.directed, spec.mode, spec.system,
                               spec.length, build.capacity(spec.capacity, spec.place, "capacity"),
                               commodities, spec.status, spec.opening_year, spec.transit_time,
                               spec.tariff, spec.provenance, spec.note});
        build.check_id(data->link_index, data->links.back().id, position, links_, "link_id");
        if (!spec.system.empty() && systems.insert(spec.system).second) {
            data->systems.push_back(spec.system);
        }
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }

    data->incident_begin.assign(data->nodes.size() + 1, 0);
    for (const Link& link : data->links) {
        ++data->incident_begin[link.tail.index + 1];
        if (link.head != link.tail) {
            ++data->incident_begin[link.head.index + 1];
        }
    }
    for (std::size_t i = 1; i < data->incident_begin.size(); ++i) {
        data->incident_begin[i] += data->incident_begin[i - 1];
    }
    data->incident.resize(data->incident_begin.back());
    std::vector<std::uint32_t> next(data->incident_begin.begin(), data->incident_begin.end() - 1);
    for (std::uint32_t i = 0; i < data->links.size(); ++i) {
        const Link& link = data->links[i];
        data->incident[next[link.tail.index]++] = LinkId{i};
        if (link.head != link.tail) {
            data->incident[next[link.head.index]++] = LinkId{i};
        }
    }
    return Parsed<Network>(Network(data), std::move(diagnostics));
}

}  // namespace corridor
