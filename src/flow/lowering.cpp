#include "flow/lowering.hpp"

#include <algorithm>

namespace corridor::flow {
namespace {

class Lowering {
  public:
    Lowering(const Network& network, const FlowQuery& query, FlowChoice choice)
        : network_(network),
          query_(query),
          choice_(choice),
          container_limits_apply_(query.commodity.empty() || query.commodity == containers) {}

    Lowered run() {
        split_nodes();
        add_links();
        add_endpoints();
        return std::move(lowered_);
    }

  private:
    [[nodiscard]] const Capacity* limit(const std::optional<Capacity>& capacity) const {
        if (!capacity || (capacity->containers_only && !container_limits_apply_)) {
            return nullptr;
        }
        return &*capacity;
    }

    std::uint32_t new_node() { return lowered_.problem.node_count++; }

    void add_arc(std::uint32_t from, std::uint32_t to, const Capacity* capacity, Element element,
                 ArcMeaning meaning, ArcCost cost = {}) {
        lowered_.problem.add(
            from, to,
            capacity == nullptr ? unlimited : capacity->rate.count() - query_.preload.on(element));
        lowered_.meaning.push_back(meaning);
        lowered_.cost.push_back(cost);
    }

    void split_nodes() {
        using Kind = ArcMeaning::Kind;
        const auto count = static_cast<std::uint32_t>(network_.nodes().size());
        lowered_.nodes.resize(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Node& node = network_.nodes()[i];
            SplitNode& split = lowered_.nodes[i];
            split.entry = new_node();
            split.exit = split.entry;
            if (const Capacity* throughput = limit(node.throughput)) {
                split.exit = new_node();
                add_arc(split.entry, split.exit, throughput, Element::of(NodeId{i}),
                        {Kind::node_throughput, i});
            }
            if (const Capacity* terminal = limit(node.container_terminal)) {
                split.quay_entry = new_node();
                split.quay_exit = new_node();
                const Element element = Element::terminal_of(NodeId{i});
                add_arc(split.quay_entry, split.quay_exit, terminal, element,
                        {Kind::container_terminal, i});
                add_arc(split.quay_exit, split.entry, nullptr, element, {Kind::inner, i});
                add_arc(split.exit, split.quay_entry, nullptr, element, {Kind::inner, i});
            }
        }
    }

    [[nodiscard]] std::uint32_t departure(NodeId node, Mode mode) const {
        const SplitNode& split = lowered_.nodes[node.index];
        return mode == Mode::container_vessel && split.quay_exit != SplitNode::none
                   ? split.quay_exit
                   : split.exit;
    }

    [[nodiscard]] std::uint32_t arrival(NodeId node, Mode mode) const {
        const SplitNode& split = lowered_.nodes[node.index];
        return mode == Mode::container_vessel && split.quay_entry != SplitNode::none
                   ? split.quay_entry
                   : split.entry;
    }

    [[nodiscard]] ArcCost cost_of(const Link& link, NodeId arriving_at) const {
        const std::int64_t seconds =
            link.transit_time.seconds + network_.node(arriving_at).dwell.seconds;
        const std::int64_t tariff = link.tariff.micro_usd_per_t;
        return choice_ == FlowChoice::least_cost ? ArcCost{tariff, seconds}
                                                 : ArcCost{seconds, tariff};
    }

    void add_links() {
        using Kind = ArcMeaning::Kind;
        const std::vector<bool> open = open_links(network_, query_.selection);
        const auto commodity = network_.find_commodity(query_.commodity);
        for (std::uint32_t i = 0; i < open.size(); ++i) {
            const Link& link = network_.links()[i];
            if (!open[i] || (commodity && !link.commodities.contains(*commodity)) ||
                link.tail == link.head) {
                continue;
            }
            const Capacity* capacity = limit(link.capacity);
            const Element element = Element::of(LinkId{i});
            add_arc(departure(link.tail, link.mode), arrival(link.head, link.mode), capacity,
                    element, {Kind::link_forward, i}, cost_of(link, link.head));
            if (!link.directed) {
                add_arc(departure(link.head, link.mode), arrival(link.tail, link.mode), capacity,
                        element, {Kind::link_backward, i}, cost_of(link, link.tail));
            }
        }
    }

    void add_endpoints() {
        using Kind = ArcMeaning::Kind;
        lowered_.problem.source = new_node();
        lowered_.problem.sink = new_node();
        const auto add = [&](const std::vector<Endpoint>& endpoints, Kind kind) {
            for (std::uint32_t i = 0; i < endpoints.size(); ++i) {
                const SplitNode& split =
                    lowered_.nodes[network_.find_node(endpoints[i].node)->index];
                const bool origin = kind == Kind::origin;
                lowered_.problem.add(origin ? lowered_.problem.source : split.exit,
                                     origin ? split.entry : lowered_.problem.sink,
                                     endpoints[i].limit ? endpoints[i].limit->count() : unlimited);
                lowered_.meaning.push_back({kind, i});
                lowered_.cost.push_back({});
            }
        };
        add(query_.from, Kind::origin);
        add(query_.to, Kind::destination);
    }

    const Network& network_;
    const FlowQuery& query_;
    FlowChoice choice_;
    bool container_limits_apply_;
    Lowered lowered_;
};

}  // namespace

Lowered lower(const Network& network, const FlowQuery& query, FlowChoice choice) {
    return Lowering(network, query, choice).run();
}

}  // namespace corridor::flow
