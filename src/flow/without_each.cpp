#include "flow/kernel/without_each.hpp"

#include "flow/columns.hpp"
#include "flow/engines.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/solver.hpp>
#include <corridor/flow/without_each.hpp>

#include <algorithm>
#include <new>
#include <vector>

namespace corridor {
namespace {

using flow::Columns;
using flow::kernel::none;

class Study {
  public:
    Study(const Network& network, const FlowQuery& query, flow::Engine engine)
        : network_(network), query_(query), columns_(flow::lay_out_columns(network, query)) {
        if (columns_.has_limits) {
            // Nothing here is more than the network has, so what it cannot reach need not be there.
            const auto links = static_cast<std::ptrdiff_t>(network.links().size());
            columns_ = flow::lay_out_columns(
                network, query, {columns_.base.begin(), columns_.base.begin() + links});
        }
        answer_.engine = engine;
        if (engine == flow::Engine::automatic || engine == flow::Engine::frontier) {
            plan(engine == flow::Engine::frontier);
        }
    }

    FlowWithoutEach run() {
        if (answer_.engine != flow::Engine::frontier || !run_frontier()) {
            start_from(value_of(columns_.base));
            run_each();
        }
        return std::move(answer_);
    }

  private:
    /// A table of 2^width entries for each edge: beyond this, solving again is quicker.
    static constexpr int widest_by_choice = 14;

    void plan(bool forced) {
        plan_ = flow::kernel::plan_frontier(
            columns_.topology(), 1, flow::kernel::Style::plain,
            forced ? flow::kernel::widest_table - 1 : widest_by_choice, workspace_);
        if (workspace_.exhausted()) {
            throw std::bad_alloc();
        }
        expects(!forced || plan_.is_narrow(),
                "the frontier engine needs a network of width below 24");
        answer_.engine = plan_.is_narrow() ? flow::Engine::frontier : flow::Engine::general;
    }

    [[nodiscard]] std::int64_t value_of(const flow::ArcList& arcs) {
        const bool by_boost = answer_.engine == flow::Engine::boost;
        const flow::ArcSolution solution = solver_.solve(
            arcs,
            {.engine = by_boost ? flow::Engine::boost : flow::Engine::general, .with_flow = false});
        return solution.outcome == flow::Outcome::unbounded ? -1 : solution.value;
    }
    [[nodiscard]] std::int64_t value_of(const std::vector<std::int64_t>& row) {
        return value_of(flow::arcs_of(columns_, row.data()));
    }

    static std::int64_t shown(std::int64_t value) {
        return value >= flow::kernel::out_of_reach ? -1 : value;
    }

    void start_from(std::int64_t value) {
        answer_.value = value;
        answer_.without_link.assign(network_.links().size(), value);
        answer_.without_node.assign(network_.nodes().size(), value);
    }

    /// False where nothing limits the flow.
    bool run_frontier() {
        std::vector<flow::kernel::EdgeResponse> response(columns_.edges.size());
        std::vector<std::int64_t> without(static_cast<std::size_t>(columns_.node_count));
        flow::kernel::WithoutEach found;
        found.edge = response;
        found.without_node = without;
        const auto status = flow::kernel::without_each(plan_, columns_.base, found, workspace_);
        if (status == flow::kernel::Status::out_of_memory) {
            throw std::bad_alloc();
        }
        if (status == flow::kernel::Status::unbounded) {
            return false;
        }
        expects(status == flow::kernel::Status::optimal,
                "the capacities of a query add up to less than 2^62");
        start_from(found.value);
        for (std::uint32_t i = 0; i < answer_.without_link.size(); ++i) {
            const Columns::LinkEdges& edges = columns_.link_edges[i];
            if (edges.second != none) {
                answer_.without_link[i] = value_without(LinkId{i});
            } else if (edges.first != none) {
                answer_.without_link[i] =
                    shown(response[static_cast<std::size_t>(edges.first)].value_without());
            }
        }
        for (std::uint32_t v = 0; v < answer_.without_node.size(); ++v) {
            const Columns::Places& at = columns_.places[v];
            if (at.has_quay()) {
                answer_.without_node[v] = value_without(NodeId{v});
            } else if (at.entry == columns_.source || at.exit == columns_.sink) {
                answer_.without_node[v] = 0;
            } else if (at.is_split()) {
                answer_.without_node[v] =
                    shown(response[static_cast<std::size_t>(at.throughput_edge)].value_without());
            } else {
                answer_.without_node[v] = shown(without[static_cast<std::size_t>(at.entry)]);
            }
        }
        return true;
    }

    /// Only what carries flow in one maximum flow can be missed.
    void run_each() {
        if (answer_.value == 0) {
            return;
        }
        std::vector<bool> used_link(network_.links().size(), true);
        std::vector<bool> used_node(network_.nodes().size(), true);
        if (answer_.value > 0) {
            const MaxFlow flow = max_flow(network_, query_, {.choice = FlowChoice::any});
            for (std::size_t i = 0; i < used_link.size(); ++i) {
                used_link[i] = flow.link_flow[i] != 0;
            }
            for (std::size_t v = 0; v < used_node.size(); ++v) {
                used_node[v] = flow.node_throughput[v] != 0 || flow.terminal_throughput[v] != 0;
            }
        }
        for (std::uint32_t i = 0; i < used_link.size(); ++i) {
            if (used_link[i] && columns_.link_edges[i].first != none) {
                answer_.without_link[i] = value_without(LinkId{i});
            }
        }
        for (std::uint32_t v = 0; v < used_node.size(); ++v) {
            if (used_node[v]) {
                answer_.without_node[v] = value_without(NodeId{v});
            }
        }
    }

    [[nodiscard]] std::int64_t value_without(LinkId link) {
        std::vector<std::int64_t> row = columns_.base;
        row[link.index] = 0;
        return value_of(row);
    }

    /// Every edge that ends in the node's places is taken out.
    [[nodiscard]] std::int64_t value_without(NodeId node) {
        const Columns::Places& at = columns_.places[node.index];
        const auto is_here = [&](flow::kernel::NodeId place) {
            return place == at.entry || place == at.exit ||
                   (at.has_quay() && (place == at.quay_entry || place == at.quay_exit));
        };
        if (is_here(columns_.source) || is_here(columns_.sink)) {
            return 0;
        }
        Columns rest = columns_;
        rest.edges.erase(std::remove_if(rest.edges.begin(), rest.edges.end(),
                                        [&](const flow::kernel::Edge& edge) {
                                            return is_here(edge.tail) || is_here(edge.head);
                                        }),
                         rest.edges.end());
        return value_of(flow::arcs_of(rest, rest.base.data()));
    }

    const Network& network_;
    const FlowQuery& query_;
    Columns columns_;
    flow::Solver solver_;
    flow::kernel::Workspace workspace_;
    flow::kernel::FrontierPlan plan_;
    FlowWithoutEach answer_;
};

}  // namespace

FlowWithoutEach flow_without_each_link(const Network& network, const FlowQuery& query,
                                       flow::Engine engine) {
    const Diagnostics faults = check(network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return Study(network, query, engine).run();
}

}  // namespace corridor
