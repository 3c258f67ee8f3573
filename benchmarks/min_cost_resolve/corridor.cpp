#include "min_cost_resolve/competitors.hpp"

#include <corridor/flow/standing_min_cost.hpp>

namespace corridor::bench::resolve {
namespace {

class Standing : public StandingCost {
  public:
    explicit Standing(const flow::MinCostProblem& problem) : problem_(problem) {}

    void change(const ArcChange& change) override {
        problem_.set_capacity(change.arc, change.capacity);
        problem_.set_cost(change.arc, change.cost);
    }
    std::int64_t solve() override {
        return static_cast<std::int64_t>(problem_.value().value_or(-1));
    }

  private:
    flow::StandingMinCost problem_;
};

}  // namespace

std::unique_ptr<StandingCost> corridor(const flow::MinCostProblem& problem) {
    return std::make_unique<Standing>(problem);
}

}  // namespace corridor::bench::resolve
