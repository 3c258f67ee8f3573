#include "flow/answer_parts.hpp"
#include "flow/capacity_prices.hpp"
#include "flow/price_bound.hpp"
#include "flow/solved_cost.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/certificate.hpp>
#include <corridor/flow/min_cost.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using flow::MinCostOutcome;

/// Tries with other home sides before prices are raised to a bound.
constexpr int most_attempts = 4;
/// Rounds of taking in the limits that a flow does not keep, before all are taken in.
constexpr int most_rounds = 8;

/// Looks for the cheapest flow of one question: which limits it takes in, and which side of a node
/// handling is paid to.
class Search {
  public:
    Search(const CostModel& model, const MinCostQuery& query, const flow::MinCostOptions& options)
        : options_(options), solved_{model, query, flow::cost_weights(model, query), {}, {}, {}} {
        flow::LoweringChoice& choice = solved_.choice;
        for (std::uint32_t v = 0; v < model.network.nodes().size(); ++v) {
            choice.home.push_back(model.graph.sides_begin(NodeId{v}));
        }
        choice.relaxed = flow::shared_by_sides(model, query);
        // Where nothing is paid at nodes, carriers need not be told apart.
        if (solved_.weights.transfer == 0) {
            choice.relaxed.assign(choice.relaxed.size(), false);
        }
        relaxed_at_first_ = choice.relaxed;
    }

    MinCost run() {
        const CostModel& model = solved_.model;
        const MinCostQuery& query = solved_.query;
        solve();
        if (answer_.outcome == MinCostOutcome::optimal && query.ties_by) {
            break_ties();
        }
        if (answer_.outcome != MinCostOutcome::limit_reached || !answer_.link_flow.empty()) {
            flow::require_certified(flow::verify(model, query, answer_));
            answer_.certified = true;
        }
        if (answer_.outcome == MinCostOutcome::optimal && query.with_prices) {
            answer_.binding = price_limits();
            price_next_tonne();
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
            const bool has_flow = solve_arcs();
            if (take_in(!has_flow || ++rounds > most_rounds)) {
                continue;
            }
            switch (answer_.outcome) {
                case MinCostOutcome::infeasible:
                    flow::tell_cut(solved_, answer_);
                    return;
                case MinCostOutcome::unbounded:
                    answer_.cycle = flow::cycle_of(solved_);
                    return;
                case MinCostOutcome::limit_reached:
                    if (has_flow && solved_.solution.has_bound) {
                        answer_.prices = flow::prices_of(solved_, answer_);
                        settle(true);
                    }
                    return;
                case MinCostOutcome::optimal:
                    answer_.prices = flow::prices_of(solved_, answer_);
                    if (settle(++attempts == most_attempts)) {
                        return;
                    }
            }
        }
    }

    /// The question as it is put to arcs now; whether there is a flow.
    bool solve_arcs() {
        const MinCostQuery& query = solved_.query;
        solved_.lowered = flow::lower(solved_.model, query, solved_.weights, solved_.choice);
        const flow::MinCostProblem& problem = solved_.lowered.problem;
        const Diagnostics faults = flow::check(problem);
        if (!faults.ok()) {
            throw ContractViolation(render(faults));
        }
        solved_.solution = flow::solve(problem, options_);
        flow::require_certified(flow::verify(problem, solved_.solution));
        answer_ = MinCost{};
        answer_.outcome = solved_.solution.outcome;
        answer_.amount = query.amount;
        answer_.origins = flow::endpoint_flows(solved_.model.network, query.from);
        answer_.destinations = flow::endpoint_flows(solved_.model.network, query.to);
        const bool has_flow = solved_.solution.flow.size() == problem.arc_count() &&
                              answer_.outcome != MinCostOutcome::infeasible &&
                              answer_.outcome != MinCostOutcome::unbounded;
        if (has_flow) {
            flow::tell_flow(solved_, answer_);
        }
        return has_flow;
    }

    /// Whether more passes a node than a limit that was left out allows.
    [[nodiscard]] bool exceeds(std::uint32_t v) const {
        return solved_.choice.relaxed[v] &&
               answer_.node_throughput[v] > solved_.capacity_of(Element::of(NodeId{v}));
    }

    /// Takes in limits that were left out: all of them, or those that the flow does not keep. False
    /// where there are none.
    bool take_in(bool all) {
        std::vector<bool>& relaxed = solved_.choice.relaxed;
        bool any = false;
        for (std::uint32_t v = 0; v < relaxed.size(); ++v) {
            if (relaxed[v] && (all || exceeds(v))) {
                relaxed[v] = false;
                any = true;
            }
        }
        return any;
    }

    /// Optimal where the prices prove it. Else gives nodes whose carriers pass each other another
    /// home and returns false; the last time it raises prices until they prove a bound.
    bool settle(bool last) {
        const std::vector<flow::Gain> gains = flow::gaining(solved_, answer_);
        if (!gains.empty() && !last) {
            for (const flow::Gain& gain : gains) {
                solved_.choice.home[gain.node] = gain.side;
            }
            return false;
        }
        for (const flow::Gain& gain : gains) {
            answer_.prices.node[gain.node] += gain.size;
        }
        const flow::PriceProof proof =
            flow::prove_by_prices(solved_.model, solved_.query, answer_.prices);
        if (!proof.bound) {
            throw std::logic_error("prices proved nothing: " + proof.violations.front());
        }
        answer_.bound = *proof.bound;
        if (solved_.choice.changed) {
            const Element element = *solved_.choice.changed;
            const Int128 more = solved_.choice.changed_capacity -
                                solved_.model.network.capacity(element)->rate.count();
            answer_.bound -= more * flow::price_of(answer_.prices, element);
        }
        answer_.outcome = answer_.bound == answer_.objective ? MinCostOutcome::optimal
                                                             : MinCostOutcome::limit_reached;
        return true;
    }

    /// Among the flows that the prices allow, all of which cost the same, one of least second cost:
    /// arcs whose reduced cost is not 0 stay as they are.
    void break_ties() {
        MinCostQuery second = solved_.query;
        second.objective = *second.ties_by;
        if (!second.own_cost.empty() || !check(solved_.model, second).ok()) {
            return;
        }
        flow::MinCostProblem problem =
            flow::lower(solved_.model, second, flow::cost_weights(solved_.model, second),
                        solved_.choice)
                .problem;
        problem.lower.resize(problem.arc_count(), 0);
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            const Int128 reduced = solved_.reduced_cost(a);
            if (reduced > 0) {
                problem.capacity[a] = problem.lower[a];
            } else if (reduced < 0) {
                problem.lower[a] = problem.capacity[a];
            }
        }
        if (!flow::check(problem).ok()) {
            return;
        }
        flow::MinCostSolution tied = flow::solve(problem, options_);
        if (tied.outcome != MinCostOutcome::optimal) {
            return;
        }
        const MinCost first = answer_;
        std::swap(solved_.solution.flow, tied.flow);
        flow::tell_flow(solved_, answer_);
        bool keeps_limits = answer_.objective == first.objective;
        for (std::uint32_t v = 0; v < solved_.choice.relaxed.size(); ++v) {
            keeps_limits = keeps_limits && !exceeds(v);
        }
        if (!keeps_limits) {
            std::swap(solved_.solution.flow, tied.flow);
            answer_ = first;
        }
    }

    std::vector<CapacityPrice> price_limits() const {
        Search again(*this);
        return flow::capacity_prices(
            solved_, answer_,
            [&again](Element element, std::int64_t capacity) -> std::optional<Int128> {
                again.solved_.choice.changed = element;
                again.solved_.choice.changed_capacity = capacity;
                again.solved_.choice.relaxed = again.relaxed_at_first_;
                again.solve();
                return again.answer_.outcome == MinCostOutcome::optimal
                           ? std::optional(again.answer_.objective)
                           : std::nullopt;
            });
    }

    void price_next_tonne() {
        MinCostQuery more = solved_.query;
        more.amount += TonnesPerYear(1);
        more.with_prices = false;
        more.ties_by.reset();
        if (!check(solved_.model, more).ok()) {
            return;
        }
        const MinCost dearer = min_cost(solved_.model, more, options_);
        if (dearer.outcome == MinCostOutcome::optimal) {
            answer_.next_tonne = static_cast<std::int64_t>(dearer.objective - answer_.objective);
        }
    }

    const flow::MinCostOptions& options_;
    flow::SolvedCost solved_;
    std::vector<bool> relaxed_at_first_;
    MinCost answer_;
};

}  // namespace

MinCost min_cost(const CostModel& model, const MinCostQuery& query,
                 const flow::MinCostOptions& options) {
    const Diagnostics faults = check(model, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return Search(model, query, options).run();
}

}  // namespace corridor
