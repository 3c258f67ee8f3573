#include "analysis/without.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace corridor {
namespace {

std::int64_t value_of(const Network& network, const FlowQuery& query) {
    const MaxFlow flow = max_flow(network, query, {.choice = FlowChoice::any});
    return flow.outcome == flow::Outcome::unbounded ? -1 : flow.value.count();
}

}  // namespace

std::int64_t Without::value(std::span<const Element> gone) {
    FlowQuery rest = query_;
    std::vector<LinkId> links;
    for (const Element& element : gone) {
        if (element.kind == Element::Kind::link) {
            links.push_back(LinkId{element.index});
            continue;
        }
        const NodeId node{element.index};
        const auto here = network_.links_at(node);
        links.insert(links.end(), here.begin(), here.end());
        for (std::vector<Endpoint>* ends : {&rest.from, &rest.to}) {
            ends->erase(std::remove_if(ends->begin(), ends->end(),
                                       [&](const Endpoint& end) {
                                           return end.node == network_.node(node).id;
                                       }),
                        ends->end());
        }
    }
    if (rest.from.empty() || rest.to.empty()) {
        return 0;
    }
    const auto is_pattern = [&](LinkId link) {
        return network_.link(link).id.find_first_of("*?") != std::string::npos;
    };
    if (std::none_of(links.begin(), links.end(), is_pattern)) {
        for (const LinkId link : links) {
            rest.selection.exclude_links.push_back(network_.link(link).id);
        }
        return value_of(network_, rest);
    }
    for (const LinkId link : links) {
        builder_.links()[link.index].status = Status::idle;
    }
    const std::int64_t value = value_of(builder_.build().value(), rest);
    for (const LinkId link : links) {
        builder_.links()[link.index].status = network_.link(link).status;
    }
    return value;
}

}  // namespace corridor
