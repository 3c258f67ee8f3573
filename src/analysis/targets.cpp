#include <corridor/analysis/targets.hpp>

#include <algorithm>
#include <string>

namespace corridor {
namespace {

bool is_endpoint(const FlowQuery& query, const std::string& id) {
    const auto here = [&](const Endpoint& endpoint) { return endpoint.node == id; };
    return std::any_of(query.from.begin(), query.from.end(), here) ||
           std::any_of(query.to.begin(), query.to.end(), here);
}

}  // namespace

std::vector<Target> targets_of(const Network& network, const FlowQuery& query,
                               const TargetChoice& choice) {
    std::vector<bool> usable = open_links(network, query.selection);
    const auto commodity = network.find_commodity(query.commodity);
    std::vector<bool> is_met(network.nodes().size(), false);
    for (std::size_t i = 0; i < usable.size(); ++i) {
        const Link& link = network.links()[i];
        usable[i] = usable[i] && link.tail != link.head &&
                    (!commodity || link.commodities.contains(*commodity));
        if (usable[i]) {
            is_met[link.tail.index] = true;
            is_met[link.head.index] = true;
        }
    }
    std::vector<Target> targets;
    const auto add_single = [&](Target::Kind kind, Element element) {
        targets.push_back({kind, network.name(element), {element}});
    };
    for (std::uint32_t i = 0; choice.links && i < usable.size(); ++i) {
        if (usable[i]) {
            add_single(Target::Kind::link, Element::of(LinkId{i}));
        }
    }
    for (std::uint32_t v = 0; choice.nodes && v < is_met.size(); ++v) {
        if (is_met[v] && (choice.endpoints || !is_endpoint(query, network.nodes()[v].id))) {
            add_single(Target::Kind::node, Element::of(NodeId{v}));
        }
    }
    for (const std::string& system : network.systems()) {
        Target target{Target::Kind::system, system, {}};
        for (std::uint32_t i = 0; choice.systems && i < usable.size(); ++i) {
            if (usable[i] && network.links()[i].system == system) {
                target.elements.push_back(Element::of(LinkId{i}));
            }
        }
        if (target.elements.size() > (choice.links ? 1U : 0U)) {
            targets.push_back(std::move(target));
        }
    }
    return targets;
}

}  // namespace corridor
