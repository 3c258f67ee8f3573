#pragma once

#include <corridor/network/attributes.hpp>
#include <corridor/network/ids.hpp>
#include <corridor/units/quantity.hpp>
#include <corridor/units/rates.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

class NetworkBuilder;

/// The commodity that limits stated in containers apply to.
inline constexpr std::string_view containers = "containers";

/// A limit as its source gives it and in whole tonnes a year.
struct Capacity {
    TonnesPerYear rate;
    Quantity stated;
    /// Stated in containers: limits containers and nothing else.
    bool containers_only = false;
};

/// Degrees east and north (WGS 84).
struct GeoPoint {
    double longitude = 0.0;
    double latitude = 0.0;
};

/// A port, yard, border crossing, terminal or city.
struct Node {
    std::string id;
    std::string name;
    std::string kind;     ///< GMNS node_type: port, rail_yard, border, oil_terminal, …
    std::string country;  ///< ISO 3166 alpha-3; may be empty
    std::optional<GeoPoint> position;
    /// Limits every tonne that passes, starts or ends here, once. None: unlimited.
    std::optional<Capacity> throughput;
    /// Limits the containers that container vessels load and unload here. None: unlimited.
    std::optional<Capacity> container_terminal;
    Duration dwell;
    Provenance provenance;
    std::string note;
};

/// A stretch of railway, road, pipeline or sea between two nodes. Unless `directed`, it runs both
/// ways and the two directions share one capacity.
struct Link {
    std::string id;
    NodeId tail;
    NodeId head;
    bool directed = false;
    Mode mode = Mode::rail;
    std::string system;  ///< BTK, BTC, BTE, Caspian crossing, …; may be empty
    Length length;
    std::optional<Capacity> capacity;  ///< none: unlimited
    CommoditySet commodities = CommoditySet::all();
    Status status = Status::operating;
    std::optional<int> opening_year;
    Duration transit_time;
    UnitCost tariff;
    Provenance provenance;
    std::string note;
};

/// A freight corridor as a directed multigraph with stable text ids. Immutable, and cheap to copy:
/// copies share their data, and any number of threads may read one.
/// At most 2^22 nodes, 2^24 links and 64 commodities.
class Network {
  public:
    static constexpr std::size_t largest_node_count = std::size_t{1} << 22;
    static constexpr std::size_t largest_link_count = std::size_t{1} << 24;

    /// The network without nodes.
    Network();

    [[nodiscard]] std::span<const Node> nodes() const;
    [[nodiscard]] std::span<const Link> links() const;
    [[nodiscard]] std::span<const std::string> commodities() const;
    /// The distinct systems in order of first appearance.
    [[nodiscard]] std::span<const std::string> systems() const;
    [[nodiscard]] const UnitTable& units() const;

    [[nodiscard]] const Node& node(NodeId id) const { return nodes()[id.index]; }
    [[nodiscard]] const Link& link(LinkId id) const { return links()[id.index]; }
    /// The links that start or end at a node, in link order; a loop is listed once. O(1).
    [[nodiscard]] std::span<const LinkId> links_at(NodeId id) const;

    /// Looked up by id: O(1) on average.
    [[nodiscard]] std::optional<NodeId> find_node(std::string_view id) const;
    [[nodiscard]] std::optional<LinkId> find_link(std::string_view id) const;
    [[nodiscard]] std::optional<CommodityId> find_commodity(std::string_view name) const;

    [[nodiscard]] std::vector<std::string> node_ids() const;
    [[nodiscard]] std::vector<std::string> link_ids() const;

    /// What a limit is called: the id of the link or node, "alat_port container terminal".
    [[nodiscard]] std::string name(Element element) const;
    /// The names of a range of elements, such as the members of a cut.
    template <class Elements>
    [[nodiscard]] std::vector<std::string> names(const Elements& elements) const {
        std::vector<std::string> result;
        for (const Element& element : elements) {
            result.push_back(name(element));
        }
        return result;
    }

    /// The limit of an element; none where it is unlimited.
    [[nodiscard]] const std::optional<Capacity>& capacity(Element element) const;
    [[nodiscard]] const Provenance& provenance(Element element) const;

  private:
    friend class NetworkBuilder;
    struct Data;
    explicit Network(std::shared_ptr<const Data> data);

    std::shared_ptr<const Data> data_;
};

}  // namespace corridor
