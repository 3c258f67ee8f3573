#include "cold_max_flow/competitors.hpp"
#include "support/boost_flow_graph.hpp"

#include <boost/graph/push_relabel_max_flow.hpp>

namespace corridor::bench::cold {

Cut boost_push_relabel(const Arcs& arcs) {
    BoostFlowGraph boost_graph(arcs);
    Cut cut;
    cut.value = push_relabel_max_flow(boost_graph.graph, boost_graph.source, boost_graph.sink);
    cut.source_side = boost_graph.source_side();
    return cut;
}

}  // namespace corridor::bench::cold
