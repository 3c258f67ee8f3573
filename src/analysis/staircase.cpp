#include "analysis/project_raises.hpp"

#include <corridor/analysis/staircase.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace corridor {
namespace {

using analysis::CutProblem;
using analysis::Limit;

class Climb {
  public:
    Climb(const Network& network, const FlowQuery& query, const StaircaseOptions& options)
        : options_(options), problem_(analysis::pose(network, query, options.projects)) {}

    Staircase run() {
        auto solution = analysis::solved(problem_.base);
        if (!solution) {
            return ended_unlimited();
        }
        value_ = solution->value;
        flow_ = std::move(solution->flow);
        side_ = std::move(solution->source_side);
        result_.value = TonnesPerYear(value_);
        while (true) {
            if (options_.demand && value_ >= options_.demand->count()) {
                return ended(StaircaseEnd::demand);
            }
            if (result_.steps.size() == options_.steps) {
                return ended(StaircaseEnd::steps);
            }
            StaircaseStep step;
            step.value = TonnesPerYear(value_);
            if (!options_.projects.empty()) {
                step.projects = analysis::cheapest_lift(problem_, flow_, value_, options_.projects,
                                                        ProjectLiftOptions().search_up_to);
            }
            const auto stopped = relieve(step);
            if (stopped == StaircaseEnd::unlimited) {
                result_.steps.push_back(std::move(step));
                return ended_unlimited();
            }
            if (stopped) {
                return ended(*stopped);
            }
            result_.steps.push_back(std::move(step));
        }
    }

  private:
    /// Takes the limits of one minimum cut after the other away until the flow grows, or says why
    /// it never does.
    std::optional<StaircaseEnd> relieve(StaircaseStep& step) {
        while (true) {
            const Cut cut = problem_.base.cut_of(problem_.base.crossed(side_));
            if (cut.members.empty()) {
                return cut.origins.empty() && cut.destinations.empty() ? StaircaseEnd::no_route
                                                                       : StaircaseEnd::endpoints;
            }
            if (!problem_.base.separates(cut)) {
                throw std::logic_error("a cut failed its certificate: it leaves a way");
            }
            for (const CutMember& member : cut.members) {
                lift(member);
            }
            step.members.insert(step.members.end(), cut.members.begin(), cut.members.end());
            step.cuts.push_back(cut);
            auto grown = analysis::grow(problem_.base, flow_, value_);
            if (!grown.value) {
                sort(step.members);
                return StaircaseEnd::unlimited;
            }
            const std::int64_t before = std::exchange(value_, *grown.value);
            flow_ = std::move(grown.flow);
            side_ = std::move(grown.source_side);
            if (value_ > before) {
                sort(step.members);
                step.gain = TonnesPerYear(value_ - before);
                return std::nullopt;
            }
        }
    }

    void lift(const Element& element) {
        for (std::uint32_t i = 0; i < problem_.base.limits.size(); ++i) {
            const Limit& limit = problem_.base.limits[i];
            if (limit.kind == Limit::Kind::element && limit.element == element) {
                problem_.base.set_capacity(i, flow::unlimited);
            }
        }
    }

    static void sort(std::vector<CutMember>& members) {
        std::sort(members.begin(), members.end(), [](const CutMember& a, const CutMember& b) {
            return static_cast<const Element&>(a) < static_cast<const Element&>(b);
        });
    }

    Staircase ended(StaircaseEnd end) {
        result_.end = end;
        result_.value_at_end = TonnesPerYear(value_);
        result_.certified = true;
        return std::move(result_);
    }

    Staircase ended_unlimited() {
        result_.end = StaircaseEnd::unlimited;
        result_.unlimited_route = analysis::unlimited_route(problem_.base);
        result_.certified = true;
        return std::move(result_);
    }

    const StaircaseOptions& options_;
    analysis::ProjectProblem problem_;
    std::int64_t value_ = 0;
    std::vector<std::int64_t> flow_;
    std::vector<std::uint8_t> side_;
    Staircase result_;
};

}  // namespace

Staircase staircase(const Network& network, const FlowQuery& query,
                    const StaircaseOptions& options) {
    return Climb(network, query, options).run();
}

}  // namespace corridor
