#include "network/network_data.hpp"

#include <algorithm>
#include <utility>

namespace corridor {

Network::Network() : data_(std::make_shared<const Data>()) {}

Network::Network(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

std::span<const Node> Network::nodes() const {
    return data_->nodes;
}

std::span<const Link> Network::links() const {
    return data_->links;
}

std::span<const std::string> Network::commodities() const {
    return data_->commodities;
}

std::span<const std::string> Network::systems() const {
    return data_->systems;
}

const UnitTable& Network::units() const {
    return data_->units;
}

std::span<const LinkId> Network::links_at(NodeId id) const {
    const std::uint32_t begin = data_->incident_begin[id.index];
    const std::uint32_t end = data_->incident_begin[id.index + 1];
    return std::span<const LinkId>(data_->incident).subspan(begin, end - begin);
}

std::optional<NodeId> Network::find_node(std::string_view id) const {
    const auto place = data_->node_index.find(id);
    if (place == data_->node_index.end()) {
        return std::nullopt;
    }
    return NodeId{place->second};
}

std::optional<LinkId> Network::find_link(std::string_view id) const {
    const auto place = data_->link_index.find(id);
    if (place == data_->link_index.end()) {
        return std::nullopt;
    }
    return LinkId{place->second};
}

std::optional<CommodityId> Network::find_commodity(std::string_view name) const {
    const auto place = std::find(data_->commodities.begin(), data_->commodities.end(), name);
    if (place == data_->commodities.end()) {
        return std::nullopt;
    }
    return CommodityId{static_cast<std::uint32_t>(place - data_->commodities.begin())};
}

std::vector<std::string> Network::node_ids() const {
    std::vector<std::string> ids;
    ids.reserve(nodes().size());
    for (const Node& node : nodes()) {
        ids.push_back(node.id);
    }
    return ids;
}

std::vector<std::string> Network::link_ids() const {
    std::vector<std::string> ids;
    ids.reserve(links().size());
    for (const Link& link : links()) {
        ids.push_back(link.id);
    }
    return ids;
}

std::string Network::name(Element element) const {
    switch (element.kind) {
        case Element::Kind::link:
            return links()[element.index].id;
        case Element::Kind::node:
            return nodes()[element.index].id;
        case Element::Kind::container_terminal:
            return nodes()[element.index].id + " container terminal";
    }
    return {};
}

const std::optional<Capacity>& Network::capacity(Element element) const {
    switch (element.kind) {
        case Element::Kind::link:
            return links()[element.index].capacity;
        case Element::Kind::node:
            return nodes()[element.index].throughput;
        case Element::Kind::container_terminal:
            break;
    }
    return nodes()[element.index].container_terminal;
}

const Provenance& Network::provenance(Element element) const {
    return element.kind == Element::Kind::link ? links()[element.index].provenance
                                               : nodes()[element.index].provenance;
}

}  // namespace corridor
