#include "flow/cost_lowering.hpp"
#include "flow/price_bound.hpp"
#include "flow/throughput.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/arc_prices.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/min_cost.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using flow::CostArc;
using flow::MinCostOutcome;
using Kind = flow::CostArc::Kind;

/// Tries with other home sides before prices are raised to a bound.
constexpr int most_attempts = 4;
/// Rounds of taking in the limits that a flow does not keep, before all are taken in.
constexpr int most_rounds = 8;

void require_certified(const flow::Verdict& verdict) {
    if (!verdict.holds()) {
        throw std::logic_error("an answer failed its certificate: " + verdict.violations.front());
    }
}

std::optional<Element> element_of(const CostArc& arc) {
    switch (arc.kind) {
        case Kind::link_forward:
        case Kind::link_backward:
            return Element::of(LinkId{arc.index});
        case Kind::node_throughput:
            return Element::of(NodeId{arc.index});
        case Kind::container_terminal:
            return Element::terminal_of(NodeId{arc.index});
        case Kind::origin:
        case Kind::destination:
        case Kind::inner:
            break;
    }
    return std::nullopt;
}

std::vector<EndpointFlow> endpoint_flows(const Network& network,
                                         const std::vector<Endpoint>& endpoints) {
    std::vector<EndpointFlow> result;
    for (const Endpoint& endpoint : endpoints) {
        result.push_back({*network.find_node(endpoint.node), TonnesPerYear(), endpoint.limit});
    }
    return result;
}

/// Carries one question from its arcs back into the network's words.
class Answering {
  public:
    Answering(const CostModel& model, const MinCostQuery& query,
              const flow::MinCostOptions& options)
        : model_(model),
          network_(model.network),
          query_(query),
          options_(options),
          weights_(flow::cost_weights(model, query)) {
        for (std::uint32_t v = 0; v < network_.nodes().size(); ++v) {
            choice_.home.push_back(model.graph.sides_begin(NodeId{v}));
        }
        shared_ = flow::shared_by_sides(model, query);
        some_shared_ = std::find(shared_.begin(), shared_.end(), true) != shared_.end();
        // Where nothing is paid at nodes, carriers need not be told apart.
        choice_.relaxed = shared_;
        if (weights_.transfer == 0) {
            choice_.relaxed.assign(shared_.size(), false);
        }
        relaxed_at_first_ = choice_.relaxed;
    }

    MinCost run() {
        solve();
        if (answer_.outcome != MinCostOutcome::limit_reached || !answer_.link_flow.empty()) {
            require_certified(flow::verify(model_, query_, answer_));
            answer_.certified = true;
        }
        if (answer_.outcome == MinCostOutcome::optimal && query_.with_prices) {
            MinCost answer = answer_;
            price_limits(answer);
            price_next_tonne(answer);
            return answer;
        }
        return std::move(answer_);
    }

  private:
    /// Throughput limits that several carriers share are left out at first, and taken in where more
    /// would pass than can.
    void solve() {
        int rounds = 0;
        int attempts = 0;
        while (true) {
            lowered_ = flow::lower(model_, query_, weights_, choice_);
            const Diagnostics faults = flow::check(lowered_.problem);
            if (!faults.ok()) {
                throw ContractViolation(render(faults));
            }
            solution_ = flow::solve(lowered_.problem, options_);
            require_certified(flow::verify(lowered_.problem, solution_));
            answer_ = MinCost{};
            answer_.outcome = solution_.outcome;
            answer_.amount = query_.amount;
            answer_.origins = endpoint_flows(network_, query_.from);
            answer_.destinations = endpoint_flows(network_, query_.to);
            const bool has_flow = solution_.flow.size() == lowered_.problem.arc_count() &&
                                  answer_.outcome != MinCostOutcome::infeasible &&
                                  answer_.outcome != MinCostOutcome::unbounded;
            if (has_flow) {
                tell_flow();
            }
            if (take_in(!has_flow || ++rounds > most_rounds)) {
                continue;
            }
            if (answer_.outcome == MinCostOutcome::infeasible) {
                tell_cut();
                return;
            }
            if (answer_.outcome == MinCostOutcome::unbounded) {
                tell_cycle();
                return;
            }
            if (answer_.outcome == MinCostOutcome::limit_reached) {
                if (has_flow && solution_.has_bound) {
                    tell_prices();
                    settle(true);
                }
                return;
            }
            tell_prices();
            if (settle(++attempts == most_attempts)) {
                return;
            }
        }
    }

    /// Takes in limits that were left out: all of them, or those that the flow does not keep. False
    /// where there are none.
    bool take_in(bool all) {
        bool any = false;
        for (std::uint32_t v = 0; v < choice_.relaxed.size(); ++v) {
            if (choice_.relaxed[v] &&
                (all || answer_.node_throughput[v] > capacity_of(Element::of(NodeId{v})))) {
                choice_.relaxed[v] = false;
                any = true;
            }
        }
        return any;
    }

    [[nodiscard]] std::int64_t capacity_of(Element element) const {
        return element == choice_.changed ? choice_.changed_capacity
                                          : network_.capacity(element)->rate.count();
    }

    [[nodiscard]] std::int64_t arc_flow(std::size_t arc) const { return solution_.flow[arc]; }

    void tell_flow() {
        answer_.link_flow.assign(network_.links().size(), 0);
        for (std::size_t a = 0; a < lowered_.meaning.size(); ++a) {
            const CostArc& arc = lowered_.meaning[a];
            if (arc.kind == Kind::link_forward) {
                answer_.link_flow[arc.index] += arc_flow(a);
            } else if (arc.kind == Kind::link_backward) {
                answer_.link_flow[arc.index] -= arc_flow(a);
            } else if (arc.kind == Kind::origin) {
                answer_.origins[arc.index].flow = TonnesPerYear(arc_flow(a));
            } else if (arc.kind == Kind::destination) {
                answer_.destinations[arc.index].flow = TonnesPerYear(arc_flow(a));
            }
        }
        flow::Throughput passed =
            flow::throughput_of(network_, query_.commodity, answer_.link_flow, answer_.origins);
        answer_.node_throughput = std::move(passed.node);
        answer_.terminal_throughput = std::move(passed.terminal);
        add_costs();
    }

    void add_costs() {
        const TransferGraph& graph = model_.graph;
        std::vector<std::int64_t> arrived(graph.sides.size(), 0);
        std::vector<std::int64_t> departed(graph.sides.size(), 0);
        for (std::size_t i = 0; i < answer_.link_flow.size(); ++i) {
            const std::int64_t amount = answer_.link_flow[i];
            const std::int64_t size = std::abs(amount);
            departed[amount > 0 ? graph.tail_side[i] : graph.head_side[i]] += size;
            arrived[amount > 0 ? graph.head_side[i] : graph.tail_side[i]] += size;
            answer_.cost.add(model_.link[i], size);
            answer_.objective += Int128{weights_.link[i]} * size;
        }
        std::vector<std::int64_t> ended(network_.nodes().size(), 0);
        for (const EndpointFlow& destination : answer_.destinations) {
            ended[destination.node.index] += destination.flow.count();
        }
        for (std::uint32_t v = 0; v < network_.nodes().size(); ++v) {
            std::int64_t passing = -ended[v];
            std::int64_t arrives = 0;
            std::int64_t departs = 0;
            for (std::uint32_t s = graph.sides_begin(NodeId{v}); s < graph.sides_end(NodeId{v});
                 ++s) {
                passing += arrived[s];
                arrives += std::max<std::int64_t>(0, arrived[s] - departed[s]);
                departs += std::max<std::int64_t>(0, departed[s] - arrived[s]);
            }
            const std::int64_t transfer = std::min(arrives, departs);
            answer_.node_transfer.push_back(transfer);
            TonneCost changing = model_.passage[v];
            changing.transshipment_time = changing.dwell;
            changing.dwell = {};
            changing += model_.transfer;
            answer_.cost.add(model_.passage[v], passing - transfer);
            answer_.cost.add(changing, transfer);
            answer_.objective +=
                Int128{weights_.passage[v]} * passing + Int128{weights_.transfer} * transfer;
        }
    }

    [[nodiscard]] Int128 reduced(std::size_t arc) const {
        return Int128{lowered_.problem.cost[arc]} +
               solution_.potential[lowered_.problem.tail[arc]] -
               solution_.potential[lowered_.problem.head[arc]];
    }

    [[nodiscard]] std::int64_t& price_of(Element element) {
        CostPrices& prices = answer_.prices;
        return element.kind == Element::Kind::link   ? prices.link[element.index]
               : element.kind == Element::Kind::node ? prices.node[element.index]
                                                     : prices.terminal[element.index];
    }

    /// Potentials as prices of the sides of nodes, and what limits are worth at them.
    void tell_prices() {
        CostPrices& prices = answer_.prices;
        const auto& potential = solution_.potential;
        for (const flow::Attachment& arrival : lowered_.arrival) {
            prices.arrival.push_back(potential[arrival.node] - arrival.cost);
        }
        for (const flow::Attachment& departure : lowered_.departure) {
            prices.departure.push_back(potential[departure.node] + departure.cost);
        }
        prices.link.assign(network_.links().size(), 0);
        prices.node.assign(network_.nodes().size(), 0);
        prices.terminal.assign(network_.nodes().size(), 0);
        for (std::size_t a = 0; a < lowered_.meaning.size(); ++a) {
            const auto element = element_of(lowered_.meaning[a]);
            if (!element || lowered_.problem.capacity[a] == flow::unlimited) {
                continue;
            }
            std::int64_t& price = price_of(*element);
            price = std::max(price, static_cast<std::int64_t>(-reduced(a)));
        }
        const bool origins_sure = flow::all_taken(query_.from, query_.amount);
        const bool destinations_sure = flow::all_taken(query_.to, query_.amount);
        for (std::size_t i = 0; i < query_.from.size(); ++i) {
            const std::uint32_t v = answer_.origins[i].node.index;
            prices.origin.push_back(potential[lowered_.start[i]] -
                                    (origins_sure ? prices.node[v] : 0));
        }
        for (std::size_t i = 0; i < query_.to.size(); ++i) {
            const std::uint32_t v = answer_.destinations[i].node.index;
            prices.destination.push_back(potential[lowered_.end[i]] +
                                         (destinations_sure ? prices.node[v] : 0));
        }
        loosen();
    }

    /// Sides that nothing arrives on, or leaves from, have a range of prices. The highest price of
    /// arrival and the lowest of departure leave the most room for passages between sides.
    void loosen() {
        CostPrices& prices = answer_.prices;
        std::vector<std::optional<std::int64_t>> highest(prices.arrival.size());
        for (std::size_t a = 0; a < lowered_.meaning.size(); ++a) {
            const auto [from, to] = sides_of(a);
            if (from == to) {
                continue;
            }
            const bool has_floor = lowered_.problem.lower_bound(a) > 0;
            const std::int64_t most = has_floor
                                          ? prices.arrival[to]
                                          : prices.departure[from] + weight_at(a) + price_at(a);
            highest[to] = std::min(highest[to].value_or(most), most);
        }
        for (std::size_t s = 0; s < highest.size(); ++s) {
            prices.arrival[s] = highest[s].value_or(prices.arrival[s]);
        }
        std::vector<std::optional<std::int64_t>> lowest(prices.departure.size());
        for (std::size_t a = 0; a < lowered_.meaning.size(); ++a) {
            const auto [from, to] = sides_of(a);
            if (from == to) {
                continue;
            }
            const bool has_floor = lowered_.problem.lower_bound(a) > 0;
            const std::int64_t least = has_floor ? prices.departure[from]
                                                 : prices.arrival[to] - weight_at(a) - price_at(a);
            lowest[from] = std::max(lowest[from].value_or(least), least);
        }
        for (std::size_t s = 0; s < lowest.size(); ++s) {
            prices.departure[s] = lowest[s].value_or(prices.departure[s]);
        }
    }

    /// The sides that a link's arc leaves and reaches; the same twice for other arcs.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> sides_of(std::size_t arc) const {
        const CostArc& meaning = lowered_.meaning[arc];
        const TransferGraph& graph = model_.graph;
        if (meaning.kind == Kind::link_forward) {
            return {graph.tail_side[meaning.index], graph.head_side[meaning.index]};
        }
        if (meaning.kind == Kind::link_backward) {
            return {graph.head_side[meaning.index], graph.tail_side[meaning.index]};
        }
        return {0, 0};
    }
    [[nodiscard]] std::int64_t weight_at(std::size_t arc) const {
        return weights_.link[lowered_.meaning[arc].index];
    }
    [[nodiscard]] std::int64_t price_at(std::size_t arc) const {
        return answer_.prices.link[lowered_.meaning[arc].index];
    }

    /// Optimal where the prices prove it. Else gives nodes whose carriers pass each other another
    /// home and returns false; the last time it raises prices until they prove a bound.
    bool settle(bool last) {
        std::vector<Gain> gains = gaining();
        if (!gains.empty() && !last) {
            for (const Gain& gain : gains) {
                choice_.home[gain.node] = gain.side;
            }
            return false;
        }
        for (const Gain& gain : gains) {
            answer_.prices.node[gain.node] += gain.size;
        }
        const flow::PriceProof proof = flow::prove_by_prices(model_, query_, answer_.prices);
        if (!proof.bound) {
            throw std::logic_error("prices proved nothing: " + proof.violations.front());
        }
        answer_.bound = *proof.bound;
        if (choice_.changed) {
            const Element element = *choice_.changed;
            const Int128 more = choice_.changed_capacity - network_.capacity(element)->rate.count();
            answer_.bound -= more * price_of(element);
        }
        answer_.outcome = answer_.bound == answer_.objective ? MinCostOutcome::optimal
                                                             : MinCostOutcome::limit_reached;
        return true;
    }

    /// A node at which a tonne would gain by passing between sides that pay too much, the side that
    /// is not its home, and by how much it would.
    struct Gain {
        std::uint32_t node;
        std::uint32_t side;
        std::int64_t size;
    };

    std::vector<Gain> gaining() const {
        const TransferGraph& graph = model_.graph;
        const CostPrices& prices = answer_.prices;
        std::vector<std::uint8_t> arrives(graph.sides.size(), 0);
        std::vector<std::uint8_t> departs(graph.sides.size(), 0);
        for (std::size_t a = 0; a < lowered_.meaning.size(); ++a) {
            const auto [from, to] = sides_of(a);
            if (from != to) {
                departs[from] = 1;
                arrives[to] = 1;
            }
        }
        std::vector<Gain> worst(network_.nodes().size(), Gain{0, 0, 0});
        const auto note = [&](std::uint32_t v, std::uint32_t side, Int128 margin) {
            if (-margin > worst[v].size) {
                worst[v] = {v, side, static_cast<std::int64_t>(-margin)};
            }
        };
        for (const std::uint32_t v : shared_nodes()) {
            const NodeId node{v};
            const auto quay_price = [&](std::uint32_t s) {
                return graph.sides[s].carrier == Carrier::vessel ? Int128{prices.terminal[v]}
                                                                 : Int128{0};
            };
            for (std::uint32_t s = graph.sides_begin(node); s < graph.sides_end(node); ++s) {
                for (std::uint32_t t = graph.sides_begin(node); t < graph.sides_end(node); ++t) {
                    const bool quay_alone = s == t && has_quay(s);
                    if (arrives[s] == 0 || departs[t] == 0 || quay_alone) {
                        continue;
                    }
                    const Int128 margin = Int128{weights_.passage[v]} +
                                          (s == t ? 0 : weights_.transfer) + prices.node[v] +
                                          (s == t ? Int128{0} : quay_price(s) + quay_price(t)) +
                                          prices.arrival[s] - prices.departure[t];
                    note(v, s == choice_.home[v] ? t : s, margin);
                }
            }
            for (std::size_t i = 0; i < answer_.origins.size(); ++i) {
                for (std::uint32_t t = graph.sides_begin(node);
                     answer_.origins[i].node == node && t < graph.sides_end(node); ++t) {
                    if (departs[t] != 0) {
                        note(v, t,
                             Int128{prices.origin[i]} + prices.node[v] + quay_price(t) -
                                 prices.departure[t]);
                    }
                }
            }
            for (std::size_t i = 0; i < answer_.destinations.size(); ++i) {
                for (std::uint32_t s = graph.sides_begin(node);
                     answer_.destinations[i].node == node && s < graph.sides_end(node); ++s) {
                    if (arrives[s] != 0) {
                        note(v, s,
                             Int128{prices.arrival[s]} + prices.node[v] + quay_price(s) -
                                 prices.destination[i]);
                    }
                }
            }
        }
        worst.erase(std::remove_if(worst.begin(), worst.end(),
                                   [](const Gain& gain) { return gain.size == 0; }),
                    worst.end());
        return worst;
    }

    [[nodiscard]] bool has_quay(std::uint32_t side) const {
        const Side& at = model_.graph.sides[side];
        const bool counts = query_.commodity.empty() || query_.commodity == containers;
        return counts && at.carrier == Carrier::vessel &&
               network_.node(at.node).container_terminal.has_value();
    }

    [[nodiscard]] std::vector<std::uint32_t> shared_nodes() const {
        std::vector<std::uint32_t> nodes;
        for (const CostArc& arc : lowered_.meaning) {
            if (arc.kind == Kind::node_throughput) {
                nodes.push_back(arc.index);
            }
        }
        return nodes;
    }

    void tell_cycle() {
        for (const std::uint32_t arc : solution_.cycle) {
            const CostArc& meaning = lowered_.meaning[arc];
            if (meaning.kind == Kind::link_forward || meaning.kind == Kind::link_backward) {
                answer_.cycle.push_back(LinkId{meaning.index});
            }
        }
    }

    /// The arcs that leave the cut, as limits. Where all of what a node's endpoint takes for
    /// certain leaves it, and what else may pass does too, the node stands for both.
    void tell_cut() {
        const auto& inside = solution_.cut;
        const auto& problem = lowered_.problem;
        const auto leaves = [&](std::uint32_t a) {
            return inside[problem.tail[a]] != 0 && inside[problem.head[a]] == 0;
        };
        std::vector<bool> passing(network_.nodes().size(), false);
        for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
            if (lowered_.meaning[a].kind == Kind::node_throughput && leaves(a)) {
                passing[lowered_.meaning[a].index] = true;
            }
        }
        std::vector<Element> members;
        for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
            if (!leaves(a)) {
                continue;
            }
            const CostArc& meaning = lowered_.meaning[a];
            if (meaning.kind == Kind::node_throughput) {
                if (lowered_.reserved[meaning.index] == 0) {
                    members.push_back(Element::of(NodeId{meaning.index}));
                }
            } else if (const auto element = element_of(meaning)) {
                members.push_back(*element);
            } else {
                EndpointFlow& endpoint = meaning.kind == Kind::origin
                                             ? answer_.origins[meaning.index]
                                             : answer_.destinations[meaning.index];
                const bool by_limit =
                    endpoint.limit && endpoint.limit->count() == problem.capacity[a];
                const bool by_node =
                    passing[endpoint.node.index] && lowered_.reserved[endpoint.node.index] > 0;
                if (by_limit && !by_node) {
                    endpoint.in_cut = true;
                } else {
                    members.push_back(Element::of(endpoint.node));
                }
            }
        }
        std::sort(members.begin(), members.end());
        members.erase(std::unique(members.begin(), members.end()), members.end());
        std::int64_t capacity = 0;
        for (const Element& element : members) {
            const TonnesPerYear rate = network_.capacity(element)->rate;
            answer_.cut.members.push_back({element, rate});
            capacity += rate.count();
        }
        for (const auto* endpoints : {&answer_.origins, &answer_.destinations}) {
            for (const EndpointFlow& endpoint : *endpoints) {
                capacity += endpoint.in_cut ? endpoint.limit->count() : 0;
            }
        }
        answer_.cut.capacity = TonnesPerYear(capacity);
        answer_.cut.shortfall = TonnesPerYear(solution_.shortfall);
        answer_.cut.demand = TonnesPerYear(capacity + solution_.shortfall);
    }

    void price_limits(MinCost& answer) {
        std::vector<CapacityPrice> found = prices_of_full_arcs();
        if (some_shared_) {
            for (std::uint32_t v = 0; v < shared_.size(); ++v) {
                const Element node = Element::of(NodeId{v});
                if (choice_.relaxed[v] && answer.node_throughput[v] == capacity_of(node)) {
                    found.push_back(unpriced(node));
                }
            }
            for (CapacityPrice& price : found) {
                price_by_solving(price, answer.objective);
            }
        }
        for (const CapacityPrice& price : found) {
            if (price.saved_by_more != 0 || price.cost_of_less != 0) {
                answer.binding.push_back(price);
            }
        }
        std::stable_sort(answer.binding.begin(), answer.binding.end(),
                         [](const Element& a, const Element& b) { return a < b; });
    }

    [[nodiscard]] CapacityPrice unpriced(Element element) const {
        CapacityPrice price;
        static_cast<Element&>(price) = element;
        price.capacity = network_.capacity(element)->rate;
        price.holds_down_to = price.capacity;
        return price;
    }

    std::vector<CapacityPrice> prices_of_full_arcs() {
        flow::ArcPrices prices(lowered_.problem, solution_);
        std::vector<CapacityPrice> found;
        for (std::uint32_t a = 0; a < lowered_.meaning.size(); ++a) {
            const auto element = element_of(lowered_.meaning[a]);
            const std::int64_t capacity = lowered_.problem.capacity[a];
            if (!element || capacity == flow::unlimited || arc_flow(a) != capacity) {
                continue;
            }
            const bool is_link = element->kind == Element::Kind::link;
            if (capacity == 0 && is_link && !network_.links()[element->index].directed) {
                continue;  // its two arcs would be priced one by one
            }
            const flow::ArcPrice price = prices.price(a);
            CapacityPrice entry = unpriced(*element);
            entry.saved_by_more = price.saved_by_more;
            if (price.more) {
                entry.holds_up_to = entry.capacity + TonnesPerYear(*price.more);
            }
            entry.cost_of_less = price.cost_of_less;
            entry.holds_down_to -= TonnesPerYear(price.less);
            found.push_back(entry);
        }
        return found;
    }

    /// The least objective with another capacity of one limit; none where the amount cannot move
    /// or the least is not proved.
    std::optional<Int128> objective_with(Element element, std::int64_t capacity) {
        choice_.changed = element;
        choice_.changed_capacity = capacity;
        choice_.relaxed = relaxed_at_first_;
        solve();
        return answer_.outcome == MinCostOutcome::optimal ? std::optional(answer_.objective)
                                                          : std::nullopt;
    }

    /// Where carriers share limits, what the arcs say of a price may pass over what such a limit
    /// forbids: it holds where solving again at the end of its range says the same. Else prices and
    /// ranges are found by solving again.
    void price_by_solving(CapacityPrice& price, Int128 objective) {
        const std::int64_t capacity = price.capacity.count();
        const auto saves = [&](std::int64_t each, std::int64_t more) {
            return objective_with(price, capacity + more) == objective - Int128{each} * more;
        };
        const auto costs = [&](std::int64_t each, std::int64_t less) {
            return objective_with(price, capacity - less) == objective + Int128{each} * less;
        };
        const std::int64_t room = TonnesPerYear::largest - capacity;
        const std::int64_t told_more =
            price.holds_up_to ? price.holds_up_to->count() - capacity : room;
        if (price.saved_by_more != 0 && !saves(price.saved_by_more, std::min(told_more, room))) {
            const auto next = objective_with(price, capacity + 1);
            price.saved_by_more = next ? static_cast<std::int64_t>(objective - *next) : 0;
            price.holds_up_to.reset();
            if (price.saved_by_more != 0) {
                price.holds_up_to =
                    price.capacity + TonnesPerYear(furthest(room, [&](std::int64_t more) {
                        return saves(price.saved_by_more, more);
                    }));
            }
        }
        const std::int64_t told_less = capacity - price.holds_down_to.count();
        if (capacity > 0 &&
            (!price.cost_of_less || told_less == 0 || !costs(*price.cost_of_less, told_less))) {
            const auto next = objective_with(price, capacity - 1);
            price.cost_of_less.reset();
            price.holds_down_to = price.capacity;
            if (next) {
                price.cost_of_less = static_cast<std::int64_t>(*next - objective);
                price.holds_down_to -= TonnesPerYear(furthest(
                    capacity, [&](std::int64_t less) { return costs(*price.cost_of_less, less); }));
            }
        }
    }

    /// The last step from 1 up to `most` that holds, where those that hold come first.
    template <class Holds>
    static std::int64_t furthest(std::int64_t most, const Holds& holds) {
        std::int64_t good = 1;
        std::int64_t bad = most + 1;
        for (std::int64_t step = 2; step < bad; step *= 2) {
            (holds(step) ? good : bad) = step;
        }
        while (bad - good > 1) {
            const std::int64_t middle = good + (bad - good) / 2;
            (holds(middle) ? good : bad) = middle;
        }
        return good;
    }

    void price_next_tonne(MinCost& answer) {
        MinCostQuery more = query_;
        more.amount += TonnesPerYear(1);
        more.with_prices = false;
        if (!check(model_, more).ok()) {
            return;
        }
        const MinCost dearer = min_cost(model_, more, options_);
        if (dearer.outcome == MinCostOutcome::optimal) {
            answer.next_tonne = static_cast<std::int64_t>(dearer.objective - answer.objective);
        }
    }

    const CostModel& model_;
    const Network& network_;
    const MinCostQuery& query_;
    const flow::MinCostOptions& options_;
    flow::CostWeights weights_;
    flow::LoweringChoice choice_;
    std::vector<bool> shared_;
    std::vector<bool> relaxed_at_first_;
    bool some_shared_ = false;
    flow::CostLowered lowered_;
    flow::MinCostSolution solution_;
    MinCost answer_;
};

}  // namespace

MinCost min_cost(const CostModel& model, const MinCostQuery& query,
                 const flow::MinCostOptions& options) {
    const Diagnostics faults = check(model, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return Answering(model, query, options).run();
}

}  // namespace corridor
