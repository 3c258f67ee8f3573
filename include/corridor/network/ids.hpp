#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace corridor {

/// Position of a node in Network::nodes().
struct NodeId {
    std::uint32_t index = 0;
    friend constexpr auto operator<=>(const NodeId&, const NodeId&) = default;
};

/// Position of a link in Network::links().
struct LinkId {
    std::uint32_t index = 0;
    friend constexpr auto operator<=>(const LinkId&, const LinkId&) = default;
};

/// Position of a commodity in Network::commodities(); at most 64 of them.
struct CommodityId {
    std::uint32_t index = 0;
    friend constexpr auto operator<=>(const CommodityId&, const CommodityId&) = default;
};

/// A set of commodities of one network.
class CommoditySet {
  public:
    static constexpr std::size_t largest = 64;

    [[nodiscard]] static constexpr CommoditySet all() { return CommoditySet(~std::uint64_t{0}); }
    constexpr CommoditySet() = default;

    constexpr void insert(CommodityId commodity) { bits_ |= std::uint64_t{1} << commodity.index; }
    [[nodiscard]] constexpr bool contains(CommodityId commodity) const {
        return ((bits_ >> commodity.index) & 1U) != 0;
    }
    friend constexpr bool operator==(CommoditySet, CommoditySet) = default;

  private:
    constexpr explicit CommoditySet(std::uint64_t bits) : bits_(bits) {}
    std::uint64_t bits_ = 0;
};

/// Something that can limit a flow: a link, the throughput of a node, or the container terminal of
/// a port.
struct Element {
    enum class Kind : std::uint8_t { link, node, container_terminal };

    Kind kind = Kind::link;
    std::uint32_t index = 0;  ///< of the link, or of the node

    [[nodiscard]] static constexpr Element of(LinkId link) { return {Kind::link, link.index}; }
    [[nodiscard]] static constexpr Element of(NodeId node) { return {Kind::node, node.index}; }
    [[nodiscard]] static constexpr Element terminal_of(NodeId node) {
        return {Kind::container_terminal, node.index};
    }
    friend constexpr auto operator<=>(const Element&, const Element&) = default;
};

}  // namespace corridor
