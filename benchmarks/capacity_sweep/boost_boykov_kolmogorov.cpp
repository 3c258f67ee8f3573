#include "capacity_sweep/competitors.hpp"
#include "support/boost_flow_graph.hpp"

#include <boost/graph/boykov_kolmogorov_max_flow.hpp>

namespace corridor::bench::standing {
namespace {

class Solver : public Standing {
  public:
    explicit Solver(const Arcs& arcs) : boost_graph_(arcs) {}

    std::int64_t solve(const std::int64_t* capacity) override {
        boost_graph_.set_capacities(capacity);
        return boykov_kolmogorov_max_flow(boost_graph_.graph, boost_graph_.source,
                                          boost_graph_.sink);
    }

  private:
    BoostFlowGraph boost_graph_;
};

}  // namespace

std::unique_ptr<Standing> boost_boykov_kolmogorov(const Arcs& arcs) {
    return std::make_unique<Solver>(arcs);
}

}  // namespace corridor::bench::standing
