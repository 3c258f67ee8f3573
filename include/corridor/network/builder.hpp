#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/network.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// A node to be built. `place` says where its row stands, for diagnostics.
struct NodeSpec {
    std::string id;
    std::string name{};  ///< empty: the id
    std::string kind{};
    std::string country{};
    std::optional<GeoPoint> position{};
    std::optional<Quantity> throughput{};
    std::optional<Quantity> container_terminal{};
    Duration dwell{};
    Provenance provenance{};
    std::string note{};
    Place place{};
};

/// A link to be built; `from` and `to` are node ids.
struct LinkSpec {
    std::string id;
    std::string from;
    std::string to;
    bool directed = false;
    Mode mode = Mode::rail;
    std::string system{};
    Length length{};
    std::optional<Quantity> capacity{};      ///< none: unlimited
    std::vector<std::string> commodities{};  ///< empty: all
    Status status = Status::operating;
    std::optional<int> opening_year{};
    Duration transit_time{};
    UnitCost tariff{};
    Provenance provenance{};
    std::string note{};
    Place place{};
};

/// "5 Mt/yr" as a quantity, for networks written in code: the unit is looked up when the network is
/// built. Throws ContractViolation where the text is not a number and a unit.
[[nodiscard]] Quantity quantity(std::string_view text);

/// Collects nodes and links in any order and turns them into a Network.
class NetworkBuilder {
  public:
    NetworkBuilder() = default;
    explicit NetworkBuilder(UnitTable units) : units_(std::move(units)) {}
    /// Everything of an existing network, to be changed and built again. Ids, order and commodity
    /// numbers stay the same.
    explicit NetworkBuilder(const Network& network);

    NetworkBuilder& add_node(NodeSpec node);
    NetworkBuilder& add_link(LinkSpec link);
    /// Fixes the place of a commodity in Network::commodities(); otherwise they are numbered in the
    /// order in which links name them. A name that is there already is left alone.
    NetworkBuilder& add_commodity(std::string name);

    [[nodiscard]] std::vector<NodeSpec>& nodes() { return nodes_; }
    [[nodiscard]] std::vector<LinkSpec>& links() { return links_; }
    [[nodiscard]] const UnitTable& units() const { return units_; }

    /// Checks ids, end points, units and bounds; all faults are reported together.
    /// Returns      the network, or what is wrong. O(n + m) on average.
    [[nodiscard]] Parsed<Network> build() const;

  private:
    UnitTable units_;
    std::vector<std::string> commodities_;
    std::vector<NodeSpec> nodes_;
    std::vector<LinkSpec> links_;
};

}  // namespace corridor
