#include "fuzz/target.hpp"

#include <corridor/io/dimacs.hpp>

namespace {

using namespace corridor;

bool equal(const io::DimacsMax& a, const io::DimacsMax& b) {
    return a.node_count == b.node_count && a.source == b.source && a.sink == b.sink &&
           a.tail == b.tail && a.head == b.head && a.capacity == b.capacity;
}

void check_network(std::string_view text, const io::DimacsMax& problem) {
    const auto network = io::parse_dimacs_network("x.max", text);
    if (fuzz::told(network)) {
        fuzz::require(network->network.nodes().size() == problem.node_count &&
                          network->network.links().size() == problem.arc_count(),
                      "the network has the nodes and arcs of the problem");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto problem = io::parse_dimacs_max("x.max", text);
    if (!fuzz::told(problem)) {
        return 0;
    }
    const auto again = io::parse_dimacs_max("x.max", io::render_dimacs_max(*problem));
    fuzz::require(again.ok() && equal(*problem, *again), "what was written reads back equal");
    for (std::size_t a = 0; a < problem->arc_count(); ++a) {
        fuzz::require(problem->tail[a] < problem->node_count &&
                          problem->head[a] < problem->node_count && problem->capacity[a] >= -1,
                      "arcs join nodes of the problem");
    }
    check_network(text, *problem);
    return 0;
}
