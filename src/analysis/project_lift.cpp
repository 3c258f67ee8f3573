#include "analysis/project_raises.hpp"

#include <corridor/analysis/project_lift.hpp>

#include <numeric>

namespace corridor {
namespace {

/// The flow before any project, and projects one set after the other.
class Study {
  public:
    Study(const Network& network, const FlowQuery& query, std::span<const Project> projects)
        : projects_(projects),
          problem_(analysis::pose(network, query, projects)),
          solution_(analysis::solved(problem_.base)) {}

    [[nodiscard]] ProjectEffect effect(const std::vector<std::uint32_t>& chosen) const {
        ProjectEffect result;
        for (const std::uint32_t project : chosen) {
            result.projects.push_back(projects_[project].id);
        }
        if (!solution_) {
            return result;
        }
        const analysis::CutProblem raised = problem_.with(chosen);
        const auto grown = analysis::grow(raised, solution_->flow, solution_->value);
        if (grown.value) {
            result.value = TonnesPerYear(*grown.value);
            result.gain = TonnesPerYear(*grown.value - solution_->value);
            result.held_by = raised.cut_of(raised.crossed(grown.source_side));
        }
        return result;
    }

    [[nodiscard]] ProjectChoice cheapest(const ProjectLiftOptions& options) const {
        return solution_ ? analysis::cheapest_lift(problem_, solution_->flow, solution_->value,
                                                   projects_, options.search_up_to)
                         : ProjectChoice();
    }

  private:
    std::span<const Project> projects_;
    analysis::ProjectProblem problem_;
    std::optional<flow::ArcSolution> solution_;
};

}  // namespace

std::vector<ProjectEffect> effect_of_each(const Network& network, const FlowQuery& query,
                                          std::span<const Project> projects) {
    const Study study(network, query, projects);
    std::vector<ProjectEffect> effects;
    for (std::uint32_t i = 0; i < projects.size(); ++i) {
        effects.push_back(study.effect({i}));
    }
    return effects;
}

ProjectEffect effect_of(const Network& network, const FlowQuery& query,
                        std::span<const Project> projects) {
    std::vector<std::uint32_t> all(projects.size());
    std::iota(all.begin(), all.end(), std::uint32_t{0});
    return Study(network, query, projects).effect(all);
}

ProjectChoice cheapest_lift(const Network& network, const FlowQuery& query,
                            std::span<const Project> projects, const ProjectLiftOptions& options) {
    return Study(network, query, projects).cheapest(options);
}

}  // namespace corridor
