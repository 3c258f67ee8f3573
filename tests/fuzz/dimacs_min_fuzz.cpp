#include "fuzz/target.hpp"

#include <corridor/io/dimacs.hpp>

#include <numeric>

namespace {

using namespace corridor;

std::vector<std::int64_t> lower_of(const io::DimacsMin& problem) {
    return problem.lower.empty() ? std::vector<std::int64_t>(problem.arc_count()) : problem.lower;
}

bool equal(const io::DimacsMin& a, const io::DimacsMin& b) {
    return a.node_count == b.node_count && a.supply == b.supply && a.tail == b.tail &&
           a.head == b.head && lower_of(a) == lower_of(b) && a.capacity == b.capacity &&
           a.cost == b.cost;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto problem = io::parse_dimacs_min("x.min", fuzz::text_of(data, size));
    if (!fuzz::told(problem)) {
        return 0;
    }
    const auto again = io::parse_dimacs_min("x.min", io::render_dimacs_min(*problem));
    fuzz::require(again.ok() && equal(*problem, *again), "what was written reads back equal");
    fuzz::require(
        std::accumulate(problem->supply.begin(), problem->supply.end(), std::int64_t{0}) == 0,
        "supplies add up to 0");
    const std::vector<std::int64_t> lower = lower_of(*problem);
    for (std::size_t a = 0; a < problem->arc_count(); ++a) {
        fuzz::require(
            problem->tail[a] < problem->node_count && problem->head[a] < problem->node_count,
            "arcs join nodes of the problem");
        fuzz::require(lower[a] >= 0 && (problem->capacity[a] == io::DimacsMin::unlimited ||
                                        lower[a] <= problem->capacity[a]),
                      "lower bounds lie below capacities");
    }
    return 0;
}
