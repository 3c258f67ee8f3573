#include "cold_max_flow/competitors.hpp"
#include "support/igraph_problem.hpp"

namespace corridor::bench::cold {

Cut igraph(const Arcs& arcs) {
    IgraphProblem problem(arcs);
    igraph_vector_int_t reached;
    igraph_vector_int_init(&reached, 0);
    igraph_real_t value = 0;
    igraph_maxflow(problem.graph(), &value, nullptr, nullptr, &reached, nullptr,
                   static_cast<igraph_integer_t>(arcs.source),
                   static_cast<igraph_integer_t>(arcs.sink), problem.capacity(), nullptr);
    Cut cut;
    cut.value = static_cast<std::int64_t>(value);
    cut.source_side.resize(arcs.node_count, 0);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&reached); ++i) {
        cut.source_side[static_cast<std::size_t>(VECTOR(reached)[i])] = 1;
    }
    igraph_vector_int_destroy(&reached);
    return cut;
}

}  // namespace corridor::bench::cold
