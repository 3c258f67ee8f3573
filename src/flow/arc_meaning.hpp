#pragma once

#include <corridor/network/network.hpp>

#include <cstdint>
#include <optional>

namespace corridor::flow {

/// What an arc of a lowered problem stands for; `inner` arcs have no limit of their own.
struct ArcMeaning {
    enum class Kind : std::uint8_t {
        link_forward,
        link_backward,
        node_throughput,
        container_terminal,
        origin,
        destination,
        inner,
    };

    Kind kind = Kind::inner;
    std::uint32_t index = 0;  ///< of the link, the node, or the endpoint in the query
};

/// The link, node or terminal whose limit an arc has; none for endpoints and inner arcs.
[[nodiscard]] std::optional<Element> element_of(const ArcMeaning& meaning);

}  // namespace corridor::flow
