#include "flow/kernel/min_cost_reduction.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

constexpr NodeId smallest_reduced = 1000;

std::size_t count(std::int32_t value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

bool CostReduction::is_promising(Workspace& workspace, const CostView& problem) {
    // Only thin networks have chains: count before anything is copied.
    if (problem.arcs() > 6 * Amount{problem.nodes()} || problem.nodes() < smallest_reduced) {
        return false;
    }
    Array<std::int32_t> degree(workspace, problem.node_count);
    if (workspace.exhausted()) {
        return false;
    }
    degree.fill_bytes(0);
    for (ArcId a = 0; a < problem.arcs(); ++a) {
        ++degree[problem.tail_of(a)];
        ++degree[problem.head_of(a)];
    }
    std::int64_t thin = 0;
    for (NodeId v = 0; v < problem.nodes(); ++v) {
        thin += degree[v] <= 4 && problem.supply_of(v) == 0 ? 1 : 0;
    }
    return thin * 12 > problem.nodes();
}

CostReduction::CostReduction(Workspace& workspace, const CostView& problem)
    : workspace_(workspace),
      inputs_(problem.arcs()),
      arcs_(workspace, count(problem.arcs()) + 2 * std::size_t{problem.node_count}),
      is_gone_(workspace, arcs_.size()),
      degree_(workspace, problem.node_count),
      place_of_(workspace, problem.node_count),
      is_listed_(workspace, problem.node_count),
      list_(workspace, problem.node_count),
      removed_(workspace, problem.node_count),
      node_in_rest_(workspace, problem.node_count) {
    if (workspace.exhausted()) {
        return;
    }
    load(problem);
    if (!workspace.exhausted()) {
        reduce(problem);
        compact(problem);
    }
}

/// Loops and arcs without capacity carry nothing and are left out at once.
void CostReduction::load(const CostView& problem) {
    degree_.fill_bytes(0);
    for (ArcId a = 0; a < inputs_; ++a) {
        arcs_[a] = {problem.tail_of(a),
                    problem.head_of(a),
                    problem.capacity_of(a),
                    problem.cost_of(a),
                    0,
                    none,
                    none};
        is_gone_[a] = arcs_[a].tail == arcs_[a].head || arcs_[a].capacity == 0 ? 1 : 0;
        if (is_gone_[a] == 0) {
            ++degree_[arcs_[a].tail];
            ++degree_[arcs_[a].head];
        }
    }
    arc_count_ = inputs_;
    std::int32_t places = 0;
    for (NodeId v = 0; v < problem.nodes(); ++v) {
        const bool is_kept = degree_[v] <= most_degree && problem.supply_of(v) == 0;
        place_of_[v] = is_kept ? places++ : none;
        is_listed_[v] = 0;
    }
    place_ = Array<Place>(workspace_, count(places));
    if (workspace_.exhausted()) {
        return;
    }
    for (NodeId v = 0; v < problem.nodes(); ++v) {
        degree_[v] = place_of_[v] == none ? degree_[v] : 0;
    }
    for (ArcId a = 0; a < inputs_; ++a) {
        if (is_gone_[a] != 0) {
            continue;
        }
        for (const NodeId v : {arcs_[a].tail, arcs_[a].head}) {
            if (place_of_[v] != none) {
                place_[place_of_[v]].arc[degree_[v]++] = a;
            }
        }
    }
}

void CostReduction::reduce(const CostView& problem) {
    for (NodeId v = problem.nodes() - 1; v >= 0; --v) {
        touch(v);
    }
    while (!list_.empty()) {
        const NodeId v = list_.pop();
        is_listed_[v] = 0;
        if (degree_[v] != none && degree_[v] <= 4) {
            if (is_dead_end(v)) {
                Removal removal{v, degree_[v], {none, none, none, none}};
                const Place place = place_[place_of_[v]];
                degree_[v] = none;
                for (int i = 0; i < removal.degree; ++i) {
                    const ArcId a = place.arc[i];
                    removal.arc[i] = a;
                    is_gone_[a] = 1;
                    detach(other_end(a, v), a);
                }
                removed_.push(removal);
            } else if (is_chain(v)) {
                contract(v);
            }
        }
    }
}

/// Lists a node whose arcs are kept and few.
void CostReduction::touch(NodeId v) {
    if (place_of_[v] != none && degree_[v] != none && degree_[v] <= 4 && is_listed_[v] == 0) {
        is_listed_[v] = 1;
        list_.push(v);
    }
}

void CostReduction::detach(NodeId v, ArcId arc) {
    if (place_of_[v] == none || degree_[v] == none) {
        return;
    }
    Place& place = place_[place_of_[v]];
    for (int i = 0; i < degree_[v]; ++i) {
        if (place.arc[i] == arc) {
            place.arc[i] = place.arc[--degree_[v]];
            break;
        }
    }
    touch(v);
}

bool CostReduction::is_dead_end(NodeId v) const {
    const Place& place = place_[place_of_[v]];
    bool has_in = false;
    bool has_out = false;
    bool one_neighbour = true;
    for (int i = 0; i < degree_[v]; ++i) {
        (arcs_[place.arc[i]].head == v ? has_in : has_out) = true;
        one_neighbour = one_neighbour && other_end(place.arc[i], v) == other_end(place.arc[0], v);
    }
    return !has_in || !has_out || one_neighbour;
}

/// One arc in and one out, or two of each, joining the same two neighbours.
bool CostReduction::is_chain(NodeId v) const {
    const Place& place = place_[place_of_[v]];
    if (degree_[v] == 2) {
        return true;  // in and out, of different neighbours: else a dead end
    }
    if (degree_[v] != 4) {
        return false;
    }
    NodeId in[2];
    NodeId out[2];
    int ins = 0;
    int outs = 0;
    for (int i = 0; i < 4; ++i) {
        const bool is_in = arcs_[place.arc[i]].head == v;
        if ((is_in ? ins : outs) == 2) {
            return false;
        }
        (is_in ? in[ins++] : out[outs++]) = other_end(place.arc[i], v);
    }
    return in[0] != in[1] &&
           ((in[0] == out[0] && in[1] == out[1]) || (in[0] == out[1] && in[1] == out[0]));
}

void CostReduction::contract(NodeId v) {
    Removal removal{v, degree_[v], {none, none, none, none}};
    const Place place = place_[place_of_[v]];
    for (int i = 0; i < removal.degree; ++i) {
        removal.arc[i] = place.arc[i];
    }
    for (int i = 0; i < removal.degree; ++i) {
        for (int j = 0; j < removal.degree; ++j) {
            const ArcId first = place.arc[i];
            const ArcId second = place.arc[j];
            if (arcs_[first].head == v && arcs_[second].tail == v &&
                arcs_[first].tail != arcs_[second].head) {
                join(first, second);
            }
        }
    }
    degree_[v] = none;
    removed_.push(removal);
}

void CostReduction::join(ArcId first, ArcId second) {
    const ArcId both = arc_count_++;
    const NodeId tail = arcs_[first].tail;
    const NodeId head = arcs_[second].head;
    arcs_[both] = {tail,
                   head,
                   std::min(arcs_[first].capacity, arcs_[second].capacity),
                   arcs_[first].cost + arcs_[second].cost,
                   0,
                   first,
                   second};
    is_gone_[both] = 0;
    is_gone_[first] = 1;
    is_gone_[second] = 1;
    for (const NodeId v : {tail, head}) {
        if (place_of_[v] == none) {
            continue;
        }
        Place& place = place_[place_of_[v]];
        for (int i = 0; i < degree_[v]; ++i) {
            if (place.arc[i] == (v == tail ? first : second)) {
                place.arc[i] = both;
            }
        }
        touch(v);
    }
}

void CostReduction::compact(const CostView& problem) {
    NodeId nodes = 0;
    for (NodeId v = 0; v < problem.nodes(); ++v) {
        node_in_rest_[v] = degree_[v] == none ? none : nodes++;
    }
    std::size_t arcs = 0;
    for (ArcId a = 0; a < arc_count_; ++a) {
        arcs += is_gone_[a] == 0 ? 1U : 0U;
    }
    rest_nodes_ = static_cast<std::uint32_t>(nodes);
    rest_arcs_ = arcs;
    most_ = problem.most;
    tail_ = Array<std::uint32_t>(workspace_, arcs);
    head_ = Array<std::uint32_t>(workspace_, arcs);
    capacity_ = Array<std::int64_t>(workspace_, arcs);
    cost_ = Array<std::int64_t>(workspace_, arcs);
    arc_of_rest_ = Array<ArcId>(workspace_, arcs);
    supply_ = Array<std::int64_t>(workspace_, count(nodes));
    if (workspace_.exhausted()) {
        return;
    }
    std::size_t k = 0;
    for (ArcId a = 0; a < arc_count_; ++a) {
        if (is_gone_[a] == 0) {
            tail_[k] = static_cast<std::uint32_t>(node_in_rest_[arcs_[a].tail]);
            head_[k] = static_cast<std::uint32_t>(node_in_rest_[arcs_[a].head]);
            capacity_[k] = arcs_[a].capacity;
            cost_[k] = arcs_[a].cost;
            arc_of_rest_[k++] = a;
        }
    }
    for (NodeId v = 0; v < problem.nodes(); ++v) {
        if (node_in_rest_[v] != none) {
            supply_[node_in_rest_[v]] = problem.supply_of(v);
        }
    }
}

CostView CostReduction::rest() const {
    return {rest_nodes_,
            {tail_.data(), rest_arcs_},
            {head_.data(), rest_arcs_},
            {capacity_.data(), rest_arcs_},
            {cost_.data(), rest_arcs_},
            {supply_.data(), rest_nodes_},
            most_};
}

void CostReduction::expand(const CostAnswer& rest, CostAnswer& answer) {
    for (std::size_t k = 0; k < rest_arcs_; ++k) {
        arcs_[arc_of_rest_[k]].flow = rest.flow[k];
    }
    for (std::size_t v = 0; v < answer.potential.size(); ++v) {
        if (node_in_rest_[v] != none) {
            answer.potential[v] = rest.potential[count(node_in_rest_[v])];
        }
    }
    // Each arc that stands for two is younger than they are, and so is each removal.
    for (ArcId a = arc_count_ - 1; a >= inputs_; --a) {
        arcs_[arcs_[a].first].flow = arcs_[a].flow;
        arcs_[arcs_[a].second].flow = arcs_[a].flow;
    }
    while (!removed_.empty()) {
        const Removal removal = removed_.pop();
        answer.potential[count(removal.node)] = potential_between(removal, answer);
    }
    for (ArcId a = 0; a < inputs_; ++a) {
        answer.flow[count(a)] = arcs_[a].flow;
    }
}

/// The largest potential that the arcs of a removed node allow, or the smallest where nothing
/// bounds it from above.
Amount CostReduction::potential_between(const Removal& removal, const CostAnswer& answer) const {
    const NodeId v = removal.node;
    Amount least = std::numeric_limits<Amount>::min();
    Amount most = std::numeric_limits<Amount>::max();
    for (int i = 0; i < removal.degree; ++i) {
        const Arc& arc = arcs_[removal.arc[i]];
        const bool is_in = arc.head == v;
        const Amount other = answer.potential[count(is_in ? arc.tail : arc.head)];
        const Amount tight = is_in ? other + arc.cost : other - arc.cost;
        // A reduced cost falls with the potential of the head and grows with that of the tail.
        const bool may_grow = arc.flow < arc.capacity;
        const bool may_shrink = arc.flow > 0;
        if (is_in ? may_grow : may_shrink) {
            most = std::min(most, tight);
        }
        if (is_in ? may_shrink : may_grow) {
            least = std::max(least, tight);
        }
    }
    if (most != std::numeric_limits<Amount>::max()) {
        return most;
    }
    return least != std::numeric_limits<Amount>::min() ? least : 0;
}

}  // namespace corridor::flow::kernel
