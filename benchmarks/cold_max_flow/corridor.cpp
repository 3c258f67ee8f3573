#include "cold_max_flow/competitors.hpp"
#include "flow/kernel/cold_solver.hpp"

#include <stdexcept>

namespace corridor::bench::cold {

Cut corridor(const Arcs& arcs) {
    static flow::kernel::Workspace workspace;  // as the others keep the heap of malloc
    Cut cut;
    cut.source_side.resize(arcs.node_count);
    flow::kernel::Answer answer;
    answer.source_side = cut.source_side;
    const flow::kernel::ArcView view = {arcs.node_count,
                                        arcs.source,
                                        arcs.sink,
                                        {arcs.tail, arcs.count},
                                        {arcs.head, arcs.count},
                                        {arcs.capacity, arcs.count}};
    if (flow::kernel::solve(view, workspace, answer) != flow::kernel::Status::optimal) {
        throw std::runtime_error("corridor: no optimum");
    }
    cut.value = answer.value;
    return cut;
}

}  // namespace corridor::bench::cold
