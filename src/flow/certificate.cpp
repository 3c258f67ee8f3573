#include <corridor/base/checked.hpp>
#include <corridor/flow/certificate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

namespace corridor::flow {
namespace {

std::string digits(Int128 number) {
    if (number == 0) {
        return "0";
    }
    std::string text;
    const bool negative = number < 0;
    for (; number != 0; number /= 10) {
        const auto digit = static_cast<int>(number % 10);
        text.insert(text.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    }
    return negative ? "-" + text : text;
}

/// Nodes reached from `source` over unlimited arcs alone, by repeated relaxation with a worklist of
/// arcs grouped by tail.
bool joined_by_unlimited_arcs(const ArcList& problem) {
    std::vector<std::vector<std::uint32_t>> heads(problem.node_count);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (problem.capacity[a] == unlimited) {
            heads[problem.tail[a]].push_back(problem.head[a]);
        }
    }
    std::vector<bool> seen(problem.node_count, false);
    std::vector<std::uint32_t> work = {problem.source};
    seen[problem.source] = true;
    while (!work.empty()) {
        const std::uint32_t node = work.back();
        work.pop_back();
        for (const std::uint32_t next : heads[node]) {
            if (!seen[next]) {
                seen[next] = true;
                work.push_back(next);
            }
        }
    }
    return seen[problem.sink];
}

void check_cut(const ArcList& problem, const ArcSolution& solution, Verdict& verdict) {
    const auto& side = solution.source_side;
    if (side[problem.source] == 0 || side[problem.sink] != 0) {
        verdict.violations.emplace_back("the cut does not separate source and sink");
    }
    Int128 crossing = 0;
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (side[problem.tail[a]] == 0 || side[problem.head[a]] != 0) {
            continue;
        }
        if (problem.capacity[a] == unlimited) {
            verdict.violations.push_back(fmt::format("unlimited arc {} crosses the cut", a));
        } else {
            crossing += problem.capacity[a];
        }
    }
    if (crossing != solution.value) {
        verdict.violations.push_back(
            fmt::format("the cut holds {}, the value is {}", digits(crossing), solution.value));
    }
}

void check_flow(const ArcList& problem, const ArcSolution& solution, Verdict& verdict) {
    std::vector<Int128> leaving(problem.node_count, 0);
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        const std::int64_t amount = solution.flow[a];
        if (amount < 0 || (problem.capacity[a] != unlimited && amount > problem.capacity[a])) {
            verdict.violations.push_back(
                fmt::format("arc {} carries {} of {}", a, amount, problem.capacity[a]));
        }
        leaving[problem.tail[a]] += amount;
        leaving[problem.head[a]] -= amount;
    }
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        const Int128 expected = v == problem.source ? Int128{solution.value}
                                : v == problem.sink ? -Int128{solution.value}
                                                    : Int128{0};
        if (leaving[v] != expected) {
            verdict.violations.push_back(
                fmt::format("node {} sends out {} more than it receives, not {}", v,
                            digits(leaving[v]), digits(expected)));
        }
    }
}

/// The check of an answer in the network's own words. It models the network afresh: places are
/// nodes and quays, and nothing of the solver's graph is used.
class NetworkCheck {
  public:
    NetworkCheck(const Network& network, const FlowQuery& query, const MaxFlow& answer)
        : network_(network),
          query_(query),
          answer_(answer),
          any_cargo_(query.commodity.empty()),
          is_containers_(query.commodity == containers),
          commodity_(network.find_commodity(query.commodity)),
          open_(open_links(network, query.selection)) {}

    Verdict run() {
        if (answer_.outcome == Outcome::unbounded) {
            check_unbounded();
            return std::move(verdict_);
        }
        if (answer_.link_flow.size() != network_.links().size() ||
            answer_.origins.size() != query_.from.size() ||
            answer_.destinations.size() != query_.to.size()) {
            violated("the answer is not about this network and query");
            return std::move(verdict_);
        }
        check_links();
        check_nodes();
        check_endpoints();
        check_cut();
        return std::move(verdict_);
    }

  private:
    void violated(std::string text) { verdict_.violations.push_back(std::move(text)); }

    [[nodiscard]] bool applies(const Capacity& capacity) const {
        return !capacity.containers_only || any_cargo_ || is_containers_;
    }

    /// What the preload leaves of a limit that applies.
    [[nodiscard]] std::int64_t left(Element element) const {
        const std::vector<std::int64_t>& load =
            element.kind == Element::Kind::link   ? query_.preload.link
            : element.kind == Element::Kind::node ? query_.preload.node
                                                  : query_.preload.container_terminal;
        return network_.capacity(element)->rate.count() - (load.empty() ? 0 : load[element.index]);
    }

    [[nodiscard]] bool usable(std::size_t i) const {
        return open_[i] && (!commodity_ || network_.links()[i].commodities.contains(*commodity_));
    }

    [[nodiscard]] bool has_quay(NodeId node) const {
        const auto& terminal = network_.node(node).container_terminal;
        return terminal.has_value() && applies(*terminal);
    }

    [[nodiscard]] bool at_quay(const Link& link, NodeId node) const {
        return link.mode == Mode::container_vessel && has_quay(node);
    }

    void check_links() {
        for (std::size_t i = 0; i < answer_.link_flow.size(); ++i) {
            const std::int64_t amount = answer_.link_flow[i];
            if (amount == 0) {
                continue;
            }
            const Link& link = network_.links()[i];
            if (!usable(i)) {
                violated(fmt::format("{} carries {} t/yr but is closed to it", link.id, amount));
            }
            if (link.directed && amount < 0) {
                violated(fmt::format("{} carries {} t/yr against its direction", link.id, -amount));
            }
            if (!link.capacity || !applies(*link.capacity)) {
                continue;
            }
            const std::int64_t capacity = left(Element::of(LinkId{static_cast<std::uint32_t>(i)}));
            if (amount > capacity || amount < -capacity) {
                violated(
                    fmt::format("{} carries {} t/yr of {}", link.id, std::abs(amount), capacity));
            }
        }
    }

    void check_nodes() {
        const std::size_t count = network_.nodes().size();
        std::vector<Int128> surplus(count, 0);
        std::vector<Int128> by_land(count, 0);
        std::vector<Int128> landed(count, 0);
        std::vector<Int128> shipped(count, 0);
        for (std::size_t i = 0; i < answer_.link_flow.size(); ++i) {
            const Link& link = network_.links()[i];
            const Int128 amount = answer_.link_flow[i];
            const bool along = amount >= 0;
            const NodeId from = along ? link.tail : link.head;
            const NodeId to = along ? link.head : link.tail;
            const Int128 size = along ? amount : -amount;
            surplus[from.index] -= size;
            surplus[to.index] += size;
            (at_quay(link, to) ? landed : by_land)[to.index] += size;
            if (at_quay(link, from)) {
                shipped[from.index] += size;
            }
        }
        for (const EndpointFlow& origin : answer_.origins) {
            surplus[origin.node.index] += origin.flow.count();
            by_land[origin.node.index] += origin.flow.count();
        }
        for (const EndpointFlow& destination : answer_.destinations) {
            surplus[destination.node.index] -= destination.flow.count();
        }
        for (std::uint32_t v = 0; v < count; ++v) {
            const Node& node = network_.nodes()[v];
            if (surplus[v] != 0) {
                violated(fmt::format("{} receives {} t/yr more than it passes on", node.id,
                                     digits(surplus[v])));
            }
            const Int128 through = by_land[v] + std::max<Int128>(0, landed[v] - shipped[v]);
            if (node.throughput && applies(*node.throughput) &&
                through > left(Element::of(NodeId{v}))) {
                violated(fmt::format("{} passes {} t/yr of {}", node.id, digits(through),
                                     left(Element::of(NodeId{v}))));
            }
            const Int128 handled = std::max(landed[v], shipped[v]);
            if (has_quay({v}) && handled > left(Element::terminal_of({v}))) {
                violated(fmt::format("the container terminal of {} handles {} t/yr of {}", node.id,
                                     digits(handled), left(Element::terminal_of({v}))));
            }
            if (answer_.node_throughput[v] != through ||
                answer_.terminal_throughput[v] != handled) {
                violated(fmt::format("the throughput told of {} is not what passes it", node.id));
            }
        }
    }

    Int128 sum_endpoints(const std::vector<EndpointFlow>& flows,
                         const std::vector<Endpoint>& endpoints, const char* what) {
        Int128 sum = 0;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            const EndpointFlow& endpoint = flows[i];
            if (network_.node(endpoint.node).id != endpoints[i].node) {
                violated(fmt::format("{} {} is not the one asked for", what, endpoints[i].node));
            }
            if (endpoint.flow.count() < 0 ||
                (endpoints[i].limit && endpoint.flow > *endpoints[i].limit)) {
                violated(fmt::format("{} {} takes {} t/yr", what, endpoints[i].node,
                                     endpoint.flow.count()));
            }
            sum += endpoint.flow.count();
        }
        return sum;
    }

    void check_endpoints() {
        const Int128 value = answer_.value.count();
        if (sum_endpoints(answer_.origins, query_.from, "origin") != value ||
            sum_endpoints(answer_.destinations, query_.to, "destination") != value) {
            violated("origins, destinations and value differ in amount");
        }
    }

    /// Walks from the origins over everything the cut leaves. A node is walked in up to four
    /// places: where cargo enters and leaves it by land, and where it enters and leaves its quay.
    void check_cut() {
        Int128 sum = 0;
        std::set<Element> members;
        for (const CutMember& member : answer_.cut) {
            const auto& capacity = network_.capacity(member);
            if (!capacity || !applies(*capacity) || left(member) != member.capacity.count()) {
                violated(fmt::format("{} is in the cut with {} t/yr, which is not its limit",
                                     network_.name(member), member.capacity.count()));
            }
            if (!members.insert(member).second) {
                violated(fmt::format("{} is in the cut twice", network_.name(member)));
            }
            sum += member.capacity.count();
        }
        enum Place : std::uint32_t { entry, exit, quay_entry, quay_exit, places };
        std::vector<bool> seen(network_.nodes().size() * places, false);
        std::vector<std::uint32_t> work;
        const auto visit = [&](NodeId node, Place place) {
            const std::uint32_t at = node.index * places + place;
            if (!seen[at]) {
                seen[at] = true;
                work.push_back(at);
            }
        };
        const auto add_limit = [&](const EndpointFlow& flow, const Endpoint& endpoint) {
            if (!endpoint.limit) {
                violated(fmt::format("{} is in the cut but has no limit", endpoint.node));
            } else {
                sum += endpoint.limit->count();
            }
            return flow.in_cut;
        };
        for (std::size_t i = 0; i < answer_.origins.size(); ++i) {
            const EndpointFlow& origin = answer_.origins[i];
            if (!origin.in_cut || !add_limit(origin, query_.from[i])) {
                visit(origin.node, entry);
            }
        }
        while (!work.empty()) {
            const NodeId node{work.back() / places};
            const auto place = static_cast<Place>(work.back() % places);
            work.pop_back();
            switch (place) {
                case entry:
                    if (members.count(Element::of(node)) == 0) {
                        visit(node, exit);
                    }
                    break;
                case quay_entry:
                    if (members.count(Element::terminal_of(node)) == 0) {
                        visit(node, quay_exit);
                    }
                    break;
                case exit:
                    if (has_quay(node)) {
                        visit(node, quay_entry);
                    }
                    break;
                case quay_exit:
                    visit(node, entry);
                    break;
                case places:
                    break;
            }
            if (place != exit && place != quay_exit) {
                continue;
            }
            for (const LinkId id : network_.links_at(node)) {
                const Link& link = network_.link(id);
                const bool along = link.tail == node;
                if (!usable(id.index) || members.count(Element::of(id)) != 0 ||
                    (!along && link.directed) || at_quay(link, node) != (place == quay_exit)) {
                    continue;
                }
                const NodeId next = along ? link.head : link.tail;
                visit(next, at_quay(link, next) ? quay_entry : entry);
            }
        }
        for (std::size_t i = 0; i < answer_.destinations.size(); ++i) {
            const EndpointFlow& destination = answer_.destinations[i];
            if (destination.in_cut) {
                add_limit(destination, query_.to[i]);
            } else if (seen[destination.node.index * places + exit]) {
                violated(fmt::format("the cut leaves a way to {}", query_.to[i].node));
            }
        }
        if (sum != answer_.value.count()) {
            violated(fmt::format("the cut holds {} t/yr, the value is {}", digits(sum),
                                 answer_.value.count()));
        }
    }

    void check_unbounded() {
        std::set<std::uint32_t> at;
        for (const Endpoint& origin : query_.from) {
            if (!origin.limit) {
                at.insert(network_.find_node(origin.node)->index);
            }
        }
        bool limited = answer_.cut.empty();
        for (const CutMember& step : answer_.cut) {
            const auto& capacity = network_.capacity(step);
            limited = limited || (capacity && applies(*capacity));
            if (step.kind != Element::Kind::link) {
                continue;
            }
            const Link& link = network_.links()[step.index];
            limited = limited || !usable(step.index);
            std::set<std::uint32_t> next;
            for (const NodeId node : {link.tail, link.head}) {
                const auto& throughput = network_.node(node).throughput;
                limited = limited || (throughput && applies(*throughput));
            }
            if (at.count(link.tail.index) != 0) {
                next.insert(link.head.index);
            }
            if (!link.directed && at.count(link.head.index) != 0) {
                next.insert(link.tail.index);
            }
            at = std::move(next);
        }
        bool arrived = false;
        for (const Endpoint& destination : query_.to) {
            arrived = arrived || (!destination.limit &&
                                  at.count(network_.find_node(destination.node)->index) != 0);
        }
        if (limited || !arrived) {
            violated("the route told as unlimited is not one");
        }
    }

    const Network& network_;
    const FlowQuery& query_;
    const MaxFlow& answer_;
    bool any_cargo_;
    bool is_containers_;
    std::optional<CommodityId> commodity_;
    std::vector<bool> open_;
    Verdict verdict_;
};

}  // namespace

Verdict verify(const ArcList& problem, const ArcSolution& solution) {
    Verdict verdict;
    const std::size_t arcs = problem.arc_count();
    if (solution.source_side.size() != problem.node_count ||
        (!solution.flow.empty() && solution.flow.size() != arcs)) {
        verdict.violations.emplace_back("the answer is not about this problem");
        return verdict;
    }
    if (solution.outcome == Outcome::unbounded) {
        if (!joined_by_unlimited_arcs(problem)) {
            verdict.violations.emplace_back("no unlimited path joins source and sink");
        }
        return verdict;
    }
    check_cut(problem, solution, verdict);
    if (solution.flow.empty() && arcs > 0) {
        verdict.violations.emplace_back("no flow is given: the cut alone bounds from above only");
    } else {
        check_flow(problem, solution, verdict);
    }
    return verdict;
}

Verdict verify(const Network& network, const FlowQuery& query, const MaxFlow& answer) {
    return NetworkCheck(network, query, answer).run();
}

}  // namespace corridor::flow
