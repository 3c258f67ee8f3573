#include "flow/cost_lowering.hpp"

#include <corridor/base/contract.hpp>

#include <algorithm>

namespace corridor::flow {
namespace {

using Kind = ArcMeaning::Kind;

constexpr std::uint32_t none = ~std::uint32_t{0};

Valuation valuation_of(const CostModel& model, const MinCostQuery& query) {
    return query.valuation.value_or(Valuation{model.rates.value_of_day, {}});
}

class CostLowering {
  public:
    CostLowering(const CostModel& model, const MinCostQuery& query, const CostWeights& weights,
                 const LoweringChoice& choice)
        : model_(model),
          network_(model.network),
          query_(query),
          amount_(query.amount),
          weights_(weights),
          choice_(choice),
          container_limits_apply_(query.commodity.empty() || query.commodity == containers),
          open_(open_links(model.network, query.selection)) {}

    CostLowered run() {
        reserve_for_endpoints();
        lowered_.arrival.resize(model_.graph.sides.size());
        lowered_.departure.resize(model_.graph.sides.size());
        hub_.resize(network_.nodes().size());
        for (std::uint32_t v = 0; v < network_.nodes().size(); ++v) {
            add_node(NodeId{v});
        }
        add_links();
        add_endpoints();
        return std::move(lowered_);
    }

  private:
    /// Where what starts and ends at a node attaches: an entry and an exit, or each of its sides.
    struct Hub {
        std::uint32_t entry = none;
        std::uint32_t exit = none;
        bool by_side = false;
    };

    [[nodiscard]] std::optional<std::int64_t> limit(Element element) const {
        const auto& capacity = network_.capacity(element);
        if (!capacity || (capacity->containers_only && !container_limits_apply_)) {
            return std::nullopt;
        }
        return element == choice_.changed ? choice_.changed_capacity : capacity->rate.count();
    }
    [[nodiscard]] std::optional<std::int64_t> throughput(NodeId node) const {
        return choice_.relaxed[node.index] ? std::nullopt : limit(Element::of(node));
    }

    std::uint32_t new_node() {
        lowered_.problem.supply.push_back(0);
        return lowered_.problem.node_count++;
    }

    void add(std::uint32_t from, std::uint32_t to, std::int64_t capacity, std::int64_t cost,
             ArcMeaning meaning = {}) {
        lowered_.problem.add(from, to, capacity, cost);
        lowered_.meaning.push_back(meaning);
    }

    void reserve_for_endpoints() {
        lowered_.reserved.assign(network_.nodes().size(), 0);
        is_endpoint_.assign(network_.nodes().size(), false);
        for (const auto* endpoints : {&query_.from, &query_.to}) {
            const bool taken = all_taken(*endpoints, amount_);
            for (const Endpoint& endpoint : *endpoints) {
                const std::uint32_t v = network_.find_node(endpoint.node)->index;
                is_endpoint_[v] = true;
                if (taken) {
                    const std::int64_t sure =
                        endpoints->size() == 1 ? amount_.count() : endpoint.limit->count();
                    lowered_.reserved[v] += sure;
                }
            }
        }
    }

    [[nodiscard]] bool has_quay(std::uint32_t side) const {
        const Side& at = model_.graph.sides[side];
        return at.carrier == Carrier::vessel && limit(Element::terminal_of(at.node)).has_value();
    }

    void add_node(NodeId node) {
        const auto shared = throughput(node);
        const std::uint32_t first = model_.graph.sides_begin(node);
        const std::uint32_t last = model_.graph.sides_end(node);
        const bool single = last - first == 1 && !has_quay(first);
        if (!shared) {
            single ? add_plain(node, first) : add_sides(node);
        } else if (single && !is_endpoint_[node.index]) {
            const Hub hub = add_throughput(node, *shared);
            lowered_.arrival[first] = {hub.entry, 0};
            lowered_.departure[first] = {hub.exit, 0};
        } else {
            add_shared(node, *shared);
        }
    }

    /// One vertex: the stay is paid on arrival, and given back to what ends here.
    void add_plain(NodeId node, std::uint32_t side) {
        const std::uint32_t v = new_node();
        hub_[node.index] = {v, v, false};
        lowered_.arrival[side] = {v, weights_.passage[node.index]};
        lowered_.departure[side] = {v, 0};
    }

    /// Every side by itself, joined through a hub.
    void add_sides(NodeId node) {
        const std::int64_t stay = weights_.passage[node.index];
        const std::uint32_t first = model_.graph.sides_begin(node);
        const std::uint32_t last = model_.graph.sides_end(node);
        hub_[node.index].by_side = true;
        const std::uint32_t hub = last - first > 1 ? new_node() : none;
        for (std::uint32_t s = first; s < last; ++s) {
            const std::int64_t back = add_side(node, s);
            if (hub != none) {
                add(leaves(s), hub, unlimited, weights_.transfer + stay - back);
                add(hub, enters(s), unlimited, -back);
            }
        }
    }

    /// The vertices of a side; what passes it stays and, at a quay, takes of the terminal. Returns
    /// what a tonne that changes sides has paid for its stay here already.
    std::int64_t add_side(NodeId node, std::uint32_t side) {
        const std::int64_t stay = weights_.passage[node.index];
        const std::uint32_t arrival = new_node();
        const std::uint32_t departure = new_node();
        lowered_.arrival[side] = {arrival, 0};
        lowered_.departure[side] = {departure, 0};
        if (has_quay(side)) {
            add(arrival, departure, *limit(Element::terminal_of(node)), stay,
                {Kind::container_terminal, node.index});
            return stay;
        }
        if (!throughput(node)) {
            add(arrival, departure, unlimited, stay);
        }
        return 0;
    }

    /// From where a side is left towards the others, and where it is entered from them: a quay lies
    /// between.
    [[nodiscard]] std::uint32_t leaves(std::uint32_t side) const {
        return has_quay(side) ? lowered_.departure[side].node : lowered_.arrival[side].node;
    }
    [[nodiscard]] std::uint32_t enters(std::uint32_t side) const {
        return has_quay(side) ? lowered_.arrival[side].node : lowered_.departure[side].node;
    }

    Hub add_throughput(NodeId node, std::int64_t most_passing) {
        Hub hub;
        hub.entry = new_node();
        hub.exit = new_node();
        const std::int64_t left =
            std::max<std::int64_t>(0, most_passing - lowered_.reserved[node.index]);
        add(hub.entry, hub.exit, left, weights_.passage[node.index],
            {Kind::node_throughput, node.index});
        hub_[node.index] = hub;
        return hub;
    }

    /// All sides share the throughput; handling is paid towards and from the node's home side.
    void add_shared(NodeId node, std::int64_t most_passing) {
        const Hub hub = add_throughput(node, most_passing);
        hub_[node.index].by_side = true;
        for (std::uint32_t s = model_.graph.sides_begin(node); s < model_.graph.sides_end(node);
             ++s) {
            const std::int64_t handling = s == choice_.home[node.index] ? 0 : weights_.transfer;
            const std::int64_t back = add_side(node, s);
            add(leaves(s), hub.entry, unlimited, handling - back);
            add(hub.exit, enters(s), unlimited, handling - back);
        }
    }

    void add_links() {
        const auto commodity = network_.find_commodity(query_.commodity);
        std::vector<std::int64_t> floor(open_.size(), 0);
        for (const LinkFloor& each : query_.at_least) {
            floor[network_.find_link(each.link)->index] = each.at_least.count();
        }
        const bool has_floors = !query_.at_least.empty();
        if (has_floors) {
            lowered_.problem.lower.assign(lowered_.problem.arc_count(), 0);
        }
        for (std::uint32_t i = 0; i < open_.size(); ++i) {
            const Link& link = network_.links()[i];
            if (!open_[i] || (commodity && !link.commodities.contains(*commodity)) ||
                link.tail == link.head) {
                continue;
            }
            const std::int64_t capacity = limit(Element::of(LinkId{i})).value_or(unlimited);
            const std::uint32_t tail = model_.graph.tail_side[i];
            const std::uint32_t head = model_.graph.head_side[i];
            add_direction(tail, head, capacity, {Kind::link_forward, i});
            if (has_floors) {
                lowered_.problem.lower.push_back(floor[i]);
            }
            if (!link.directed) {
                add_direction(head, tail, capacity, {Kind::link_backward, i});
                if (has_floors) {
                    lowered_.problem.lower.push_back(0);
                }
            }
        }
    }

    void add_direction(std::uint32_t from, std::uint32_t to, std::int64_t capacity,
                       ArcMeaning meaning) {
        const Attachment& departure = lowered_.departure[from];
        const Attachment& arrival = lowered_.arrival[to];
        add(departure.node, arrival.node, capacity,
            weights_.link[meaning.index] + departure.cost + arrival.cost, meaning);
    }

    void add_endpoints() {
        const std::uint32_t source = new_node();
        const std::uint32_t sink = new_node();
        lowered_.problem.supply[source] = amount_.count();
        lowered_.problem.supply[sink] = -amount_.count();
        const bool origins_sure = all_taken(query_.from, amount_);
        const bool destinations_sure = all_taken(query_.to, amount_);
        for (std::uint32_t i = 0; i < query_.from.size(); ++i) {
            const std::uint32_t start = new_node();
            lowered_.start.push_back(start);
            add(source, start, most(query_.from[i], origins_sure), 0, {Kind::origin, i});
            attach(query_.from[i], start, true, origins_sure);
        }
        for (std::uint32_t i = 0; i < query_.to.size(); ++i) {
            const std::uint32_t end = new_node();
            lowered_.end.push_back(end);
            attach(query_.to[i], end, false, destinations_sure);
            add(end, sink, most(query_.to[i], destinations_sure), 0, {Kind::destination, i});
        }
        lowered_.problem.lower.resize(
            lowered_.problem.lower.empty() ? 0 : lowered_.problem.arc_count(), 0);
    }

    /// What may start or end: at most the limit, and where it is sure to use the node's throughput,
    /// at most that.
    [[nodiscard]] std::int64_t most(const Endpoint& endpoint, bool sure) const {
        std::int64_t result = endpoint.limit ? endpoint.limit->count() : unlimited;
        const auto passing = limit(Element::of(*network_.find_node(endpoint.node)));
        if (sure && passing && (result == unlimited || result > *passing)) {
            result = *passing;
        }
        return result;
    }

    void attach(const Endpoint& endpoint, std::uint32_t vertex, bool is_start, bool sure) {
        const NodeId node = *network_.find_node(endpoint.node);
        const Hub& hub = hub_[node.index];
        const std::int64_t stay = weights_.passage[node.index];
        const auto join = [&](std::uint32_t other, std::int64_t cost) {
            is_start ? add(vertex, other, unlimited, cost) : add(other, vertex, unlimited, cost);
        };
        if (!hub.by_side) {
            join(is_start ? hub.exit : hub.entry, is_start ? 0 : -stay);
            return;
        }
        if (hub.entry != none && !sure) {
            join(is_start ? hub.entry : hub.exit, -stay);
            return;
        }
        for (std::uint32_t s = model_.graph.sides_begin(node); s < model_.graph.sides_end(node);
             ++s) {
            join(is_start ? enters(s) : leaves(s), has_quay(s) ? -stay : 0);
        }
    }

    const CostModel& model_;
    const Network& network_;
    const MinCostQuery& query_;
    TonnesPerYear amount_;
    const CostWeights& weights_;
    const LoweringChoice& choice_;
    bool container_limits_apply_;
    std::vector<bool> open_;
    std::vector<bool> is_endpoint_;
    std::vector<Hub> hub_;
    CostLowered lowered_;
};

}  // namespace

CostLowered lower(const CostModel& model, const MinCostQuery& query, const CostWeights& weights,
                  const LoweringChoice& choice) {
    return CostLowering(model, query, weights, choice).run();
}

std::vector<bool> shared_by_sides(const CostModel& model, const MinCostQuery& query) {
    const bool containers_count = query.commodity.empty() || query.commodity == containers;
    std::vector<bool> shared;
    for (std::uint32_t v = 0; v < model.network.nodes().size(); ++v) {
        const auto& throughput = model.network.nodes()[v].throughput;
        const bool applies = throughput && (!throughput->containers_only || containers_count);
        const std::uint32_t sides =
            model.graph.sides_end(NodeId{v}) - model.graph.sides_begin(NodeId{v});
        shared.push_back(applies && sides > 1);
    }
    return shared;
}

bool all_taken(const std::vector<Endpoint>& endpoints, TonnesPerYear amount) {
    if (endpoints.size() == 1) {
        return true;
    }
    std::int64_t sum = 0;
    for (const Endpoint& endpoint : endpoints) {
        if (!endpoint.limit || endpoint.limit->count() > amount.count() - sum) {
            return false;
        }
        sum += endpoint.limit->count();
    }
    return sum == amount.count();
}

CostWeights cost_weights(const CostModel& model, const MinCostQuery& query) {
    CostWeights weights;
    if (!query.own_cost.empty()) {
        weights.link = query.own_cost;
        weights.passage.assign(model.network.nodes().size(), 0);
        return weights;
    }
    const Valuation valuation = valuation_of(model, query);
    const auto of = [&](const TonneCost& cost) {
        const auto value = weight(cost, query.objective, valuation);
        expects(value.has_value(), "every cost of a checked question is at most 2^40");
        return *value;
    };
    for (const TonneCost& cost : model.link) {
        weights.link.push_back(of(cost));
    }
    for (const TonneCost& cost : model.passage) {
        weights.passage.push_back(of(cost));
    }
    weights.transfer = of(model.transfer);
    return weights;
}

}  // namespace corridor::flow
