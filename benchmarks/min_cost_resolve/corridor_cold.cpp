#include "min_cost_resolve/competitors.hpp"

#include <corridor/flow/min_cost_problem.hpp>

namespace corridor::bench::resolve {
namespace {

class Cold : public StandingCost {
  public:
    explicit Cold(const flow::MinCostProblem& problem) : problem_(problem) {}

    void change(const ArcChange& change) override {
        problem_.capacity[change.arc] = change.capacity;
        problem_.cost[change.arc] = change.cost;
    }
    std::int64_t solve() override {
        const flow::MinCostSolution solution = flow::solve(problem_);
        return solution.outcome == flow::MinCostOutcome::optimal
                   ? static_cast<std::int64_t>(solution.cost)
                   : -1;
    }

  private:
    flow::MinCostProblem problem_;
};

}  // namespace

std::unique_ptr<StandingCost> corridor_cold(const flow::MinCostProblem& problem) {
    return std::make_unique<Cold>(problem);
}

}  // namespace corridor::bench::resolve
