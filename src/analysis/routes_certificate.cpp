#include <corridor/analysis/routes.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/flow/max_flow.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>

namespace corridor {
namespace {

/// Checks routes against the model alone; shares no code with the searches.
class RouteChecker {
  public:
    RouteChecker(const CostModel& model, const RouteQuery& query, const Valuation& valuation)
        : model_(model),
          network_(model.network),
          query_(query),
          valuation_(valuation),
          open_(open_links(network_, query.selection)),
          commodity_(network_.find_commodity(query.commodity)),
          origin_(*network_.find_node(query.from)),
          destination_(*network_.find_node(query.to)) {}

    Diagnostics run(const Routes& answer) {
        for (std::size_t i = 0; i < answer.routes.size(); ++i) {
            check_route(answer.routes[i], i);
        }
        check_order(answer.routes);
        for (const RouteProof& proof : answer.proofs) {
            check_proof(proof, answer);
        }
        if (answer.proofs.size() > 1) {
            check_frontier(answer);
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string field, std::string expected, std::string found) {
        Diagnostic fault;
        fault.field = std::move(field);
        fault.expected = std::move(expected);
        fault.found = std::move(found);
        faults_.add(std::move(fault));
    }

    bool usable(LinkId id) const {
        const Link& link = network_.link(id);
        return open_[id.index] && (!commodity_ || link.commodities.contains(*commodity_));
    }

    std::int64_t weigh(const TonneCost& cost, Objective objective) const {
        return weight(cost, objective, valuation_).value_or(-1);
    }

    void check_route(const Route& route, std::size_t number) {
        const std::string name = fmt::format("route {}", number + 1);
        NodeId at = origin_;
        std::set<NodeId> seen = {at};
        TonneCost sum;
        std::optional<std::uint32_t> arrival;
        for (const RouteStep& step : route.steps) {
            const Link& link = network_.link(step.link);
            const NodeId from = step.reversed ? link.head : link.tail;
            const NodeId to = step.reversed ? link.tail : link.head;
            if (from != at || (step.reversed && link.directed)) {
                return fault(name, "links that follow each other", link.id);
            }
            if (!usable(step.link)) {
                return fault(name, "open links that carry the commodity", link.id);
            }
            const auto& tails = step.reversed ? model_.graph.head_side : model_.graph.tail_side;
            const auto& heads = step.reversed ? model_.graph.tail_side : model_.graph.head_side;
            if (arrival) {
                sum += model_.through(*arrival, tails[step.link.index]);
            }
            sum += model_.link[step.link.index];
            arrival = heads[step.link.index];
            at = to;
            if (!seen.insert(at).second) {
                return fault(name, "every place once", network_.node(at).id + " again");
            }
        }
        if (at != destination_ || route.steps.empty()) {
            fault(name, "an end at " + query_.to, network_.node(at).id);
        }
        if (!(sum == route.cost)) {
            fault(name, "the cost of its links and places", "another");
        }
    }

    void check_order(const std::vector<Route>& routes) {
        for (std::size_t i = 1; i < routes.size(); ++i) {
            if (routes[i].weight < routes[i - 1].weight) {
                fault(fmt::format("route {}", i + 1), "no less than the route before", "less");
            }
            for (std::size_t j = 0; j < i; ++j) {
                if (routes[i].steps == routes[j].steps) {
                    fault(fmt::format("route {}", i + 1), "another route", "the same as before");
                }
            }
        }
    }

    /// No way is shorter than its start's potential, because along each link the potential falls by
    /// at most what the link costs.
    void check_proof(const RouteProof& proof, const Routes& answer) {
        const TransferGraph& graph = model_.graph;
        const std::string name = fmt::format("proof of {}", to_string(proof.objective));
        if (proof.to_go.size() != graph.sides.size()) {
            return fault(name, "a potential for every side", "another number");
        }
        std::optional<std::int64_t> from_origin;
        stays_.clear();
        for (const TonneCost& stay : model_.passage) {
            stays_.push_back(weigh(stay, proof.objective));
        }
        transfer_ = weigh(model_.transfer, proof.objective);
        for (std::uint32_t s = graph.sides_begin(destination_); s < graph.sides_end(destination_);
             ++s) {
            if (proof.to_go[s] != 0) {
                fault(name, "0 at the destination", "another potential");
            }
        }
        for (std::uint32_t i = 0; i < network_.links().size(); ++i) {
            const Link& link = network_.links()[i];
            if (!usable(LinkId{i}) || link.tail == link.head) {
                continue;
            }
            const std::int64_t cost = weigh(model_.link[i], proof.objective);
            check_arc(proof, name, graph.tail_side[i], graph.head_side[i], cost, from_origin);
            if (!link.directed) {
                check_arc(proof, name, graph.head_side[i], graph.tail_side[i], cost, from_origin);
            }
        }
        const auto best = best_weight(answer, proof.objective);
        const bool first = proof.objective == answer.proofs.front().objective;
        const bool reached = answer.exhausted || (first && best);
        if (reached ? best != from_origin : best && from_origin && *best < *from_origin) {
            fault(name, "the least weight of a route", "another");
        }
    }

    /// The sum of the weights of the parts, which for generalised cost are rounded one by one.
    std::int64_t weight_of(const Route& route, Objective objective) const {
        std::int64_t sum = 0;
        std::optional<std::uint32_t> arrival;
        for (const RouteStep& step : route.steps) {
            const std::uint32_t i = step.link.index;
            const std::uint32_t tail = model_.graph.tail_side[i];
            const std::uint32_t head = model_.graph.head_side[i];
            if (arrival) {
                const std::uint32_t departure = step.reversed ? head : tail;
                sum += weigh(model_.passage[model_.graph.sides[departure].node.index], objective);
                sum += departure == *arrival ? 0 : weigh(model_.transfer, objective);
            }
            sum += weigh(model_.link[i], objective);
            arrival = step.reversed ? tail : head;
        }
        return sum;
    }

    std::optional<std::int64_t> best_weight(const Routes& answer, Objective objective) {
        std::optional<std::int64_t> best;
        for (const Route& route : answer.routes) {
            const std::int64_t sum = weight_of(route, objective);
            if (answer.proofs.front().objective == objective && sum != route.weight) {
                fault("weight", "the sum of its parts", "another");
            }
            best = best ? std::min(*best, sum) : sum;
        }
        return best;
    }

    void check_arc(const RouteProof& proof, const std::string& name, std::uint32_t tail,
                   std::uint32_t head, std::int64_t cost,
                   std::optional<std::int64_t>& from_origin) {
        const std::int64_t on = proof.to_go[head];
        const TransferGraph& graph = model_.graph;
        const NodeId node = graph.sides[tail].node;
        if (on < 0 || node == destination_) {
            return;
        }
        if (node == origin_) {
            from_origin = from_origin ? std::min(*from_origin, cost + on) : cost + on;
        }
        for (std::uint32_t s = graph.sides_begin(node); s < graph.sides_end(node); ++s) {
            const std::int64_t most = stays_[node.index] + (s == tail ? 0 : transfer_) + cost + on;
            if (proof.to_go[s] < 0 || proof.to_go[s] > most) {
                fault(name, "potentials that fall by at most the cost of a link",
                      "more at " + network_.node(node).id);
            }
        }
    }

    void check_frontier(const Routes& answer) {
        std::vector<std::vector<std::int64_t>> values;
        for (const Route& route : answer.routes) {
            values.emplace_back();
            for (const RouteProof& proof : answer.proofs) {
                values.back().push_back(weight_of(route, proof.objective));
            }
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            for (std::size_t j = 0; j < values.size(); ++j) {
                const bool beats = i != j && std::equal(values[i].begin(), values[i].end(),
                                                        values[j].begin(), std::less_equal<>());
                if (beats) {
                    fault(fmt::format("route {}", j + 1), "a route that no other beats",
                          fmt::format("no better than route {}", i + 1));
                }
            }
        }
    }

    const CostModel& model_;
    const Network& network_;
    const RouteQuery& query_;
    const Valuation& valuation_;
    std::vector<bool> open_;
    std::optional<CommodityId> commodity_;
    NodeId origin_;
    NodeId destination_;
    /// Of the scale of the proof that is being checked.
    std::vector<std::int64_t> stays_;
    std::int64_t transfer_ = 0;
    Diagnostics faults_;
};

}  // namespace

Diagnostics check(const Network& network, const RouteQuery& query) {
    return check(network, FlowQuery{.from = {query.from},
                                    .to = {query.to},
                                    .commodity = query.commodity,
                                    .selection = query.selection});
}

Diagnostics verify(const CostModel& model, const RouteQuery& query, const Routes& answer,
                   const Valuation& valuation) {
    const Diagnostics faults = check(model.network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return RouteChecker(model, query, valuation).run(answer);
}

std::vector<NodeId> places(const Network& network, const Route& route) {
    std::vector<NodeId> nodes;
    for (const RouteStep& step : route.steps) {
        const Link& link = network.link(step.link);
        if (nodes.empty()) {
            nodes.push_back(step.reversed ? link.head : link.tail);
        }
        nodes.push_back(step.reversed ? link.tail : link.head);
    }
    return nodes;
}

}  // namespace corridor
