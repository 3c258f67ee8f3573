#include "analysis/without.hpp"

#include <corridor/analysis/criticality.hpp>
#include <corridor/analysis/targets.hpp>
#include <corridor/flow/without_each.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace corridor {
namespace {

/// Unlimited counts for more than any number.
std::uint64_t order(std::int64_t flow) {
    return flow < 0 ? std::numeric_limits<std::uint64_t>::max() : static_cast<std::uint64_t>(flow);
}

std::vector<Loss> list(const Network& network, const FlowQuery& query, const FlowWithoutEach& each,
                       const CriticalityOptions& options) {
    const std::vector<bool> open = open_links(network, query.selection);
    const auto commodity = network.find_commodity(query.commodity);
    std::vector<Loss> losses;
    const auto add = [&](Element element, std::int64_t without, bool usable) {
        if (without != each.value || (options.all && usable)) {
            losses.push_back({element, without, false});
        }
    };
    for (std::uint32_t i = 0; options.links && i < each.without_link.size(); ++i) {
        const bool permits = !commodity || network.links()[i].commodities.contains(*commodity);
        add(Element::of(LinkId{i}), each.without_link[i], open[i] && permits);
    }
    for (std::uint32_t v = 0; options.nodes && v < each.without_node.size(); ++v) {
        add(Element::of(NodeId{v}), each.without_node[v], true);
    }
    return losses;
}

void add_groups(const Network& network, const FlowQuery& query, const CriticalityOptions& options,
                std::int64_t value, Criticality& result) {
    result.groups = targets_of(network, query, {.links = false, .systems = options.systems});
    result.groups.insert(result.groups.end(), options.groups.begin(), options.groups.end());
    if (result.groups.empty()) {
        return;
    }
    Removals removals(network, query, result.groups);
    for (std::uint32_t group = 0; group < result.groups.size(); ++group) {
        removals.take_out(group);
        const std::int64_t without = removals.value();
        removals.put_back(group);
        if (without != value || options.all) {
            const auto& elements = result.groups[group].elements;
            result.losses.push_back(
                {elements.empty() ? Element{} : elements.front(), without, false, group});
        }
    }
}

}  // namespace

Criticality criticality(const Network& network, const FlowQuery& query,
                        const CriticalityOptions& options) {
    Criticality result;
    result.base = max_flow(network, query, {.choice = FlowChoice::any});
    const FlowWithoutEach each = flow_without_each_link(network, query);
    const bool unlimited = result.base.outcome == flow::Outcome::unbounded;
    if (each.value != (unlimited ? -1 : result.base.value.count())) {
        throw std::logic_error("the flow without each link failed its certificate");
    }
    result.losses = list(network, query, each, options);
    add_groups(network, query, options, each.value, result);
    std::stable_sort(result.losses.begin(), result.losses.end(), [](const Loss& a, const Loss& b) {
        return order(a.flow_without) < order(b.flow_without);
    });
    if (network.links().size() + network.nodes().size() > options.certify_up_to) {
        return result;
    }
    Without again(network, query);
    for (Loss& loss : result.losses) {
        const std::vector<Element> one = {loss.element};
        const Target* const group = loss.group ? &result.groups[*loss.group] : nullptr;
        if (again.value(group != nullptr ? group->elements : one) != loss.flow_without) {
            throw std::logic_error("the flow without " +
                                   (group != nullptr ? group->name : network.name(loss.element)) +
                                   " failed its certificate");
        }
        loss.certified = true;
        ++result.certified_losses;
    }
    return result;
}

}  // namespace corridor
