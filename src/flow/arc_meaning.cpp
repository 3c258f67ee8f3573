#include "flow/arc_meaning.hpp"

namespace corridor::flow {

std::optional<Element> element_of(const ArcMeaning& meaning) {
    switch (meaning.kind) {
        case ArcMeaning::Kind::link_forward:
        case ArcMeaning::Kind::link_backward:
            return Element::of(LinkId{meaning.index});
        case ArcMeaning::Kind::node_throughput:
            return Element::of(NodeId{meaning.index});
        case ArcMeaning::Kind::container_terminal:
            return Element::terminal_of(NodeId{meaning.index});
        case ArcMeaning::Kind::origin:
        case ArcMeaning::Kind::destination:
        case ArcMeaning::Kind::inner:
            break;
    }
    return std::nullopt;
}

}  // namespace corridor::flow
