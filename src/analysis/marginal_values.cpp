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
    Study(const CutProblem& problem, const flow::ArcSolution& solution)
        : problem_(problem),
          value_(solution.value),
          residual_(problem.arcs(), solution.flow),
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

    [[nodiscard]] bool is_full(const Limit& limit) const {
        return limit.capacity != flow::unlimited && on(limit) == limit.capacity;
    }

  private:
    /// Opposite flows on a two-way link have been cancelled.
    [[nodiscard]] std::int64_t on(const Limit& limit) const {
        return residual_.flow()[limit.arc] +
               (limit.other == no_arc ? 0 : residual_.flow()[limit.other]);
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

    void set(Residual& residual, const Limit& limit, std::int64_t capacity) const {
        residual.set_capacity(limit.arc, capacity);
        if (limit.other != no_arc) {
            residual.set_capacity(limit.other, capacity);
        }
    }

    /// Moves what a limit carries to other ways as far as that goes, and takes the rest back to the
    /// source and out of the sink.
    [[nodiscard]] std::int64_t value_without(const Limit& limit, std::int64_t carried) const {
        Residual residual = residual_;
        const std::uint32_t arc = residual.flow()[limit.arc] > 0 ? limit.arc : limit.other;
        const std::uint32_t tail = problem_.arcs().tail[arc];
        const std::uint32_t head = problem_.arcs().head[arc];
        residual.take_off(arc);
        set(residual, limit, 0);
        const std::int64_t moved = components_.of_node[tail] == components_.of_node[head]
                                       ? residual.push(tail, head, carried)
                                       : 0;
        const std::int64_t lost = carried - moved;
        residual.push(tail, problem_.arcs().source, lost);
        residual.push(problem_.arcs().sink, head, lost);
        certify(residual, value_ - lost);
        return value_ - lost;
    }

    /// None where then nothing limits the flow.
    [[nodiscard]] std::optional<std::int64_t> value_unlimited(const Limit& limit) const {
        Residual residual = residual_;
        set(residual, limit, flow::unlimited);
        if (!flow::unlimited_path(residual.problem()).empty()) {
            return std::nullopt;
        }
        const std::int64_t value =
            value_ + residual.push(problem_.arcs().source, problem_.arcs().sink, most);
        certify(residual, value);
        return value;
    }

    void certify(const Residual& residual, std::int64_t value) const {
        analysis::require_certified(residual.problem(), residual.flow(),
                                    residual.reach(problem_.arcs().source), value);
    }

    const CutProblem& problem_;
    std::int64_t value_;
    Residual residual_;
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
        result.certified = true;
        return result;
    }
    result.value = TonnesPerYear(solution->value);
    Study study(problem, *solution);
    for (const Limit& limit : problem.limits) {
        const bool of_endpoint = limit.kind != Limit::Kind::element;
        if ((options.full_only && !study.is_full(limit)) ||
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
    return result;
}

}  // namespace corridor
