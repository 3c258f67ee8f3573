#include "flow/kernel/standing_simplex.hpp"

namespace corridor::flow::kernel {
namespace {

std::size_t count(std::int32_t value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

StandingSimplex::StandingSimplex(Workspace& workspace, const CostView& problem,
                                 const CostFeatures& features)
    : workspace_(workspace),
      simplex_(workspace, problem, features),
      place_(workspace, count(problem.arcs())),
      node_at_(workspace, count(problem.nodes())),
      supply_(workspace, count(problem.nodes())),
      excess_(workspace, count(problem.nodes()) + 1),
      scratch_first_(workspace, count(problem.nodes()) + 1),
      scratch_next_(workspace, count(problem.nodes()) + 1),
      features_(features) {
    if (workspace.exhausted()) {
        return;
    }
    for (NodeId v = 0; v < problem.nodes(); ++v) {
        supply_[v] = problem.supply_of(v);
    }
    excess_.fill_bytes(0);
    const Basis& basis = simplex_.basis();
    for (ArcId k = 0; k < basis.arcs; ++k) {
        place_[basis.input_arc[k]] = k;
    }
    index();
}

/// Where the nodes are now: the simplex numbers them anew.
void StandingSimplex::index() {
    const Basis& basis = simplex_.basis();
    for (NodeId v = 0; v <= basis.nodes; ++v) {
        if (v != basis.root) {
            node_at_[basis.input_node[v]] = v;
        }
    }
}

void StandingSimplex::set_capacity(ArcId arc, Amount capacity) {
    Basis& basis = simplex_.basis();
    const ArcId k = place_[arc];
    const Amount limit = capacity < 0 ? basis.room : capacity;
    const Amount more = limit - basis.capacity[k];
    basis.capacity[k] = limit;
    if (!is_solved_ || more == 0) {
        return;
    }
    if (basis.state[k] == Basis::at_upper) {
        excess_[basis.tail[k]] -= more;
        excess_[basis.head[k]] += more;
        flows_changed_ = true;
    } else if (basis.state[k] == Basis::basic) {
        const NodeId tail = basis.tail[k];
        const bool points_up = basis.tree.pred[tail] == 2 * k;
        auto& below = basis.tree.node[points_up ? tail : basis.head[k]];
        (points_up ? below.up : below.down) += more;
        flows_changed_ = flows_changed_ || below.up <= 0 || below.down < 0;
    }
}

void StandingSimplex::set_cost(ArcId arc, Amount cost) {
    Basis& basis = simplex_.basis();
    const ArcId k = place_[arc];
    if (basis.cost[k] == cost) {
        return;
    }
    basis.cost[k] = cost;
    is_unpriced_ = true;
    const Amount size = cost < 0 ? -cost : cost;
    // What artificial arcs cost depends on the largest.
    const bool is_largest = size > features_.largest_cost;
    features_.largest_cost = std::max(features_.largest_cost, size);
    prices_changed_ = prices_changed_ || is_largest || basis.state[k] == Basis::basic;
}

void StandingSimplex::add_supply(NodeId node, Amount more) {
    supply_[node] += more;
    if (is_solved_ && more != 0) {
        excess_[node_at_[node]] += more;
        flows_changed_ = true;
    }
}

CostStatus StandingSimplex::solve(std::uint64_t most_pivots) {
    if (!is_solved_) {
        return solve_from_scratch();
    }
    if (flows_changed_) {
        settle_flows();
    }
    if (tree_changed_) {
        simplex_.basis().tree.rebuild(simplex_.basis().root, scratch_first_, scratch_next_);
    }
    if (prices_changed_ || tree_changed_) {
        price_again();
        is_unpriced_ = true;
    }
    flows_changed_ = tree_changed_ = prices_changed_ = false;
    if (!is_unpriced_) {
        return simplex_.is_feasible() ? CostStatus::optimal : CostStatus::infeasible;
    }
    CostLimits limits;
    limits.iterations = most_pivots;
    const std::uint64_t before = simplex_.renumberings();
    const CostStatus status = simplex_.solve(limits);
    if (simplex_.renumberings() != before) {
        index();
    }
    is_unpriced_ = status == CostStatus::stopped || status == CostStatus::stopped_infeasible;
    return status;
}

/// Bottom-up through the tree: what a node's excess makes of the flow to its parent.
void StandingSimplex::settle_flows() {
    const Basis& basis = simplex_.basis();
    for (NodeId v = basis.tree.back[basis.root]; v != basis.root;) {
        const NodeId before = basis.tree.back[v];
        settle_node(v);
        v = before;
    }
    excess_[basis.root] = 0;
}

void StandingSimplex::settle_node(NodeId v) {
    Basis& basis = simplex_.basis();
    auto& node = basis.tree.node[v];
    const Amount more = excess_[v];
    excess_[v] = 0;
    const ArcId pred = basis.tree.pred[v];
    const bool points_down = (pred & 1) != 0;
    const ArcId k = pred >> 1;
    const Amount up = node.up - more;
    const Amount down = node.down + more;
    if (up > 0 && down >= 0) {
        node.up = up;
        node.down = down;
        excess_[node.parent] += more;
        return;
    }
    if (basis.is_artificial(k)) {
        hang_below_root(v, points_down ? -up : down);
        tree_changed_ = true;  // its price may have changed
        return;
    }
    // Off the bound that is nearest, or full towards the parent: the arc stays at that bound.
    const bool is_full_upwards = up <= 0;
    const bool at_upper = is_full_upwards != points_down;
    const Amount carried = is_full_upwards ? node.up : -node.down;  // more than before, upwards
    basis.state[k] = at_upper ? Basis::at_upper : Basis::at_lower;
    excess_[node.parent] += carried;
    hang_below_root(v, more - carried);
    tree_changed_ = true;
}

/// By the artificial arc, which carries so much to the root, or from it where that is negative.
void StandingSimplex::hang_below_root(NodeId v, Amount to_root) {
    Basis& basis = simplex_.basis();
    const bool points_down = to_root < 0;
    const Amount amount = points_down ? -to_root : to_root;
    auto& node = basis.tree.node[v];
    node.parent = basis.root;
    basis.tree.pred[v] = (basis.arcs + basis.input_node[v]) * 2 + (points_down ? 1 : 0);
    node.up = points_down ? amount : basis.room - amount;
    node.down = points_down ? basis.room - amount : amount;
}

void StandingSimplex::price_again() {
    Basis& basis = simplex_.basis();
    basis.set_dear(features_.largest_cost);
    basis.price[basis.root] = 0;
    const auto& tree = basis.tree;
    for (NodeId v = tree.thread[basis.root]; v != basis.root; v = tree.thread[v]) {
        const auto& node = tree.node[v];
        const ArcId k = tree.pred[v] >> 1;
        const bool points_down = (tree.pred[v] & 1) != 0;
        if (basis.is_artificial(k)) {
            basis.price[v] = points_down ? basis.dear : 0;
        } else {
            const Amount cost = basis.cost[k];
            basis.price[v] = basis.price[node.parent] + (points_down ? cost : -cost);
        }
    }
}

CostStatus StandingSimplex::solve_from_scratch() {
    Basis& basis = simplex_.basis();
    features_.sources = 0;
    features_.sinks = 0;
    features_.has_negative_cost = false;
    features_.largest_cost = 0;
    for (NodeId v = 0; v < basis.nodes; ++v) {
        features_.sources += supply_[v] > 0 ? 1 : 0;
        features_.sinks += supply_[v] < 0 ? 1 : 0;
    }
    for (ArcId k = 0; k < basis.arcs; ++k) {
        basis.state[k] = Basis::at_lower;
        const Amount cost = basis.cost[k];
        features_.largest_cost = std::max(features_.largest_cost, cost < 0 ? -cost : cost);
        features_.has_negative_cost = features_.has_negative_cost || cost < 0;
    }
    basis.set_dear(features_.largest_cost);
    basis.number_as_input();
    for (NodeId v = 0; v < basis.nodes; ++v) {
        basis.supply[v] = supply_[v];
    }
    basis.hang_all_below_root();
    excess_.fill_bytes(0);
    flows_changed_ = tree_changed_ = prices_changed_ = is_unpriced_ = false;
    const std::uint64_t before = simplex_.pivots();
    simplex_.start(features_);
    if (workspace_.exhausted()) {
        is_solved_ = false;
        return CostStatus::out_of_memory;
    }
    CostLimits limits;
    const CostStatus status = simplex_.solve(limits);
    pivots_from_scratch_ = simplex_.pivots() - before;
    is_solved_ = true;
    index();
    return status;
}

Int128 StandingSimplex::cost() const {
    const Basis& basis = simplex_.basis();
    Int128 sum = 0;
    for (NodeId v = 0; v <= basis.nodes; ++v) {
        if (v != basis.root && !basis.is_artificial(basis.tree.pred[v] >> 1)) {
            sum += Int128{basis.cost[basis.tree.pred[v] >> 1]} * basis.tree.flow_of(v);
        }
    }
    for (ArcId k = 0; k < basis.arcs; ++k) {
        if (basis.state[k] == Basis::at_upper) {
            sum += Int128{basis.cost[k]} * basis.capacity[k];
        }
    }
    return sum;
}

}  // namespace corridor::flow::kernel
