#include "flow/multicommodity/route_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace corridor::flow::multicommodity {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;
constexpr std::size_t most_corrections =
    1000;  ///< of each node, before a cycle is taken for granted

/// Arcs by tail and by head, of the arcs still alive.
struct Surroundings {
    std::vector<std::vector<std::uint32_t>> out, in;
};

/// The two neighbours of a node, none where it has fewer or more.
struct Neighbours {
    std::uint32_t first = none;
    std::uint32_t second = none;
    bool more = false;

    void add(std::uint32_t node) {
        if (first == none || first == node) {
            first = node;
        } else if (second == none || second == node) {
            second = node;
        } else {
            more = true;
        }
    }
};

}  // namespace

RouteGraph::RouteGraph(const MulticommodityProblem& problem) : node_count_(problem.node_count) {
    contract(problem);
    price_edges(problem);
    merge_limits(problem);
}

void RouteGraph::contract(const MulticommodityProblem& problem) {
    const std::size_t n = problem.node_count;
    const std::size_t m = problem.arc_count();
    std::vector<std::uint8_t> terminal(n, 0);
    for (const auto& demand : problem.demands) {
        terminal[demand.origin] = 1;
        terminal[demand.destination] = 1;
    }
    for (const auto& equipment : problem.equipment) {
        for (std::uint32_t v = 0; v < n; ++v) {
            if (equipment.place[v] != MulticommodityProblem::no_place) {
                terminal[v] = 1;
            }
        }
        for (std::size_t p = 0; p < equipment.leaves.size(); ++p) {
            terminal[equipment.leaves[p]] = 1;
            terminal[equipment.arrives[p]] = 1;
        }
    }
    std::vector<std::uint8_t> alive(m, 1);
    std::vector<std::vector<std::uint32_t>> around(n);
    for (std::uint32_t a = 0; a < m; ++a) {
        if (problem.tail[a] == problem.head[a]) {
            alive[a] = 0;
        } else {
            around[problem.tail[a]].push_back(a);
            around[problem.head[a]].push_back(a);
        }
    }
    const auto other = [&](std::uint32_t arc, std::uint32_t node) {
        return problem.tail[arc] == node ? problem.head[arc] : problem.tail[arc];
    };
    const auto neighbours = [&](std::uint32_t node) {
        Neighbours found;
        for (const std::uint32_t a : around[node]) {
            if (alive[a] != 0) {
                found.add(other(a, node));
            }
        }
        return found;
    };
    // Dead ends: nodes with one neighbour that no demand starts or ends at.
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t v = 0; v < n; ++v) {
        waiting.push_back(v);
    }
    while (!waiting.empty()) {
        const std::uint32_t v = waiting.back();
        waiting.pop_back();
        if (terminal[v] != 0) {
            continue;
        }
        const Neighbours found = neighbours(v);
        if (found.first != none && found.second == none) {
            for (const std::uint32_t a : around[v]) {
                alive[a] = 0;
            }
            waiting.push_back(found.first);
        }
    }
    // Chains: nodes with two neighbours, at most one arc each way to each of them.
    std::vector<std::uint8_t> chained(n, 0);
    std::vector<std::uint32_t> next(m, none);
    for (std::uint32_t v = 0; v < n; ++v) {
        const Neighbours found = neighbours(v);
        if (terminal[v] != 0 || found.second == none || found.more) {
            continue;
        }
        // [neighbour][0: into v, 1: out of v]
        std::uint32_t arcs[2][2] = {{none, none}, {none, none}};
        bool simple = true;
        for (const std::uint32_t a : around[v]) {
            if (alive[a] != 0) {
                std::uint32_t& place =
                    arcs[other(a, v) == found.first ? 0 : 1][problem.tail[a] == v ? 1 : 0];
                simple = simple && place == none;
                place = a;
            }
        }
        if (simple) {
            chained[v] = 1;
            for (const int side : {0, 1}) {
                if (arcs[side][0] != none) {
                    next[arcs[side][0]] = arcs[1 - side][1];
                }
            }
        }
    }
    std::vector<std::uint32_t> chain;
    for (std::uint32_t a = 0; a < m; ++a) {
        if (alive[a] == 0 || chained[problem.tail[a]] != 0) {
            continue;
        }
        chain.assign(1, a);
        while (chain.back() != none && chained[problem.head[chain.back()]] != 0) {
            chain.push_back(next[chain.back()]);
        }
        if (chain.back() == none || problem.head[chain.back()] == problem.tail[a]) {
            continue;
        }
        tail_.push_back(problem.tail[a]);
        head_.push_back(problem.head[chain.back()]);
        arcs_.insert(arcs_.end(), chain.begin(), chain.end());
        arcs_begin_.push_back(arcs_.size());
    }
    star_begin_.assign(n + 1, 0);
    for (const std::uint32_t v : tail_) {
        ++star_begin_[v + 1];
    }
    for (std::size_t v = 0; v < n; ++v) {
        star_begin_[v + 1] += star_begin_[v];
    }
    star_.resize(tail_.size());
    std::vector<std::size_t> fill(star_begin_.begin(), star_begin_.end() - 1);
    for (std::uint32_t e = 0; e < tail_.size(); ++e) {
        star_[fill[tail_[e]]++] = e;
    }
}

void RouteGraph::price_edges(const MulticommodityProblem& problem) {
    for (const auto& commodity : problem.commodities) {
        std::vector<double> cost(edge_count(), 0.0);
        for (std::uint32_t e = 0; e < edge_count(); ++e) {
            for (const std::uint32_t a : arcs(e)) {
                cost[e] += commodity.cost.empty() ? 0.0 : commodity.cost[a];
                if (!commodity.open.empty() && commodity.open[a] == 0) {
                    cost[e] = unreachable;
                }
            }
        }
        cost_.push_back(std::move(cost));
    }
}

void RouteGraph::merge_limits(const MulticommodityProblem& problem) {
    std::vector<std::uint32_t> edge_of(problem.arc_count(), none);
    for (std::uint32_t e = 0; e < edge_count(); ++e) {
        for (const std::uint32_t a : arcs(e)) {
            edge_of[a] = e;
        }
    }
    std::vector<Row> single(problem.limits.size());
    for (const auto& use : problem.arc_uses) {
        if (use.per_unit > 0.0 && edge_of[use.arc] != none) {
            single[use.limit].edge_uses.push_back({use.commodity, edge_of[use.arc], use.per_unit});
        }
    }
    for (const auto& use : problem.demand_uses) {
        if (use.per_unit > 0.0) {
            single[use.limit].demand_uses.push_back(use);
        }
    }
    std::unordered_multimap<std::uint64_t, std::uint32_t> seen;
    for (std::uint32_t limit = 0; limit < single.size(); ++limit) {
        Row& row = single[limit];
        std::sort(row.edge_uses.begin(), row.edge_uses.end(), [](const auto& a, const auto& b) {
            return std::tie(a.edge, a.commodity) < std::tie(b.edge, b.commodity);
        });
        std::size_t kept = 0;
        for (const EdgeUse& use : row.edge_uses) {
            if (kept > 0 && row.edge_uses[kept - 1].edge == use.edge &&
                row.edge_uses[kept - 1].commodity == use.commodity) {
                row.edge_uses[kept - 1].per_unit += use.per_unit;
            } else {
                row.edge_uses[kept++] = use;
            }
        }
        row.edge_uses.resize(kept);
        std::sort(row.demand_uses.begin(), row.demand_uses.end(),
                  [](const auto& a, const auto& b) { return a.demand < b.demand; });
        if (row.edge_uses.empty() && row.demand_uses.empty()) {
            continue;
        }
        const double factor = row.edge_uses.empty() ? row.demand_uses.front().per_unit
                                                    : row.edge_uses.front().per_unit;
        std::uint64_t hash = 1469598103934665603U;
        const auto mix = [&hash](std::uint64_t word) {
            hash = (hash ^ word) * 1099511628211U;
            hash ^= hash >> 29;
        };
        for (EdgeUse& use : row.edge_uses) {
            use.per_unit /= factor;
            mix(use.edge);
            mix(use.commodity);
        }
        for (auto& use : row.demand_uses) {
            use.per_unit /= factor;
            use.limit = 0;
            mix(use.demand);
        }
        const auto same = [&](const Row& a, const Row& b) {
            return std::equal(a.edge_uses.begin(), a.edge_uses.end(), b.edge_uses.begin(),
                              b.edge_uses.end(),
                              [](const EdgeUse& x, const EdgeUse& y) {
                                  return x.edge == y.edge && x.commodity == y.commodity &&
                                         x.per_unit == y.per_unit;
                              }) &&
                   std::equal(a.demand_uses.begin(), a.demand_uses.end(), b.demand_uses.begin(),
                              b.demand_uses.end(), [](const auto& x, const auto& y) {
                                  return x.demand == y.demand && x.per_unit == y.per_unit;
                              });
        };
        const auto [begin, end] = seen.equal_range(hash);
        const auto found = std::find_if(
            begin, end, [&](const auto& entry) { return same(rows_[entry.second], row); });
        if (found != end) {
            rows_[found->second].members.push_back({limit, factor});
        } else {
            seen.emplace(hash, static_cast<std::uint32_t>(rows_.size()));
            row.members.push_back({limit, factor});
            rows_.push_back(std::move(row));
        }
    }
}

ShortestPaths::ShortestPaths(const RouteGraph& graph)
    : graph_(&graph),
      distance_(graph.node_count()),
      into_(graph.node_count()),
      stamp_(graph.node_count(), 0),
      wanted_(graph.node_count(), 0),
      steps_begin_{0} {
    for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
        for (const std::uint32_t e : graph.edges_from(v)) {
            steps_.push_back({e, graph.head(e)});
        }
        steps_begin_.push_back(static_cast<std::uint32_t>(steps_.size()));
    }
}

void ShortestPaths::run(std::span<const double> length, std::uint32_t origin,
                        std::span<const std::uint32_t> targets) {
    ++round_;
    std::size_t missing = 0;
    for (const std::uint32_t target : targets) {
        missing += wanted_[target] != round_ ? 1U : 0U;
        wanted_[target] = round_;
    }
    const auto later = [](const Waiting& a, const Waiting& b) { return a.distance > b.distance; };
    heap_.clear();
    heap_.push_back({0.0, origin});
    distance_[origin] = 0.0;
    stamp_[origin] = round_;
    into_[origin] = none;
    while (!heap_.empty()) {
        std::pop_heap(heap_.begin(), heap_.end(), later);
        const Waiting now = heap_.back();
        heap_.pop_back();
        if (now.distance > distance_[now.node]) {
            continue;
        }
        if (wanted_[now.node] == round_) {
            wanted_[now.node] = 0;
            if (--missing == 0) {
                return;
            }
        }
        for (std::uint32_t s = steps_begin_[now.node]; s < steps_begin_[now.node + 1]; ++s) {
            const Step step = steps_[s];
            const double distance = now.distance + length[step.edge];
            if (distance == unreachable ||
                (stamp_[step.head] == round_ && distance >= distance_[step.head])) {
                continue;
            }
            stamp_[step.head] = round_;
            distance_[step.head] = distance;
            into_[step.head] = step.edge;
            heap_.push_back({distance, step.head});
            std::push_heap(heap_.begin(), heap_.end(), later);
        }
    }
}

void ShortestPaths::run_signed(std::span<const double> length, std::uint32_t origin,
                               double rounding) {
    ++round_;
    heap_.clear();
    label(origin, 0.0, none);
    correct(length, rounding, {});
}

void ShortestPaths::run_from(std::span<const std::uint32_t> starts, std::span<const double> labels,
                             std::span<const double> length,
                             std::span<const std::uint32_t> rest_of) {
    ++round_;
    heap_.clear();
    for (std::size_t i = 0; i < starts.size(); ++i) {
        if (stamp_[starts[i]] != round_ || labels[i] < distance_[starts[i]]) {
            label(starts[i], labels[i], none);
        }
    }
    correct(length, 0.0, rest_of);
}

void ShortestPaths::label(std::uint32_t node, double distance, std::uint32_t into) {
    stamp_[node] = round_;
    distance_[node] = distance;
    into_[node] = into;
    heap_.push_back({distance, node});
    std::push_heap(heap_.begin(), heap_.end(),
                   [](const Waiting& a, const Waiting& b) { return a.distance > b.distance; });
}

/// Dijkstra's method that takes a node up again where a length below 0 makes it nearer.
void ShortestPaths::correct(std::span<const double> length, double rounding,
                            std::span<const std::uint32_t> rest_of) {
    const auto later = [](const Waiting& a, const Waiting& b) { return a.distance > b.distance; };
    for (std::size_t steps = most_corrections * (distance_.size() + 1); !heap_.empty() && steps > 0;
         --steps) {
        std::pop_heap(heap_.begin(), heap_.end(), later);
        const Waiting now = heap_.back();
        heap_.pop_back();
        if (now.distance > distance_[now.node]) {
            continue;
        }
        const auto reach = [&](std::uint32_t node, double distance, std::uint32_t into) {
            if (distance < unreachable &&
                (stamp_[node] != round_ || distance < distance_[node] - rounding)) {
                label(node, distance, into);
            }
        };
        for (std::uint32_t s = steps_begin_[now.node]; s < steps_begin_[now.node + 1]; ++s) {
            reach(steps_[s].head, now.distance + length[steps_[s].edge], steps_[s].edge);
        }
        if (!rest_of.empty() && rest_of[now.node] != none) {
            reach(rest_of[now.node], now.distance, none);
        }
    }
}

void ShortestPaths::path_to(std::uint32_t node, std::vector<std::uint32_t>& edges) const {
    edges.clear();
    while (into_[node] != none) {
        edges.push_back(into_[node]);
        node = graph_->tail(into_[node]);
    }
    std::reverse(edges.begin(), edges.end());
}

}  // namespace corridor::flow::multicommodity
