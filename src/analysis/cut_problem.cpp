#include "analysis/cut_problem.hpp"

#include "flow/engines.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace corridor::analysis {
namespace {

using Meaning = flow::ArcMeaning::Kind;

std::optional<Limit> limit_of(const flow::ArcMeaning& meaning, const Network& network,
                              const FlowQuery& query) {
    const auto endpoint = [&](Limit::Kind kind, const std::vector<Endpoint>& endpoints) {
        return Limit{kind, Element::of(*network.find_node(endpoints[meaning.index].node))};
    };
    if (const auto element = flow::element_of(meaning)) {
        return Limit{Limit::Kind::element, *element};
    }
    if (meaning.kind == Meaning::origin) {
        return endpoint(Limit::Kind::origin, query.from);
    }
    if (meaning.kind == Meaning::destination) {
        return endpoint(Limit::Kind::destination, query.to);
    }
    return std::nullopt;
}

}  // namespace

void CutProblem::set_capacity(std::uint32_t limit, std::int64_t capacity) {
    limits[limit].capacity = capacity;
    for (const std::uint32_t arc : {limits[limit].arc, limits[limit].other}) {
        if (arc != no_arc) {
            lowered.problem.capacity[arc] = capacity;
        }
    }
}

std::vector<std::uint32_t> CutProblem::crossed(const std::vector<std::uint8_t>& inside) const {
    std::vector<std::uint32_t> found;
    for (std::size_t a = 0; a < arcs().arc_count(); ++a) {
        if (inside[arcs().tail[a]] != 0 && inside[arcs().head[a]] == 0 && arcs().capacity[a] != 0) {
            found.push_back(limit_of_arc[a]);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<std::uint8_t> CutProblem::walk(const std::vector<std::uint8_t>& closed,
                                           bool backwards) const {
    flow::ArcList open = arcs();
    for (std::size_t a = 0; a < open.arc_count(); ++a) {
        const std::uint32_t limit = limit_of_arc[a];
        open.capacity[a] = limit != no_arc && closed[limit] != 0 ? 0 : 1;
    }
    const std::vector<std::int64_t> nothing(open.arc_count(), 0);
    return flow::residual_reach(open, nothing, backwards ? open.sink : open.source, backwards);
}

Cut CutProblem::cut_of(std::vector<std::uint32_t> members) const {
    std::vector<std::uint8_t> closed(limits.size(), 0);
    bool any_empty = false;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        closed[i] = limits[i].capacity == 0 ? 1 : 0;
        any_empty = any_empty || (closed[i] != 0 && !limits[i].closed);
    }
    for (const std::uint32_t limit : members) {
        closed[limit] = 1;
    }
    if (any_empty) {
        const std::vector<std::uint8_t> inside = walk(closed, false);
        const auto leaves = [&](std::size_t a) {
            return inside[arcs().tail[a]] != 0 && inside[arcs().head[a]] == 0;
        };
        for (std::size_t i = 0; i < limits.size(); ++i) {
            const Limit& limit = limits[i];
            const bool crossed =
                leaves(limit.arc) || (limit.other != no_arc && leaves(limit.other));
            closed[i] = limit.capacity == 0 && !limit.closed ? (crossed ? 1 : 0) : closed[i];
        }
        const std::vector<std::uint8_t> before_sink = walk(closed, true);
        for (std::uint32_t i = 0; i < limits.size(); ++i) {
            const Limit& limit = limits[i];
            const auto counts = [&](std::uint32_t a) {
                return a != no_arc && leaves(a) && before_sink[arcs().head[a]] != 0;
            };
            if (limit.capacity == 0 && !limit.closed &&
                (counts(limit.arc) || counts(limit.other))) {
                members.push_back(i);
            }
        }
    }
    std::sort(members.begin(), members.end());
    Cut cut;
    for (const std::uint32_t i : members) {
        const Limit& limit = limits[i];
        cut.capacity += TonnesPerYear(limit.capacity);
        if (limit.kind == Limit::Kind::element) {
            cut.members.push_back({limit.element, TonnesPerYear(limit.capacity)});
        } else {
            (limit.kind == Limit::Kind::origin ? cut.origins : cut.destinations)
                .push_back(NodeId{limit.element.index});
        }
    }
    return cut;
}

bool CutProblem::separates(const Cut& cut) const {
    std::vector<std::uint8_t> closed(limits.size(), 0);
    TonnesPerYear sum;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        const Limit& limit = limits[i];
        const auto is_it = [&](const Element& element) { return element == limit.element; };
        const auto at_it = [&](NodeId node) { return Element::of(node) == limit.element; };
        const bool member =
            limit.kind == Limit::Kind::element
                ? std::any_of(cut.members.begin(), cut.members.end(), is_it)
            : limit.kind == Limit::Kind::origin
                ? std::any_of(cut.origins.begin(), cut.origins.end(), at_it)
                : std::any_of(cut.destinations.begin(), cut.destinations.end(), at_it);
        if (limit.closed) {
            closed[i] = 1;
        } else if (member) {
            closed[i] = 1;
            if (limit.capacity == flow::unlimited) {
                return false;
            }
            sum += TonnesPerYear(limit.capacity);
        }
    }
    return sum == cut.capacity && walk(closed, false)[arcs().sink] == 0;
}

CutProblem pose(const Network& network, const FlowQuery& query) {
    const Diagnostics faults = check(network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    CutProblem problem;
    problem.lowered = flow::lower(network, query, FlowChoice::any);
    const std::vector<flow::ArcMeaning>& meaning = problem.lowered.meaning;
    for (std::uint32_t a = 0; a < meaning.size(); ++a) {
        if (meaning[a].kind == Meaning::link_backward) {
            problem.limits.back().other = a;
        } else if (auto limit = limit_of(meaning[a], network, query)) {
            limit->arc = a;
            limit->capacity = problem.arcs().capacity[a];
            problem.limits.push_back(*limit);
        }
    }
    std::stable_sort(
        problem.limits.begin(), problem.limits.end(), [](const Limit& a, const Limit& b) {
            const bool elements = a.kind == Limit::Kind::element;
            return a.kind != b.kind ? a.kind < b.kind : elements && a.element < b.element;
        });
    problem.limit_of_arc.assign(meaning.size(), no_arc);
    for (std::uint32_t i = 0; i < problem.limits.size(); ++i) {
        for (const std::uint32_t arc : {problem.limits[i].arc, problem.limits[i].other}) {
            if (arc != no_arc) {
                problem.limit_of_arc[arc] = i;
            }
        }
    }
    return problem;
}

std::optional<flow::ArcSolution> solved(const CutProblem& problem) {
    flow::ArcSolution solution = flow::solve(problem.arcs());
    const flow::Verdict verdict = flow::verify(problem.arcs(), solution);
    if (!verdict.holds()) {
        throw std::logic_error("an answer failed its certificate: " + verdict.violations.front());
    }
    if (solution.outcome == flow::Outcome::unbounded) {
        return std::nullopt;
    }
    cancel_opposite(problem, solution.flow);
    return solution;
}

void cancel_opposite(const CutProblem& problem, std::vector<std::int64_t>& flow) {
    const flow::ArcList& arcs = problem.arcs();
    // What comes back over a link has passed the place at the other end.
    std::vector<std::uint32_t> inner(arcs.node_count, no_arc);
    for (std::uint32_t a = 0; a < arcs.arc_count(); ++a) {
        const Meaning kind = problem.lowered.meaning[a].kind;
        if (kind == Meaning::node_throughput || kind == Meaning::container_terminal) {
            inner[arcs.tail[a]] = a;
        }
    }
    for (const Limit& limit : problem.limits) {
        if (limit.other == no_arc) {
            continue;
        }
        const std::int64_t both = std::min(flow[limit.arc], flow[limit.other]);
        for (const std::uint32_t arc : {limit.arc, limit.other}) {
            flow[arc] -= both;
            if (inner[arcs.head[arc]] != no_arc) {
                flow[inner[arcs.head[arc]]] -= both;
            }
        }
    }
}

void require_certified(const flow::ArcList& problem, std::vector<std::int64_t> flow,
                       std::vector<std::uint8_t> source_side, std::int64_t value) {
    flow::ArcSolution solution;
    solution.value = value;
    solution.flow = std::move(flow);
    solution.source_side = std::move(source_side);
    const flow::Verdict verdict = flow::verify(problem, solution);
    if (!verdict.holds()) {
        throw std::logic_error("an answer failed its certificate: " + verdict.violations.front());
    }
}

Grown grow(const CutProblem& problem, const std::vector<std::int64_t>& flow, std::int64_t value) {
    Grown result;
    const flow::ArcList& arcs = problem.arcs();
    if (!flow::unlimited_path(arcs).empty()) {
        return result;
    }
    Residual residual(arcs, flow);
    result.value =
        value + residual.push(arcs.source, arcs.sink, std::numeric_limits<std::int64_t>::max());
    result.flow = residual.flow();
    result.source_side = residual.reach(arcs.source);
    require_certified(arcs, result.flow, result.source_side, *result.value);
    return result;
}

std::vector<Element> unlimited_route(const CutProblem& problem) {
    std::vector<Element> route;
    for (const std::uint32_t arc : flow::unlimited_path(problem.arcs())) {
        const std::uint32_t limit = problem.limit_of_arc[arc];
        if (limit != no_arc && problem.limits[limit].kind == Limit::Kind::element) {
            route.push_back(problem.limits[limit].element);
        }
    }
    return route;
}

}  // namespace corridor::analysis
