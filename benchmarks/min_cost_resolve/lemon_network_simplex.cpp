#include "min_cost_resolve/competitors.hpp"
#include "support/lemon_cost_graph.hpp"

#include <lemon/network_simplex.h>

namespace corridor::bench::resolve {
namespace {

class Standing : public StandingCost {
  public:
    using Graph = LemonCostGraph::Graph;
    using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;

    explicit Standing(const CostArcs& arcs) : problem_(arcs), simplex_(problem_.graph) {
        simplex_.supplyMap(problem_.supply);
    }

    void change(const ArcChange& change) override {
        const Graph::Arc arc = Graph::arcFromId(static_cast<int>(change.arc));
        problem_.capacity[arc] = change.capacity;
        problem_.cost[arc] = change.cost;
    }
    std::int64_t solve() override {
        simplex_.upperMap(problem_.capacity).costMap(problem_.cost);
        return simplex_.run() == Simplex::OPTIMAL ? simplex_.totalCost<std::int64_t>() : -1;
    }

  private:
    LemonCostGraph problem_;
    Simplex simplex_;
};

}  // namespace

std::unique_ptr<StandingCost> lemon_network_simplex(const CostArcs& arcs) {
    return std::make_unique<Standing>(arcs);
}

}  // namespace corridor::bench::resolve
