#include "flow/price_bound.hpp"

#include <corridor/flow/certificate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

namespace corridor::flow {
namespace {

/// The question in the network's own words: what limits, who may use what, what a tonne pays.
class Question {
  public:
    Question(const CostModel& costs, const MinCostQuery& asked)
        : model(costs),
          network(costs.network),
          query(asked),
          valuation_(asked.valuation.value_or(Valuation{costs.rates.value_of_day, {}})),
          commodity_(network.find_commodity(asked.commodity)),
          open_(open_links(network, asked.selection)),
          floor_(open_.size(), 0) {
        for (const LinkFloor& each : query.at_least) {
            floor_[network.find_link(each.link)->index] = each.at_least.count();
        }
    }

    const CostModel& model;
    const Network& network;
    const MinCostQuery& query;

    [[nodiscard]] bool usable(std::size_t link) const {
        return open_[link] && network.links()[link].tail != network.links()[link].head &&
               (!commodity_ || network.links()[link].commodities.contains(*commodity_));
    }
    /// None: unlimited.
    [[nodiscard]] std::optional<std::int64_t> limit(Element element) const {
        const auto& capacity = network.capacity(element);
        if (!capacity || (capacity->containers_only && !query.commodity.empty() &&
                          query.commodity != containers)) {
            return std::nullopt;
        }
        return capacity->rate.count();
    }
    [[nodiscard]] std::int64_t floor(std::size_t link) const { return floor_[link]; }
    [[nodiscard]] bool at_quay(std::uint32_t side) const {
        const Side& at = model.graph.sides[side];
        return at.carrier == Carrier::vessel && limit(Element::terminal_of(at.node));
    }
    [[nodiscard]] Int128 weight_of(const TonneCost& cost) const {
        if (!query.own_cost.empty()) {
            return 0;
        }
        return weight(cost, query.objective, valuation_).value_or(0);
    }
    [[nodiscard]] Int128 link_weight(std::size_t link) const {
        return query.own_cost.empty() ? weight_of(model.link[link]) : query.own_cost[link];
    }
    [[nodiscard]] Int128 passage_weight(NodeId node) const {
        return weight_of(model.passage[node.index]);
    }
    [[nodiscard]] Int128 transfer_weight() const { return weight_of(model.transfer); }

  private:
    Valuation valuation_;
    std::optional<CommodityId> commodity_;
    std::vector<bool> open_;
    std::vector<std::int64_t> floor_;
};

/// Least Σ price · y over 0 ≤ y ≤ limit with Σ y = amount; none where the limits hold less.
std::optional<Int128> cheapest_share(const std::vector<Endpoint>& endpoints,
                                     std::vector<Int128> prices, std::int64_t amount) {
    std::vector<std::size_t> order(endpoints.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return prices[a] < prices[b]; });
    Int128 sum = 0;
    for (const std::size_t i : order) {
        const std::int64_t taken =
            endpoints[i].limit ? std::min(amount, endpoints[i].limit->count()) : amount;
        sum += prices[i] * taken;
        amount -= taken;
    }
    return amount == 0 ? std::optional(sum) : std::nullopt;
}

class PriceCheck {
  public:
    PriceCheck(const CostModel& model, const MinCostQuery& query, const CostPrices& prices)
        : question_(model, query), prices_(prices), graph_(model.graph) {}

    PriceProof run() {
        const Network& network = question_.network;
        const std::size_t nodes = network.nodes().size();
        if (prices_.arrival.size() != graph_.sides.size() ||
            prices_.departure.size() != graph_.sides.size() ||
            prices_.link.size() != network.links().size() || prices_.node.size() != nodes ||
            prices_.terminal.size() != nodes ||
            prices_.origin.size() != question_.query.from.size() ||
            prices_.destination.size() != question_.query.to.size()) {
            violated("the prices are not about this network and query");
            return std::move(proof_);
        }
        arrives_.assign(graph_.sides.size(), false);
        departs_.assign(graph_.sides.size(), false);
        check_links();
        for (std::uint32_t v = 0; v < nodes; ++v) {
            check_node(NodeId{v});
        }
        check_endpoints();
        if (proof_.violations.empty()) {
            proof_.bound = bound_;
        }
        return std::move(proof_);
    }

  private:
    void violated(std::string text) { proof_.violations.push_back(std::move(text)); }

    void spend(Element element, std::int64_t price) {
        const auto limit = question_.limit(element);
        if (price < 0 || (price > 0 && !limit)) {
            violated(fmt::format("{} has a price of {}, which no limit of it bears out",
                                 question_.network.name(element), price));
        } else if (price > 0) {
            bound_ -= Int128{*limit} * price;
        }
    }

    void check_links() {
        for (std::uint32_t i = 0; i < prices_.link.size(); ++i) {
            if (!question_.usable(i)) {
                continue;
            }
            const Link& link = question_.network.links()[i];
            const std::int64_t price = prices_.link[i];
            spend(Element::of(LinkId{i}), price);
            const Int128 forward = reduced(i, graph_.tail_side[i], graph_.head_side[i]);
            const Int128 backward =
                link.directed ? forward : reduced(i, graph_.head_side[i], graph_.tail_side[i]);
            if (forward + price < 0 || backward + price < 0) {
                violated(fmt::format("a tonne more on {} would gain at the prices told", link.id));
            }
            bound_ += Int128{question_.floor(i)} * (forward + price);
        }
    }

    Int128 reduced(std::size_t link, std::uint32_t from, std::uint32_t to) {
        departs_[from] = true;
        arrives_[to] = true;
        return question_.link_weight(link) + prices_.departure[from] - prices_.arrival[to];
    }

    void check_node(NodeId node) {
        spend(Element::of(node), prices_.node[node.index]);
        spend(Element::terminal_of(node), prices_.terminal[node.index]);
        const Int128 stay = question_.passage_weight(node);
        for (std::uint32_t s = graph_.sides_begin(node); s < graph_.sides_end(node); ++s) {
            for (std::uint32_t t = graph_.sides_begin(node); t < graph_.sides_end(node); ++t) {
                const Int128 handling = s == t ? Int128{0} : question_.transfer_weight();
                if (arrives_[s] && departs_[t] &&
                    stay + handling + limits(s, t) + prices_.arrival[s] - prices_.departure[t] <
                        0) {
                    violated(fmt::format("a tonne more through {} would gain at the prices told",
                                         question_.network.node(node).id));
                }
            }
        }
    }

    /// The prices of what a tonne takes that goes from one side of a node to another.
    [[nodiscard]] Int128 limits(std::uint32_t arrival, std::uint32_t departure) const {
        const std::uint32_t v = graph_.sides[arrival].node.index;
        const bool quay = question_.at_quay(arrival) || question_.at_quay(departure);
        const bool quay_alone = quay && arrival == departure;
        return (quay ? Int128{prices_.terminal[v]} : Int128{0}) +
               (quay_alone ? Int128{0} : Int128{prices_.node[v]});
    }

    void check_endpoints() {
        const MinCostQuery& query = question_.query;
        std::vector<Int128> sent;
        std::vector<Int128> received;
        for (std::size_t i = 0; i < query.from.size(); ++i) {
            const NodeId node = *question_.network.find_node(query.from[i].node);
            const Int128 price = prices_.origin[i];
            sent.push_back(-price);
            for (std::uint32_t s = graph_.sides_begin(node); s < graph_.sides_end(node); ++s) {
                if (departs_[s] && price + at_end(node, s) < prices_.departure[s]) {
                    violated(fmt::format("a tonne more from {} would gain at the prices told",
                                         query.from[i].node));
                }
            }
        }
        for (std::size_t i = 0; i < query.to.size(); ++i) {
            const NodeId node = *question_.network.find_node(query.to[i].node);
            const Int128 price = prices_.destination[i];
            received.push_back(price);
            for (std::uint32_t s = graph_.sides_begin(node); s < graph_.sides_end(node); ++s) {
                if (arrives_[s] && prices_.arrival[s] + at_end(node, s) < price) {
                    violated(fmt::format("a tonne more to {} would gain at the prices told",
                                         query.to[i].node));
                }
            }
        }
        const auto out = cheapest_share(query.from, std::move(sent), query.amount.count());
        const auto in = cheapest_share(query.to, std::move(received), query.amount.count());
        if (!out || !in) {
            violated("the limits of the endpoints do not hold the amount");
            return;
        }
        bound_ += *out + *in;
    }

    [[nodiscard]] Int128 at_end(NodeId node, std::uint32_t side) const {
        return Int128{prices_.node[node.index]} +
               (question_.at_quay(side) ? prices_.terminal[node.index] : 0);
    }

    Question question_;
    const CostPrices& prices_;
    const TransferGraph& graph_;
    std::vector<bool> arrives_;
    std::vector<bool> departs_;
    Int128 bound_ = 0;
    PriceProof proof_;
};

class AnswerCheck {
  public:
    AnswerCheck(const CostModel& model, const MinCostQuery& query, const MinCost& answer)
        : question_(model, query), answer_(answer), graph_(model.graph) {}

    Verdict run() {
        switch (answer_.outcome) {
            case MinCostOutcome::infeasible:
                check_cut();
                break;
            case MinCostOutcome::unbounded:
                check_cycle();
                break;
            case MinCostOutcome::optimal:
            case MinCostOutcome::limit_reached:
                check_flow();
                check_bound();
                break;
        }
        return std::move(verdict_);
    }

  private:
    void violated(std::string text) { verdict_.violations.push_back(std::move(text)); }

    void check_bound() {
        if (answer_.prices.arrival.empty() && answer_.outcome == MinCostOutcome::limit_reached) {
            if (answer_.bound != 0 || !question_.query.own_cost.empty()) {
                violated("a bound is told without the prices that prove it");
            }
            return;
        }
        PriceProof proof = prove_by_prices(question_.model, question_.query, answer_.prices);
        for (std::string& text : proof.violations) {
            violated(std::move(text));
        }
        if (proof.bound && *proof.bound != answer_.bound) {
            violated(fmt::format("the prices prove {}, not {}", *proof.bound, answer_.bound));
        }
        if (answer_.outcome == MinCostOutcome::optimal && answer_.bound != answer_.objective) {
            violated(fmt::format("the flow costs {}, the prices prove {}", answer_.objective,
                                 answer_.bound));
        }
    }

    void check_flow() {
        const Network& network = question_.network;
        const std::size_t nodes = network.nodes().size();
        if (answer_.link_flow.size() != network.links().size() ||
            answer_.node_throughput.size() != nodes || answer_.node_transfer.size() != nodes ||
            answer_.terminal_throughput.size() != nodes ||
            answer_.origins.size() != question_.query.from.size() ||
            answer_.destinations.size() != question_.query.to.size()) {
            violated("the answer is not about this network and query");
            return;
        }
        arrived_.assign(graph_.sides.size(), 0);
        departed_.assign(graph_.sides.size(), 0);
        started_.assign(nodes, 0);
        ended_.assign(nodes, 0);
        check_links();
        check_endpoints(answer_.origins, question_.query.from, started_);
        check_endpoints(answer_.destinations, question_.query.to, ended_);
        for (std::uint32_t v = 0; v < nodes; ++v) {
            check_node(NodeId{v});
        }
        const FlowCost& told = answer_.cost;
        if (told.carriage != cost_.carriage || told.border != cost_.border ||
            told.gauge_change != cost_.gauge_change || told.moving != cost_.moving ||
            told.transshipment != cost_.transshipment || told.dwell != cost_.dwell ||
            told.border_time != cost_.border_time || told.gauge_time != cost_.gauge_time ||
            told.transshipment_time != cost_.transshipment_time || told.co2e_g != cost_.co2e_g) {
            violated("money, time or emissions told are not those of the flow");
        }
        if (objective_ != answer_.objective) {
            violated(fmt::format("the flow costs {}, not {}", objective_, answer_.objective));
        }
    }

    void check_links() {
        for (std::uint32_t i = 0; i < answer_.link_flow.size(); ++i) {
            const std::int64_t amount = answer_.link_flow[i];
            const Link& link = question_.network.links()[i];
            if (question_.floor(i) > 0 && amount < question_.floor(i)) {
                violated(fmt::format("{} carries {} t/yr, less than asked for", link.id, amount));
            }
            if (amount == 0) {
                continue;
            }
            const auto limit = question_.limit(Element::of(LinkId{i}));
            const Int128 size = amount < 0 ? -Int128{amount} : Int128{amount};
            if (!question_.usable(i) || (link.directed && amount < 0) || (limit && size > *limit)) {
                violated(fmt::format("{} cannot carry {} t/yr", link.id, amount));
            }
            departed_[amount > 0 ? graph_.tail_side[i] : graph_.head_side[i]] += size;
            arrived_[amount > 0 ? graph_.head_side[i] : graph_.tail_side[i]] += size;
            add(question_.model.link[i], size);
            objective_ += size * question_.link_weight(i);
        }
    }

    void add(const TonneCost& cost, Int128 tonnes) {
        cost_.carriage += tonnes * cost.carriage.micro_usd_per_t;
        cost_.border += tonnes * cost.border.micro_usd_per_t;
        cost_.gauge_change += tonnes * cost.gauge_change.micro_usd_per_t;
        cost_.transshipment += tonnes * cost.transshipment.micro_usd_per_t;
        cost_.moving += tonnes * cost.moving.seconds;
        cost_.dwell += tonnes * cost.dwell.seconds;
        cost_.border_time += tonnes * cost.border_time.seconds;
        cost_.gauge_time += tonnes * cost.gauge_time.seconds;
        cost_.transshipment_time += tonnes * cost.transshipment_time.seconds;
        cost_.co2e_g += tonnes * cost.co2e_g;
    }

    void check_endpoints(const std::vector<EndpointFlow>& flows,
                         const std::vector<Endpoint>& endpoints, std::vector<Int128>& at) {
        Int128 sum = 0;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            const std::int64_t amount = flows[i].flow.count();
            if (question_.network.node(flows[i].node).id != endpoints[i].node || amount < 0 ||
                (endpoints[i].limit && amount > endpoints[i].limit->count())) {
                violated(fmt::format("{} cannot take {} t/yr", endpoints[i].node, amount));
            }
            at[flows[i].node.index] += amount;
            sum += amount;
        }
        if (sum != answer_.amount.count() || answer_.amount != question_.query.amount) {
            violated("what starts or ends is not the amount asked for");
        }
    }

    /// At a node whatever can stay on its carrier does; the rest changes.
    void check_node(NodeId node) {
        const std::uint32_t v = node.index;
        Int128 arrived = 0;
        Int128 departed = 0;
        Int128 arrives_for_others = 0;
        Int128 departs_from_others = 0;
        Int128 landed = 0;
        Int128 shipped = 0;
        for (std::uint32_t s = graph_.sides_begin(node); s < graph_.sides_end(node); ++s) {
            arrived += arrived_[s];
            departed += departed_[s];
            arrives_for_others += std::max<Int128>(0, arrived_[s] - departed_[s]);
            departs_from_others += std::max<Int128>(0, departed_[s] - arrived_[s]);
            if (question_.at_quay(s)) {
                landed = arrived_[s];
                shipped = departed_[s];
            }
        }
        const std::string& id = question_.network.node(node).id;
        if (arrived + started_[v] != departed + ended_[v]) {
            violated(fmt::format("{} receives {} t/yr more than it passes on", id,
                                 arrived + started_[v] - departed - ended_[v]));
        }
        const Int128 through =
            arrived - landed + started_[v] + std::max<Int128>(0, landed - shipped);
        const Int128 handled = std::max(landed, shipped);
        if (exceeds(Element::of(node), through) || exceeds(Element::terminal_of(node), handled)) {
            violated(fmt::format("{} passes more than it can", id));
        }
        const Int128 transfer = std::min(arrives_for_others, departs_from_others);
        if (answer_.node_throughput[v] != through || answer_.terminal_throughput[v] != handled ||
            answer_.node_transfer[v] != transfer) {
            violated(fmt::format("the throughput told of {} is not what passes it", id));
        }
        const Int128 passing = arrived - ended_[v];
        TonneCost changing = question_.model.passage[v];
        changing.transshipment_time = changing.dwell;
        changing.dwell = {};
        changing += question_.model.transfer;
        add(question_.model.passage[v], passing - transfer);
        add(changing, transfer);
        objective_ +=
            passing * question_.passage_weight(node) + transfer * question_.transfer_weight();
    }

    [[nodiscard]] bool exceeds(Element element, Int128 amount) const {
        const auto limit = question_.limit(element);
        return limit && amount > *limit;
    }

    /// The members separate what is not in the cut itself: no origin reaches a destination around
    /// them. With floors on links the check of the arcs stands alone.
    void check_cut() {
        const ViolatedCut& cut = answer_.cut;
        Int128 capacity = 0;
        std::set<Element> members;
        for (const CutMember& member : cut.members) {
            const auto limit = question_.limit(member);
            if (!limit || *limit != member.capacity.count() || !members.insert(member).second) {
                violated(fmt::format("{} is in the cut with {} t/yr, which is not its limit",
                                     question_.network.name(member), member.capacity.count()));
            }
            capacity += member.capacity.count();
        }
        for (const auto* flows : {&answer_.origins, &answer_.destinations}) {
            const auto& endpoints =
                flows == &answer_.origins ? question_.query.from : question_.query.to;
            for (std::size_t i = 0; i < flows->size(); ++i) {
                if (!(*flows)[i].in_cut) {
                    continue;
                }
                if (endpoints[i].limit) {
                    capacity += endpoints[i].limit->count();
                } else {
                    violated(fmt::format("{} is in the cut but has no limit", endpoints[i].node));
                }
            }
        }
        const bool has_floors = !question_.query.at_least.empty();
        if (capacity != cut.capacity.count() || cut.shortfall.count() <= 0 ||
            cut.demand.count() - cut.capacity.count() != cut.shortfall.count() ||
            (!has_floors && cut.demand != question_.query.amount)) {
            violated(fmt::format("a cut of {} t/yr is told to leave {} of {} behind", capacity,
                                 cut.shortfall.count(), cut.demand.count()));
        }
        if (!has_floors && joined_around(members)) {
            violated("cargo gets around the cut that is told");
        }
    }

    [[nodiscard]] bool joined_around(const std::set<Element>& members) const {
        const Network& network = question_.network;
        enum Place : std::uint32_t { entry, exit, quay_entry, quay_exit, places };
        std::vector<bool> seen(network.nodes().size() * places, false);
        std::vector<std::uint32_t> work;
        const auto visit = [&](NodeId node, Place place) {
            const std::size_t at = std::size_t{node.index} * places + place;
            if (!seen[at]) {
                seen[at] = true;
                work.push_back(node.index * places + place);
            }
        };
        for (const EndpointFlow& origin : answer_.origins) {
            if (!origin.in_cut) {
                visit(origin.node, entry);
            }
        }
        while (!work.empty()) {
            const NodeId node{work.back() / places};
            const auto place = static_cast<Place>(work.back() % places);
            work.pop_back();
            const bool has_quay = question_.limit(Element::terminal_of(node)).has_value();
            if (place == entry && members.count(Element::of(node)) == 0) {
                visit(node, exit);
            } else if (place == quay_entry && members.count(Element::terminal_of(node)) == 0) {
                visit(node, quay_exit);
            } else if (place == quay_exit) {
                visit(node, entry);
            } else if (place == exit && has_quay) {
                visit(node, quay_entry);
            }
            if (place != exit && place != quay_exit) {
                continue;
            }
            for (const LinkId id : network.links_at(node)) {
                const Link& link = network.link(id);
                const bool vessel = link.mode == Mode::container_vessel;
                if (!question_.usable(id.index) || members.count(Element::of(id)) != 0 ||
                    (vessel && has_quay) != (place == quay_exit) ||
                    (link.directed && link.tail != node)) {
                    continue;
                }
                const NodeId other = link.tail == node ? link.head : link.tail;
                const bool to_quay =
                    vessel && question_.limit(Element::terminal_of(other)).has_value();
                visit(other, to_quay ? quay_entry : entry);
            }
        }
        return std::any_of(answer_.destinations.begin(), answer_.destinations.end(),
                           [&](const EndpointFlow& destination) {
                               return !destination.in_cut &&
                                      seen[std::size_t{destination.node.index} * places + exit];
                           });
    }

    void check_cycle() {
        Int128 cost = 0;
        bool sound = !question_.query.own_cost.empty() && !answer_.cycle.empty();
        for (std::size_t i = 0; i < answer_.cycle.size(); ++i) {
            const LinkId id = answer_.cycle[i];
            const Link& link = question_.network.link(id);
            const Link& next =
                question_.network.link(answer_.cycle[(i + 1) % answer_.cycle.size()]);
            // A link with a negative cost runs one way; the others may be met at either end.
            sound = sound && question_.usable(id.index) && !question_.limit(Element::of(id)) &&
                    (link.head == next.tail || link.head == next.head || link.tail == next.tail ||
                     link.tail == next.head);
            cost += question_.link_weight(id.index);
        }
        if (!sound || cost >= 0) {
            violated("the cycle told does not gain without end");
        }
    }

    Question question_;
    const MinCost& answer_;
    const TransferGraph& graph_;
    std::vector<Int128> arrived_;
    std::vector<Int128> departed_;
    std::vector<Int128> started_;
    std::vector<Int128> ended_;
    FlowCost cost_;
    Int128 objective_ = 0;
    Verdict verdict_;
};

}  // namespace

PriceProof prove_by_prices(const CostModel& model, const MinCostQuery& query,
                           const CostPrices& prices) {
    return PriceCheck(model, query, prices).run();
}

Verdict verify(const CostModel& model, const MinCostQuery& query, const MinCost& answer) {
    return AnswerCheck(model, query, answer).run();
}

}  // namespace corridor::flow
