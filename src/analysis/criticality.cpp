#include <corridor/analysis/criticality.hpp>
#include <corridor/flow/without_each.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace corridor {
namespace {

/// Solves a query on a network in which one link or node is gone.
class WithoutOne {
  public:
    WithoutOne(const Network& network, const FlowQuery& query)
        : network_(network), query_(query), builder_(network) {}

    std::int64_t value(Element element) {
        if (element.kind == Element::Kind::link) {
            return value_without({LinkId{element.index}}, query_);
        }
        const NodeId node{element.index};
        FlowQuery rest = query_;
        for (std::vector<Endpoint>* ends : {&rest.from, &rest.to}) {
            ends->erase(std::remove_if(ends->begin(), ends->end(),
                                       [&](const Endpoint& end) {
                                           return end.node == network_.node(node).id;
                                       }),
                        ends->end());
            if (ends->empty()) {
                return 0;
            }
        }
        const auto links = network_.links_at(node);
        return value_without({links.begin(), links.end()}, rest);
    }

  private:
    std::int64_t value_without(const std::vector<LinkId>& links, const FlowQuery& query) {
        for (const LinkId link : links) {
            builder_.links()[link.index].status = Status::idle;
        }
        const MaxFlow flow = max_flow(builder_.build().value(), query, {.choice = FlowChoice::any});
        for (const LinkId link : links) {
            builder_.links()[link.index].status = network_.link(link).status;
        }
        return flow.outcome == flow::Outcome::unbounded ? -1 : flow.value.count();
    }

    const Network& network_;
    const FlowQuery& query_;
    NetworkBuilder builder_;
};

/// Unlimited counts for more than any number.
std::uint64_t order(std::int64_t flow) {
    return flow < 0 ? std::numeric_limits<std::uint64_t>::max() : static_cast<std::uint64_t>(flow);
}

std::vector<Loss> list(const Network& network, const FlowQuery& query, const FlowWithoutEach& each,
                       bool all) {
    const std::vector<bool> open = open_links(network, query.selection);
    const auto commodity = network.find_commodity(query.commodity);
    std::vector<Loss> losses;
    const auto add = [&](Element element, std::int64_t without, bool usable) {
        if (without != each.value || (all && usable)) {
            losses.push_back({element, without, false});
        }
    };
    for (std::uint32_t i = 0; i < each.without_link.size(); ++i) {
        const bool permits = !commodity || network.links()[i].commodities.contains(*commodity);
        add(Element::of(LinkId{i}), each.without_link[i], open[i] && permits);
    }
    for (std::uint32_t v = 0; v < each.without_node.size(); ++v) {
        add(Element::of(NodeId{v}), each.without_node[v], true);
    }
    std::stable_sort(losses.begin(), losses.end(), [](const Loss& a, const Loss& b) {
        return order(a.flow_without) < order(b.flow_without);
    });
    return losses;
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
    result.losses = list(network, query, each, options.all);
    if (network.links().size() + network.nodes().size() > options.certify_up_to) {
        return result;
    }
    WithoutOne again(network, query);
    for (Loss& loss : result.losses) {
        if (again.value(loss.element) != loss.flow_without) {
            throw std::logic_error("the flow without " + network.name(loss.element) +
                                   " failed its certificate");
        }
        loss.certified = true;
        ++result.certified_losses;
    }
    return result;
}

}  // namespace corridor
