#include "flow/columns.hpp"

#include <corridor/flow/solver.hpp>

#include <algorithm>

namespace corridor::flow {
namespace {

constexpr std::int64_t never_reached = std::int64_t{1} << 61;

class Layout {
  public:
    Layout(const Network& network, const FlowQuery& query)
        : network_(network),
          query_(query),
          container_limits_apply_(query.commodity.empty() || query.commodity == containers),
          commodity_(network.find_commodity(query.commodity)),
          open_(open_links(network, query.selection)),
          slack_node_(network.nodes().size(), false),
          slack_terminal_(network.nodes().size(), false) {}

    /// Leaves out what cannot bind while links stay within `bounds`.
    void leave_out_slack(const std::vector<std::int64_t>& bounds) {
        bound_of_links(bounds);
        const std::int64_t largest_flow = value_of(bounds);
        for (std::uint32_t v = 0; v < slack_node_.size(); ++v) {
            const std::int64_t throughput = left(Element::of(NodeId{v}));
            const std::int64_t uses_of_a_tonne = is_endpoint(network_.nodes()[v].id) ? 1 : 2;
            const std::int64_t terminal = left(Element::terminal_of(NodeId{v}));
            slack_node_[v] =
                throughput > largest_flow || throughput >= around_node_[v] / uses_of_a_tonne;
            slack_terminal_[v] = terminal > largest_flow || terminal >= around_quay_[v];
        }
    }

    Columns run() {
        const std::size_t links = network_.links().size();
        columns_.base.reserve(links + network_.nodes().size() / 4 + 8);
        columns_.base.assign(links, unlimited);
        columns_.edges.reserve(links + links / 8);
        columns_.link_edges.resize(links);
        place_nodes();
        add_links();
        join_endpoints();
        return std::move(columns_);
    }

  private:
    using Node = kernel::NodeId;

    [[nodiscard]] bool applies(const std::optional<Capacity>& capacity) const {
        return capacity && (!capacity->containers_only || container_limits_apply_);
    }
    [[nodiscard]] std::int64_t left(Element element) const {
        const auto& capacity = network_.capacity(element);
        return applies(capacity) ? capacity->rate.count() - query_.preload.on(element) : unlimited;
    }

    [[nodiscard]] bool is_usable(std::uint32_t i) const {
        const Link& link = network_.links()[i];
        return open_[i] && (!commodity_ || link.commodities.contains(*commodity_)) &&
               link.tail != link.head;
    }

    [[nodiscard]] bool is_endpoint(const std::string& id) const {
        const auto here = [&](const Endpoint& endpoint) { return endpoint.node == id; };
        return std::any_of(query_.from.begin(), query_.from.end(), here) ||
               std::any_of(query_.to.begin(), query_.to.end(), here);
    }

    /// What the links at each node, and the vessels at each quay, can carry at most.
    void bound_of_links(const std::vector<std::int64_t>& bounds) {
        around_node_.assign(network_.nodes().size(), 0);
        around_quay_.assign(network_.nodes().size(), 0);
        for (std::uint32_t i = 0; i < bounds.size(); ++i) {
            if (!is_usable(i)) {
                continue;
            }
            const std::int64_t bound = bounds[i] < 0 ? never_reached : bounds[i];
            const Link& link = network_.links()[i];
            for (const NodeId end : {link.tail, link.head}) {
                std::int64_t& node = around_node_[end.index];
                node += std::min(bound, never_reached - node);
                if (link.mode == Mode::container_vessel) {
                    std::int64_t& quay = around_quay_[end.index];
                    quay += std::min(bound, never_reached - quay);
                }
            }
        }
    }

    /// The largest flow of any row within the bounds: links at their bounds, every limit in place.
    [[nodiscard]] std::int64_t value_of(const std::vector<std::int64_t>& bounds) const {
        const Columns columns = Layout(network_, query_).run();
        std::vector<std::int64_t> row = columns.base;
        std::copy(bounds.begin(), bounds.end(), row.begin());
        const ArcSolution solution =
            Solver().solve(arcs_of(columns, row.data()), {.with_flow = false});
        return solution.outcome == Outcome::unbounded ? never_reached : solution.value;
    }

    Node new_node() { return columns_.node_count++; }

    kernel::Column new_column(std::int64_t capacity) {
        columns_.base.push_back(capacity);
        columns_.has_limits = columns_.has_limits || capacity != unlimited;
        return static_cast<kernel::Column>(columns_.base.size()) - 1;
    }

    kernel::Column unlimited_column() {
        if (unlimited_column_ == kernel::none) {
            unlimited_column_ = new_column(unlimited);
        }
        return unlimited_column_;
    }

    std::int32_t add_edge(Node from, Node to, kernel::Column forward,
                          kernel::Column backward = kernel::none) {
        columns_.edges.push_back({from, to, forward, backward});
        return static_cast<std::int32_t>(columns_.edges.size()) - 1;
    }

    void place_nodes() {
        columns_.places.resize(network_.nodes().size());
        for (std::uint32_t v = 0; v < columns_.places.size(); ++v) {
            const corridor::Node& node = network_.nodes()[v];
            Columns::Places& at = columns_.places[v];
            at.entry = new_node();
            at.exit = at.entry;
            if (applies(node.throughput) && !slack_node_[v]) {
                at.exit = new_node();
                at.throughput_edge =
                    add_edge(at.entry, at.exit, new_column(left(Element::of(NodeId{v}))));
            }
            if (applies(node.container_terminal) && !slack_terminal_[v]) {
                at.quay_entry = new_node();
                at.quay_exit = new_node();
                at.terminal_edge = add_edge(at.quay_entry, at.quay_exit,
                                            new_column(left(Element::terminal_of(NodeId{v}))));
                add_edge(at.quay_exit, at.entry, unlimited_column());
                add_edge(at.exit, at.quay_entry, unlimited_column());
            }
        }
    }

    void add_links() {
        for (std::uint32_t i = 0; i < open_.size(); ++i) {
            const Link& link = network_.links()[i];
            if (!is_usable(i)) {
                continue;
            }
            columns_.base[i] = left(Element::of(LinkId{i}));
            const Columns::Places& tail = columns_.places[link.tail.index];
            const Columns::Places& head = columns_.places[link.head.index];
            const bool vessel = link.mode == Mode::container_vessel;
            const bool tail_quay = vessel && tail.has_quay();
            const bool head_quay = vessel && head.has_quay();
            const Node leave_tail = tail_quay ? tail.quay_exit : tail.exit;
            const Node enter_tail = tail_quay ? tail.quay_entry : tail.entry;
            const Node leave_head = head_quay ? head.quay_exit : head.exit;
            const Node enter_head = head_quay ? head.quay_entry : head.entry;
            const auto column = static_cast<kernel::Column>(i);
            Columns::LinkEdges& edges = columns_.link_edges[i];
            if (link.directed) {
                edges.first = add_edge(leave_tail, enter_head, column);
            } else if (leave_tail == enter_tail && leave_head == enter_head) {
                edges.first = add_edge(leave_tail, enter_head, column, column);
            } else {
                edges.first = add_edge(leave_tail, enter_head, column);
                edges.second = add_edge(leave_head, enter_tail, column);
            }
        }
    }

    /// One endpoint without limit is the terminal itself; otherwise a node of its own joins them.
    void join_endpoints() {
        const auto place = [&](const Endpoint& endpoint) {
            return columns_.places[network_.find_node(endpoint.node)->index];
        };
        const auto join = [&](const std::vector<Endpoint>& endpoints, bool origins) {
            if (endpoints.size() == 1 && !endpoints.front().limit) {
                const Columns::Places at = place(endpoints.front());
                return origins ? at.entry : at.exit;
            }
            const Node terminal = new_node();
            for (const Endpoint& endpoint : endpoints) {
                const Columns::Places at = place(endpoint);
                const kernel::Column column =
                    endpoint.limit ? new_column(endpoint.limit->count()) : unlimited_column();
                if (origins) {
                    add_edge(terminal, at.entry, column);
                } else {
                    add_edge(at.exit, terminal, column);
                }
            }
            return terminal;
        };
        columns_.source = join(query_.from, true);
        columns_.sink = join(query_.to, false);
    }

    const Network& network_;
    const FlowQuery& query_;
    bool container_limits_apply_;
    std::optional<CommodityId> commodity_;
    std::vector<bool> open_;
    std::vector<bool> slack_node_;
    std::vector<bool> slack_terminal_;
    std::vector<std::int64_t> around_node_;
    std::vector<std::int64_t> around_quay_;
    kernel::Column unlimited_column_ = kernel::none;
    Columns columns_;
};

}  // namespace

Columns lay_out_columns(const Network& network, const FlowQuery& query) {
    return Layout(network, query).run();
}

Columns lay_out_columns(const Network& network, const FlowQuery& query,
                        const std::vector<std::int64_t>& link_bounds) {
    Layout layout(network, query);
    layout.leave_out_slack(link_bounds);
    return layout.run();
}

ArcList arcs_of(const Columns& columns, const std::int64_t* row) {
    ArcList arcs;
    arcs.node_count = static_cast<std::uint32_t>(columns.node_count);
    arcs.source = static_cast<std::uint32_t>(columns.source);
    arcs.sink = static_cast<std::uint32_t>(columns.sink);
    for (const kernel::Edge& edge : columns.edges) {
        const auto tail = static_cast<std::uint32_t>(edge.tail);
        const auto head = static_cast<std::uint32_t>(edge.head);
        if (edge.forward != kernel::none && row[edge.forward] != 0) {
            arcs.add(tail, head, row[edge.forward]);
        }
        if (edge.backward != kernel::none && row[edge.backward] != 0) {
            arcs.add(head, tail, row[edge.backward]);
        }
    }
    return arcs;
}

}  // namespace corridor::flow
