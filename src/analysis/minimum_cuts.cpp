#include "analysis/closures.hpp"
#include "analysis/cut_problem.hpp"
#include "analysis/near_cuts.hpp"

#include <corridor/analysis/minimum_cuts.hpp>
#include <corridor/flow/certificate.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using analysis::CutProblem;
using analysis::Limit;
using analysis::no_arc;
using analysis::Residual;

/// Checks cuts against a maximum flow in the network's own words.
class Proof {
  public:
    Proof(const Network& network, const FlowQuery& query)
        : network_(network),
          query_(query),
          answer_(max_flow(network, query, {.choice = FlowChoice::any})) {}

    void check(const Cut& cut) {
        answer_.cut = cut.members;
        mark(answer_.origins, cut.origins);
        mark(answer_.destinations, cut.destinations);
        const flow::Verdict verdict = flow::verify(network_, query_, answer_);
        if (!verdict.holds()) {
            throw std::logic_error("a cut failed its certificate: " + verdict.violations.front());
        }
    }

  private:
    static void mark(std::vector<EndpointFlow>& flows, const std::vector<NodeId>& nodes) {
        for (EndpointFlow& flow : flows) {
            flow.in_cut = std::find(nodes.begin(), nodes.end(), flow.node) != nodes.end();
        }
    }

    const Network& network_;
    const FlowQuery& query_;
    MaxFlow answer_;
};

void add(Limits& limits, const Limit& limit) {
    if (limit.kind == Limit::Kind::element) {
        limits.elements.push_back(limit.element);
    } else {
        (limit.kind == Limit::Kind::origin ? limits.origins : limits.destinations)
            .push_back(NodeId{limit.element.index});
    }
}

/// Which limits are in some and in every minimum cut: a full one is in some when no residual way
/// leads past it, and in every one when the source reaches its near end and its far end the sink.
void sort_limits(const CutProblem& problem, const Residual& residual,
                 const analysis::Components& components, MinimumCuts& result) {
    const std::vector<std::uint8_t> near = residual.reach(problem.arcs().source);
    const std::vector<std::uint8_t> far = residual.reach(problem.arcs().sink, true);
    for (const Limit& limit : problem.limits) {
        for (const std::uint32_t arc : {limit.arc, limit.other}) {
            if (arc == no_arc || limit.capacity <= 0 || residual.flow()[arc] != limit.capacity) {
                continue;
            }
            const std::uint32_t tail = problem.arcs().tail[arc];
            const std::uint32_t head = problem.arcs().head[arc];
            if (components.of_node[tail] != components.of_node[head]) {
                add(result.in_some, limit);
            }
            if (near[tail] != 0 && near[head] == 0 && far[head] != 0 && far[tail] == 0) {
                add(result.in_every, limit);
            }
        }
    }
}

/// The limits that the flow crosses on its way out of the present set.
std::vector<std::uint32_t> crossed(const CutProblem& problem, const Residual& residual,
                                   const analysis::Closures& closures) {
    std::vector<std::uint32_t> limits;
    for (std::size_t a = 0; a < problem.arcs().arc_count(); ++a) {
        if (residual.flow()[a] > 0 && closures.inside(problem.arcs().tail[a]) &&
            !closures.inside(problem.arcs().head[a])) {
            limits.push_back(problem.limit_of_arc[a]);
        }
    }
    return limits;
}

}  // namespace

MinimumCuts minimum_cuts(const Network& network, const FlowQuery& query,
                         const MinimumCutsOptions& options) {
    MinimumCuts result;
    const CutProblem problem = analysis::pose(network, query);
    Proof proof(network, query);
    const auto solution = analysis::solved(problem);
    if (!solution) {
        result.outcome = flow::Outcome::unbounded;
        result.unlimited_route = analysis::unlimited_route(problem);
        result.certified = true;
        return result;
    }
    result.value = TonnesPerYear(solution->value);

    const Residual residual(problem.arcs(), solution->flow);
    analysis::Closures closures(residual);
    const auto count = closures.count(std::max<std::uint64_t>(1, options.count_up_to));
    result.count = count.number;
    result.count_is_exact = count.exact;
    sort_limits(problem, residual, closures.components(), result);

    result.nearest_origins = problem.cut_of(problem.crossed(residual.reach(problem.arcs().source)));
    std::vector<std::uint8_t> before_sink = residual.reach(problem.arcs().sink, true);
    for (std::uint8_t& side : before_sink) {
        side = side == 0 ? 1 : 0;
    }
    result.nearest_destinations = problem.cut_of(problem.crossed(before_sink));
    closures.first();
    do {
        if (result.cuts.size() == options.list_up_to) {
            break;
        }
        result.cuts.push_back(problem.cut_of(crossed(problem, residual, closures)));
        proof.check(result.cuts.back());
    } while (closures.next());
    proof.check(result.nearest_origins);
    proof.check(result.nearest_destinations);

    if (options.beyond.count() > 0) {
        auto near = analysis::near_cuts(problem, *solution, options.beyond.count(),
                                        options.list_up_to, options.search_up_to);
        result.near_minimum_is_complete = near.complete;
        for (std::vector<std::uint32_t>& limits : near.cuts) {
            result.near_minimum.push_back(problem.cut_of(std::move(limits)));
            if (!problem.separates(result.near_minimum.back())) {
                throw std::logic_error("a cut failed its certificate: it leaves a way");
            }
        }
    }
    result.certified = true;
    return result;
}

}  // namespace corridor
