#pragma once

#include "support/arcs.hpp"

#include <igraph/igraph.h>

namespace corridor::bench {

/// A graph of igraph with its capacities, which igraph holds as doubles: exact up to 2^53.
class IgraphProblem {
  public:
    explicit IgraphProblem(const Arcs& arcs) {
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, static_cast<igraph_integer_t>(2 * arcs.count));
        igraph_vector_init(&capacity_, static_cast<igraph_integer_t>(arcs.count));
        for (std::size_t a = 0; a < arcs.count; ++a) {
            VECTOR(ends)[2 * a] = static_cast<igraph_integer_t>(arcs.tail[a]);
            VECTOR(ends)[2 * a + 1] = static_cast<igraph_integer_t>(arcs.head[a]);
        }
        igraph_create(&graph_, &ends, static_cast<igraph_integer_t>(arcs.node_count),
                      IGRAPH_DIRECTED);
        igraph_vector_int_destroy(&ends);
        set_capacities(arcs.capacity);
    }
    IgraphProblem(const IgraphProblem&) = delete;
    IgraphProblem& operator=(const IgraphProblem&) = delete;
    IgraphProblem(IgraphProblem&&) = delete;
    IgraphProblem& operator=(IgraphProblem&&) = delete;
    ~IgraphProblem() {
        igraph_vector_destroy(&capacity_);
        igraph_destroy(&graph_);
    }

    void set_capacities(const std::int64_t* capacity) {
        const igraph_integer_t count = igraph_vector_size(&capacity_);
        for (igraph_integer_t a = 0; a < count; ++a) {
            VECTOR(capacity_)[a] = static_cast<igraph_real_t>(capacity[a]);
        }
    }

    [[nodiscard]] const igraph_t* graph() const { return &graph_; }
    [[nodiscard]] const igraph_vector_t* capacity() const { return &capacity_; }

  private:
    igraph_t graph_{};
    igraph_vector_t capacity_{};
};

}  // namespace corridor::bench
