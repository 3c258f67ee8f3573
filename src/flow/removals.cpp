#include "flow/columns.hpp"
#include "flow/engines.hpp"
#include "flow/kernel/augmenting_paths.hpp"
#include "flow/kernel/frontier_removals.hpp"
#include "flow/kernel/standing_solver.hpp"
#include "flow/routes.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/removals.hpp>
#include <corridor/flow/solver.hpp>

#include <algorithm>
#include <new>
#include <numeric>
#include <utility>

namespace corridor {
namespace {

using flow::kernel::Column;
using flow::kernel::none;

constexpr std::uint32_t no_target = ~std::uint32_t{0};

flow::Columns checked_columns(const Network& network, const FlowQuery& query) {
    const Diagnostics faults = check(network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return flow::lay_out_columns(network, query);
}

/// Sets of targets that merge.
class Alike {
  public:
    explicit Alike(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::uint32_t{0});
    }
    std::uint32_t first(std::uint32_t target) {
        while (parent_[target] != target) {
            parent_[target] = parent_[parent_[target]];
            target = parent_[target];
        }
        return target;
    }
    void unite(std::uint32_t a, std::uint32_t b) {
        a = first(a);
        b = first(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace

struct Removals::State {
    Network network;
    std::vector<Target> targets;
    flow::Columns columns;
    std::vector<std::int64_t> row;
    std::vector<std::vector<Column>> columns_of;         // by target
    std::vector<std::vector<std::uint32_t>> targets_of;  // by column, ascending
    std::vector<std::uint32_t> times_out;                // by column
    std::vector<std::uint32_t> first_alike;
    flow::kernel::Workspace workspace;
    flow::kernel::StandingSolver standing;
    flow::kernel::Workspace path_workspace;
    flow::kernel::AugmentingPaths paths;
    bool paths_are_few = false;
    flow::Solver solver;

    State(const Network& of, const FlowQuery& query, std::vector<Target> asked)
        : network(of),
          targets(std::move(asked)),
          columns(checked_columns(of, query)),
          row(columns.base),
          columns_of(targets.size()),
          targets_of(row.size()),
          times_out(row.size(), 0),
          standing(columns.topology(), workspace),
          paths(columns.topology(), path_workspace) {
        if (standing.status() != flow::kernel::Status::optimal || path_workspace.exhausted()) {
            throw std::bad_alloc();
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            standing.set_capacity(static_cast<Column>(i), row[i]);
        }
        constexpr std::size_t small = 2000;  // a search of the rest costs a solve
        paths_are_few = columns.edges.size() <= small;
        index_targets();
        find_chains(query);
    }

    void index_targets() {
        std::vector<std::vector<Column>> around(static_cast<std::size_t>(columns.node_count));
        std::vector<std::uint32_t> readers(row.size(), 0);
        for (const flow::kernel::Edge& edge : columns.edges) {
            for (const Column column : {edge.forward, edge.backward}) {
                if (column != none) {
                    around[static_cast<std::size_t>(edge.tail)].push_back(column);
                    around[static_cast<std::size_t>(edge.head)].push_back(column);
                }
            }
        }
        const std::size_t links = network.links().size();
        const auto add_place = [&](flow::kernel::NodeId place, std::vector<Column>& list) {
            if (place != none) {
                const auto& here = around[static_cast<std::size_t>(place)];
                list.insert(list.end(), here.begin(), here.end());
            }
        };
        for (std::uint32_t t = 0; t < targets.size(); ++t) {
            std::vector<Column>& list = columns_of[t];
            for (const Element& element : targets[t].elements) {
                if (element.kind == Element::Kind::link) {
                    expects(element.index < links, "a target's links are those of the network");
                    if (columns.link_edges[element.index].first != none) {
                        list.push_back(static_cast<Column>(element.index));
                    }
                    continue;
                }
                expects(
                    element.kind == Element::Kind::node && element.index < network.nodes().size(),
                    "a target is made of links and nodes of the network");
                const flow::Columns::Places& at = columns.places[element.index];
                for (const auto place : {at.entry, at.exit, at.quay_entry, at.quay_exit}) {
                    add_place(place, list);
                }
            }
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
            // What is unlimited within a port, or at an endpoint, is nobody's: closing what leads
            // there is enough.
            list.erase(std::remove_if(list.begin(), list.end(),
                                      [&](Column column) {
                                          const auto i = static_cast<std::size_t>(column);
                                          return i >= links && columns.base[i] == flow::unlimited;
                                      }),
                       list.end());
            for (const Column column : list) {
                targets_of[static_cast<std::size_t>(column)].push_back(t);
            }
        }
    }

    void find_chains(const FlowQuery& query) {
        std::vector<std::uint32_t> of_link(network.links().size(), no_target);
        std::vector<std::uint32_t> of_node(network.nodes().size(), no_target);
        for (std::uint32_t t = 0; t < targets.size(); ++t) {
            if (targets[t].elements.size() == 1) {
                const Element& element = targets[t].elements.front();
                auto& place = element.kind == Element::Kind::link ? of_link[element.index]
                                                                  : of_node[element.index];
                place = std::min(place, t);
            }
        }
        std::vector<std::uint32_t> times_endpoint(network.nodes().size(), 0);
        for (const auto* endpoints : {&query.from, &query.to}) {
            for (const Endpoint& endpoint : *endpoints) {
                ++times_endpoint[network.find_node(endpoint.node)->index];
            }
        }
        Alike alike(targets.size());
        for (std::uint32_t v = 0; v < of_node.size(); ++v) {
            std::vector<std::uint32_t> here = {of_node[v]};
            std::size_t ways = 0;
            for (const LinkId link : network.links_at(NodeId{v})) {
                if (columns.link_edges[link.index].first != none) {
                    ++ways;
                    here.push_back(of_link[link.index]);
                }
            }
            if (times_endpoint[v] > 1 || ways + times_endpoint[v] != 2) {
                continue;
            }
            here.erase(std::remove(here.begin(), here.end(), no_target), here.end());
            for (std::size_t i = 1; i < here.size(); ++i) {
                alike.unite(here[0], here[i]);
            }
        }
        for (std::uint32_t t = 0; t < targets.size(); ++t) {
            first_alike.push_back(alike.first(t));
        }
    }

    void set(Column column, std::int64_t capacity) {
        row[static_cast<std::size_t>(column)] = capacity;
        standing.set_capacity(column, capacity);
    }

    /// The arcs of the columns that are not closed, in the order of edges.
    flow::ArcList open_arcs(std::vector<Column>& column_of_arc) const {
        flow::ArcList arcs = no_arcs();
        const auto add = [&](flow::kernel::NodeId from, flow::kernel::NodeId to, Column column) {
            if (column != none && row[static_cast<std::size_t>(column)] != 0) {
                arcs.add(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                         row[static_cast<std::size_t>(column)]);
                column_of_arc.push_back(column);
            }
        };
        for (const flow::kernel::Edge& edge : columns.edges) {
            add(edge.tail, edge.head, edge.forward);
            add(edge.head, edge.tail, edge.backward);
        }
        return arcs;
    }

    flow::ArcList no_arcs() const {
        flow::ArcList arcs;
        arcs.node_count = static_cast<std::uint32_t>(columns.node_count);
        arcs.source = static_cast<std::uint32_t>(columns.source);
        arcs.sink = static_cast<std::uint32_t>(columns.sink);
        return arcs;
    }

    FlowRoutes name_targets(std::int64_t value, const std::vector<flow::Route>& routes,
                            const std::vector<Column>& column_of_arc) const {
        FlowRoutes answer;
        answer.value = value;
        for (const flow::Route& route : routes) {
            std::vector<std::uint32_t> used;
            for (const std::uint32_t arc : route.arcs) {
                const auto& here = targets_of[static_cast<std::size_t>(column_of_arc[arc])];
                used.insert(used.end(), here.begin(), here.end());
            }
            std::sort(used.begin(), used.end());
            used.erase(std::unique(used.begin(), used.end()), used.end());
            answer.amount.push_back(route.amount);
            answer.targets.push_back(std::move(used));
        }
        return answer;
    }

    FlowRoutes routes() {
        if (paths_are_few) {
            if (std::optional<FlowRoutes> few = short_routes()) {
                return *std::move(few);
            }
            paths_are_few = false;  // what takes many paths once does so again
        }
        std::vector<Column> column_of_arc;
        const flow::ArcList arcs = open_arcs(column_of_arc);
        const flow::ArcSolution solution = solver.solve(arcs);
        if (solution.outcome == flow::Outcome::unbounded) {
            return name_targets(-1, {{0, flow::unlimited_path(arcs)}}, column_of_arc);
        }
        return name_targets(solution.value, flow::routes_of(arcs, solution.flow), column_of_arc);
    }

    /// The same by shortest augmenting paths, which use few targets and are quicker where a few of
    /// them are enough; none where they are not, or where nothing limits the flow.
    std::optional<FlowRoutes> short_routes() {
        constexpr int most_paths = 60;
        std::int64_t beyond = 1;
        for (const std::int64_t capacity : row) {
            beyond += std::max<std::int64_t>(capacity, 0);
        }
        const auto capacity = [&](Column column) {
            const std::int64_t limit = column == none ? 0 : row[static_cast<std::size_t>(column)];
            return limit < 0 ? beyond : limit;
        };
        for (std::size_t e = 0; e < columns.edges.size(); ++e) {
            paths.residual()[2 * e] = capacity(columns.edges[e].forward);
            paths.residual()[2 * e + 1] = capacity(columns.edges[e].backward);
        }
        std::int64_t value = 0;
        for (int sent = 0;; ++sent) {
            const auto path = paths.search();
            if (path.empty()) {
                break;
            }
            value += paths.send(path, beyond);
            if (value >= beyond || sent == most_paths) {
                return std::nullopt;
            }
        }
        flow::ArcList used = no_arcs();
        std::vector<Column> column_of_arc;
        for (std::size_t e = 0; e < columns.edges.size(); ++e) {
            const flow::kernel::Edge& edge = columns.edges[e];
            const std::int64_t net = capacity(edge.forward) - paths.residual()[2 * e];
            if (net != 0) {
                const auto tail = static_cast<std::uint32_t>(edge.tail);
                const auto head = static_cast<std::uint32_t>(edge.head);
                used.add(net > 0 ? tail : head, net > 0 ? head : tail, net > 0 ? net : -net);
                column_of_arc.push_back(net > 0 ? edge.forward : edge.backward);
            }
        }
        return name_targets(value, flow::routes_of(used, used.capacity), column_of_arc);
    }
};

Removals::Removals(const Network& network, const FlowQuery& query, std::vector<Target> targets)
    : state_(std::make_unique<State>(network, query, std::move(targets))) {}
Removals::~Removals() = default;
Removals::Removals(Removals&& other) noexcept = default;
Removals& Removals::operator=(Removals&& other) noexcept = default;

const std::vector<Target>& Removals::targets() const {
    return state_->targets;
}

const std::vector<std::uint32_t>& Removals::first_alike() const {
    return state_->first_alike;
}

void Removals::take_out(std::uint32_t target) {
    for (const Column column : state_->columns_of[target]) {
        if (state_->times_out[static_cast<std::size_t>(column)]++ == 0) {
            state_->set(column, 0);
        }
    }
}

void Removals::put_back(std::uint32_t target) {
    for (const Column column : state_->columns_of[target]) {
        const auto i = static_cast<std::size_t>(column);
        expects(state_->times_out[i] > 0, "a target that is put back is out");
        if (--state_->times_out[i] == 0) {
            state_->set(column, state_->columns.base[i]);
        }
    }
}

std::int64_t Removals::value() {
    std::int64_t value = 0;
    const auto status = state_->standing.solve(value, {});
    if (status == flow::kernel::Status::out_of_memory) {
        throw std::bad_alloc();
    }
    return status == flow::kernel::Status::optimal ? value : -1;
}

FlowRoutes Removals::routes() {
    return state_->routes();
}

std::optional<BestRemovals> Removals::best_links(std::size_t most) const {
    constexpr int widest = 14;
    std::vector<std::uint8_t> removable(state_->row.size(), 0);
    std::vector<std::uint32_t> target_of(state_->row.size(), no_target);
    for (std::uint32_t t = 0; t < state_->targets.size(); ++t) {
        const auto& elements = state_->targets[t].elements;
        if (elements.size() != 1 || elements.front().kind != Element::Kind::link) {
            return std::nullopt;
        }
        removable[elements.front().index] = 1;
        target_of[elements.front().index] = t;
    }
    flow::kernel::Workspace workspace;
    const auto plan = flow::kernel::plan_frontier(state_->columns.topology(), 1,
                                                  flow::kernel::Style::plain, widest, workspace);
    if (workspace.exhausted() || !plan.is_narrow()) {
        return std::nullopt;
    }
    BestRemovals best;
    best.value.resize(most + 1);
    flow::kernel::RemovalAnswer answer;
    answer.value = best.value;
    if (flow::kernel::frontier_removals(plan, state_->columns.base, removable, answer, workspace) !=
        flow::kernel::Status::optimal) {
        return std::nullopt;
    }
    for (const Column column : answer.removed) {
        best.removed.push_back(target_of[static_cast<std::size_t>(column)]);
    }
    std::sort(best.removed.begin(), best.removed.end());
    best.removed.erase(std::unique(best.removed.begin(), best.removed.end()), best.removed.end());
    return best;
}

}  // namespace corridor
