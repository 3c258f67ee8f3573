#include "capacity_sweep/competitors.hpp"

#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

namespace corridor::bench::standing {
namespace {

class Solver : public Standing {
  public:
    explicit Solver(const Arcs& arcs)
        : capacity_(graph_),
          source_(arcs.source),
          sink_(arcs.sink),
          preflow_((fill(arcs), graph_), capacity_, node(source_), node(sink_)) {}

    std::int64_t solve(const std::int64_t* capacity) override {
        for (int a = 0; a < graph_.arcNum(); ++a) {
            capacity_[Graph::arcFromId(a)] = capacity[a];
        }
        preflow_.runMinCut();
        return preflow_.flowValue();
    }

  private:
    using Graph = lemon::SmartDigraph;
    using Capacities = Graph::ArcMap<std::int64_t>;

    static Graph::Node node(std::uint32_t v) { return Graph::nodeFromId(static_cast<int>(v)); }

    void fill(const Arcs& arcs) {
        for (std::uint32_t v = 0; v < arcs.node_count; ++v) {
            graph_.addNode();
        }
        for (std::size_t a = 0; a < arcs.count; ++a) {
            graph_.addArc(node(arcs.tail[a]), node(arcs.head[a]));
        }
    }

    Graph graph_;
    Capacities capacity_;
    std::uint32_t source_;
    std::uint32_t sink_;
    lemon::Preflow<Graph, Capacities> preflow_;
};

}  // namespace

std::unique_ptr<Standing> lemon_preflow(const Arcs& arcs) {
    return std::make_unique<Solver>(arcs);
}

}  // namespace corridor::bench::standing
