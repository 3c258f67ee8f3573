#include "analysis/cut_problem.hpp"
#include "flow/engines.hpp"

#include <corridor/analysis/marginal_values.hpp>

#include <limits>
#include <utility>

namespace corridor {
namespace {

using analysis::CutProblem;
using analysis::Limit;
using analysis::no_arc;
using analysis::Residual;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

class Study {
  public:
    Study(const CutProblem& problem, const flow::ArcSolution& solution, bool certify)
        : problem_(problem),
          certify_(certify),
          value_(solution.value),
          residual_(problem.arcs(), solution.flow),
          changed_(residual_),
          components_(residual_.components()),
          near_(residual_.reach(problem.arcs().source)),
          far_(residual_.reach(problem.arcs().sink, true)) {}

    [[nodiscard]] CapacityWorth worth(const Limit& limit) {
        CapacityWorth result;
        const std::int64_t carried = on(limit);
        const std::int64_t without = carried == 0 ? value_ : value_without(limit, carried);
        const auto unlimited = more_helps(limit) ? value_unlimited(limit) : std::optional(value_);
        result.value_without = TonnesPerYear(without);
        if (unlimited) {
            result.value_unlimited = TonnesPerYear(*unlimited);
            result.useful_up_to = TonnesPerYear(*unlimited - without);
        }
        if (limit.capacity == flow::unlimited) {
            return result;
        }
        const TonnesPerYear capacity(limit.capacity);
        result.capacity = capacity;
        result.gain_per_t = !result.useful_up_to || capacity < *result.useful_up_to ? 1 : 0;
        result.loss_per_t =
            limit.capacity > 0 && (!result.useful_up_to || capacity <= *result.useful_up_to) ? 1
                                                                                             : 0;
        return result;
    }

    /// Whether a tonne more adds something or a tonne less takes something away.
    [[nodiscard]] bool binds(const Limit& limit) const {
        const flow::ArcList& problem = problem_.arcs();
        const std::vector<std::uint32_t>& of_node = components_.of_node;
        const auto cannot_be_moved = [&](std::uint32_t arc) {
            return arc != no_arc && residual_.flow()[arc] > 0 &&
                   of_node[problem.tail[arc]] != of_node[problem.head[arc]];
        };
        return is_full(limit) &&
               (more_helps(limit) || cannot_be_moved(limit.arc) || cannot_be_moved(limit.other));
    }

  private:
    /// Opposite flows on a two-way link have been cancelled.
    [[nodiscard]] std::int64_t on(const Limit& limit) const {
        return residual_.flow()[limit.arc] +
               (limit.other == no_arc ? 0 : residual_.flow()[limit.other]);
    }

    [[nodiscard]] bool is_full(const Limit& limit) const {
        return limit.capacity != flow::unlimited && on(limit) == limit.capacity;
    }

    [[nodiscard]] bool more_helps(const Limit& limit) const {
        if (!is_full(limit)) {
            return false;
        }
        const auto joins = [&](std::uint32_t arc) {
            return arc != no_arc && near_[problem_.arcs().tail[arc]] != 0 &&
                   far_[problem_.arcs().head[arc]] != 0;
        };
        return joins(limit.arc) || joins(limit.other);
    }

    void set(const Limit& limit, std::int64_t capacity) {
        changed_.set_capacity(limit.arc, capacity);
        if (limit.other != no_arc) {
            changed_.set_capacity(limit.other, capacity);
        }
    }

    void put_back(const Limit& limit) {
        set(limit, limit.capacity);
        changed_.set_flow(residual_.flow());
    }

    /// Moves what a limit carries to other ways as far as that goes, and takes the rest back to the
    /// source and out of the sink.
    [[nodiscard]] std::int64_t value_without(const Limit& limit, std::int64_t carried) {
        const std::uint32_t arc = residual_.flow()[limit.arc] > 0 ? limit.arc : limit.other;
        const std::uint32_t tail = problem_.arcs().tail[arc];
        const std::uint32_t head = problem_.arcs().head[arc];
        changed_.take_off(arc);
        set(limit, 0);
        const std::int64_t moved = components_.of_node[tail] == components_.of_node[head]
                                       ? changed_.push(tail, head, carried)
                                       : 0;
        const std::int64_t lost = carried - moved;
        if (certify_) {
            changed_.push(tail, problem_.arcs().source, lost);
            changed_.push(problem_.arcs().sink, head, lost);
            certify(value_ - lost);
        }
        put_back(limit);
        return value_ - lost;
    }

    /// None where then nothing limits the flow.
    [[nodiscard]] std::optional<std::int64_t> value_unlimited(const Limit& limit) {
        set(limit, flow::unlimited);
        std::optional<std::int64_t> value;
        if (flow::unlimited_path(changed_.problem()).empty()) {
            value = value_ + changed_.push(problem_.arcs().source, problem_.arcs().sink, most);
            if (certify_) {
                certify(*value);
            }
        }
        put_back(limit);
        return value;
    }

    void certify(std::int64_t value) const {
        analysis::require_certified(changed_.problem(), changed_.flow(),
                                    changed_.reach(problem_.arcs().source), value);
    }

    const CutProblem& problem_;
    bool certify_;
    std::int64_t value_;
    Residual residual_;
    Residual changed_;  ///< the same, except while a capacity is looked at
    analysis::Components components_;
    std::vector<std::uint8_t> near_;
    std::vector<std::uint8_t> far_;
};

}  // namespace

MarginalValues marginal_values(const Network& network, const FlowQuery& query,
                               const MarginalValuesOptions& options) {
    MarginalValues result;
    const CutProblem problem = analysis::pose(network, query);
    const auto solution = analysis::solved(problem);
    if (!solution) {
        result.outcome = flow::Outcome::unbounded;
        result.certified = result.each_certified = true;
        return result;
    }
    result.value = TonnesPerYear(solution->value);
    const bool certify = network.links().size() + network.nodes().size() <= options.certify_up_to;
    Study study(problem, *solution, certify);
    for (const Limit& limit : problem.limits) {
        const bool of_endpoint = limit.kind != Limit::Kind::element;
        if ((options.binding_only && !study.binds(limit)) ||
            (of_endpoint && limit.capacity == flow::unlimited)) {
            continue;
        }
        const CapacityWorth worth = study.worth(limit);
        if (!of_endpoint) {
            result.values.push_back({worth, limit.element});
        } else {
            (limit.kind == Limit::Kind::origin ? result.origins : result.destinations)
                .push_back({worth, NodeId{limit.element.index}});
        }
    }
    result.certified = true;
    result.each_certified = certify;
    return result;
}

}  // namespace corridor
