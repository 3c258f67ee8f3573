#include "analysis/without.hpp"

#include <algorithm>
#include <vector>

namespace corridor {

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
    for (const LinkId link : links) {
        builder_.links()[link.index].status = Status::idle;
    }
    const MaxFlow flow = max_flow(builder_.build().value(), rest, {.choice = FlowChoice::any});
    for (const LinkId link : links) {
        builder_.links()[link.index].status = network_.link(link).status;
    }
    return flow.outcome == flow::Outcome::unbounded ? -1 : flow.value.count();
}

}  // namespace corridor
