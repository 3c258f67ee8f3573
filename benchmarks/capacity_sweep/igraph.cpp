#include "capacity_sweep/competitors.hpp"
#include "support/igraph_problem.hpp"

namespace corridor::bench::standing {
namespace {

class Solver : public Standing {
  public:
    explicit Solver(const Arcs& arcs)
        : problem_(arcs),
          source_(static_cast<igraph_integer_t>(arcs.source)),
          sink_(static_cast<igraph_integer_t>(arcs.sink)) {}

    std::int64_t solve(const std::int64_t* capacity) override {
        problem_.set_capacities(capacity);
        igraph_real_t value = 0;
        igraph_maxflow_value(problem_.graph(), &value, source_, sink_, problem_.capacity(),
                             nullptr);
        return static_cast<std::int64_t>(value);
    }

  private:
    IgraphProblem problem_;
    igraph_integer_t source_;
    igraph_integer_t sink_;
};

}  // namespace

std::unique_ptr<Standing> igraph(const Arcs& arcs) {
    return std::make_unique<Solver>(arcs);
}

}  // namespace corridor::bench::standing
