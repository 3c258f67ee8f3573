#include "analysis/route_graph.hpp"

#include <corridor/base/diagnostics.hpp>

#include <algorithm>
#include <queue>

namespace corridor::route_search {
namespace {

constexpr std::int64_t largest_sum = std::int64_t{1} << 62;

[[noreturn]] void refuse(const std::string& field, const std::string& expected,
                         const std::string& advice) {
    Diagnostics faults;
    Diagnostic fault;
    fault.field = field;
    fault.expected = expected;
    fault.found = "a figure beyond it";
    fault.advice = advice;
    faults.add(std::move(fault));
    throw DataError(std::move(faults));
}

/// Weighs parts of a way, and remembers the largest.
class Scale {
  public:
    Scale(Objective objective, const Valuation& valuation)
        : objective_(objective), valuation_(valuation) {}

    std::int64_t operator()(const TonneCost& cost, const std::string& what) {
        const auto value = weight(cost, objective_, valuation_);
        if (!value) {
            refuse(what, "a generalised cost of at most 2^40 µUSD/t",
                   "lower the value of time or the carbon price");
        }
        largest_ = std::max(largest_, *value);
        return *value;
    }
    [[nodiscard]] std::int64_t largest() const { return largest_; }

  private:
    Objective objective_;
    const Valuation& valuation_;
    std::int64_t largest_ = 0;
};

}  // namespace

RouteGraph::RouteGraph(const CostModel& model, const RouteQuery& query, Objective first,
                       Objective second, const Valuation& valuation)
    : graph_(&model.graph),
      origin_(model.network.find_node(query.from)->index),
      destination_(model.network.find_node(query.to)->index) {
    const Network& network = model.network;
    Scale primary(first, valuation);
    Scale secondary(second, valuation);
    const auto key = [&](const TonneCost& cost, const std::string& what, std::int32_t links) {
        return Key{primary(cost, what), secondary(cost, what), links};
    };
    const std::vector<bool> open = open_links(network, query.selection);
    const auto commodity = network.find_commodity(query.commodity);
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        if (!open[i] || link.tail == link.head ||
            (commodity && !link.commodities.contains(*commodity))) {
            continue;
        }
        const Key cost = key(model.link[i], link.id, 1);
        const std::uint32_t tail = graph_->tail_side[i];
        const std::uint32_t head = graph_->head_side[i];
        arcs_.push_back({i, false, tail, head, link.tail.index, link.head.index, cost});
        if (!link.directed) {
            arcs_.push_back({i, true, head, tail, link.head.index, link.tail.index, cost});
        }
    }
    for (std::uint32_t v = 0; v < network.nodes().size(); ++v) {
        passage_.push_back(key(model.passage[v], network.nodes()[v].id, 0));
    }
    transfer_ = key(model.transfer, "transfer", 0);
    const Int128 most = Int128{std::max(primary.largest(), secondary.largest())} * 3 *
                        static_cast<std::int64_t>(network.nodes().size());
    if (most > largest_sum) {
        refuse("network", "weights of which a route adds up to at most 2^62",
               "state smaller costs or times");
    }

    out_begin_.assign(network.nodes().size() + 1, 0);
    in_begin_.assign(side_count() + 1, 0);
    for (const Arc& each : arcs_) {
        ++out_begin_[each.tail + std::size_t{1}];
        ++in_begin_[each.head_side + std::size_t{1}];
    }
    for (std::size_t v = 1; v < out_begin_.size(); ++v) {
        out_begin_[v] += out_begin_[v - 1];
    }
    for (std::size_t s = 1; s < in_begin_.size(); ++s) {
        in_begin_[s] += in_begin_[s - 1];
    }
    out_.resize(arcs_.size());
    in_.resize(arcs_.size());
    std::vector<std::uint32_t> next_out(out_begin_.begin(), out_begin_.end() - 1);
    std::vector<std::uint32_t> next_in(in_begin_.begin(), in_begin_.end() - 1);
    for (std::uint32_t a = 0; a < arcs_.size(); ++a) {
        out_[next_out[arcs_[a].tail]++] = a;
        in_[next_in[arcs_[a].head_side]++] = a;
    }
}

ToGo::ToGo(const RouteGraph& graph) : graph_(graph), key_(graph.side_count(), unreached) {}

void ToGo::search() {
    run(nullptr, std::nullopt, {});
}

void ToGo::search(const std::vector<std::uint8_t>& banned, std::optional<std::uint32_t> arrival,
                  std::span<const std::uint32_t> first) {
    run(&banned, arrival, first);
}

void ToGo::run(const std::vector<std::uint8_t>* banned, std::optional<std::uint32_t> arrival,
               std::span<const std::uint32_t> first) {
    for (const std::uint32_t side : touched_) {
        key_[side] = unreached;
    }
    touched_.clear();
    using Entry = std::pair<Key, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto reach = [&](std::uint32_t side, const Key& key) {
        if (key < key_[side]) {
            if (key_[side] == unreached) {
                touched_.push_back(side);
            }
            key_[side] = key;
            queue.emplace(key, side);
        }
    };
    const TransferGraph& sides = *graph_.graph_;
    const auto reach_all = [&](std::uint32_t node, std::uint32_t departure, const Key& key) {
        for (std::uint32_t s = sides.first_side[node]; s < sides.first_side[node + std::size_t{1}];
             ++s) {
            reach(s, graph_.through(s, departure) + key);
        }
    };
    const std::uint32_t end = graph_.destination();
    for (std::uint32_t s = sides.first_side[end]; s < sides.first_side[end + std::size_t{1}]; ++s) {
        reach(s, Key{});
    }
    Key best = unreached;
    while (!queue.empty()) {
        const Entry entry = queue.top();
        queue.pop();
        if (entry.first != key_[entry.second]) {
            continue;
        }
        if (banned != nullptr) {
            if (entry.first >= best) {
                break;
            }
            for (const std::uint32_t a : first) {
                if (graph_.arc(a).head_side == entry.second) {
                    best = std::min(best, graph_.leaving(arrival, graph_.arc(a)) + entry.first);
                }
            }
        }
        for (const std::uint32_t a : graph_.arcs_into(entry.second)) {
            const Arc& arc = graph_.arc(a);
            if (arc.tail != end && (banned == nullptr || (*banned)[arc.tail] == 0)) {
                reach_all(arc.tail, arc.tail_side, arc.key + entry.first);
            }
        }
    }
}

std::vector<std::uint32_t> ToGo::best_way(std::optional<std::uint32_t> arrival,
                                          std::span<const std::uint32_t> first) const {
    std::vector<std::uint32_t> way;
    std::span<const std::uint32_t> choices = first;
    while (true) {
        Key best = unreached;
        std::uint32_t chosen = 0;
        for (const std::uint32_t a : choices) {
            const Arc& arc = graph_.arc(a);
            if (key_[arc.head_side] == unreached) {
                continue;
            }
            const Key key = graph_.leaving(arrival, arc) + key_[arc.head_side];
            if (key < best) {
                best = key;
                chosen = a;
            }
        }
        if (best == unreached) {
            return {};
        }
        way.push_back(chosen);
        const Arc& arc = graph_.arc(chosen);
        if (arc.head == graph_.destination()) {
            return way;
        }
        arrival = arc.head_side;
        choices = graph_.arcs_out(arc.head);
    }
}

std::vector<RouteStep> steps_of(const RouteGraph& graph, std::span<const std::uint32_t> way) {
    std::vector<RouteStep> steps;
    for (const std::uint32_t a : way) {
        steps.push_back({LinkId{graph.arc(a).link}, graph.arc(a).reversed});
    }
    return steps;
}

TonneCost cost_of(const CostModel& model, const std::vector<RouteStep>& steps) {
    TonneCost cost;
    std::optional<std::uint32_t> arrival;
    for (const RouteStep& step : steps) {
        const std::uint32_t i = step.link.index;
        const TransferGraph& graph = model.graph;
        const std::uint32_t departure = step.reversed ? graph.head_side[i] : graph.tail_side[i];
        if (arrival) {
            cost += model.through(*arrival, departure);
        }
        cost += model.link[i];
        arrival = step.reversed ? graph.tail_side[i] : graph.head_side[i];
    }
    return cost;
}

RouteProof proof_of(const RouteGraph& graph, const ToGo& to_go, Objective objective) {
    RouteProof proof;
    proof.objective = objective;
    for (std::uint32_t s = 0; s < graph.side_count(); ++s) {
        proof.to_go.push_back(to_go.from(s) == unreached ? -1 : to_go.from(s).first);
    }
    return proof;
}

}  // namespace corridor::route_search
